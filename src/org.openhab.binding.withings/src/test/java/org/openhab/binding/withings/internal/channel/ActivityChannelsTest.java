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
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActivityChannelsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final Instant TOKYO_MIDNIGHT = Instant.parse("2026-03-09T15:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");
    private static final Instant LAST_SYNC = Instant.parse("2026-03-10T02:40:00Z");

    @ParameterizedTest
    @CsvSource({ "distance, 6120.5, activity#distance, 6120.5 m", "elevation, 4, activity#elevation, 4 m",
            "calories, 374.474, activity#calories, 374.474 kcal",
            "totalcalories, 2310, activity#total-calories, 2310 kcal", "soft, 7200, activity#soft-duration, 7200 s",
            "moderate, 1800, activity#moderate-duration, 1800 s", "intense, 600, activity#intense-duration, 600 s",
            "active, 2400, activity#active-duration, 2400 s", "hr_zone_3, 60, activity#heart-rate-zone-3, 60 s" })
    void showsQuantitiesOfTheDayInTheirUnits(String field, String value, String channel, String expected) {
        Activity day = day(TODAY, LAST_SYNC, null, Map.of(field, new BigDecimal(value)));

        assertEquals(new QuantityType<>(expected), updates(day).state(channel));
    }

    @Test
    void distinguishesMissingValuesFromZero() {
        Updates updates = updates(day(TODAY, LAST_SYNC, null, Map.of()));

        ActivityChannels.FIELDS
                .forEach(field -> assertEquals(UnDefType.UNDEF, updates.state(field.channel().channelId())));
        assertEquals(DecimalType.ZERO, updates(steps(TODAY, 0)).state("activity#steps"));
    }

    @Test
    void datesTodayAtTheCurrentTimeWithoutAModificationTime() {
        Activity day = day(TODAY, null, null, Map.of("steps", new BigDecimal(8454)));

        assertEquals(NOW, updates(day).of("activity#steps").time());
    }

    @Test
    void datesCompleteDaysAtTheirLastSecond() {
        Updates updates = updates(steps(TODAY, 8454), steps(TODAY.minusDays(1), 10280));

        assertEquals(Map.of(TOKYO_MIDNIGHT.minusSeconds(1), new DecimalType(10280), LAST_SYNC, new DecimalType(8454)),
                updates.states("activity#steps"));
        assertEquals(new DecimalType(8454), updates.state("activity#steps"));
        assertEquals(new DateTimeType(TOKYO_MIDNIGHT), updates.state("activity#date"));
        assertThat(updates.of("activity#steps").history(), is(true));
    }

    @Test
    void showsYesterdayUntilThereIsDataOfTodayAndIgnoresTheFuture() {
        Updates updates = updates(steps(TODAY.minusDays(1), 10280), steps(TODAY.plusDays(1), 3));

        assertEquals(new DecimalType(10280), updates.state("activity#steps"));
        assertEquals(new DateTimeType(Instant.parse("2026-03-08T15:00:00Z")), updates.state("activity#date"));
    }

    @Test
    void showsTodayAndTheLastCompleteDay() {
        Updates updates = updates(steps(TODAY, 8454), steps(TODAY.minusDays(1), 10280), steps(TODAY.minusDays(2), 7));

        assertEquals(new DecimalType(10280), updates.state("last-day#steps"));
        assertEquals(new DateTimeType(Instant.parse("2026-03-08T15:00:00Z")), updates.state("last-day#date"));
        assertEquals(Map.of(TOKYO_MIDNIGHT.minusSeconds(1), new DecimalType(10280),
                Instant.parse("2026-03-08T14:59:59Z"), new DecimalType(7)), updates.states("last-day#steps"));
    }

    @Test
    void hasHistoriesOfLastDayAndNapFieldsWithoutAChannel() {
        Activity yesterday = day(TODAY.minusDays(1), LAST_SYNC, "watch",
                Map.of("steps", BigDecimal.TEN, "elevation", BigDecimal.ONE));
        Updates updates = updates(yesterday);

        assertThat(updates.states("last-day#elevation").values(), contains(new QuantityType<>("1 m")));
        assertThat(Stream.of("activity#elevation", "last-day#steps", "last-day#elevation").map(updates::of)
                .map(ChannelUpdate::hasData).toList(), contains(true, true, false));
        assertThat(Stream.of("nap#sleep-score", "nap#count", "nap#snoring-duration")
                .map(id -> ChannelUpdate.of(id, NOW, DecimalType.ZERO).hasData()).toList(),
                contains(true, true, false));
    }

    @ParameterizedTest
    @CsvSource({ "2026-03-29, Europe/Berlin, 2026-03-29T21:59:59Z", "2026-10-25, Europe/Berlin, 2026-10-25T22:59:59Z",
            "2026-03-10, Asia/Tokyo, 2026-03-10T14:59:59Z" })
    void completesADayAtMidnightInThePersonsTimeZone(LocalDate date, ZoneId zone, Instant lastSecond) {
        Activity day = new Activity(date, zone, lastSecond, false, "watch", Map.of("steps", BigDecimal.ONE));

        assertThat(new Updates(ActivityChannels.updates(List.of(day), lastSecond)).have("last-day#steps"), is(false));
        assertEquals(lastSecond, new Updates(ActivityChannels.updates(List.of(day), lastSecond.plusSeconds(1)))
                .of("last-day#steps").time());
    }

    @Test
    void endsADayWhenTheNextOneBeginsInAnotherTimeZone() {
        // given: the previous day began in Los Angeles, where it lasts for hours more
        Activity departure = new Activity(TODAY.minusDays(1), ZoneId.of("America/Los_Angeles"),
                Instant.parse("2026-03-09T12:00:00Z"), false, "watch", Map.of("steps", new BigDecimal(4000)));
        Instant now = Instant.parse("2026-03-09T18:00:00Z");
        Activity arrival = day(TODAY, Instant.parse("2026-03-09T17:00:00Z"), "watch",
                Map.of("steps", new BigDecimal(900)));

        // when
        Updates updates = new Updates(ActivityChannels.updates(List.of(departure, arrival), now));

        // then
        assertEquals(new DecimalType(900), updates.state("activity#steps"));
        assertEquals(new DecimalType(4000), updates.state("last-day#steps"));
        assertEquals(TOKYO_MIDNIGHT.minusSeconds(1), updates.of("last-day#steps").time());
    }

    @Test
    void prefersAWithingsDeviceWithoutIdToAnExternalTrackerWithId() {
        Activity other = new Activity(TODAY, TOKYO, NOW, true, "ring", Map.of("steps", new BigDecimal(5000)));
        Activity watch = new Activity(TODAY, TOKYO, LAST_SYNC, false, null, Map.of("steps", new BigDecimal(8000)));

        assertEquals(new DecimalType(8000), updates(watch, other).state("activity#steps"));
        assertEquals(new DecimalType(8000), updates(other, watch).state("activity#steps"));
    }

    @Test
    void usesTheVersionOfADayThatWasModifiedLast() {
        Activity noon = day(TODAY, LAST_SYNC, "watch", Map.of("steps", new BigDecimal(8000)));
        Activity morning = day(TODAY, LAST_SYNC.minusSeconds(7200), "watch", Map.of("steps", new BigDecimal(3000)));

        assertEquals(Map.of(LAST_SYNC, new DecimalType(8000)), updates(noon, morning).states("activity#steps"));
    }

    private static Updates updates(Activity... days) {
        return new Updates(ActivityChannels.updates(List.of(days), NOW));
    }

    private static Activity steps(LocalDate date, int steps) {
        return day(date, LAST_SYNC, "watch", Map.of("steps", BigDecimal.valueOf(steps)));
    }

    private static Activity day(LocalDate date, @Nullable Instant modified, @Nullable String deviceId,
            Map<String, BigDecimal> values) {
        return new Activity(date, TOKYO, modified, deviceId == null, deviceId, values);
    }

    @Nested
    class Intraday {

        /** Midnight in Berlin. */
        private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
        private static final Instant NOW = hour(14).plus(Duration.ofMinutes(20));

        @Test
        void sumsUpTheStepsOfCompleteHours() {
            IntradayActivity[] walks = { moment(hour(9), "steps", 100), moment(hour(9).plusSeconds(3540), "steps", 20),
                    moment(hour(9).plusSeconds(60), "steps", -1), moment(hour(14).plusSeconds(60), "steps", 300) };

            Map<Instant, State> steps = hourlySteps(day(NOW), NOW, walks);

            assertEquals(14, steps.size());
            assertEquals(new DecimalType(120), steps.get(lastSecondOf(9)));
            assertEquals(DecimalType.ZERO, steps.get(lastSecondOf(0)));
            assertEquals(DecimalType.ZERO, steps.get(lastSecondOf(13)));
            assertEquals(new DecimalType(300), hourlySteps(day(hour(15)), hour(15), walks).get(lastSecondOf(14)));
            assertThat(updates(day(NOW), NOW, walks).of("intraday#hourly-steps").history(), is(true));
        }

        @Test
        void hasNoSumOfAnHourThatIsNotSynchronised() {
            // given: the last upload of the tracker was in the middle of the eleventh hour
            Activity today = day(hour(11).plusSeconds(1800));

            Map<Instant, State> steps = hourlySteps(today, NOW, moment(hour(11).plusSeconds(900), "steps", 50));

            assertThat(steps, allOf(hasKey(lastSecondOf(10)), not(hasKey(lastSecondOf(11)))));
        }

        @Test
        void usesTheLastEntryWithoutAModificationTimeOfTheDay() {
            Activity today = new Activity(TODAY, BERLIN, null, true, null, Map.of());
            IntradayActivity upToNoon = new IntradayActivity(hour(11).plusSeconds(2700), Duration.ofMinutes(15), null,
                    Map.of("steps", BigDecimal.TEN));

            Map<Instant, State> steps = hourlySteps(today, NOW, upToNoon);

            assertEquals(new DecimalType(10), steps.get(lastSecondOf(11)));
            assertThat(steps, not(hasKey(lastSecondOf(12))));
        }

        @ParameterizedTest
        @CsvSource({ "2026-03-29, Europe/Berlin, 23, 2026-03-28T23:59:59Z, 2026-03-29T21:59:59Z",
                "2026-10-25, Europe/Berlin, 25, 2026-10-24T22:59:59Z, 2026-10-25T22:59:59Z",
                "2026-03-10, Asia/Kolkata, 24, 2026-03-09T19:29:59Z, 2026-03-10T18:29:59Z",
                "2026-10-04, Australia/Lord_Howe, 24, 2026-10-03T14:29:59Z, 2026-10-04T12:59:59Z" })
        void dividesTheDayOfThePersonsZoneIntoHours(LocalDate date, ZoneId zone, int hours, Instant first,
                Instant last) {
            Activity day = new Activity(date, zone, last.minusSeconds(9000), false, null, Map.of());
            IntradayActivity beforeMidnight = moment(day.end().minusSeconds(60), "steps", 33);

            Map<Instant, State> steps = hourlySteps(day, day.end().plusSeconds(86_400), beforeMidnight);

            assertThat(steps.keySet(), hasSize(hours));
            assertThat(steps, hasKey(first));
            assertEquals(new DecimalType(33), steps.get(last));
        }

        @Test
        void countsOnlyTheTrackerOfTheDay() {
            IntradayActivity watch = new IntradayActivity(hour(9), Duration.ZERO, "watch",
                    Map.of("steps", new BigDecimal(100)));
            IntradayActivity phone = moment(hour(9).plusSeconds(1), "steps", 90);
            IntradayActivity otherWatch = new IntradayActivity(hour(9).plusSeconds(2), Duration.ZERO, "zzz",
                    Map.of("steps", new BigDecimal(5)));

            assertEquals(new DecimalType(100),
                    hourlySteps(day(NOW), NOW, watch, phone, otherWatch).get(lastSecondOf(9)));
        }

        @ParameterizedTest
        @CsvSource({ "distance, 12.5, intraday#hourly-distance, 12.5 m",
                "calories, 3.2, intraday#hourly-calories, 3.2 kcal", "elevation, 4, intraday#hourly-elevation, 4 m" })
        void sumsUpQuantitiesInTheirUnits(String field, BigDecimal value, String channel, String expected) {
            assertEquals(new QuantityType<>(expected), updates(day(NOW), NOW, moment(hour(9), field, value))
                    .states(channel).get(lastSecondOf(9)));
        }

        @ParameterizedTest
        @CsvSource({ "heart_rate, intraday#heart-rate, ''", "rr, intraday#respiration-rate, ''",
                "hrv_quality, intraday#hrv-quality, ''", "chest_movement_rate, intraday#chest-movement-rate, ''",
                "spo2_auto, intraday#spo2, ' %'", "rmssd, intraday#rmssd, ' ms'", "sdnn1, intraday#sdnn, ' ms'",
                "core_body_temperature, intraday#core-body-temperature, ' °C'" })
        void showsWhatWasMeasuredAtItsTime(String field, String channel, String unit) {
            Updates updates = updates(day(NOW), NOW, moment(hour(9).plusSeconds(77), field, 61),
                    moment(hour(9), field, 60));

            assertEquals("60" + unit, updates.states(channel).get(hour(9)).toString());
            assertEquals("61" + unit, updates.states(channel).get(hour(9).plusSeconds(77)).toString());
            assertEquals("61" + unit, updates.state(channel).toString());
        }

        @ParameterizedTest
        @CsvSource({ "0, heart_rate, 0", "0, heart_rate, -1", "0, spo2_auto, 101", "0, rr, 0", "60, heart_rate, 60" })
        void ignoresInvalidAndFutureValues(int secondsAhead, String field, int value) {
            assertThat(updates(day(NOW), NOW, moment(NOW.plusSeconds(secondsAhead), field, value)).all(), is(empty()));
        }

        private static Instant hour(int hour) {
            return START.plus(Duration.ofHours(hour));
        }

        private static Map<Instant, State> hourlySteps(Activity day, Instant now, IntradayActivity... moments) {
            return updates(day, now, moments).states("intraday#hourly-steps");
        }

        private static Instant lastSecondOf(int hour) {
            return hour(hour + 1).minusSeconds(1);
        }

        private static Updates updates(Activity day, Instant now, IntradayActivity... moments) {
            return new Updates(ActivityChannels.intradayUpdates(day, List.of(moments), now));
        }

        private static Activity day(@Nullable Instant modified) {
            return new Activity(TODAY, BERLIN, modified, false, "watch", Map.of("steps", new BigDecimal(8000)));
        }

        private static IntradayActivity moment(Instant start, String field, int value) {
            return moment(start, field, BigDecimal.valueOf(value));
        }

        private static IntradayActivity moment(Instant start, String field, BigDecimal value) {
            return new IntradayActivity(start, Duration.ofMinutes(1), null, Map.of(field, value));
        }
    }
}
