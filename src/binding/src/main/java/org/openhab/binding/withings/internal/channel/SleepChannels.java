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
package org.openhab.binding.withings.internal.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From nights and sleep phases to the channels of sleep.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SleepChannels {

    /** When the person lay down. */
    public static final ChannelDefinition START = new ChannelDefinition(ChannelGroup.SLEEP, "start", StateType.TIME);
    /** When the person got up. */
    public static final ChannelDefinition END = new ChannelDefinition(ChannelGroup.SLEEP, "end", StateType.TIME);
    /** How deep the sleep was, through the night. */
    public static final ChannelDefinition STATE = new ChannelDefinition(ChannelGroup.SLEEP, "state",
            StateType.SLEEP_STATE);

    private static final int SLEEP_MONITOR = 32;

    private SleepChannels() {
    }

    /**
     * Every channel of the summary gets its update: UNDEF where last night has no such number. Earlier nights become
     * the history of the values; each night's values are true from its end. What is told of a day later counts, even
     * where it ended earlier: a night may be told after a nap, and a correction may end the night sooner.
     *
     * @param nights records of one person in any order, among them all those of the newest day: a nap alone would
     *            pass for the night
     * @return the updates, none without a record
     */
    public static List<ChannelUpdate> lastNight(Collection<SleepSummary> nights) {
        List<SleepSummary> mainNights = mainNights(nights);
        if (mainNights.isEmpty()) {
            return List.of();
        }
        SleepSummary last = mainNights.get(mainNights.size() - 1);
        Instant dayEnd = last.date().plusDays(1).atStartOfDay(last.zone()).toInstant();
        List<ChannelUpdate> updates = new ArrayList<>();
        updates.add(ChannelUpdate.of(START.channelId(), dayEnd, new DateTimeType(last.start())));
        updates.add(ChannelUpdate.of(END.channelId(), dayEnd, new DateTimeType(last.end())));
        for (SleepField field : SleepField.values()) {
            NavigableMap<Instant, State> states = new TreeMap<>();
            for (SleepSummary night : mainNights) {
                State state = field.state(night.values());
                if (state != UnDefType.UNDEF) {
                    states.put(night.end(), state);
                }
            }
            states.putIfAbsent(last.end(), UnDefType.UNDEF);
            updates.add(new ChannelUpdate(field.channel().channelId(), states, true, dayEnd));
        }
        return updates;
    }

    /**
     * Tells nights from naps: of all records with the same day of waking, the longest is the night. Where a tracker
     * and a sleep monitor watched the same night, the sleep monitor's record counts, because it knows more.
     *
     * @param records records of one person in any order; of several versions of a record the one modified last counts
     * @return one record for each day, the earliest first
     */
    public static List<SleepSummary> mainNights(Collection<SleepSummary> records) {
        return newestVersions(records).stream().filter(record -> record.end().isAfter(record.start()))
                .collect(Collectors.groupingBy(SleepSummary::date)).values().stream().map(SleepChannels::mainNight)
                .sorted(Comparator.comparing(SleepSummary::date)).toList();
    }

    private static Collection<SleepSummary> newestVersions(Collection<SleepSummary> records) {
        Map<Object, SleepSummary> newest = new HashMap<>();
        for (SleepSummary record : records) {
            Object key = Objects.requireNonNullElse(record.id(), record);
            newest.merge(key, record, (one, other) -> other.modified().isBefore(one.modified()) ? one : other);
        }
        return newest.values();
    }

    private static SleepSummary mainNight(List<SleepSummary> day) {
        Comparator<SleepSummary> byLength = Comparator.comparing(SleepChannels::length)
                .thenComparing(SleepSummary::start);
        SleepSummary longest = day.stream().max(byLength).orElseThrow();
        return day.stream().filter(record -> record.deviceType() == SLEEP_MONITOR)
                .filter(record -> isSameNight(record, longest)).max(byLength).orElse(longest);
    }

    private static Duration length(SleepSummary record) {
        return Duration.between(record.start(), record.end());
    }

    private static boolean isSameNight(SleepSummary record, SleepSummary longest) {
        Instant start = record.start().isAfter(longest.start()) ? record.start() : longest.start();
        Instant end = record.end().isBefore(longest.end()) ? record.end() : longest.end();
        return Duration.between(start, end).multipliedBy(2).compareTo(length(longest)) >= 0;
    }

    /**
     * @param phases sleep phases of one person in any order; where two devices watched at the same time, those of the
     *            device that watched longer count
     * @return the state of sleep and what was measured meanwhile, each as a history; nothing for what was not measured
     */
    public static List<ChannelUpdate> phases(Collection<SleepPhase> phases) {
        NavigableMap<Instant, SleepPhase> watched = withoutOverlaps(phases);
        List<ChannelUpdate> updates = new ArrayList<>();
        if (!watched.isEmpty()) {
            NavigableMap<Instant, State> states = new TreeMap<>();
            watched.forEach((start, phase) -> states.put(start, new StringType(phase.state().name())));
            updates.add(new ChannelUpdate(STATE.channelId(), states, true));
        }
        for (SleepSeries series : SleepSeries.values()) {
            NavigableMap<Instant, State> states = new TreeMap<>();
            StateType type = series.channel().type();
            for (SleepPhase phase : watched.values()) {
                phase.series().getOrDefault(series.field(), new TreeMap<>()).forEach((time, value) -> {
                    if (type.accepts(value)) {
                        states.put(time, type.state(value));
                    }
                });
            }
            if (!states.isEmpty()) {
                updates.add(new ChannelUpdate(series.channel().channelId(), states, true));
            }
        }
        return updates;
    }

    private static NavigableMap<Instant, SleepPhase> withoutOverlaps(Collection<SleepPhase> phases) {
        Function<SleepPhase, String> device = phase -> Objects.requireNonNullElse(phase.deviceId(), "");
        List<SleepPhase> lasting = phases.stream().filter(phase -> phase.end().isAfter(phase.start())).toList();
        Map<String, Long> secondsWatched = lasting.stream().collect(Collectors.groupingBy(device,
                Collectors.summingLong(phase -> Duration.between(phase.start(), phase.end()).toSeconds())));
        List<SleepPhase> longestWatchFirst = lasting.stream()
                .sorted(Comparator.comparing((SleepPhase phase) -> -secondsWatched.get(device.apply(phase)))
                        .thenComparing(device).thenComparing(SleepPhase::start))
                .toList();

        NavigableMap<Instant, SleepPhase> watched = new TreeMap<>();
        for (SleepPhase phase : longestWatchFirst) {
            Map.Entry<Instant, SleepPhase> before = watched.floorEntry(phase.start());
            Instant next = watched.higherKey(phase.start());
            if ((before == null || !before.getValue().end().isAfter(phase.start()))
                    && (next == null || !next.isBefore(phase.end()))) {
                watched.put(phase.start(), phase);
            }
        }
        return watched;
    }
}
