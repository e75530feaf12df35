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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.systemtest.Browser.Page;

/**
 * Workouts on items, in rules and in calendars.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WorkoutTest {
    private static final Pattern LINK = Pattern.compile("value=\"https?://[^/]*(/withings/calendar/[0-9a-f]+\\.ics)\"");
    private static final int RUN = 2;
    private static final int YOGA = 28;
    private static final int SWIMMING = 7;
    private static final int UNKNOWN = 999;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private String person = "";

    @BeforeEach
    void addPerson() {
        person = home.addPerson(mira);
        home.item("Category", "String", person + ":workout#category");
        home.item("End", "DateTime", person + ":workout#end");
        home.item("Duration", "Number:Time", "min", person + ":workout#duration");
        home.item("Distance", "Number:Length", "m", person + ":workout#distance");
        home.item("Laps", "Number", person + ":workout#pool-laps");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(40));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void showsTheLastWorkoutAndTellsRulesOnce() {
        try (EventStream events = home.events()) {
            // when
            household.workOut(mira, SWIMMING, HALF_AN_HOUR);
            Instant end = home.now();

            // then
            home.awaitTime("End", end);
            home.awaitState("Category", "SWIMMING");
            home.awaitQuantity("Duration", "30", "min");
            home.atOnce("rules hear of it",
                    () -> events.triggers(person + ":workout#recorded").equals(List.of("SWIMMING")));
            assertThat(home.history("Duration").lastKey(), is(end));

            // when: a manual workout with an undocumented category
            home.time().advance(HALF_AN_HOUR);
            household.enterWorkout(mira, UNKNOWN, HALF_AN_HOUR, 5000);

            // then
            home.awaitState("Category", "CATEGORY_999");
            home.awaitQuantity("Distance", "5000", "m");
            home.awaitState("Laps", "UNDEF");
            home.atOnce("rules hear of both, each once", () -> events.triggers(person + ":workout#recorded")
                    .equals(List.of("SWIMMING", "CATEGORY_999")));
        }
    }

    @Test
    void takesBackADeletedWorkout() {
        // given
        household.workOut(mira, RUN, HALF_AN_HOUR);
        Instant end = home.now();
        home.awaitTime("End", end);
        home.time().advance(HALF_AN_HOUR);
        long deleted = household.workOut(mira, YOGA, Duration.ofMinutes(20));
        home.awaitState("Category", "YOGA");
        home.live(Duration.ofHours(4), Duration.ofMinutes(5));

        // when
        household.deleteWorkout(mira, deleted);
        home.live(Duration.ofMinutes(1), Duration.ofSeconds(1));

        // then
        home.awaitState("Category", "RUN");
        home.awaitTime("End", end);
        home.awaitQuantity("Duration", "30", "min");
    }

    @Test
    void sharesTheWorkoutsAsACalendarOnRequest() {
        // given
        household.workOut(mira, RUN, HALF_AN_HOUR);
        home.awaitState("Category", "RUN");
        Browser browser = home.browser();

        // when
        Page shared = browser.send(browser.open(Home.PAGE).form("/withings/calendar-link"));
        String link = link(shared);

        // then
        home.soon("the calendar has the workout",
                () -> home.openHab().method("GET", link).body().contains("\r\nSUMMARY:Run\r\n"));
        HttpResponse<String> calendar = home.openHab().method("GET", link);
        assertThat(calendar.statusCode(), is(200));
        assertThat(calendar.headers().firstValue("Content-Type").orElse(""), startsWith("text/calendar"));
        assertThat(calendar.body(), startsWith("BEGIN:VCALENDAR\r\n"));
        assertThat(calendar.body(), not(containsString(Long.toString(mira.userId()))));
        assertThat(browser.open(Home.PAGE).html(), not(containsString("/withings/calendar/")));

        // when: after a restart and another workout
        home.restartOpenHab();
        home.awaitHistory(mira);
        home.soon("the calendar is there again",
                () -> home.openHab().method("GET", link).body().equals(calendar.body()));
        home.time().advance(HALF_AN_HOUR);
        household.workOut(mira, YOGA, Duration.ofMinutes(20));
        home.soon("the calendar has the new workout",
                () -> home.openHab().method("GET", link).body().contains("\r\nSUMMARY:Yoga\r\n"));

        // when: the link is renewed
        Page renewed = browser.send(browser.open(Home.PAGE).form("/withings/calendar-link"));

        // then
        assertThat(home.openHab().method("GET", link).statusCode(), is(404));
        assertThat(home.openHab().method("GET", link(renewed)).statusCode(), is(200));

        // when
        home.openHab().removeThing(person);

        // then
        home.soon("the workouts of a person who is gone cannot be read",
                () -> home.openHab().method("GET", link(renewed)).statusCode() == 404);
    }

    @Test
    void sharesNothingWhileThereIsNoConsent() {
        // given
        Browser browser = home.browser();
        String link = link(browser.send(browser.open(Home.PAGE).form("/withings/calendar-link")));
        assertThat(home.openHab().method("GET", link).statusCode(), is(200));

        // when
        household.withdrawConsent(mira);
        home.awaitStatus(person, "OFFLINE", "The consent has ended");

        // then
        assertThat(home.openHab().method("GET", link).statusCode(), is(503));

        // when
        home.connect(mira);

        // then
        home.soon("the workouts are shared again", () -> home.openHab().method("GET", link).statusCode() == 200);
    }

    private static String link(Page page) {
        Matcher link = LINK.matcher(page.html());
        assertThat("the page shows the link", link.find(), is(true));
        return link.group(1);
    }
}
