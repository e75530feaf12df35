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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The kinds of rows that a service lists.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum RecordKind {
    MEASURE_GROUP("measuregrps"),
    ACTIVITY("activities"),
    WORKOUT("series"),
    SLEEP_SUMMARY("series"),
    /** Phases of sleep get; generated ones are made on request. */
    SLEEP_SERIES("series"),
    /** Electrocardiograms, blood pressures and stethoscope recordings of heart list. */
    HEART("series"),
    STETHOSCOPE("series");

    private final String rowsName;

    RecordKind(String rowsName) {
        this.rowsName = rowsName;
    }

    public String rowsName() {
        return rowsName;
    }
}
