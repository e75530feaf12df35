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
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;

/**
 * Electrocardiograms and heart sounds.
 * <p>
 * Withings lists recordings by the time at which they were made, not by their changes, so the days before the mark are
 * always read again: a watch may upload a recording days later.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HeartSource implements DataSource {

    /**
     * An electrocardiogram with its curve, which is too long for a channel.
     */
    public record Electrocardiogram(Instant time, EcgSignal signal) {}

    /** A watch keeps its recordings for about five days until it finds its phone. */
    private static final Duration LATE_UPLOAD = Duration.ofDays(14);
    private static final Duration RECENTLY = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private final PersonApi api;
    private final UnknownIds unknownIds;
    private final Function<String, @Nullable TimedState> shown;
    private final Clock clock;

    /**
     * @param shown the present states of the person's thing by channel ID
     */
    public HeartSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Clock clock) {
        this.api = api;
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.HEART;
    }

    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        Instant start = since.minus(LATE_UPLOAD);
        Instant end = clock.instant().plus(PersonApi.CLOCK_TOLERANCE);
        return electrocardiograms(start, end).thenCompose(ecgs -> sounds(start, end).thenApply(sounds -> {
            List<HeartRecording> changed = Stream.concat(ecgs.stream(), sounds.stream())
                    .filter(row -> row.modified() == null || !row.lastChange().isBefore(since)).toList();
            sink.accept(updates(changed));
            sink.accept(HeartChannels.events(changed));
            List<HeartRecording> newRecordings = changed.stream()
                    .filter(row -> row.lastChange().isAfter(since) && row.lastChange().isBefore(end)).toList();
            Instant mark = newRecordings.stream().map(HeartRecording::lastChange).max(Instant::compareTo).orElse(since);
            // there are no notifications of sounds, so they are no sign that notifications are lost
            return Changes.of(mark, newRecordings.stream().filter(ecgs::contains).toList(), HeartRecording::lastChange);
        }));
    }

    /**
     * @return the electrocardiograms from a start to before an end
     */
    private CompletableFuture<List<HeartRecording>> electrocardiograms(Instant start, Instant end) {
        List<HeartRecording> found = new ArrayList<>();
        return api.heartRecordings(start, end, found::addAll).thenApply(done -> found.stream()
                .filter(row -> row.electrocardiogram() != null && row.time().isBefore(end)).toList());
    }

    private CompletableFuture<List<HeartRecording>> sounds(Instant start, Instant end) {
        List<HeartRecording> sounds = new ArrayList<>();
        return DataSource.unlessRefused(
                api.stethoscopeRecordings(start, end, sounds::addAll).thenApply(done -> sounds));
    }

    /**
     * Only electrocardiograms are corrected; there are no notifications of sounds.
     */
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
                    ? lastBefore(span.start())
                            .thenAccept(before -> sink.accept(ChannelUpdate.corrections(span,
                                    HeartChannels.LAST_ECG.stream().map(ChannelDefinition::channelId),
                                    HeartChannels.updates(Stream.concat(before.stream(), within.stream()).toList()))))
                    : CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<List<HeartRecording>> lastBefore(Instant time) {
        return electrocardiograms(time.minus(RECENTLY), time).thenCompose(recent -> recent.isEmpty()
                ? electrocardiograms(Instant.EPOCH, time)
                : CompletableFuture.completedFuture(recent));
    }

    @Override
    public CompletableFuture<@Nullable Long> history(Instant start, Instant end, @Nullable Long offset,
            Consumer<List<ChannelUpdate>> sink) {
        CompletableFuture<List<HeartRecording>> sounds = offset == null
                ? sounds(start, end)
                : CompletableFuture.completedFuture(List.of());
        return sounds.thenCompose(soundRecordings -> api.heartRecordings(start, end, offset).thenApply(page -> {
            sink.accept(updates(Stream.concat(soundRecordings.stream(), page.rows().stream()).toList()));
            return page.next();
        }));
    }

    private List<ChannelUpdate> updates(List<HeartRecording> recordings) {
        HeartChannels.noteUnknown(recordings, unknownIds);
        return HeartChannels.updates(recordings);
    }

    /**
     * Reads the last electrocardiogram of the year before a time, with its curve.
     *
     * @return null if there is none; a {@link org.openhab.binding.withings.internal.api.WithingsException} if
     *         Withings could not be asked
     */
    public static CompletableFuture<@Nullable Electrocardiogram> electrocardiogramBefore(Instant time, PersonApi api) {
        List<HeartRecording> recordings = new ArrayList<>();
        return api.heartRecordings(time.minus(YEAR), time, recordings::addAll)
                .thenCompose(done -> recordings.stream()
                        .filter(recording -> recording.time().isBefore(time) && recording.signalId() != null)
                        .max(Comparator.comparing(HeartRecording::time)).map(recording -> withCurve(recording, api))
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private static CompletableFuture<@Nullable Electrocardiogram> withCurve(HeartRecording recording, PersonApi api) {
        Long signalId = recording.signalId();
        return signalId == null
                ? CompletableFuture.completedFuture(null)
                : api.ecgSignal(signalId).thenApply(signal -> new Electrocardiogram(recording.time(), signal));
    }
}
