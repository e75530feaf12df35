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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.record.WorkoutCategory;

/**
 * The workouts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WorkoutSource implements DataSource {
    /** A workout that ends later than this in the future did not: clocks differ, but not by that much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final PersonCloud cloud;
    private final WorkoutLog log;
    private final UnknownIds unknownIds;
    private final Clock clock;

    public WorkoutSource(PersonCloud cloud, WorkoutLog log, UnknownIds unknownIds, Clock clock) {
        this.cloud = cloud;
        this.log = log;
        this.unknownIds = unknownIds;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.WORKOUTS;
    }

    /**
     * The rows become history page by page; the events follow after the last one, because the pages are in no order.
     * Who asks for everything at first reads the past, in which nothing is new.
     */
    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        boolean past = !log.isComplete() && isAncient(since);
        Instant seenSince = past ? Instant.MIN : since;
        return recall(since).thenCompose(recalled -> cloud.workouts(since, page -> sink.accept(take(page, seenSince))))
                .thenApply(newest -> {
                    log.setComplete();
                    sink.accept(log.arrived(since).stream().map(WorkoutChannels::recorded).toList());
                    return newest;
                });
    }

    /**
     * @return whether everything in the log has been changed after a time, because it has happened after it
     */
    private boolean isAncient(Instant since) {
        return since.isBefore(clock.instant().minus(WorkoutLog.SPAN));
    }

    /**
     * Reads what has been told in an earlier life of the add-on, unless all of it comes as a change anyway.
     */
    private CompletableFuture<@Nullable Void> recall(Instant since) {
        if (log.isComplete() || isAncient(since)) {
            return CompletableFuture.completedFuture(null);
        }
        Instant now = clock.instant();
        return cloud.workouts(day(now.minus(WorkoutLog.SPAN)), day(now.plus(CLOCK_TOLERANCE)),
                page -> log.add(believable(page).stream().filter(row -> !row.modified().isAfter(since)).toList(),
                        Instant.MIN, now));
    }

    private List<ChannelUpdate> take(List<Workout> page, Instant since) {
        List<Workout> shown = new ArrayList<>(log.add(believable(page), since, clock.instant()));
        Workout last = log.last();
        if (last != null && !shown.contains(last)) {
            shown.add(last);
        }
        return WorkoutChannels.updates(shown, log.latestEnd());
    }

    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return cloud.workouts(day(start), day(end), offset).thenApply(page -> {
            List<Workout> workouts = believable(page.rows());
            Instant latestEnd = workouts.stream().map(Workout::end).max(Instant::compareTo).orElse(Instant.MIN);
            return new HistoryPage(WorkoutChannels.updates(workouts, latestEnd), page.next());
        });
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
