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
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * Daily and intraday activity of a person.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActivityTest {

    /** An evening in the people's time zone, at a full hour. */
    private static final Instant EVENING = Instant.parse("2026-05-20T19:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-05-20T22:00:00Z");
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");

    @BeforeEach
    void addPerson() {
        String person = home.addPerson(mira);
        home.item("Steps", "Number", person + ":activity#steps");
        home.item("Day", "DateTime", person + ":activity#date");
        home.item("Last_Day_Steps", "Number", person + ":last-day#steps");
        home.item("Last_Day", "DateTime", person + ":last-day#date");
        home.item("Hourly_Steps", "Number", person + ":intraday#hourly-steps");
        home.item("Step_Progress", "Number:Dimensionless", "%", person + ":goals#steps-progress");
        home.item("Heart_Rate", "Number", person + ":intraday#heart-rate");
        home.awaitNotified(mira);
        home.live(Duration.between(home.now(), EVENING.plus(Duration.ofMinutes(30))), Duration.ofMinutes(5));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void showsTheStepsOfTheDayAndOfTheHourWhenItIsOver() {
        // when
        household.walk(mira, 600);

        // then
        home.awaitState("Steps", Integer.toString(stepsOf("2026-05-20")));
        home.soon("the intraday data of the day is there",
                () -> home.openHab().history("Hourly_Steps").containsKey(EVENING.minusSeconds(1)));
        Instant endOfHour = EVENING.plus(Duration.ofHours(1)).minusSeconds(1);
        assertThat("what else will be walked in this hour is not known", home.history("Hourly_Steps"),
                not(hasKey(endOfHour)));

        // when
        home.time().advance(Duration.ofMinutes(20));
        household.walk(mira, 250);
        home.awaitState("Steps", Integer.toString(stepsOf("2026-05-20")));
        home.time().advance(Duration.ofMinutes(25));
        household.walk(mira, 80);
        home.live(Duration.ofHours(24), Duration.ofMinutes(10));

        // then
        home.soon("the hour has its sum",
                () -> "850".equals(home.openHab().history("Hourly_Steps").get(endOfHour)));
        assertThat(home.history("Heart_Rate").size(), is(greaterThan(50)));
    }

    @Test
    void addsUpTheHoursToTheDay() {
        // given
        household.walk(mira, 600);
        home.awaitState("Steps", Integer.toString(stepsOf("2026-05-20")));

        // when
        home.time().advance(Duration.between(home.now(), MIDNIGHT.plus(Duration.ofHours(9))));
        household.walk(mira, 100);
        home.live(Duration.ofDays(2), Duration.ofMinutes(10));

        // then
        home.soon("the day has all of its hours",
                () -> home.openHab().history("Hourly_Steps").containsKey(MIDNIGHT.minusSeconds(1)));
        int steps = home.history("Hourly_Steps").subMap(MIDNIGHT.minus(ONE_DAY), MIDNIGHT).values().stream()
                .mapToInt(Integer::parseInt).sum();
        assertThat(steps, is(stepsOf("2026-05-20")));
    }

    @Test
    void turnsTodayIntoTheLastDayAtMidnight() {
        // given
        household.walk(mira, 600);
        String steps = Integer.toString(stepsOf("2026-05-20"));
        home.awaitState("Steps", steps);
        home.awaitTime("Day", MIDNIGHT.minus(ONE_DAY));
        home.awaitTime("Last_Day", MIDNIGHT.minus(ONE_DAY.multipliedBy(2)));
        home.awaitState("Last_Day_Steps", Integer.toString(stepsOf("2026-05-19")));
        home.soon("there is progress", () -> home.state("Step_Progress").endsWith(" %"));

        // when
        home.time().advance(Duration.between(home.now(), MIDNIGHT.plusSeconds(60)));

        // then
        home.awaitTime("Last_Day", MIDNIGHT.minus(ONE_DAY));
        home.awaitState("Last_Day_Steps", steps);
        home.awaitState("Step_Progress", "UNDEF");
        assertThat("today has nothing to tell yet", home.state("Steps"), is(steps));
        assertThat(home.history("Last_Day_Steps").lastEntry().getKey(), is(MIDNIGHT.minusSeconds(1)));
    }

    private int stepsOf(String date) {
        return mira.records().rows(RecordKind.ACTIVITY).stream()
                .filter(row -> date.equals(row.get("date").getAsString())).findFirst().orElseThrow().get("steps")
                .getAsInt();
    }
}
