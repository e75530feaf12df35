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
package org.openhab.core.i18n;

import java.util.Collection;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.spi.SystemOfUnits;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Tells in which unit an item shows a quantity for which nothing else says a unit.
 *
 * openHAB's choice, metric and US, for the dimensions of health data:
 * <table>
 * <caption>Default units</caption>
 * <tr><th>Dimension</th><th>SI</th><th>US</th></tr>
 * <tr><td>Mass</td><td>kg</td><td>lb</td></tr>
 * <tr><td>Length</td><td>m</td><td>in</td></tr>
 * <tr><td>Temperature</td><td>°C</td><td>°F</td></tr>
 * <tr><td>Pressure</td><td>hPa</td><td>inHg</td></tr>
 * <tr><td>Energy</td><td>kWh</td><td>kWh</td></tr>
 * <tr><td>Time</td><td>s</td><td>s</td></tr>
 * <tr><td>Speed</td><td>km/h</td><td>mph</td></tr>
 * <tr><td>Frequency</td><td>Hz</td><td>Hz</td></tr>
 * <tr><td>ArealDensity</td><td>DU</td><td>DU</td></tr>
 * <tr><td>Dimensionless</td><td>one</td><td>one</td></tr>
 * </table>
 * Blood pressure, energy in food and the like therefore need a {@code unitHint} at their channel type; a body mass
 * index in kg/m² cannot be shown in Dobson units (DU) at all.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface UnitProvider {

    /**
     * @param dimension the kind of quantity, e.g. {@code Mass.class}
     * @return the default unit for it
     * @throws IllegalArgumentException if the dimension is not known
     */
    <T extends Quantity<T>> Unit<T> getUnit(Class<T> dimension) throws IllegalArgumentException;

    SystemOfUnits getMeasurementSystem();

    Collection<Class<? extends Quantity<?>>> getAllDimensions();
}
