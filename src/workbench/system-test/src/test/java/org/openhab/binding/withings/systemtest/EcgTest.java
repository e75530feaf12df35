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
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * A person records an electrocardiogram, Withings notifies, and openHAB shows the result.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class EcgTest {

    private final Home home = Home.connected("Mira", "Jonas");
    private final Household household = home.withings().household();

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private String add(Person person) {
        String thing = home.addPerson(person);
        home.awaitNotified(person);
        home.live(Duration.ofMinutes(30));
        home.withings().requests().clear();
        return thing;
    }

    @Test
    void showsWhatTheWatchSays() {
        // given
        Person mira = home.person("Mira");
        String person = add(mira);
        home.item("Result", "String", person + ":ecg#result");
        home.item("Heart_Rate", "Number", person + ":ecg#heart-rate");
        home.item("Recorded", "DateTime", person + ":ecg#time");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":ecg#systolic-pressure");
        try (EventStream events = home.events()) {
            // when
            household.recordElectrocardiogram(mira, 1);
            Instant recorded = home.now();

            // then
            home.awaitState("Result", "POSITIVE");
            home.awaitQuantity("Heart_Rate", Integer.toString(mira.body().restingPulse() + 5), "");
            home.awaitTime("Recorded", recorded);
            assertThat("a watch measures no blood pressure", home.state("Systolic"), is(oneOf("NULL", "UNDEF")));
            home.soon("the event has fired", () -> events.triggers(person + ":ecg#event").contains("RECORDED"));
            assertThat(home.history("Result").get(recorded), is("POSITIVE"));
        }
    }

    @Test
    void showsTheBloodPressureThatTheCuffMeasuredAlong() {
        // given
        Person jonas = home.person("Jonas");
        String person = add(jonas);
        home.item("Result", "String", person + ":ecg#result");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":ecg#systolic-pressure");
        home.item("Source", "String", person + ":ecg#source");

        // when
        household.recordElectrocardiogram(jonas, 2);

        // then
        home.awaitState("Result", "INCONCLUSIVE");
        home.awaitState("Source", "BPM Core");
        home.soon("the blood pressure is shown", () -> home.state("Systolic").endsWith(" mmHg"));
    }

    @Test
    void firesWhenAnElectrocardiogramFails() {
        // given
        Person mira = home.person("Mira");
        String person = add(mira);
        try (EventStream events = home.events()) {
            // when
            household.failElectrocardiogram(mira);

            // then
            home.soon("the event has fired", () -> events.triggers(person + ":ecg#event").contains("FAILED"));
        }
    }
}
