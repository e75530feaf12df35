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
package org.openhab.core.library.unit;

import java.math.BigDecimal;

import javax.measure.Unit;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Temperature;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;

import tech.units.indriya.function.AddConverter;
import tech.units.indriya.function.MultiplyConverter;
import tech.units.indriya.unit.TransformedUnit;

/** The units of the imperial system. */
@NonNullByDefault
public final class ImperialUnits extends CustomUnits {
    private static final ImperialUnits INSTANCE = new ImperialUnits();

    public static final Unit<Mass> POUND = INSTANCE.unit(
            new TransformedUnit<>("lb", tech.units.indriya.unit.Units.KILOGRAM, ratio(45359237, 100000000)), "lb");
    public static final Unit<Temperature> FAHRENHEIT = INSTANCE.unit(new TransformedUnit<>("°F",
            tech.units.indriya.unit.Units.KELVIN, ratio(5, 9).concatenate(new AddConverter(new BigDecimal("459.67")))),
            "°F");

    private ImperialUnits() {
    }

    private static MultiplyConverter ratio(long dividend, long divisor) {
        return MultiplyConverter.ofRational(dividend, divisor);
    }

    public static SystemOfUnits getInstance() {
        return INSTANCE;
    }

    @Override
    public String getName() {
        return "ImperialUnits";
    }
}
