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
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Two weeks with nights, weigh-ins and walks. Memory and threads over a year are measured in
 * {@code src/workbench/benchmark}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FortnightTest {
    private static final int DAYS = 14;
    private static final Duration STEP = Duration.ofMinutes(10);

    @Test
    void everyDayIsAsTheFirst() {
        // given
        Home home = Home.fresh(options -> options.dailyLife(true));
        Person mira = home.person("Mira");
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("In_Bed", "Switch", person + ":bed#in-bed");
        home.awaitNotified(mira);
        home.live(Duration.ofDays(1), STEP);
        home.withings().requests().clear();
        Footprint before = Footprint.now();
        try (EventStream events = home.events()) {
            // when
            home.live(Duration.ofDays(DAYS), STEP);

            // then
            List<String> nights = events.triggers(person + ":bed#event");
            assertThat(nights.stream().filter("IN"::equals).count(), is((long) DAYS));
            assertThat(nights.stream().filter("OUT"::equals).count(), is((long) DAYS));
            assertThat("weights", events.states("Weight"), hasSize(greaterThanOrEqualTo(DAYS)));
        }
        long renewals = home.requests("requesttoken", mira) + home.withings().requests()
                .entries(entry -> entry.action().equals("requesttoken") && entry.person() == null).size();
        assertThat("tokens live for three hours", renewals,
                is(both(greaterThan(DAYS * 2L)).and(lessThan(DAYS * 9L))));
        // at most nine calls an hour, and those after notifications
        assertThat("calls a day", home.withings().requests().entries().size() / DAYS, is(lessThan(400)));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(60)));
        assertThat(home.withings().requests().entries(entry -> entry.status() != 0), is(empty()));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        Footprint after = Footprint.now();
        assertThat("MB of heap", after.megabytesMoreThan(before), is(lessThan(20L)));
        assertThat("threads", after.threads(), is(lessThan(before.threads() + 10)));
        home.closeWithoutComplaint();
    }
}
