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
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.channel.ActivityChannels.ActivityField;
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
    void tellsNoStepFromNothingCounted() {
        assertEquals(DecimalType.ZERO, updates(steps(TODAY, 0)).state("activity#steps"));
        assertEquals(UnDefType.UNDEF,
                updates(day(TODAY, LAST_SYNC, "watch", Map.of("distance", BigDecimal.ZERO))).state("activity#steps"));
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
    void showsTheLastCompleteDayBesideToday() {
        Updates updates = updates(steps(TODAY, 8454), steps(TODAY.minusDays(1), 10280), steps(TODAY.minusDays(2), 7));

        assertEquals(new DecimalType(10280), updates.state("last-day#steps"));
        assertEquals(new DateTimeType(Instant.parse("2026-03-08T15:00:00Z")), updates.state("last-day#date"));
        assertEquals(Map.of(TOKYO_MIDNIGHT.minusSeconds(1), new DecimalType(10280),
                Instant.parse("2026-03-08T14:59:59Z"), new DecimalType(7)), updates.states("last-day#steps"));
    }

    @Test
    void hasNoLastCompleteDayWhileTheOnlyOneGoesOn() {
        assertThat(updates(steps(TODAY, 8454)).all().stream().map(ChannelUpdate::channelId).toList(),
                everyItem(startsWith("activity#")));
    }

    @ParameterizedTest
    @CsvSource({ "2026-03-10T14:59:59Z, 10280", "2026-03-10T15:00:00Z, 8454" })
    void takesADayForCompleteAtMidnightWhereThePersonIs(Instant now, int expected) {
        Updates updates = new Updates(
                ActivityChannels.updates(List.of(steps(TODAY, 8454), steps(TODAY.minusDays(1), 10280)), now));

        assertEquals(new DecimalType(expected), updates.state("last-day#steps"));
    }

    @ParameterizedTest
    @CsvSource({ "2026-03-29, 2026-03-29T21:59:59Z", "2026-10-25, 2026-10-25T22:59:59Z" })
    void knowsDaysOf23And25Hours(LocalDate date, Instant lastSecond) {
        Activity day = new Activity(date, BERLIN, lastSecond, false, "watch", Map.of("steps", BigDecimal.ONE));

        assertThat(new Updates(ActivityChannels.updates(List.of(day), lastSecond)).all().stream()
                .map(ChannelUpdate::channelId).toList(), not(hasItem("last-day#steps")));
        assertEquals(lastSecond, new Updates(ActivityChannels.updates(List.of(day), lastSecond.plusSeconds(1)))
                .of("last-day#steps").time());
    }

    @Test
    void endsADayWithTheBeginningOfTheNextOneWhereThePersonHasFlownTo() {
        // given: the day before began in Los Angeles, where it will not be over for hours
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
    void ignoresDaysThatHaveNotBegun() {
        assertEquals(new DecimalType(8454),
                updates(steps(TODAY, 8454), steps(TODAY.plusDays(1), 3)).state("activity#steps"));
    }

    @Test
    void prefersAWithingsDeviceThatHasNoIdToAnotherVendorsThatHasOne() {
        Activity other = new Activity(TODAY, TOKYO, NOW, true, "ring", Map.of("steps", new BigDecimal(5000)));
        Activity watch = new Activity(TODAY, TOKYO, LAST_SYNC, false, null, Map.of("steps", new BigDecimal(8000)));

        assertEquals(new DecimalType(8000), updates(watch, other).state("activity#steps"));
        assertEquals(new DecimalType(8000), updates(other, watch).state("activity#steps"));
    }

    @Test
    void takesTheVersionOfADayThatWasModifiedLast() {
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
}
