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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;

/**
 * Reads electrocardiograms and stethoscope recordings.
 * <p>
 * Withings lists them by recording time, not by modification, so the days before the last modification are always read
 * again: a watch may upload a recording days later.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HeartSource extends DataSource<HeartRecording> {
    /** The signal of an electrocardiogram and the time of the recording. */
    public record Electrocardiogram(Instant time, EcgSignal signal) {}

    /** A watch keeps recordings for about five days without its phone. */
    private static final Duration LATE_UPLOAD = Duration.ofDays(14);
    private static final Duration YEAR = Duration.ofDays(365);

    private final UnknownIds unknownIds;
    /** Returns the current state of a channel ID of the person's thing. */
    private final Function<String, @Nullable TimedState> shown;

    public HeartSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Clock clock) {
        super(Service.HEART, api, clock, HeartRecording::time, HeartRecording::modified);
        this.unknownIds = unknownIds;
        this.shown = shown;
    }

    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        Instant start = since.minus(LATE_UPLOAD);
        Instant now = clock.instant();
        Instant end = now.plus(AHEAD);
        return electrocardiograms(start, end).thenCompose(ecgs -> sounds(start, end).thenApply(sounds -> {
            List<HeartRecording> changed = Stream.concat(ecgs.stream(), sounds.stream())
                    .filter(row -> row.modified() == null || !row.lastChange().isBefore(since)).toList();
            sink.accept(updates(changed));
            sink.accept(HeartChannels.events(changed));
            List<HeartRecording> newRecordings = changed.stream()
                    .filter(row -> row.lastChange().isAfter(since)
                            && row.lastChange().isBefore(now.plus(PersonApi.MODIFIED_TOLERANCE)))
                    .toList();
            Instant mark = newRecordings.stream().map(HeartRecording::lastChange).max(Instant::compareTo).orElse(since);
            // without stethoscope recordings: they are never notified, so they do not prove lost notifications
            return new Changes(mark, newRecordings.stream().filter(ecgs::contains).map(HeartRecording::lastChange)
                    .collect(Collectors.toSet()));
        }));
    }

    /** Returns the electrocardiograms from start to end, exclusive. */
    private CompletableFuture<List<HeartRecording>> electrocardiograms(Instant start, Instant end) {
        return rows(page -> api.heartRecordings(start, end, page)).thenApply(found -> found.stream()
                .filter(row -> row.electrocardiogram() != null && row.time().isBefore(end)).toList());
    }

    private CompletableFuture<List<HeartRecording>> sounds(Instant start, Instant end) {
        return unlessRefused(rows(page -> api.stethoscopeRecordings(start, end, page)));
    }

    /** Only electrocardiograms are corrected; stethoscope recordings are not notified. */
    @Override
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        TimedState last = shown.apply(HeartChannels.TIME.channelId());
        if (last == null || last.time().isBefore(span.start())) {
            return CompletableFuture.completedFuture(null);
        }
        return electrocardiograms(span.start(), span.end().plusSeconds(1)).thenCompose(within -> {
            boolean gone = span.contains(last.time())
                    ? within.stream().noneMatch(row -> row.time().equals(last.time()))
                    : within.isEmpty();
            return gone
                    ? electrocardiograms(Instant.EPOCH, span.start())
                            .thenAccept(before -> sink.accept(ChannelUpdate.corrections(span,
                                    HeartChannels.LAST_ECG.stream().map(ChannelDefinition::channelId),
                                    HeartChannels.updates(Stream.concat(before.stream(), within.stream()).toList()))))
                    : CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> history(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        return electrocardiograms(start, end).thenCompose(ecgs -> sounds(start, end).thenAccept(
                sounds -> sink.accept(updates(Stream.concat(ecgs.stream(), sounds.stream()).toList()))));
    }

    private List<ChannelUpdate> updates(List<HeartRecording> recordings) {
        HeartChannels.noteUnknown(recordings, unknownIds);
        return HeartChannels.updates(recordings);
    }

    /** Reads the signal of the last electrocardiogram in the year before a time; null if there is none. */
    public static CompletableFuture<@Nullable Electrocardiogram> electrocardiogramBefore(Instant time, PersonApi api) {
        List<HeartRecording> recordings = new ArrayList<>();
        return api.heartRecordings(time.minus(YEAR), time, recordings::addAll).thenCompose(done -> {
            HeartRecording last = recordings.stream()
                    .filter(recording -> recording.time().isBefore(time) && recording.signalId() != null)
                    .max(Comparator.comparing(HeartRecording::time)).orElse(null);
            Long signalId = last == null ? null : last.signalId();
            return last == null || signalId == null
                    ? CompletableFuture.completedFuture(null)
                    : api.ecgSignal(signalId).thenApply(signal -> new Electrocardiogram(last.time(), signal));
        });
    }
}
