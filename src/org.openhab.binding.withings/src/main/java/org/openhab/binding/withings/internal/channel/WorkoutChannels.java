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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;

/**
 * Maps workouts to the channels of the last workout.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WorkoutChannels {
    public static final ChannelDefinition END = workout("end", StateType.TIME);
    /** Trigger, fired for each new last workout; the payload is its category. */
    static final ChannelDefinition RECORDED = workout("recorded", StateType.WORKOUT_EVENT);
    /** The last workout is the one that ended last. */
    public static final Comparator<Workout> BY_END = Comparator.comparing(Workout::end).thenComparing(Workout::start)
            .thenComparing(Workout::modified);
    /** The state of each channel for a workout, in the order of the channels. */
    static final Map<ChannelDefinition, Function<Workout, State>> STATES = states();

    private WorkoutChannels() {
    }

    private static ChannelDefinition workout(String id, StateType type) {
        return ChannelGroup.WORKOUT.channel(id, type);
    }

    /** Returns whether a row is a workout; Withings also sends rows of the category "no activity". */
    public static boolean isWorkout(Workout row) {
        return WorkoutCategory.of(row.category()) != WorkoutCategory.NO_ACTIVITY;
    }

    private static Map<ChannelDefinition, Function<Workout, State>> states() {
        Map<ChannelDefinition, Function<Workout, State>> states = new LinkedHashMap<>();
        states.put(workout("category", StateType.WORKOUT_CATEGORY),
                workout -> new StringType(WorkoutCategory.nameOf(workout.category())));
        states.put(workout("start", StateType.TIME), workout -> new DateTimeType(workout.start()));
        states.put(END, workout -> new DateTimeType(workout.end()));
        states.put(workout("duration", StateType.SHORT_DURATION), workout -> duration(length(workout)));
        states.put(workout("active-duration", StateType.ADVANCED_DURATION),
                workout -> duration(activeDuration(workout)));
        for (WorkoutField field : WorkoutField.values()) {
            states.put(field.channel(), workout -> field.state(workout.values()));
        }
        states.put(workout("core-body-temperature-status", StateType.CORE_BODY_TEMPERATURE_STATUS),
                workout -> SleepChannels.rating(workout.coreTemperatureStatus()));
        return states;
    }

    /** Returns a history of each channel, UNDEF if the last workout has no value; none without a workout. */
    public static List<ChannelUpdate> updates(Collection<Workout> workouts) {
        List<Workout> inOrder = workouts.stream().filter(WorkoutChannels::isWorkout).sorted(BY_END).toList();
        if (inOrder.isEmpty()) {
            return List.of();
        }
        Workout last = inOrder.get(inOrder.size() - 1);
        List<ChannelUpdate> updates = new ArrayList<>();
        STATES.forEach((channel, stateOf) -> updates.add(channel.type() == StateType.TIME
                ? ChannelUpdate.of(channel, last.end(), stateOf.apply(last))
                : ChannelUpdate.history(channel, inOrder, Workout::end, stateOf)));
        return updates;
    }

    /** Returns the corrections of a span in which workouts were deleted or moved, from the remaining ones. */
    public static List<ChannelUpdate> corrections(TimeSpan span, List<Workout> within, @Nullable Workout before) {
        List<Workout> left = Stream.concat(Stream.ofNullable(before), within.stream()).toList();
        return ChannelUpdate.corrections(span, STATES.keySet().stream().map(ChannelDefinition::channelId),
                updates(left));
    }

    public static ChannelUpdate recorded(Workout workout) {
        return ChannelUpdate.event(RECORDED.channelId(), workout.end(), WorkoutCategory.nameOf(workout.category()));
    }

    /** Returns the duration of a workout without its pauses. */
    public static Duration activeDuration(Workout workout) {
        BigDecimal pauses = WorkoutField.PAUSE_DURATION.value(workout.values());
        Duration active = length(workout).minusSeconds(pauses == null ? 0 : pauses.longValue());
        return active.isNegative() ? Duration.ZERO : active;
    }

    private static Duration length(Workout workout) {
        return Duration.between(workout.start(), workout.end());
    }

    private static State duration(Duration duration) {
        return StateType.DURATION.state(BigDecimal.valueOf(duration.toSeconds()));
    }

    /**
     * The numeric values of a workout, one line each (Withings reference, Measure v2 - Getworkouts, "data_fields").
     * Manual entries are preferred to measured values; Withings sends 0 if there is no manual entry.
     */
    public enum WorkoutField implements DataField {
        // the first is entered manually; workouts without a pause often have only that one, with 0
        PAUSE_DURATION("pause-duration", StateType.ADVANCED_DURATION, "pause_duration", "algo_pause_duration"),
        CALORIES("calories", StateType.CALORIES, "manual_calories", "calories"),
        DISTANCE("distance", StateType.DISTANCE, "manual_distance", "distance"),
        STEPS("steps", StateType.STEPS, "steps"),
        // metres, although the reference says floors
        ELEVATION("elevation", StateType.ELEVATION, "elevation"),
        INTENSITY("intensity", StateType.ADVANCED_INDEX, "manual_intensity", "intensity"),
        HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
        HEART_RATE_MINIMUM("heart-rate-minimum", StateType.ADVANCED_HEART_RATE, "hr_min"),
        HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.ADVANCED_HEART_RATE, "hr_max"),
        HEART_RATE_ZONE_0("heart-rate-zone-0", StateType.ADVANCED_DURATION, "hr_zone_0"),
        HEART_RATE_ZONE_1("heart-rate-zone-1", StateType.ADVANCED_DURATION, "hr_zone_1"),
        HEART_RATE_ZONE_2("heart-rate-zone-2", StateType.ADVANCED_DURATION, "hr_zone_2"),
        HEART_RATE_ZONE_3("heart-rate-zone-3", StateType.ADVANCED_DURATION, "hr_zone_3"),
        SPO2("spo2", StateType.ADVANCED_RATIO, "spo2_average"),
        CORE_BODY_TEMPERATURE_AVERAGE("core-body-temperature-average", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_avg"),
        CORE_BODY_TEMPERATURE_MINIMUM("core-body-temperature-minimum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_min"),
        CORE_BODY_TEMPERATURE_MAXIMUM("core-body-temperature-maximum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_max"),
        POOL_LAPS("pool-laps", StateType.ADVANCED_COUNT, "pool_laps"),
        STROKES("strokes", StateType.ADVANCED_COUNT, "strokes"),
        POOL_LENGTH("pool-length", StateType.POOL_LENGTH, "pool_length"),
        MANUAL_CALORIES("manual-calories", StateType.ADVANCED_CALORIES, "manual_calories"),
        MANUAL_DISTANCE("manual-distance", StateType.ADVANCED_DISTANCE, "manual_distance"),
        MANUAL_INTENSITY("manual-intensity", StateType.ADVANCED_INDEX, "manual_intensity");

        private final ChannelDefinition channel;
        private final List<String> keys;

        WorkoutField(String id, StateType type, String... keys) {
            this.channel = ChannelGroup.WORKOUT.channel(id, type);
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

        @Override
        public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
            Predicate<String> measured = key -> !key.startsWith("manual_");
            Predicate<String> positive = key -> Objects.requireNonNull(values.get(key)).signum() > 0;
            List<String> valid = validKeys(values).toList();
            return valid.stream().filter(positive).findFirst().or(() -> valid.stream().filter(measured).findFirst())
                    .map(values::get).orElse(null);
        }
    }
}
