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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.household.Night;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.oauth.Scope;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * get and getsummary at {@code /v2/sleep}. Source: Withings reference, Sleep.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SleepService {

    private static final String PATH = "/v2/sleep";
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
    private static final int MODEL_SLEEP_MONITOR = 32;
    private static final int MODEL_ID_MAT = 63;

    private final Pages pages;

    public SleepService(Behaviour behaviour) {
        this.pages = new Pages(behaviour);
    }

    /**
     * Adds the actions of this service.
     */
    public void addTo(Api api) {
        api.guarded(PATH, "get", Scope.USER_ACTIVITY, this::getSeries);
        api.guarded(PATH, "getsummary", Scope.USER_ACTIVITY, this::getSummary);
    }

    private JsonElement getSeries(Call call) {
        Parameters parameters = call.parameters();
        parameters.required("startdate");
        parameters.required("enddate");
        Instant from = parameters.moment("startdate");
        Instant to = parameters.moment("enddate");
        if (from == null || to == null || to.isBefore(from)
                || Duration.between(from, to).compareTo(LONGEST_WINDOW) > 0) {
            throw Rejection.invalidParams("enddate is 24 hours after startdate at most");
        }
        Set<String> fields = parameters.list("data_fields");
        PersonRecords records = call.person().records();
        JsonObject body = records.frame(RecordKind.SLEEP_SERIES).orElseGet(SleepService::frame);
        List<JsonObject> rows = new ArrayList<>();
        for (Night night : records.nights()) {
            if (night.end().isAfter(from) && night.start().isBefore(to)) {
                rows.addAll(night.series(from, to, fields));
            }
        }
        rows.addAll(fields.isEmpty() && !records.seriesWithoutFields().isEmpty()
                ? records.seriesWithoutFields()
                : records.rows(RecordKind.SLEEP_SERIES));
        body.add("series", Json.array(rows));
        return body;
    }

    private static JsonObject frame() {
        JsonObject frame = new JsonObject();
        frame.addProperty("model", MODEL_SLEEP_MONITOR);
        frame.addProperty("model_id", MODEL_ID_MAT);
        return frame;
    }

    private JsonElement getSummary(Call call) {
        Parameters parameters = call.parameters();
        Window.Days days = Window.daysOrSince(parameters);
        Instant since = parameters.moment("lastupdate");
        Set<String> fields = parameters.list("data_fields");
        PersonRecords records = call.person().records();
        List<JsonObject> all = fields.isEmpty() && !records.summariesWithoutFields().isEmpty()
                ? records.summariesWithoutFields()
                : records.rows(RecordKind.SLEEP_SUMMARY);
        List<JsonObject> rows = all.stream()
                .filter(row -> days == null || records.isReplayed() || days.contains(row))
                .filter(row -> Window.isModifiedSince(row, since))
                .map(row -> records.isReplayed()
                        ? row
                        : withFields(row, fields.isEmpty() ? Night.DEFAULT_SUMMARY_FIELDS : fields))
                .toList();
        JsonObject body = records.frame(RecordKind.SLEEP_SUMMARY).orElseGet(JsonObject::new);
        pages.addPage(body, RecordKind.SLEEP_SUMMARY, rows, parameters, records.isReplayed());
        return body;
    }

    private static JsonObject withFields(JsonObject row, Set<String> fields) {
        JsonObject reduced = new JsonObject();
        row.entrySet().forEach(entry -> reduced.add(entry.getKey(), entry.getValue()));
        reduced.add("data", DataFields.only(row.getAsJsonObject("data"), fields));
        return reduced;
    }
}
