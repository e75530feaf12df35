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
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.NightEvent;
import org.openhab.binding.withings.internal.record.NightEvent.Kind;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepState;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
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

    /** When the person first got into bed. */
    public static final ChannelDefinition GOT_IN_BED = new ChannelDefinition(ChannelGroup.SLEEP, "got-in-bed",
            StateType.TIME);
    /** When the person first fell asleep. */
    public static final ChannelDefinition FELL_ASLEEP = new ChannelDefinition(ChannelGroup.SLEEP, "fell-asleep",
            StateType.TIME);
    /** When the person last woke up. */
    public static final ChannelDefinition WOKE_UP = new ChannelDefinition(ChannelGroup.SLEEP, "woke-up",
            StateType.TIME);
    /** When the person last got out of bed. */
    public static final ChannelDefinition GOT_OUT_OF_BED = new ChannelDefinition(ChannelGroup.SLEEP,
            "got-out-of-bed", StateType.TIME);
    /** What happened in the night and when. */
    public static final ChannelDefinition EVENT = new ChannelDefinition(ChannelGroup.SLEEP, "night-event",
            StateType.NIGHT_EVENT);
    /** How warm the body was inside, in Withings' words. */
    public static final ChannelDefinition CORE_BODY_TEMPERATURE_STATUS = new ChannelDefinition(ChannelGroup.SLEEP,
            "core-body-temperature-status", StateType.CORE_TEMPERATURE_STATUS);
    /** Whether Withings has finished looking at the night. */
    public static final ChannelDefinition COMPLETED = new ChannelDefinition(ChannelGroup.SLEEP, "completed",
            StateType.COMPLETED);

    /** Far more than any word has. */
    private static final int LONGEST_WORD = 32;

    private SleepChannels() {
    }

    /**
     * Every channel of the summary gets its update: UNDEF where last night has no such value. Earlier nights become the
     * history of the values; each night's values are true from its end.
     *
     * @param nights the nights of one person, the earliest first
     * @return the updates, none without a night
     */
    public static List<ChannelUpdate> lastNight(List<SleepSummary> nights) {
        if (nights.isEmpty()) {
            return List.of();
        }
        SleepSummary last = nights.get(nights.size() - 1);
        Instant told = NightsAndNaps.endOfDay(last);
        List<ChannelUpdate> updates = new ArrayList<>();
        updates.add(ChannelUpdate.of(START.channelId(), told, new DateTimeType(last.start())));
        updates.add(ChannelUpdate.of(END.channelId(), told, new DateTimeType(last.end())));
        for (SleepField field : SleepField.values()) {
            updates.add(ofNights(field.channel(), nights, told, night -> field.state(night.values())));
        }
        updates.add(ofNights(CORE_BODY_TEMPERATURE_STATUS, nights, told,
                night -> word(night.coreBodyTemperatureStatus())));
        updates.add(ChannelUpdate.of(COMPLETED.channelId(), told, OnOffType.from(last.completed())));
        updates.add(ChannelUpdate.of(GOT_IN_BED.channelId(), told, first(last, Kind.GOT_IN_BED)));
        updates.add(ChannelUpdate.of(FELL_ASLEEP.channelId(), told,
                first(last, Kind.FELL_ASLEEP, Kind.FELL_ASLEEP_MANUAL)));
        updates.add(ChannelUpdate.of(WOKE_UP.channelId(), told, last(last, Kind.WOKE_UP, Kind.WOKE_UP_MANUAL)));
        updates.add(ChannelUpdate.of(GOT_OUT_OF_BED.channelId(), told, last(last, Kind.GOT_OUT_OF_BED)));
        events(nights, told).ifPresent(updates::add);
        return updates;
    }

    /**
     * Takes back a night that has been deleted, when no other is known.
     *
     * @param told the end of its day
     */
    public static List<ChannelUpdate> noNight(Instant told) {
        return Stream
                .concat(Stream.of(START, END, GOT_IN_BED, FELL_ASLEEP, WOKE_UP, GOT_OUT_OF_BED, EVENT, COMPLETED,
                        CORE_BODY_TEMPERATURE_STATUS), Arrays.stream(SleepField.values()).map(SleepField::channel))
                .map(channel -> ChannelUpdate.of(channel.channelId(), told, UnDefType.UNDEF)).toList();
    }

    private static ChannelUpdate ofNights(ChannelDefinition channel, List<SleepSummary> nights, Instant told,
            Function<SleepSummary, State> stateOfNight) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (SleepSummary night : nights) {
            State state = stateOfNight.apply(night);
            if (state != UnDefType.UNDEF) {
                states.put(night.end(), state);
            }
        }
        states.putIfAbsent(nights.get(nights.size() - 1).end(), UnDefType.UNDEF);
        return new ChannelUpdate(channel.channelId(), states, true, told);
    }

    private static State word(@Nullable String word) {
        return word == null || word.isBlank() || word.length() > LONGEST_WORD
                ? UnDefType.UNDEF
                : new StringType(word.strip().toUpperCase(Locale.ROOT));
    }

    private static State first(SleepSummary night, Kind... kinds) {
        return time(times(night, kinds).min(Instant::compareTo));
    }

    private static State last(SleepSummary night, Kind... kinds) {
        return time(times(night, kinds).max(Instant::compareTo));
    }

    private static Stream<Instant> times(SleepSummary night, Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return night.events().stream().filter(event -> event.kind().filter(wanted::contains).isPresent())
                .map(NightEvent::time);
    }

    private static State time(Optional<Instant> time) {
        return time.<State>map(DateTimeType::new).orElse(UnDefType.UNDEF);
    }

    /**
     * A history has one state for each time: of two events in the same second, such as waking up and getting up, the
     * second one is told a second later.
     */
    private static Optional<ChannelUpdate> events(List<SleepSummary> nights, Instant told) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (SleepSummary night : nights) {
            night.events().stream().sorted(Comparator.comparing(NightEvent::time).thenComparing(NightEvent::number))
                    .forEach(event -> event.kind().ifPresent(kind -> {
                        Instant time = event.time();
                        while (states.containsKey(time)) {
                            time = time.plusSeconds(1);
                        }
                        states.put(time, new StringType(kind.name()));
                    }));
        }
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelUpdate(EVENT.channelId(), states, true, told));
    }

    /**
     * What follows on a phase that no other phase follows on is being awake: the person has got up, for a moment or for
     * good. Otherwise somebody would pass for asleep all day.
     *
     * @param phases sleep phases of one person in any order
     * @param deviceId the device to believe where two watched at the same time, null to believe the one that watched
     *            longest
     * @return the state of sleep and what was measured meanwhile, each as a history; nothing for what was not measured
     */
    public static List<ChannelUpdate> phases(Collection<SleepPhase> phases, @Nullable String deviceId) {
        NavigableMap<Instant, SleepPhase> watched = withoutOverlaps(phases, deviceId);
        List<ChannelUpdate> updates = new ArrayList<>();
        if (!watched.isEmpty()) {
            NavigableMap<Instant, State> states = new TreeMap<>();
            watched.forEach((start, phase) -> {
                states.put(start, new StringType(phase.state().name()));
                Instant next = watched.higherKey(start);
                if (phase.state().isAsleep() && (next == null || next.isAfter(phase.end()))) {
                    states.put(phase.end(), new StringType(SleepState.AWAKE.name()));
                }
            });
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

    private static NavigableMap<Instant, SleepPhase> withoutOverlaps(Collection<SleepPhase> phases,
            @Nullable String deviceId) {
        Function<SleepPhase, String> device = phase -> Objects.requireNonNullElse(phase.deviceId(), "");
        List<SleepPhase> lasting = phases.stream().filter(phase -> phase.end().isAfter(phase.start())).toList();
        Map<String, Long> secondsWatched = lasting.stream().collect(Collectors.groupingBy(device,
                Collectors.summingLong(phase -> Duration.between(phase.start(), phase.end()).toSeconds())));
        List<SleepPhase> believedFirst = lasting.stream()
                .sorted(Comparator.comparing((SleepPhase phase) -> !device.apply(phase).equals(deviceId))
                        .thenComparing(phase -> -secondsWatched.get(device.apply(phase))).thenComparing(device)
                        .thenComparing(SleepPhase::start))
                .toList();

        NavigableMap<Instant, SleepPhase> watched = new TreeMap<>();
        for (SleepPhase phase : believedFirst) {
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
