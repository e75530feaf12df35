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
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.NightsAndNaps;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportPosition;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;

/**
 * Reads nights and naps, and their sleep phases.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SleepSource extends DataSource<SleepSummary> {
    /** How many days before a change are read, to find the previous nap. */
    private static final int DAYS_BEFORE = 3;
    private static final Duration RECENT_NIGHTS = Duration.ofDays(7);
    private static final Duration LAST_DAY = Duration.ofDays(1);
    private static final LocalDate BEGINNING = day(ImportPosition.FIRST_SCALE);

    private final UnknownIds unknownIds;
    /** Returns the current state of a channel ID of the person's thing. */
    private final Function<String, @Nullable TimedState> shown;
    /** Receives the end of each last night that a sleep monitor has completed as a bed event. */
    private final Consumer<BedEvent> bed;
    /** The rows of the last reading, some of which are returned again; null before the first reading. */
    private @Nullable List<SleepSummary> rowsBefore;

    public SleepSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Consumer<BedEvent> bed, Clock clock) {
        super(Service.SLEEP, api, clock, SleepSummary::end, SleepSummary::modified);
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.bed = bed;
    }

    /**
     * Withings returns changed rows only, but all rows of a day and its neighbours are needed to tell nights from naps.
     * After a start the last days are read even without changes, for the bed presence, and the sleep phases of the last
     * 24 hours, because the current night may not have a summary yet.
     */
    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        List<SleepSummary> before = rowsBefore;
        return changedRows(since, api::sleepSummaries).thenCompose(changed -> {
            List<SleepSummary> fresh = changed.rows().stream().filter(row -> before == null || !before.contains(row))
                    .toList();
            TreeSet<LocalDate> dates = fresh.stream().map(SleepSummary::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (before == null) {
                dates.add(day(clock.instant()));
            }
            if (dates.isEmpty()) {
                return CompletableFuture.completedFuture(changed.changes());
            }
            LocalDate first = dates.first().minusDays(DAYS_BEFORE);
            LocalDate last = dates.last().plusDays(1);
            return summaries(first, last).thenCompose(all -> {
                sink.accept(presentUpdates(NightsAndNaps.among(all).within(first, last), first));
                bedLeft(before == null ? all : fresh);
                Instant now = clock.instant();
                List<SleepSummary> recent = NightsAndNaps.sleeps(all).stream().filter(
                        night -> fresh.contains(night) && night.end().isAfter(now.minus(RECENT_NIGHTS))).toList();
                return before == null && recent.isEmpty()
                        ? phases(now.minus(LAST_DAY), now, null, sink)
                        : intraday(recent.stream(), sink);
            }).thenApply(done -> {
                rowsBefore = changed.rows();
                return changed.changes();
            });
        });
    }

    private static List<ChannelUpdate> updates(NightsAndNaps sleep) {
        List<ChannelUpdate> updates = new ArrayList<>(SleepChannels.lastNight(sleep.nights()));
        updates.addAll(NapChannels.lastNap(sleep));
        if (!sleep.naps().isEmpty()) {
            updates.addAll(NapChannels.count(sleep));
        }
        return updates;
    }

    /** Returns also updates that remove the nap shown if there is none any more since the first day. */
    private List<ChannelUpdate> presentUpdates(NightsAndNaps sleep, LocalDate first) {
        List<ChannelUpdate> updates = new ArrayList<>(updates(sleep));
        updates.addAll(moved(SleepChannels.END, sleep.nights(), updates));
        updates.addAll(moved(NapChannels.END, sleep.naps(), updates));
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

    /** If a later part has moved the end of the night or nap shown, its values replace those sent for the old end. */
    private List<ChannelUpdate> moved(ChannelDefinition end, List<SleepSummary> sleeps, List<ChannelUpdate> updates) {
        Instant before = shownTime(end);
        SleepSummary moved = before == null
                ? null
                : sleeps.stream().filter(sleep -> sleep.start().isBefore(before) && before.isBefore(sleep.end()))
                        .findFirst().orElse(null);
        if (before == null || moved == null) {
            return List.of();
        }
        TimeSpan span = new TimeSpan(before, moved.end());
        return updates.stream().filter(update -> update.history() && update.states().containsKey(moved.end()))
                .filter(update -> !update.channelId().equals(SleepChannels.EVENT.channelId()))
                .map(update -> update.replacing(span)).toList();
    }

    private @Nullable Instant shownTime(ChannelDefinition channel) {
        TimedState timed = shown.apply(channel.channelId());
        return timed != null && timed.state()instanceof DateTimeType time ? time.getInstant() : null;
    }

    /** Reports the end of each monitor's last night, in case the bed-out notification was lost. */
    private void bedLeft(Collection<SleepSummary> nights) {
        Set<@Nullable String> monitors = new HashSet<>();
        nights.stream().filter(night -> night.isFromSleepMonitor() && night.completed())
                .sorted(Comparator.comparing(SleepSummary::end).reversed())
                .filter(night -> monitors.add(night.deviceId()))
                .forEach(night -> bed.accept(new BedEvent(BedEvent.Kind.OUT, night.end(), night.deviceId())));
    }

    /** Chooses the night and nap to show again. Persisted phases of a deleted night are not removed. */
    @Override
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        return summaries(day(span.start()), day(span.end())).thenCompose(rows -> {
            boolean nightGone = isGone(SleepChannels.END, span, rows);
            boolean napGone = isGone(NapChannels.END, span, rows);
            if (!nightGone && !napGone) {
                return CompletableFuture.completedFuture(null);
            }
            return summaries(BEGINNING, day(span.end())).thenAccept(all -> {
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

    private List<ChannelUpdate> corrected(TimeSpan span, ChannelDefinition end, List<ChannelUpdate> channels,
            List<ChannelUpdate> left) {
        TimedState timed = shown.apply(end.channelId());
        Instant shownEnd = shownTime(end);
        // updates of a night or nap are dated at the end of its day, so the span has to include it
        TimeSpan corrected = timed != null && shownEnd != null && span.contains(shownEnd)
                && timed.time().isAfter(span.end()) ? new TimeSpan(span.start(), timed.time()) : span;
        return ChannelUpdate.corrections(span, channels.stream().map(ChannelUpdate::channelId), left).stream()
                .map(update -> update.correcting(corrected)).toList();
    }

    /** A day may have several rows, so all rows are mapped together. */
    @Override
    public CompletableFuture<@Nullable Void> history(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        return summaries(day(start), day(end)).thenAccept(
                nights -> sink.accept(updates(NightsAndNaps.among(nights).within(day(start), day(end)))));
    }

    /** Returns the rows from the day before to the day after, which may have parts of the same nights. */
    private CompletableFuture<List<SleepSummary>> summaries(LocalDate first, LocalDate last) {
        return rows(page -> api.sleepSummaries(first.minusDays(1), last.plusDays(1), page)).thenApply(nights -> {
            nights.stream().flatMap(night -> night.events().stream()).filter(event -> event.kind().isEmpty())
                    .forEach(event -> unknownIds.seen(UnknownIds.Kind.NIGHT_EVENT, event.number()));
            return nights;
        });
    }

    @Override
    public Set<String> intradayChannels() {
        return SleepChannels.SERIES_CHANNELS;
    }

    @Override
    public CompletableFuture<@Nullable Void> intraday(Instant start, Instant end,
            Consumer<List<ChannelUpdate>> sink) {
        return summaries(day(start), day(end)).thenCompose(rows -> intraday(NightsAndNaps.sleeps(rows)
                .stream().filter(night -> !night.start().isBefore(start) && night.start().isBefore(end)), sink));
    }

    private CompletableFuture<@Nullable Void> intraday(Stream<SleepSummary> sleeps,
            Consumer<List<ChannelUpdate>> sink) {
        return oneByOne(sleeps.sorted(Comparator.comparing(SleepSummary::start)).toList(),
                sleep -> phases(sleep.start(), sleep.end(), sleep.deviceId(), sink));
    }

    private CompletableFuture<@Nullable Void> phases(Instant start, Instant end, @Nullable String deviceId,
            Consumer<List<ChannelUpdate>> sink) {
        return unlessRefused(api.sleepPhases(start, end)).thenAccept(phases -> {
            phases.stream().map(SleepPhase::stateNumber).filter(number -> SleepState.of(number).isEmpty())
                    .forEach(number -> unknownIds.seen(UnknownIds.Kind.SLEEP_STATE, number));
            sink.accept(SleepChannels.phases(phases, deviceId));
        });
    }
}
