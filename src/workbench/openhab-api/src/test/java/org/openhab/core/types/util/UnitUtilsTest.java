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
package org.openhab.core.types.util;

import static org.junit.jupiter.api.Assertions.*;

import javax.measure.Unit;
import javax.measure.quantity.Mass;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.core.library.dimension.ArealDensity;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;

/**
 * Symbols of units as openHAB 5.2.1 reads and writes them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UnitUtilsTest {

    @ParameterizedTest
    @CsvSource({ "kg, Mass", "g, Mass", "lb, Mass", "m, Length", "cm, Length", "km, Length", "in, Length", "ft, Length",
            "mi, Length", "°C, Temperature", "°F, Temperature", "K, Temperature", "Pa, Pressure", "hPa, Pressure",
            "mmHg, Pressure", "inHg, Pressure", "J, Energy", "kJ, Energy", "kcal, Energy", "kWh, Energy", "s, Time",
            "ms, Time", "min, Time", "h, Time", "d, Time", "m/s, Speed", "km/h, Speed", "mph, Speed", "Hz, Frequency",
            "rpm, Frequency", "%, Dimensionless", "one, Dimensionless", "kg/m², ArealDensity",
            "DU, ArealDensity" })
    void readsAUnitAndWritesItTheSame(String symbol, String dimension) {
        Unit<?> unit = UnitUtils.parseUnit(symbol);

        assertNotNull(unit);
        assertEquals(symbol, unit.toString());
        assertEquals(dimension, UnitUtils.getDimensionName(unit));
    }

    @ParameterizedTest
    @ValueSource(strings = { "bpm", "1/min", "stones" })
    void doesNotKnow(String symbol) {
        assertNull(UnitUtils.parseUnit(symbol));
    }

    @Test
    void readsOxygenUptakeWronglyAsOpenHabDoes() {
        Unit<?> parsed = UnitUtils.parseUnit("ml/min/kg");

        assertNotNull(parsed);
        assertEquals("ml·kg/min", parsed.toString());
    }

    @Test
    void readsTheMicroSignAndTheGreekLetter() {
        assertEquals(MetricPrefix.MICRO(Units.SIEMENS), UnitUtils.parseUnit("\u00B5S"));
        assertEquals(MetricPrefix.MICRO(Units.SIEMENS), UnitUtils.parseUnit("\u03BCS"));
    }

    @Test
    void countsRevolutionsPerMinuteAsFrequency() {
        assertEquals(new QuantityType<>(1, Units.HERTZ), new QuantityType<>("60 rpm").toUnit(Units.HERTZ));
    }

    @Test
    void takesTheUnitFromTheEndOfAPattern() {
        assertEquals(SIUnits.KILOGRAM, UnitUtils.parseUnit("%.1f kg"));
        assertEquals(Units.PERCENT, UnitUtils.parseUnit("%.1f %%"));
        assertNull(UnitUtils.parseUnit("%.1f %unit%"));
        assertNull(UnitUtils.parseUnit(""));
        assertNull(UnitUtils.parseUnit(null));
    }

    @Test
    void findsADimensionByTheNameThatItemsUse() {
        assertEquals(Mass.class, UnitUtils.parseDimension("Mass"));
        assertEquals(ArealDensity.class, UnitUtils.parseDimension("ArealDensity"));
        assertNull(UnitUtils.parseDimension(""));
        assertThrows(IllegalArgumentException.class, () -> UnitUtils.parseDimension("Happiness"));
    }

    @Test
    void doesNotTakeTheBodyMassIndexForOzone() {
        assertFalse(Units.KILOGRAM_PER_SQUARE_METRE.isCompatible(Units.DOBSON_UNIT));
    }
}
