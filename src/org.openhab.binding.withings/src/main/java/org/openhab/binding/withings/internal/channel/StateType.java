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
 * The types of channel states: the channel type in {@code channel-types.xml}, the item type, and for numbers Withings'
 * unit and the valid range. {@link Range#POSITIVE} stands for quantities that a living body cannot have at zero: there
 * Withings sends 0 for "not measured".
 * <p>
 * Rates per minute have no unit because openHAB has no "bpm".
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum StateType {
    MASS("mass", "Number:Mass", SIUnits.KILOGRAM, Range.POSITIVE),
    HEIGHT("height", "Number:Length", SIUnits.METRE, Range.POSITIVE),
    RATIO("ratio", "Number:Dimensionless", Units.PERCENT, Range.POSITIVE_PERCENTAGE),
    SLEEP_EFFICIENCY("ratio", "Number:Dimensionless", Units.PERCENT, Range.PERCENTAGE),
    PRESSURE("pressure", "Number:Pressure", Units.MILLIMETRE_OF_MERCURY, Range.POSITIVE),
    TEMPERATURE("temperature", "Number:Temperature", SIUnits.CELSIUS, Range.POSITIVE),
    HEART_RATE("heart-rate", "Number", null, Range.POSITIVE),
    BODY_MASS_INDEX("bmi", "Number", null, Range.POSITIVE),
    AGE("age", "Number", null, Range.POSITIVE),
    PULSE_WAVE_VELOCITY("pulse-wave-velocity", "Number:Speed", Units.METRE_PER_SECOND, Range.POSITIVE),
    GLUCOSE("glucose", "Number:Density", MetricPrefix.MILLI(SIUnits.GRAM).divide(MetricPrefix.DECI(Units.LITRE)),
            Range.POSITIVE),
    GLUCOSE_MOLAR("glucose-molar", "Number", null, Range.POSITIVE),
    VO2MAX("vo2max", "Number", null, Range.POSITIVE),
    AFIB_RESULT("afib-result", "String", null, Range.NOT_NEGATIVE) {
        @Override
        State known(BigDecimal value) {
            return new StringType(AfibResult.nameOf(value));
        }
    },
    ECG_INTERVAL("ecg-interval", "Number:Time", MetricPrefix.MILLI(Units.SECOND), Range.POSITIVE),
    SKIN_CONDUCTANCE("skin-conductance", "Number:ElectricConductance", MetricPrefix.MICRO(Units.SIEMENS),
            Range.POSITIVE),
    ECG_RESULT("ecg-result", "String"),
    SIGNAL_ID("signal-id", "String"),
    ECG_EVENT("ecg-event", null),
    SOURCE("source", "String"),

    TIME("time", "DateTime"),
    SLEEP_STATE("sleep-state", "String"),
    NIGHT_EVENT("night-event", "String"),
    SCORE("score", "Number", null, Range.NOT_NEGATIVE),
    DURATION("duration", "Number:Time", Units.SECOND, Range.NOT_NEGATIVE),
    SHORT_DURATION("short-duration", "Number:Time", Units.SECOND, Range.NOT_NEGATIVE),
    COUNT("count", "Number", null, Range.NOT_NEGATIVE),
    INDEX("index", "Number", null, Range.NOT_NEGATIVE),
    BODY_INDEX("index", "Number", null, Range.POSITIVE),
    RESPIRATION_RATE("respiration-rate", "Number", null, Range.POSITIVE),
    HEART_RATE_VARIABILITY("heart-rate-variability", "Number:Time", MetricPrefix.MILLI(Units.SECOND),
            Range.POSITIVE),
    IN_BED("in-bed", "Switch"),
    BED_EVENT("bed-event", null),

    DISTANCE("distance", "Number:Length", SIUnits.METRE, Range.NOT_NEGATIVE),
    ELEVATION("elevation", "Number:Length", SIUnits.METRE, Range.NOT_NEGATIVE),
    CALORIES("calories", "Number:Energy", Units.KILO_CALORIE, Range.NOT_NEGATIVE),
    BASAL_CALORIES("calories", "Number:Energy", Units.KILO_CALORIE, Range.POSITIVE),
    WORKOUT_CATEGORY("workout-category", "String"),
    WORKOUT_EVENT("workout-event", null),
    POOL_LENGTH("pool-length", "Number:Length", SIUnits.METRE, Range.POSITIVE),
    STEP_GOAL("step-goal", "Number", null, Range.NOT_NEGATIVE),
    SLEEP_GOAL("sleep-goal", "Number:Time", Units.SECOND, Range.NOT_NEGATIVE),
    WEIGHT_GOAL("weight-goal", "Number:Mass", SIUnits.KILOGRAM, Range.POSITIVE),
    PROGRESS("progress", "Number:Dimensionless", Units.PERCENT, Range.ANY),
    WEIGHT_DIFFERENCE("weight-difference", "Number:Mass", SIUnits.KILOGRAM, Range.ANY),

    ADVANCED_TIME("advanced-time", "DateTime"),
    ADVANCED_MASS("advanced-mass", "Number:Mass", SIUnits.KILOGRAM, Range.POSITIVE),
    COMPLETED("completed", "Switch"),
    ADVANCED_DURATION("advanced-duration", "Number:Time", Units.SECOND, Range.NOT_NEGATIVE),
    ADVANCED_COUNT("advanced-count", "Number", null, Range.NOT_NEGATIVE),
    ADVANCED_INDEX("advanced-index", "Number", null, Range.NOT_NEGATIVE),
    ADVANCED_RATE("advanced-rate", "Number", null, Range.POSITIVE),
    ADVANCED_TEMPERATURE("advanced-temperature", "Number:Temperature", SIUnits.CELSIUS, Range.POSITIVE),
    CORE_BODY_TEMPERATURE_STATUS("core-body-temperature-status", "String"),

    BATTERY_LEVEL("system.battery-level", "Number"),
    LOW_BATTERY("system.low-battery", "Switch");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final String channelTypeId;
    private final @Nullable String itemType;
    private final @Nullable Unit<?> unit;
    private final Range range;

    StateType(String channelTypeId, @Nullable String itemType) {
        this(channelTypeId, itemType, null, Range.ANY);
    }

    StateType(String channelTypeId, @Nullable String itemType, @Nullable Unit<?> unit, Range range) {
        this.channelTypeId = channelTypeId;
        this.itemType = itemType;
        this.unit = unit;
        this.range = range;
    }

    /**
     * @return the id of the channel type; openHAB's own ones start with "system."
     */
    public String channelTypeId() {
        return channelTypeId;
    }

    /** Null for a trigger channel. */
    @Nullable
    String itemType() {
        return itemType;
    }

    /** The unit of Withings' numbers, null for numbers without a unit and for other states. */
    @Nullable
    Unit<?> unit() {
        return unit;
    }

    /**
     * Withings also sends negative numbers, mostly -1, for "not available".
     *
     * @return whether a number in {@link #unit()} is in the valid range
     */
    public boolean accepts(BigDecimal value) {
        return switch (range) {
            case ANY -> true;
            case NOT_NEGATIVE -> value.signum() >= 0;
            case POSITIVE -> value.signum() > 0;
            case PERCENTAGE -> value.signum() >= 0 && value.compareTo(HUNDRED) <= 0;
            case POSITIVE_PERCENTAGE -> value.signum() > 0 && value.compareTo(HUNDRED) <= 0;
        };
    }

    /**
     * @return the state for a number in {@link #unit()}, UNDEF for null and for numbers out of range
     */
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

    /**
     * @return the number of a state in {@link #unit()}, null if the state is no number or null
     */
    public @Nullable BigDecimal number(@Nullable State state) {
        Unit<?> unit = this.unit;
        if (unit != null && state instanceof QuantityType<?> quantity) {
            QuantityType<?> converted = quantity.toUnit(unit);
            return converted == null ? null : converted.toBigDecimal();
        }
        return state instanceof DecimalType decimal ? decimal.toBigDecimal() : null;
    }

    private enum Range {
        ANY,
        NOT_NEGATIVE,
        POSITIVE,
        PERCENTAGE,
        POSITIVE_PERCENTAGE
    }
}
