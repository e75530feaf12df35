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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.Workout;

/**
 * A person's workouts of the last two years. Withings tells which rows have changed, but which workout is the last one,
 * which one is new, and what a calendar shows, can only be told from all of them. They are kept in memory only: after a
 * start Withings is asked for them once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WorkoutLog {
    /** How far back the log goes. */
    static final Duration SPAN = Duration.ofDays(731);
    /** More than one a day; of more the newest are kept. */
    private static final int LIMIT = 1_000;

    /**
     * @param since what Withings was asked for when the workout came for the first time
     */
    private record Entry(Workout workout, Instant since) {}

    private final Map<Object, Entry> entries = new HashMap<>();
    private boolean complete;

    /**
     * @return the workouts, the last one last; null until Withings has told of all
     */
    public synchronized @Nullable List<Workout> workouts() {
        return complete ? inOrder(entry -> true) : null;
    }

    /**
     * @return the workout that ended last, null if there is none
     */
    synchronized @Nullable Workout last() {
        return last(entry -> true);
    }

    /**
     * @return the workouts that ended in a time, the last one last
     */
    synchronized List<Workout> within(TimeSpan span) {
        return inOrder(entry -> span.contains(entry.workout().end()));
    }

    /**
     * @return the last workout that ended before a time, null if there is none
     */
    synchronized @Nullable Workout lastBefore(Instant time) {
        return last(entry -> entry.workout().end().isBefore(time));
    }

    synchronized boolean isComplete() {
        return complete;
    }

    synchronized void setComplete() {
        complete = true;
    }

    /**
     * Takes in what Withings tells.
     *
     * @param rows workouts in any order; of several versions of one the one modified last counts
     * @param since what Withings was asked for: a workout counts as new until Withings is asked for what has changed
     *            after it came
     * @param now the current time
     * @return the rows, each workout once
     */
    synchronized Collection<Workout> add(Collection<Workout> rows, Instant since, Instant now) {
        Map<Object, Workout> distinct = new LinkedHashMap<>();
        rows.forEach(row -> distinct.merge(key(row), row, WorkoutLog::newer));
        distinct.forEach((key, row) -> entries.merge(key, new Entry(row, since),
                (known, added) -> new Entry(newer(known.workout(), added.workout()), known.since())));
        Instant beginning = now.minus(SPAN);
        entries.values().removeIf(entry -> entry.workout().end().isBefore(beginning));
        List<Workout> kept = inOrder(entry -> true);
        kept.subList(0, Math.max(0, kept.size() - LIMIT)).forEach(workout -> entries.remove(key(workout)));
        return distinct.values();
    }

    /**
     * @param rows what Withings tells
     * @return the workouts as they are known that ended at another time according to the rows
     */
    synchronized List<Workout> moved(Collection<Workout> rows) {
        List<Workout> moved = new ArrayList<>();
        for (Workout row : rows) {
            Entry known = entries.get(key(row));
            if (known != null && newer(known.workout(), row) == row && !row.end().equals(known.workout().end())) {
                moved.add(known.workout());
            }
        }
        return moved;
    }

    /**
     * Takes out what Withings does not tell any more.
     *
     * @param first the first of some days
     * @param last the last one
     * @param rows all workouts of these days
     * @return the workouts that were taken out
     */
    synchronized List<Workout> retain(LocalDate first, LocalDate last, Collection<Workout> rows) {
        Set<Object> present = rows.stream().map(WorkoutLog::key).collect(Collectors.toSet());
        List<Workout> gone = inOrder(entry -> isWithin(entry.workout(), first, last)
                && !present.contains(key(entry.workout())));
        gone.forEach(workout -> entries.remove(key(workout)));
        return gone;
    }

    /**
     * @return whether the workout is of these days in whatever way days are counted
     */
    private static boolean isWithin(Workout workout, LocalDate first, LocalDate last) {
        return Stream.of(workout.zone(), ZoneOffset.UTC)
                .flatMap(zone -> Stream.of(LocalDate.ofInstant(workout.start(), zone),
                        LocalDate.ofInstant(workout.end(), zone)))
                .allMatch(day -> !day.isBefore(first) && !day.isAfter(last));
    }

    /**
     * @param since what Withings was asked for last
     * @return the workouts that came with it and ended later than all that were known before, the last one last
     */
    synchronized List<Workout> arrived(Instant since) {
        Workout lastKnown = last(entry -> entry.since().isBefore(since));
        return inOrder(entry -> !entry.since().isBefore(since)
                && (lastKnown == null || entry.workout().end().isAfter(lastKnown.end())));
    }

    private @Nullable Workout last(Predicate<Entry> which) {
        return entries.values().stream().filter(which).map(Entry::workout).max(WorkoutChannels.BY_END).orElse(null);
    }

    private List<Workout> inOrder(Predicate<Entry> which) {
        return entries.values().stream().filter(which).map(Entry::workout).sorted(WorkoutChannels.BY_END).toList();
    }

    private static Workout newer(Workout one, Workout other) {
        return other.modified().isBefore(one.modified()) ? one : other;
    }

    private static Object key(Workout workout) {
        return Objects.requireNonNullElse(workout.id(), List.of(workout.start(), workout.category()));
    }
}
