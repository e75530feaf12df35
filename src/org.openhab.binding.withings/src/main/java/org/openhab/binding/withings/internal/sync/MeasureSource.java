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
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.StateType;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Measurements of scales, blood pressure monitors, thermometers and watches, and the body mass index.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeasureSource implements DataSource {
    private static final String WEIGHT = MeasureType.WEIGHT.channel().channelId();
    private static final String HEIGHT = MeasureType.HEIGHT.channel().channelId();
    private static final String BODY_MASS_INDEX = MeasureChannels.BODY_MASS_INDEX.channelId();
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);
    /** After changes over a longer time the import can be repeated. */
    private static final Duration LONGEST_CORRECTION = Duration.ofDays(366);
    /** Most people measure again within this time. */
    private static final Duration RECENTLY = Duration.ofDays(30);
    /** A page can have thousands of groups; the executor must be free for bed events in between. */
    private static final int SLICE = 200;

    private final PersonApi api;
    private final UnknownIds unknownIds;
    private final Function<String, @Nullable TimedState> shown;
    private final Executor executor;
    private final Clock clock;
    /** In metres by time. */
    private final NavigableMap<Instant, BigDecimal> heights = new TreeMap<>();
    private boolean heightsRead;

    /**
     * @param shown the present states of the person's thing by channel ID
     * @param executor the account's executor
     */
    public MeasureSource(PersonApi api, UnknownIds unknownIds, Function<String, @Nullable TimedState> shown,
            Executor executor, Clock clock) {
        this.api = api;
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.MEASURES;
    }

    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        List<MeasureGroup> groups = new ArrayList<>();
        return readHeights().thenAccept(sink).thenCompose(done -> api.measures(since, groups::addAll))
                .thenCompose(mark -> inSlices(groups, sink).thenApply(done -> {
                    sink.accept(bodyMassIndexOfNewHeight());
                    return Changes.of(mark, groups.stream().filter(group -> group.modified().isAfter(since)).toList(),
                            MeasureGroup::modified);
                }));
    }

    /**
     * The height is entered once in many years, so all heights are read whatever their time.
     *
     * @return the heights to show, none if they have been read before
     */
    private CompletableFuture<List<ChannelUpdate>> readHeights() {
        if (heightsRead) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<MeasureGroup> found = new ArrayList<>();
        return api.measures(MeasureType.HEIGHT.numbers(), BEGINNING, clock.instant().plus(PersonApi.CLOCK_TOLERANCE),
                found::addAll).thenApply(done -> {
                    heightsRead = true;
                    return updates(found);
                });
    }

    /**
     * Works through groups in tasks of their own, the newest groups first.
     */
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

    /**
     * The body mass index of a weight is derived from the height of its time. Only for the weight shown, a height that
     * was measured or deleted afterwards counts.
     */
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
        if (span.length().compareTo(LONGEST_CORRECTION) > 0) {
            return CompletableFuture.completedFuture(null);
        }
        List<MeasureGroup> within = new ArrayList<>();
        return api.measures(span.start(), span.end().plusSeconds(1), within::addAll)
                .thenCompose(done -> correct(span, within, sink));
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
        List<MeasureGroup> before = new ArrayList<>();
        Instant recently = span.start().minus(RECENTLY);
        return measuresBefore(gone, recently, span.start(), before)
                .thenCompose(done -> measuresBefore(corrections.missing(gone, before), BEGINNING, recently, before))
                .thenCompose(done -> readHeights()).thenAccept(done -> {
                    sink.accept(corrections.updates(gone, before, heights));
                    sink.accept(bodyMassIndexOfNewHeight());
                });
    }

    private CompletableFuture<@Nullable Void> measuresBefore(Set<MeasureType> types, Instant start, Instant end,
            List<MeasureGroup> found) {
        return types.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : api.measures(types.stream().flatMap(type -> type.numbers().stream()).toList(), start, end,
                        groups -> groups.stream().filter(group -> group.date().isBefore(end)).forEach(found::add));
    }

    @Override
    public CompletableFuture<@Nullable Long> history(Instant start, Instant end, @Nullable Long offset,
            Consumer<List<ChannelUpdate>> sink) {
        return readHeights().thenCompose(done -> api.measures(start, end, offset))
                .thenCompose(page -> inSlices(page.rows(), sink).thenApply(done -> page.next()));
    }
}
