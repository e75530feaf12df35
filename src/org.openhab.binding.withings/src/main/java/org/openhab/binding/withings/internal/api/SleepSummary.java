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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A night or a nap as a whole (Withings reference, Sleep v2 - Getsummary).
 *
 * @param date the day of waking in the person's own time zone
 * @param deviceType 16 for a tracker, 32 for a sleep monitor
 * @param modified when Withings last changed the record, else the end
 * @param values the numbers of "data" by Withings' field names, in Withings' units; without fields that were absent or
 *            not a number, with negative ones, whose meaning depends on the field
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SleepSummary(@Nullable Long id, Instant start, Instant end, LocalDate date, ZoneId zone, int deviceType,
        @Nullable String deviceId, Instant modified, boolean completed, Map<String, BigDecimal> values,
        @Nullable String coreBodyTemperatureStatus, List<NightEvent> events) {

    private static final int SLEEP_MONITOR = 32;

    public boolean isFromSleepMonitor() {
        return deviceType == SLEEP_MONITOR;
    }

    /** What happened at a moment of the night, by Withings' number ("night_events"). */
    public record NightEvent(Instant time, int number) {
        /** In the order of Withings' numbers, from 1. */
        public enum Kind {
            GOT_IN_BED, FELL_ASLEEP, WOKE_UP, GOT_OUT_OF_BED, FELL_ASLEEP_MANUAL, WOKE_UP_MANUAL
        }

        public Optional<Kind> kind() {
            return Arrays.stream(Kind.values()).filter(kind -> kind.ordinal() + 1 == number).findAny();
        }
    }

    /**
     * A stretch of time in one state of sleep (Withings reference, Sleep v2 - Get).
     *
     * @param stateNumber Withings' number of the state
     * @param series what was measured meanwhile, by Withings' field names ("hr", "rr" …), each value at its time
     */
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
}
