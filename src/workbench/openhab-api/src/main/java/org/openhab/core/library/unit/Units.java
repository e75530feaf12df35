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
import javax.measure.quantity.Dimensionless;
import javax.measure.quantity.ElectricConductance;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Frequency;
import javax.measure.quantity.Power;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Time;
import javax.measure.quantity.Volume;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.library.dimension.ArealDensity;
import org.openhab.core.library.dimension.Density;

import tech.units.indriya.AbstractUnit;
import tech.units.indriya.function.MultiplyConverter;
import tech.units.indriya.unit.ProductUnit;
import tech.units.indriya.unit.TransformedUnit;

/** The units that are common to all systems of units. */
@NonNullByDefault
public final class Units extends CustomUnits {
    private static final Units INSTANCE = new Units();
    public static final Unit<Dimensionless> ONE = INSTANCE.unit(AbstractUnit.ONE, Dimensionless.class);
    public static final Unit<Dimensionless> PERCENT = INSTANCE.unit(tech.units.indriya.unit.Units.PERCENT);
    public static final Unit<Time> SECOND = INSTANCE.unit(tech.units.indriya.unit.Units.SECOND, Time.class);
    public static final Unit<Time> MINUTE = INSTANCE.unit(tech.units.indriya.unit.Units.MINUTE);
    public static final Unit<Time> HOUR = INSTANCE.unit(tech.units.indriya.unit.Units.HOUR);
    public static final Unit<Time> DAY = INSTANCE.unit(tech.units.indriya.unit.Units.DAY, "d");
    public static final Unit<Frequency> HERTZ = INSTANCE.unit(tech.units.indriya.unit.Units.HERTZ, Frequency.class);
    public static final Unit<Speed> METRE_PER_SECOND = INSTANCE.unit(tech.units.indriya.unit.Units.METRE_PER_SECOND,
            Speed.class);
    public static final Unit<Energy> JOULE = INSTANCE.unit(tech.units.indriya.unit.Units.JOULE, Energy.class);
    public static final Unit<Energy> CALORIE = INSTANCE
            .unit(new TransformedUnit<>("cal", JOULE, MultiplyConverter.ofRational(4184, 1000)), "cal");
    public static final Unit<Energy> KILO_CALORIE = INSTANCE.unit(MetricPrefix.KILO(CALORIE), "kcal");
    public static final Unit<Power> WATT = INSTANCE.unit(tech.units.indriya.unit.Units.WATT, Power.class);
    public static final Unit<Energy> WATT_HOUR = INSTANCE.unit(new ProductUnit<Energy>(WATT.multiply(HOUR)), "Wh");
    public static final Unit<Energy> KILOWATT_HOUR = INSTANCE.unit(MetricPrefix.KILO(WATT_HOUR), "kWh");
    public static final Unit<Pressure> MILLIMETRE_OF_MERCURY = INSTANCE
            .unit(new TransformedUnit<>("mmHg", tech.units.indriya.unit.Units.PASCAL,
                    MultiplyConverter.ofRational(133322368, 1000000)), "mmHg");
    public static final Unit<Volume> LITRE = INSTANCE.unit(tech.units.indriya.unit.Units.LITRE, "l");
    public static final Unit<ArealDensity> KILOGRAM_PER_SQUARE_METRE = INSTANCE
            .unit(new ProductUnit<ArealDensity>(tech.units.indriya.unit.Units.KILOGRAM
                    .divide(tech.units.indriya.unit.Units.SQUARE_METRE)), ArealDensity.class);
    /**
     * The amount of a gas above an area: moles, not mass, hence not convertible to {@link #KILOGRAM_PER_SQUARE_METRE}.
     */
    public static final Unit<ArealDensity> DOBSON_UNIT = INSTANCE.unit(
            new ProductUnit<ArealDensity>(MetricPrefix.MILLI(tech.units.indriya.unit.Units.MOLE).multiply(0.4462)
                    .divide(tech.units.indriya.unit.Units.SQUARE_METRE)),
            "DU");
    public static final Unit<ElectricConductance> SIEMENS = INSTANCE.unit(tech.units.indriya.unit.Units.SIEMENS,
            ElectricConductance.class);
    public static final Unit<Density> KILOGRAM_PER_CUBICMETRE = INSTANCE
            .unit(new ProductUnit<Density>(tech.units.indriya.unit.Units.KILOGRAM
                    .divide(tech.units.indriya.unit.Units.CUBIC_METRE)), Density.class);

    private Units() {
    }

    public static SystemOfUnits getInstance() {
        return INSTANCE;
    }

    @Override
    public String getName() {
        return "Units";
    }
}
