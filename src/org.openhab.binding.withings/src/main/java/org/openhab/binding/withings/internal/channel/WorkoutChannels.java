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
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;

/**
 * Maps workouts to the channels of the last one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WorkoutChannels {

    public static final ChannelDefinition END = workout("end", StateType.TIME);
    private static final ChannelDefinition DURATION = workout("duration", StateType.SHORT_DURATION);
    private static final ChannelDefinition ACTIVE_DURATION = workout("active-duration", StateType.SHORT_DURATION);
    /** Trigger, fired by a workout that ended later than all before; the payload is the category. */
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

    /**
     * @return whether a row is a workout: Withings also sends rows of the category "no activity"
     */
    public static boolean isWorkout(Workout row) {
        return WorkoutCategory.of(row.category()) != WorkoutCategory.NO_ACTIVITY;
    }

    private static Map<ChannelDefinition, Function<Workout, State>> states() {
        Map<ChannelDefinition, Function<Workout, State>> states = new LinkedHashMap<>();
        states.put(workout("category", StateType.WORKOUT_CATEGORY),
                workout -> new StringType(WorkoutCategory.nameOf(workout.category())));
        states.put(workout("start", StateType.TIME), workout -> new DateTimeType(workout.start()));
        states.put(END, workout -> new DateTimeType(workout.end()));
        states.put(DURATION, workout -> duration(DURATION, length(workout)));
        states.put(ACTIVE_DURATION, workout -> duration(ACTIVE_DURATION, activeDuration(workout)));
        for (WorkoutField field : WorkoutField.values()) {
            states.put(field.channel(), workout -> field.channel().type().state(field.value(workout.values())));
        }
        states.put(workout("core-body-temperature-status", StateType.CORE_BODY_TEMPERATURE_STATUS),
                workout -> SleepChannels.rating(workout.coreTemperatureStatus()));
        return states;
    }

    /**
     * @param workouts workouts of one person in any order, each in its newest version, with the last one
     * @return an update of each channel with a history at the ends of the workouts, UNDEF where the last workout has no
     *         value; none without a workout
     */
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

    /**
     * Removes workouts that have been deleted or whose end has changed.
     *
     * @param span from the first to the last end of such a workout
     * @param within the workouts that ended in the span
     * @param before the last workout that ended before the span, null if there is none
     * @return the states of the span, and what to show if the workout shown is gone
     */
    public static List<ChannelUpdate> corrections(TimeSpan span, List<Workout> within, @Nullable Workout before) {
        List<Workout> left = Stream.concat(Stream.ofNullable(before), within.stream()).toList();
        return ChannelUpdate.corrections(span, STATES.keySet().stream().map(ChannelDefinition::channelId),
                updates(left));
    }

    /**
     * @return the event of a new workout
     */
    public static ChannelUpdate recorded(Workout workout) {
        return ChannelUpdate.event(RECORDED.channelId(), workout.end(), WorkoutCategory.nameOf(workout.category()));
    }

    /**
     * @return the duration of a workout without its pauses
     */
    public static Duration activeDuration(Workout workout) {
        BigDecimal pauses = WorkoutField.PAUSE_DURATION.value(workout.values());
        Duration active = pauses == null || pauses.signum() < 0
                ? length(workout)
                : length(workout).minusSeconds(pauses.longValue());
        return active.isNegative() ? Duration.ZERO : active;
    }

    private static Duration length(Workout workout) {
        return Duration.between(workout.start(), workout.end());
    }

    private static State duration(ChannelDefinition channel, Duration duration) {
        return channel.type().state(BigDecimal.valueOf(duration.toSeconds()));
    }

    /**
     * The numbers of a workout, one line each (Withings reference, Measure v2 - Getworkouts, "data_fields"). A number
     * that was typed in counts before the measured one; Withings sends 0 where nothing was typed in.
     */
    public enum WorkoutField {
        PAUSE_DURATION("pause-duration", StateType.SHORT_DURATION, "algo_pause_duration", "pause_duration") {
            // a workout without a pause often has only the field for typed pauses, with 0 in it
            @Override
            public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
                BigDecimal value = super.value(values);
                return value == null ? values.get("pause_duration") : value;
            }
        },
        CALORIES("calories", StateType.CALORIES, "calories", "manual_calories"),
        DISTANCE("distance", StateType.DISTANCE, "distance", "manual_distance"),
        STEPS("steps", StateType.COUNT, "steps"),
        // metres, although the reference says floors
        ELEVATION("elevation", StateType.ELEVATION, "elevation"),
        INTENSITY("intensity", StateType.INDEX, "intensity", "manual_intensity"),
        HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
        HEART_RATE_MINIMUM("heart-rate-minimum", StateType.HEART_RATE, "hr_min"),
        HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.HEART_RATE, "hr_max"),
        HEART_RATE_ZONE_0("heart-rate-zone-0", StateType.ADVANCED_DURATION, "hr_zone_0"),
        HEART_RATE_ZONE_1("heart-rate-zone-1", StateType.ADVANCED_DURATION, "hr_zone_1"),
        HEART_RATE_ZONE_2("heart-rate-zone-2", StateType.ADVANCED_DURATION, "hr_zone_2"),
        HEART_RATE_ZONE_3("heart-rate-zone-3", StateType.ADVANCED_DURATION, "hr_zone_3"),
        SPO2("spo2", StateType.RATIO, "spo2_average"),
        CORE_BODY_TEMPERATURE_AVERAGE("core-body-temperature-average", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_avg"),
        CORE_BODY_TEMPERATURE_MINIMUM("core-body-temperature-minimum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_min"),
        CORE_BODY_TEMPERATURE_MAXIMUM("core-body-temperature-maximum", StateType.ADVANCED_TEMPERATURE,
                "core_body_temperature_max"),
        POOL_LAPS("pool-laps", StateType.COUNT, "pool_laps"),
        STROKES("strokes", StateType.COUNT, "strokes"),
        POOL_LENGTH("pool-length", StateType.POOL_LENGTH, "pool_length"),
        MANUAL_CALORIES("manual-calories", StateType.CALORIES, null, "manual_calories"),
        MANUAL_DISTANCE("manual-distance", StateType.DISTANCE, null, "manual_distance"),
        MANUAL_INTENSITY("manual-intensity", StateType.INDEX, null, "manual_intensity");

        private final ChannelDefinition channel;
        private final @Nullable String measured;
        private final @Nullable String typed;

        WorkoutField(String id, StateType type, String measured) {
            this(id, type, measured, null);
        }

        /**
         * @param measured Withings' name of the measured field, null to show typed values only
         * @param typed Withings' name of the field that the user can fill in, null if there is none
         */
        WorkoutField(String id, StateType type, @Nullable String measured, @Nullable String typed) {
            this.channel = ChannelGroup.WORKOUT.channel(id, type);
            this.measured = measured;
            this.typed = typed;
        }

        public ChannelDefinition channel() {
            return channel;
        }

        /**
         * @param values numbers by Withings' field names
         * @return the number in Withings' unit, null if there is none; it may be invalid
         */
        public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
            BigDecimal typedValue = typed == null ? null : values.get(typed);
            if (typedValue != null && typedValue.signum() > 0) {
                return typedValue;
            }
            return measured == null ? null : values.get(measured);
        }
    }
}
