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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.WithingsSimulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.IntradayData;
import org.openhab.binding.withings.simulator.household.Night;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.household.PersonRecords.Signal;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The services with a person's data: measures, activity, sleep, heart, stethoscope, devices and goals.
 * Source: Withings reference, Measure, Sleep, Heart, Stetho and User.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DataServices {
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
    private static final int MODEL_SLEEP_MONITOR = 32;
    private static final int MODEL_ID_MAT = 63;
    private static final Set<String> DATA_FIELDS = Set.of("steps", "distance", "elevation", "soft", "moderate",
            "intense", "active", "calories", "totalcalories", "hr_average", "hr_min", "hr_max", "hr_zone_0",
            "hr_zone_1", "hr_zone_2", "hr_zone_3");

    private final Clock clock;
    private final Behaviour behaviour;
    private final Household household;

    public DataServices(Clock clock, Behaviour behaviour, Household household) {
        this.clock = clock;
        this.behaviour = behaviour;
        this.household = household;
    }

    public void addTo(Api api) {
        for (String path : List.of("/measure", "/v2/measure")) {
            api.guarded(path, "getmeas", Scope.USER_METRICS, this::measures);
        }
        api.guarded("/v2/measure", "getactivity", Scope.USER_ACTIVITY, this::activity);
        api.guarded("/v2/measure", "getintradayactivity", Scope.USER_ACTIVITY, this::intradayActivity);
        api.guarded("/v2/measure", "getworkouts", Scope.USER_ACTIVITY, this::workouts);
        api.guarded("/v2/sleep", "get", Scope.USER_ACTIVITY, this::sleepSeries);
        api.guarded("/v2/sleep", "getsummary", Scope.USER_ACTIVITY, this::sleepSummary);
        api.guarded("/v2/heart", "list", Scope.USER_METRICS, call -> recordings(call, RecordKind.HEART));
        api.guarded("/v2/heart", "get", Scope.USER_METRICS, this::electrocardiogram);
        api.guarded("/v2/stetho", "list", Scope.USER_METRICS, call -> recordings(call, RecordKind.STETHOSCOPE));
        api.guarded("/v2/user", "getdevice", Scope.USER_INFO, this::devices);
        api.guarded("/v2/user", "getgoals", Scope.USER_INFO,
                call -> Json.object("goals", call.person().records().goals()));
    }

    /** The requested page of rows; recorded rows have all their fields. */
    private JsonElement page(Call call, RecordKind kind, Predicate<JsonObject> inTime,
            UnaryOperator<JsonObject> reduced) {
        PersonRecords records = call.person().records();
        boolean recorded = records.isReplayed();
        List<JsonObject> rows = records.rows(kind).stream().filter(inTime)
                .filter(Rows.modifiedSince(call.parameters())).map(row -> recorded ? row : reduced.apply(row)).toList();
        JsonObject body = records.frame(kind).orElseGet(JsonObject::new);
        Rows.addPage(body, kind, rows, call.parameters(), recorded, behaviour);
        return body;
    }

    private JsonElement measures(Call call) {
        Parameters parameters = call.parameters();
        Predicate<JsonObject> inWindow = Rows.inWindow(parameters, "date");
        Set<Integer> types = types(parameters);
        Long category = parameters.number("category");
        if (category != null && category != 1 && category != 2) {
            throw Rejection.invalidParams("category is 1 or 2");
        }
        PersonRecords records = call.person().records();
        List<JsonObject> groups = records.rows(RecordKind.MEASURE_GROUP).stream()
                .filter(group -> category == null || Json.number(group, "category", 1) == category)
                .filter(inWindow)
                .filter(Rows.modifiedSince(parameters))
                .flatMap(group -> withTypes(group, types)).toList();
        JsonObject body = records.frame(RecordKind.MEASURE_GROUP).orElseGet(() -> frame(call));
        Rows.addPage(body, RecordKind.MEASURE_GROUP, groups, parameters, records.isReplayed(), behaviour);
        return body;
    }

    private JsonObject frame(Call call) {
        return Json.object("updatetime", clock.instant().getEpochSecond(), "timezone",
                call.person().zone().getId());
    }

    private static Set<Integer> types(Parameters parameters) {
        Set<Integer> types = new HashSet<>(parameters.numbers("meastypes"));
        Long single = parameters.number("meastype");
        if (single != null) {
            types.add(single.intValue());
        }
        return types;
    }

    private static Stream<JsonObject> withTypes(JsonObject group, Set<Integer> types) {
        if (types.isEmpty()) {
            return Stream.of(group);
        }
        JsonArray wanted = new JsonArray();
        group.getAsJsonArray("measures").forEach(measure -> {
            if (types.contains((int) Json.number(measure.getAsJsonObject(), "type", 0))) {
                wanted.add(measure);
            }
        });
        if (wanted.isEmpty()) {
            return Stream.empty();
        }
        JsonObject filtered = Rows.copy(group);
        filtered.add("measures", wanted);
        return Stream.of(filtered);
    }

    private JsonElement activity(Call call) {
        Set<String> fields = call.parameters().list("data_fields");
        return page(call, RecordKind.ACTIVITY, Rows.inDays(call.parameters()), row -> {
            Set<String> kept = new HashSet<>(row.keySet());
            kept.removeIf(field -> DATA_FIELDS.contains(field) && !fields.isEmpty() && !fields.contains(field));
            return Rows.only(row, kept);
        });
    }

    private JsonElement workouts(Call call) {
        Set<String> fields = call.parameters().list("data_fields");
        return page(call, RecordKind.WORKOUT, Rows.inDays(call.parameters()),
                row -> fields.isEmpty() ? row : Rows.withData(row, fields));
    }

    /** An object of points by second, or an empty array if there are none; of the most recent day without a window. */
    private JsonElement intradayActivity(Call call) {
        Parameters parameters = call.parameters();
        Instant from = parameters.moment("startdate");
        Instant to = parameters.moment("enddate");
        if ((from == null) != (to == null)) {
            throw Rejection.invalidParams("startdate and enddate go together");
        }
        if (from != null && to != null) {
            refuseLong(from, to);
        }
        Set<String> fields = parameters.list("data_fields");
        List<JsonObject> days = call.person().records().rows(RecordKind.ACTIVITY);
        Stream<JsonObject> wanted = from == null
                ? days.stream().reduce(DataServices::later).stream()
                : days.stream();
        JsonObject series = new JsonObject();
        wanted.filter(day -> day.has("modified")).filter(day -> touches(day, from, to))
                .flatMap(day -> IntradayData.of(call.person(), day).entrySet().stream())
                .filter(point -> isWithin(point.getKey(), from, to))
                .forEach(point -> series.add(Long.toString(point.getKey().getEpochSecond()),
                        fields.isEmpty() ? point.getValue() : withPointFields(point.getValue(), fields)));
        call.person().records().rows(RecordKind.INTRADAY).stream().flatMap(points -> points.entrySet().stream())
                .filter(point -> isWithin(Instant.ofEpochSecond(Long.parseLong(point.getKey())), from, to))
                .forEach(point -> series.add(point.getKey(), point.getValue()));
        JsonObject body = new JsonObject();
        body.add("series", series.isEmpty() ? new JsonArray() : series);
        return body;
    }

    private static boolean isWithin(Instant time, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
    }

    private static void refuseLong(Instant from, Instant to) {
        if (to.isBefore(from) || Duration.between(from, to).compareTo(LONGEST_WINDOW) > 0) {
            throw Rejection.invalidParams("enddate is 24 hours after startdate at most");
        }
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

    /** Whether a day overlaps the time in any time zone. */
    private static boolean touches(JsonObject day, @Nullable Instant from, @Nullable Instant to) {
        Instant noon = IntradayData.date(day).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        return (from == null || noon.isAfter(from.minus(LONGEST_WINDOW.multipliedBy(2))))
                && (to == null || noon.isBefore(to.plus(LONGEST_WINDOW.multipliedBy(2))));
    }

    private JsonElement sleepSeries(Call call) {
        Parameters parameters = call.parameters();
        parameters.required("startdate");
        parameters.required("enddate");
        Instant from = Objects.requireNonNull(parameters.moment("startdate"));
        Instant to = Objects.requireNonNull(parameters.moment("enddate"));
        refuseLong(from, to);
        Set<String> fields = parameters.list("data_fields");
        PersonRecords records = call.person().records();
        JsonObject body = records.frame(RecordKind.SLEEP_SERIES)
                .orElseGet(() -> Json.object("model", MODEL_SLEEP_MONITOR, "model_id", MODEL_ID_MAT));
        List<JsonObject> rows = new ArrayList<>();
        for (Night night : records.nights()) {
            if (night.end().isAfter(from) && night.start().isBefore(to)) {
                rows.addAll(night.series(from, to, fields));
            }
        }
        records.rows(RecordKind.SLEEP_SERIES).stream()
                .filter(row -> Json.number(row, "enddate", Long.MAX_VALUE) > from.getEpochSecond()
                        && Json.number(row, "startdate", Long.MIN_VALUE) < to.getEpochSecond())
                .forEach(rows::add);
        body.add("series", Json.array(rows));
        return body;
    }

    private JsonElement sleepSummary(Call call) {
        Set<String> asked = call.parameters().list("data_fields");
        Set<String> fields = asked.isEmpty() ? Night.DEFAULT_SUMMARY_FIELDS : asked;
        return page(call, RecordKind.SLEEP_SUMMARY, Rows.inDays(call.parameters()),
                row -> Rows.withData(row, fields));
    }

    private JsonElement recordings(Call call, RecordKind kind) {
        return page(call, kind, Rows.inWindow(call.parameters(), "timestamp"), row -> row);
    }

    private JsonElement electrocardiogram(Call call) {
        Signal signal = signal(call);
        return Json.object("signal", signal.samples(), "sampling_frequency", signal.frequency(),
                "wearposition", signal.wearPosition(), "model", signal.device().kind().modelId(),
                "heart_rate", signal.heartRate());
    }

    private static Signal signal(Call call) {
        call.parameters().required("signalid");
        Long signalId = call.parameters().number("signalid");
        return call.person().records().signal(signalId == null ? 0 : signalId)
                .orElseThrow(() -> Rejection.invalidParams("no such signalid"));
    }

    private JsonElement devices(Call call) {
        Person person = call.person();
        return Json.object("devices", person.records().recordedDevices().orElseGet(() -> {
            List<Device> owned = person.records().isReplayed() ? List.of() : household.devices(person);
            return Json.array(owned.stream().map(device -> device.toJson(clock.instant())).toList());
        }));
    }
}
