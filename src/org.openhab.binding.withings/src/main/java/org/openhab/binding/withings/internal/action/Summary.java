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
package org.openhab.binding.withings.internal.action;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.measure.Unit;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Temperature;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ActivityField;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.SleepField;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;

/**
 * Tells in a few sentences how a person is, for a voice to speak. What is not known or not true any more is left out.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Summary {
    /** Who has not weighed in for so long would be told an old number as news. */
    private static final Duration MEASURE_LASTS = Duration.ofDays(14);
    private static final Duration TEMPERATURE_LASTS = Duration.ofHours(24);
    /** In the evening it is still last night's sleep, in the early morning before the mat has told it is not. */
    private static final Duration NIGHT_LASTS = Duration.ofHours(18);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PERCENT = 100;

    private final Map<String, TimedState> states;
    private final Instant now;
    private final ActionTexts texts;
    private final UnitProvider units;
    private final List<String> sentences = new ArrayList<>();

    private Summary(Map<String, TimedState> states, Instant now, ActionTexts texts, UnitProvider units) {
        this.states = states;
        this.now = now;
        this.texts = texts;
        this.units = units;
    }

    /**
     * @param states what the channels of the person show, by channel
     * @return the sentences, none if there is nothing to tell
     */
    static List<String> of(Map<String, TimedState> states, Instant now, ActionTexts texts, UnitProvider units) {
        Summary summary = new Summary(states, now, texts, units);
        summary.weight();
        summary.sleep();
        summary.steps();
        summary.bloodPressure();
        summary.temperature();
        return summary.sentences;
    }

    private void weight() {
        TimedState weight = fresh(MeasureType.WEIGHT.channels().get(0), MEASURE_LASTS);
        Unit<Mass> unit = units.getUnit(Mass.class);
        Double value = number(weight, unit);
        if (weight != null && value != null) {
            tell("summary.weight", texts.number(value, 1), unit.toString(), texts.when(weight.time(), now));
        }
    }

    private void sleep() {
        Instant start = time(SleepChannels.START);
        Instant end = time(SleepChannels.END);
        Double seconds = number(states.get(SleepField.TOTAL_SLEEP_TIME.channel().channelId()), Units.SECOND);
        if (start == null || end == null || seconds == null || !isWithin(end, NIGHT_LASTS)) {
            return;
        }
        Duration sleep = Duration.ofSeconds(seconds.longValue());
        tell("summary.sleep", texts.text("summary.duration", sleep.toHours(), sleep.toMinutesPart()));
        tell("summary.sleep.times", texts.time(start), texts.time(end));
        Double score = plain(SleepField.SLEEP_SCORE.channel());
        if (score != null) {
            tell("summary.sleep.score", texts.number(score, 0));
        }
    }

    private void steps() {
        Instant day = time(ActivityChannels.DATE);
        Double steps = plain(ActivityField.STEPS.channel());
        if (day == null || steps == null || !isWithin(day, DAY)) {
            return;
        }
        Double goal = plain(GoalChannels.STEPS);
        if (goal == null || goal <= 0) {
            tell("summary.steps", texts.number(steps, 0));
        } else {
            tell("summary.steps.goal", texts.number(steps, 0), texts.number(Math.floor(steps / goal * PERCENT), 0));
        }
    }

    private void bloodPressure() {
        TimedState systolic = fresh(MeasureType.SYSTOLIC_PRESSURE.channels().get(0), MEASURE_LASTS);
        TimedState diastolic = fresh(MeasureType.DIASTOLIC_PRESSURE.channels().get(0), MEASURE_LASTS);
        // no system of units has another unit for the pressure of blood
        Double upper = number(systolic, Units.MILLIMETRE_OF_MERCURY);
        Double lower = number(diastolic, Units.MILLIMETRE_OF_MERCURY);
        if (systolic != null && diastolic != null && upper != null && lower != null
                && systolic.time().equals(diastolic.time())) {
            tell("summary.blood-pressure", texts.number(upper, 0), texts.number(lower, 0),
                    texts.when(systolic.time(), now));
        }
    }

    private void temperature() {
        TimedState temperature = fresh(MeasureType.BODY_TEMPERATURE.channels().get(0), TEMPERATURE_LASTS);
        Unit<Temperature> unit = units.getUnit(Temperature.class);
        Double value = number(temperature, unit);
        if (temperature != null && value != null) {
            tell("summary.temperature", texts.number(value, 1), unit.toString(), texts.when(temperature.time(), now));
        }
    }

    private void tell(String key, Object... values) {
        sentences.add(texts.text(key, values));
    }

    private @Nullable TimedState fresh(ChannelDefinition channel, Duration lasts) {
        TimedState state = states.get(channel.channelId());
        return state != null && isWithin(state.time(), lasts) ? state : null;
    }

    private boolean isWithin(Instant time, Duration past) {
        return now.isBefore(time.plus(past));
    }

    private @Nullable Instant time(ChannelDefinition channel) {
        TimedState state = states.get(channel.channelId());
        return state != null && state.state()instanceof DateTimeType time ? time.getInstant() : null;
    }

    private @Nullable Double plain(ChannelDefinition channel) {
        TimedState state = states.get(channel.channelId());
        return state != null && state.state()instanceof DecimalType number ? number.doubleValue() : null;
    }

    private static @Nullable Double number(@Nullable TimedState state, Unit<?> unit) {
        QuantityType<?> quantity = state != null && state.state()instanceof QuantityType<?> told
                ? told.toUnit(unit)
                : null;
        return quantity == null ? null : quantity.doubleValue();
    }
}
