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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.Heights;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.MeasureCorrections;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.SIUnits;

/**
 * What scales, blood pressure monitors, thermometers and watches measure, and what follows from it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeasureSource implements DataSource {
    private static final String WEIGHT = MeasureType.WEIGHT.channels().get(0).channelId();
    private static final String HEIGHT = MeasureType.HEIGHT.channels().get(0).channelId();
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);
    /** Whoever edits years at once is better served by reading the past once more. */
    private static final Duration LONGEST_CORRECTION = Duration.ofDays(366);
    /** Most people measure again within this time. */
    private static final Duration RECENTLY = Duration.ofDays(30);
    /** Clocks differ. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    private final PersonCloud cloud;
    private final UnknownIds unknownIds;
    private final Shown shown;
    private final Clock clock;
    private Heights heights = Heights.NONE;
    private boolean allHeightsKnown;
    /** The first and the last groups of the page before, by the time of measurement. */
    private List<MeasureGroup> edges = List.of();
    /** When the groups were measured that came new with the last changes. */
    private volatile List<Instant> lastAdded = List.of();

    /**
     * @param shown what the person's thing shows of the measures
     */
    public MeasureSource(PersonCloud cloud, UnknownIds unknownIds, Shown shown, Clock clock) {
        this.cloud = cloud;
        this.unknownIds = unknownIds;
        this.shown = shown;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.MEASURES;
    }

    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        forgetEdges();
        List<Instant> added = Collections.synchronizedList(new ArrayList<>());
        return height().thenCompose(known -> {
            sink.accept(bodyMassIndexThatIsOverdue(known));
            return cloud.measures(since, groups -> {
                groups.stream().filter(group -> !group.edited() && group.modified().isAfter(since))
                        .map(MeasureGroup::date).forEach(added::add);
                List<ChannelUpdate> updates = updates(groups);
                sink.accept(updates);
                if (updates.stream().anyMatch(update -> update.channelId().equals(HEIGHT))) {
                    sink.accept(bodyMassIndex(newestWeight(updates), learn(Heights.NONE).newest()));
                }
            });
        }).whenComplete((newest, thrown) -> lastAdded = List.copyOf(added));
    }

    /**
     * A moment in which something new was measured has been told of for that reason.
     */
    @Override
    public boolean explains(TimeSpan span) {
        return span.isMomentary() && lastAdded.stream().anyMatch(span::contains);
    }

    @Override
    public boolean corrects() {
        return true;
    }

    @Override
    public CompletableFuture<@Nullable Void> corrections(List<TimeSpan> spans, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        List<TimeSpan> sensible = spans.stream().filter(span -> span.length().compareTo(LONGEST_CORRECTION) <= 0)
                .toList();
        CompletableFuture<@Nullable Void> corrected = CompletableFuture.completedFuture(null);
        for (TimeSpan span : TimeSpan.joined(sensible)) {
            corrected = corrected.thenCompose(done -> corrections(span, since, sink));
        }
        return corrected;
    }

    private CompletableFuture<@Nullable Void> corrections(TimeSpan span, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        List<MeasureGroup> within = new ArrayList<>();
        return height().thenCompose(known -> cloud.measures(span.start(), span.end().plusSeconds(1), within::addAll)
                .thenCompose(done -> correct(new MeasureCorrections(span, within, known, unknownIds, this::shownAt),
                        span, since,
                        sink)));
    }

    private @Nullable Instant shownAt(String channelId) {
        TimedState timed = shown.of(channelId);
        return timed == null ? null : timed.time();
    }

    private CompletableFuture<@Nullable Void> correct(MeasureCorrections corrections, TimeSpan span, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        Set<MeasureType> inDoubt = corrections.inDoubt(since);
        if (inDoubt.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        boolean otherHeight = inDoubt.contains(MeasureType.HEIGHT);
        if (otherHeight) {
            forgetHeights();
        }
        List<MeasureGroup> before = new ArrayList<>();
        Instant recently = span.start().minus(RECENTLY);
        return measures(inDoubt, recently, span.start(), before)
                .thenCompose(done -> measures(corrections.without(before, inDoubt), BEGINNING, recently, before))
                .thenCompose(done -> otherHeight ? allHeights() : height()).thenAccept(known -> {
                    sink.accept(corrections.updates(inDoubt, before, known));
                    if (otherHeight) {
                        sink.accept(bodyMassIndex(shown.of(WEIGHT), known.newest()));
                    }
                });
    }

    /**
     * Asks for what was measured before an end.
     */
    private CompletableFuture<@Nullable Void> measures(Set<MeasureType> types, Instant start, Instant end,
            List<MeasureGroup> found) {
        return types.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : cloud.measures(types.stream().flatMap(type -> type.numbers().stream()).toList(), start, end,
                        groups -> groups.stream().filter(group -> group.date().isBefore(end)).forEach(found::add));
    }

    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        if (offset == null) {
            forgetEdges();
        }
        return allHeights().thenCompose(known -> cloud.measures(start, end, offset))
                .thenApply(page -> new HistoryPage(updates(page.rows()), page.next()));
    }

    /**
     * A height is typed in once in many years, and what has changed since the last time tells nothing of it. The one
     * shown is enough for new weights.
     */
    private CompletableFuture<Heights> height() {
        TimedState height = shown.of(HEIGHT);
        BigDecimal metres = inUnit(height, SIUnits.METRE);
        return height == null || metres == null
                ? allHeights()
                : CompletableFuture.completedFuture(learn(new Heights(new TreeMap<>(Map.of(height.time(), metres)))));
    }

    /**
     * Asks how tall the person has been, once.
     */
    private CompletableFuture<Heights> allHeights() {
        synchronized (this) {
            if (allHeightsKnown) {
                return CompletableFuture.completedFuture(heights);
            }
        }
        List<MeasureGroup> found = new ArrayList<>();
        return cloud.measures(MeasureType.HEIGHT.numbers(), BEGINNING, clock.instant().plus(TOLERANCE), found::addAll)
                .thenApply(done -> {
                    synchronized (this) {
                        allHeightsKnown = true;
                    }
                    return learn(Heights.of(MeasureChannels.updates(found, Heights.NONE, unknownIds)));
                });
    }

    private synchronized void forgetEdges() {
        edges = List.of();
    }

    private synchronized void forgetHeights() {
        heights = Heights.NONE;
        allHeightsKnown = false;
    }

    private synchronized Heights learn(Heights news) {
        heights = heights.with(news);
        return heights;
    }

    private List<ChannelUpdate> updates(List<MeasureGroup> page) {
        List<ChannelUpdate> updates = MeasureChannels.updates(withThoseOfTheSameSecond(page), learn(Heights.NONE),
                unknownIds);
        learn(Heights.of(updates));
        return updates;
    }

    /**
     * Which of two groups of the same second counts can only be told from both, and a page may end between them.
     *
     * @return the groups of the page with those of the page before that may belong to one of them
     */
    private synchronized List<MeasureGroup> withThoseOfTheSameSecond(List<MeasureGroup> page) {
        LongSummaryStatistics seconds = page.stream().mapToLong(group -> group.date().getEpochSecond())
                .summaryStatistics();
        List<MeasureGroup> groups = new ArrayList<>(page);
        edges.stream().filter(group -> isEdge(group, seconds)).forEach(groups::add);
        edges = page.stream().filter(group -> isEdge(group, seconds)).toList();
        return groups;
    }

    private static boolean isEdge(MeasureGroup group, LongSummaryStatistics seconds) {
        long second = group.date().getEpochSecond();
        return second == seconds.getMin() || second == seconds.getMax();
    }

    /**
     * While the past is imported, the index goes with the height of that time, so a height that was measured after the
     * last weight counts only now.
     *
     * @return the update for the weight shown, none where its index goes with the height shown
     */
    private List<ChannelUpdate> bodyMassIndexThatIsOverdue(Heights known) {
        BigDecimal heightShown = inUnit(shown.of(HEIGHT), SIUnits.METRE);
        BigDecimal metres = heightShown == null ? known.newest() : heightShown;
        TimedState index = shown.of(MeasureChannels.BODY_MASS_INDEX.channelId());
        return metres == null
                ? List.of()
                : bodyMassIndex(shown.of(WEIGHT), metres).stream()
                        .filter(update -> index == null || !update.state().equals(index.state())).toList();
    }

    /**
     * @return the weight that is shown after some updates
     */
    private @Nullable TimedState newestWeight(List<ChannelUpdate> updates) {
        TimedState before = shown.of(WEIGHT);
        return updates.stream().filter(update -> update.channelId().equals(WEIGHT))
                .filter(update -> before == null || !update.time().isBefore(before.time())).findFirst()
                .map(update -> new TimedState(update.time(), update.state())).orElse(before);
    }

    /**
     * @param weight the newest weight, whose time may be long ago
     * @param metres the newest height, null when there is none any more
     */
    private static List<ChannelUpdate> bodyMassIndex(@Nullable TimedState weight, @Nullable BigDecimal metres) {
        BigDecimal kilograms = inUnit(weight, SIUnits.KILOGRAM);
        return weight == null || kilograms == null
                ? List.of()
                : List.of(new ChannelUpdate(MeasureChannels.BODY_MASS_INDEX.channelId(),
                        new TreeMap<>(Map.of(weight.time(), MeasureChannels.bodyMassIndex(kilograms, metres))),
                        true));
    }

    private static @Nullable BigDecimal inUnit(@Nullable TimedState timed, Unit<?> unit) {
        QuantityType<?> converted = timed != null && timed.state()instanceof QuantityType<?> quantity
                ? quantity.toUnit(unit)
                : null;
        return converted == null ? null : converted.toBigDecimal();
    }
}
