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
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.IllegalFormatConversionException;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.Command;
import org.openhab.core.types.PrimitiveType;
import org.openhab.core.types.State;

/**
 * A number without unit.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class DecimalType extends Number implements PrimitiveType, State, Command, Comparable<DecimalType> {

    private static final long serialVersionUID = 1L;

    public static final DecimalType ZERO = new DecimalType(BigDecimal.ZERO);

    protected BigDecimal value;

    /** @throws NumberFormatException if it is not a number or infinite */
    public DecimalType(Number value) {
        if (value instanceof QuantityType<?> quantity) {
            this.value = quantity.toBigDecimal();
        } else if (value instanceof DecimalType decimal) {
            this.value = decimal.value;
        } else {
            this.value = new BigDecimal(value.toString());
        }
    }

    /**
     * @param value a number as in English, with or without grouping
     * @throws NumberFormatException if it is not a number
     */
    public DecimalType(String value) {
        this(value, Locale.ENGLISH);
    }

    /**
     * @param value a number as written in the given language
     * @throws NumberFormatException if it is not a number
     */
    public DecimalType(String value, Locale locale) {
        this.value = parse(value, locale);
    }

    static BigDecimal parse(String value, Locale locale) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        format.setParseBigDecimal(true);
        String text = value.strip().replace('e', 'E').replace("E+", "E");
        if (text.startsWith("+")) {
            text = text.substring(1);
        }
        ParsePosition position = new ParsePosition(0);
        if (format.parseObject(text, position)instanceof BigDecimal number && position.getIndex() == text.length()) {
            return number;
        }
        throw new NumberFormatException("Invalid number: " + value);
    }

    @Override
    public String toString() {
        return toFullString();
    }

    @Override
    public String toFullString() {
        return value.toPlainString();
    }

    /** @throws NumberFormatException if it is not a number */
    public static DecimalType valueOf(String value) {
        return new DecimalType(value);
    }

    @Override
    public String format(String pattern) {
        return format(pattern, value);
    }

    static String format(String pattern, BigDecimal value) {
        try {
            return String.format(pattern, value.toBigIntegerExact());
        } catch (ArithmeticException | IllegalFormatConversionException e) {
            return String.format(pattern, value);
        }
    }

    public BigDecimal toBigDecimal() {
        return value;
    }

    @Override
    public int hashCode() {
        return value.stripTrailingZeros().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof DecimalType decimal && value.compareTo(decimal.value) == 0;
    }

    @Override
    public int compareTo(DecimalType other) {
        return value.compareTo(other.value);
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public float floatValue() {
        return value.floatValue();
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
    public <T extends @Nullable State> @Nullable T as(@Nullable Class<T> target) {
        if (target == OnOffType.class) {
            return target.cast(OnOffType.from(value.signum() != 0));
        }
        if (target == QuantityType.class) {
            return target.cast(new QuantityType<>(value, Units.ONE));
        }
        return State.super.as(target);
    }
}
