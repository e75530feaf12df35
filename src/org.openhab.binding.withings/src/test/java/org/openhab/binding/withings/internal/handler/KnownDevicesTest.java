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
package org.openhab.binding.withings.internal.handler;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Device.Battery;

/**
 * Devices are listed person by person, and known once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class KnownDevicesTest {
    private static final String ANNA = "363";
    private static final String BEN = "364";
    private static final Instant MORNING = Instant.parse("2026-03-10T07:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-03-10T20:00:00Z");

    private final KnownDevices devices = new KnownDevices();

    @Test
    void aSharedDeviceIsKnownOnceAsItWasUsedLast() {
        devices.put(ANNA, List.of(device("scale", "Scale", EVENING)));
        devices.put(BEN, List.of(device("scale", "Scale", MORNING)));

        assertThat(devices.distinct(), contains(device("scale", "Scale", EVENING)));
        assertThat(devices.find("scale"), is(Optional.of(device("scale", "Scale", EVENING))));
    }

    @Test
    void aDeviceThatWasNeverUsedGivesWayToOneThatWas() {
        devices.put(ANNA, List.of(device("scale", "Scale", null), device("scale", "Scale", MORNING)));

        assertThat(devices.find("scale"), is(Optional.of(device("scale", "Scale", MORNING))));
    }

    @Test
    void theOnlySleepMonitorIsMeantWhereNoneIsNamed() {
        devices.put(ANNA, List.of(device("mat", "Sleep Monitor", null), device("scale", "Scale", null)));
        devices.put(BEN, List.of(device("left", "Sleep Monitor", null), device("right", "sleep monitor", null)));

        assertThat(devices.onlySleepMonitor(ANNA), is(Optional.of("mat")));
        assertThat(devices.onlySleepMonitor(BEN), is(Optional.empty()));
        assertThat(devices.sleepMonitors(BEN), containsInAnyOrder("left", "right"));
    }

    @Test
    void somebodyWithoutDevicesHasBeenToldOfToo() {
        devices.put(ANNA, List.of());

        assertThat(devices.isListed(ANNA), is(true));
        assertThat(devices.isListed(BEN), is(false));
    }

    @Test
    void whoLeavesTakesTheirDevicesAlong() {
        devices.put(ANNA, List.of(device("scale", "Scale", MORNING)));
        devices.put(BEN, List.of(device("scale", "Scale", null), device("mat", "Sleep Monitor", null)));

        devices.remove(BEN);

        assertThat(devices.distinct(), contains(device("scale", "Scale", MORNING)));
    }

    private static Device device(String id, String type, @Nullable Instant lastSession) {
        return new Device(id, type, "", null, Battery.HIGH, null, null, lastSession, null, null);
    }
}
