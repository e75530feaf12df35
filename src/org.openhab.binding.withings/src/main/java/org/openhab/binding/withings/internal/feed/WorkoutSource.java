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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.record.WorkoutCategory;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;

/**
 * The workouts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WorkoutSource implements DataSource {
    /** A workout that ends later than this in the future did not: clocks differ, but not by that much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    /** A notification is of a day or of few; of a time longer than this nobody knows what it means. */
    private static final Duration LONGEST_CORRECTION = Duration.ofDays(31);

    private final PersonCloud cloud;
    private final WorkoutLog log;
    private final Shown shown;
    private final UnknownIds unknownIds;
    private final Clock clock;
    /** When the workouts took place that came with the last changes. */
    private volatile List<TimeSpan> lastChanged = List.of();

    /**
     * @param log where the workouts are kept
     * @param shown what the person's thing shows of the last workout
     */
    public WorkoutSource(PersonCloud cloud, WorkoutLog log, Shown shown, UnknownIds unknownIds, Clock clock) {
        this.cloud = cloud;
        this.log = log;
        this.shown = shown;
        this.unknownIds = unknownIds;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.WORKOUTS;
    }

    /**
     * The rows become history page by page; the events follow after the last one, because the pages are in no order.
     */
    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        boolean first = !log.isComplete();
        List<TimeSpan> changed = Collections.synchronizedList(new ArrayList<>());
        return recall(since).thenCompose(recalled -> cloud.workouts(since, page -> {
            page.stream().filter(row -> row.modified().isAfter(since) && !row.end().isBefore(row.start()))
                    .map(row -> new TimeSpan(row.start(), row.end())).forEach(changed::add);
            sink.accept(take(page, since));
        })).whenComplete((newest, thrown) -> lastChanged = List.copyOf(changed)).thenApply(newest -> {
            log.setComplete();
            if (first) {
                sink.accept(comparedWithWhatIsShown());
            }
            sink.accept(log.arrived(since).stream().map(WorkoutChannels::recorded).toList());
            return newest;
        });
    }

    /**
     * Reads what has been told in an earlier life of the add-on.
     */
    private CompletableFuture<@Nullable Void> recall(Instant since) {
        if (log.isComplete()) {
            return CompletableFuture.completedFuture(null);
        }
        Instant now = clock.instant();
        return cloud.workouts(day(now.minus(WorkoutLog.SPAN)), day(now.plus(CLOCK_TOLERANCE)),
                page -> log.add(believable(page).stream().filter(row -> !row.modified().isAfter(since)).toList(),
                        Instant.MIN, now));
    }

    private List<ChannelUpdate> take(List<Workout> page, Instant since) {
        List<Workout> rows = believable(page);
        List<Workout> moved = log.moved(rows);
        List<Workout> workouts = new ArrayList<>(log.add(rows, since, clock.instant()));
        Workout last = log.last();
        if (last != null && !workouts.contains(last)) {
            workouts.add(last);
        }
        List<ChannelUpdate> updates = new ArrayList<>(WorkoutChannels.updates(workouts));
        updates.addAll(corrections(moved));
        return updates;
    }

    /**
     * What is shown from before the start may have been deleted since.
     */
    private List<ChannelUpdate> comparedWithWhatIsShown() {
        TimedState shownEnd = shown.of(WorkoutChannels.END.channelId());
        Workout last = log.last();
        boolean gone = shownEnd != null && last != null && shownEnd.time().isAfter(last.end());
        return shownEnd != null && gone ? corrections(new TimeSpan(shownEnd.time(), shownEnd.time())) : List.of();
    }

    private List<ChannelUpdate> corrections(List<Workout> gone) {
        Optional<Instant> first = gone.stream().map(Workout::end).min(Instant::compareTo);
        Optional<Instant> last = gone.stream().map(Workout::end).max(Instant::compareTo);
        return first.isPresent() && last.isPresent() ? corrections(new TimeSpan(first.get(), last.get())) : List.of();
    }

    private List<ChannelUpdate> corrections(TimeSpan gone) {
        return WorkoutChannels.corrections(gone, log.within(gone), log.lastBefore(gone.start()));
    }

    @Override
    public boolean explains(TimeSpan span) {
        return lastChanged.stream().anyMatch(workout -> span.contains(workout.start()) || span.contains(workout.end()));
    }

    @Override
    public boolean corrects() {
        return true;
    }

    /**
     * A workout that has been deleted is missing among those of its day.
     */
    @Override
    public CompletableFuture<@Nullable Void> corrections(List<TimeSpan> spans, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        CompletableFuture<@Nullable Void> corrected = CompletableFuture.completedFuture(null);
        for (TimeSpan span : TimeSpan.joined(spans)) {
            corrected = corrected.thenCompose(none -> corrections(span, sink));
        }
        return corrected;
    }

    private CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        if (!log.isComplete() || span.length().compareTo(LONGEST_CORRECTION) > 0) {
            return CompletableFuture.completedFuture(null);
        }
        LocalDate first = day(span.start());
        LocalDate last = day(span.end());
        List<Workout> present = new ArrayList<>();
        return cloud.workouts(first, last, present::addAll)
                .thenAccept(none -> sink.accept(corrections(log.retain(first, last, present))));
    }

    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return cloud.workouts(day(start), day(end), offset).thenApply(
                page -> new HistoryPage(WorkoutChannels.updates(believable(page.rows())), page.next()));
    }

    private List<Workout> believable(Collection<Workout> rows) {
        rows.stream().filter(row -> WorkoutCategory.of(row.category()) == null)
                .forEach(row -> unknownIds.seen(Kind.WORKOUT_CATEGORY, row.category()));
        Instant future = clock.instant().plus(CLOCK_TOLERANCE);
        return rows.stream().filter(row -> row.end().isBefore(future)).toList();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
