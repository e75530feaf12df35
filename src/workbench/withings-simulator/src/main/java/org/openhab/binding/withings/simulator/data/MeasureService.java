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
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.oauth.Scope;

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
    private final Pages pages;

    /**
     * @param clock tells the update time
     */
    public MeasureService(Clock clock, Behaviour behaviour) {
        this.clock = clock;
        this.behaviour = behaviour;
        this.pages = new Pages(behaviour);
    }

    /**
     * Adds the action of this service.
     */
    public void addTo(Api api) {
        api.guarded("/measure", "getmeas", Scope.USER_METRICS, this::getMeasures);
        api.guarded("/v2/measure", "getmeas", Scope.USER_METRICS, this::getMeasures);
    }

    private JsonElement getMeasures(Call call) {
        Parameters parameters = call.parameters();
        Window window = Window.ofMoments(parameters);
        Set<Integer> types = types(parameters);
        Long category = parameters.number("category");
        if (category != null && category != 1 && category != 2) {
            throw Rejection.invalidParams("category is 1 or 2");
        }
        PersonRecords records = call.person().records();
        List<JsonObject> groups = records.rows(RecordKind.MEASURE_GROUP).stream()
                .filter(group -> category == null || Json.number(group, "category", 1) == category)
                .filter(group -> records.isReplayed() || window.contains(group, "date"))
                .filter(group -> Window.isModifiedSince(group, window.since()))
                .flatMap(group -> withTypes(group, types)).toList();
        JsonObject body = records.frame(RecordKind.MEASURE_GROUP).orElseGet(() -> frame(call));
        pages.addPage(body, RecordKind.MEASURE_GROUP, groups, parameters, records.isReplayed());
        return body;
    }

    private JsonObject frame(Call call) {
        JsonObject body = new JsonObject();
        Instant now = clock.instant();
        if (behaviour.updateTimeAsText()) {
            body.addProperty("updatetime", Long.toString(now.getEpochSecond()));
        } else {
            body.addProperty("updatetime", now.getEpochSecond());
        }
        body.addProperty("timezone", call.person().zone().getId());
        return body;
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
        JsonObject filtered = new JsonObject();
        group.entrySet().forEach(entry -> filtered.add(entry.getKey(), entry.getValue()));
        filtered.add("measures", wanted);
        return Stream.of(filtered);
    }
}
