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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Device.Battery;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.BedEvent.Kind;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.handler.Bedrooms.Triggered;

/**
 * Bed events are delivered to the things of person and sleep monitor, in any order of their initialization and with
 * either device ID.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountThingsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T23:00:00Z");
    private static final String ANNA = "363";
    private static final String BEN = "364";
    private final Bedrooms bedrooms = new Bedrooms(NOW, List.of(ANNA, BEN), List.of("left", "right"));

    @AfterEach
    void close() {
        bedrooms.close();
    }

    private static BedEvent in(@Nullable String mat) {
        return new BedEvent(Kind.IN, NOW.minusSeconds(5), mat);
    }

    private static Device mat(String id) {
        return device(id, null, "Sleep Monitor", null);
    }

    private static Device device(String id, @Nullable String otherId, String type, @Nullable Instant lastSession) {
        return new Device(id, otherId, type, "", null, Battery.HIGH, null, null, lastSession, null, null);
    }

    private void listed(String person, Device... devices) {
        bedrooms.attached().devicesRead(person, List.of(devices), new UnknownIds());
    }

    @Test
    void deliversBedEventsToThingsThatStartLater() {
        bedrooms.restartAccount();

        bedrooms.happened(ANNA, in("left"));
        bedrooms.startThings();

        assertThat(bedrooms.shown(ANNA), hasEntry("bed#in-bed", "ON"));
        assertThat(bedrooms.shown("left"), hasEntry("bed#in-bed", "ON"));
        assertThat("each rule hears of it once", bedrooms.triggered(),
                containsInAnyOrder(new Triggered(ANNA, Kind.IN, NOW.minusSeconds(5)),
                        new Triggered("left", Kind.IN, NOW.minusSeconds(5))));
    }

    @Test
    void deliversBedEventsAfterTheSleepMonitorIsKnown() {
        bedrooms.happened(ANNA, in(null));
        assertThat(bedrooms.shown(ANNA), hasEntry("bed#in-bed", "ON"));

        listed(ANNA, mat("left"), device("scale", null, "Scale", NOW));

        assertThat(bedrooms.shown("left"), hasEntry("bed#in-bed", "ON"));
        assertThat("each rule hears of it once", bedrooms.triggered(), hasSize(2));
    }

    @Test
    void doesNotDeliverAnEventWithoutDeviceToOneOfSeveralSleepMonitors() {
        listed(ANNA, mat("left"), mat("right"));

        bedrooms.happened(ANNA, in(null));

        assertThat(bedrooms.shown(ANNA), hasEntry("bed#in-bed", "ON"));
        assertThat(bedrooms.shown("left"), not(hasKey("bed#in-bed")));
        assertThat(bedrooms.shown("right"), not(hasKey("bed#in-bed")));
    }

    @ParameterizedTest
    @CsvSource({ "left, , left", "hash, left, hash", "hash, left, left", "left, 15542329, left",
            "left, 15542329, 15542329" })
    void matchesEitherIdentifierOfTheSleepMonitor(String hash, @Nullable String number,
            String named) {
        listed(ANNA, device(hash, number, "Sleep Monitor", null));

        bedrooms.happened(ANNA, in(named));

        assertThat(bedrooms.shown(ANNA), hasEntry("bed#in-bed", "ON"));
        assertThat(bedrooms.shown("left"), hasEntry("bed#in-bed", "ON"));
        assertThat(bedrooms.attached().hasSleepMonitorThing(ANNA), is(true));
        assertThat(bedrooms.shown(BEN), is(anEmptyMap()));
        assertThat(bedrooms.shown("right"), is(anEmptyMap()));
    }

    @Test
    void doesNotDeliverOldEventsToThingsThatAreAddedLater() {
        bedrooms.restartAccount();
        bedrooms.happened(ANNA, in("left"));

        bedrooms.pass(Duration.ofMinutes(10));
        bedrooms.startThings();

        assertThat(bedrooms.shown(ANNA), is(anEmptyMap()));
    }

    @Test
    void keepsTheLastEventsOfTooMany() {
        bedrooms.restartAccount();
        for (int second = 10_000; second > 0; second--) {
            bedrooms.happened(ANNA, new BedEvent(Kind.INFLATED, NOW.minusSeconds(second), "left"));
        }

        bedrooms.startThings();

        assertThat(bedrooms.triggered(), hasSize(lessThan(1_000)));
        assertThat(bedrooms.triggered(), hasItem(new Triggered(ANNA, Kind.INFLATED, NOW.minusSeconds(1))));
    }

    @ParameterizedTest
    @CsvSource({ "PT1M, true", "P2D, false" })
    void theEndOfANightReplacesALostBedOutAndFiresTheTriggerWithinADay(Duration age, boolean isNews) {
        Instant out = NOW.minus(age);
        bedrooms.happened(ANNA, new BedEvent(Kind.IN, out.minus(Duration.ofHours(25)), "left"));
        bedrooms.left(ANNA, new BedEvent(Kind.OUT, out, "left"));

        assertThat(bedrooms.shown(ANNA), hasEntry("bed#in-bed", "OFF"));
        assertThat(bedrooms.triggered().contains(new Triggered(ANNA, Kind.OUT, out)), is(isNews));
    }

    // devices

    @Test
    void listsASharedDeviceOnceWithItsLastSession() {
        listed(ANNA, device("scale", null, "Scale", null), device("scale", null, "Scale", NOW));
        listed(BEN, device("scale", "15542329", "Scale", NOW.minusSeconds(1)));

        assertThat(bedrooms.attached().devices(), contains(device("scale", null, "Scale", NOW)));
        assertThat(bedrooms.attached().find("scale"), is(Optional.of(device("scale", null, "Scale", NOW))));
    }

    @Test
    void removesTheDevicesOfARemovedPerson() {
        listed(ANNA, device("scale", null, "Scale", NOW));
        listed(BEN, device("scale", null, "Scale", null), mat("mat"));

        bedrooms.attached().forgetDevices(BEN);

        assertThat(bedrooms.attached().devices(), contains(device("scale", null, "Scale", NOW)));
        assertThat(bedrooms.attached().hasDevicesOf(BEN), is(false));
    }
}
