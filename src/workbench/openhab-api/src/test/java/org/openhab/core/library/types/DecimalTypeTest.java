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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers without unit, and percentages.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DecimalTypeTest {

    @Test
    void equalsTheSameNumberOfAnotherScale() {
        assertEquals(new DecimalType("72"), new DecimalType("72.0"));
        assertEquals(new DecimalType("72").hashCode(), new DecimalType("72.0").hashCode());
        assertEquals(DecimalType.ZERO.hashCode(), new DecimalType("0.00").hashCode());
        assertNotEquals(new DecimalType(72), new DecimalType(73));
    }

    @Test
    void isFormattedAsWholeNumberOrWithDecimals() {
        assertEquals("72 bpm", new DecimalType("72.0").format("%d bpm"));
        assertEquals("72.5", new DecimalType("72.54").format("%.1f"));
    }

    @Test
    void writesItselfWithoutExponent() {
        assertEquals("1000000000000", new DecimalType("1E12").toFullString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a", "NaN", "1 kg", "1.2.3" })
    void isNotReadFrom(String text) {
        assertThrows(NumberFormatException.class, () -> DecimalType.valueOf(text));
    }

    @Test
    void becomesOtherStates() {
        assertEquals(OnOffType.ON, new DecimalType(1).as(OnOffType.class));
        assertEquals(OnOffType.OFF, DecimalType.ZERO.as(OnOffType.class));
        assertEquals(new QuantityType<>("5"), new DecimalType(5).as(QuantityType.class));
        assertNull(new DecimalType(5).as(StringType.class));
    }

    @Test
    void isOneOrHundredForOn() {
        assertEquals(new DecimalType(1), OnOffType.ON.as(DecimalType.class));
        assertEquals(OnOffType.ON, OnOffType.from("on"));
        assertEquals(OnOffType.OFF, OnOffType.from("yes"));
    }

    @Test
    void isAsTextWhatTheTextIs() {
        assertEquals(new StringType("asleep"), StringType.valueOf("asleep"));
        assertEquals(new StringType(""), new StringType(null));
        assertEquals("<asleep>", new StringType("asleep").format("<%s>"));
    }
}
