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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.household.DayCourse;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * getactivity, getintradayactivity and getworkouts at {@code /v2/measure}. Source: Withings reference, Measure.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActivityService {
    private static final String PATH = "/v2/measure";
    private static final Duration LONGEST_INTRADAY = Duration.ofHours(24);
    private static final Set<String> DATA_FIELDS = Set.of("steps", "distance", "elevation", "soft", "moderate",
            "intense", "active", "calories", "totalcalories", "hr_average", "hr_min", "hr_max", "hr_zone_0",
            "hr_zone_1", "hr_zone_2", "hr_zone_3");

    private final Behaviour behaviour;

    public ActivityService(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    public void addTo(Api api) {
        api.guarded(PATH, "getactivity", Scope.USER_ACTIVITY, call -> days(call, RecordKind.ACTIVITY));
        api.guarded(PATH, "getintradayactivity", Scope.USER_ACTIVITY, this::getIntradayActivity);
        api.guarded(PATH, "getworkouts", Scope.USER_ACTIVITY, call -> days(call, RecordKind.WORKOUT));
    }

    private JsonElement days(Call call, RecordKind kind) {
        Parameters parameters = call.parameters();
        Predicate<JsonObject> inDays = Rows.inDays(parameters);
        Set<String> fields = parameters.list("data_fields");
        PersonRecords records = call.person().records();
        List<JsonObject> rows = records.rows(kind).stream()
                .filter(row -> records.isReplayed() || inDays.test(row))
                .filter(Rows.modifiedSince(parameters))
                .map(row -> fields.isEmpty() || records.isReplayed() ? row : withFields(row, kind, fields)).toList();
        JsonObject body = records.frame(kind).orElseGet(JsonObject::new);
        Rows.addPage(body, kind, rows, parameters, records.isReplayed(), behaviour);
        return body;
    }

    private static JsonObject withFields(JsonObject row, RecordKind kind, Set<String> fields) {
        if (kind == RecordKind.WORKOUT) {
            return Rows.withData(row, fields);
        }
        Set<String> kept = new HashSet<>(row.keySet());
        kept.removeAll(DATA_FIELDS);
        kept.addAll(fields);
        return Rows.only(row, kept);
    }

    /** An object of points by second, or an empty array if there are none; without a window the most recent day. */
    private JsonElement getIntradayActivity(Call call) {
        Parameters parameters = call.parameters();
        Instant from = parameters.moment("startdate");
        Instant to = parameters.moment("enddate");
        if ((from == null) != (to == null)) {
            throw Rejection.invalidParams("startdate and enddate go together");
        }
        if (from != null && to != null
                && (to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST_INTRADAY) > 0)) {
            throw Rejection.invalidParams("enddate is 24 hours after startdate at most");
        }
        Set<String> fields = parameters.list("data_fields");
        List<JsonObject> days = call.person().records().rows(RecordKind.ACTIVITY);
        Stream<JsonObject> wanted = from == null
                ? days.stream().reduce(ActivityService::later).stream()
                : days.stream();
        JsonObject series = new JsonObject();
        wanted.filter(day -> day.has("modified")).filter(day -> touches(day, from, to))
                .flatMap(day -> DayCourse.of(call.person(), day).entrySet().stream())
                .filter(point -> (from == null || !point.getKey().isBefore(from))
                        && (to == null || !point.getKey().isAfter(to)))
                .forEach(point -> series.add(Long.toString(point.getKey().getEpochSecond()),
                        fields.isEmpty() ? point.getValue() : withPointFields(point.getValue(), fields)));
        JsonObject body = new JsonObject();
        body.add("series", series.isEmpty() ? new JsonArray() : series);
        return body;
    }

    private static JsonObject later(JsonObject one, JsonObject other) {
        return String.valueOf(Json.text(one, "date")).compareTo(String.valueOf(Json.text(other, "date"))) >= 0
                ? one
                : other;
    }

    private static JsonObject withPointFields(JsonObject point, Set<String> fields) {
        Set<String> kept = new HashSet<>(Set.of("duration", "model", "model_id", "deviceid"));
        kept.addAll(fields);
        return Rows.only(point, kept);
    }

    /** Whether a day has something of the time, wherever on earth it is. */
    private static boolean touches(JsonObject day, @Nullable Instant from, @Nullable Instant to) {
        Instant noon = DayCourse.date(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        return (from == null || noon.isAfter(from.minus(LONGEST_INTRADAY.multipliedBy(2))))
                && (to == null || noon.isBefore(to.plus(LONGEST_INTRADAY.multipliedBy(2))));
    }
}
