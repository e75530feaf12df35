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
import java.time.ZoneId;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A workout (Withings reference, Measure v2 - Getworkouts).
 *
 * @param id Withings' number of the record, null where the answer has none
 * @param category what was done, by Withings' number, see {@link WorkoutCategory}; "other" where the answer does not
 *            say
 * @param start when the workout began
 * @param end when the workout ended, not before its start
 * @param zone the time zone that the person was in
 * @param deviceId the device that watched, null for a phone and for a workout that was typed in
 * @param modified when Withings last changed the record; the end of the workout where Withings does not say
 * @param values the numbers of the record's "data" by Withings' field names, in Withings' units; fields that were
 *            absent, null or not a number are left out
 * @param coreTemperatureStatus whether the temperature inside the body was as usual, in Withings' word ("usual",
 *            "elevated", "unknown"), null where the answer has none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Workout(@Nullable Long id, int category, Instant start, Instant end, ZoneId zone,
        @Nullable String deviceId, Instant modified, Map<String, BigDecimal> values,
        @Nullable String coreTemperatureStatus) {

    public Workout {
        values = Map.copyOf(values);
    }
}
