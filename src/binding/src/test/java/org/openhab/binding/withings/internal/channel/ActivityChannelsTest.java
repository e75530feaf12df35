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
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActivityChannelsTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final Instant TOKYO_MIDNIGHT = Instant.parse("2026-03-09T15:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");
    private static final Instant LAST_SYNC = Instant.parse("2026-03-10T02:40:00Z");

    @ParameterizedTest
    @CsvSource({ "distance, 6120.5, activity#distance, 6120.5 m", "calories, 374.474, activity#calories, 374.474 kcal",
            "totalcalories, 2310, activity#total-calories, 2310 kcal", "soft, 7200, activity#soft-duration, 7200 s",
            "moderate, 1800, activity#moderate-duration, 1800 s", "intense, 600, activity#intense-duration, 600 s",
            "active, 2400, activity#active-duration, 2400 s", "hr_zone_3, 60, activity#heart-rate-zone-3, 60 s" })
    void showsQuantitiesOfTheDayInTheirUnits(String field, String value, String channel, String expected) {
        Activity day = day(TODAY, LAST_SYNC, null, Map.of(field, new BigDecimal(value)));

        assertEquals(new QuantityType<>(expected), updates(day).state(channel));
    }

    @ParameterizedTest
    @CsvSource({ "steps, 8454, activity#steps", "steps, 0, activity#steps", "elevation, 4, activity#elevation",
            "hr_average, 72, activity#heart-rate-average" })
    void showsNumbersOfTheDay(String field, String value, String channel) {
        Activity day = day(TODAY, LAST_SYNC, null, Map.of(field, new BigDecimal(value)));

        assertEquals(new DecimalType(value), updates(day).state(channel));
    }

    @ParameterizedTest
    @EnumSource(ActivityField.class)
    void showsNothingForWhatTheDayDoesNotHave(ActivityField field) {
        assertEquals(UnDefType.UNDEF,
                updates(day(TODAY, LAST_SYNC, null, Map.of())).state(field.channel().channelId()));
    }

    @Test
    void tellsInThePersonsTimeZoneWhichDayItIs() {
        assertEquals(new DateTimeType(TOKYO_MIDNIGHT), updates(steps(TODAY, 8454)).state("activity#date"));
    }

    @Test
    void datesTodayAtTheMomentOfTheLastChange() {
        assertEquals(LAST_SYNC, updates(steps(TODAY, 8454)).of("activity#steps").time());
    }

    @Test
    void datesTodayAtTheCurrentTimeWhenWithingsDoesNotSayWhenItChanged() {
        Activity day = day(TODAY, null, null, Map.of("steps", new BigDecimal(8454)));

        assertEquals(NOW, updates(day).of("activity#steps").time());
    }

    @Test
    void keepsDaysThatAreOverAsHistoryUpToTheirLastSecond() {
        Updates updates = updates(steps(TODAY, 8454), steps(TODAY.minusDays(1), 10280));

        assertEquals(Map.of(TOKYO_MIDNIGHT.minusSeconds(1), new DecimalType(10280), LAST_SYNC, new DecimalType(8454)),
                updates.states("activity#steps"));
        assertEquals(new DecimalType(8454), updates.state("activity#steps"));
        assertThat(updates.of("activity#steps").history(), is(true));
    }

    @Test
    void keepsShowingYesterdayUntilTodayHasSomethingToTell() {
        Updates updates = updates(steps(TODAY.minusDays(1), 10280));

        assertEquals(new DecimalType(10280), updates.state("activity#steps"));
        assertEquals(new DateTimeType(Instant.parse("2026-03-08T15:00:00Z")), updates.state("activity#date"));
    }

    @Test
    void ignoresDaysThatHaveNotBegun() {
        assertEquals(new DecimalType(8454),
                updates(steps(TODAY, 8454), steps(TODAY.plusDays(1), 3)).state("activity#steps"));
    }

    @Test
    void prefersAWithingsDeviceToAPhone() {
        Activity phone = day(TODAY, NOW, null, Map.of("steps", new BigDecimal(5000)));
        Activity watch = day(TODAY, LAST_SYNC, "watch", Map.of("steps", new BigDecimal(8000)));

        assertEquals(new DecimalType(8000), updates(watch, phone).state("activity#steps"));
        assertEquals(new DecimalType(8000), updates(phone, watch).state("activity#steps"));
    }

    @Test
    void takesTheVersionOfADayThatWasModifiedLast() {
        Activity noon = day(TODAY, LAST_SYNC, "watch", Map.of("steps", new BigDecimal(8000)));
        Activity morning = day(TODAY, LAST_SYNC.minusSeconds(7200), "watch", Map.of("steps", new BigDecimal(3000)));

        assertEquals(Map.of(LAST_SYNC, new DecimalType(8000)), updates(noon, morning).states("activity#steps"));
    }

    @Test
    void showsNothingForNegativeNumbers() {
        assertEquals(UnDefType.UNDEF, updates(steps(TODAY, -1)).state("activity#steps"));
    }

    @Test
    void hasNothingToShowWithoutDays() {
        assertThat(updates().all(), is(empty()));
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
}
