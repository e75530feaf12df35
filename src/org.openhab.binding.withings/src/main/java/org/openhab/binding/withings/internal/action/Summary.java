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

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.measure.Unit;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Temperature;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;

/**
 * A summary of a person's recent data in a few sentences, for voice assistants.
 *
 * @param states the states of the person's channels by channel ID
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Summary(Map<String, TimedState> states, Instant now, Texts texts, Locale locale, ZoneId zone,
        UnitProvider units) {

    private static final Duration MEASUREMENT_MAX_AGE = Duration.ofDays(14);
    private static final Duration TEMPERATURE_MAX_AGE = Duration.ofHours(24);
    /** Includes last night until the evening, but not the previous night in the early morning. */
    private static final Duration NIGHT_MAX_AGE = Duration.ofHours(18);
    private static final Duration DAY = Duration.ofDays(1);

    /** Returns the sentences; empty if there is no recent data. */
    String text() {
        return Stream.of(
                quantity("summary.weight", MeasureType.WEIGHT, MEASUREMENT_MAX_AGE, units.getUnit(Mass.class)), sleep(),
                steps(), bloodPressure(), quantity("summary.temperature", MeasureType.BODY_TEMPERATURE,
                        TEMPERATURE_MAX_AGE, units.getUnit(Temperature.class)))
                .filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    private @Nullable String quantity(String key, MeasureType type, Duration maxAge, Unit<?> unit) {
        TimedState state = states.get(type.channel().channelId());
        Double value = number(state, unit);
        return state == null || value == null || !isWithin(state.time(), maxAge)
                ? null
                : text(key, number(value, 1), unit.toString(), when(state.time()));
    }

    private @Nullable String sleep() {
        Instant start = time(SleepChannels.START);
        Instant end = time(SleepChannels.END);
        Double seconds = number(states.get(SleepField.TOTAL_SLEEP_TIME.channel().channelId()), Units.SECOND);
        if (start == null || end == null || seconds == null || !isWithin(end, NIGHT_MAX_AGE)) {
            return null;
        }
        Duration sleep = Duration.ofSeconds(seconds.longValue());
        Double score = plain(SleepField.SLEEP_SCORE.channel());
        return text("summary.sleep", text("summary.duration", sleep.toHours(), sleep.toMinutesPart())) + " "
                + text("summary.sleep.times", time(start), time(end))
                + (score == null ? "" : " " + text("summary.sleep.score", number(score, 0)));
    }

    private @Nullable String steps() {
        Instant day = time(ActivityChannels.DATE);
        Double steps = plain(ActivityChannels.STEPS);
        if (day == null || steps == null || !isWithin(day, DAY)) {
            return null;
        }
        Double goal = plain(GoalChannels.STEPS);
        return goal == null || goal <= 0
                ? text("summary.steps", number(steps, 0))
                : text("summary.steps.goal", number(steps, 0), number(Math.floor(steps / goal * 100), 0));
    }

    /** In mmHg in every system of units. */
    private @Nullable String bloodPressure() {
        TimedState systolic = states.get(MeasureType.SYSTOLIC_PRESSURE.channel().channelId());
        TimedState diastolic = states.get(MeasureType.DIASTOLIC_PRESSURE.channel().channelId());
        Double upper = number(systolic, Units.MILLIMETRE_OF_MERCURY);
        Double lower = number(diastolic, Units.MILLIMETRE_OF_MERCURY);
        return systolic != null && diastolic != null && upper != null && lower != null
                && isWithin(systolic.time(), MEASUREMENT_MAX_AGE) && systolic.time().equals(diastolic.time())
                        ? text("summary.blood-pressure", number(upper, 0), number(lower, 0), when(systolic.time()))
                        : null;
    }

    private String text(String key, Object... values) {
        return texts.get(key, locale, values);
    }

    private String number(double number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    private String time(Instant time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(time.atZone(zone));
    }

    private String when(Instant time) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(time, zone), LocalDate.ofInstant(now, zone));
        if (days <= 0) {
            return text("summary.today", time(time));
        }
        return days == 1 ? text("summary.yesterday", time(time)) : text("summary.days-ago", days);
    }

    private boolean isWithin(Instant time, Duration maxAge) {
        return now.isBefore(time.plus(maxAge));
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
        QuantityType<?> quantity = state != null && state.state()instanceof QuantityType<?> known
                ? known.toUnit(unit)
                : null;
        return quantity == null ? null : quantity.doubleValue();
    }
}
