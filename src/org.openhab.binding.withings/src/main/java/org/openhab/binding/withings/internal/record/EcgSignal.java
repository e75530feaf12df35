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

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The curve of an electrocardiogram (Withings reference, Heart v2 - Get). Devices record for 20 or 30 seconds.
 *
 * @param samplingFrequency samples per second, 300 or 500 so far
 * @param samples the voltage in microvolt, sample by sample
 * @param wearPosition where the device was worn, by Withings' number: 1 is the left wrist
 * @param heartRate average heartbeats per minute
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record EcgSignal(int samplingFrequency, int[] samples, @Nullable Integer wearPosition,
        @Nullable Integer heartRate) {

    public EcgSignal {
        samples = samples.clone();
    }

    @Override
    public int[] samples() {
        return samples.clone();
    }

    /**
     * @return how long was recorded
     */
    public Duration duration() {
        return Duration.ofMillis(samples.length * 1000L / samplingFrequency);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EcgSignal signal && signal.samplingFrequency == samplingFrequency
                && Arrays.equals(signal.samples, samples) && Objects.equals(signal.wearPosition, wearPosition)
                && Objects.equals(signal.heartRate, heartRate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(samplingFrequency, Arrays.hashCode(samples), wearPosition, heartRate);
    }

    @Override
    public String toString() {
        return "EcgSignal of " + duration() + " at " + samplingFrequency + " Hz";
    }
}
