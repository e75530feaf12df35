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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
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
 * getmeas at {@code /measure} and {@code /v2/measure}. Source: Withings reference, Measure - Getmeas.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureService {
    private final Clock clock;
    private final Behaviour behaviour;

    public MeasureService(Clock clock, Behaviour behaviour) {
        this.clock = clock;
        this.behaviour = behaviour;
    }

    public void addTo(Api api) {
        api.guarded("/measure", "getmeas", Scope.USER_METRICS, this::getMeasures);
        api.guarded("/v2/measure", "getmeas", Scope.USER_METRICS, this::getMeasures);
    }

    private JsonElement getMeasures(Call call) {
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
                .filter(group -> records.isReplayed() || inWindow.test(group))
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
}
