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
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The numbers of a workout that have a channel: one line for each (Withings reference, Measure v2 - Getworkouts,
 * "data_fields"). What the person typed in counts more than what a device found out: it was typed because the device
 * was wrong or not there. Where nothing was typed, Withings tells 0.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum WorkoutField {
    PAUSE_DURATION("pause-duration", StateType.SHORT_DURATION, "algo_pause_duration", "pause_duration") {
        // a workout without a pause has 0 in the field for what was typed in, and often nothing in the other
        @Override
        public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
            BigDecimal value = super.value(values);
            return value == null ? values.get("pause_duration") : value;
        }
    },
    CALORIES("calories", StateType.CALORIES, "calories", "manual_calories"),
    DISTANCE("distance", StateType.DISTANCE, "distance", "manual_distance"),
    STEPS("steps", StateType.COUNT, "steps"),
    // floors, not metres, in the words of the reference
    ELEVATION("elevation", StateType.COUNT, "elevation"),
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
     * @param measured Withings' name of the field for what a device found out, null if that is not wanted
     * @param typed Withings' name of the field for what the person typed in, null if it cannot be typed
     */
    WorkoutField(String id, StateType type, @Nullable String measured, @Nullable String typed) {
        this.channel = new ChannelDefinition(ChannelGroup.WORKOUT, id, type);
        this.measured = measured;
        this.typed = typed;
    }

    /**
     * @return the channel of the value
     */
    public ChannelDefinition channel() {
        return channel;
    }

    /**
     * @param values the numbers of a workout by Withings' field names
     * @return the number in Withings' unit, null when the workout has none
     */
    public @Nullable BigDecimal value(Map<String, BigDecimal> values) {
        BigDecimal typedValue = typed == null ? null : values.get(typed);
        if (typedValue != null && typedValue.signum() > 0) {
            return typedValue;
        }
        return measured == null ? null : values.get(measured);
    }
}
