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
import java.util.List;
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
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.MetricPrefix;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;
import org.openhab.core.types.util.UnitUtils;

/**
 * The item types and their valid states.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ItemTypes {
    /** The first one is the type to which other states are converted. */
    private static final Map<String, List<Class<? extends State>>> STATES = Map.of( //
            "Number", List.of(DecimalType.class), //
            "Switch", List.of(OnOffType.class), //
            "String", List.of(StringType.class), //
            "DateTime", List.of(DateTimeType.class), //
            "Rollershutter", List.of(), //
            "Group", List.of());

    private static final List<Class<? extends State>> QUANTITIES = List.of(QuantityType.class);
    private static final SystemUnits UNITS = new SystemUnits();

    private ItemTypes() {
    }

    /** Whether it is a supported item type, such as {@code Number:Mass}. */
    public static boolean isKnown(String itemType) {
        return !"Group".equals(itemType) && STATES.containsKey(itemType) || isNumberWithUnit(itemType);
    }

    /** Whether it is {@code Number:<Dimension>} with a known dimension. */
    public static boolean isNumberWithUnit(String itemType) {
        return itemType.startsWith("Number:") && UNITS.unitOf(dimension(itemType)) != null;
    }

    /** The part after the colon; empty without one. */
    public static String dimension(String itemType) {
        int colon = itemType.indexOf(':');
        return colon < 0 ? "" : itemType.substring(colon + 1);
    }

    static List<Class<? extends State>> states(String itemType) {
        return isNumberWithUnit(itemType) ? QUANTITIES : STATES.getOrDefault(itemType, List.of());
    }

    /** Returns why a unit is invalid for an item type; null if it is valid. */
    public static @Nullable String problemOfUnit(String itemType, String unit) {
        Unit<?> unitOfType = UNITS.unitOf(dimension(itemType));
        if (unitOfType == null) {
            return "an item of the type " + itemType + " has no unit, but \"" + unit + "\" is given";
        }
        Unit<?> parsed = UnitUtils.parseUnit(unit);
        if (parsed == null) {
            return "openHAB does not understand the unit \"" + unit + "\"";
        }
        return parsed.isCompatible(unitOfType) ? null : "the unit \"" + unit + "\" is not one for " + itemType;
    }

    /** The default units of items: openHAB's metric ones. */
    public static class SystemUnits implements UnitProvider {
        private final Map<Class<? extends Quantity<?>>, Unit<?>> units = new LinkedHashMap<>();

        public SystemUnits() {
            add(Mass.class, SIUnits.KILOGRAM);
            add(Length.class, SIUnits.METRE);
            add(Temperature.class, SIUnits.CELSIUS);
            add(Pressure.class, MetricPrefix.HECTO(SIUnits.PASCAL));
            add(Energy.class, Units.KILOWATT_HOUR);
            add(Time.class, Units.SECOND);
            add(Speed.class, SIUnits.KILOMETRE_PER_HOUR);
            add(Frequency.class, Units.HERTZ);
            add(ElectricConductance.class, Units.SIEMENS);
            add(Density.class, Units.KILOGRAM_PER_CUBICMETRE);
            add(ArealDensity.class, Units.DOBSON_UNIT);
            add(Dimensionless.class, Units.ONE);
        }

        private <Q extends Quantity<Q>> void add(Class<Q> dimension, Unit<Q> unit) {
            units.put(dimension, unit);
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

        /** The unit of a dimension, such as {@code Mass}; null if it is unknown. */
        @Nullable
        Unit<?> unitOf(String dimension) {
            return units.entrySet().stream().filter(entry -> entry.getKey().getSimpleName().equals(dimension))
                    .findFirst().map(entry -> (Unit<?>) entry.getValue()).orElse(null);
        }

        @Override
        public SystemOfUnits getMeasurementSystem() {
            return SIUnits.getInstance();
        }

        @Override
        public Collection<Class<? extends Quantity<?>>> getAllDimensions() {
            return Set.copyOf(units.keySet());
        }
    }
}
