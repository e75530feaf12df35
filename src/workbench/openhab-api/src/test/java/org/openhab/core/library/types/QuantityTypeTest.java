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

import static org.junit.jupiter.api.Assertions.*;

import java.math.BigDecimal;
import java.util.Objects;

import javax.measure.Unit;
import javax.measure.quantity.Mass;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.util.UnitUtils;

/**
 * Numbers with units: conversion, comparison, arithmetic and texts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class QuantityTypeTest {

    @ParameterizedTest
    @CsvSource({ "98.6 °F, °C, 37 °C", "37 °C, °F, 98.6 °F", "36.6 °C, K, 309.75 K", "70.5 kg, g, 70500 g",
            "150 lb, kg, 68.0388555 kg", "1.80 m, cm, 180 cm", "120 mmHg, hPa, 159.9868416 hPa",
            "2000 kcal, kJ, 8368 kJ", "3.6 km/h, m/s, 1 m/s", "450 min, h, 7.5 h", "50 %, one, 0.5",
            "0.97, %, 97 %" })
    void converts(String from, String unit, String to) {
        QuantityType<?> converted = new QuantityType<>(from).toUnit(unit(unit));

        assertNotNull(converted);
        assertEquals(to, converted.toString());
    }

    private static Unit<?> unit(String symbol) {
        return Objects.requireNonNull(UnitUtils.parseUnit(symbol));
    }

    @Test
    void comesBackUnchangedFromAnotherUnit() {
        QuantityType<?> there = new QuantityType<>("121.7 mmHg").toUnit(unit("hPa"));

        assertNotNull(there);
        assertEquals("121.7 mmHg", String.valueOf(there.toUnit(unit("mmHg"))));
    }

    @Test
    void isNothingInAUnitOfAnotherKind() {
        assertNull(new QuantityType<>("70 kg").toUnit(SIUnits.METRE));
        assertNull(new QuantityType<>("22 kg/m²").toUnit(Units.DOBSON_UNIT));
    }

    @Test
    void equalsTheSameAmountInAnotherUnit() {
        QuantityType<?> celsius = new QuantityType<>("37 °C");
        QuantityType<?> fahrenheit = new QuantityType<>("98.6 °F");

        assertEquals(celsius, fahrenheit);
        assertEquals(celsius.hashCode(), fahrenheit.hashCode());
        assertEquals(new QuantityType<>("70.50 kg"), new QuantityType<>("70.5 kg"));
        assertNotEquals(new QuantityType<>("70 kg"), new QuantityType<>("70 m"));
        assertNotEquals(new QuantityType<>("70 kg"), new QuantityType<>("70 g"));
    }

    @Test
    void isComparedAcrossUnits() {
        assertTrue(new QuantityType<Mass>("1 lb").compareTo(new QuantityType<>("1 kg")) < 0);
        assertTrue(new QuantityType<Mass>("1 kg").compareTo(new QuantityType<>("999 g")) > 0);
        assertEquals(0, new QuantityType<Mass>("1 kg").compareTo(new QuantityType<>("1000 g")));
    }

    @SuppressWarnings({ "rawtypes", "unchecked" })
    @Test
    void isNotComparedWithAnotherKind() {
        QuantityType mass = new QuantityType("1 kg");

        assertThrows(IllegalArgumentException.class, () -> mass.compareTo(new QuantityType("1 m")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "70.54 kg|%.1f %unit%|70.5 kg", "97 %|%d %unit%|97 %", "97 %|%.1f %%|97.0 %",
            "70.5 kg|%s|70.5", "8000|%d|8000", "26100 s|%1$tH:%1$tM|07:15", "26100 s|%tR|07:15",
            "7.25 h|%1$tT|07:15:00",
            "26100 s|%.0f %unit%|26100 s" })
    void isFormatted(String quantity, String pattern, String text) {
        assertEquals(text, new QuantityType<>(quantity).format(pattern));
    }

    @Test
    void isNotFormattedAsAWholeNumberWhenItIsNone() {
        assertThrows(java.util.IllegalFormatException.class, () -> new QuantityType<>("70.5 kg").format("%d kg"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "70.5 kg|70.5 kg", "70.5kg|70.5 kg", "-3 °C|-3 °C", "+3 °C|3 °C",
            "1e3 m|1000 m", "1.5E-3 m|0.0015 m", "12|12", "10%|10 %" })
    void isReadFromText(String text, String full) {
        assertEquals(full, QuantityType.valueOf(text).toFullString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "kg", "70 bpm", "7 h 5 min", "NaN", "∞", "1..2 kg", "--1 kg" })
    void isNotReadFrom(String text) {
        assertThrows(IllegalArgumentException.class, () -> QuantityType.valueOf(text));
    }

    @Test
    void readsBackWhatItWrites() {
        QuantityType<?> quantity = new QuantityType<>(new BigDecimal("0.000000123"), Units.KILO_CALORIE);

        assertEquals(quantity, QuantityType.valueOf(quantity.toFullString()));
        assertEquals("0.000000123 kcal", quantity.toFullString());
    }

    @Test
    void becomesOtherStates() {
        assertEquals(new DecimalType("70.5"), new QuantityType<>("70.5 kg").as(DecimalType.class));
        assertEquals(OnOffType.OFF, new QuantityType<>("0").as(OnOffType.class));
        assertNull(new QuantityType<>("70.5 kg").as(DateTimeType.class));
    }
}
