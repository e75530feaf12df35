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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.Device.Battery;

/**
 * Which services may have something new, as the devices tell.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SessionsTest {
    private static final Instant MORNING = Instant.parse("2026-01-10T07:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    private static Device device(String type, @Nullable Instant lastSession) {
        return new Device("id of " + type, type, "", null, Battery.UNKNOWN, null, null, lastSession, null, null);
    }

    @Test
    void everyDeviceStandsForWhatTellsItsMeasures() {
        assertThat(
                Sessions.of(List.of(device("Blood Pressure Monitor", MORNING), device("Sleep Monitor", MORNING),
                        device("Activity Tracker", NOON))),
                is(Map.of(Service.MEASURES, MORNING, Service.SLEEP, MORNING, Service.ACTIVITY, NOON)));
    }

    @Test
    void theNewestSessionCounts() {
        assertThat(
                Sessions.of(List.of(device("Scale", MORNING), device("Smart Connected Thermometer", NOON),
                        device("Blood Pressure Monitor", MORNING))),
                is(Map.of(Service.MEASURES, NOON)));
    }

    @Test
    void aDeviceThatWasNeverUsedOrThatNobodyKnowsTellsNothing() {
        assertThat(Sessions.of(List.of(device("Scale", null), device("Teapot", NOON))), is(Map.of()));
    }
}
