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

import javax.measure.Quantity;
import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;

import tech.units.indriya.AbstractSystemOfUnits;
import tech.units.indriya.format.SimpleUnitFormat;

/** A system of units that formats and parses openHAB's symbols. */
@NonNullByDefault
class CustomUnits extends AbstractSystemOfUnits {
    @Override
    public String getName() {
        return getClass().getSimpleName();
    }

    <Q extends Quantity<Q>, U extends Unit<Q>> U unit(U unit, Class<Q> dimension) {
        units.add(unit);
        quantityToUnit.putIfAbsent(dimension, unit);
        return unit;
    }

    <Q extends Quantity<Q>, U extends Unit<Q>> U unit(U unit, String symbol) {
        units.add(unit);
        SimpleUnitFormat.getInstance().label(unit, symbol);
        return unit;
    }

    <Q extends Quantity<Q>, U extends Unit<Q>> U unit(U unit) {
        units.add(unit);
        return unit;
    }
}
