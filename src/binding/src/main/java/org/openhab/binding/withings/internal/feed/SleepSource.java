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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.SleepSummary;

/**
 * The nights and naps, and their course.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SleepSource implements DataSource {
    /** Nights are uploaded and corrected within days; the rows of the last ones are looked at together. */
    private static final Duration RECENT_NIGHTS = Duration.ofDays(3);
    private static final Duration PHASES_OF_THE_PAST = Duration.ofDays(7);
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final PersonCloud cloud;
    private final Clock clock;
    private final List<SleepSummary> recentNights = new ArrayList<>();
    private boolean recentNightsRead;
    private @Nullable Course course;

    /** The nights of a time whose course is read one by one. */
    private record Course(Instant start, Instant end, List<SleepSummary> nights) {}

    public SleepSource(PersonCloud cloud, Clock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.SLEEP;
    }

    /**
     * Nights come as changed rows, but which row is the last night can only be told from all rows of its day.
     */
    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        boolean first;
        synchronized (this) {
            first = !recentNightsRead;
        }
        List<SleepSummary> changed = new ArrayList<>();
        return cloud.sleepSummaries(first ? since.minus(RECENT_NIGHTS) : since, changed::addAll)
                .thenCompose(newest -> {
                    Set<SleepSummary> nights = new LinkedHashSet<>(changed);
                    synchronized (this) {
                        recentNightsRead = true;
                        nights.addAll(recentWith(changed));
                    }
                    sink.accept(SleepChannels.lastNight(nights));
                    return course(changed, since, first, sink)
                            .thenApply(none -> newest.isAfter(since) ? newest : since);
                });
    }

    /**
     * @return the rows of the last days with what has changed taken in
     */
    private List<SleepSummary> recentWith(List<SleepSummary> changed) {
        for (SleepSummary night : changed) {
            recentNights.removeIf(known -> isSameRecord(known, night));
            recentNights.add(night);
        }
        LocalDate newest = recentNights.stream().map(SleepSummary::date).max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        recentNights.removeIf(night -> night.date().isBefore(newest.minusDays(RECENT_NIGHTS.toDays())));
        return List.copyOf(recentNights);
    }

    private static boolean isSameRecord(SleepSummary one, SleepSummary other) {
        return one.id() != null && other.id() != null
                ? Objects.equals(one.id(), other.id())
                : one.start().equals(other.start()) && Objects.equals(one.deviceId(), other.deviceId());
    }

    /**
     * Asks for the course of each night that is new. Where no night is known, as with a mat that has not told of one
     * yet, the last day is asked for once.
     */
    private CompletableFuture<@Nullable Void> course(List<SleepSummary> changed, Instant since, boolean first,
            Consumer<List<ChannelUpdate>> sink) {
        Instant now = clock.instant();
        if (first && changed.isEmpty()) {
            return phases(now.minus(ONE_DAY), now).thenAccept(sink);
        }
        List<SleepSummary> nights = changed.stream().filter(
                night -> night.end().isAfter(now.minus(PHASES_OF_THE_PAST)) && night.modified().isAfter(since))
                .sorted(Comparator.comparing(SleepSummary::start)).toList();
        CompletableFuture<@Nullable Void> done = CompletableFuture.completedFuture(null);
        for (SleepSummary night : nights) {
            done = done.thenCompose(none -> phases(night.start(), night.end())).thenAccept(sink);
        }
        return done;
    }

    private CompletableFuture<List<ChannelUpdate>> phases(Instant start, Instant end) {
        return cloud.sleepPhases(start, end).thenApply(SleepChannels::phases);
    }

    /**
     * A day may have several records, so those of the whole time are looked at together.
     */
    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return summaries(start, end).thenApply(nights -> new HistoryPage(SleepChannels.lastNight(nights), null));
    }

    private CompletableFuture<List<SleepSummary>> summaries(Instant start, Instant end) {
        List<SleepSummary> nights = new ArrayList<>();
        return cloud.sleepSummaries(LocalDate.ofInstant(start, ZoneOffset.UTC),
                LocalDate.ofInstant(end, ZoneOffset.UTC), nights::addAll).thenApply(none -> nights);
    }

    @Override
    public boolean hasDetails() {
        return true;
    }

    /**
     * The course of one night, the next one by its beginning, which is also what is counted by.
     */
    @Override
    public CompletableFuture<HistoryPage> details(Instant start, Instant end, @Nullable Long offset) {
        Instant from = offset == null ? start : Instant.ofEpochSecond(offset);
        return nights(start, end).thenCompose(nights -> {
            List<SleepSummary> left = nights.stream().filter(night -> !night.start().isBefore(from)).toList();
            if (left.isEmpty()) {
                return CompletableFuture.completedFuture(HistoryPage.EMPTY);
            }
            SleepSummary night = left.get(0);
            Long next = left.stream().map(SleepSummary::start).filter(night.start()::isBefore).findFirst()
                    .map(Instant::getEpochSecond).orElse(null);
            return phases(night.start(), night.end()).thenApply(updates -> new HistoryPage(updates, next));
        });
    }

    private CompletableFuture<List<SleepSummary>> nights(Instant start, Instant end) {
        synchronized (this) {
            Course known = course;
            if (known != null && known.start().equals(start) && known.end().equals(end)) {
                return CompletableFuture.completedFuture(known.nights());
            }
        }
        return summaries(start, end).thenApply(rows -> {
            List<SleepSummary> nights = rows.stream()
                    .filter(night -> night.start().isBefore(end) && !night.start().isBefore(start))
                    .sorted(Comparator.comparing(SleepSummary::start)).toList();
            synchronized (this) {
                course = new Course(start, end, nights);
            }
            return nights;
        });
    }
}
