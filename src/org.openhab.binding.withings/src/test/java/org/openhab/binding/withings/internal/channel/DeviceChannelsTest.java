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
package org.openhab.binding.withings.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Device.Battery;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DeviceChannelsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");
    private static final Instant LAST_SESSION = Instant.parse("2026-03-09T21:14:05Z");
    private static final Instant FIRST_SESSION = Instant.parse("2024-07-01T18:00:00Z");

    @ParameterizedTest
    @CsvSource({ "HIGH, 100, OFF", "MEDIUM, 50, OFF", "LOW, 20, ON", "UNKNOWN, UNDEF, UNDEF" })
    void showsTheBatteryAsANumberAndWhetherItIsLow(Battery battery, String level, String low) {
        Updates updates = updates(device("Scale", battery, LAST_SESSION));

        assertEquals(level, updates.state("device#battery-level").toString());
        assertEquals(low, updates.state("device#low-battery").toString());
    }

    @Test
    void hasAPropertyForEachKnownValue() {
        Device device = new Device("5ca1e", null, "Scale", "Body+", 5, Battery.HIGH, ZoneId.of("Europe/Berlin"),
                FIRST_SESSION, LAST_SESSION, "3061", "00:24:e4:00:00:01");

        assertEquals(Map.of("vendor", "Withings", "modelId", "Body+", "modelNumber", "5", "firmwareVersion", "3061",
                "macAddress", "00:24:e4:00:00:01", "type", "Scale", "timezone", "Europe/Berlin", "firstSession",
                "2024-07-01T20:00:00+02:00"), DeviceChannels.properties(device));
        assertEquals(Map.of("vendor", "Withings", "type", "Sleep Monitor", "firstSession", "2024-07-01T18:00:00Z"),
                DeviceChannels.properties(new Device("5ca1e", null, "Sleep Monitor", "", null, Battery.HIGH, null,
                        FIRST_SESSION, null, null, null)));
    }

    @ParameterizedTest
    @CsvSource({ "Scale, scale", "Sleep Monitor, sleep-monitor", "sleep monitor, sleep-monitor",
            "Blood Pressure Monitor, blood-pressure-monitor", "ACTIVITY TRACKER, watch",
            "Smart Connected Thermometer, thermometer", "Babyphone, device", "HealthKit Apple, device", "'', device",
            "Toothbrush, device" })
    void becomesTheThingOfItsType(String type, String thingType) {
        assertEquals("withings:" + thingType,
                DeviceChannels.thingType(device(type, Battery.HIGH, null)).toString());
    }

    @ParameterizedTest
    @CsvSource({ "Body Scan, 10, Withings Body Scan", "Aura Sensor V2, 63, Withings Aura Sensor V2",
            "Withings 99, 99, Withings 99", "Withings WBS01, 1, Withings WBS01", "'', , Withings Scale" })
    void hasTheModelOrTypeAsLabel(String model, @Nullable Integer number, String label) {
        assertEquals(label, DeviceChannels.label(device("Scale", model, number)));
    }

    @Test
    void collectsUnknownTypesAndModels() {
        UnknownIds unknownIds = new UnknownIds();

        DeviceChannels.noteUnknown(List.of(device("Scale", "Body Scan", 10), device("Toothbrush", "Brush", 99),
                device("Activity Tracker", "", null)), unknownIds);

        assertEquals(Map.of(Kind.DEVICE_TYPE, Set.of("Toothbrush"), Kind.DEVICE_MODEL, Set.of("99")),
                unknownIds.all());
    }

    private static Updates updates(Device device) {
        return new Updates(DeviceChannels.updates(device, NOW));
    }

    private static Device device(String type, String model, @Nullable Integer number) {
        return new Device("5ca1e", null, type, model, number, Battery.HIGH, null, null, null, null, null);
    }

    private static Device device(String type, Battery battery, @Nullable Instant lastSession) {
        return new Device("5ca1e", null, type, "Body+", 5, battery, ZoneId.of("Europe/Berlin"), FIRST_SESSION,
                lastSession,
                null, null);
    }
}
