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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent.Kind;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Maps nights and sleep phases to the sleep channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SleepChannels {
    public static final ChannelDefinition START = sleep("start", StateType.TIME);
    public static final ChannelDefinition END = sleep("end", StateType.TIME);
    static final ChannelDefinition STATE = sleep("state", StateType.SLEEP_STATE);
    /** Time series of night events. */
    public static final ChannelDefinition EVENT = sleep("night-event", StateType.NIGHT_EVENT);
    private static final Comparator<Instant> FIRST = Comparator.naturalOrder();
    private static final Comparator<Instant> LAST = Comparator.reverseOrder();
    /** In the order of the channels. */
    static final Map<ChannelDefinition, Function<SleepSummary, State>> STATES = states();
    /** The time series of a night by Withings' names (Withings reference, Sleep v2 - Get, "data_fields"). */
    static final Map<String, ChannelDefinition> SERIES = series();
    /** The IDs of the channels that are updated from sleep phases. */
    public static final Set<String> SERIES_CHANNELS = Stream.concat(Stream.of(STATE), SERIES.values().stream())
            .map(ChannelDefinition::channelId).collect(Collectors.toUnmodifiableSet());
    /** Longer than any rating of Withings. */
    private static final int LONGEST_WORD = 32;

    private SleepChannels() {
    }

    private static ChannelDefinition sleep(String id, StateType type) {
        return ChannelGroup.SLEEP.channel(id, type);
    }

    private static Map<ChannelDefinition, Function<SleepSummary, State>> states() {
        Map<ChannelDefinition, Function<SleepSummary, State>> states = new LinkedHashMap<>();
        states.put(START, night -> new DateTimeType(night.start()));
        states.put(END, night -> new DateTimeType(night.end()));
        states.put(sleep("got-in-bed", StateType.ADVANCED_TIME), night -> time(night, FIRST, Kind.GOT_IN_BED));
        states.put(sleep("fell-asleep", StateType.TIME),
                night -> time(night, FIRST, Kind.FELL_ASLEEP, Kind.FELL_ASLEEP_MANUAL));
        states.put(sleep("woke-up", StateType.TIME), night -> time(night, LAST, Kind.WOKE_UP, Kind.WOKE_UP_MANUAL));
        states.put(sleep("got-out-of-bed", StateType.ADVANCED_TIME), night -> time(night, LAST, Kind.GOT_OUT_OF_BED));
        for (SleepField field : SleepField.values()) {
            states.put(field.channel(), night -> field.state(night.values()));
        }
        states.put(sleep("core-body-temperature-status", StateType.CORE_BODY_TEMPERATURE_STATUS),
                night -> rating(night.coreBodyTemperatureStatus()));
        states.put(sleep("completed", StateType.COMPLETED), night -> OnOffType.from(night.completed()));
        return states;
    }

    private static Map<String, ChannelDefinition> series() {
        Map<String, ChannelDefinition> series = new LinkedHashMap<>();
        series.put("hr", sleep("heart-rate", StateType.ADVANCED_HEART_RATE));
        series.put("rr", sleep("respiration-rate", StateType.ADVANCED_RATE));
        // snoring and breathing sounds are in seconds according to the reference, but 0 or 1 in real data
        series.put("snoring", sleep("snoring", StateType.SOUND_COUNT));
        series.put("rmssd", sleep("rmssd", StateType.HEART_RATE_VARIABILITY));
        series.put("sdnn_1", sleep("sdnn", StateType.HEART_RATE_VARIABILITY));
        series.put("hrv_quality", sleep("hrv-quality", StateType.ADVANCED_INDEX));
        series.put("mvt_score", sleep("movement", StateType.ADVANCED_INDEX));
        series.put("chest_movement_rate", sleep("chest-movement-rate", StateType.ADVANCED_RATE));
        series.put("withings_index", sleep("withings-index-series", StateType.ADVANCED_INDEX));
        series.put("breathing_sounds", sleep("breathing-sounds", StateType.SOUND_COUNT));
        return series;
    }

    /** Returns a history of each channel, UNDEF if the last night has no value. Nights are in order of time. */
    public static List<ChannelUpdate> lastNight(List<SleepSummary> nights) {
        if (nights.isEmpty()) {
            return List.of();
        }
        SleepSummary last = nights.get(nights.size() - 1);
        Instant time = NightsAndNaps.endOfDay(last);
        List<ChannelUpdate> updates = new ArrayList<>();
        STATES.forEach((channel, stateOf) -> updates.add(
                channel.type() == StateType.TIME || channel.type() == StateType.COMPLETED
                        ? ChannelUpdate.of(channel, time, stateOf.apply(last))
                        : ChannelUpdate.history(channel, nights, SleepSummary::end, stateOf).withTime(time)));
        NavigableMap<Instant, State> events = events(nights);
        if (!events.isEmpty()) {
            updates.add(new ChannelUpdate(EVENT.channelId(), events, true).withTime(time));
        }
        return updates;
    }

    /** Returns updates to UNDEF at a time, for a night that was deleted without a previous one. */
    public static List<ChannelUpdate> noNight(Instant time) {
        return Stream.concat(STATES.keySet().stream(), Stream.of(EVENT))
                .map(channel -> ChannelUpdate.of(channel, time, UnDefType.UNDEF)).toList();
    }

    /** Returns Withings' rating in upper case, UNDEF if it is missing or "unknown". */
    static State rating(@Nullable String word) {
        String rating = word == null || word.length() > LONGEST_WORD ? "" : word.strip().toUpperCase(Locale.ROOT);
        return rating.isEmpty() || rating.equals("UNKNOWN") ? UnDefType.UNDEF : new StringType(rating);
    }

    private static State time(SleepSummary night, Comparator<Instant> order, Kind... kinds) {
        return night.events().stream().filter(event -> event.kind().filter(List.of(kinds)::contains).isPresent())
                .map(NightEvent::time).min(order).<State>map(DateTimeType::new).orElse(UnDefType.UNDEF);
    }

    /** Of two events in the same second, one is moved to the next, because a time series holds one state per time. */
    private static NavigableMap<Instant, State> events(List<SleepSummary> nights) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        nights.stream().flatMap(night -> night.events().stream())
                .sorted(Comparator.comparing(NightEvent::time).thenComparing(NightEvent::number))
                .forEach(event -> event.kind().ifPresent(kind -> {
                    Instant time = event.time();
                    while (states.containsKey(time)) {
                        time = time.plusSeconds(1);
                    }
                    states.put(time, new StringType(kind.name()));
                }));
        return states;
    }

    /**
     * Returns histories of the sleep state and of each series with values. A phase that no other follows ends with
     * AWAKE; otherwise the person would seem asleep all day.
     *
     * @param deviceId the device of the sleep: if it has phases, those of other devices are ignored. Otherwise, or if
     *            null, the device with the most data is preferred where phases overlap
     */
    public static List<ChannelUpdate> phases(Collection<SleepPhase> phases, @Nullable String deviceId) {
        List<SleepPhase> ofDevice = phases.stream()
                .filter(phase -> deviceId != null && deviceId.equals(phase.deviceId())).toList();
        NavigableMap<Instant, SleepPhase> chosen = withoutOverlaps(ofDevice.isEmpty() ? phases : ofDevice);
        Map<ChannelDefinition, NavigableMap<Instant, State>> histories = new LinkedHashMap<>();
        chosen.forEach((start, phase) -> {
            NavigableMap<Instant, State> states = histories.computeIfAbsent(STATE, added -> new TreeMap<>());
            states.put(start, new StringType(phase.state().name()));
            Instant next = chosen.higherKey(start);
            if (phase.state().isAsleep() && (next == null || next.isAfter(phase.end()))) {
                states.put(phase.end(), new StringType(SleepState.AWAKE.name()));
            }
            SERIES.forEach(
                    (key, channel) -> phase.series().getOrDefault(key, new TreeMap<>()).forEach((time, value) -> {
                        if (channel.type().accepts(value)) {
                            histories.computeIfAbsent(channel, added -> new TreeMap<>()).put(time,
                                    channel.type().state(value));
                        }
                    }));
        });
        return histories.entrySet().stream()
                .map(entry -> new ChannelUpdate(entry.getKey().channelId(), entry.getValue(), true)).toList();
    }

    private static NavigableMap<Instant, SleepPhase> withoutOverlaps(Collection<SleepPhase> phases) {
        Function<SleepPhase, String> device = phase -> Objects.requireNonNullElse(phase.deviceId(), "");
        List<SleepPhase> lasting = phases.stream().filter(phase -> phase.end().isAfter(phase.start())).toList();
        Map<String, Long> secondsOfDevice = lasting.stream().collect(Collectors.groupingBy(device,
                Collectors.summingLong(phase -> Duration.between(phase.start(), phase.end()).toSeconds())));
        List<SleepPhase> preferredFirst = lasting.stream()
                .sorted(Comparator.comparing((SleepPhase phase) -> -secondsOfDevice.get(device.apply(phase)))
                        .thenComparing(device).thenComparing(SleepPhase::start))
                .toList();

        NavigableMap<Instant, SleepPhase> chosen = new TreeMap<>();
        for (SleepPhase phase : preferredFirst) {
            Map.Entry<Instant, SleepPhase> before = chosen.lowerEntry(phase.end());
            if (before == null || !before.getValue().end().isAfter(phase.start())) {
                chosen.put(phase.start(), phase);
            }
        }
        return chosen;
    }

    /** Maps naps to their channels. */
    public static final class NapChannels {
        private static final ChannelDefinition START = nap("start", StateType.TIME);
        public static final ChannelDefinition END = nap("end", StateType.TIME);
        private static final ChannelDefinition DURATION = nap("duration", StateType.DURATION);
        /** Number of naps on the newest day. */
        public static final ChannelDefinition COUNT = nap("count", StateType.COUNT);
        private static final ChannelDefinition TOTAL_DURATION = nap("total-duration", StateType.DURATION);
        /** The channels of the last nap; its other fields are available to rule actions only. */
        static final List<ChannelDefinition> LAST_NAP = List.of(START, END, DURATION, channel(SleepField.SLEEP_SCORE),
                channel(SleepField.HEART_RATE_AVERAGE));

        private NapChannels() {
        }

        private static ChannelDefinition channel(SleepField field) {
            return nap(field.channel().id(), field.channel().type());
        }

        private static ChannelDefinition nap(String id, StateType type) {
            return ChannelGroup.NAP.channel(id, type);
        }

        /** Returns an update of each channel with a history dated at the ends of the naps; none without a nap. */
        public static List<ChannelUpdate> lastNap(NightsAndNaps sleep) {
            List<SleepSummary> naps = sleep.naps();
            if (naps.isEmpty()) {
                return List.of();
            }
            SleepSummary last = naps.get(naps.size() - 1);
            Instant time = updateTime(sleep);
            List<ChannelUpdate> updates = new ArrayList<>();
            updates.add(ChannelUpdate.of(START, time, new DateTimeType(last.start())));
            updates.add(ChannelUpdate.of(END, time, new DateTimeType(last.end())));
            updates.add(ChannelUpdate.history(DURATION, naps, SleepSummary::end, nap -> length(sleep, List.of(nap)))
                    .withTime(time));
            for (SleepField field : SleepField.values()) {
                updates.add(ChannelUpdate
                        .history(channel(field), naps, SleepSummary::end, nap -> field.state(nap.values()))
                        .withTime(time));
            }
            return updates;
        }

        /** Returns number and total duration of each day's naps, zero on days with a night only. */
        public static List<ChannelUpdate> count(NightsAndNaps sleep) {
            List<SleepSummary> sleeps = sleep.all().sorted(Comparator.comparing(SleepSummary::end)).toList();
            if (sleeps.isEmpty()) {
                return List.of();
            }
            Instant time = updateTime(sleep);
            Map<LocalDate, List<SleepSummary>> naps = sleep.naps().stream()
                    .collect(Collectors.groupingBy(SleepSummary::date));
            Function<SleepSummary, List<SleepSummary>> napsUntil = until -> naps
                    .getOrDefault(until.date(), List.of()).stream().filter(nap -> !nap.end().isAfter(until.end()))
                    .toList();
            return List.of(
                    ChannelUpdate.history(COUNT, sleeps, SleepSummary::end,
                            until -> COUNT.type().state(BigDecimal.valueOf(napsUntil.apply(until).size())))
                            .withTime(time),
                    ChannelUpdate.history(TOTAL_DURATION, sleeps, SleepSummary::end,
                            until -> length(sleep, napsUntil.apply(until))).withTime(time));
        }

        private static State length(NightsAndNaps sleep, List<SleepSummary> naps) {
            Duration length = naps.stream().map(sleep::lengthOf).reduce(Duration.ZERO, Duration::plus);
            return DURATION.type().state(BigDecimal.valueOf(length.toSeconds()));
        }

        /** Returns updates to UNDEF when the last nap turned out to be none; the time is {@link #updateTime}. */
        public static List<ChannelUpdate> noNap(Instant time) {
            return LAST_NAP.stream().map(channel -> ChannelUpdate.of(channel, time, UnDefType.UNDEF)).toList();
        }

        /** The time of nap updates: the end of the newest day, so that an earlier nap can become the last again. */
        public static Instant updateTime(NightsAndNaps sleep) {
            return sleep.all().map(NightsAndNaps::endOfDay).max(Instant::compareTo).orElse(Instant.EPOCH);
        }
    }

    /** The numeric values of a night, one line each (Withings reference, Sleep v2 - Getsummary, "data_fields"). */
    public enum SleepField implements DataField {
        SLEEP_SCORE("sleep-score", StateType.SCORE, "sleep_score"),
        TOTAL_SLEEP_TIME("total-sleep-time", StateType.DURATION, "total_sleep_time"),
        TIME_IN_BED("time-in-bed", StateType.DURATION, "total_timeinbed"),
        DEEP_SLEEP_DURATION("deep-sleep-duration", StateType.DURATION, "deepsleepduration"),
        LIGHT_SLEEP_DURATION("light-sleep-duration", StateType.DURATION, "lightsleepduration"),
        REM_SLEEP_DURATION("rem-sleep-duration", StateType.DURATION, "remsleepduration"),
        WAKEUP_DURATION("wakeup-duration", StateType.SHORT_DURATION, "wakeupduration"),
        WAKEUP_COUNT("wakeup-count", StateType.COUNT, "wakeupcount"),
        SLEEP_EFFICIENCY("sleep-efficiency", StateType.SLEEP_EFFICIENCY, "sleep_efficiency") {
            // Withings sends a ratio from 0 to 1
            @Override
            public State state(Map<String, BigDecimal> values) {
                BigDecimal ratio = value(values);
                return channel().type().state(ratio == null ? null : ratio.movePointRight(2));
            }
        },
        SLEEP_LATENCY("sleep-latency", StateType.SHORT_DURATION, "sleep_latency", "durationtosleep"),
        WAKEUP_LATENCY("wakeup-latency", StateType.ADVANCED_DURATION, "wakeup_latency", "durationtowakeup"),
        HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
        HEART_RATE_MINIMUM("heart-rate-minimum", StateType.ADVANCED_HEART_RATE, "hr_min"),
        HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.ADVANCED_HEART_RATE, "hr_max"),
        RESPIRATION_RATE_AVERAGE("respiration-rate-average", StateType.RESPIRATION_RATE, "rr_average"),
        RESPIRATION_RATE_MINIMUM("respiration-rate-minimum", StateType.ADVANCED_RATE, "rr_min"),
        RESPIRATION_RATE_MAXIMUM("respiration-rate-maximum", StateType.ADVANCED_RATE, "rr_max"),
        SNORING_DURATION("snoring-duration", StateType.SOUND_DURATION, "snoring"),
        SNORING_EPISODES("snoring-episodes", StateType.SOUND_COUNT, "snoringepisodecount"),
        BREATHING_DISTURBANCES("breathing-disturbances", StateType.INDEX, "breathing_disturbances_intensity"),
        RMSSD_START("rmssd-start", StateType.HEART_RATE_VARIABILITY, "rmssd_start_avg"),
        RMSSD_END("rmssd-end", StateType.HEART_RATE_VARIABILITY, "rmssd_end_avg"),

        ASLEEP_DURATION("asleep-duration", StateType.ADVANCED_DURATION, "asleepduration"),
        WAKE_AFTER_SLEEP_ONSET("wake-after-sleep-onset", StateType.ADVANCED_DURATION, "waso"),
        REM_EPISODES("rem-episodes", StateType.ADVANCED_COUNT, "nb_rem_episodes"),
        OUT_OF_BED_COUNT("out-of-bed-count", StateType.ADVANCED_COUNT, "out_of_bed_count"),
        APNEA_HYPOPNEA_INDEX("apnea-hypopnea-index", StateType.ADVANCED_INDEX, "apnea_hypopnea_index"),
        WITHINGS_INDEX("withings-index", StateType.ADVANCED_INDEX, "withings_index"),
        BREATHING_QUALITY("breathing-quality", StateType.ADVANCED_INDEX, "breathing_quality_assessment"),
        BREATHING_SOUNDS_DURATION("breathing-sounds-duration", StateType.ADVANCED_SOUND_DURATION, "breathing_sounds"),
        BREATHING_SOUNDS_EPISODES("breathing-sounds-episodes", StateType.SOUND_COUNT, "breathing_sounds_episode_count"),
        MOVEMENT_DURATION("movement-duration", StateType.ADVANCED_DURATION, "mvt_active_duration"),
        MOVEMENT_SCORE("movement-score", StateType.ADVANCED_INDEX, "mvt_score_avg"),
        CHEST_MOVEMENT_RATE_AVERAGE("chest-movement-rate-average", StateType.ADVANCED_RATE,
                "chest_movement_rate_average", "chest_movement_rate_wellness_average"),
        CHEST_MOVEMENT_RATE_MINIMUM("chest-movement-rate-minimum", StateType.ADVANCED_RATE, "chest_movement_rate_min",
                "chest_movement_rate_wellness_min"),
        CHEST_MOVEMENT_RATE_MAXIMUM("chest-movement-rate-maximum", StateType.ADVANCED_RATE, "chest_movement_rate_max",
                "chest_movement_rate_wellness_max"),
        CORE_BODY_TEMPERATURE_AVERAGE("core-body-temperature-average", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_avg"),
        CORE_BODY_TEMPERATURE_MINIMUM("core-body-temperature-minimum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_min"),
        CORE_BODY_TEMPERATURE_MAXIMUM("core-body-temperature-maximum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_max");

        private final ChannelDefinition channel;
        private final List<String> keys;

        /** @param keys Withings' name of the field, then the names that other devices use for it */
        SleepField(String id, StateType type, String... keys) {
            this.channel = ChannelGroup.SLEEP.channel(id, type);
            this.keys = List.of(keys);
        }

        @Override
        public ChannelDefinition channel() {
            return channel;
        }

        @Override
        public List<String> keys() {
            return keys;
        }
    }
}
