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

import javax.measure.Unit;
import javax.measure.quantity.Area;
import javax.measure.quantity.Length;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Temperature;
import javax.measure.quantity.Volume;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;

import tech.units.indriya.format.SimpleUnitFormat;

/** The units of the SI system. */
@NonNullByDefault
public final class SIUnits extends CustomUnits {
    private static final SIUnits INSTANCE = new SIUnits();
    public static final Unit<Temperature> CELSIUS = INSTANCE.unit(tech.units.indriya.unit.Units.CELSIUS, "°C");
    public static final Unit<Speed> KILOMETRE_PER_HOUR = INSTANCE
            .unit(tech.units.indriya.unit.Units.KILOMETRE_PER_HOUR);
    public static final Unit<Length> METRE = INSTANCE.unit(tech.units.indriya.unit.Units.METRE, Length.class);
    public static final Unit<Mass> KILOGRAM = INSTANCE.unit(tech.units.indriya.unit.Units.KILOGRAM, Mass.class);
    public static final Unit<Mass> GRAM = INSTANCE.unit(tech.units.indriya.unit.Units.GRAM);
    public static final Unit<Area> SQUARE_METRE = INSTANCE.unit(tech.units.indriya.unit.Units.SQUARE_METRE, Area.class);
    public static final Unit<Volume> CUBIC_METRE = INSTANCE.unit(tech.units.indriya.unit.Units.CUBIC_METRE,
            Volume.class);
    public static final Unit<Pressure> PASCAL = INSTANCE.unit(tech.units.indriya.unit.Units.PASCAL, Pressure.class);

    static {
        SimpleUnitFormat.getInstance().alias(CELSIUS, "℃");
    }

    private SIUnits() {
    }

    public static SystemOfUnits getInstance() {
        return INSTANCE;
    }

    @Override
    public String getName() {
        return "SIUnits";
    }
}
