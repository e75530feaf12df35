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
package org.openhab.binding.withings.simulator.data;

import java.time.Instant;
import java.time.LocalDate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;

import com.google.gson.JsonObject;

/**
 * What rows a request asks for: those of a stretch of time, or those created or changed since a moment, but never both.
 * A row modified in the very second of {@code lastupdate} is among them. Source: Withings developer guide, How to
 * compute lastupdate.
 *
 * @param from first second, inclusive; null for any
 * @param to last second, inclusive; null for any
 * @param since earliest modification; null for any
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Window(@Nullable Instant from, @Nullable Instant to, @Nullable Instant since) {

    /**
     * Reads startdate, enddate and lastupdate, all in seconds since the epoch; none of them is needed.
     */
    static Window ofMoments(Parameters parameters) {
        refuseBoth(parameters, "startdate", "enddate");
        return new Window(parameters.moment("startdate"), parameters.moment("enddate"),
                parameters.moment("lastupdate"));
    }

    /**
     * Reads days or lastupdate, one of which is needed.
     *
     * @return a pair of days, or null if lastupdate was given
     */
    static @Nullable Days daysOrSince(Parameters parameters) {
        refuseBoth(parameters, "startdateymd", "enddateymd");
        if (parameters.has("lastupdate")) {
            return null;
        }
        parameters.required("startdateymd");
        parameters.required("enddateymd");
        LocalDate from = parameters.day("startdateymd");
        LocalDate to = parameters.day("enddateymd");
        if (from == null || to == null || to.isBefore(from)) {
            throw Rejection.invalidParams("enddateymd is before startdateymd");
        }
        return new Days(from, to);
    }

    private static void refuseBoth(Parameters parameters, String start, String end) {
        if (parameters.has("lastupdate") && (parameters.has(start) || parameters.has(end))) {
            throw Rejection.invalidParams("lastupdate goes with neither " + start + " nor " + end);
        }
    }

    /**
     * Days as the records name them, both inclusive.
     */
    record Days(LocalDate from, LocalDate to) {

        boolean contains(JsonObject row) {
            String day = Json.text(row, "date");
            return day != null && day.compareTo(from.toString()) >= 0 && day.compareTo(to.toString()) <= 0;
        }
    }

    /**
     * @return whether a row happened within the stretch of time
     */
    boolean contains(JsonObject row, String name) {
        long at = Json.number(row, name, 0);
        Instant first = from;
        Instant last = to;
        return (first == null || at >= first.getEpochSecond()) && (last == null || at <= last.getEpochSecond());
    }

    /**
     * @return whether a row was modified since; rows that do not tell count as modified
     */
    static boolean isModifiedSince(JsonObject row, @Nullable Instant since) {
        return since == null || Json.number(row, "modified", Long.MAX_VALUE) >= since.getEpochSecond();
    }
}
