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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.systemtest.OpenHab.Discovered;

/**
 * People and devices are discovered, approved, and show their data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiscoveryTest {

    private final Home home = Home.connected(Map.of(), "Mira", "Jonas");
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private String thing(String type, DeviceKind kind) {
        return "withings:" + type + ":home:" + home.withings().household().device(mira, kind).deviceId();
    }

    @Test
    void offersPeopleAndTheirDevicesOnce() {
        // two people, each with a sleep mat; scale, cuff and thermometer belong to both, the watch to one
        home.soon(() -> "eight things are offered, not " + home.openHab().inbox(),
                () -> home.openHab().inbox().size() == 8);

        assertThat(home.openHab().inbox().stream().map(Discovered::type).sorted().toList(),
                is(List.of("withings:blood-pressure-monitor", "withings:person", "withings:person", "withings:scale",
                        "withings:sleep-monitor", "withings:sleep-monitor", "withings:thermometer",
                        "withings:watch")));
        assertThat(home.openHab().inbox().stream().map(Discovered::label).toList(),
                hasItems("Withings Body Scan", "Withings Aura Sensor V2", "Withings Sleep Analyzer",
                        "Withings ScanWatch 2"));
    }

    @Test
    void bringsEverythingApprovedOnline() {
        // when
        home.approve(8);

        // then
        assertThat(home.openHab().things().size(), is(9));
        home.openHab().things().forEach(home::awaitOnline);
        assertThat(home.openHab().inbox(), is(empty()));
    }

    @Test
    void doesNotOfferAgainWhatIsThereUnderAnotherName() {
        // given
        home.openHab().addThing("withings:person:home:somebody", "Mira", Home.ACCOUNT,
                Map.of("userId", Long.toString(mira.userId())));
        home.awaitOnline("withings:person:home:somebody");

        // when
        home.openHab().scan();

        // then
        home.soon("the person is marked as known", () -> home.openHab().inbox().stream()
                .anyMatch(found -> found.thingUID().equals(Home.uid(mira)) && found.flag().equals("IGNORED")));
    }

    @Test
    void findsADeviceThatIsNewWithAScan() {
        // given
        home.approve(8);
        home.openHab().removeThing(thing("scale", DeviceKind.SCALE));
        home.soon("the scale is gone", () -> !home.openHab().things().contains(thing("scale", DeviceKind.SCALE)));

        // when
        home.openHab().scan();

        // then
        home.soon("the scale is offered", () -> home.openHab().inbox().stream()
                .anyMatch(found -> found.thingUID().equals(thing("scale", DeviceKind.SCALE))));
    }

    @Test
    void showsTheBatteriesAndWhatTheDevicesAre() {
        // given
        home.withings().household().setBattery(home.withings().household().device(mira, DeviceKind.SCALE), 60);
        home.approve(8);
        String scale = thing("scale", DeviceKind.SCALE);
        String thermometer = thing("thermometer", DeviceKind.THERMOMETER);

        // when
        home.item("Scale_Battery", "Number", scale + ":device#battery-level");
        home.item("Scale_Low", "Switch", scale + ":device#low-battery");
        home.item("Thermometer_Battery", "Number", thermometer + ":device#battery-level");
        home.item("Thermometer_Low", "Switch", thermometer + ":device#low-battery");

        // then
        home.awaitState("Thermometer_Battery", "20");
        home.awaitState("Thermometer_Low", "ON");
        home.awaitState("Scale_Low", "OFF");
        assertThat(home.openHab().thing(scale).orElseThrow().getAsJsonObject("properties").get("modelId")
                .getAsString(), is("Body Scan"));
    }

    @Test
    void saysThatADeviceHasGoneUntilItIsLinkedAgain() {
        // given
        home.approve(8);
        String watch = thing("watch", DeviceKind.WATCH);
        Device device = home.withings().household().device(mira, DeviceKind.WATCH);
        home.awaitOnline(watch);

        // when
        home.withings().household().removeDevice(mira, device);
        home.openHab().scan();

        // then
        home.awaitStatus(watch, "OFFLINE", "No connected person has this device any more");
        assertThat(home.status(watch).detail(), is("GONE"));

        // when: without a scan, devices are read once an hour
        home.withings().household().linkDevice(mira, device);
        home.time().advance(Duration.ofHours(1));

        // then
        home.awaitOnline(watch);
    }

    @Test
    void doesNotOfferADeviceThatHasGone() {
        // given
        String watch = thing("watch", DeviceKind.WATCH);
        home.soon("the watch is offered", () -> isOffered(watch));

        // when
        home.withings().household().removeDevice(mira, home.withings().household().device(mira, DeviceKind.WATCH));
        home.time().advance(Duration.ofHours(1));

        // then
        home.soon("the watch is not offered any more", () -> !isOffered(watch));
    }

    @Test
    void leavesADeviceAsWhatSomebodyHasItAlready() {
        // given: a thing from before blood pressure monitors had their own type
        String cuff = thing("blood-pressure-monitor", DeviceKind.BLOOD_PRESSURE_MONITOR);
        home.soon("the cuff is offered", () -> isOffered(cuff));
        home.openHab().addThing("withings:device:home:cuff", "Cuff", Home.ACCOUNT, Map.of("deviceId",
                home.withings().household().device(mira, DeviceKind.BLOOD_PRESSURE_MONITOR).deviceId()));

        // then
        home.awaitOnline("withings:device:home:cuff");
        home.soon("the cuff is not offered any more", () -> !isOffered(cuff)
                && !isOffered(thing("device", DeviceKind.BLOOD_PRESSURE_MONITOR)));

        // when
        home.openHab().removeThing("withings:device:home:cuff");
        home.soon("the thing is gone", () -> !home.openHab().things().contains("withings:device:home:cuff"));
        home.openHab().scan();

        // then
        home.soon("the cuff is offered again", () -> isOffered(cuff));
    }

    private boolean isOffered(String thing) {
        return home.openHab().inbox().stream()
                .anyMatch(found -> found.thingUID().equals(thing) && found.flag().equals("NEW"));
    }

    @Test
    void givesAPersonChannelsForWhatThereIsOnly() {
        // Mira has a watch and goals, Jonas has neither
        home.approve(8);
        home.awaitHistory(mira);
        home.awaitHistory(jonas);
        home.soon("the goals are shown",
                () -> home.openHab().channels(Home.uid(mira)).contains("goals#steps"));

        assertThat(home.openHab().channels(Home.uid(mira)),
                hasItems("body#weight", "body#time", "heart#spo2", "sleep#sleep-score", "sleep#state",
                        "activity#heart-rate-average", "goals#weight", "bed#in-bed", "bed#event"));
        assertThat(home.openHab().channels(Home.uid(jonas)),
                hasItems("body#weight", "heart#systolic-pressure", "sleep#sleep-score", "bed#in-bed"));
        assertThat(home.openHab().channels(Home.uid(jonas)),
                not(hasItems(anyOf(startsWith("goals#"), is("heart#spo2"), is("activity#heart-rate-average"),
                        is("sleep#core-body-temperature-average")))));
    }
}
