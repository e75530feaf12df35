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
package org.openhab.binding.withings.simulator.fault;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Changes answers so that they are still JSON of the right shape, but not what a client hopes for.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Distortion {

    /** Numbers that say what or when something is, not how much. */
    private static final Set<String> NO_VALUES = Set.of("status", "grpid", "date", "created", "modified", "startdate",
            "enddate", "timestamp", "id", "type", "unit", "category", "attrib", "offset", "more", "updatetime",
            "signalid", "expires", "appli", "userid", "expires_in", "model", "modelid", "model_id", "state", "brand",
            "position", "algo", "fm", "first_session_date", "last_session_date", "wait_seconds");
    private static final Map<String, JsonPrimitive> UNKNOWN = Map.of("type", new JsonPrimitive(9_001), "attrib",
            new JsonPrimitive(4_711), "category", new JsonPrimitive(9_999), "state", new JsonPrimitive(42), "model_id",
            new JsonPrimitive(8_888), "modelid", new JsonPrimitive(8_888), "position", new JsonPrimitive(99));

    private Distortion() {
    }

    /** Replaces all values by another element. */
    static JsonObject withValues(JsonObject envelope, JsonElement value) {
        return object(envelope, value);
    }

    private static JsonObject object(JsonObject object, JsonElement value) {
        JsonObject changed = new JsonObject();
        object.entrySet().forEach(entry -> {
            JsonElement member = entry.getValue();
            boolean number = member.isJsonPrimitive() && member.getAsJsonPrimitive().isNumber();
            changed.add(entry.getKey(),
                    number && !NO_VALUES.contains(entry.getKey()) ? value : element(member, value));
        });
        return changed;
    }

    private static JsonElement element(JsonElement element, JsonElement value) {
        if (element.isJsonObject()) {
            return object(element.getAsJsonObject(), value);
        }
        if (element.isJsonArray()) {
            JsonArray changed = new JsonArray();
            element.getAsJsonArray().forEach(member -> changed.add(element(member, value)));
            return changed;
        }
        return element;
    }

    /** Gives every other object in an array kinds that nobody knows. */
    static JsonObject withUnknownKinds(JsonObject envelope) {
        JsonObject changed = envelope.deepCopy();
        makeUnknown(changed, new AtomicInteger());
        return changed;
    }

    private static void makeUnknown(JsonElement element, AtomicInteger rows) {
        if (element.isJsonArray()) {
            for (JsonElement row : element.getAsJsonArray()) {
                if (row.isJsonObject() && rows.incrementAndGet() % 2 == 0) {
                    JsonObject object = row.getAsJsonObject();
                    UNKNOWN.forEach((name, kind) -> {
                        if (object.has(name)) {
                            boolean text = object.get(name).isJsonPrimitive()
                                    && object.get(name).getAsJsonPrimitive().isString();
                            object.add(name, text ? new JsonPrimitive("Something New") : kind);
                        }
                    });
                }
                makeUnknown(row, rows);
            }
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> makeUnknown(entry.getValue(), rows));
        }
    }

    /** A status without its body, or with an array for one. */
    static JsonObject withoutBody(boolean emptyArray) {
        JsonObject envelope = new JsonObject();
        envelope.addProperty("status", 0);
        if (emptyArray) {
            envelope.add("body", new JsonArray());
        }
        return envelope;
    }

    static JsonElement nothing() {
        return JsonNull.INSTANCE;
    }
}
