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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.UnknownIds;

/**
 * The updates and calls for nights, naps and phases.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SleepSourceTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String MAT = "mat";
    private static final String WATCH = "watch";
    private final TimeZone zoneOfTheServer = TimeZone.getDefault();
    private final TestScheduler scheduler = new TestScheduler(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakePersonApi withings = new FakePersonApi();
    private final UnknownIds unknownIds = new UnknownIds();
    private final List<BedEvent> bed = new ArrayList<>();
    private final Map<Long, Row> nights = new TreeMap<>();
    private final Shown shown = new Shown();
    private Instant mark = Instant.ofEpochSecond(1);
    private SleepSource source = newSource();

    @AfterEach
    void restoreTimeZone() {
        TimeZone.setDefault(zoneOfTheServer);
    }

    // nights

    @Test
    void aChangeOfAnEarlierDayReadsAllRowsOfThatDay() throws Exception {
        night(1, "2026-01-04T22:00", "2026-01-05T06:00").add("sleep_score", 50);
        Row nap = night(2, "2026-01-05T13:00", "2026-01-05T17:00").add("sleep_score", 20);
        for (int day = 10; day <= 20; day++) {
            night(day, "2026-02-%02dT22:00".formatted(day - 1), "2026-02-%02dT06:00".formatted(day))
                    .add("sleep_score", day);
        }
        readChanges();
        shown.histories.clear();

        nap.add("sleep_score", 21).modified("2026-02-20T08:00");
        readChanges();

        assertThat("the nap of four hours has not become the night of its day", shown.history("sleep#sleep-score"),
                hasEntry(at("2026-01-05T06:00"), "50"));
        assertThat(shown.history("sleep#sleep-score"), not(hasKey(at("2026-01-05T17:00"))));
        assertThat(shown.history("nap#sleep-score"), is(Map.of(at("2026-01-05T17:00"), "21")));
        assertThat(shown.state("sleep#sleep-score"), is("20"));
    }

    // the date of a night

    @ParameterizedTest
    @CsvSource({ "Pacific/Auckland, America/Los_Angeles", "America/Los_Angeles, Pacific/Auckland",
            "UTC, Asia/Kathmandu", "Asia/Tokyo, Europe/Berlin", "Pacific/Kiritimati, Pacific/Pago_Pago" })
    void lastNightDoesNotDependOnTheServersTimeZone(String server, String person) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(server));
        night(1, "2026-02-01T23:30", "2026-02-02T06:45", person).add("sleep_score", 61);
        night(2, "2026-02-02T13:10", "2026-02-02T13:50", person).add("sleep_score", 12);
        readChanges();
        assertThat(shown.state("sleep#sleep-score"), is("61"));
        assertThat(shown.state("nap#count"), is("1"));

        night(3, "2026-02-02T23:50", "2026-02-03T05:30", person).add("sleep_score", 88);
        night(4, "2026-02-03T17:30", "2026-02-03T18:15", person).add("sleep_score", 13);
        readChanges();
        assertThat(shown.state("sleep#sleep-score"), is("88"));
        assertThat(shown.state("nap#sleep-score"), is("13"));
        assertThat(shown.state("nap#count"), is("1"));
    }

    @ParameterizedTest
    @CsvSource({ "Europe/Berlin, 2026-03-29, PT7H", "Europe/Berlin, 2026-10-25, PT9H",
            "America/New_York, 2026-03-08, PT7H", "America/New_York, 2026-11-01, PT9H",
            "Australia/Lord_Howe, 2026-04-05, PT8H30M", "Africa/Cairo, 2026-04-24, PT7H" })
    void nightsWithAClockChangeHaveTheirRealLength(String zone, LocalDate day, Duration length) throws Exception {
        night(1, day.minusDays(2) + "T23:00", day.minusDays(1) + "T07:00", zone).add("sleep_score", 61);
        night(2, day.minusDays(1) + "T23:00", day + "T07:00", zone).add("sleep_score", 88);
        night(3, day + "T09:30", day + "T10:00", zone).add("sleep_score", 12);

        readChanges();

        assertThat(shown.state("sleep#sleep-score"), is("88"));
        assertThat(shown.state("nap#sleep-score"), is("12"));
        assertThat(shown.state("nap#count"), is("1"));
        Instant start = Instant.parse(shown.state("sleep#start"));
        Instant end = Instant.parse(shown.state("sleep#end"));
        assertThat(Duration.between(start, end), is(length));
        assertThat("the night before has its own place", shown.history("sleep#sleep-score").keySet(), hasSize(2));

        night(4, day + "T23:00", day.plusDays(1) + "T06:00", zone).add("sleep_score", 77);
        readChanges();
        assertThat(shown.state("sleep#sleep-score"), is("77"));
        assertThat(shown.state("nap#count"), is("0"));
    }

    @Test
    void nightsOfOneDateInTwoTimeZonesAreTwoNights() throws Exception {
        night(1, "2026-02-01T22:30", "2026-02-02T06:30", "Pacific/Auckland").add("sleep_score", 88);
        readChanges();

        night(2, "2026-02-01T23:30", "2026-02-02T06:00", "America/Los_Angeles").add("sleep_score", 61);
        readChanges();

        assertThat("the shorter night is the later one", shown.state("sleep#sleep-score"), is("61"));
        assertThat(shown.history("sleep#sleep-score").values(), containsInAnyOrder("88", "61"));
        assertThat(shown.states.keySet(), not(hasItem("nap#start")));
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

        readChanges();

        assertThat(shown.state("sleep#sleep-score"), is("88"));
        assertThat(shown.states.keySet(), not(hasItem("nap#start")));
    }

    // naps

    @Test
    void showsTheLastNap() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:00", "2026-02-02T13:45").add("sleep_score", 30).add("hr_average", 55)
                .add("total_sleep_time", 2_100).add("sleep_efficiency", 0.78);

        readChanges();

        assertThat(shown.state("nap#start"), is(at("2026-02-02T13:00").toString()));
        assertThat(shown.state("nap#end"), is(at("2026-02-02T13:45").toString()));
        assertThat(shown.state("nap#duration"), is("2700 s"));
        assertThat(shown.state("nap#total-sleep-time"), is("2100 s"));
        assertThat(shown.state("nap#sleep-score"), is("30"));
        assertThat(shown.state("nap#heart-rate-average"), is("55"));
        assertThat(shown.state("nap#sleep-efficiency"), is("78 %"));
        assertThat(shown.state("nap#snoring-duration"), is("UNDEF"));
    }

    @Test
    void countsTheNapsOfTheNewestDay() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T10:00", "2026-02-02T10:30");
        night(3, "2026-02-02T13:00", "2026-02-02T13:45");
        readChanges();
        assertThat(shown.state("nap#count"), is("2"));
        assertThat(shown.state("nap#total-duration"), is("4500 s"));

        night(4, "2026-02-02T22:00", "2026-02-03T06:00");
        readChanges();
        assertThat(shown.state("nap#count"), is("0"));
        assertThat(shown.state("nap#total-duration"), is("0 s"));
        assertThat("the last nap stays", shown.state("nap#duration"), is("2700 s"));
        assertThat(shown.history("nap#count"), is(Map.of(at("2026-02-02T06:00"), "0", at("2026-02-02T10:30"), "1",
                at("2026-02-02T13:45"), "2", at("2026-02-03T06:00"), "0")));
    }

    @Test
    void oneNapOfTwoDevicesIsOneNap() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        night(2, "2026-02-02T13:05", "2026-02-02T13:45").by(MAT).add("sleep_score", 30);
        night(3, "2026-02-02T13:00", "2026-02-02T13:50").by(WATCH).add("sleep_score", 10);

        readChanges();

        assertThat(shown.state("nap#count"), is("1"));
        assertThat("the sleep monitor knows more", shown.state("nap#sleep-score"), is("30"));
    }

    @ParameterizedTest
    @CsvSource({ "2026-02-02T01:00, 2026-02-02T01:40", "2026-02-01T21:50, 2026-02-01T22:10",
            "2026-02-02T05:45, 2026-02-02T06:30" })
    void aSleepThatOverlapsTheNightIsNotANap(String start, String end) throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").by(MAT);
        night(2, start, end).by(WATCH);

        readChanges();

        assertThat(shown.states.keySet(), not(hasItem("nap#start")));
    }

    @Test
    void aNapInTheEveningIsShownAfterTheNextNight() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00");
        night(2, "2026-02-01T20:00", "2026-02-01T20:40");
        readChanges();

        night(3, "2026-02-01T23:30", "2026-02-02T06:00");
        readChanges();

        assertThat(shown.state("nap#start"), is(at("2026-02-01T20:00").toString()));
        assertThat("it was a nap of the day before", shown.state("nap#count"), is("0"));
        assertThat(shown.history("nap#count"), hasEntry(at("2026-02-01T20:40"), "1"));
    }

    @ParameterizedTest
    @CsvSource({ "false, false", "true, false", "false, true" })
    void aNapThatBecomesANightIsReplacedByThePreviousNap(boolean restart, boolean hasOneBefore) throws Exception {
        night(1, "2026-01-30T22:00", "2026-01-31T06:00").add("sleep_score", 61);
        if (hasOneBefore) {
            night(2, "2026-01-31T13:00", "2026-01-31T13:30").add("sleep_score", 30);
        }
        night(3, "2026-02-01T17:30", "2026-02-01T18:30").add("sleep_score", 9);
        readChanges();
        assertThat(shown.state("nap#sleep-score"), is("9"));
        source = restart ? newSource() : source;

        night(3, "2026-02-01T17:30", "2026-02-02T03:00").add("sleep_score", 88);
        readChanges();

        assertThat(shown.state("sleep#sleep-score"), is("88"));
        assertThat(shown.state("nap#end"), is(hasOneBefore ? at("2026-01-31T13:30").toString() : "UNDEF"));
        assertThat(shown.state("nap#sleep-score"), is(hasOneBefore ? "30" : "UNDEF"));
        assertThat(shown.state("nap#count"), is("0"));
    }

    @Test
    void aNapOfLastWeekStaysTheLastOne() throws Exception {
        night(1, "2026-02-01T13:00", "2026-02-01T13:30").add("sleep_score", 30);
        readChanges();
        for (int day = 2; day <= 10; day++) {
            night(day, "2026-02-%02dT22:00".formatted(day - 1), "2026-02-%02dT06:00".formatted(day));
            readChanges();
        }

        assertThat(shown.state("nap#sleep-score"), is("30"));
        assertThat(shown.state("nap#count"), is("0"));
        assertThat("none is counted every day", shown.history("nap#count"), hasEntry(at("2026-02-10T06:00"), "0"));
    }

    @Test
    void aNapIsNotANightAfterARestart() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        readChanges();

        source = newSource();
        shown.states.clear();
        night(2, "2026-02-02T12:00", "2026-02-02T16:00").add("sleep_score", 12);
        readChanges();

        assertThat(shown.state("sleep#sleep-score"), is("61"));
        assertThat(shown.state("nap#sleep-score"), is("12"));
    }

    // deletions

    @Test
    void correctsNothingAfterANewNight() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        readChanges();
        shown.histories.clear();

        readCorrections("2026-01-31T22:00", "2026-02-01T06:00");

        assertThat(shown.histories, is(anEmptyMap()));
        assertThat("one call finds out", withings.calls("nights"), hasSize(4));
    }

    @Test
    void replacesADeletedNightByThePreviousOneOfAnyAge() throws Exception {
        night(1, "2025-05-31T22:00", "2025-06-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 88);
        readChanges();
        shown.histories.clear();
        nights.remove(2L);

        readCorrections("2026-02-01T22:00", "2026-02-02T06:00");

        assertThat(shown.state("sleep#sleep-score"), is("61"));
        assertThat(shown.history("sleep#sleep-score"),
                is(Map.of(at("2026-02-01T22:00"), "61", at("2026-02-02T06:00"), "61")));
    }

    @Test
    void keepsTheLastNightWhenAnEarlierOneWasDeleted() throws Exception {
        night(1, "2026-01-30T22:00", "2026-01-31T06:00").add("sleep_score", 61);
        night(2, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 70);
        night(3, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 88);
        readChanges();
        shown.histories.clear();

        nights.remove(2L);
        readCorrections("2026-01-31T22:00", "2026-02-01T06:00");

        assertThat(shown.state("sleep#sleep-score"), is("88"));
        assertThat(shown.history("sleep#sleep-score").get(at("2026-02-01T06:00")), is("61"));
    }

    @Test
    void showsUndefWhenANapOrTheOnlyNightWasDeleted() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00").add("sleep_score", 61);
        night(2, "2026-02-01T13:00", "2026-02-01T13:40").add("sleep_score", 9);
        readChanges();

        nights.remove(2L);
        readCorrections("2026-02-01T13:00", "2026-02-01T13:40");
        assertThat(shown.state("nap#sleep-score"), is("UNDEF"));
        assertThat(shown.state("nap#count"), is("0"));
        assertThat(shown.state("sleep#sleep-score"), is("61"));

        nights.remove(1L);
        readCorrections("2026-01-31T22:00", "2026-02-01T06:00");
        assertThat(shown.state("sleep#sleep-score"), is("UNDEF"));
        assertThat(shown.state("sleep#end"), is("UNDEF"));
    }

    @Test
    void collectsUnknownEventsAndStates() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00").events(1, 0).events(17, 600);
        phase(night, "2026-02-01T22:00", "2026-02-01T23:00", 42);

        readChanges();

        assertThat(shown.history("sleep#night-event").values(), contains("GOT_IN_BED"));
        assertThat(shown.history("sleep#state").values(), contains("UNSPECIFIED", "AWAKE"));
        assertThat(unknownIds.all().toString(), is("{SLEEP_STATE=[42], NIGHT_EVENT=[17]}"));
    }

    // sleep phases

    @Test
    void readsOnlyTheIntradayDataOfChangedNightsEvenInTheSameSecond() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00");
        readChanges();
        night(2, "2026-02-02T13:00", "2026-02-02T13:45").modified("2026-02-02T17:00");
        readChanges();
        night(3, "2026-02-02T16:00", "2026-02-02T16:30").modified("2026-02-02T17:00");
        readChanges();

        assertThat(shown.state("nap#count"), is("2"));
        assertThat(withings.calls("phases"), hasSize(3));
        assertThat(withings.calls("phases").subList(1, 3),
                contains("phases " + at("2026-02-02T13:00") + " " + at("2026-02-02T13:45"),
                        "phases " + at("2026-02-02T16:00") + " " + at("2026-02-02T16:30")));
    }

    @Test
    void afterAStartReadsTheSleepStatesOfTheLastDayIfNoNightIsNew() throws Exception {
        readChanges();

        Instant now = scheduler.clock().instant();
        assertThat(withings.calls("phases"), contains("phases " + now.minus(Duration.ofDays(1)) + " " + now));

        readChanges();

        assertThat(withings.calls("phases"), hasSize(1));
    }

    @Test
    void sendsNothingWithoutChanges() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        readChanges();
        assertThat("who never naps has no nap", shown.states.keySet(), everyItem(startsWith("sleep#")));
        shown.histories.clear();
        shown.states.clear();

        readChanges();

        assertThat(shown.histories, is(anEmptyMap()));
        assertThat(shown.states, is(anEmptyMap()));
        assertThat("the first reading takes two calls", withings.calls("nights"), hasSize(3));
    }

    @Test
    void readsFailedIntradayDataAgainUnlessItWasRefused() throws Exception {
        Row night = night(1, "2026-02-01T22:00", "2026-02-02T06:00").add("sleep_score", 61);
        phase(night, "2026-02-01T22:00", "2026-02-02T06:00", 2);
        withings.failures.put("phases", Failure.UNREACHABLE);
        assertThrows(Exception.class, this::readChanges);
        assertThat("the night itself is shown", shown.state("sleep#sleep-score"), is("61"));
        withings.failures.clear();

        readChanges();
        assertThat(shown.history("sleep#state").values(), contains("DEEP", "AWAKE"));

        night(2, "2026-02-02T22:00", "2026-02-03T06:00");
        withings.failures.put("phases", Failure.INVALID_REQUEST);
        readChanges();
        assertThat(mark, is(at("2026-02-03T06:10")));
    }

    // the bed

    @Test
    void reportsTheEndOfAMatsLastNightAlsoAfterARestart() throws Exception {
        night(1, "2026-01-31T22:00", "2026-02-01T06:00");
        night(2, "2026-02-01T22:00", "2026-02-02T06:00");
        night(3, "2026-02-02T22:00", "2026-02-03T06:00").by(WATCH);
        readChanges();
        BedEvent gotUp = new BedEvent(BedEvent.Kind.OUT, at("2026-02-02T06:00"), MAT);
        assertThat(bed, contains(gotUp));
        source = newSource();
        readChanges();

        assertThat(bed, contains(gotUp, gotUp));
    }

    @Test
    void reportsNoBedEventForUnfinishedNightsAndTrackers() throws Exception {
        night(1, "2026-02-01T22:00", "2026-02-02T03:00").completed(false);
        night(2, "2026-01-31T22:00", "2026-02-01T06:00").by(WATCH);

        readChanges();

        assertThat(bed, is(empty()));
    }

    // history

    @Test
    void readsTheHistoryOfNightsAndNaps() throws Exception {
        night(1, "2026-01-04T22:00", "2026-01-05T06:00").add("sleep_score", 50);
        night(2, "2026-01-05T13:00", "2026-01-05T13:40").add("sleep_score", 20);
        night(3, "2026-01-06T22:00", "2026-01-07T06:00").add("sleep_score", 60);
        night(4, "2026-02-06T22:00", "2026-02-07T06:00").add("sleep_score", 70);

        upload();

        resultOf(source.history(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"),
                shown::show));

        assertThat(shown.history("sleep#sleep-score"),
                is(Map.of(at("2026-01-05T06:00"), "50", at("2026-01-07T06:00"), "60")));
        assertThat(shown.history("nap#sleep-score"), is(Map.of(at("2026-01-05T13:40"), "20")));
        assertThat("the past says nothing of the bed now", bed, is(empty()));
    }

    @Test
    void readsTheHistoryOfIntradayDataNightByNight() throws Exception {
        Row mat = night(1, "2026-01-04T22:00", "2026-01-05T06:00").by(MAT);
        night(2, "2026-01-04T22:10", "2026-01-05T05:50").by(WATCH);
        Row next = night(3, "2026-01-05T22:00", "2026-01-06T06:00");
        phase(mat, "2026-01-04T22:00", "2026-01-05T06:00", 1);
        phase(next, "2026-01-05T22:00", "2026-01-06T06:00", 2);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2026-02-01T00:00:00Z");

        upload();

        resultOf(source.intraday(start, end, shown::show));

        assertThat(shown.history("sleep#state").values(), contains("LIGHT", "AWAKE", "DEEP", "AWAKE"));
        assertThat("two devices watched the first night", withings.calls("phases"), hasSize(2));
    }

    // records of Withings

    /** A night or nap that can still be changed. */
    private static class Row {
        private final long id;
        private final Instant start;
        private final Instant end;
        private final LocalDate date;
        private final ZoneId zone;
        private final Map<String, BigDecimal> values = new HashMap<>();
        private final List<NightEvent> events = new ArrayList<>();
        private String deviceId = MAT;
        private boolean completed = true;
        private Instant modified;

        Row(long id, String start, String end, String zone) {
            this.id = id;
            this.start = at(start, zone);
            this.end = at(end, zone);
            this.date = LocalDateTime.parse(end).toLocalDate();
            this.zone = ZoneId.of(zone);
            this.modified = this.end.plusSeconds(600);
        }

        Row by(String device) {
            deviceId = device;
            return this;
        }

        Row add(String field, double value) {
            values.put(field, new BigDecimal(String.valueOf(value)).stripTrailingZeros());
            return this;
        }

        Row events(int number, long... secondsAfterStart) {
            for (long seconds : secondsAfterStart) {
                events.add(new NightEvent(start.plusSeconds(seconds), number));
            }
            return this;
        }

        Row completed(boolean isCompleted) {
            completed = isCompleted;
            return this;
        }

        Row modified(String time) {
            modified = at(time);
            return this;
        }

        SleepSummary summary() {
            return new SleepSummary(id, start, end, date, zone, WATCH.equals(deviceId) ? 16 : 32, deviceId, modified,
                    completed, values, null, events);
        }
    }

    private Row night(long id, String start, String end) {
        return night(id, start, end, BERLIN);
    }

    /** Adds or replaces a record. */
    private Row night(long id, String start, String end, String zone) {
        Row night = new Row(id, start, end, zone);
        nights.put(id, night);
        return night;
    }

    private void phase(Row night, String start, String end, int state) {
        withings.phases.add(new SleepPhase(at(start), at(end), state, night.deviceId, Map.of()));
    }

    private static Instant at(String time) {
        return at(time, BERLIN);
    }

    private static Instant at(String time, String zone) {
        return LocalDateTime.parse(time).atZone(ZoneId.of(zone)).toInstant();
    }

    // requests and updates

    private SleepSource newSource() {
        return new SleepSource(withings, unknownIds, shown::timed, bed::add, scheduler.clock());
    }

    /** Uploads the nights and advances the time beyond the last one. */
    private void upload() {
        withings.nights.clear();
        nights.values().stream().map(Row::summary).forEach(withings.nights::add);
        withings.nights.stream().map(SleepSummary::modified).max(Instant::compareTo)
                .ifPresent(newest -> advanceTo(newest.plusSeconds(60)));
    }

    private void readChanges() throws Exception {
        upload();
        mark = resultOf(source.changes(mark, shown::show)).mark();
    }

    /** Reads changes and a notified span. */
    private void readCorrections(String start, String end) throws Exception {
        readChanges();
        resultOf(source.corrections(new TimeSpan(at(start), at(end)), shown::show));
    }

    private void advanceTo(Instant time) {
        Duration ahead = Duration.between(scheduler.clock().instant(), time);
        if (!ahead.isNegative()) {
            scheduler.advance(ahead);
        }
    }
}
