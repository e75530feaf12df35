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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.HeartRecording;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;

/**
 * What watches, blood pressure monitors and stethoscopes record of the heart.
 * <p>
 * Withings tells recordings by the time at which they were made, not by their changes, so those of the time before the
 * last change are looked at again: a watch may bring one days later.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HeartSource implements DataSource {
    /** A watch keeps what it has recorded for about five days until it finds its phone. */
    static final Duration LATE_UPLOAD = Duration.ofDays(14);
    /** Nobody notifies of sounds, and they are listened to rarely. */
    private static final Duration SOUNDS_INTERVAL = Duration.ofHours(1);
    /** Clocks differ, but not by that much; what is later is not asked for. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final PersonCloud cloud;
    private final UnknownIds unknownIds;
    private final Clock clock;
    /** When the recordings were made that came with the last changes. */
    private volatile List<Instant> lastChanged = List.of();
    private Instant soundsAsked = Instant.MIN;
    /** From when on to look for sounds, null if nobody should now. */
    private @Nullable Instant soundsWanted;

    public HeartSource(PersonCloud cloud, UnknownIds unknownIds, Clock clock) {
        this.cloud = cloud;
        this.unknownIds = unknownIds;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.HEART;
    }

    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        Instant start = since.minus(LATE_UPLOAD);
        Instant end = clock.instant().plus(CLOCK_TOLERANCE);
        Latest latest = new Latest(since, end);
        List<Instant> recorded = Collections.synchronizedList(new ArrayList<>());
        return cloud.heartRecordings(start, end, page -> {
            page.forEach(latest::see);
            page.stream().filter(row -> row.lastChange().isAfter(since)).map(HeartRecording::time)
                    .forEach(recorded::add);
            List<HeartRecording> changed = page.stream()
                    .filter(row -> row.modified() == null || !row.lastChange().isBefore(since)).toList();
            List<ChannelUpdate> updates = new ArrayList<>(updates(changed));
            updates.addAll(HeartChannels.events(changed));
            sink.accept(updates);
        }).thenApply(none -> {
            lastChanged = List.copyOf(recorded);
            synchronized (this) {
                Instant now = clock.instant();
                if (soundsAsked.isAfter(now) || !soundsAsked.isAfter(now.minus(SOUNDS_INTERVAL))) {
                    soundsWanted = start;
                }
            }
            return latest.time();
        });
    }

    @Override
    public boolean explains(TimeSpan span) {
        return lastChanged.stream().anyMatch(span::contains);
    }

    @Override
    public synchronized int followUps() {
        return soundsWanted == null ? 0 : 1;
    }

    @Override
    public CompletableFuture<@Nullable Void> followUp(Consumer<List<ChannelUpdate>> sink) {
        Instant start;
        Instant now = clock.instant();
        synchronized (this) {
            start = soundsWanted;
        }
        if (start == null) {
            return CompletableFuture.completedFuture(null);
        }
        return sounds(start, now.plus(CLOCK_TOLERANCE)).thenAccept(sounds -> {
            sink.accept(updates(sounds));
            synchronized (this) {
                soundsAsked = now;
                soundsWanted = null;
            }
        });
    }

    /**
     * Nobody notifies of sounds, so they say nothing about whether notifications arrive: they do not count as changes.
     */
    private CompletableFuture<List<HeartRecording>> sounds(Instant start, Instant end) {
        List<HeartRecording> sounds = new ArrayList<>();
        return cloud.stethoscopeRecordings(start, end, sounds::addAll).handle((none, thrown) -> {
            if (thrown == null || WithingsException.of(thrown).failure() == Failure.INVALID_REQUEST) {
                return CompletableFuture.completedFuture(sounds);
            }
            return CompletableFuture.<List<HeartRecording>>failedFuture(thrown);
        }).thenCompose(result -> result);
    }

    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        CompletableFuture<List<HeartRecording>> sounds = offset == null
                ? sounds(start, end)
                : CompletableFuture.completedFuture(List.of());
        return sounds.thenCompose(heard -> cloud.heartRecordings(start, end, offset).thenApply(page -> {
            List<HeartRecording> rows = new ArrayList<>(heard);
            rows.addAll(page.rows());
            return new HistoryPage(updates(rows), page.next());
        }));
    }

    private List<ChannelUpdate> updates(List<HeartRecording> recordings) {
        HeartChannels.tellUnknown(recordings, unknownIds);
        return HeartChannels.updates(recordings);
    }

    /**
     * The latest change that can be true.
     */
    private static final class Latest {
        private final Instant end;
        private Instant time;

        Latest(Instant since, Instant end) {
            this.time = since;
            this.end = end;
        }

        void see(HeartRecording recording) {
            Instant change = recording.lastChange();
            if (change.isAfter(time) && change.isBefore(end)) {
                time = change;
            }
        }

        Instant time() {
            return time;
        }
    }
}
