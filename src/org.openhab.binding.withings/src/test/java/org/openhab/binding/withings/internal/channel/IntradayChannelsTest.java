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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.State;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class IntradayChannelsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    /** Midnight in Berlin. */
    private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
    private static final Instant NOW = hour(14).plus(Duration.ofMinutes(20));
    private static final Instant LATER = START.plus(Duration.ofDays(2));

    @Test
    void addsUpTheStepsOfEachHour() {
        Updates updates = updates(day(NOW), NOW, moment(hour(9), "steps", 100),
                moment(hour(9).plusSeconds(3540), "steps", 20), moment(hour(10), "steps", 7));

        assertEquals(new DecimalType(120), updates.states("intraday#hourly-steps").get(lastSecondOf(9)));
        assertEquals(new DecimalType(7), updates.states("intraday#hourly-steps").get(lastSecondOf(10)));
        assertThat(updates.of("intraday#hourly-steps").history(), is(true));
    }

    @Test
    void hasASumOfZeroForAnHourInWhichNothingWasCounted() {
        Map<Instant, State> steps = updates(day(NOW), NOW, moment(hour(9), "steps", 100))
                .states("intraday#hourly-steps");

        assertEquals(14, steps.size());
        assertEquals(DecimalType.ZERO, steps.get(lastSecondOf(0)));
        assertEquals(DecimalType.ZERO, steps.get(lastSecondOf(13)));
    }

    @Test
    void waitsForTheEndOfTheRunningHour() {
        Activity today = day(NOW);
        IntradayActivity walk = moment(hour(14).plusSeconds(60), "steps", 300);

        assertThat(updates(today, NOW, walk).states("intraday#hourly-steps"), not(hasKey(lastSecondOf(14))));
        assertEquals(new DecimalType(300), updates(day(hour(15)), hour(15), walk).states("intraday#hourly-steps")
                .get(lastSecondOf(14)));
    }

    @Test
    void waitsForTheTrackerToTellOfTheWholeHour() {
        // given: in the middle of the eleventh hour, the tracker uploaded the day for the last time
        Activity today = day(hour(11).plusSeconds(1800));

        Map<Instant, State> steps = updates(today, NOW, moment(hour(11).plusSeconds(900), "steps", 50))
                .states("intraday#hourly-steps");

        assertThat(steps, hasKey(lastSecondOf(10)));
        assertThat(steps, not(hasKey(lastSecondOf(11))));
    }

    @Test
    void goesByWhatWasNoticedLastWhereTheDayDoesNotSayWhenItChanged() {
        Activity today = new Activity(TODAY, BERLIN, null, true, null, Map.of());
        IntradayActivity upToNoon = new IntradayActivity(hour(11).plusSeconds(2700), Duration.ofMinutes(15), null,
                Map.of("steps", BigDecimal.TEN));

        Map<Instant, State> steps = updates(today, NOW, upToNoon).states("intraday#hourly-steps");

        assertEquals(new DecimalType(10), steps.get(lastSecondOf(11)));
        assertThat(steps, not(hasKey(lastSecondOf(12))));
    }

    @Test
    void hasAllHoursOfADayThatIsOver() {
        Map<Instant, State> steps = updates(day(hour(21)), LATER, moment(hour(9), "steps", 100))
                .states("intraday#hourly-steps");

        assertThat(steps.keySet(), hasSize(24));
        assertThat(steps, hasKey(START.plus(Duration.ofDays(1)).minusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({ "2026-03-29, Europe/Berlin, 23, 2026-03-28T23:59:59Z, 2026-03-29T21:59:59Z",
            "2026-10-25, Europe/Berlin, 25, 2026-10-24T22:59:59Z, 2026-10-25T22:59:59Z",
            "2026-03-10, Asia/Kolkata, 24, 2026-03-09T19:29:59Z, 2026-03-10T18:29:59Z",
            "2026-10-04, Australia/Lord_Howe, 24, 2026-10-03T14:29:59Z, 2026-10-04T12:59:59Z" })
    void dividesTheDayOfThePersonsZoneIntoHours(LocalDate date, ZoneId zone, int hours, Instant first, Instant last) {
        Activity day = new Activity(date, zone, null, false, null, Map.of());
        IntradayActivity beforeMidnight = moment(day.end().minusSeconds(60), "steps", 33);

        Map<Instant, State> steps = new Updates(
                IntradayChannels.updates(day, List.of(beforeMidnight), day.end().plusSeconds(60)))
                        .states("intraday#hourly-steps");

        assertThat(steps.keySet(), hasSize(hours));
        assertThat(steps, hasKey(first));
        assertEquals(new DecimalType(33), steps.get(last));
    }

    @Test
    void countsTheTrackerOfTheDayAndNoOtherBesideIt() {
        IntradayActivity watch = new IntradayActivity(hour(9), Duration.ZERO, "watch",
                Map.of("steps", new BigDecimal(100)));
        IntradayActivity phone = moment(hour(9).plusSeconds(1), "steps", 90);
        IntradayActivity otherWatch = new IntradayActivity(hour(9).plusSeconds(2), Duration.ZERO, "zzz",
                Map.of("steps", new BigDecimal(5)));

        assertEquals(new DecimalType(100), updates(day(NOW), NOW, watch, phone, otherWatch)
                .states("intraday#hourly-steps").get(lastSecondOf(9)));
    }

    @Test
    void doesNotAddNegativeNumbers() {
        assertEquals(new DecimalType(5), updates(day(NOW), NOW, moment(hour(9), "steps", -1),
                moment(hour(9).plusSeconds(60), "steps", 5)).states("intraday#hourly-steps").get(lastSecondOf(9)));
    }

    @ParameterizedTest
    @CsvSource({ "distance, 12.5, intraday#hourly-distance, 12.5 m",
            "calories, 3.2, intraday#hourly-calories, 3.2 kcal", "elevation, 4, intraday#hourly-elevation, 4 m" })
    void addsUpQuantitiesInTheirUnits(String field, BigDecimal value, String channel, String expected) {
        assertEquals(new QuantityType<>(expected), updates(day(NOW), NOW, moment(hour(9), field, value))
                .states(channel).get(lastSecondOf(9)));
    }

    @ParameterizedTest
    @CsvSource({ "spo2_auto, 97, intraday#spo2, 97 %", "rmssd, 41, intraday#rmssd, 41 ms",
            "sdnn1, 52, intraday#sdnn, 52 ms", "core_body_temperature, 36.9, intraday#core-body-temperature, 36.9 °C" })
    void showsMeasuredQuantitiesAtTheirTimes(String field, BigDecimal value, String channel, String expected) {
        assertEquals(Map.of(hour(9), new QuantityType<>(expected)),
                updates(day(NOW), NOW, moment(hour(9), field, value)).states(channel));
    }

    @ParameterizedTest
    @CsvSource({ "heart_rate, intraday#heart-rate", "rr, intraday#respiration-rate",
            "hrv_quality, intraday#hrv-quality",
            "chest_movement_rate, intraday#chest-movement-rate" })
    void showsMeasuredNumbersAtTheirTimes(String field, String channel) {
        Updates updates = updates(day(NOW), NOW, moment(hour(9).plusSeconds(77), field, 61),
                moment(hour(9), field, 60));

        assertEquals(Map.of(hour(9), new DecimalType(60), hour(9).plusSeconds(77), new DecimalType(61)),
                updates.states(channel));
        assertEquals(new DecimalType(61), updates.state(channel));
    }

    @ParameterizedTest
    @CsvSource({ "heart_rate, 0", "heart_rate, -1", "spo2_auto, 101", "rr, 0" })
    void leavesOutWhatCannotBeTrue(String field, BigDecimal value) {
        assertThat(updates(day(NOW), NOW, moment(hour(9), field, value)).all(), is(empty()));
    }

    @Test
    void leavesOutWhatIsYetToCome() {
        assertThat(updates(day(NOW), NOW, moment(NOW.plusSeconds(60), "heart_rate", 60)).all(), is(empty()));
    }

    @Test
    void hasNothingToShowForADayWithoutCourse() {
        assertThat(updates(day(NOW), LATER).all(), is(empty()));
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private static Instant lastSecondOf(int hour) {
        return hour(hour + 1).minusSeconds(1);
    }

    private static Updates updates(Activity day, Instant now, IntradayActivity... course) {
        return new Updates(IntradayChannels.updates(day, List.of(course), now));
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
