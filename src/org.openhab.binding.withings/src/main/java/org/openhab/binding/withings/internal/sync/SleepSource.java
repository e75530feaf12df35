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

import static org.openhab.binding.withings.internal.sync.DataSource.day;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.SleepPhase;
import org.openhab.binding.withings.internal.api.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.NightsAndNaps;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;

/**
 * Nights and naps, and their courses.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SleepSource implements DataSource {

    /** The nap before is looked for among the rows of so many days before a change. */
    private static final int DAYS_BEFORE = 3;
    private static final Duration RECENT_COURSES = Duration.ofDays(7);
    private static final Duration LAST_DAY = Duration.ofDays(1);
    /** Notifications name a night or a few; a longer span says nothing about deletions. */
    private static final Duration LONGEST_CORRECTION = Duration.ofDays(31);
    private static final int RECENT_DAYS = 30;
    private static final LocalDate BEGINNING = day(HistoryPosition.FIRST_SCALE);

    private final PersonApi api;
    private final UnknownIds unknownIds;
    private final Function<String, @Nullable TimedState> shown;
    private final Consumer<BedEvent> bed;
    private final Clock clock;
    /** The rows of the last reading, of which some come again; null before the first one. */
    private @Nullable List<SleepSummary> rowsBefore;

    /**
     * @param shown the present states of the person's thing by channel ID
     * @param bed takes the end of a night that a sleep monitor has completed, because the bed is empty then
     */
    public SleepSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Consumer<BedEvent> bed, Clock clock) {
        this.api = api;
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
     * Nights come as changed rows, but all rows of a day and its neighbours are needed to distinguish nights from naps.
     * After
     * a start the last days are read in any case, for the bed, and the sleep states of the last day: a night may not
     * have a summary yet.
     */
    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        List<SleepSummary> before = rowsBefore;
        List<SleepSummary> rows = new ArrayList<>();
        return api.sleepSummaries(since, rows::addAll).thenCompose(mark -> {
            List<SleepSummary> fresh = rows.stream().filter(row -> before == null || !before.contains(row)).toList();
            TreeSet<LocalDate> dates = fresh.stream().map(SleepSummary::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (before == null) {
                dates.add(day(clock.instant()));
            }
            Changes changes = Changes.of(mark, fresh, SleepSummary::modified);
            if (dates.isEmpty()) {
                return CompletableFuture.completedFuture(changes);
            }
            LocalDate first = dates.first().minusDays(DAYS_BEFORE);
            return summaries(first, dates.last().plusDays(1)).thenCompose(all -> {
                sink.accept(presentUpdates(NightsAndNaps.among(all), first));
                bedLeft(before == null ? all : fresh);
                Instant now = clock.instant();
                List<SleepSummary> recent = NightsAndNaps.sleeps(all).stream().filter(
                        night -> fresh.contains(night) && night.end().isAfter(now.minus(RECENT_COURSES))).toList();
                return before == null && recent.isEmpty()
                        ? course(now.minus(LAST_DAY), now, null, sink)
                        : courses(recent.stream(), sink);
            }).thenApply(done -> {
                rowsBefore = rows;
                return changes;
            });
        });
    }

    private static List<ChannelUpdate> updates(NightsAndNaps sleep) {
        List<ChannelUpdate> updates = new ArrayList<>(SleepChannels.lastNight(sleep.nights()));
        updates.addAll(NapChannels.lastNap(sleep));
        return updates;
    }

    /**
     * @param first the first of the days whose rows are known
     */
    private List<ChannelUpdate> presentUpdates(NightsAndNaps sleep, LocalDate first) {
        List<ChannelUpdate> updates = new ArrayList<>(updates(sleep));
        if (sleep.naps().isEmpty()) {
            if (shown.apply(NapChannels.COUNT.channelId()) != null) {
                updates.addAll(NapChannels.count(sleep));
            }
            Instant napEnd = shownTime(NapChannels.END);
            if (napEnd != null && day(napEnd).isAfter(first)) {
                updates.addAll(NapChannels.noNap(NapChannels.updateTime(sleep)));
            }
        }
        return updates;
    }

    private @Nullable Instant shownTime(ChannelDefinition channel) {
        TimedState timed = shown.apply(channel.channelId());
        return timed != null && timed.state()instanceof DateTimeType time ? time.getInstant() : null;
    }

    /**
     * If the notification of getting up is lost, the last night of each sleep monitor still shows it.
     */
    private void bedLeft(Collection<SleepSummary> nights) {
        Set<@Nullable String> monitors = new HashSet<>();
        nights.stream().filter(night -> night.isFromSleepMonitor() && night.completed())
                .sorted(Comparator.comparing(SleepSummary::end).reversed())
                .filter(night -> monitors.add(night.deviceId()))
                .forEach(night -> bed.accept(new BedEvent(BedEvent.Kind.OUT, night.end(), night.deviceId())));
    }

    /**
     * The night and the nap to show are chosen anew among the rows of the span's days and those before. The course of a
     * night that was deleted stays in the history of items.
     */
    @Override
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        if (span.length().compareTo(LONGEST_CORRECTION) > 0) {
            return CompletableFuture.completedFuture(null);
        }
        LocalDate last = day(span.end()).plusDays(1);
        return summaries(day(span.start()).minusDays(RECENT_DAYS), last).thenCompose(rows -> {
            boolean nightGone = isGone(SleepChannels.END, span, rows);
            boolean napGone = isGone(NapChannels.END, span, rows);
            if (!nightGone && !napGone) {
                return CompletableFuture.completedFuture(null);
            }
            NightsAndNaps recent = NightsAndNaps.among(rows);
            boolean enough = (!nightGone || precedes(recent.nights(), span))
                    && (!napGone || precedes(recent.naps(), span));
            return (enough ? CompletableFuture.completedFuture(rows) : summaries(BEGINNING, last)).thenAccept(all -> {
                NightsAndNaps sleep = NightsAndNaps.among(all);
                if (nightGone) {
                    sink.accept(corrected(span, SleepChannels.END, SleepChannels.noNight(span.end()),
                            SleepChannels.lastNight(sleep.nights())));
                }
                if (napGone) {
                    sink.accept(corrected(span, NapChannels.END, NapChannels.noNap(span.end()),
                            NapChannels.lastNap(sleep)));
                    List<ChannelUpdate> count = NapChannels.count(sleep);
                    sink.accept(ChannelUpdate.corrections(span, count.stream().map(ChannelUpdate::channelId), count));
                }
            });
        });
    }

    /**
     * @param end the channel with the end of the night or nap shown
     */
    private boolean isGone(ChannelDefinition end, TimeSpan span, List<SleepSummary> rows) {
        Instant shownEnd = shownTime(end);
        if (shownEnd == null || shownEnd.isBefore(span.start())) {
            return false;
        }
        return span.contains(shownEnd)
                ? rows.stream().noneMatch(row -> row.end().equals(shownEnd))
                : rows.stream()
                        .noneMatch(row -> !row.start().isAfter(span.end()) && !row.end().isBefore(span.start()));
    }

    private static boolean precedes(List<SleepSummary> sleeps, TimeSpan span) {
        return sleeps.stream().anyMatch(sleep -> sleep.end().isBefore(span.start()));
    }

    /**
     * @param end the channel with the end of the night or nap shown
     * @param channels updates of the channels to correct
     * @param left updates of the nights or naps that are left, with the last one before the span
     */
    private List<ChannelUpdate> corrected(TimeSpan span, ChannelDefinition end, List<ChannelUpdate> channels,
            List<ChannelUpdate> left) {
        TimedState timed = shown.apply(end.channelId());
        Instant shownEnd = shownTime(end);
        // a night or nap is shown from the end of its day on, so the span has to reach as far
        boolean later = shownEnd != null && span.contains(shownEnd) && timed != null
                && timed.time().isAfter(span.end());
        TimeSpan corrected = timed != null && later ? new TimeSpan(span.start(), timed.time()) : span;
        return ChannelUpdate.corrections(span, channels.stream().map(ChannelUpdate::channelId), left).stream()
                .map(update -> update.correcting(corrected)).toList();
    }

    /**
     * A day may have several rows, so those of the whole time are looked at together.
     */
    @Override
    public CompletableFuture<@Nullable Long> history(Instant start, Instant end, @Nullable Long offset,
            Consumer<List<ChannelUpdate>> sink) {
        return summaries(day(start), day(end)).thenApply(nights -> {
            sink.accept(updates(NightsAndNaps.among(nights)));
            return null;
        });
    }

    private CompletableFuture<List<SleepSummary>> summaries(LocalDate first, LocalDate last) {
        List<SleepSummary> nights = new ArrayList<>();
        return api.sleepSummaries(first, last, nights::addAll).thenApply(done -> {
            nights.stream().flatMap(night -> night.events().stream()).filter(event -> event.kind().isEmpty())
                    .forEach(event -> unknownIds.seen(UnknownIds.Kind.NIGHT_EVENT, event.number()));
            return nights;
        });
    }

    @Override
    public Set<String> courseChannels() {
        return SleepChannels.SERIES_CHANNELS;
    }

    @Override
    public CompletableFuture<@Nullable Void> courses(Instant start, Instant end,
            Consumer<List<ChannelUpdate>> sink) {
        return summaries(day(start), day(end).plusDays(1)).thenCompose(rows -> courses(NightsAndNaps.sleeps(rows)
                .stream().filter(night -> !night.start().isBefore(start) && night.start().isBefore(end)), sink));
    }

    private CompletableFuture<@Nullable Void> courses(Stream<SleepSummary> sleeps,
            Consumer<List<ChannelUpdate>> sink) {
        return DataSource.oneByOne(sleeps.sorted(Comparator.comparing(SleepSummary::start)).toList(),
                sleep -> course(sleep.start(), sleep.end(), sleep.deviceId(), sink));
    }

    private CompletableFuture<@Nullable Void> course(Instant start, Instant end, @Nullable String deviceId,
            Consumer<List<ChannelUpdate>> sink) {
        return DataSource.unlessRefused(api.sleepPhases(start, end)).thenAccept(phases -> {
            phases.stream().map(SleepPhase::stateNumber).filter(number -> SleepState.of(number).isEmpty())
                    .forEach(number -> unknownIds.seen(UnknownIds.Kind.SLEEP_STATE, number));
            sink.accept(SleepChannels.phases(phases, deviceId));
        });
    }
}
