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
import static org.openhab.binding.withings.internal.Futures.*;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.sync.DataSource.Changes;

/**
 * The updates and calls for daily and intraday activity.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActivitySourceTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    /** An afternoon in Tokyo. */
    private static final Instant NOW = Instant.parse("2026-03-10T06:30:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-09T15:00:00Z");
    private static final Instant NEXT_MIDNIGHT = MIDNIGHT.plus(Duration.ofDays(1));
    private static final Instant MARK = NOW.minus(Duration.ofHours(1));
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);
    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final FakePersonApi withings = new FakePersonApi();
    private final Shown shown = new Shown();
    private final ActivitySource source = new ActivitySource(withings, scheduler.clock());

    @Test
    void showsTodayAndTheLastCompleteDayOfMany() throws Exception {
        // given
        activities(watch("2026-03-08", 4000, "2026-03-08T14:00:00Z"), watch("2026-03-10", 8454, "2026-03-10T06:00:00Z"),
                watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"));

        // when
        Instant newest = changes(BEGINNING);

        // then
        assertThat(shown.state("activity#steps"), is("8454"));
        assertThat(shown.state("last-day#steps"), is("10280"));
        assertThat(shown.history("last-day#steps").values(), contains("4000", "10280"));
        assertThat(newest, is(Instant.parse("2026-03-10T06:00:00Z")));
    }

    @Test
    void updatesTheLastCompleteDayWhenItIsChangedLater() throws Exception {
        activities(watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"), watch("2026-03-10", 50, "2026-03-10T01:00:00Z"));
        changes(BEGINNING);
        activities(watch("2026-03-09", 11000, "2026-03-10T06:00:00Z"), watch("2026-03-10", 50, "2026-03-10T01:00:00Z"));

        changes(MARK);

        assertThat(shown.state("last-day#steps"), is("11000"));
        assertThat(shown.lastUpdate("last-day#steps").time(), is(MIDNIGHT.minusSeconds(1)));
        assertThat("today is still today", shown.state("activity#steps"), is("50"));
    }

    @Test
    void keepsTheWatchsDayWhenAPhoneSendsItLater() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T05:00:00Z"));
        changes(MARK);
        activities(watch("2026-03-10", 8454, "2026-03-10T05:00:00Z"), phone("2026-03-10", 5000),
                new Activity(LocalDate.parse("2026-03-10"), TOKYO, NOW, true, null,
                        Map.of("steps", BigDecimal.valueOf(5))));
        changes(MARK);

        assertThat(shown.state("activity#steps"), is("8454"));
        assertThat(intraday(), is(0));
    }

    @Test
    void readsChangedIntradayDataAgainEvenInTheSameSecond() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(MARK);
        changes(mark);
        assertThat(intraday(), is(1));

        activities(watch("2026-03-10", 8500, "2026-03-10T06:10:00Z"));
        changes(mark);
        assertThat(intraday(), is(2));
    }

    @Test
    void readsTheIntradayDataOfAWeekAtMost() throws Exception {
        activities(LocalDate.parse("2026-02-10").datesUntil(LocalDate.parse("2026-03-10"))
                .map(day -> watch(day.toString(), 100, "2026-03-10T06:00:00Z")).toArray(Activity[]::new));

        changes(BEGINNING);

        assertThat(intraday(), is(7));
    }

    @Test
    void readsTheIntradayDataOfADayWithoutModificationTimeOnce() throws Exception {
        activities(phone("2026-03-10", 5000));
        changes(MARK);
        changes(MARK);
        assertThat(intraday(), is(1));

        activities(phone("2026-03-10", 5100));
        changes(MARK);
        assertThat(intraday(), is(2));
    }

    @Test
    void completesADayAtMidnightInThePersonsTimeZone() throws Exception {
        // given
        activities(watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"),
                watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(BEGINNING);

        // when
        scheduler.advance(Duration.between(NOW, NEXT_MIDNIGHT).minusSeconds(1));
        assertThat(isOutdated(), is(false));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(isOutdated(), is(true));
        changes(mark);

        // then
        assertThat(shown.state("last-day#steps"), is("8454"));
        assertThat("nothing vanishes before the day has some", shown.state("activity#steps"), is("8454"));
        assertThat("that has been shown", isOutdated(), is(false));
    }

    @Test
    void readsTheLastDaysAgainAfterARestartToKnowTheirTrackers() throws Exception {
        changes(MARK);
        changes(MARK);

        assertThat(withings.calls("days"),
                contains("days since " + MARK, "days 2026-03-08 2026-03-11", "days since " + MARK));
    }

    @Test
    void readsTheIntradayDataOfAChangedDay() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        withings.moments.add(new IntradayActivity(MIDNIGHT.plus(Duration.ofHours(9)), Duration.ofMinutes(1), "watch",
                Map.of("steps", BigDecimal.valueOf(120), "heart_rate", BigDecimal.valueOf(71))));

        Changes changes = resultOf(source.changes(MARK, shown::show));

        assertThat(withings.calls("intraday"), contains("intraday " + MIDNIGHT + " " + NEXT_MIDNIGHT));
        assertThat(shown.history("intraday#hourly-steps").get(MIDNIGHT.plus(Duration.ofHours(10)).minusSeconds(1)),
                is("120"));
        assertThat(shown.state("intraday#heart-rate"), is("71"));
        assertThat(changes.modified(), contains(Instant.parse("2026-03-10T06:10:00Z")));
    }

    @Test
    void readsTheIntradayDataOnceMoreWhenTheDayIsOver() throws Exception {
        // given: the watch has sent the day until the afternoon
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(MARK);

        // when
        scheduler.advance(Duration.between(NOW, NEXT_MIDNIGHT).plusHours(8));
        changes(mark);
        changes(mark);

        // then
        assertThat(intraday(), is(2));
    }

    @Test
    void readsFailedIntradayDataAgainUnlessItWasRefused() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        withings.failures.put("intraday", Failure.UNREACHABLE);
        assertThat(failureOf(source.changes(MARK, shown::show)).failure(), is(Failure.UNREACHABLE));
        assertThat("the day itself is shown", shown.state("activity#steps"), is("8454"));

        withings.failures.put("intraday", Failure.INVALID_REQUEST);
        assertThat(changes(MARK), is(Instant.parse("2026-03-10T06:10:00Z")));
        changes(MARK);

        assertThat(intraday(), is(2));
    }

    // history

    @Test
    void readsTheHistoryOfDays() throws Exception {
        activities(phone("2026-02-01", 5000), watch("2026-02-01", 8000, "2026-02-01T14:00:00Z"),
                watch("2026-02-02", 9000, "2026-02-02T14:00:00Z"));

        resultOf(source.history(Instant.parse("2026-01-31T15:00:00Z"), Instant.parse("2026-02-03T00:00:00Z"),
                shown::show));

        assertThat(shown.history("last-day#steps").values(), contains("8000", "9000"));
        assertThat(withings.calls, contains("days 2026-01-31 2026-02-03"));
    }

    @Test
    void readsTheHistoryOfIntradayDataDayByDay() throws Exception {
        // given
        activities(watch("2026-02-02", 9000, "2026-02-02T14:00:00Z"), watch("2026-02-01", 8000, "2026-02-01T14:00:00Z"),
                phone("2026-02-01", 5000), watch("2026-01-30", 1, "2026-01-30T14:00:00Z"));
        Instant start = Instant.parse("2026-01-31T00:00:00Z");
        Instant end = Instant.parse("2026-02-03T00:00:00Z");

        // when
        resultOf(source.intraday(start, end, shown::show));

        // then
        assertThat(withings.calls("intraday"), contains("intraday 2026-01-31T15:00:00Z 2026-02-01T15:00:00Z",
                "intraday 2026-02-01T15:00:00Z 2026-02-02T15:00:00Z"));
        assertThat("the days are read once", withings.calls("days"), hasSize(1));
    }

    private Instant changes(Instant since) throws Exception {
        return resultOf(source.changes(since, shown::show)).mark();
    }

    private boolean isOutdated() {
        return source.isOutdated(scheduler.clock().instant());
    }

    private int intraday() {
        return withings.calls("intraday").size();
    }

    private void activities(Activity... days) {
        withings.days.clear();
        withings.days.addAll(Arrays.asList(days));
    }

    private static Activity watch(String date, int steps, String modified) {
        return new Activity(LocalDate.parse(date), TOKYO, Instant.parse(modified), false, "watch",
                Map.of("steps", BigDecimal.valueOf(steps)));
    }

    private static Activity phone(String date, int steps) {
        return new Activity(LocalDate.parse(date), TOKYO, null, true, null, Map.of("steps", BigDecimal.valueOf(steps)));
    }
}
