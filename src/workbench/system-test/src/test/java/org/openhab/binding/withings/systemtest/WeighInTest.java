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
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

/**
 * A person uses a device, Withings notifies, and the items have the new values.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WeighInTest {

    private final Home home = Home.connected("Mira", "Jonas");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");

    @BeforeEach
    void addPerson() {
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("Weight_Time", "DateTime", person + ":body#time");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":heart#systolic-pressure");
        home.item("Temperature", "Number:Temperature", person + ":temperature#temperature");
        home.item("Steps", "Number", person + ":activity#steps");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(30));
        home.withings().requests().clear();
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void showsTheNewWeightWithItsTime() {
        // when
        household.stepOnScale(mira, 65.4);
        Instant measured = home.now();

        // then
        home.awaitQuantity("Weight", "65.4", "kg");
        home.awaitTime("Weight_Time", measured);
    }

    @Test
    void addsThePointToTheHistoryAtItsOwnTime() {
        // given: the scale was offline for an hour
        home.withings().faults().start(FaultKind.NOTIFICATION_DELAYED);
        household.stepOnScale(mira, 65.4);
        Instant measured = home.now();

        // when
        home.time().advance(Duration.ofMinutes(10));
        home.awaitQuantity("Weight", "65.4", "kg");

        // then
        assertThat(home.history("Weight").keySet(), hasItem(measured));
        assertThat("no point at the time of its arrival", home.history("Weight").lastKey(), is(measured));
    }

    @Test
    void answersManyNotificationsWithAFewRequests() {
        // given
        long before = home.delivered();

        // when: scale, cuff and thermometer at the same time
        household.stepOnScale(mira, 66.1);
        household.stepOnScale(mira, 65.4);
        household.measureBloodPressure(mira, 121, 79, 60);
        household.takeTemperature(mira, 36.9);
        home.awaitDelivered(before + 4);

        // then
        home.awaitQuantity("Weight", "65.4", "kg");
        home.awaitQuantity("Systolic", "121", "mmHg");
        home.awaitQuantity("Temperature", "36.9", "°C");
        home.time().advance(Duration.ofMinutes(5));
        home.soon("the plan has been looked at", () -> home.status(Home.ACCOUNT).isOnline());
        assertThat("changes and the notified span, at once and once more", home.requests("getmeas", mira),
                is(lessThanOrEqualTo(4L)));
        assertThat(home.withings().requests().entries().size(), is(lessThanOrEqualTo(10)));
    }

    @Test
    void asksOnlyForWhatIsNew() {
        // when
        household.stepOnScale(mira, 65.4);
        home.awaitQuantity("Weight", "65.4", "kg");

        // then
        var request = home.withings().requests().entries().get(0);
        long since = Long.parseLong(request.parameters().get("lastupdate"));
        assertThat(Instant.ofEpochSecond(since), is(greaterThan(Home.START.minus(Duration.ofDays(2)))));
    }

    @Test
    void keepsPeopleApart() {
        // given: a person without a thing
        String before = home.state("Weight");
        long delivered = home.delivered();

        // when
        household.stepOnScale(jonas, 84.2);
        household.walk(mira, 500);

        // then
        home.awaitDelivered(delivered + 1);
        home.soon("Mira's steps have been asked for", () -> home.requests("getactivity", mira) > 0);
        assertThat(home.state("Weight"), is(before));
        assertThat(home.requests("getmeas", jonas), is(0L));
    }

    @Test
    void ignoresAWeighInThatTheScaleIsNotSureOf() {
        // given
        String before = home.state("Weight");

        // when
        household.stepOnScaleUnrecognised(mira, 40);

        // then
        home.soon("the measure has been asked for", () -> home.requests("getmeas", mira) > 0);
        household.takeTemperature(mira, 37);
        home.awaitQuantity("Temperature", "37", "°C");
        assertThat(home.state("Weight"), is(before));
    }

    @Test
    void showsACorrectedWeight() {
        // given
        long group = household.stepOnScale(mira, 165.4);
        home.awaitQuantity("Weight", "165.4", "kg");
        Instant measured = home.now();
        home.time().advance(Duration.ofMinutes(5));

        // when
        household.correctWeight(mira, group, 65.4);

        // then
        home.awaitQuantity("Weight", "65.4", "kg");
        Instant taken = OpenHab.instant(home.state("Weight_Time"));
        assertThat(taken, is(lessThanOrEqualTo(measured)));
        assertThat(home.history("Weight").get(taken), startsWith("65.4"));
    }

    @Test
    void subscribesToEverythingOnce() {
        assertThat(home.withings().subscriptions().of(mira).stream().map(one -> one.appli()).sorted().toList(),
                is(java.util.List.of(Appli.values())));
        assertThat(home.withings().subscriptions().of(mira).stream().map(one -> one.callbackUrl()).distinct().toList(),
                contains(startsWith("https://home.example.org/withings/webhook/")));
        assertThat("openHAB does not subscribe for Jonas", home.withings().subscriptions().of(jonas), is(empty()));
    }
}
