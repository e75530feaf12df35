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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator.Behaviour;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonObject;

/**
 * Selects the requested rows and the page. Source: Withings reference, parameters more and offset;
 * developer guide, How to compute lastupdate.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Rows {
    private static final long SHUFFLE = 0x9E3779B97F4A7C15L;

    private Rows() {
    }

    /**
     * Rows from startdate to enddate, in seconds since the epoch; both are optional. Recorded rows without a
     * time are always included.
     */
    static Predicate<JsonObject> inWindow(Parameters parameters, String time) {
        refuseBoth(parameters, "startdate", "enddate");
        Instant from = parameters.moment("startdate");
        Instant to = parameters.moment("enddate");
        return row -> (from == null || Json.number(row, time, Long.MAX_VALUE) >= from.getEpochSecond())
                && (to == null || Json.number(row, time, Long.MIN_VALUE) <= to.getEpochSecond());
    }

    /**
     * Rows of the requested days, both inclusive; all with lastupdate instead. Recorded rows without a day are always
     * included.
     */
    static Predicate<JsonObject> inDays(Parameters parameters) {
        refuseBoth(parameters, "startdateymd", "enddateymd");
        if (parameters.has("lastupdate")) {
            return row -> true;
        }
        parameters.required("startdateymd");
        parameters.required("enddateymd");
        LocalDate from = parameters.day("startdateymd");
        LocalDate to = parameters.day("enddateymd");
        if (from == null || to == null || to.isBefore(from)) {
            throw Rejection.invalidParams("enddateymd is before startdateymd");
        }
        return row -> {
            String day = Json.text(row, "date");
            return day == null || day.compareTo(from.toString()) >= 0 && day.compareTo(to.toString()) <= 0;
        };
    }

    private static void refuseBoth(Parameters parameters, String start, String end) {
        if (parameters.has("lastupdate") && (parameters.has(start) || parameters.has(end))) {
            throw Rejection.invalidParams("lastupdate goes with neither " + start + " nor " + end);
        }
    }

    /** Rows modified since lastupdate, if present; rows without a modification time count as modified. */
    static Predicate<JsonObject> modifiedSince(Parameters parameters) {
        Instant since = parameters.moment("lastupdate");
        return row -> since == null || Json.number(row, "modified", Long.MAX_VALUE) >= since.getEpochSecond();
    }

    /** A new object with the requested members. */
    static JsonObject only(JsonObject object, Set<String> fields) {
        JsonObject kept = new JsonObject();
        object.entrySet().stream().filter(entry -> fields.contains(entry.getKey()))
                .forEach(entry -> kept.add(entry.getKey(), entry.getValue()));
        return kept;
    }

    /** A row with the requested fields in its data object. */
    static JsonObject withData(JsonObject row, Set<String> fields) {
        JsonObject reduced = copy(row);
        reduced.add("data", only(row.getAsJsonObject("data"), fields));
        return reduced;
    }

    /** A copy that shares the members. */
    static JsonObject copy(JsonObject row) {
        JsonObject copy = new JsonObject();
        row.entrySet().forEach(entry -> copy.add(entry.getKey(), entry.getValue()));
        return copy;
    }

    /**
     * Adds the page of the offset, out of order unless recorded; {@code more} is a number for measures, else a boolean.
     */
    static void addPage(JsonObject body, RecordKind kind, List<JsonObject> rows, Parameters parameters,
            boolean recorded, Behaviour behaviour) {
        Long asked = parameters.number("offset");
        long offset = asked == null ? 0 : asked;
        if (offset < 0) {
            throw Rejection.invalidParams("offset is negative");
        }
        List<JsonObject> ordered = recorded
                ? rows
                : rows.stream().sorted(Comparator.comparingLong(row -> time(row) * SHUFFLE)).toList();
        int from = (int) Math.min(offset, ordered.size());
        int to = (int) Math.min((long) from + behaviour.pageSize(kind), ordered.size());
        body.add(kind.rowsName(), Json.array(ordered.subList(from, to)));
        boolean more = to < ordered.size();
        if (more || from > 0) {
            Json.add(body, "more", kind == RecordKind.MEASURE_GROUP ? (Object) (more ? 1 : 0) : more, "offset",
                    more ? to : 0);
        } else if (kind == RecordKind.ACTIVITY || kind == RecordKind.SLEEP_SUMMARY) {
            Json.add(body, "more", false, "offset", 0);
        }
    }

    private static long time(JsonObject row) {
        for (String name : List.of("startdate", "timestamp", "date", "modified")) {
            long time = Json.number(row, name, -1);
            if (time >= 0) {
                return time;
            }
        }
        return String.valueOf(Json.text(row, "date")).hashCode();
    }
}
