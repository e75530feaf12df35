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
package org.openhab.core.library.types;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.measure.IncommensurableException;
import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Dimensionless;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;
import org.openhab.core.types.util.UnitUtils;

/** A number with a unit. */
@NonNullByDefault
public class QuantityType<T extends Quantity<T>> extends Number
        implements PrimitiveType, State, Command, Comparable<QuantityType<T>> {
    private static final Pattern TEXT = Pattern.compile("([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)\\s*(\\S*)");
    private static final Pattern TIME_OF_DAY = Pattern.compile("%(?:\\d\\$|<)?[-#^]*\\d*[tT]");
    public static final QuantityType<Dimensionless> ZERO = new QuantityType<>(BigDecimal.ZERO, Units.ONE);
    public static final QuantityType<Dimensionless> ONE = new QuantityType<>(BigDecimal.ONE, Units.ONE);

    private final BigDecimal value;
    private final transient Unit<T> unit;

    @SuppressWarnings("unchecked")
    public QuantityType(String value) {
        Matcher matcher = TEXT.matcher(value.trim());
        if (!matcher.matches()) {
            throw new NumberFormatException("Invalid quantity value: " + value);
        }
        this.value = new BigDecimal(matcher.group(1));
        String symbol = matcher.group(2);
        Unit<?> unit = symbol.isEmpty() ? Units.ONE : UnitUtils.parseUnit(symbol);
        if (unit == null) {
            throw new IllegalArgumentException("Invalid unit in: " + value);
        }
        this.unit = (Unit<T>) unit;
    }

    public QuantityType(Number value, Unit<T> unit) {
        this.value = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
        this.unit = unit;
    }

    public static <T extends Quantity<T>> QuantityType<T> valueOf(double value, Unit<T> unit) {
        return new QuantityType<>(BigDecimal.valueOf(value), unit);
    }

    @SuppressWarnings({ "rawtypes", "unchecked" })
    public static QuantityType<? extends Quantity<?>> valueOf(String value) {
        return new QuantityType(value);
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuantityType<?> quantity && unit.isCompatible(quantity.unit)
                && compareAmounts(quantity) == 0;
    }

    @Override
    public int compareTo(QuantityType<T> other) {
        if (!unit.isCompatible(other.unit)) {
            throw new IllegalArgumentException("Can not compare incompatible units.");
        }
        return compareAmounts(other);
    }

    private int compareAmounts(QuantityType<?> other) {
        return value.compareTo(convert(other.value, other.unit, unit));
    }

    public Unit<T> getUnit() {
        return unit;
    }

    @SuppressWarnings("unchecked")
    public @Nullable QuantityType<T> toUnit(Unit<?> targetUnit) {
        if (targetUnit.equals(unit)) {
            return this;
        }
        return unit.isCompatible(targetUnit)
                ? new QuantityType<>(convert(value, unit, targetUnit), (Unit<T>) targetUnit)
                : null;
    }

    public BigDecimal toBigDecimal() {
        return value;
    }

    @Override
    public int hashCode() {
        Unit<T> system = unit.getSystemUnit();
        return Objects.hash(system.getDimension(), convert(value, unit, system).floatValue());
    }

    @Override
    public String format(String pattern) {
        String text = pattern;
        if (text.contains(UnitUtils.UNIT_PLACEHOLDER)) {
            String symbol = unit.equals(Units.PERCENT) ? "%%" : unit.toString();
            text = text.replace(UnitUtils.UNIT_PLACEHOLDER, symbol);
        } else if (unit.isCompatible(Units.SECOND) && TIME_OF_DAY.matcher(text).find()) {
            long millis = convert(value, unit, MetricPrefix.MILLI(Units.SECOND)).longValue();
            return String.format(text, Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
        }
        return DecimalType.format(text, value);
    }

    @Override
    public int intValue() {
        return value.intValue();
    }

    @Override
    public long longValue() {
        return value.longValue();
    }

    @Override
    public float floatValue() {
        return value.floatValue();
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public String toFullString() {
        return unit.equals(Units.ONE) ? value.toPlainString() : value.toPlainString() + " " + unit;
    }

    @Override
    public <U extends @Nullable State> @Nullable U as(@Nullable Class<U> target) {
        if (target == DecimalType.class) {
            return target.cast(new DecimalType(value));
        }
        if (target == OnOffType.class) {
            return value.signum() == 0
                    ? target.cast(OnOffType.OFF)
                    : Units.ONE.equals(unit) ? target.cast(OnOffType.ON) : null;
        }
        return State.super.as(target);
    }

    private static BigDecimal convert(BigDecimal value, Unit<?> from, Unit<?> to) {
        if (from.equals(to)) {
            return value;
        }
        try {
            Number converted = from.getConverterToAny(to).convert(value);
            BigDecimal decimal = converted instanceof BigDecimal already
                    ? already
                    : converted instanceof tech.units.indriya.function.RationalNumber rational
                            ? rational.bigDecimalValue()
                            : new BigDecimal(converted.toString());
            return tidy(decimal);
        } catch (IncommensurableException e) {
            throw new IllegalArgumentException(from + " cannot be converted to " + to, e);
        }
    }

    private static BigDecimal tidy(BigDecimal value) {
        BigDecimal stripped = value.round(MathContext.DECIMAL64).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
