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
package org.openhab.binding.withings.internal.api;

import java.time.Instant;
import java.time.ZoneId;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A physical device linked to a person (Withings reference, User v2 - Getdevice).
 *
 * @param id Withings' identifier of the device, the hash ("hash_deviceid") where there is one
 * @param type what it is in Withings' words, such as "Scale" or "Sleep Monitor"; new words appear without notice
 * @param model the name of the model, or one made of its number; empty where Withings sends neither
 * @param modelId Withings' number of the model
 * @param battery how full the battery is
 * @param zone the device's own time zone
 * @param firstSession when it was first used
 * @param lastSession when it last sent data
 * @param firmware the firmware's version, sent to few partners only
 * @param macAddress the hardware address, sent to few partners only
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Device(String id, String type, String model, @Nullable Integer modelId, Battery battery,
        @Nullable ZoneId zone, @Nullable Instant firstSession, @Nullable Instant lastSession, @Nullable String firmware,
        @Nullable String macAddress) {

    /**
     * The battery level, in the steps that Withings reports.
     */
    public enum Battery {
        /** More than 75 %. */
        HIGH,
        /** More than 30 %. */
        MEDIUM,
        /** 30 % or less. */
        LOW,
        /** Not reported, a mains-powered device, or a word that is not documented. */
        UNKNOWN
    }
}
