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
package org.openhab.binding.withings.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.RecordKind;

/**
 * Settings for behaviour of Withings that differs between sources; may be changed while the simulator runs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Behaviour {
    private final Map<RecordKind, Integer> pageSizes = new ConcurrentHashMap<>(Map.of(RecordKind.MEASURE_GROUP, 500,
            RecordKind.ACTIVITY, 200, RecordKind.WORKOUT, 200, RecordKind.SLEEP_SUMMARY, 300, RecordKind.HEART, 100,
            RecordKind.STETHOSCOPE, 100));
    private volatile boolean bedEventsWithWindow;

    /** Rows per page. */
    public int pageSize(RecordKind kind) {
        return pageSizes.getOrDefault(kind, Integer.MAX_VALUE);
    }

    /** Rows per page, 1 or more. */
    public void pageSize(RecordKind kind, int rows) {
        pageSizes.put(kind, rows);
    }

    /** Whether bed events carry startdate and enddate (older samples) rather than date and deviceid. */
    public boolean bedEventsWithWindow() {
        return bedEventsWithWindow;
    }

    public void bedEventsWithWindow(boolean window) {
        bedEventsWithWindow = window;
    }
}
