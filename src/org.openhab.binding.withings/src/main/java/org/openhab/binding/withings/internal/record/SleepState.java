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
package org.openhab.binding.withings.internal.record;

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The states of sleep (Withings reference, Sleep v2 - Get, "state").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum SleepState {
    AWAKE(0),
    LIGHT(1),
    DEEP(2),
    REM(3),
    /** Typed in by hand. */
    MANUAL(4),
    /** Asleep, but the device does not tell how deep; also any state that Withings may add. */
    UNSPECIFIED(5),
    OUT_OF_BED(15);

    private final int number;

    SleepState(int number) {
        this.number = number;
    }

    /**
     * @return whether the person sleeps
     */
    public boolean isAsleep() {
        return this != AWAKE && this != OUT_OF_BED;
    }

    /**
     * @param number Withings' number
     * @return the state, empty for a number that is not documented
     */
    public static Optional<SleepState> of(int number) {
        return Arrays.stream(values()).filter(state -> state.number == number).findAny();
    }
}
