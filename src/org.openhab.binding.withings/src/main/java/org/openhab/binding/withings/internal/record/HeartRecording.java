/*
 * Copyright (c) 2010-2026 Contributors to the openHAB project
 *
 * See the NOTICE file(s) distributed with this work for additional
 * information.
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * http://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.binding.withings.internal.record;

import java.math.BigDecimal;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A recording of the heart: an electrocardiogram, the sounds that a stethoscope heard, or both at once (Withings
 * reference, Heart v2 - List and Stetho v2 - List).
 *
 * @param time when it was recorded
 * @param modified when Withings last changed it, where the answer tells
 * @param deviceId the device that recorded
 * @param model Withings' number of the device's model
 * @param electrocardiogram the electrocardiogram, null if there is none
 * @param stethoscope what the stethoscope heard, null if there is none
 * @param heartRate average heartbeats per minute
 * @param systolic blood pressure measured along with it while the heart beats, in mmHg
 * @param diastolic blood pressure measured along with it between two heartbeats, in mmHg
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HeartRecording(Instant time, @Nullable Instant modified, @Nullable String deviceId,
        @Nullable Integer model, @Nullable Electrocardiogram electrocardiogram, @Nullable Stethoscope stethoscope,
        @Nullable BigDecimal heartRate, @Nullable BigDecimal systolic, @Nullable BigDecimal diastolic) {

    /**
     * An electrocardiogram.
     *
     * @param signalId what to ask for to get its signal
     * @param afib Withings' number of what the device says about atrial fibrillation
     */
    public record Electrocardiogram(@Nullable Long signalId, @Nullable Integer afib) {}

    /**
     * The sounds of the heart.
     *
     * @param signalId what to ask for to get them
     * @param valvularHeartDisease Withings' number of what the device says about the valves of the heart; Withings does
     *            not document what the numbers mean
     */
    public record Stethoscope(@Nullable Long signalId, @Nullable Integer valvularHeartDisease) {}

    /**
     * @return when Withings last changed it, or else when it was recorded
     */
    public Instant lastChange() {
        Instant change = modified;
        return change == null ? time : change;
    }
}
