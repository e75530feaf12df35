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

import java.util.List;
import java.util.Map;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.util.UnitUtils;

/**
 * The types of items, and the states each can have.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ItemTypes {

    /** The first one is what a state of another type is converted to. */
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

    /** Whether it is a type of item that the sandbox has, {@code Number:Mass} for example. */
    public static boolean isKnown(String itemType) {
        return !"Group".equals(itemType) && STATES.containsKey(itemType) || isNumberWithUnit(itemType);
    }

    /** Whether it is {@code Number:<Dimension>} with a known dimension. */
    public static boolean isNumberWithUnit(String itemType) {
        return itemType.startsWith("Number:") && UNITS.unitOf(dimension(itemType)) != null;
    }

    /** The part behind the colon; empty without one. */
    public static String dimension(String itemType) {
        int colon = itemType.indexOf(':');
        return colon < 0 ? "" : itemType.substring(colon + 1);
    }

    static List<Class<? extends State>> states(String itemType) {
        return isNumberWithUnit(itemType) ? QUANTITIES : STATES.getOrDefault(itemType, List.of());
    }

    /** Says why an item of this type cannot have this unit; null when it can. */
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
}
