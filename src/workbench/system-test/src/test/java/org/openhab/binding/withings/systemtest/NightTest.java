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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Nights, naps and bed events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NightTest {

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);
    private final String mat = "withings:sleep-monitor:home:" + household.mat(mira).deviceId();

    @BeforeEach
    void addPersonAndMat() {
        home.addPerson(mira);
        home.soon("the mat is offered", () -> home.openHab().inbox().stream()
                .anyMatch(found -> found.thingUID().equals(mat)));
        home.openHab().approve(mat, "Mat");
        home.awaitOnline(mat);
        home.soon("the bed has channels", () -> home.openHab().channels(person).contains("bed#in-bed"));
        home.item("In_Bed", "Switch", person + ":bed#in-bed");
        home.item("Last_In", "DateTime", person + ":bed#last-in");
        home.item("Last_Out", "DateTime", person + ":bed#last-out");
        home.item("Last_Inflation", "DateTime", person + ":bed#last-inflation");
        home.item("Mat_In_Bed", "Switch", mat + ":bed#in-bed");
        home.item("Sleep_Start", "DateTime", person + ":sleep#start");
        home.item("Sleep_End", "DateTime", person + ":sleep#end");
        home.item("Sleep_Total", "Number:Time", person + ":sleep#total-sleep-time");
        home.item("Sleep_State", "String", person + ":sleep#state");
        home.item("Fell_Asleep", "DateTime", person + ":sleep#fell-asleep");
        home.item("Woke_Up", "DateTime", person + ":sleep#woke-up");
        home.item("Night_Event", "String", person + ":sleep#night-event");
        home.item("Nap_Start", "DateTime", person + ":nap#start");
        home.item("Nap_End", "DateTime", person + ":nap#end");
        home.item("Nap_Duration", "Number:Time", person + ":nap#duration");
        home.item("Nap_Count", "Number", person + ":nap#count");
        home.awaitNotified(mira);
        home.live(Duration.ofHours(4), Duration.ofMinutes(30));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void tellsWhoGoesToBedAndGetsUp() {
        try (EventStream events = home.events()) {
            // when
            household.goToBed(mira);
            Instant in = home.now();

            // then
            home.awaitState("In_Bed", "ON");
            home.awaitState("Mat_In_Bed", "ON");
            home.awaitTime("Last_In", in);
            home.atOnce("rules hear of it", () -> events.triggers(person + ":bed#event").equals(List.of("IN"))
                    && events.triggers(mat + ":bed#event").equals(List.of("IN")));

            // when
            home.time().advance(Duration.ofMinutes(457));
            household.getUp(mira);
            Instant out = home.now();

            // then
            home.awaitState("In_Bed", "OFF");
            home.awaitState("Mat_In_Bed", "OFF");
            home.awaitTime("Last_Out", out);
            home.awaitTime("Last_In", in);
            home.atOnce("rules hear of it", () -> events.triggers(person + ":bed#event").equals(List.of("IN", "OUT"))
                    && events.triggers(mat + ":bed#event").equals(List.of("IN", "OUT")));
        }
    }

    @Test
    void tellsThatTheMatHasInflated() {
        try (EventStream events = home.events()) {
            // when
            household.inflate(household.mat(mira));

            // then
            home.awaitTime("Last_Inflation", home.now());
            home.atOnce("rules hear of it",
                    () -> events.triggers(person + ":bed#event").equals(List.of("INFLATED")));
            assertThat("that says nothing of who is in bed", home.state("In_Bed"), is("NULL"));
        }
    }

    @Test
    void tellsTheMatsOfOnePersonApart() {
        try (EventStream events = home.events()) {
            // when: the first notification is about another mat
            home.openHab().post(home.webhook(mira), "application/x-www-form-urlencoded",
                    "userid=%s&appli=50&date=%d&deviceid=0123456789abcdef0123456789abcdef01234567"
                            .formatted(mira.userId(), home.now().getEpochSecond()));
            household.inflate(household.mat(mira));

            // then
            home.awaitTime("Last_Inflation", home.now());
            home.awaitState("In_Bed", "ON");
            home.atOnce("the mat knows what happened on it",
                    () -> events.triggers(mat + ":bed#event").equals(List.of("INFLATED")));
            assertThat("no person lies on this one", home.state("Mat_In_Bed"), is("NULL"));
        }
    }

    @Test
    void showsTheNightOnceItIsUploaded() {
        // given
        household.goToBed(mira);
        home.awaitState("In_Bed", "ON");
        Instant in = home.now();

        // when
        home.time().advance(Duration.ofMinutes(457));
        household.getUp(mira);

        // then
        List<JsonObject> nights = mira.records().rows(RecordKind.SLEEP_SUMMARY);
        JsonObject night = nights.get(nights.size() - 1);
        home.awaitTime("Sleep_Start", Instant.ofEpochSecond(night.get("startdate").getAsLong()));
        home.awaitTime("Sleep_End", Instant.ofEpochSecond(night.get("enddate").getAsLong()));
        home.awaitQuantity("Sleep_Total", night.getAsJsonObject("data").get("total_sleep_time").getAsString(), "s");
        home.awaitHistory("Sleep_State", in.plus(Duration.ofHours(7)));
        NavigableMap<Instant, String> phases = home.history("Sleep_State").tailMap(in.minusSeconds(60), true);
        assertThat(phases.firstEntry().getValue(), is("AWAKE"));
        assertThat(phases.lastEntry().getValue(), is("AWAKE"));
        assertThat(phases.values(), hasItems("LIGHT", "DEEP", "REM"));
    }

    @Test
    void tellsWhatHappenedInTheNight() {
        // when
        home.time().advance(Duration.ofHours(7));
        household.uploadSleep(mira, Duration.ofHours(7));

        // then
        List<JsonObject> nights = mira.records().rows(RecordKind.SLEEP_SUMMARY);
        JsonObject night = nights.get(nights.size() - 1);
        NavigableMap<Instant, String> expected = events(night);
        home.awaitTime("Sleep_End", Instant.ofEpochSecond(night.get("enddate").getAsLong()));
        home.awaitState("Night_Event", "GOT_OUT_OF_BED");
        home.soon("the events of the night are in the history",
                () -> home.openHab().history("Night_Event").tailMap(expected.firstKey(), true).equals(expected));
        home.awaitTime("Fell_Asleep", time(expected, "FELL_ASLEEP"));
        home.awaitTime("Woke_Up", time(expected.descendingMap(), "WOKE_UP"));
    }

    /** Withings sends the events as text, in seconds since the previous one of their kind. */
    private static NavigableMap<Instant, String> events(JsonObject night) {
        JsonObject gaps = JsonParser.parseString(night.getAsJsonObject("data").get("night_events").getAsString())
                .getAsJsonObject();
        NavigableMap<Instant, String> events = new TreeMap<>();
        List<String> names = List.of("GOT_IN_BED", "FELL_ASLEEP", "WOKE_UP", "GOT_OUT_OF_BED");
        for (int kind = 0; kind < names.size(); kind++) {
            Instant time = Instant.ofEpochSecond(night.get("startdate").getAsLong());
            for (JsonElement gap : gaps.getAsJsonArray(Integer.toString(kind + 1))) {
                time = time.plusSeconds(gap.getAsLong());
                events.put(time, names.get(kind));
            }
        }
        return events;
    }

    private static Instant time(NavigableMap<Instant, String> events, String name) {
        return events.entrySet().stream().filter(event -> event.getValue().equals(name)).findFirst().orElseThrow()
                .getKey();
    }

    @Test
    void tellsANapFromTheNight() {
        // given
        household.uploadSleep(mira, Duration.ofHours(7));
        Instant morning = home.now().truncatedTo(ChronoUnit.MINUTES);
        home.awaitTime("Sleep_End", morning);

        // when
        home.time().advance(Duration.ofHours(15));
        Instant afternoon = home.now().truncatedTo(ChronoUnit.MINUTES);
        household.uploadSleep(mira, Duration.ofMinutes(40));

        // then
        home.awaitTime("Nap_End", afternoon);
        home.awaitTime("Nap_Start", afternoon.minus(Duration.ofMinutes(40)));
        home.awaitQuantity("Nap_Duration", "2400", "s");
        home.awaitState("Nap_Count", "1");
        home.awaitHistory("Nap_Duration", afternoon);
        home.awaitTime("Sleep_End", morning);

        // when
        household.uploadSleepOfWatch(mira, Duration.ofMinutes(50));
        home.time().advance(Duration.ofHours(2));
        Instant evening = home.now().truncatedTo(ChronoUnit.MINUTES);
        household.uploadSleep(mira, Duration.ofMinutes(30));

        // then
        home.awaitTime("Nap_End", evening);
        home.awaitState("Nap_Count", "2");
        home.awaitTime("Sleep_End", morning);
    }

    @Test
    void learnsFromTheNightThatThePersonHasGotUp() {
        // given
        household.goToBed(mira);
        home.awaitState("In_Bed", "ON");
        home.awaitState("Mat_In_Bed", "ON");
        home.withings().faults().start(Fault.of(FaultKind.NOTIFICATION_LOST).appli(Appli.BED_OUT.number()));

        // when
        home.time().advance(Duration.ofMinutes(457));
        household.getUp(mira);
        Instant out = home.now().truncatedTo(ChronoUnit.MINUTES);

        // then
        home.awaitState("In_Bed", "OFF");
        home.awaitState("Mat_In_Bed", "OFF");
        home.awaitTime("Last_Out", out);
    }

    @Test
    void hearsADuplicateOnce() {
        try (EventStream events = home.events()) {
            // given
            home.withings().faults().start(FaultKind.NOTIFICATION_DUPLICATED);
            long before = home.delivered();

            // when
            household.goToBed(mira);
            home.awaitDelivered(before + 2);
            home.time().advance(Duration.ofMinutes(8));
            household.inflate(household.mat(mira));
            home.awaitDelivered(before + 4);

            // then
            home.soon("both have been heard", () -> events.triggers(person + ":bed#event").contains("INFLATED")
                    && events.triggers(mat + ":bed#event").contains("INFLATED"));
            assertThat(events.triggers(person + ":bed#event"), is(List.of("IN", "INFLATED")));
            assertThat(events.triggers(mat + ":bed#event"), is(List.of("IN", "INFLATED")));
        }
    }

    @Test
    void isNotConfusedByABedInThatArrivesAfterTheBedOut() {
        try (EventStream events = home.events()) {
            // given
            home.withings().faults()
                    .start(Fault.of(FaultKind.NOTIFICATION_DELAYED).appli(Appli.BED_IN.number()));
            household.goToBed(mira);
            Instant in = home.now();
            home.time().advance(Duration.ofMinutes(5));
            household.getUp(mira);
            home.awaitState("In_Bed", "OFF");
            long before = home.delivered();

            // when
            home.time().advance(Duration.ofMinutes(6));

            // then
            home.awaitTime("Last_In", in);
            home.soon("the late one was taken", () -> home.delivered() > before);
            assertThat(home.state("In_Bed"), is("OFF"));
            assertThat("no rule takes it for the present", events.triggers(person + ":bed#event"),
                    is(List.of("OUT")));
        }
    }

    /** A person goes to bed or gets up. */
    private record Turn(int appli, Instant time) {}

    @Test
    void endsUpRightHoweverTheNotificationsArrive() {
        // given: a person goes to bed or gets up every hour; each event is notified twice, in random order
        List<Turn> day = IntStream.rangeClosed(1, 15)
                .mapToObj(hour -> new Turn(hour % 2 == 0 ? Appli.BED_OUT.number() : Appli.BED_IN.number(),
                        home.now().minus(Duration.ofHours(16 - hour))))
                .toList();
        List<Turn> arriving = new ArrayList<>(day);
        arriving.addAll(day);
        Collections.shuffle(arriving, new Random(20260520));
        int half = arriving.size() / 2;

        // when
        try (EventStream events = home.events()) {
            arriving.subList(0, half).forEach(this::deliver);

            // then
            List<String> news = news(arriving.subList(0, half));
            home.soon("rules hear of what was new when it came",
                    () -> events.triggers(person + ":bed#event").equals(news)
                            && events.triggers(mat + ":bed#event").equals(news));
        }

        // when: Withings delivers the rest while openHAB restarts
        home.restartOpenHab();
        try (EventStream events = home.events()) {
            arriving.subList(half, arriving.size()).forEach(this::deliver);

            // then
            home.awaitTime("Last_In", day.get(14).time());
            home.awaitTime("Last_Out", day.get(13).time());
            home.awaitState("In_Bed", "ON");
            home.awaitState("Mat_In_Bed", "ON");
            List<String> all = news(arriving);
            List<String> news = all.subList(news(arriving.subList(0, half)).size(), all.size());
            for (String thing : List.of(person, mat)) {
                home.soon("rules hear that a person went to bed last", () -> {
                    List<String> heard = events.triggers(thing + ":bed#event");
                    return isPartOf(heard, news) && heard.lastIndexOf("IN") == heard.size() - 1 && !heard.isEmpty();
                });
            }
        }
    }

    /**
     * A thing that is initialized later may receive the newest event before older ones, which then fire no trigger.
     */
    private static boolean isPartOf(List<String> heard, List<String> news) {
        int known = 0;
        for (String event : news) {
            known += known < heard.size() && heard.get(known).equals(event) ? 1 : 0;
        }
        return known == heard.size();
    }

    private void deliver(Turn turn) {
        home.soon("openHAB takes it",
                () -> home.openHab()
                        .post(home.webhook(mira), "application/x-www-form-urlencoded",
                                "userid=%s&appli=%d&date=%d&deviceid=%s".formatted(mira.userId(), turn.appli(),
                                        turn.time().getEpochSecond(), household.mat(mira).deviceId()))
                        .statusCode() == 200);
    }

    /**
     * @return the events that arrive before later ones
     */
    private static List<String> news(List<Turn> arriving) {
        List<String> news = new ArrayList<>();
        Instant last = Instant.EPOCH;
        for (Turn turn : arriving) {
            if (turn.time().isAfter(last)) {
                news.add(turn.appli() == Appli.BED_IN.number() ? "IN" : "OUT");
                last = turn.time();
            }
        }
        return news;
    }

    @Test
    void understandsTheOlderFormOfBedEvents() {
        // given
        home.withings().behaviour().bedEventsWithWindow(true);

        // when
        household.goToBed(mira);
        Instant in = home.now();

        // then
        home.awaitState("In_Bed", "ON");
        home.awaitState("Mat_In_Bed", "ON");
        home.awaitTime("Last_In", in);
    }

    @Test
    void asksWithingsNothingForABedEvent() {
        // given
        home.withings().requests().clear();

        // when
        household.goToBed(mira);
        home.awaitState("In_Bed", "ON");
        home.time().advance(Duration.ofMinutes(3));
        household.inflate(household.mat(mira));
        home.awaitTime("Last_Inflation", home.now());

        // then
        assertThat(home.withings().requests().entries(), is(empty()));
    }
}
