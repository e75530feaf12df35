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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The activity of one day (Withings reference, Measure v2 - Getactivity).
 *
 * @param date the day in {@code zone}, the person's time zone; UTC if Withings sends none
 * @param modified when Withings last changed the record, null if unknown
 * @param external whether the data come from a phone or another vendor's tracker ("brand" 18)
 * @param deviceId null if unknown, as usual for external data
 * @param values by Withings' field names, in Withings' units; numeric fields only
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Activity(LocalDate date, ZoneId zone, @Nullable Instant modified, boolean external,
        @Nullable String deviceId, Map<String, BigDecimal> values) {

    public Instant start() {
        return date.atStartOfDay(zone).toInstant();
    }

    public Instant end() {
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /**
     * One entry of the intraday activity (Withings reference, Measure v2 - Getintradayactivity).
     *
     * @param duration zero if unknown
     * @param deviceId null for a phone or another vendor's tracker
     */
    public record IntradayActivity(Instant start, Duration duration, @Nullable String deviceId,
            Map<String, BigDecimal> values) {
        public Instant end() {
            return start.plus(duration);
        }
    }
}
