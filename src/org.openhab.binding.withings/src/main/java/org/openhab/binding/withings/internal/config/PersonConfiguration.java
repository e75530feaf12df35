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
package org.openhab.binding.withings.internal.config;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The configuration of a person thing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonConfiguration {
    public String userId = "";
    /** How long measurements, days and workouts are shown while nothing newer comes, in days; 0: for ever. */
    public int measurementDays = 14;
    /** How long the last night is shown after the end of its day, in hours; 0: for ever. */
    public int sleepHours = 12;
}
