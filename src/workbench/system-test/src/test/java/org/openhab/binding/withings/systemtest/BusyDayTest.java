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
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * A watch is synchronised every quarter of an hour for a whole day: all notified data is on the items within seconds.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BusyDayTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration SYNC_INTERVAL = Duration.ofMinutes(15);
    private static final int RUNNING = 2;

    private final Home home = Home.connected(Map.of("publicUrl", Home.PUBLIC.toString()), "Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final String person = home.addPerson(mira);
    private long wrongWeight;
    private long run;

    @BeforeEach
    void givenAWatchWithNotifications() {
        home.item("Weight", "Number:Mass", "kg", person + ":body#weight");
        home.item("Steps", "Number", person + ":activity#steps");
        home.item("Hourly_Steps", "Number", person + ":intraday#hourly-steps");
        home.item("Workout_End", "DateTime", person + ":workout#end");
        home.item("Sleep_End", "DateTime", person + ":sleep#end");
        home.item("Sleep_State", "String", person + ":sleep#state");
        home.item("ECG_Time", "DateTime", person + ":ecg#time");
        home.awaitNotified(mira);
        // the history of the linked items is imported with the links
        home.live(Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void everythingIsShownWithinSeconds() throws Exception {
        // given
        ZonedDateTime morning = home.now().atZone(Home.ZONE).plusDays(1).with(LocalTime.of(7, 0));
        liveUntil(morning.toInstant());
        home.withings().requests().clear();
        try (EventStream events = home.events()) {
            events.open().get();

            // when
            for (ZonedDateTime sync = morning; sync.getHour() < 23; sync = sync.plus(SYNC_INTERVAL)) {
                liveUntil(sync.toInstant());
                String time = sync.toLocalTime().toString();
                happen(time);
                household.walk(mira, 300);
                if (sync.getMinute() == 0) {
                    household.stepOnScale(mira, weight(sync));
                }
                home.live(SECONDS, STEP);

                // then
                String when = "at " + time;
                assertThat("steps " + when, number("Steps"), is((double) stepsOfTheDay()));
                if (sync.getMinute() == 0) {
                    assertThat("weight " + when, number("Weight"), is(weight(sync)));
                }
                if (sync.getMinute() == 0 && sync.getHour() > 7) {
                    Instant hour = sync.minusSeconds(1).toInstant();
                    assertThat("the sum of the hour before " + time,
                            home.history("Hourly_Steps").keySet(), hasItem(hour));
                }
                assertShown(time, sync.toInstant());
                if (time.equals("19:00")) {
                    home.atOnce("the workout's trigger",
                            () -> events.triggers(person + ":workout#recorded").size() == 1);
                }
            }
            assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
            assertThat(home.withings().requests().entries(entry -> entry.status() != 0), is(List.of()));
        }
    }

    private void happen(String time) {
        switch (time) {
            case "07:00" -> household.uploadSleep(mira, Duration.ofHours(7));
            case "12:15" -> wrongWeight = household.stepOnScale(mira, 95);
            case "12:30" -> household.deleteMeasures(mira, wrongWeight);
            case "15:00" -> household.recordElectrocardiogram(mira, 1);
            // in the same sync as its steps
            case "19:00" -> run = household.workOut(mira, RUNNING, Duration.ofMinutes(40));
            case "20:00" -> household.deleteWorkout(mira, run);
            default -> {
                // a sync with steps only
            }
        }
    }

    private void assertShown(String time, Instant now) {
        switch (time) {
            case "07:00" -> {
                assertThat("the night", OpenHab.instant(home.state("Sleep_End")), is(now));
                assertThat("its sleep phases", home.history("Sleep_State").headMap(now, true)
                        .tailMap(now.minus(Duration.ofHours(7))).values(), hasItem("DEEP"));
            }
            case "12:15" -> assertThat("a wrong weight", number("Weight"), is(95.0));
            case "12:30" -> assertThat("the weight before the deleted one", number("Weight"), is(61.2));
            case "15:00" -> assertThat("the ECG", OpenHab.instant(home.state("ECG_Time")), is(now));
            case "19:00" -> assertThat("the workout", OpenHab.instant(home.state("Workout_End")), is(now));
            case "20:00" -> assertThat("the workout before the deleted one",
                    OpenHab.instant(home.state("Workout_End")), is(lessThan(now.minus(Duration.ofHours(2)))));
            default -> {
                // a sync with steps only
            }
        }
    }

    private static double weight(ZonedDateTime sync) {
        return 60 + sync.getHour() / 10.0;
    }

    private void liveUntil(Instant time) {
        home.live(Duration.between(home.now(), time), Duration.ofMinutes(1));
    }

    private double number(String item) {
        String state = home.state(item);
        return state.matches("[0-9.]+.*") ? Double.parseDouble(state.split(" ")[0]) : Double.NaN;
    }

    private long stepsOfTheDay() {
        return mira.records().rows(RecordKind.ACTIVITY).stream().reduce((first, last) -> last).orElseThrow()
                .get("steps").getAsLong();
    }
}
