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
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * Days of 23 and 25 hours at the changes of daylight saving time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SummerTimeTest {
    private static final Duration NIGHT = Duration.ofHours(7);
    private static final Duration A_MOMENT = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({ "2026-03-29, 23", "2026-10-25, 25" })
    void nightsAndDaysAreAsLongAsTheyAre(LocalDate sunday, int hours) {
        Instant start = sunday.atStartOfDay(Home.ZONE).toInstant();
        Instant end = sunday.plusDays(1).atStartOfDay(Home.ZONE).toInstant();
        assertThat(Duration.between(start, end).toHours(), is((long) hours));
        Home home = Home.at(start.minus(Duration.ofHours(4)), time -> time);
        try {
            // given
            Household household = home.withings().household();
            Person mira = home.person("Mira");
            home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
            home.connect(mira);
            String person = home.addPerson(mira);
            home.awaitNotified(mira);
            home.item("Sleep_Start", "DateTime", person + ":sleep#start");
            home.item("Sleep_End", "DateTime", person + ":sleep#end");
            home.item("Steps", "Number", person + ":activity#steps");
            home.item("Day", "DateTime", person + ":activity#date");
            home.item("Last_Day", "DateTime", person + ":last-day#date");
            home.item("Last_Day_Steps", "Number", person + ":last-day#steps");
            home.item("Hourly_Steps", "Number", person + ":intraday#hourly-steps");

            // when: she sleeps while the clocks are changed
            Instant morning = sunday.atTime(LocalTime.of(7, 0)).atZone(Home.ZONE).toInstant();
            home.time().advance(Duration.between(home.now(), morning));
            household.uploadSleep(mira, NIGHT);

            // then
            home.awaitTime("Sleep_End", morning);
            home.awaitTime("Sleep_Start", morning.minus(NIGHT));

            // when
            home.time().advance(Duration.between(home.now(), end.minus(Duration.ofMinutes(70))));
            household.walk(mira, 640);

            // then
            String steps = stepsOf(mira, sunday);
            home.awaitState("Steps", steps);
            home.awaitTime("Day", start);
            home.time().advance(Duration.between(home.now(), end.minus(A_MOMENT)));
            home.awaitTime("Last_Day", sunday.minusDays(1).atStartOfDay(Home.ZONE).toInstant());

            // when
            home.time().advance(Duration.between(home.now(), end.plus(A_MOMENT)));

            // then
            home.awaitTime("Last_Day", start);
            home.awaitState("Last_Day_Steps", steps);
            home.time().advance(Duration.ofHours(8));
            household.walk(mira, 30);
            home.within(Duration.ofHours(12), "the day has all of its hours",
                    () -> home.openHab().history("Hourly_Steps").containsKey(end.minusSeconds(1)));
            assertThat(home.history("Hourly_Steps").subMap(start, end).values().stream()
                    .mapToInt(Integer::parseInt).sum(), is(Integer.parseInt(steps)));
        } finally {
            home.closeWithoutComplaint();
        }
    }

    private static String stepsOf(Person person, LocalDate day) {
        return person.records().rows(RecordKind.ACTIVITY).stream()
                .filter(row -> day.toString().equals(row.get("date").getAsString())).findFirst().orElseThrow()
                .get("steps").getAsString();
    }
}
