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

import java.util.List;

import javax.measure.Unit;
import javax.measure.format.MeasurementParseException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.unit.ImperialUnits;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tech.units.indriya.format.SimpleUnitFormat;

/** Finds units and dimensions by name. */
@NonNullByDefault
public class UnitUtils {
    public static final String UNIT_PLACEHOLDER = "%unit%";
    private static final Logger LOGGER = LoggerFactory.getLogger(UnitUtils.class);

    static {
        // a unit can be parsed once the class that holds it is initialized
        List.of(SIUnits.getInstance(), Units.getInstance(), ImperialUnits.getInstance());
    }

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
