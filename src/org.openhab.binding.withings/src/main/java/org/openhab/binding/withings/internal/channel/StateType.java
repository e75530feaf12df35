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

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.HeartRecording.AfibResult;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The types of channel states: the channel type in {@code channel-types.xml}, and for numbers Withings' unit and the
 * valid range. {@link Range#POSITIVE} is for quantities that cannot be zero, for which Withings sends 0 if they were
 * not measured. Rates per minute have no unit because openHAB has no "bpm".
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum StateType {
    MASS("mass", SIUnits.KILOGRAM, Range.POSITIVE),
    WATER("water", SIUnits.KILOGRAM, Range.POSITIVE),
    HEIGHT("height", SIUnits.METRE, Range.POSITIVE),
    RATIO("ratio", Units.PERCENT, Range.POSITIVE_PERCENTAGE),
    SLEEP_EFFICIENCY("ratio", Units.PERCENT, Range.PERCENTAGE),
    PRESSURE("pressure", Units.MILLIMETRE_OF_MERCURY, Range.POSITIVE),
    TEMPERATURE("temperature", SIUnits.CELSIUS, Range.POSITIVE),
    HEART_RATE("heart-rate", Range.POSITIVE),
    BODY_MASS_INDEX("bmi", Range.POSITIVE),
    AGE("age", Range.POSITIVE),
    PULSE_WAVE_VELOCITY("pulse-wave-velocity", Units.METRE_PER_SECOND, Range.POSITIVE),
    GLUCOSE("glucose", MetricPrefix.MILLI(SIUnits.GRAM).divide(MetricPrefix.DECI(Units.LITRE)), Range.POSITIVE),
    GLUCOSE_MOLAR("glucose-molar", Range.POSITIVE),
    VO2MAX("vo2max", Range.POSITIVE),
    AFIB_RESULT("afib-result", Range.NOT_NEGATIVE) {
        @Override
        State known(BigDecimal value) {
            return new StringType(AfibResult.nameOf(value));
        }
    },
    ECG_INTERVAL("ecg-interval", MetricPrefix.MILLI(Units.SECOND), Range.POSITIVE),
    SKIN_CONDUCTANCE("skin-conductance", MetricPrefix.MICRO(Units.SIEMENS), Range.POSITIVE),
    ECG_RESULT("ecg-result"),
    SIGNAL_ID("signal-id"),
    ECG_EVENT("ecg-event"),
    SOURCE("source"),

    TIME("time"),
    DAY("day"),
    SLEEP_STATE("sleep-state"),
    NIGHT_EVENT("night-event"),
    SCORE("score", Range.NOT_NEGATIVE),
    DURATION("duration", Units.SECOND, Range.NOT_NEGATIVE),
    SHORT_DURATION("short-duration", Units.SECOND, Range.NOT_NEGATIVE),
    SOUND_DURATION("sound-duration", Units.SECOND, Range.NOT_NEGATIVE),
    COUNT("count", Range.NOT_NEGATIVE),
    INDEX("index", Range.NOT_NEGATIVE),
    BODY_INDEX("index", Range.POSITIVE),
    RESPIRATION_RATE("respiration-rate", Range.POSITIVE),
    HEART_RATE_VARIABILITY("heart-rate-variability", MetricPrefix.MILLI(Units.SECOND), Range.POSITIVE),
    IN_BED("in-bed"),
    BED_EVENT("bed-event"),

    STEPS("steps", Range.NOT_NEGATIVE),
    DISTANCE("distance", SIUnits.METRE, Range.NOT_NEGATIVE),
    ELEVATION("elevation", SIUnits.METRE, Range.NOT_NEGATIVE),
    CALORIES("calories", Units.KILO_CALORIE, Range.NOT_NEGATIVE),
    /** Energy including the basal metabolic rate, so it is never zero. */
    BASAL_CALORIES("calories", Units.KILO_CALORIE, Range.POSITIVE),
    WORKOUT_CATEGORY("workout-category"),
    WORKOUT_EVENT("workout-event"),
    POOL_LENGTH("pool-length", SIUnits.METRE, Range.POSITIVE),
    STEP_GOAL("step-goal", Range.NOT_NEGATIVE),
    SLEEP_GOAL("sleep-goal", Units.SECOND, Range.NOT_NEGATIVE),
    WEIGHT_GOAL("weight-goal", SIUnits.KILOGRAM, Range.POSITIVE),
    PROGRESS("progress", Units.PERCENT, Range.ANY),
    WEIGHT_DIFFERENCE("weight-difference", SIUnits.KILOGRAM, Range.ANY),

    ADVANCED_TIME(TIME),
    ADVANCED_MASS(MASS),
    ADVANCED_WATER(WATER),
    ADVANCED_RATIO(RATIO),
    ADVANCED_PRESSURE(PRESSURE),
    ADVANCED_TEMPERATURE(TEMPERATURE),
    ADVANCED_HEART_RATE(HEART_RATE),
    ADVANCED_DURATION(SHORT_DURATION),
    ADVANCED_SOUND_DURATION(SOUND_DURATION),
    ADVANCED_COUNT(COUNT),
    ADVANCED_INDEX(INDEX),
    ADVANCED_RATE(RESPIRATION_RATE),
    ADVANCED_DISTANCE(DISTANCE),
    ADVANCED_CALORIES(CALORIES),
    SOUND_COUNT("sound-count", Range.NOT_NEGATIVE),
    COMPLETED("completed"),
    CORE_BODY_TEMPERATURE_STATUS("core-body-temperature-status"),

    BATTERY_LEVEL("system.battery-level"),
    LOW_BATTERY("system.low-battery");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final String channelTypeId;
    private final @Nullable Unit<?> unit;
    private final Range range;

    StateType(String channelTypeId) {
        this(channelTypeId, Range.ANY);
    }

    StateType(String channelTypeId, Range range) {
        this(channelTypeId, null, range);
    }

    StateType(String channelTypeId, @Nullable Unit<?> unit, Range range) {
        this.channelTypeId = channelTypeId;
        this.unit = unit;
        this.range = range;
    }

    StateType(StateType common) {
        this("advanced-" + common.channelTypeId, common.unit, common.range);
    }

    /** Returns the ID of the channel type; openHAB's own ones start with "system.". */
    public String channelTypeId() {
        return channelTypeId;
    }

    /** Returns the unit of Withings' numbers, null for numbers without a unit and for other states. */
    @Nullable
    Unit<?> unit() {
        return unit;
    }

    /** Returns whether a number is in range; Withings also sends negative ones, mostly -1, for "not available". */
    public boolean accepts(BigDecimal value) {
        return switch (range) {
            case ANY -> true;
            case NOT_NEGATIVE -> value.signum() >= 0;
            case POSITIVE -> value.signum() > 0;
            case PERCENTAGE -> value.signum() >= 0 && value.compareTo(HUNDRED) <= 0;
            case POSITIVE_PERCENTAGE -> value.signum() > 0 && value.compareTo(HUNDRED) <= 0;
        };
    }

    /** Returns the state for a number in {@link #unit()}, UNDEF for null and for numbers out of range. */
    State state(@Nullable BigDecimal value) {
        return value == null || !accepts(value) ? UnDefType.UNDEF : known(value);
    }

    State known(BigDecimal value) {
        // 70.50 and 70.500 have to be equal states
        BigDecimal stripped = value.stripTrailingZeros();
        BigDecimal plain = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        Unit<?> unit = this.unit;
        return unit == null ? new DecimalType(plain) : new QuantityType<>(plain, unit);
    }

    /** Returns the number of a state in {@link #unit()}, null if the state is no number or null. */
    public @Nullable BigDecimal number(@Nullable State state) {
        Unit<?> unit = this.unit;
        if (unit != null && state instanceof QuantityType<?> quantity) {
            QuantityType<?> converted = quantity.toUnit(unit);
            return converted == null ? null : converted.toBigDecimal();
        }
        return state instanceof DecimalType decimal ? decimal.toBigDecimal() : null;
    }

    private enum Range {
        ANY, NOT_NEGATIVE, POSITIVE, PERCENTAGE, POSITIVE_PERCENTAGE
    }
}
