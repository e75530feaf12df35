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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;

/**
 * Reads workouts and fires the trigger for new ones. The workouts of the last two years are kept in memory, because
 * Withings returns changed rows only, but the last workout, new ones and the calendar depend on all of them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WorkoutSource extends DataSource<Workout> {
    private static final Duration LOG_SPAN = Duration.ofDays(731);

    private final UnknownIds unknownIds;
    private final Function<String, @Nullable TimedState> shown;
    private final Map<Object, Workout> log = new HashMap<>();
    private boolean logComplete;
    /** The cached result of {@link #workouts()}, null if it has to be sorted again. */
    private @Nullable List<Workout> sorted;

    public WorkoutSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Clock clock) {
        super(Service.WORKOUTS, api, clock, Workout::end, Workout::modified);
        this.unknownIds = unknownIds;
        this.shown = shown;
    }

    /** Returns the workouts of the last two years in order of time; null until all have been read. */
    public @Nullable List<Workout> workouts() {
        if (logComplete && sorted == null) {
            sorted = logged(workout -> true);
        }
        return sorted;
    }

    private List<Workout> logged(Predicate<Workout> which) {
        return log.values().stream().filter(which).sorted(WorkoutChannels.BY_END).toList();
    }

    private @Nullable Workout last(Predicate<Workout> which) {
        return log.values().stream().filter(which).max(WorkoutChannels.BY_END).orElse(null);
    }

    /** All pages are mapped together, because they are not sorted. */
    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        return readLog(since).thenCompose(done -> changedRows(since, api::workouts)).thenApply(changed -> {
            logComplete = true;
            sorted = null;
            sink.accept(updates(real(changed.rows())));
            return changed.changes();
        });
    }

    /** After a start, reads the workouts that were not modified since the last reading. */
    private CompletableFuture<@Nullable Void> readLog(Instant since) {
        Instant now = clock.instant();
        return logComplete
                ? CompletableFuture.completedFuture(null)
                : rows(page -> api.workouts(day(now.minus(LOG_SPAN)), day(now).plusDays(1), page))
                        .thenAccept(rows -> real(rows).stream().filter(row -> !row.modified().isAfter(since))
                                .forEach(row -> log.put(key(row), row)));
    }

    /** Returns updates with the rows and the last workout, and an event for each row that ended after the last one. */
    private List<ChannelUpdate> updates(List<Workout> rows) {
        Workout lastBefore = last(workout -> true);
        Map<Object, Workout> workouts = new LinkedHashMap<>();
        rows.forEach(row -> workouts.merge(key(row), row, WorkoutSource::newer));
        Set<Instant> moved = new HashSet<>();
        workouts.forEach((key, workout) -> {
            Workout former = log.get(key);
            if (former != null && !newer(former, workout).end().equals(former.end())) {
                moved.add(former.end());
            }
            log.merge(key, workout, WorkoutSource::newer);
        });
        Workout last = last(workout -> true);
        Instant oldest = clock.instant().minus(LOG_SPAN);
        log.values().removeIf(workout -> workout != last && workout.end().isBefore(oldest));
        Stream<ChannelUpdate> events = workouts.values().stream().sorted(WorkoutChannels.BY_END)
                .filter(workout -> lastBefore == null
                        || workout.end().isAfter(lastBefore.end()) && !key(workout).equals(key(lastBefore)))
                .map(WorkoutChannels::recorded);
        if (last != null) {
            workouts.put(key(last), last);
        }
        List<ChannelUpdate> updates = new ArrayList<>(WorkoutChannels.updates(workouts.values()));
        if (!moved.isEmpty()) {
            updates.addAll(corrections(moved, lastBefore(Collections.min(moved))));
        }
        events.forEach(updates::add);
        return updates;
    }

    /**
     * @param ends the former ends of workouts that were deleted or moved
     * @param before the last workout before all of them
     */
    private List<ChannelUpdate> corrections(Collection<Instant> ends, @Nullable Workout before) {
        TimeSpan span = new TimeSpan(Collections.min(ends), Collections.max(ends));
        return WorkoutChannels.corrections(span, logged(workout -> span.contains(workout.end())), before);
    }

    private @Nullable Workout lastBefore(Instant time) {
        return last(workout -> workout.end().isBefore(time));
    }

    /** Returns the last workout that ended before a time; reads those that are older than the log. */
    private CompletableFuture<@Nullable Workout> lastBeforeOfAnyAge(Instant time) {
        Workout known = lastBefore(time);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : rows(page -> api.workouts(day(Instant.EPOCH), day(time).plusDays(1), page))
                        .thenApply(rows -> real(rows).stream()
                                .filter(row -> row.end().isBefore(time)).max(WorkoutChannels.BY_END).orElse(null));
    }

    /** Finds deleted workouts, which are missing in the rows of their days; the one shown may be missing in the log. */
    @Override
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        LocalDate first = day(span.start());
        LocalDate last = day(span.end());
        // Withings' days are in the person's time zone
        return rows(page -> api.workouts(first.minusDays(1), last.plusDays(1), page)).thenCompose(rows -> {
            Set<Object> present = rows.stream().map(WorkoutSource::key).collect(Collectors.toSet());
            List<Workout> gone = logged(workout -> !present.contains(key(workout))
                    && !day(workout.start()).isBefore(first) && !day(workout.end()).isAfter(last));
            Set<Instant> ends = gone.stream().map(Workout::end).collect(Collectors.toSet());
            TimedState end = shown.apply(WorkoutChannels.END.channelId());
            if (end != null && span.contains(end.time())
                    && real(rows).stream().noneMatch(row -> row.end().equals(end.time()))) {
                ends.add(end.time());
            }
            return ends.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : lastBeforeOfAnyAge(Collections.min(ends)).thenAccept(before -> {
                        gone.forEach(workout -> log.remove(key(workout)));
                        sorted = null;
                        sink.accept(corrections(ends, before));
                    });
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> history(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        return rows(page -> api.workouts(day(start), day(end), page))
                .thenAccept(rows -> sink.accept(WorkoutChannels.updates(real(rows))));
    }

    /** Returns the workouts among rows. */
    private List<Workout> real(Collection<Workout> rows) {
        rows.stream().map(Workout::category).filter(category -> WorkoutCategory.of(category) == null)
                .forEach(category -> unknownIds.seen(Kind.WORKOUT_CATEGORY, category));
        return rows.stream().filter(WorkoutChannels::isWorkout).toList();
    }

    private static Workout newer(Workout one, Workout other) {
        return other.modified().isBefore(one.modified()) ? one : other;
    }

    private static Object key(Workout workout) {
        return Objects.requireNonNullElse(workout.id(), List.of(workout.start(), workout.category()));
    }
}
