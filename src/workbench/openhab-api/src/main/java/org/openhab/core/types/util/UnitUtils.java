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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.format.MeasurementParseException;
import javax.measure.quantity.Area;
import javax.measure.quantity.Dimensionless;
import javax.measure.quantity.ElectricConductance;
import javax.measure.quantity.Energy;
import javax.measure.quantity.Force;
import javax.measure.quantity.Frequency;
import javax.measure.quantity.Length;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Power;
import javax.measure.quantity.Pressure;
import javax.measure.quantity.Speed;
import javax.measure.quantity.Temperature;
import javax.measure.quantity.Time;
import javax.measure.quantity.Volume;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.dimension.ArealDensity;
import org.openhab.core.library.dimension.Density;
import org.openhab.core.library.unit.ImperialUnits;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tech.units.indriya.format.SimpleUnitFormat;

/**
 * Finds units and dimensions by their names.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class UnitUtils {

    public static final String UNIT_PLACEHOLDER = "%unit%";

    private static final Logger LOGGER = LoggerFactory.getLogger(UnitUtils.class);

    private static final Map<String, Class<? extends Quantity<?>>> DIMENSIONS = new HashMap<>();

    private static final Map<Unit<?>, String> NAMES = new LinkedHashMap<>();

    static {
        known(Dimensionless.class, Units.ONE);
        known(Mass.class, SIUnits.KILOGRAM);
        known(Length.class, SIUnits.METRE);
        known(Temperature.class, SIUnits.CELSIUS);
        known(Pressure.class, SIUnits.PASCAL);
        known(Energy.class, Units.JOULE);
        known(Time.class, Units.SECOND);
        known(Speed.class, Units.METRE_PER_SECOND);
        known(Frequency.class, Units.HERTZ);
        known(Power.class, Units.WATT);
        known(Area.class, SIUnits.SQUARE_METRE);
        known(Volume.class, SIUnits.CUBIC_METRE);
        known(Force.class, Units.NEWTON);
        known(ArealDensity.class, Units.KILOGRAM_PER_SQUARE_METRE);
        known(Density.class, Units.KILOGRAM_PER_CUBICMETRE);
        known(ElectricConductance.class, Units.SIEMENS);
        known(ArealDensity.class, Units.DOBSON_UNIT);
        // a unit can be parsed once the class that holds it is initialized
        ImperialUnits.getInstance();
    }

    private static <Q extends Quantity<Q>> void known(Class<Q> dimension, Unit<Q> unit) {
        DIMENSIONS.put(dimension.getSimpleName(), dimension);
        NAMES.put(unit, dimension.getSimpleName());
    }

    /**
     * @param dimension the name of the dimension as in {@code Number:Mass}
     * @return the dimension
     * @throws IllegalArgumentException if there is none of that name
     */
    public static @Nullable Class<? extends Quantity<?>> parseDimension(String dimension) {
        if (dimension.isBlank()) {
            return null;
        }
        Class<? extends Quantity<?>> found = DIMENSIONS.get(dimension);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Error creating a dimension Class instance for name '" + dimension + "'.");
        }
        return found;
    }

    /**
     * @return the name of the dimension that the unit is of, null if it is of none that is known
     */
    public static @Nullable String getDimensionName(Unit<?> unit) {
        return NAMES.entrySet().stream().filter(entry -> entry.getKey().isCompatible(unit)).findFirst()
                .map(Map.Entry::getValue).orElse(null);
    }

    /**
     * @param pattern a unit, or a pattern that ends in one, as in {@code %.1f kg}
     * @return the unit, null if there is none or it is {@link #UNIT_PLACEHOLDER}
     */
    public static @Nullable Unit<?> parseUnit(@Nullable String pattern) {
        if (pattern == null || pattern.isBlank()) {
            return null;
        }
        String symbol = pattern.substring(pattern.lastIndexOf(' ') + 1).trim();
        if (symbol.isEmpty() || symbol.equals(UNIT_PLACEHOLDER)) {
            return null;
        }
        if (symbol.equals("%%") || symbol.equals("%")) {
            return Units.PERCENT;
        }
        try {
            return SimpleUnitFormat.getInstance().parse(symbol);
        } catch (MeasurementParseException | IllegalArgumentException | UnsupportedOperationException e) {
            LOGGER.debug("Unknown unit from pattern: {}", symbol);
            return null;
        }
    }
}
