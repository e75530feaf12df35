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
package org.openhab.binding.withings.sandbox.item;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Dimensionless;
import javax.measure.quantity.ElectricConductance;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Frequency;
import javax.measure.quantity.Length;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Temperature;
import javax.measure.quantity.Time;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.dimension.ArealDensity;
import org.openhab.core.library.dimension.Density;
import org.openhab.core.library.unit.ImperialUnits;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;

/**
 * The units items have when nothing else says one: openHAB's defaults, metric or for the United States.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SystemUnits implements UnitProvider {

    private static final Set<String> IMPERIAL_COUNTRIES = Set.of("US", "LR");

    private final Map<Class<? extends Quantity<?>>, Unit<?>> units = new LinkedHashMap<>();
    private final boolean imperial;

    public SystemUnits(Locale locale) {
        imperial = IMPERIAL_COUNTRIES.contains(locale.getCountry());
        add(Mass.class, SIUnits.KILOGRAM, ImperialUnits.POUND);
        add(Length.class, SIUnits.METRE, ImperialUnits.INCH);
        add(Temperature.class, SIUnits.CELSIUS, ImperialUnits.FAHRENHEIT);
        add(Pressure.class, MetricPrefix.HECTO(SIUnits.PASCAL), ImperialUnits.INCH_OF_MERCURY);
        add(Energy.class, Units.KILOWATT_HOUR, Units.KILOWATT_HOUR);
        add(Time.class, Units.SECOND, Units.SECOND);
        add(Speed.class, SIUnits.KILOMETRE_PER_HOUR, ImperialUnits.MILES_PER_HOUR);
        add(Frequency.class, Units.HERTZ, Units.HERTZ);
        add(ElectricConductance.class, Units.SIEMENS, Units.SIEMENS);
        add(Density.class, Units.KILOGRAM_PER_CUBICMETRE, Units.KILOGRAM_PER_CUBICMETRE);
        add(ArealDensity.class, Units.DOBSON_UNIT, Units.DOBSON_UNIT);
        add(Density.class, Units.KILOGRAM_PER_CUBICMETRE, Units.KILOGRAM_PER_CUBICMETRE);
        add(Dimensionless.class, Units.ONE, Units.ONE);
    }

    private <Q extends Quantity<Q>> void add(Class<Q> dimension, Unit<Q> metric, Unit<Q> us) {
        units.put(dimension, imperial ? us : metric);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Quantity<T>> Unit<T> getUnit(Class<T> dimension) {
        Unit<?> unit = units.get(dimension);
        if (unit == null) {
            throw new IllegalArgumentException("Dimension " + dimension.getName() + " is unknown.");
        }
        return (Unit<T>) unit;
    }

    /** The unit for a dimension by its name as in {@code Number:Mass}; null when there is no such dimension. */
    @Nullable
    Unit<?> unitOf(String dimension) {
        return units.entrySet().stream().filter(entry -> entry.getKey().getSimpleName().equals(dimension))
                .findFirst().map(entry -> (Unit<?>) entry.getValue()).orElse(null);
    }

    @Override
    public SystemOfUnits getMeasurementSystem() {
        return imperial ? ImperialUnits.getInstance() : SIUnits.getInstance();
    }

    @Override
    public Collection<Class<? extends Quantity<?>>> getAllDimensions() {
        return Set.copyOf(units.keySet());
    }
}
