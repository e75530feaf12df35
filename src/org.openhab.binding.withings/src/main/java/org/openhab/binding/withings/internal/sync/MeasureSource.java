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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.StateType;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Reads the measurements of scales, blood pressure monitors, thermometers and watches.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeasureSource extends DataSource<MeasureGroup> {
    private static final String WEIGHT = MeasureType.WEIGHT.channel().channelId();
    private static final String HEIGHT = MeasureType.HEIGHT.channel().channelId();
    private static final String BODY_MASS_INDEX = MeasureChannels.BODY_MASS_INDEX.channelId();
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);
    /** Most people measure again within this time. */
    private static final Duration RECENTLY = Duration.ofDays(30);
    /** A page can have thousands of groups; bed events must not wait until all are mapped. */
    private static final int SLICE = 200;

    private final UnknownIds unknownIds;
    /** Returns the current state of a channel ID of the person's thing. */
    private final Function<String, @Nullable TimedState> shown;
    private final Executor executor;
    /** In metres by time. */
    private final NavigableMap<Instant, BigDecimal> heights = new TreeMap<>();
    private boolean heightsRead;

    public MeasureSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Executor executor, Clock clock) {
        super(Service.MEASURES, api, clock, MeasureGroup::date, MeasureGroup::modified);
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        return readHeights().thenAccept(sink).thenCompose(done -> changedRows(since, api::measures))
                .thenCompose(changed -> inSlices(changed.rows(), sink).thenApply(done -> {
                    sink.accept(bodyMassIndexOfNewHeight());
                    return changed.changes();
                }));
    }

    /** Reads all heights once: a height may have been entered many years ago. */
    private CompletableFuture<List<ChannelUpdate>> readHeights() {
        if (heightsRead) {
            return CompletableFuture.completedFuture(List.of());
        }
        return rows(page -> api.measures(MeasureType.HEIGHT.numbers(), BEGINNING, clock.instant(), page))
                .thenApply(found -> {
                    heightsRead = true;
                    return updates(found);
                });
    }

    /** Maps groups in several tasks, the newest groups first. */
    private CompletableFuture<@Nullable Void> inSlices(List<MeasureGroup> groups, Consumer<List<ChannelUpdate>> sink) {
        List<MeasureGroup> sorted = groups.stream().sorted(Comparator.comparing(MeasureGroup::date).reversed())
                .toList();
        CompletableFuture<@Nullable Void> done = CompletableFuture.completedFuture(null);
        for (int start = 0; start < sorted.size(); start += SLICE) {
            List<MeasureGroup> slice = sorted.subList(start, Math.min(start + SLICE, sorted.size()));
            done = done.thenRunAsync(() -> sink.accept(updates(slice)), executor);
        }
        return done;
    }

    private List<ChannelUpdate> updates(List<MeasureGroup> groups) {
        return MeasureChannels.updates(groups, heights, this::shownAt, unknownIds);
    }

    private @Nullable Instant shownAt(String channelId) {
        TimedState timed = shown.apply(channelId);
        return timed == null || timed.state() == UnDefType.UNDEF ? null : timed.time();
    }

    /** Updates the current body mass index, but not its history, if the height has changed since. */
    private List<ChannelUpdate> bodyMassIndexOfNewHeight() {
        TimedState weight = shown.apply(WEIGHT);
        BigDecimal kilograms = weight == null ? null : StateType.MASS.number(weight.state());
        if (weight == null || kilograms == null) {
            return List.of();
        }
        TimedState height = shown.apply(HEIGHT);
        State index = MeasureChannels.bodyMassIndex(kilograms,
                height == null ? null : StateType.HEIGHT.number(height.state()));
        TimedState before = shown.apply(BODY_MASS_INDEX);
        return index.equals(before == null ? UnDefType.UNDEF : before.state())
                ? List.of()
                : List.of(new ChannelUpdate(BODY_MASS_INDEX, new TreeMap<>(Map.of(weight.time(), index)), true));
    }

    @Override
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        return rows(page -> api.measures(span.start(), span.end().plusSeconds(1), page))
                .thenCompose(within -> correct(span, within, sink));
    }

    private CompletableFuture<@Nullable Void> correct(TimeSpan span, List<MeasureGroup> within,
            Consumer<List<ChannelUpdate>> sink) {
        MeasureChannels.Corrections corrections = new MeasureChannels.Corrections(span, within, heights, this::shownAt,
                unknownIds);
        Set<MeasureType> gone = corrections.gone();
        if (gone.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (gone.contains(MeasureType.HEIGHT)) {
            heights.clear();
            heightsRead = false;
        }
        Instant recently = span.start().minus(RECENTLY);
        return measures(gone, recently, span.start()).thenCompose(recent -> {
            List<MeasureGroup> before = new ArrayList<>(recent);
            return measures(corrections.missing(gone, recent), BEGINNING, recently).thenAccept(before::addAll)
                    .thenCompose(done -> readHeights()).thenAccept(done -> {
                        sink.accept(corrections.updates(gone, before));
                        sink.accept(bodyMassIndexOfNewHeight());
                    });
        });
    }

    private CompletableFuture<List<MeasureGroup>> measures(Set<MeasureType> types, Instant start, Instant end) {
        return types.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : rows(page -> api.measures(types.stream().flatMap(type -> type.numbers().stream()).toList(), start,
                        end.minusSeconds(1), page));
    }

    @Override
    public CompletableFuture<@Nullable Void> history(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        Instant last = end.isBefore(clock.instant().minus(Duration.ofDays(1))) ? end : end.plus(AHEAD);
        return readHeights().thenCompose(done -> rows(page -> api.measures(start, last, page)))
                .thenCompose(groups -> inSlices(groups, sink));
    }
}
