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
 * The summary of a night or a nap (Withings reference, Sleep v2 - Getsummary).
 *
 * @param date the day of waking in the person's own time zone
 * @param deviceType 16 for a tracker, 32 for a sleep monitor
 * @param modified when Withings last changed the record, else the end
 * @param values the numbers of "data" by Withings' field names, in Withings' units; numeric fields only.
 *            Negative values are included, because their meaning depends on the field
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

    /** An event of the night ("night_events"), with Withings' number of its kind. */
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
     * A period in one sleep state (Withings reference, Sleep v2 - Get).
     *
     * @param stateNumber Withings' number of the state
     * @param series the values measured in this period by time, by Withings' field names ("hr", "rr" …)
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
            /** Entered manually. */
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
