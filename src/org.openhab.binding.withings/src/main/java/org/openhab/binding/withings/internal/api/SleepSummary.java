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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A night or a nap as a whole (Withings reference, Sleep v2 - Getsummary).
 *
 * @param id Withings' number of the record, null where the answer has none
 * @param start when the person lay down
 * @param end when the person got up
 * @param date the day of waking in the person's own time zone
 * @param zone the time zone that the person slept in
 * @param deviceType 16 for a tracker, 32 for a sleep monitor
 * @param deviceId the device that recorded it
 * @param modified when Withings last changed the record; the end of sleep where Withings does not say
 * @param completed whether the record is final
 * @param values the numbers of the record's "data" by Withings' field names, in Withings' units; fields that were
 *            absent, null or not a number are left out. Negative numbers stand for "not available" and are kept: that
 *            rule belongs to the meaning of the field
 * @param coreBodyTemperatureStatus Withings' word for how the temperature inside the body was ("usual", "elevated",
 *            "unknown"), null where the record has none
 * @param events what happened when, in no particular order
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SleepSummary(@Nullable Long id, Instant start, Instant end, LocalDate date, ZoneId zone, int deviceType,
        @Nullable String deviceId, Instant modified, boolean completed, Map<String, BigDecimal> values,
        @Nullable String coreBodyTemperatureStatus, List<NightEvent> events) {

    private static final int SLEEP_MONITOR = 32;

    public SleepSummary {
        values = Map.copyOf(values);
        events = List.copyOf(events);
    }

    /**
     * @return whether a sleep monitor recorded it, and not a tracker
     */
    public boolean isFromSleepMonitor() {
        return deviceType == SLEEP_MONITOR;
    }

    /**
     * Something that happened at a moment of the night (Withings reference, Sleep v2 - Getsummary, "night_events").
     *
     * @param time when it happened
     * @param number Withings' number of what happened
     */
    public record NightEvent(Instant time, int number) {

        /**
         * What can happen.
         */
        public enum Kind {
            GOT_IN_BED(1),
            FELL_ASLEEP(2),
            WOKE_UP(3),
            GOT_OUT_OF_BED(4),
            /** The time of falling asleep was entered by hand. */
            FELL_ASLEEP_MANUAL(5),
            /** The time of waking up was entered by hand. */
            WOKE_UP_MANUAL(6);

            private final int number;

            Kind(int number) {
                this.number = number;
            }
        }

        /**
         * @return what happened, empty for a number that is not documented
         */
        public Optional<Kind> kind() {
            return Arrays.stream(Kind.values()).filter(kind -> kind.number == number).findAny();
        }
    }
}
