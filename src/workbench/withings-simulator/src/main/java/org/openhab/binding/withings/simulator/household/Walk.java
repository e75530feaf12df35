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

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Somebody walked.
 *
 * @param start when it began
 * @param minutes how long it took
 * @param steps how many steps it were
 * @param earlierSync when the tracker had told of the day before, the start if it had not
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Walk(Instant start, int minutes, int steps, Instant earlierSync) {

    private static final int STEPS_PER_MINUTE = 100;

    /**
     * @param end when it was over
     * @param earliest when it may have begun at the earliest
     * @param earlierSync when the tracker had told of the day before, null if it had not
     */
    static Walk before(Instant end, Instant earliest, int steps, @Nullable Instant earlierSync) {
        int minutes = Math.max(1, steps / STEPS_PER_MINUTE);
        Instant start = end.minusSeconds(minutes * 60L);
        start = start.isBefore(earliest) ? earliest : start;
        return new Walk(start, minutes, steps, earlierSync == null ? start : earlierSync);
    }

    /**
     * @return the steps of one of its minutes; those of all are the whole
     */
    int stepsIn(int minute) {
        return (int) ((long) steps * (minute + 1) / minutes - (long) steps * minute / minutes);
    }
}
