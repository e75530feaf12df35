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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.NapChannels;
import org.openhab.binding.withings.internal.channel.NightsAndNaps;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepState;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;

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
    private final UnknownIds unknownIds;
    private final Shown shown;
    private final Consumer<BedEvent> bed;
    private final Clock clock;
    private final List<SleepSummary> recentNights = new ArrayList<>();
    /** The sleeps whose course has not been asked for yet. */
    private final Set<Stretch> withoutCourse = new LinkedHashSet<>();
    private Set<SleepSummary> lastFresh = Set.of();
    private boolean recentNightsRead;
    private @Nullable Course course;

    /** A time to ask about, and the device whose answer counts; null for all of them. */
    private record Stretch(Instant start, Instant end, @Nullable String deviceId) {}

    /** The nights of a time whose course is read one by one. */
    private record Course(Instant start, Instant end, List<SleepSummary> nights) {}

    /**
     * @param bed is told when the person must have got out of a bed with a sleep monitor, since the monitor has
     *            finished with the night
     */
    public SleepSource(PersonCloud cloud, UnknownIds unknownIds, Shown shown, Consumer<BedEvent> bed, Clock clock) {
        this.cloud = cloud;
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.bed = bed;
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
        Instant asked = first ? since.minus(RECENT_NIGHTS) : since;
        List<SleepSummary> changed = new ArrayList<>();
        return cloud.sleepSummaries(asked, changed::addAll).thenCompose(newest -> {
            note(changed);
            List<SleepSummary> before;
            List<SleepSummary> recent;
            synchronized (this) {
                before = List.copyOf(recentNights);
                recentNightsRead = true;
                recent = recentWith(changed);
            }
            // of two rows changed in the same second, the last one of the time before, one may have been known then
            Set<SleepSummary> fresh = changed.stream()
                    .filter(night -> night.modified().isAfter(since)
                            || night.modified().equals(since) && recent.contains(night) && !before.contains(night))
                    .collect(Collectors.toSet());
            synchronized (this) {
                lastFresh = fresh;
            }
            if (fresh.isEmpty() && !first) {
                return CompletableFuture.completedFuture(newest);
            }
            return earlier(changed, recent, asked).thenApply(earlier -> {
                sink.accept(updates(NightsAndNaps.among(earlier)));
                NightsAndNaps sleep = NightsAndNaps.among(recent);
                sink.accept(updates(sleep));
                if (sleep.naps().isEmpty() && shown.of(NapChannels.COUNT.channelId()) != null) {
                    sink.accept(NapChannels.count(sleep));
                }
                if (sleep.naps().isEmpty() && showsNapOf(recent)) {
                    sink.accept(NapChannels.noNap(NapChannels.told(sleep)));
                }
                bedLeft(first ? recent : fresh);
                wantCourse(fresh, recent, first);
                return newest;
            });
        }).thenApply(newest -> newest.isAfter(since) ? newest : since);
    }

    private static List<ChannelUpdate> updates(NightsAndNaps sleep) {
        List<ChannelUpdate> updates = new ArrayList<>(SleepChannels.lastNight(sleep.nights()));
        updates.addAll(NapChannels.lastNap(sleep));
        return updates;
    }

    /**
     * Where no night is known, there is none that could have been deleted.
     */
    @Override
    public synchronized boolean explains(TimeSpan span) {
        List<SleepSummary> nights = nightsWithin(span);
        return nights.isEmpty() || nights.stream().anyMatch(lastFresh::contains);
    }

    @Override
    public boolean corrects() {
        return true;
    }

    /**
     * A night or nap of the last days that Withings does not tell of any more has been deleted. What was told of it
     * stays in the history of items, but is no longer shown. A night that has changed explains its notification.
     */
    @Override
    public CompletableFuture<@Nullable Void> corrections(List<TimeSpan> spans, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        List<SleepSummary> inDoubt;
        synchronized (this) {
            inDoubt = spans.stream().map(this::nightsWithin)
                    .filter(nights -> nights.stream().noneMatch(night -> night.modified().isAfter(since)))
                    .flatMap(List::stream).sorted(Comparator.comparing(SleepSummary::date)).toList();
        }
        if (inDoubt.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return summaries(inDoubt.get(0).date(), inDoubt.get(inDoubt.size() - 1).date()).thenAccept(rows -> {
            List<SleepSummary> gone = inDoubt.stream()
                    .filter(night -> rows.stream().noneMatch(row -> isSameRecord(row, night))).toList();
            if (!gone.isEmpty()) {
                sink.accept(withdrawn(gone));
            }
        });
    }

    private List<SleepSummary> nightsWithin(TimeSpan span) {
        return recentNights.stream()
                .filter(night -> !night.start().isAfter(span.end()) && !night.end().isBefore(span.start())).toList();
    }

    private List<ChannelUpdate> withdrawn(List<SleepSummary> gone) {
        List<SleepSummary> known;
        List<SleepSummary> left;
        synchronized (this) {
            known = List.copyOf(recentNights);
            recentNights.removeAll(gone);
            left = List.copyOf(recentNights);
        }
        Instant start = known.stream().map(SleepSummary::start).min(Instant::compareTo).orElseThrow();
        Instant end = known.stream().map(NightsAndNaps::endOfDay).max(Instant::compareTo).orElseThrow();
        TimeSpan span = new TimeSpan(start, end);
        NightsAndNaps sleep = NightsAndNaps.among(left);
        List<ChannelUpdate> updates = new ArrayList<>(updates(sleep));
        if (sleep.nights().isEmpty()) {
            updates.addAll(SleepChannels.noNight(end));
        }
        if (sleep.naps().isEmpty() && showsNapOf(known)) {
            updates.addAll(NapChannels.noNap(end));
            updates.addAll(NapChannels.count(sleep));
        }
        return updates.stream().filter(update -> !update.isPast())
                .map(update -> new ChannelUpdate(update.channelId(),
                        update.states().tailMap(update.states().lastKey(), true), false, update.time(), span))
                .toList();
    }

    private void note(List<SleepSummary> nights) {
        nights.stream().flatMap(night -> night.events().stream()).filter(event -> event.kind().isEmpty())
                .forEach(event -> unknownIds.seen(UnknownIds.Kind.NIGHT_EVENT, event.number()));
    }

    /**
     * @return the rows of the last days with what has changed taken in
     */
    private List<SleepSummary> recentWith(List<SleepSummary> changed) {
        for (SleepSummary night : changed) {
            recentNights.removeIf(known -> isSameRecord(known, night));
            recentNights.add(night);
        }
        LocalDate oldest = newestDay(recentNights).minusDays(RECENT_NIGHTS.toDays());
        recentNights.removeIf(night -> night.date().isBefore(oldest));
        return List.copyOf(recentNights);
    }

    private static LocalDate newestDay(List<SleepSummary> nights) {
        return nights.stream().map(SleepSummary::date).max(LocalDate::compareTo).orElse(LocalDate.EPOCH);
    }

    /**
     * @return whether the nap that is shown is of the last days, of which all rows are known
     */
    private boolean showsNapOf(List<SleepSummary> recent) {
        TimedState nap = shown.of(NapChannels.END.channelId());
        Instant known = newestDay(recent).minusDays(RECENT_NIGHTS.toDays() - 1).atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        return nap != null && nap.state()instanceof DateTimeType end && end.getInstant().isAfter(known);
    }

    private static boolean isSameRecord(SleepSummary one, SleepSummary other) {
        return one.id() != null && other.id() != null
                ? Objects.equals(one.id(), other.id())
                : one.start().equals(other.start()) && Objects.equals(one.deviceId(), other.deviceId());
    }

    /**
     * Days that ended before the time after which was asked may have rows that have not changed.
     *
     * @return all rows of the earlier days of which some have changed, and of the day after: only its night tells a nap
     *         in the evening from the beginning of a night
     */
    private CompletableFuture<List<SleepSummary>> earlier(List<SleepSummary> changed, List<SleepSummary> recent,
            Instant asked) {
        List<SleepSummary> earlier = changed.stream().filter(night -> !recent.contains(night))
                .sorted(Comparator.comparing(SleepSummary::date)).toList();
        if (earlier.isEmpty()) {
            return CompletableFuture.completedFuture(earlier);
        }
        LocalDate first = earlier.get(0).date();
        LocalDate last = earlier.get(earlier.size() - 1).date();
        boolean complete = asked.isBefore(first.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        return complete ? CompletableFuture.completedFuture(earlier) : summaries(first, last.plusDays(1));
    }

    /**
     * When the notification of somebody's getting up is lost, the last night of each sleep monitor still tells of it.
     */
    private void bedLeft(Collection<SleepSummary> nights) {
        Set<@Nullable String> monitors = new HashSet<>();
        nights.stream().filter(night -> night.isFromSleepMonitor() && night.completed())
                .sorted(Comparator.comparing(SleepSummary::end).reversed())
                .filter(night -> monitors.add(night.deviceId()))
                .forEach(night -> bed.accept(new BedEvent(BedEvent.Kind.OUT, night.end(), night.deviceId())));
    }

    /**
     * The course is wanted of each night that is new. Where no night is known, as with a mat that has not told of one
     * yet, that of the last day is wanted once.
     */
    private synchronized void wantCourse(Set<SleepSummary> fresh, List<SleepSummary> recent, boolean first) {
        Instant now = clock.instant();
        Set<SleepSummary> known = new LinkedHashSet<>(fresh);
        known.addAll(recent);
        List<Stretch> nights = NightsAndNaps.sleeps(known).stream()
                .filter(night -> fresh.contains(night) && night.end().isAfter(now.minus(PHASES_OF_THE_PAST)))
                .sorted(Comparator.comparing(SleepSummary::start))
                .map(night -> new Stretch(night.start(), night.end(), night.deviceId())).toList();
        withoutCourse.addAll(first && nights.isEmpty() ? List.of(new Stretch(now.minus(ONE_DAY), now, null)) : nights);
    }

    @Override
    public synchronized int followUps() {
        return withoutCourse.size();
    }

    @Override
    public CompletableFuture<@Nullable Void> followUp(Consumer<List<ChannelUpdate>> sink) {
        Stretch next;
        synchronized (this) {
            if (withoutCourse.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            next = withoutCourse.iterator().next();
        }
        return phases(next.start, next.end, next.deviceId).thenAccept(sink).whenComplete((none, thrown) -> {
            if (thrown == null || WithingsException.of(thrown).failure() == Failure.INVALID_REQUEST) {
                synchronized (this) {
                    withoutCourse.remove(next);
                }
            }
        });
    }

    private CompletableFuture<List<ChannelUpdate>> phases(Instant start, Instant end, @Nullable String deviceId) {
        return cloud.sleepPhases(start, end).thenApply(phases -> {
            phases.stream().map(SleepPhase::stateNumber).filter(number -> SleepState.of(number).isEmpty())
                    .forEach(number -> unknownIds.seen(UnknownIds.Kind.SLEEP_STATE, number));
            return SleepChannels.phases(phases, deviceId);
        });
    }

    /**
     * A day may have several records, so those of the whole time are looked at together.
     */
    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return summaries(start, end)
                .thenApply(nights -> new HistoryPage(updates(NightsAndNaps.among(nights)), null));
    }

    private CompletableFuture<List<SleepSummary>> summaries(Instant start, Instant end) {
        return summaries(LocalDate.ofInstant(start, ZoneOffset.UTC), LocalDate.ofInstant(end, ZoneOffset.UTC));
    }

    private CompletableFuture<List<SleepSummary>> summaries(LocalDate first, LocalDate last) {
        List<SleepSummary> nights = new ArrayList<>();
        return cloud.sleepSummaries(first, last, nights::addAll).thenApply(none -> {
            note(nights);
            return nights;
        });
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
            return phases(night.start(), night.end(), night.deviceId())
                    .thenApply(updates -> new HistoryPage(updates, next));
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
            List<SleepSummary> nights = NightsAndNaps.sleeps(rows).stream()
                    .filter(night -> night.start().isBefore(end) && !night.start().isBefore(start))
                    .sorted(Comparator.comparing(SleepSummary::start)).toList();
            synchronized (this) {
                course = new Course(start, end, nights);
            }
            return nights;
        });
    }
}
