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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.RequestLog.Entry;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.RecordKind;

/**
 * How often the add-on asks Withings in a week of two people's lives.
 * <p>
 * Counted is every call for a person's data and subscriptions. The renewal of access tokens is not: it comes every
 * three hours, with or without webhooks.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WeekTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private @Nullable Home running;

    @AfterEach
    void closeWithoutComplaint() {
        Home home = running;
        if (home != null) {
            home.closeWithoutComplaint();
        }
    }

    private Home home(Map<String, Object> configuration) {
        Home home = Home.connected(configuration, "Mira", "Jonas");
        running = home;
        for (Person person : home.withings().household().people()) {
            String uid = home.addPerson(person);
            home.item("Weight_" + person.name(), "Number:Mass", uid + ":body#weight");
            home.item("Steps_" + person.name(), "Number", uid + ":activity#steps");
            home.item("Last_Steps_" + person.name(), "Number", uid + ":last-day#steps");
            home.item("In_Bed_" + person.name(), "Switch", uid + ":bed#in-bed");
        }
        return home;
    }

    @Test
    void costsNoMoreThanTheNotificationsAndADozenCallsADay() {
        // given
        Home home = home(Map.of("publicUrl", Home.PUBLIC.toString()));
        List<Person> people = home.withings().household().people();
        people.forEach(home::awaitNotified);
        home.live(Duration.ofHours(1), STEP);
        Instant begin = home.now();
        home.withings().requests().clear();

        // when
        int weighIns = new Week(home).pass(7);

        // then
        assertThat(weighIns, is(greaterThan(10)));
        for (Person person : people) {
            assertThat("notifications work", home.status(Home.ACCOUNT).description(), containsString("notifies"));
            assertWithinADozen(home, person, begin);
        }
        Person mira = home.person("Mira");
        home.live(Duration.ofHours(9), STEP);
        home.awaitQuantity("Last_Steps_Mira", Long.toString(steps(mira)), "");
    }

    @Test
    void costsWhatIsConfiguredWithoutNotifications() {
        // given
        Home home = home(Map.of("webhook", "OFF", "pollingInterval", 15));
        Person mira = home.person("Mira");
        home.awaitHistory(mira);
        home.withings().requests().clear();

        // when
        home.live(DAY, STEP);

        // then
        int quarters = 4 * 24;
        for (String question : List.of("/measure?getmeas", "/v2/sleep?getsummary", "/v2/measure?getactivity",
                "/v2/measure?getworkouts", "/v2/heart?list")) {
            assertThat(question, calls(home, mira, question),
                    is(both(greaterThan(quarters * 9 / 10)).and(lessThanOrEqualTo(quarters + 1))));
        }
        for (String question : List.of("/v2/user?getdevice", "/v2/user?getgoals", "/v2/stetho?list")) {
            assertThat(question, calls(home, mira, question), is(both(greaterThan(20)).and(lessThanOrEqualTo(25))));
        }
    }

    private static int calls(Home home, Person person, String question) {
        return home.withings().requests().entries(
                entry -> person.equals(entry.person()) && question.equals(entry.path() + "?" + entry.action())).size();
    }

    private static void assertWithinADozen(Home home, Person person, Instant begin) {
        NavigableMap<Instant, Integer> balance = new TreeMap<>();
        List<Entry> calls = home.withings().requests()
                .entries(entry -> person.equals(entry.person()) && !entry.path().contains("oauth2"));
        calls.forEach(call -> balance.merge(call.moment(), 1, Integer::sum));
        home.withings().deliveries().stream()
                .filter(delivery -> person.equals(delivery.person()) && !delivery.moment().isBefore(begin))
                .forEach(delivery -> balance.merge(delivery.moment(), -1, Integer::sum));
        for (Instant start : balance.keySet()) {
            Instant end = start.plus(DAY);
            int more = balance.subMap(start, end).values().stream().mapToInt(count -> count).sum();
            assertThat("calls of " + person.name() + " in 24 hours from " + start + " more than notifications, of "
                    + actions(calls, start, end), more, is(lessThanOrEqualTo(12)));
        }
    }

    private static Map<String, Long> actions(List<Entry> calls, Instant start, Instant end) {
        return calls.stream().filter(call -> !call.moment().isBefore(start) && call.moment().isBefore(end))
                .collect(Collectors.groupingBy(Entry::action, TreeMap::new, Collectors.counting()));
    }

    /**
     * What two people do in a week, at times that are the same in every run.
     */
    private static final class Week {
        private final Home home;
        private final Household household;
        private final Random random = new Random(7);
        private final NavigableMap<Instant, List<Runnable>> acts = new TreeMap<>();
        private int weighIns;

        Week(Home home) {
            this.home = home;
            this.household = home.withings().household();
        }

        int pass(int days) {
            ZonedDateTime midnight = home.now().atZone(Home.ZONE).plusDays(1).toLocalDate().atStartOfDay(Home.ZONE);
            for (int day = 0; day < days; day++) {
                for (Person person : household.people()) {
                    plan(person, midnight.plusDays(day), day);
                }
            }
            acts.forEach((moment, things) -> {
                home.live(Duration.between(home.now(), moment), STEP);
                things.forEach(Runnable::run);
                home.live(A_WHILE, A_WHILE.dividedBy(2));
            });
            return weighIns;
        }

        private void plan(Person person, ZonedDateTime midnight, int day) {
            if (day > 0) {
                at(midnight.plusMinutes(120), () -> household.getUp(person));
                at(midnight.plusMinutes(127), () -> household.goToBed(person));
                at(midnight.plusMinutes(400), () -> household.getUp(person));
            }
            at(midnight.plusMinutes(23 * 60 + 5), () -> household.goToBed(person));
            at(midnight.plusMinutes(415), () -> weigh(person));
            if (day == 2) {
                at(midnight.plusMinutes(430), () -> household.recordElectrocardiogram(person, 0));
            }
            if (day == 3) {
                at(midnight.plusMinutes(480), () -> household.deleteMeasures(person, newest(person)));
            }
            if (day == 4) {
                at(midnight.plusMinutes(500), () -> household.correctWeight(person, newest(person), 70.7));
            }
            if (day % 3 == 1) {
                at(midnight.plusMinutes(19 * 60 + 1),
                        () -> household.workOut(person, 2, Duration.ofMinutes(40)));
            }
            int walks = 8 + random.nextInt(13);
            for (int walk = 0; walk < walks; walk++) {
                at(midnight.plusMinutes(8 * 60 + random.nextInt(14 * 60)), () -> household.walk(person, 500));
            }
        }

        private void weigh(Person person) {
            double kilograms = 65 + weighIns++ / 10.0;
            household.stepOnScale(person, kilograms);
            household.measureBloodPressure(person, 121, 79, 62);
            home.live(A_WHILE, A_WHILE.dividedBy(2));
            home.awaitQuantity("Weight_" + person.name(), Double.toString(kilograms), "kg");
        }

        private static long newest(Person person) {
            return person.records().rows(RecordKind.MEASURE_GROUP).stream()
                    .filter(row -> row.getAsJsonArray("measures").get(0).getAsJsonObject().get("type").getAsInt() == 1)
                    .reduce((first, last) -> last).orElseThrow().get("grpid").getAsLong();
        }

        private void at(ZonedDateTime moment, Runnable act) {
            acts.computeIfAbsent(moment.toInstant(), time -> new ArrayList<>()).add(act);
        }
    }

    private static long steps(Person person) {
        return person.records().rows(RecordKind.ACTIVITY).stream().reduce((first, last) -> last).orElseThrow()
                .get("steps").getAsLong();
    }
}
