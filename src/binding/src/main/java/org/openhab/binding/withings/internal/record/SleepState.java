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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The states of sleep (Withings reference, Sleep v2 - Get, "state").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum SleepState {
    AWAKE,
    LIGHT,
    DEEP,
    REM,
    /** Typed in by hand. */
    MANUAL,
    OUT_OF_BED,
    /** Asleep, but the device does not tell how deep; also any state that Withings may add. */
    UNSPECIFIED;

    /**
     * @param state Withings' number
     * @return the state; {@link #UNSPECIFIED} for a number that is not documented
     */
    public static SleepState of(int state) {
        return switch (state) {
            case 0 -> AWAKE;
            case 1 -> LIGHT;
            case 2 -> DEEP;
            case 3 -> REM;
            case 4 -> MANUAL;
            case 15 -> OUT_OF_BED;
            default -> UNSPECIFIED;
        };
    }
}
