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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    @ValueSource(strings = { "kg", "g", "lb", "m", "cm", "km", "°C", "°F", "K", "Pa", "hPa", "mmHg",
            "J", "kJ", "kcal", "kWh", "s", "ms", "min", "h", "d", "m/s", "km/h", "Hz", "%", "one", "kg/m²",
            "DU" })
    void readsAUnitAndWritesItTheSame(String symbol) {
        Unit<?> unit = UnitUtils.parseUnit(symbol);

        assertNotNull(unit);
        assertEquals(symbol, unit.toString());
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
    void takesTheUnitFromTheEndOfAPattern() {
        assertEquals(SIUnits.KILOGRAM, UnitUtils.parseUnit("%.1f kg"));
        assertEquals(Units.PERCENT, UnitUtils.parseUnit("%.1f %%"));
        assertNull(UnitUtils.parseUnit("%.1f %unit%"));
        assertNull(UnitUtils.parseUnit(""));
        assertNull(UnitUtils.parseUnit(null));
    }

    @Test
    void doesNotTakeTheBodyMassIndexForOzone() {
        assertFalse(Units.KILOGRAM_PER_SQUARE_METRE.isCompatible(Units.DOBSON_UNIT));
    }
}
