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
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.household.Night;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

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

    private final Behaviour behaviour;

    public SleepService(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

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
        rows.addAll(records.rows(RecordKind.SLEEP_SERIES));
        body.add("series", Json.array(rows));
        return body;
    }

    private static JsonObject frame() {
        JsonObject frame = Json.object("model", MODEL_SLEEP_MONITOR, "model_id", MODEL_ID_MAT);
        return frame;
    }

    private JsonElement getSummary(Call call) {
        Parameters parameters = call.parameters();
        Predicate<JsonObject> inDays = Rows.inDays(parameters);
        Set<String> fields = parameters.list("data_fields");
        PersonRecords records = call.person().records();
        List<JsonObject> rows = records.rows(RecordKind.SLEEP_SUMMARY).stream()
                .filter(row -> records.isReplayed() || inDays.test(row))
                .filter(Rows.modifiedSince(parameters))
                .map(row -> records.isReplayed()
                        ? row
                        : Rows.withData(row, fields.isEmpty() ? Night.DEFAULT_SUMMARY_FIELDS : fields))
                .toList();
        JsonObject body = records.frame(RecordKind.SLEEP_SUMMARY).orElseGet(JsonObject::new);
        Rows.addPage(body, RecordKind.SLEEP_SUMMARY, rows, parameters, records.isReplayed(), behaviour);
        return body;
    }
}
