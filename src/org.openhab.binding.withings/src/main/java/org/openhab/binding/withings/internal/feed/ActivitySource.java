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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.IntradayChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days: steps, distances, heart rates, and how each day went.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ActivitySource implements DataSource {
    /** Watches and phones tell of the same day at different times; what they told of the last days is kept together. */
    private static final Duration RECENT_DAYS = Duration.ofDays(3);
    /** A watch that was not synchronised for a week tells of a week. */
    private static final Duration COURSES_OF_THE_PAST = Duration.ofDays(7);

    /** Whoever has moved for so much longer may have worked out. */
    private static final BigDecimal EXERCISE_SECONDS = BigDecimal.valueOf(300);

    private final Logger logger = LoggerFactory.getLogger(ActivitySource.class);
    private final PersonCloud cloud;
    private final Clock clock;
    private final Map<Tracker, Activity> recentDays = new HashMap<>();
    private final Map<LocalDate, Course> courses = new HashMap<>();
    /** The days whose course has changed and has not been asked for yet. */
    private final NavigableMap<LocalDate, Activity> withoutCourse = new TreeMap<>();
    /** When the days began of which the last changes told. */
    private volatile List<Instant> lastChanged = List.of();
    private boolean exercised;
    private boolean recentDaysRead;
    /** When the newest day will be over, {@link Instant#MAX} when it is already. */
    private Instant nextEnd = Instant.MAX;
    private @Nullable Past past;

    /** Who told of a day: of each there is one record. */
    private record Tracker(LocalDate date, boolean external, @Nullable String deviceId) {}

    /** What a day was and what time it was when its course was last shown. */
    private record Course(Activity day, Instant asked) {}

    /** The days of a time whose course is read one by one. */
    private record Past(Instant start, Instant end, List<Activity> days) {}

    public ActivitySource(PersonCloud cloud, Clock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.ACTIVITY;
    }

    /**
     * Days come as changed records, but which record of a day counts can only be told from all of them. The course of
     * each changed one is wanted, too; mostly that is today.
     */
    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        boolean first;
        synchronized (this) {
            first = !recentDaysRead;
            exercised = false;
        }
        Set<LocalDate> watchedDays = new HashSet<>();
        List<Activity> lately = new ArrayList<>();
        return cloud.activities(first ? since.minus(RECENT_DAYS) : since, page -> {
            List<Activity> begun = page.stream().filter(day -> !day.start().isAfter(clock.instant())).toList();
            begun.stream().filter(this::isOfThePastWeek).forEach(lately::add);
            sink.accept(updates(begun, watchedDays));
        }).thenApply(newest -> {
            lastChanged = lately.stream().filter(day -> isChangedSince(day, since)).map(Activity::start).toList();
            synchronized (this) {
                recentDaysRead = true;
                withoutCourse.putAll(withoutCourse(lately, since));
            }
            return newest.isAfter(since) ? newest : since;
        });
    }

    /**
     * @param page some of the changed records
     * @param watchedDays the days of which earlier pages had a record of a Withings device; takes those of this page
     */
    private synchronized List<ChannelUpdate> updates(List<Activity> page, Set<LocalDate> watchedDays) {
        page.stream().filter(day -> !day.external()).map(Activity::date).forEach(watchedDays::add);
        page.forEach(day -> {
            Activity before = recentDays.put(new Tracker(day.date(), day.external(), day.deviceId()), day);
            exercised |= exercise(day).subtract(before == null ? BigDecimal.ZERO : exercise(before))
                    .compareTo(EXERCISE_SECONDS) >= 0;
        });
        List<Activity> days = new ArrayList<>(recentDays.values());
        days.removeIf(day -> day.external() && watchedDays.contains(day.date()));

        Instant now = clock.instant();
        Instant newest = recentDays.values().stream().map(Activity::start).max(Instant::compareTo).orElse(now);
        recentDays.values().removeIf(day -> day.start().plus(RECENT_DAYS).isBefore(newest));
        nextEnd = recentDays.values().stream().map(Activity::end).filter(now::isBefore).min(Instant::compareTo)
                .orElse(Instant.MAX);
        return ActivityChannels.updates(days, now);
    }

    /**
     * At midnight, the newest day becomes the last complete one.
     */
    @Override
    public synchronized List<ChannelUpdate> passed(Instant now) {
        return now.isBefore(nextEnd) ? List.of() : updates(List.of(), new HashSet<>());
    }

    private static BigDecimal exercise(Activity day) {
        return day.values().getOrDefault("moderate", BigDecimal.ZERO)
                .add(day.values().getOrDefault("intense", BigDecimal.ZERO));
    }

    /**
     * Withings names a day for everything that happens on it. Some more steps are reason enough; after some exercise,
     * and where the day is the same as before, somebody should look for a workout.
     */
    @Override
    public synchronized boolean explainsEverything() {
        return !lastChanged.isEmpty() && !exercised;
    }

    private static boolean isChangedSince(Activity day, Instant since) {
        Instant modified = day.modified();
        return modified == null || modified.isAfter(since);
    }

    /**
     * The days that a notification names and that have changed are the reason for it.
     */
    @Override
    public boolean explains(TimeSpan span) {
        return lastChanged.stream().anyMatch(span::contains);
    }

    @Override
    public synchronized int followUps() {
        return withoutCourse.size();
    }

    @Override
    public CompletableFuture<@Nullable Void> followUp(Consumer<List<ChannelUpdate>> sink) {
        Activity day;
        synchronized (this) {
            if (withoutCourse.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            day = withoutCourse.firstEntry().getValue();
        }
        Instant asked = clock.instant();
        return course(day, asked).thenAccept(sink).thenRun(() -> told(new Course(day, asked)));
    }

    /**
     * @return the days whose course has changed. One that was asked for while its day still went on is asked for once
     *         more after its end, so that its last hours are not missing
     */
    private Map<LocalDate, Activity> withoutCourse(List<Activity> changed, Instant since) {
        Instant now = clock.instant();
        List<Activity> days = new ArrayList<>(changed);
        days.addAll(recentDays.values());
        NavigableMap<LocalDate, Activity> counted = ActivityChannels.countedDays(days);
        counted.values().removeIf(day -> !isOfThePastWeek(day));
        Activity lastComplete = counted.descendingMap().values().stream().filter(day -> !day.end().isAfter(now))
                .findFirst().orElse(null);
        counted.values().removeIf(day -> {
            Course course = courses.get(day.date());
            Instant modified = day.modified();
            boolean isNew = modified == null ? course == null : modified.isAfter(since);
            boolean isOther = course != null && !course.day().equals(day);
            boolean isOver = day.equals(lastComplete) && (course == null || course.asked().isBefore(day.end()));
            return !isNew && !isOther && !isOver;
        });
        return counted;
    }

    private synchronized void told(Course told) {
        courses.values().removeIf(course -> !isOfThePastWeek(course.day()));
        courses.put(told.day().date(), told);
        withoutCourse.remove(told.day().date(), told.day());
    }

    private boolean isOfThePastWeek(Activity day) {
        return day.end().isAfter(clock.instant().minus(COURSES_OF_THE_PAST));
    }

    private CompletableFuture<List<ChannelUpdate>> course(Activity day, Instant now) {
        return cloud.intradayActivity(day.start(), day.end())
                .thenApply(moments -> IntradayChannels.updates(day, moments, now))
                .exceptionallyCompose(this::withoutRefusal);
    }

    /**
     * The days themselves are of use without their course, and asking again would be refused again.
     */
    private CompletableFuture<List<ChannelUpdate>> withoutRefusal(Throwable thrown) {
        WithingsException failure = WithingsException.of(thrown);
        if (failure.failure() != Failure.INVALID_REQUEST) {
            return CompletableFuture.failedFuture(failure);
        }
        logger.debug("Withings does not tell the course of a day: {}", failure.getMessage());
        return CompletableFuture.completedFuture(List.of());
    }

    /**
     * A day may have several records, so those of the whole time are looked at together.
     */
    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return records(start, end)
                .thenApply(days -> new HistoryPage(ActivityChannels.updates(days, clock.instant()), null));
    }

    private CompletableFuture<List<Activity>> records(Instant start, Instant end) {
        List<Activity> days = new ArrayList<>();
        return cloud.activities(LocalDate.ofInstant(start, ZoneOffset.UTC), LocalDate.ofInstant(end, ZoneOffset.UTC),
                days::addAll).thenApply(none -> days);
    }

    @Override
    public boolean hasDetails() {
        return true;
    }

    /**
     * The course of one day, the next one by its beginning, which is also what is counted by.
     */
    @Override
    public CompletableFuture<HistoryPage> details(Instant start, Instant end, @Nullable Long offset) {
        Instant from = offset == null ? start : Instant.ofEpochSecond(offset);
        return days(start, end).thenCompose(days -> {
            List<Activity> left = days.stream().filter(day -> !day.start().isBefore(from)).toList();
            if (left.isEmpty()) {
                return CompletableFuture.completedFuture(HistoryPage.EMPTY);
            }
            Long next = left.size() == 1 ? null : left.get(1).start().getEpochSecond();
            return course(left.get(0), clock.instant()).thenApply(updates -> new HistoryPage(updates, next));
        });
    }

    /**
     * @return the days that begin in a time, the earliest first
     */
    private CompletableFuture<List<Activity>> days(Instant start, Instant end) {
        synchronized (this) {
            Past known = past;
            if (known != null && known.start().equals(start) && known.end().equals(end)) {
                return CompletableFuture.completedFuture(known.days());
            }
        }
        return records(start, end).thenApply(records -> {
            List<Activity> days = ActivityChannels.countedDays(records).values().stream()
                    .filter(day -> !day.start().isBefore(start) && day.start().isBefore(end)).toList();
            synchronized (this) {
                past = new Past(start, end, days);
            }
            return days;
        });
    }
}
