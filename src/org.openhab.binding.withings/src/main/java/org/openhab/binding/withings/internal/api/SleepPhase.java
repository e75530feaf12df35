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
package org.openhab.binding.withings.internal.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A stretch of time in one state of sleep (Withings reference, Sleep v2 - Get).
 *
 * @param stateNumber Withings' number of the state
 * @param series what was measured meanwhile, by Withings' field names ("hr", "rr", "snoring" …), each value at its time
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SleepPhase(Instant start, Instant end, int stateNumber, @Nullable String deviceId,
        Map<String, SortedMap<Instant, BigDecimal>> series) {

    public SleepState state() {
        return SleepState.of(stateNumber).orElse(SleepState.UNSPECIFIED);
    }

    /** The states of sleep (Withings reference, Sleep v2 - Get, "state"). */
    public enum SleepState {
        AWAKE(0),
        LIGHT(1),
        DEEP(2),
        REM(3),
        /** Typed in by hand. */
        MANUAL(4),
        /** Asleep, but the device does not report how deep; also any state that Withings may add. */
        UNSPECIFIED(5),
        OUT_OF_BED(15);

        private final int number;

        SleepState(int number) {
            this.number = number;
        }

        public boolean isAsleep() {
            return this != AWAKE && this != OUT_OF_BED;
        }

        public static Optional<SleepState> of(int number) {
            return Arrays.stream(values()).filter(state -> state.number == number).findAny();
        }
    }
}
