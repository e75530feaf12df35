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
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.PersonRecords.Signal;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * list and get at {@code /v2/heart}, list at {@code /v2/stetho}. Source: Withings reference, Heart and Stetho.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HeartService {
    private static final String HEART = "/v2/heart";
    private static final String STETHOSCOPE = "/v2/stetho";

    private final Behaviour behaviour;

    public HeartService(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    public void addTo(Api api) {
        api.guarded(HEART, "list", Scope.USER_METRICS, call -> list(call, RecordKind.HEART));
        api.guarded(HEART, "get", Scope.USER_METRICS, this::electrocardiogram);
        api.guarded(STETHOSCOPE, "list", Scope.USER_METRICS, call -> list(call, RecordKind.STETHOSCOPE));
    }

    private JsonElement list(Call call, RecordKind kind) {
        Parameters parameters = call.parameters();
        Predicate<JsonObject> inWindow = Rows.inWindow(parameters, "timestamp");
        PersonRecords records = call.person().records();
        List<JsonObject> rows = records.rows(kind).stream()
                .filter(row -> records.isReplayed() || inWindow.test(row)).toList();
        JsonObject body = records.frame(kind).orElseGet(JsonObject::new);
        Rows.addPage(body, kind, rows, parameters, records.isReplayed(), behaviour);
        return body;
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
}
