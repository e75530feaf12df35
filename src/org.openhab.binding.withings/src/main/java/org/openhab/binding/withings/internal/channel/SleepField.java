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
import org.openhab.core.types.State;

/**
 * The numbers of a night that have a channel: one line for each (Withings reference, Sleep v2 - Getsummary,
 * "data_fields").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum SleepField {
    SLEEP_SCORE("sleep-score", StateType.SCORE, "sleep_score"),
    TOTAL_SLEEP_TIME("total-sleep-time", StateType.DURATION, "total_sleep_time"),
    TIME_IN_BED("time-in-bed", StateType.DURATION, "total_timeinbed"),
    DEEP_SLEEP_DURATION("deep-sleep-duration", StateType.DURATION, "deepsleepduration"),
    LIGHT_SLEEP_DURATION("light-sleep-duration", StateType.DURATION, "lightsleepduration"),
    REM_SLEEP_DURATION("rem-sleep-duration", StateType.DURATION, "remsleepduration"),
    WAKEUP_DURATION("wakeup-duration", StateType.SHORT_DURATION, "wakeupduration"),
    WAKEUP_COUNT("wakeup-count", StateType.COUNT, "wakeupcount"),
    SLEEP_EFFICIENCY("sleep-efficiency", StateType.RATIO, "sleep_efficiency") {
        // Withings tells a ratio from 0 to 1
        @Override
        State state(Map<String, BigDecimal> values) {
            BigDecimal ratio = value(values);
            return channel().type().state(ratio == null ? null : ratio.movePointRight(2));
        }
    },
    SLEEP_LATENCY("sleep-latency", StateType.SHORT_DURATION, "sleep_latency", "durationtosleep"),
    WAKEUP_LATENCY("wakeup-latency", StateType.SHORT_DURATION, "wakeup_latency", "durationtowakeup"),
    HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
    HEART_RATE_MINIMUM("heart-rate-minimum", StateType.HEART_RATE, "hr_min"),
    HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.HEART_RATE, "hr_max"),
    RESPIRATION_RATE_AVERAGE("respiration-rate-average", StateType.RESPIRATION_RATE, "rr_average"),
    RESPIRATION_RATE_MINIMUM("respiration-rate-minimum", StateType.RESPIRATION_RATE, "rr_min"),
    RESPIRATION_RATE_MAXIMUM("respiration-rate-maximum", StateType.RESPIRATION_RATE, "rr_max"),
    SNORING_DURATION("snoring-duration", StateType.SHORT_DURATION, "snoring"),
    SNORING_EPISODES("snoring-episodes", StateType.COUNT, "snoringepisodecount"),
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
    BREATHING_SOUNDS_DURATION("breathing-sounds-duration", StateType.ADVANCED_DURATION, "breathing_sounds"),
    BREATHING_SOUNDS_EPISODES("breathing-sounds-episodes", StateType.ADVANCED_COUNT, "breathing_sounds_episode_count"),
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
    private final String[] fields;

    /**
     * @param fields Withings' name of the field, then the names that older or other devices use for the same
     */
    SleepField(String id, StateType type, String... fields) {
        this.channel = new ChannelDefinition(ChannelGroup.SLEEP, id, type);
        this.fields = fields;
    }

    /**
     * @return the channel of the value
     */
    public ChannelDefinition channel() {
        return channel;
    }

    /**
     * @param values the numbers of a night by Withings' field names
     * @return the state to show for them, UNDEF when the night has no such number
     */
    State state(Map<String, BigDecimal> values) {
        return channel.type().state(value(values));
    }

    /**
     * @return the number in Withings' unit, null when the night has none
     */
    @Nullable
    BigDecimal value(Map<String, BigDecimal> values) {
        for (String field : fields) {
            BigDecimal value = values.get(field);
            if (value != null && value.signum() >= 0) {
                return value;
            }
        }
        return null;
    }
}
