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

/** Provides the default units of the configured system of units. */
@NonNullByDefault
public interface UnitProvider {
    <T extends Quantity<T>> Unit<T> getUnit(Class<T> dimension) throws IllegalArgumentException;

    SystemOfUnits getMeasurementSystem();

    Collection<Class<? extends Quantity<?>>> getAllDimensions();
}
