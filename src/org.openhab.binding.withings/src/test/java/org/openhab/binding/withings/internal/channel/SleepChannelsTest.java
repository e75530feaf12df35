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
package org.openhab.binding.withings.internal.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SleepChannelsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int TRACKER = 16;
    private static final int MONITOR = 32;
    private static final int AWAKE = 0;
    private static final int LIGHT = 1;
    private static final int DEEP = 2;
    private static final int REM = 3;
    private static final Instant BEDTIME = Instant.parse("2026-02-01T22:10:00Z");
    private static final Instant MORNING = Instant.parse("2026-02-02T06:05:00Z");
    private static final Instant NEXT_BEDTIME = Instant.parse("2026-02-02T21:55:00Z");
    private static final Instant NEXT_MORNING = Instant.parse("2026-02-03T05:40:00Z");

    @ParameterizedTest
    @CsvSource({ "deepsleepduration, 5400, sleep#deep-sleep-duration, 5400 s",
            "lightsleepduration, 11940, sleep#light-sleep-duration, 11940 s",
            "remsleepduration, 6660, sleep#rem-sleep-duration, 6660 s",
            "wakeupduration, 1500, sleep#wakeup-duration, 1500 s",
            "total_timeinbed, 28500, sleep#time-in-bed, 28500 s",
            "total_sleep_time, 24000, sleep#total-sleep-time, 24000 s",
            "sleep_latency, 540, sleep#sleep-latency, 540 s",
            "durationtosleep, 600, sleep#sleep-latency, 600 s", "wakeup_latency, 120, sleep#wakeup-latency, 120 s",
            "durationtowakeup, 180, sleep#wakeup-latency, 180 s",
            "sleep_efficiency, 0.86, sleep#sleep-efficiency, 86 %",
            "sleep_efficiency, 1, sleep#sleep-efficiency, 100 %", "snoring, 840, sleep#snoring-duration, 840 s",
            "waso, 960, sleep#wake-after-sleep-onset, 960 s", "rmssd_start_avg, 34, sleep#rmssd-start, 34 ms",
            "core_body_temperature_avg, 36.7, sleep#core-body-temperature-average, 36.7 °C",
            "sleep_score, 83, sleep#sleep-score, 83", "wakeupcount, 2, sleep#wakeup-count, 2",
            "hr_average, 57, sleep#heart-rate-average, 57", "hr_min, 49, sleep#heart-rate-minimum, 49",
            "hr_max, 78, sleep#heart-rate-maximum, 78", "rr_average, 14, sleep#respiration-rate-average, 14",
            "breathing_disturbances_intensity, 7, sleep#breathing-disturbances, 7",
            "apnea_hypopnea_index, 0, sleep#apnea-hypopnea-index, 0",
            "chest_movement_rate_wellness_average, 15, sleep#chest-movement-rate-average, 15" })
    void showsTheValuesOfTheNight(String field, String value, String channel, String expected) {
        assertEquals(expected, lastNight(night(Map.of(field, new BigDecimal(value)))).state(channel).toString());
    }

    @ParameterizedTest
    @CsvSource({ "breathing_disturbances_intensity, -1, sleep#breathing-disturbances",
            "apnea_hypopnea_index, -1, sleep#apnea-hypopnea-index", "waso, -360, sleep#wake-after-sleep-onset",
            "sleep_score, -1, sleep#sleep-score", "sleep_efficiency, -1, sleep#sleep-efficiency",
            "sleep_efficiency, 86, sleep#sleep-efficiency", "hr_average, 0, sleep#heart-rate-average" })
    void showsUndefForInvalidNumbersUnlessAnOlderFieldHasOne(String field, String value, String channel) {
        SleepSummary night = night(Map.of(field, new BigDecimal(value), "sleep_latency", new BigDecimal(-1),
                "durationtosleep", new BigDecimal(420)));

        assertEquals(UnDefType.UNDEF, lastNight(night).state(channel));
        assertEquals(new QuantityType<>("420 s"), lastNight(night).state("sleep#sleep-latency"));
    }

    @Test
    void showsTheNewestNightOfRecordsInAnyOrder() {
        SleepSummary older = score(1L, BEDTIME, MORNING, MONITOR, 61);
        SleepSummary newer = score(2L, NEXT_BEDTIME, NEXT_MORNING, MONITOR, 88);
        SleepSummary empty = summary(2L, NEXT_BEDTIME, NEXT_MORNING, MONITOR, NEXT_MORNING, true, Map.of());

        Updates updates = lastNight(newer, older);

        assertEquals(new DecimalType(88), updates.state("sleep#sleep-score"));
        assertEquals(Map.of(MORNING, new DecimalType(61), NEXT_MORNING, new DecimalType(88)),
                updates.states("sleep#sleep-score"));
        assertThat(updates.of("sleep#sleep-score").history(), is(true));
        assertEquals(UnDefType.UNDEF, lastNight(older, empty).state("sleep#sleep-score"));
    }

    @Test
    void prefersALongerSleepOfTheDayThatEndedEarlier() {
        SleepSummary night = score(1L, BEDTIME, MORNING, MONITOR, 75);
        SleepSummary siesta = score(2L, MORNING.plus(Duration.ofHours(7)),
                MORNING.plus(Duration.ofHours(10).plusMinutes(10)), MONITOR, 20);
        Instant siestaTold = lastNight(siesta).of("sleep#sleep-score").time();

        Instant nightTold = lastNight(siesta, night).of("sleep#sleep-score").time();

        assertEquals(siestaTold, nightTold);
    }

    @Test
    void prefersTheSleepMonitorToATrackerOfTheSameNight() {
        SleepSummary monitor = score(1L, BEDTIME.plusSeconds(900), MORNING, MONITOR, 75);
        SleepSummary tracker = score(2L, BEDTIME, MORNING.plusSeconds(600), TRACKER, 40);

        assertEquals(new DecimalType(75), lastNight(monitor, tracker).state("sleep#sleep-score"));
        assertEquals(new DecimalType(75), lastNight(tracker, monitor).state("sleep#sleep-score"));
    }

    @Test
    void usesTheTrackersNightIfTheSleepMonitorHasOnlyANap() {
        SleepSummary tracker = score(1L, BEDTIME, MORNING, TRACKER, 66);
        SleepSummary nap = score(2L, MORNING.plus(Duration.ofHours(7)), MORNING.plus(Duration.ofHours(8)), MONITOR, 20);

        assertEquals(new DecimalType(66), lastNight(tracker, nap).state("sleep#sleep-score"));
    }

    @Test
    void usesTheVersionModifiedLastOfARecord() {
        SleepSummary finished = summary(1L, BEDTIME, MORNING, MONITOR, MORNING.plusSeconds(900), true,
                Map.of("sleep_score", new BigDecimal(75)));
        SleepSummary first = summary(1L, BEDTIME, MORNING.plusSeconds(60), MONITOR, MORNING.plusSeconds(120), false,
                Map.of("sleep_score", new BigDecimal(12)));

        assertEquals(new DecimalType(75), lastNight(finished, first).state("sleep#sleep-score"));
    }

    @Test
    void ignoresARecordThatEndsBeforeItStarts() {
        SleepSummary backwards = score(1L, NEXT_MORNING, NEXT_BEDTIME, MONITOR, 99);

        assertThat(lastNight(backwards).all(), is(empty()));
    }

    @Test
    void showsTheSleepStatesInOrder() {
        SleepPhase light = phase(BEDTIME, 20, LIGHT, "mat", Map.of());
        SleepPhase deep = phase(BEDTIME.plusSeconds(1200), 40, DEEP, "mat", Map.of());
        SleepPhase rem = phase(BEDTIME.plusSeconds(3600), 10, REM, "mat", Map.of());

        Updates updates = phases(rem, light, deep);

        assertEquals(
                List.of(Map.entry(light.start(), new StringType("LIGHT")),
                        Map.entry(deep.start(), new StringType("DEEP")), Map.entry(rem.start(), new StringType("REM")),
                        Map.entry(rem.end(), new StringType("AWAKE"))),
                List.copyOf(updates.states("sleep#state").entrySet()));
        assertThat(updates.of("sleep#state").history(), is(true));
    }

    @ParameterizedTest
    @CsvSource({ "hr, 58, sleep#heart-rate, 58", "rr, 13, sleep#respiration-rate, 13", "snoring, 1, sleep#snoring, 1",
            "rmssd, 41, sleep#rmssd, 41 ms", "sdnn_1, 52, sleep#sdnn, 52 ms" })
    void hasATimeSeriesOfEachMeasuredValue(String field, String value, String channel, String expected) {
        SleepPhase phase = phase(BEDTIME, 10, DEEP, "mat",
                Map.of(field, Map.of(BEDTIME.plusSeconds(60), new BigDecimal(value))));

        Updates updates = phases(phase);

        assertEquals(expected, updates.state(channel).toString());
        assertEquals(BEDTIME.plusSeconds(60), updates.of(channel).time());
        assertThat(updates.of(channel).history(), is(true));
    }

    @Test
    void omitsInvalidValuesOfASeries() {
        SleepPhase phase = phase(BEDTIME, 10, LIGHT, "mat", Map.of("hr",
                Map.of(BEDTIME, new BigDecimal(61), BEDTIME.plusSeconds(60), BigDecimal.ZERO, BEDTIME.plusSeconds(120),
                        new BigDecimal(-1))));

        assertEquals(Map.of(BEDTIME, new DecimalType(61)), phases(phase).states("sleep#heart-rate"));
    }

    @Test
    void doesNotMixOverlappingPhasesOfTwoDevices() {
        SleepPhase mat = phase(BEDTIME, 120, DEEP, "mat", Map.of());
        SleepPhase watch = phase(BEDTIME.plusSeconds(600), 30, AWAKE, "watch", Map.of());
        SleepPhase watchLater = phase(BEDTIME.plusSeconds(9000), 20, LIGHT, "watch", Map.of());

        assertEquals(
                Map.of(mat.start(), new StringType("DEEP"), mat.end(), new StringType("AWAKE"), watchLater.start(),
                        new StringType("LIGHT"), watchLater.end(), new StringType("AWAKE")),
                phases(watch, mat, watchLater).states("sleep#state"));
    }

    @Test
    void ignoresPhasesOfOtherDevicesInGapsOfTheDeviceOfTheSleep() {
        SleepPhase mat = phase(BEDTIME, 60, DEEP, "mat", Map.of());
        SleepPhase watch = phase(mat.end(), 60, LIGHT, "watch", Map.of());

        assertEquals(Map.of(BEDTIME, new StringType("DEEP"), mat.end(), new StringType("AWAKE")),
                new Updates(SleepChannels.phases(List.of(mat, watch), "mat")).states("sleep#state"));
    }

    @Test
    void ignoresEmptyPhases() {
        assertThat(phases(phase(BEDTIME, 0, DEEP, "mat", Map.of())).all(), is(empty()));
    }

    private static Updates lastNight(SleepSummary... nights) {
        return new Updates(SleepChannels.lastNight(NightsAndNaps.among(List.of(nights)).nights()));
    }

    private static Updates phases(SleepPhase... phases) {
        return new Updates(SleepChannels.phases(List.of(phases), null));
    }

    private static SleepSummary night(Map<String, BigDecimal> values) {
        return summary(null, BEDTIME, MORNING, MONITOR, MORNING, true, values);
    }

    private static SleepSummary score(long id, Instant start, Instant end, int deviceType, int score) {
        return summary(id, start, end, deviceType, end, true, Map.of("sleep_score", BigDecimal.valueOf(score)));
    }

    private static SleepSummary summary(@Nullable Long id, Instant start, Instant end, int deviceType, Instant modified,
            boolean completed, Map<String, BigDecimal> values) {
        return new SleepSummary(id, start, end, LocalDate.ofInstant(end, BERLIN), BERLIN, deviceType, "d" + deviceType,
                modified, completed, values, null, List.of());
    }

    private static SleepPhase phase(Instant start, int minutes, int state, String deviceId,
            Map<String, Map<Instant, BigDecimal>> series) {
        Map<String, SortedMap<Instant, BigDecimal>> sorted = new TreeMap<>();
        series.forEach((field, values) -> sorted.put(field, new TreeMap<>(values)));
        return new SleepPhase(start, start.plus(Duration.ofMinutes(minutes)), state, deviceId, sorted);
    }

    @Nested
    class InParts {

        private static final Instant START = Instant.ofEpochSecond(1_779_225_480);
        private static final Instant FIRST_END = Instant.ofEpochSecond(1_779_243_900);
        private static final Instant SECOND_START = Instant.ofEpochSecond(1_779_245_400);
        private static final Instant END = Instant.ofEpochSecond(1_779_261_660);
        private static final SleepSummary FIRST = part(902, START, FIRST_END,
                Map.of("total_sleep_time", 17000, "total_timeinbed", 18420, "sleep_score", 77, "wakeupcount", 2,
                        "hr_average", 54, "hr_min", 46, "hr_max", 78, "sleep_latency", 600));
        private static final SleepSummary SECOND = part(903, SECOND_START, END,
                Map.of("total_sleep_time", 15000, "total_timeinbed", 16260, "sleep_score", 70, "wakeupcount", 1,
                        "hr_average", 57, "hr_min", 49, "hr_max", 83, "sleep_latency", -1));

        @Test
        void twoRowsOfOneDeviceWithAShortGapAreOneNight() {
            NightsAndNaps sleep = NightsAndNaps.among(List.of(SECOND, FIRST));

            Updates night = new Updates(SleepChannels.lastNight(sleep.nights()));

            assertThat(sleep.nights(), hasSize(1));
            assertThat(sleep.naps(), is(empty()));
            assertEquals(new DateTimeType(START), night.state("sleep#start"));
            assertEquals(new DateTimeType(END), night.state("sleep#end"));
            assertEquals(new QuantityType<>("32000 s"), night.state("sleep#total-sleep-time"));
            assertEquals(new QuantityType<>("34680 s"), night.state("sleep#time-in-bed"));
            assertEquals(new DecimalType(3), night.state("sleep#wakeup-count"));
            assertEquals(new DecimalType(77), night.state("sleep#sleep-score"));
            assertEquals(new QuantityType<>("600 s"), night.state("sleep#sleep-latency"));
            assertEquals(new DecimalType("55.40625"), night.state("sleep#heart-rate-average"));
            assertEquals(new DecimalType(46), night.state("sleep#heart-rate-minimum"));
            assertEquals(new DecimalType(83), night.state("sleep#heart-rate-maximum"));
        }

        @Test
        void twoRowsAnHourApartAreTwoSleeps() {
            SleepSummary later = part(904, FIRST_END.plusSeconds(3600), END.plusSeconds(3600), Map.of());

            NightsAndNaps sleep = NightsAndNaps.among(List.of(FIRST, later));

            assertThat(sleep.nights().size() + sleep.naps().size(), is(2));
        }

        @Test
        void twoNapsWithAShortGapAreOneNap() {
            Instant noon = Instant.parse("2026-05-20T10:00:00Z");
            SleepSummary one = part(905, noon, noon.plusSeconds(1200), Map.of());
            SleepSummary other = part(906, noon.plusSeconds(1800), noon.plusSeconds(3000), Map.of());

            NightsAndNaps sleep = NightsAndNaps.among(List.of(FIRST, SECOND, one, other));
            Updates nap = new Updates(NapChannels.count(sleep));

            assertThat(sleep.naps(), hasSize(1));
            assertEquals(new DecimalType(1), nap.state("nap#count"));
            assertEquals(new QuantityType<>("2400 s"), nap.state("nap#total-duration"));
        }

        private static SleepSummary part(long id, Instant start, Instant end, Map<String, Integer> values) {
            Map<String, BigDecimal> numbers = values.entrySet().stream().collect(
                    Collectors.toMap(Map.Entry::getKey, value -> BigDecimal.valueOf(value.getValue())));
            return new SleepSummary(id, start, end, LocalDate.of(2026, 5, 20), ZoneId.of("Europe/Zurich"), 32, "mat",
                    end,
                    true, numbers, null, List.of());
        }
    }
}
