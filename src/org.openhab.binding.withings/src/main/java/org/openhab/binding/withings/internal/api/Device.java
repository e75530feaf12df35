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

import static java.util.Map.entry;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A physical device linked to a person (Withings reference, User v2 - Getdevice).
 *
 * @param id the hash ("hash_deviceid") if there is one, else "deviceid"
 * @param otherId "deviceid" if Withings sends both; things and notifications may refer to it
 * @param type Withings' name of the type, such as "Scale" or "Sleep Monitor"; Withings adds types without notice
 * @param model the model name, derived from the model number if missing; empty if Withings sends neither
 * @param firmware sent to few partners only, like the MAC address
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Device(String id, @Nullable String otherId, String type, String model, @Nullable Integer modelId,
        Battery battery, @Nullable ZoneId zone, @Nullable Instant firstSession, @Nullable Instant lastSession,
        @Nullable String firmware, @Nullable String macAddress) {

    /** Returns whether an identifier is one of the two identifiers of this device. */
    public boolean isNamed(String identifier) {
        return identifier.equals(id) || identifier.equals(otherId);
    }

    /** The battery level, in the steps that Withings reports. */
    public enum Battery {
        /** More than 75 %. */
        HIGH,
        /** More than 30 %. */
        MEDIUM,
        /** 30 % or less. */
        LOW,
        /** Not reported, as by mains-powered devices, or an undocumented value. */
        UNKNOWN
    }

    /** By "model_id". 13 to 17 are not documented, but have been seen; 13 for a scale and for a sleep monitor. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            entry(1, "Withings WBS01"), entry(2, "WS30"), entry(3, "Kid Scale"), entry(4, "Smart Body Analyzer"),
            entry(5, "Body+"), entry(6, "Body Cardio"), entry(7, "Body"), entry(9, "Body Pro"),
            entry(10, "Body Scan"), entry(11, "WBS10"), entry(12, "WBS11"), entry(13, "Body+"),
            entry(14, "Body"), entry(15, "Body Comp 2"), entry(16, "Body Smart"), entry(17, "Body Pro 2"),
            entry(18, "Body Comp"), entry(21, "Smart Baby Monitor"), entry(22, "Withings Home"),
            entry(41, "Withings Blood Pressure Monitor V1"), entry(42, "Withings Blood Pressure Monitor V2"),
            entry(43, "Withings Blood Pressure Monitor V3"), entry(44, "BPM Core"), entry(45, "BPM Connect"),
            entry(46, "BPM Connect Pro"), entry(47, "BPM Pro 2"), entry(48, "BPM Vision"), entry(51, "Pulse"),
            entry(52, "Activite"), entry(53, "Activite (Pop, Steel)"), entry(54, "Withings Go"),
            entry(55, "Activite Steel HR"), entry(58, "Pulse HR"), entry(59, "Activite Steel HR Sport Edition"),
            entry(60, "Aura Dock"), entry(61, "Aura Sensor"), entry(63, "Aura Sensor V2"), entry(70, "Thermo"),
            entry(71, "BeamO"), entry(90, "Move"), entry(91, "Move ECG"), entry(92, "Move ECG"),
            entry(93, "ScanWatch"), entry(94, "ScanWatch 2"), entry(95, "ScanWatch Light"), entry(100, "WUP01"),
            entry(1051, "iOS step tracker"), entry(1052, "iOS step tracker"), entry(1053, "Android step tracker"),
            entry(1054, "Android step tracker"), entry(1055, "GoogleFit tracker"),
            entry(1056, "Samsung Health tracker"), entry(1057, "HealthKit step iPhone tracker"),
            entry(1058, "HealthKit step Apple Watch tracker"), entry(1059, "HealthKit other step tracker"),
            entry(1060, "Google Health Connect"), entry(1061, "Iglucose glucometer"), entry(1062, "Huawei tracker"),
            entry(1063, "Lingo Sensor"));

    static boolean isKnownModel(int number) {
        return NAMES.containsKey(number);
    }

    /** Returns the name of a model by its number and its device type, which may be empty. */
    public static String modelName(int number, String type) {
        return number == 13 && "Sleep Monitor".equalsIgnoreCase(type.strip())
                ? "Sleep Analyzer"
                : NAMES.getOrDefault(number, "Withings " + number);
    }
}
