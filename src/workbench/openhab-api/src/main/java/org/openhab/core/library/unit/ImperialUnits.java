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
import javax.measure.quantity.Length;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Temperature;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;

import tech.units.indriya.function.AddConverter;
import tech.units.indriya.function.MultiplyConverter;
import tech.units.indriya.unit.TransformedUnit;

/**
 * The units that are used in the USA.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ImperialUnits extends CustomUnits {

    private static final ImperialUnits INSTANCE = new ImperialUnits();

    public static final Unit<Mass> POUND = INSTANCE.unit(
            new TransformedUnit<>("lb", tech.units.indriya.unit.Units.KILOGRAM, ratio(45359237, 100000000)), "lb");
    public static final Unit<Pressure> INCH_OF_MERCURY = INSTANCE
            .unit(new TransformedUnit<>("inHg", tech.units.indriya.unit.Units.PASCAL, ratio(3386388, 1000)), "inHg");
    public static final Unit<Temperature> FAHRENHEIT = INSTANCE.unit(new TransformedUnit<>("°F",
            tech.units.indriya.unit.Units.KELVIN, ratio(5, 9).concatenate(new AddConverter(new BigDecimal("459.67")))),
            "°F");
    public static final Unit<Length> INCH = INSTANCE
            .unit(new TransformedUnit<>("in", tech.units.indriya.unit.Units.METRE, ratio(254, 10000)), "in");
    public static final Unit<Length> MILE = INSTANCE
            .unit(new TransformedUnit<>("mi", tech.units.indriya.unit.Units.METRE, ratio(1609344, 1000)), "mi");
    public static final Unit<Speed> MILES_PER_HOUR = INSTANCE.unit(
            new TransformedUnit<>("mph", tech.units.indriya.unit.Units.METRE_PER_SECOND, ratio(44704, 100000)), "mph");

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
