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
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WorkoutChannelsTest {
    private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(45));
    private static final int WALK = 1;
    private static final int RUN = 2;
    private static final Instant EARLY_END = START.minusSeconds(6000);
    private static final Workout EARLY = workout(WALK, START.minusSeconds(9000), EARLY_END,
            Map.of("steps", new BigDecimal(4000)), null);

    private static Workout workout(int category, Instant start, Instant end, Map<String, BigDecimal> values,
            @Nullable String status) {
        return new Workout(start.getEpochSecond(), category, start, end, null, end, values, status);
    }

    private static Workout run(Map<String, BigDecimal> values) {
        return workout(RUN, START, END, values, null);
    }

    private static Workout run(String field, String value) {
        return run(Map.of(field, new BigDecimal(value)));
    }

    private static Updates updates(Workout... workouts) {
        return new Updates(WorkoutChannels.updates(List.of(workouts)));
    }

    @ParameterizedTest
    @CsvSource({ "calories, 312.25, workout#calories, 312.25 kcal", "distance, 6120.5, workout#distance, 6120.5 m",
            "elevation, 49, workout#elevation, 49 m",
            "hr_zone_0, 60, workout#heart-rate-zone-0, 60 s", "hr_zone_3, 0, workout#heart-rate-zone-3, 0 s",
            "spo2_average, 96, workout#spo2, 96 %", "pool_length, 25, workout#pool-length, 25 m",
            "core_body_temperature_avg, 37.4, workout#core-body-temperature-average, 37.4 °C",
            "core_body_temperature_min, 36.9, workout#core-body-temperature-minimum, 36.9 °C",
            "core_body_temperature_max, 38.1, workout#core-body-temperature-maximum, 38.1 °C",
            "algo_pause_duration, 90, workout#pause-duration, 90 s",
            "pause_duration, 120, workout#pause-duration, 120 s", "calories, 0, workout#calories, 0 kcal",
            "distance, 0, workout#distance, 0 m", "steps, 0, workout#steps, 0", "elevation, 0, workout#elevation, 0 m",
            "intensity, 0, workout#intensity, 0", "pool_laps, 0, workout#pool-laps, 0",
            "pause_duration, 0, workout#pause-duration, 0 s" })
    void showsNumbersInTheirUnits(String field, String value, String channel, String expected) {
        assertEquals(expected, updates(run(field, value)).state(channel).toString());
    }

    @Test
    void showsCategoryTimesAndDuration() {
        Updates updates = updates(run(Map.of()));

        assertEquals(new StringType("RUN"), updates.state("workout#category"));
        assertEquals(new DateTimeType(START), updates.state("workout#start"));
        assertEquals(new DateTimeType(END), updates.state("workout#end"));
        assertEquals(new QuantityType<>("2700 s"), updates.state("workout#duration"));
        assertEquals(new QuantityType<>("2700 s"), updates.state("workout#active-duration"));
    }

    @ParameterizedTest
    @CsvSource({ "120, 300, 2580 s", "0, 300, 2400 s", "120, , 2580 s", "9000, 0, 0 s" })
    void activeDurationExcludesPauses(String typed, @Nullable String noticed, String expected) {
        Map<String, BigDecimal> values = noticed == null
                ? Map.of("pause_duration", new BigDecimal(typed))
                : Map.of("pause_duration", new BigDecimal(typed), "algo_pause_duration", new BigDecimal(noticed));

        assertEquals(new QuantityType<>(expected), updates(run(values)).state("workout#active-duration"));
    }

    @ParameterizedTest
    @CsvSource({ "calories, kcal", "distance, m", "intensity, ''" })
    void prefersManualEntriesUnlessTheyAreZero(String field, String unit) {
        Updates typed = updates(run(Map.of(field, new BigDecimal(680), "manual_" + field, new BigDecimal(60))));
        Updates nothing = updates(run("manual_" + field, "0"));

        for (String channel : List.of("workout#" + field, "workout#manual-" + field)) {
            assertThat(typed.state(channel).toString(), is(("60 " + unit).strip()));
            assertEquals(UnDefType.UNDEF, nothing.state(channel));
        }
    }

    @ParameterizedTest
    @CsvSource({ "usual, USUAL", "Elevated, ELEVATED", "unknown, UNDEF", "'', UNDEF", ", UNDEF" })
    void showsTheCoreBodyTemperatureStatus(@Nullable String word, String expected) {
        assertThat(updates(workout(RUN, START, END, Map.of(), word)).state("workout#core-body-temperature-status")
                .toString(), is(expected));
    }

    @Test
    void datesWorkoutsAtTheirEndAndShowsTheLastOne() {
        Updates updates = updates(run("steps", "3100"), EARLY);

        assertEquals(Map.of(EARLY_END, new DecimalType(4000), END, new DecimalType(3100)),
                updates.states("workout#steps"));
        assertEquals(Map.of(EARLY_END, new QuantityType<>("3000 s"), END, new QuantityType<>("2700 s")),
                updates.states("workout#duration"));
        assertThat(updates.of("workout#steps").history(), is(true));
        assertEquals(UnDefType.UNDEF, updates(EARLY, run(Map.of())).state("workout#steps"));
    }

    @Test
    void replacesADeletedWorkoutByThePreviousOne() {
        TimeSpan gone = new TimeSpan(END, END);

        Updates updates = new Updates(WorkoutChannels.corrections(gone, List.of(), EARLY));

        ChannelUpdate steps = updates.of("workout#steps");
        assertEquals(Map.of(END, new DecimalType(4000)), steps.states());
        assertThat(steps.time(), is(EARLY_END));
        assertThat(steps.corrected(), is(gone));
        assertEquals(new DateTimeType(EARLY_END), updates.state("workout#end"));
        assertThat(updates.of("workout#end").history(), is(false));
        assertEquals(UnDefType.UNDEF,
                new Updates(WorkoutChannels.corrections(gone, List.of(), null)).state("workout#start"));
    }

    @Test
    void keepsTheRemainingWorkoutsOfACorrectedSpan() {
        Instant firstGone = START.minusSeconds(6000);
        Instant lastGone = END.plusSeconds(6000);

        Updates updates = new Updates(WorkoutChannels.corrections(new TimeSpan(firstGone, lastGone),
                List.of(run("steps", "3100")), null));

        assertEquals(Map.of(END, new DecimalType(3100), lastGone, new DecimalType(3100)),
                updates.states("workout#steps"));
        assertThat(updates.of("workout#steps").time(), is(END));
    }
}
