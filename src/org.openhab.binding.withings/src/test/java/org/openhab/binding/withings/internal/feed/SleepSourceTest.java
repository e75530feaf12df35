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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.AccessTokens;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * What becomes of the nights, naps and phases that Withings answers.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SleepSourceTest {
    private static final Path RECORDINGS = Path.of("../../../shared/recordings");
    private static final String BERLIN = "Europe/Berlin";
    private static final String MAT = "mat";
    private static final String WATCH = "watch";

    private final TimeZone zoneOfTheServer = TimeZone.getDefault();
    private final TestScheduler scheduler = new TestScheduler(Instant.parse("2026-01-01T00:00:00Z"));
    private final ScheduledExecutorService cloudScheduler = Executors.newScheduledThreadPool(2);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final UnknownIds unknownIds = new UnknownIds();
    private final List<BedEvent> bed = new ArrayList<>();

    private final Map<Long, JsonObject> nights = new TreeMap<>();
    private final List<JsonObject> phases = new ArrayList<>();
    private @Nullable String phasesAnswer;

    /** What a thing shows by now: for each channel the state whose time is the latest, and the history of all. */
    private final Map<String, ChannelUpdate> shown = new TreeMap<>();
    private final Map<String, NavigableMap<Instant, State>> history = new TreeMap<>();
    private Instant mark = Instant.ofEpochSecond(1);
    private SleepSource source = newSource();

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            Reply.json(answer(requests.get(requests.size() - 1))).send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        TimeZone.setDefault(zoneOfTheServer);
        http.stop();
        cloudScheduler.shutdownNow();
        withings.close();
    }

    // nights

    @Test
    void showsTheNewestNightWhateverTheOrderOfTheRows() throws Exception {
        night(1, "2026-02-02T22:00", "2026-02-03T06:00").add("sleep_score", 88);
        night(2, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);

        ask();

        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(history("sleep#sleep-score"),
                is(Map.of(at("2026-02-02T06:00"), "61", at("2026-02-03T06:00"), "88")));
    }

    @Test
    void doesNotAddUpTheSleepsOfADay() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("total_sleep_time", 24_000).add("wakeupcount", 3);
        night(2, "2026-02-02T14:00", "2026-02-02T14:50").add("total_sleep_time", 2_400).add("wakeupcount", 1);

        ask();

        assertThat(shown("sleep#total-sleep-time"), is("24000 s"));
        assertThat(shown("sleep#wakeup-count"), is("3"));
        assertThat(shown("nap#total-sleep-time"), is("2400 s"));
    }

    @Test
    void aNapThatIsToldBeforeTheNightDoesNotPassForIt() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        ask();

        night(2, "2026-02-03T13:00", "2026-02-03T13:40").by(WATCH).add("sleep_score", 12);
        ask();
        assertThat(shown("sleep#sleep-score"), is("61"));
        assertThat(shown("nap#sleep-score"), is("12"));

        night(3, "2026-02-02T22:00", "2026-02-03T06:00").modified("2026-02-03T14:00").add("sleep_score", 88);
        ask();
        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown("nap#sleep-score"), is("12"));
    }

    @Test
    void somebodyWhoWorksAtNightSleepsByDay() throws Exception {
        night(1, "2026-02-02T09:30", "2026-02-02T15:30").add("sleep_score", 70);
        night(2, "2026-02-02T20:00", "2026-02-02T20:45").add("sleep_score", 20);

        ask();

        assertThat(shown("sleep#sleep-score"), is("70"));
    }

    @Test
    void showsNothingForWhatAnOlderSleepMonitorDoesNotTell() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("deepsleepduration", 5_400).data("hr_average", "null")
                .add("waso", -1).add("sleep_efficiency", -1);

        ask();

        assertThat(shown("sleep#deep-sleep-duration"), is("5400 s"));
        for (String channel : List.of("heart-rate-average", "snoring-duration", "sleep-score",
                "wake-after-sleep-onset", "sleep-efficiency", "core-body-temperature-status", "fell-asleep")) {
            assertThat(channel, shown("sleep#" + channel), is("UNDEF"));
        }
    }

    @Test
    void everyFieldThatIsAskedForHasAChannel() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        ask();
        long withoutFields = statesOfTheNight();

        for (String field : String.valueOf(requests("getsummary").get(0).parameter("data_fields")).split(",")) {
            night.json().addProperty("modified", night.json().get("modified").getAsLong() + 60);
            night.json().add("data", new JsonObject());
            night.data(field, switch (field) {
                case "night_events" -> "{\"2\": [600]}";
                case "core_body_temperature_status" -> "\"usual\"";
                default -> "1";
            });
            ask();
            assertThat(field, statesOfTheNight(), is(greaterThan(withoutFields)));
        }
    }

    private long statesOfTheNight() {
        return shown.values().stream().filter(update -> update.state() != UnDefType.UNDEF).count();
    }

    @Test
    void tellsTheEfficiencyAsAPercentage() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("sleep_efficiency", "0.86");

        ask();

        assertThat(shown("sleep#sleep-efficiency"), is("86 %"));
    }

    @ParameterizedTest
    @CsvSource({ "usual, USUAL", "elevated, ELEVATED", "unknown, UNKNOWN" })
    void tellsHowWarmTheBodyWasInside(String word, String state) throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("core_body_temperature_status", "\"" + word + "\"");

        ask();

        assertThat(shown("sleep#core-body-temperature-status"), is(state));
    }

    @Test
    void tellsWhetherWithingsHasFinishedWithTheNight() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00").completed(false);
        ask();
        assertThat(shown("sleep#completed"), is("OFF"));

        night.completed(true).modified("2026-02-02T07:00");
        ask();
        assertThat(shown("sleep#completed"), is("ON"));
    }

    @Test
    void aCorrectionOfAnEarlierDayLooksAtAllRowsOfThatDay() throws Exception {
        night(1, "2026-01-04T22:00", "2026-01-05T06:00").add("sleep_score", 50);
        Row nap = night(2, "2026-01-05T13:00", "2026-01-05T17:00").add("sleep_score", 20);
        for (int day = 10; day <= 20; day++) {
            night(day, "2026-02-%02dT22:00".formatted(day - 1), "2026-02-%02dT06:00".formatted(day))
                    .add("sleep_score", day);
        }
        ask();
        history.clear();

        nap.add("sleep_score", 21).modified("2026-02-20T08:00");
        ask();

        assertThat("the nap of four hours has not become the night of its day", history("sleep#sleep-score"),
                hasEntry(at("2026-01-05T06:00"), "50"));
        assertThat(history("sleep#sleep-score"), not(hasKey(at("2026-01-05T17:00"))));
        assertThat(history("nap#sleep-score"), is(Map.of(at("2026-01-05T17:00"), "21")));
        assertThat(shown("sleep#sleep-score"), is("20"));
    }

    // which day a night belongs to

    @ParameterizedTest
    @CsvSource({ "Pacific/Auckland, America/Los_Angeles", "America/Los_Angeles, Pacific/Auckland",
            "UTC, Asia/Kathmandu", "Asia/Tokyo, Europe/Berlin", "Pacific/Kiritimati, Pacific/Pago_Pago" })
    void lastNightIsThatOfThePersonWhereverTheServerStands(String server, String person) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(server));
        night(1, "2026-02-01T23:30", "2026-02-02T06:45", person).add("sleep_score", 61);
        night(2, "2026-02-02T13:10", "2026-02-02T13:50", person).add("sleep_score", 12);
        ask();
        assertThat(shown("sleep#sleep-score"), is("61"));
        assertThat(shown("nap#count"), is("1"));

        night(3, "2026-02-02T23:50", "2026-02-03T05:30", person).add("sleep_score", 88);
        night(4, "2026-02-03T17:30", "2026-02-03T18:15", person).add("sleep_score", 13);
        ask();
        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown("nap#sleep-score"), is("13"));
        assertThat(shown("nap#count"), is("1"));
    }

    @ParameterizedTest
    @CsvSource({ "Europe/Berlin, 2026-03-29, PT7H", "Europe/Berlin, 2026-10-25, PT9H",
            "America/New_York, 2026-03-08, PT7H", "America/New_York, 2026-11-01, PT9H",
            "Australia/Lord_Howe, 2026-04-05, PT8H30M", "Africa/Cairo, 2026-04-24, PT7H" })
    void nightsInWhichTheClocksAreChangedAreAsLongAsTheyAre(String zone, LocalDate day, Duration length)
            throws Exception {
        night(1, day.minusDays(2) + "T23:00", day.minusDays(1) + "T07:00", zone).add("sleep_score", 61);
        night(2, day.minusDays(1) + "T23:00", day + "T07:00", zone).add("sleep_score", 88);
        night(3, day + "T09:30", day + "T10:00", zone).add("sleep_score", 12);

        ask();

        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown("nap#sleep-score"), is("12"));
        assertThat(shown("nap#count"), is("1"));
        Instant start = Instant.parse(shown("sleep#start"));
        Instant end = Instant.parse(shown("sleep#end"));
        assertThat(Duration.between(start, end), is(length));
        assertThat("the night before has its own place", history("sleep#sleep-score").keySet(), hasSize(2));

        night(4, day + "T23:00", day.plusDays(1) + "T06:00", zone).add("sleep_score", 77);
        ask();
        assertThat(shown("sleep#sleep-score"), is("77"));
        assertThat(shown("nap#count"), is("0"));
    }

    @Test
    void twoNightsOfOneDateOnBothSidesOfTheDateLineAreTwoNights() throws Exception {
        night(1, "2026-02-01T22:30", "2026-02-02T06:30", "Pacific/Auckland").add("sleep_score", 88);
        ask();

        night(2, "2026-02-01T23:30", "2026-02-02T06:00", "America/Los_Angeles").add("sleep_score", 61);
        ask();

        assertThat("the shorter night is the later one", shown("sleep#sleep-score"), is("61"));
        assertThat(history("sleep#sleep-score").values(), containsInAnyOrder("88", "61"));
        assertThat(shown.keySet(), not(hasItem("nap#start")));
    }

    @Test
    void aNapInTheHotelAfterTheFlightIsNoNight() throws Exception {
        night(1, "2026-02-01T22:30", "2026-02-02T06:30").add("sleep_score", 88);
        night(2, "2026-02-02T15:30", "2026-02-02T16:30", "America/New_York").add("sleep_score", 12);

        ask();

        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown("nap#sleep-score"), is("12"));
    }

    @Test
    void theNightAfterFlyingEastIsTheLastOne() throws Exception {
        night(1, "2026-02-01T22:30", "2026-02-02T06:30", "America/New_York").add("sleep_score", 88);
        night(2, "2026-02-02T20:00", "2026-02-02T22:00", "America/New_York").add("sleep_score", 12);
        night(3, "2026-02-03T23:30", "2026-02-04T06:30").add("sleep_score", 61);

        ask();

        assertThat(shown("sleep#sleep-score"), is("61"));
        assertThat("two hours on the plane", shown("nap#sleep-score"), is("12"));
    }

    @ParameterizedTest
    @CsvSource({ "2026-02-02T00:30, 2026-02-02T08:00", "2026-02-01T17:00, 2026-02-01T23:59",
            "2026-02-01T18:00, 2026-02-02T00:00", "2026-02-01T23:59, 2026-02-02T00:45",
            "2026-02-02T00:00, 2026-02-02T00:20" })
    void nightsAroundMidnightAreNights(String start, String end) throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, start, end).add("sleep_score", 88);
        if (end.startsWith("2026-02-01")) {
            nights.remove(1L);
        }

        ask();

        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown.keySet(), not(hasItem("nap#start")));
    }

    // naps

    @Test
    void tellsTheLastNap() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:00", "2026-02-02T13:45").add("sleep_score", 30).add("hr_average", 55)
                .add("total_sleep_time", 2_100).data("sleep_efficiency", "0.78");

        ask();

        assertThat(shown("nap#start"), is(at("2026-02-02T13:00").toString()));
        assertThat(shown("nap#end"), is(at("2026-02-02T13:45").toString()));
        assertThat(shown("nap#duration"), is("2700 s"));
        assertThat(shown("nap#total-sleep-time"), is("2100 s"));
        assertThat(shown("nap#sleep-score"), is("30"));
        assertThat(shown("nap#heart-rate-average"), is("55"));
        assertThat(shown("nap#sleep-efficiency"), is("78 %"));
        assertThat(shown("nap#snoring-duration"), is("UNDEF"));
    }

    @Test
    void countsTheNapsOfTheNewestDay() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T10:00", "2026-02-02T10:30");
        night(3, "2026-02-02T13:00", "2026-02-02T13:45");
        ask();
        assertThat(shown("nap#count"), is("2"));
        assertThat(shown("nap#total-duration"), is("4500 s"));

        night(4, "2026-02-02T22:00", "2026-02-03T06:00");
        ask();
        assertThat(shown("nap#count"), is("0"));
        assertThat(shown("nap#total-duration"), is("0 s"));
        assertThat("the last nap stays", shown("nap#duration"), is("2700 s"));
        assertThat(history("nap#count"), is(Map.of(at("2026-02-02T06:00"), "0", at("2026-02-02T10:30"), "1",
                at("2026-02-02T13:45"), "2", at("2026-02-03T06:00"), "0")));
    }

    @Test
    void napsHaveNoPlaceForWhoNeverNaps() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");

        ask();

        assertThat(shown.keySet(), everyItem(startsWith("sleep#")));
    }

    @Test
    void allNapsBecomeHistory() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:00", "2026-02-02T13:45").add("sleep_score", 30);
        night(3, "2026-02-02T22:00", "2026-02-03T06:00");
        night(4, "2026-02-03T14:00", "2026-02-03T14:20").add("sleep_score", 15);

        ask();

        assertThat(history("nap#duration"), is(Map.of(at("2026-02-02T13:45"), "2700 s", at("2026-02-03T14:20"),
                "1200 s")));
        assertThat(history("nap#sleep-score"),
                is(Map.of(at("2026-02-02T13:45"), "30", at("2026-02-03T14:20"), "15")));
    }

    @Test
    void twoDevicesThatWatchTheSameNapTellOfOneNap() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:05", "2026-02-02T13:45").by(MAT).add("sleep_score", 30);
        night(3, "2026-02-02T13:00", "2026-02-02T13:50").by(WATCH).add("sleep_score", 10);

        ask();

        assertThat(shown("nap#count"), is("1"));
        assertThat("the sleep monitor knows more", shown("nap#sleep-score"), is("30"));
    }

    @Test
    void twoDevicesThatWatchTheSameNightTellOfOneNight() throws Exception {
        night(1, "2026-02-01T22:15", "2026-02-02T06:00").by(MAT).add("sleep_score", 75);
        night(2, "2026-02-01T22:00", "2026-02-02T06:10").by(WATCH).add("sleep_score", 40);

        ask();

        assertThat(shown("sleep#sleep-score"), is("75"));
        assertThat(shown.keySet(), not(hasItem("nap#start")));
    }

    @ParameterizedTest
    @CsvSource({ "2026-02-02T01:00, 2026-02-02T01:40", "2026-02-01T21:50, 2026-02-01T22:10",
            "2026-02-02T05:45, 2026-02-02T06:30" })
    void aSleepThatOverlapsTheNightIsNoNap(String start, String end) throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").by(MAT);
        night(2, start, end).by(WATCH);

        ask();

        assertThat(shown.keySet(), not(hasItem("nap#start")));
    }

    @ParameterizedTest
    @ValueSource(longs = { 2, 3 })
    void theBeginningOfTheNightIsNoNap(long idOfTheWholeNight) throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T22:30", "2026-02-01T23:30").add("sleep_score", 9);
        ask();
        assertThat("it may become a night", shown.keySet(), not(hasItem("nap#start")));
        assertThat(shown("sleep#sleep-score"), is("61"));

        night(idOfTheWholeNight, "2026-02-01T22:30", "2026-02-02T06:00").add("sleep_score", 88);
        ask();

        assertThat(shown.keySet(), not(hasItem("nap#start")));
        assertThat(shown("sleep#sleep-score"), is("88"));
    }

    @Test
    void aNapInTheEveningIsToldWithTheNightAfterIt() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00");
        night(2, "2026-02-01T20:00", "2026-02-01T20:40");
        ask();

        night(3, "2026-02-01T23:30", "2026-02-02T06:00");
        ask();

        assertThat(shown("nap#start"), is(at("2026-02-01T20:00").toString()));
        assertThat("it was a nap of the day before", shown("nap#count"), is("0"));
        assertThat(history("nap#count"), hasEntry(at("2026-02-01T20:40"), "1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aNapThatGrowsIntoANightIsTakenBack(boolean restart) throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T17:30", "2026-02-01T18:30").add("sleep_score", 9);
        ask();
        assertThat(shown("nap#sleep-score"), is("9"));

        source = restart ? newSource() : source;
        night(2, "2026-02-01T17:30", "2026-02-02T03:00").add("sleep_score", 88);
        ask();

        assertThat(shown("sleep#sleep-score"), is("88"));
        assertThat(shown("nap#start"), is("UNDEF"));
        assertThat(shown("nap#sleep-score"), is("UNDEF"));
        assertThat(shown("nap#count"), is("0"));
    }

    @Test
    void theNapBeforeTakesThePlaceOfOneThatIsTakenBack() throws Exception {
        night(1, "2026-01-30T22:00", "2026-01-31T06:00");
        night(2, "2026-01-31T13:00", "2026-01-31T13:30").add("sleep_score", 30);
        night(3, "2026-02-01T17:30", "2026-02-01T18:30").add("sleep_score", 9);
        ask();
        assertThat(shown("nap#sleep-score"), is("9"));

        night(3, "2026-02-01T17:30", "2026-02-02T03:00").add("sleep_score", 88);
        ask();

        assertThat(shown("nap#sleep-score"), is("30"));
        assertThat(shown("nap#end"), is(at("2026-01-31T13:30").toString()));
    }

    @Test
    void aNapOfLastWeekStaysTheLastOne() throws Exception {
        night(1, "2026-02-01T13:00", "2026-02-01T13:30").add("sleep_score", 30);
        ask();
        for (int day = 2; day <= 10; day++) {
            night(day, "2026-02-%02dT22:00".formatted(day - 1), "2026-02-%02dT06:00".formatted(day));
            ask();
        }

        assertThat(shown("nap#sleep-score"), is("30"));
        assertThat(shown("nap#count"), is("0"));
        assertThat("none is counted every day", history("nap#count"), hasEntry(at("2026-02-10T06:00"), "0"));
    }

    @Test
    void afterARestartANapStillDoesNotPassForTheNight() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        ask();

        source = newSource();
        shown.clear();
        night(2, "2026-02-02T12:00", "2026-02-02T16:00").add("sleep_score", 12);
        ask();

        assertThat(shown("sleep#sleep-score"), is("61"));
        assertThat(shown("nap#sleep-score"), is("12"));
    }

    // what was deleted

    @Test
    void aNightThatWasDeletedGivesWayToTheOneBefore() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 88);
        ask();

        nights.remove(2L);
        askAgain("2026-02-01T22:00", "2026-02-02T06:00");

        assertThat(shown("sleep#sleep-score"), is("61"));
        assertThat(shown("sleep#end"), is(at("2026-02-01T06:00").toString()));
    }

    @Test
    void theOnlyNightThatWasDeletedLeavesNothing() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        ask();

        nights.remove(1L);
        askAgain("2026-01-31T22:00", "2026-02-01T06:00");

        assertThat(shown("sleep#sleep-score"), is("UNDEF"));
        assertThat(shown("sleep#end"), is("UNDEF"));
    }

    @Test
    void aNapThatWasDeletedIsNotShownAnyMore() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T13:00", "2026-02-01T13:40").add("sleep_score", 9);
        ask();

        nights.remove(2L);
        askAgain("2026-02-01T13:00", "2026-02-01T13:40");

        assertThat(shown("nap#sleep-score"), is("UNDEF"));
        assertThat(shown("nap#count"), is("0"));
        assertThat(shown("sleep#sleep-score"), is("61"));
    }

    @Test
    void aNightThatIsNewIsNotLookedAtTwice() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00");
        ask();
        int before = requests("getsummary").size();

        night(2, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 88);
        askAgain("2026-02-01T22:00", "2026-02-02T06:00");

        assertThat(requests("getsummary"), hasSize(before + 1));
        assertThat(shown("sleep#sleep-score"), is("88"));
    }

    // events

    @Test
    void tellsWhenThePersonFellAsleepAndWokeUp() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("night_events",
                "{\"1\": [0, 14400], \"2\": [600, 15000], \"3\": [14000, 28500], \"4\": [14100, 28800]}");

        ask();

        assertThat(shown("sleep#got-in-bed"), is(at("2026-02-01T22:00").toString()));
        assertThat(shown("sleep#fell-asleep"), is(at("2026-02-01T22:10").toString()));
        assertThat(shown("sleep#woke-up"), is(at("2026-02-02T05:55").toString()));
        assertThat(shown("sleep#got-out-of-bed"), is(at("2026-02-02T06:00").toString()));
        assertThat(shown("sleep#night-event"), is("GOT_OUT_OF_BED"));
        assertThat(List.copyOf(history("sleep#night-event").values()),
                is(List.of("GOT_IN_BED", "FELL_ASLEEP", "WOKE_UP", "GOT_OUT_OF_BED", "GOT_IN_BED", "FELL_ASLEEP",
                        "WOKE_UP", "GOT_OUT_OF_BED")));
    }

    @Test
    void tellsBothOfTwoEventsInTheSameSecond() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("night_events", "{\"3\": [28800], \"4\": [28800]}");

        ask();

        assertThat(history("sleep#night-event"), is(Map.of(at("2026-02-02T06:00"), "WOKE_UP",
                at("2026-02-02T06:00").plusSeconds(1), "GOT_OUT_OF_BED")));
        assertThat(shown("sleep#got-out-of-bed"), is(at("2026-02-02T06:00").toString()));
    }

    @Test
    void believesWhatSomebodyTypedIn() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("night_events", "{\"5\": [900], \"6\": [27000]}");

        ask();

        assertThat(shown("sleep#fell-asleep"), is(at("2026-02-01T22:15").toString()));
        assertThat(shown("sleep#woke-up"), is(at("2026-02-02T05:30").toString()));
    }

    @Test
    void notesEventsAndStatesThatAreNotDocumented() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00").data("night_events",
                "{\"1\": [0], \"17\": [600]}");
        phase(night, "2026-02-01T22:00", "2026-02-01T23:00", 42);

        ask();

        assertThat(history("sleep#night-event").values(), contains("GOT_IN_BED"));
        assertThat(history("sleep#state").values(), contains("UNSPECIFIED", "AWAKE"));
        assertThat(unknownIds.all().toString(), is("{SLEEP_STATE=[42], NIGHT_EVENT=[17]}"));
    }

    // the course of the night

    @Test
    void theDayAfterTheLastPhaseIsSpentAwake() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        phase(night, "2026-02-02T00:00", "2026-02-02T06:00", 2);
        phase(night, "2026-02-01T22:00", "2026-02-02T00:00", 1);

        ask();

        assertThat(history("sleep#state"), is(Map.of(at("2026-02-01T22:00"), "LIGHT", at("2026-02-02T00:00"), "DEEP",
                at("2026-02-02T06:00"), "AWAKE")));
        assertThat(shown("sleep#state"), is("AWAKE"));
    }

    @Test
    void whoIsNotWatchedForAWhileIsAwakeMeanwhile() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        phase(night, "2026-02-01T22:00", "2026-02-02T02:00", 3);
        phase(night, "2026-02-02T02:08", "2026-02-02T05:50", 2);
        phase(night, "2026-02-02T05:50", "2026-02-02T06:00", 0);

        ask();

        assertThat(history("sleep#state"), is(Map.of(at("2026-02-01T22:00"), "REM", at("2026-02-02T02:00"), "AWAKE",
                at("2026-02-02T02:08"), "DEEP", at("2026-02-02T05:50"), "AWAKE")));
    }

    @Test
    void believesTheSleepMonitorAboutTheCourseOfTheNightToo() throws Exception {
        Row mat = night(1, "2026-02-01T22:15", "2026-02-02T06:00").by(MAT);
        Row watch = night(2, "2026-02-01T22:00", "2026-02-02T06:10").by(WATCH);
        phase(watch, "2026-02-01T22:15", "2026-02-02T06:00", 1);
        phase(mat, "2026-02-02T01:00", "2026-02-02T06:00", 2);

        ask();

        assertThat(history("sleep#state"),
                is(Map.of(at("2026-02-02T01:00"), "DEEP", at("2026-02-02T06:00"), "AWAKE")));
        assertThat("one night is asked for once", requests("get"), hasSize(1));
    }

    @Test
    void asksForTheCourseOfWhatIsNewOnly() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        ask();
        assertThat(requests("get"), hasSize(1));

        night(2, "2026-02-02T13:00", "2026-02-02T13:45");
        ask();

        assertThat(requests("get"), hasSize(2));
        assertThat(requests("get").get(1).parameter("startdate"), is(seconds(at("2026-02-02T13:00"))));
        assertThat(requests("get").get(1).parameter("enddate"), is(seconds(at("2026-02-02T13:45"))));
    }

    @Test
    void tellsNothingAgainAsLongAsNothingChanges() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        night(2, "2026-02-02T13:00", "2026-02-02T13:45");
        ask();
        history.clear();
        shown.clear();

        ask();

        assertThat(history, is(anEmptyMap()));
        assertThat(shown, is(anEmptyMap()));
        assertThat(requests("getsummary"), hasSize(2));
    }

    @Test
    void doesNotMissTheSecondOfTwoNapsThatChangeInTheSameSecond() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:00", "2026-02-02T13:45").modified("2026-02-02T17:00");
        ask();

        night(3, "2026-02-02T16:00", "2026-02-02T16:30").modified("2026-02-02T17:00");
        ask();

        assertThat(shown("nap#count"), is("2"));
        assertThat(requests("get").get(2).parameter("startdate"), is(seconds(at("2026-02-02T16:00"))));
    }

    @Test
    void tellsEverythingThatIsMeasuredThroughTheNight() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        JsonObject phase = phase(night, "2026-02-01T22:00", "2026-02-02T06:00", 2);
        Map<String, String> fields = Map.of("hr", "heart-rate", "rr", "respiration-rate", "snoring", "snoring",
                "sdnn_1", "sdnn", "rmssd", "rmssd", "hrv_quality", "hrv-quality", "mvt_score", "movement",
                "chest_movement_rate", "chest-movement-rate", "withings_index", "withings-index-series",
                "breathing_sounds", "breathing-sounds");
        fields.keySet().forEach(field -> phase.add(field,
                JsonParser.parseString("{\"" + seconds(at("2026-02-01T22:30")) + "\": 7}")));

        ask();

        fields.values().forEach(channel -> assertThat(channel, history("sleep#" + channel).keySet(),
                contains(at("2026-02-01T22:30"))));
        assertThat(List.of(requests("get").get(0).parameter("data_fields").split(",")),
                containsInAnyOrder(fields.keySet().toArray()));
    }

    @Test
    void tellsTheCourseOfRecordedNights() throws Exception {
        ask(recording("sleep.json"));

        assertThat("613 phases, six of them without one that follows", history("sleep#state").keySet(),
                hasSize(613 + 6));
        assertThat(history("sleep#heart-rate").keySet(), hasSize(2872));
        assertThat(history("sleep#respiration-rate").keySet(), hasSize(greaterThan(2800)));
        assertThat(history("sleep#snoring").values(), hasItems("0", "1"));
        assertThat(shown("sleep#state"), is("AWAKE"));
        assertThat(history.keySet(), not(hasItem("sleep#rmssd")));
    }

    @Test
    void tellsTheCourseOfRecordedNightsOfWhichNothingElseIsTold() throws Exception {
        ask(recording("sleep_no_datafields.json"));

        assertThat(history("sleep#state").keySet(), hasSize(613 + 6));
        assertThat(history.keySet(), contains("sleep#state"));
    }

    // the bed

    @Test
    void theEndOfANightTellsThatThePersonGotUp() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-01-31T22:00", "2026-02-01T06:00");

        ask();

        assertThat(bed, contains(new BedEvent(BedEvent.Kind.OUT, at("2026-02-02T06:00"), MAT)));
    }

    @Test
    void everySleepMonitorTellsOfItsOwnLastNight() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T22:00", "2026-02-03T06:00").by("other");
        night(3, "2026-01-31T22:00", "2026-02-01T06:00").by("other");

        ask();

        assertThat(bed, contains(new BedEvent(BedEvent.Kind.OUT, at("2026-02-03T06:00"), "other"),
                new BedEvent(BedEvent.Kind.OUT, at("2026-02-02T06:00"), MAT)));
    }

    @Test
    void theLastNightIsToldOfAgainAfterARestart() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T22:00", "2026-02-03T06:00").by(WATCH);
        ask();
        bed.clear();

        source = newSource();
        ask();

        assertThat(bed, contains(new BedEvent(BedEvent.Kind.OUT, at("2026-02-02T06:00"), MAT)));
    }

    @Test
    void aNightThatIsNotFinishedOrWasWatchedByAWatchTellsNothingOfTheBed() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T03:00").completed(false);
        night(2, "2026-01-31T22:00", "2026-02-01T06:00").by(WATCH);

        ask();

        assertThat(bed, is(empty()));
    }

    // the past

    @Test
    void readsThePastWithNapsApart() throws Exception {
        night(1, "2026-01-04T22:00", "2026-01-05T06:00").add("sleep_score", 50);
        night(2, "2026-01-05T13:00", "2026-01-05T13:40").add("sleep_score", 20);
        night(3, "2026-01-06T22:00", "2026-01-07T06:00").add("sleep_score", 60);
        night(4, "2026-02-06T22:00", "2026-02-07T06:00").add("sleep_score", 70);

        HistoryPage page = resultOf(
                source.history(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"), null));
        show(page.updates());

        assertThat(history("sleep#sleep-score"),
                is(Map.of(at("2026-01-05T06:00"), "50", at("2026-01-07T06:00"), "60")));
        assertThat(history("nap#sleep-score"), is(Map.of(at("2026-01-05T13:40"), "20")));
        assertThat(page.next(), is(nullValue()));
        assertThat("the past says nothing of the bed now", bed, is(empty()));
    }

    @Test
    void readsTheCourseOfThePastNightByNight() throws Exception {
        Row mat = night(1, "2026-01-04T22:00", "2026-01-05T06:00").by(MAT);
        night(2, "2026-01-04T22:10", "2026-01-05T05:50").by(WATCH);
        Row next = night(3, "2026-01-05T22:00", "2026-01-06T06:00");
        phase(mat, "2026-01-04T22:00", "2026-01-05T06:00", 1);
        phase(next, "2026-01-05T22:00", "2026-01-06T06:00", 2);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2026-02-01T00:00:00Z");

        HistoryPage first = resultOf(source.details(start, end, null));
        HistoryPage second = resultOf(source.details(start, end, first.next()));

        show(first.updates());
        assertThat(history("sleep#state").values(), contains("LIGHT", "AWAKE"));
        show(second.updates());
        assertThat(history("sleep#state").values(), contains("LIGHT", "AWAKE", "DEEP", "AWAKE"));
        assertThat("two devices watched the first night", second.next(), is(nullValue()));
    }

    // what Withings has

    /**
     * A row of the summaries that can still be changed.
     */
    private record Row(JsonObject json) {

        Row by(String deviceId) {
            json.addProperty("hash_deviceid", deviceId);
            json.addProperty("model", WATCH.equals(deviceId) ? 16 : 32);
            return this;
        }

        Row add(String field, int value) {
            json.getAsJsonObject("data").addProperty(field, value);
            return this;
        }

        Row data(String field, String value) {
            json.getAsJsonObject("data").add(field, JsonParser.parseString(value));
            return this;
        }

        Row completed(boolean completed) {
            json.addProperty("completed", completed);
            return this;
        }

        Row modified(String time) {
            json.addProperty("modified", at(time).getEpochSecond());
            return this;
        }
    }

    private Row night(long id, String start, String end) {
        return night(id, start, end, BERLIN);
    }

    /**
     * Withings has a record from now on, or another version of it.
     */
    private Row night(long id, String start, String end, String zone) {
        JsonObject night = new JsonObject();
        night.addProperty("id", id);
        night.addProperty("timezone", zone);
        night.addProperty("startdate", at(start, zone).getEpochSecond());
        night.addProperty("enddate", at(end, zone).getEpochSecond());
        night.addProperty("date", LocalDateTime.parse(end).toLocalDate().toString());
        night.addProperty("modified", at(end, zone).getEpochSecond() + 600);
        night.add("data", new JsonObject());
        nights.put(id, night);
        return new Row(night).by(MAT).completed(true);
    }

    private JsonObject phase(Row night, String start, String end, int state) {
        JsonObject phase = new JsonObject();
        phase.addProperty("startdate", at(start).getEpochSecond());
        phase.addProperty("enddate", at(end).getEpochSecond());
        phase.addProperty("state", state);
        phase.add("hash_deviceid", night.json().get("hash_deviceid"));
        phases.add(phase);
        return phase;
    }

    private static Instant at(String time) {
        return at(time, BERLIN);
    }

    private static Instant at(String time, String zone) {
        return LocalDateTime.parse(time).atZone(ZoneId.of(zone)).toInstant();
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    private String answer(Request request) {
        String recorded = phasesAnswer;
        JsonArray rows = new JsonArray();
        switch (String.valueOf(request.parameter("action"))) {
            case "getsummary" -> nights.values().stream().filter(night -> isAskedFor(night, request))
                    .forEach(rows::add);
            case "get" -> {
                if (recorded != null) {
                    return recorded;
                }
                long start = Long.parseLong(String.valueOf(request.parameter("startdate")));
                long end = Long.parseLong(String.valueOf(request.parameter("enddate")));
                phases.stream().filter(phase -> phase.get("enddate").getAsLong() > start
                        && phase.get("startdate").getAsLong() < end).forEach(rows::add);
            }
            default -> throw new IllegalArgumentException(request.toString());
        }
        return "{\"status\":0,\"body\":{\"series\":" + rows + "}}";
    }

    private static boolean isAskedFor(JsonObject night, Request request) {
        String since = request.parameter("lastupdate");
        String date = night.get("date").getAsString();
        return since != null
                ? night.get("modified").getAsLong() >= Long.parseLong(since)
                : date.compareTo(String.valueOf(request.parameter("startdateymd"))) >= 0
                        && date.compareTo(String.valueOf(request.parameter("enddateymd"))) <= 0;
    }

    private static String recording(String name) throws Exception {
        Path file = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(file), () -> "No recorded answers beside this checkout: there is no " + name);
        return Files.readString(file);
    }

    private List<Request> requests(String action) {
        return withings.requests().stream().filter(request -> action.equals(request.parameter("action"))).toList();
    }

    // what is asked and shown

    private SleepSource newSource() {
        AccessTokens tokens = new AccessTokens() {
            @Override
            public CompletableFuture<String> accessToken(String userId) {
                return CompletableFuture.completedFuture("a-token");
            }

            @Override
            public CompletableFuture<String> renew(String userId, String rejected) {
                return CompletableFuture.failedFuture(new WithingsException(Failure.CONSENT_ENDED, "none"));
            }

            @Override
            public void accepted(String userId, String accessToken) {
                // nothing is kept in this test
            }
        };
        WithingsCloud cloud = new WithingsCloud(http, withings.address(),
                new RequestBudget(new Allowance(cloudScheduler)),
                cloudScheduler, scheduler.clock());
        return new SleepSource(cloud.person("363", tokens), unknownIds, this::shownBefore, bed::add,
                scheduler.clock());
    }

    private void ask(String recordedPhases) throws Exception {
        phasesAnswer = recordedPhases;
        ask();
    }

    /**
     * Asks for what has changed, a while after the last night.
     */
    private void ask() throws Exception {
        nights.values().stream().mapToLong(night -> night.get("modified").getAsLong()).max()
                .ifPresent(newest -> advanceTo(Instant.ofEpochSecond(newest).plusSeconds(60)));
        mark = Asked.forEverything(source, mark, this::show);
    }

    /**
     * Withings has notified of a time.
     */
    private void askAgain(String start, String end) throws Exception {
        Instant since = mark;
        ask();
        resultOf(source.corrections(List.of(new TimeSpan(at(start), at(end))), since, this::show));
    }

    private void advanceTo(Instant time) {
        Duration ahead = Duration.between(scheduler.clock().instant(), time);
        if (!ahead.isNegative()) {
            scheduler.advance(ahead);
        }
    }

    private void show(List<ChannelUpdate> updates) {
        for (ChannelUpdate update : updates) {
            ChannelUpdate before = shown.get(update.channelId());
            if (update.history()) {
                history.computeIfAbsent(update.channelId(), id -> new TreeMap<>()).putAll(update.states());
            }
            TimeSpan corrected = update.corrected();
            boolean newer = before == null || !update.time().isBefore(before.time())
                    || corrected != null && corrected.contains(before.time());
            if (!update.isPast() && newer) {
                shown.put(update.channelId(), update);
            }
        }
    }

    private @Nullable TimedState shownBefore(String channelId) {
        ChannelUpdate update = shown.get(channelId);
        return update == null ? null : new TimedState(update.time(), update.state());
    }

    private String shown(String channelId) {
        ChannelUpdate update = shown.get(channelId);
        assertThat(channelId + " is shown", update, is(notNullValue()));
        State state = update.state();
        return state instanceof DateTimeType time ? time.getInstant().toString() : state.toString();
    }

    private SortedMap<Instant, String> history(String channelId) {
        SortedMap<Instant, String> states = new TreeMap<>();
        history.getOrDefault(channelId, new TreeMap<>()).forEach((time, state) -> states.put(time, state.toString()));
        return states;
    }
}
