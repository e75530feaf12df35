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
package org.openhab.binding.withings.simulator.household;

import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What the API tells about a battery. Source: Withings reference, User - Getdevice; {@code unknown} was seen in
 * recorded answers.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Battery {
    /** More than 75 %. */
    HIGH,
    /** More than 30 %. */
    MEDIUM,
    /** 30 % or less. */
    LOW,
    /** The device told nothing. */
    UNKNOWN;

    /**
     * @param percent charge from 0 to 100
     * @return the level that charge is shown as
     */
    public static Battery of(int percent) {
        return percent > 75 ? HIGH : percent > 30 ? MEDIUM : LOW;
    }

    /**
     * @return the word on the wire
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
