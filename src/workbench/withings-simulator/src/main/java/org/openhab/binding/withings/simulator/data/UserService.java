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
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.oauth.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * getdevice and getgoals at {@code /v2/user}. Source: Withings reference, User.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class UserService {

    private static final String PATH = "/v2/user";

    private final Supplier<Household> household;
    private final Clock clock;
    private final Behaviour behaviour;

    /**
     * @param household knows the devices
     * @param clock tells how far batteries are drained
     */
    public UserService(Supplier<Household> household, Clock clock, Behaviour behaviour) {
        this.household = household;
        this.clock = clock;
        this.behaviour = behaviour;
    }

    /**
     * Adds the actions of this service.
     */
    public void addTo(Api api) {
        api.guarded(PATH, "getdevice", null, this::getDevices);
        api.guarded(PATH, "getgoals", null, this::getGoals);
    }

    private void checkScope(Call call) {
        if (behaviour.userInfoNeededForDevices() && !call.grant().scopes().contains(Scope.USER_INFO)) {
            throw Api.missing(Scope.USER_INFO);
        }
    }

    private JsonElement getDevices(Call call) {
        checkScope(call);
        JsonObject body = new JsonObject();
        body.add("devices", call.person().records().recordedDevices().orElseGet(() -> devices(call)));
        return body;
    }

    private JsonArray devices(Call call) {
        JsonArray rows = new JsonArray();
        if (!call.person().records().isReplayed()) {
            for (Device device : household.get().devices(call.person())) {
                rows.add(device.toJson(clock.instant()));
            }
        }
        return rows;
    }

    private JsonElement getGoals(Call call) {
        checkScope(call);
        JsonObject body = new JsonObject();
        body.add("goals", call.person().records().goals());
        return body;
    }
}
