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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

/**
 * getdevice and getgoals at {@code /v2/user}. Source: Withings reference, User.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class UserService {
    private static final String PATH = "/v2/user";

    private final Household household;
    private final Clock clock;

    public UserService(Household household, Clock clock) {
        this.household = household;
        this.clock = clock;
    }

    public void addTo(Api api) {
        api.guarded(PATH, "getdevice", Scope.USER_INFO, this::getDevices);
        api.guarded(PATH, "getgoals", Scope.USER_INFO,
                call -> Json.object("goals", call.person().records().goals()));
    }

    private JsonElement getDevices(Call call) {
        return Json.object("devices", call.person().records().recordedDevices().orElseGet(() -> devices(call)));
    }

    private JsonArray devices(Call call) {
        JsonArray rows = new JsonArray();
        if (!call.person().records().isReplayed()) {
            for (Device device : household.devices(call.person())) {
                rows.add(device.toJson(clock.instant()));
            }
        }
        return rows;
    }
}
