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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.household.Signal;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.oauth.Scope;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * list and get at {@code /v2/heart} and {@code /v2/stetho}. Source: Withings reference, Heart and Stetho.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HeartService {

    private static final String HEART = "/v2/heart";
    private static final String STETHOSCOPE = "/v2/stetho";

    private final Pages pages;

    public HeartService(Behaviour behaviour) {
        this.pages = new Pages(behaviour);
    }

    /**
     * Adds the actions of these services.
     */
    public void addTo(Api api) {
        api.guarded(HEART, "list", Scope.USER_METRICS, call -> list(call, RecordKind.HEART));
        api.guarded(HEART, "get", Scope.USER_METRICS, this::electrocardiogram);
        api.guarded(STETHOSCOPE, "list", Scope.USER_METRICS, call -> list(call, RecordKind.STETHOSCOPE));
        api.guarded(STETHOSCOPE, "get", Scope.USER_METRICS, this::sounds);
    }

    private JsonElement list(Call call, RecordKind kind) {
        Parameters parameters = call.parameters();
        Window window = Window.ofMoments(parameters);
        PersonRecords records = call.person().records();
        List<JsonObject> rows = records.rows(kind).stream()
                .filter(row -> records.isReplayed() || window.contains(row, "timestamp")).toList();
        JsonObject body = records.frame(kind).orElseGet(JsonObject::new);
        pages.addPage(body, kind, rows, parameters, records.isReplayed());
        return body;
    }

    private JsonElement electrocardiogram(Call call) {
        Signal signal = signal(call, false);
        JsonObject body = new JsonObject();
        body.add("signal", signal.samples());
        body.addProperty("sampling_frequency", signal.frequency());
        body.addProperty("wearposition", signal.wearPosition());
        body.addProperty("model", signal.device().kind().modelId());
        body.addProperty("heart_rate", signal.heartRate());
        return body;
    }

    private JsonElement sounds(Call call) {
        Signal signal = signal(call, true);
        JsonObject body = new JsonObject();
        body.add("signal", signal.samples());
        body.addProperty("frequency", signal.frequency());
        body.addProperty("duration", signal.seconds());
        body.addProperty("format", 1);
        body.addProperty("size", 2 * signal.frequency() * signal.seconds());
        body.addProperty("resolution", 16);
        body.addProperty("channel", 1);
        body.addProperty("model", signal.device().kind().modelId());
        body.addProperty("vhd", 0);
        return body;
    }

    private static Signal signal(Call call, boolean stethoscope) {
        call.parameters().required("signalid");
        Long signalId = call.parameters().number("signalid");
        return call.person().records().signal(signalId == null ? 0 : signalId)
                .filter(signal -> signal.stethoscope() == stethoscope)
                .orElseThrow(() -> Rejection.invalidParams("no such signalid"));
    }
}
