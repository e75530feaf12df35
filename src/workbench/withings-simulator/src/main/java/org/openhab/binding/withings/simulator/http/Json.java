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
package org.openhab.binding.withings.simulator.http;

import java.util.Collection;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Writes JSON like Withings: with nulls, and numbers with their original digits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Json {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {
    }

    public static String write(JsonElement element) {
        return GSON.toJson(element);
    }

    /** An object of alternating names and values; a value may be null, a number, a text, a truth or an element. */
    public static JsonObject object(@Nullable Object... namesAndValues) {
        JsonObject object = new JsonObject();
        add(object, namesAndValues);
        return object;
    }

    public static void add(JsonObject object, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            object.add(String.valueOf(namesAndValues[i]), value == null
                    ? JsonNull.INSTANCE
                    : value instanceof JsonElement element
                            ? element
                            : value instanceof Number number
                                    ? new JsonPrimitive(number)
                                    : value instanceof Boolean truth
                                            ? new JsonPrimitive(truth)
                                            : new JsonPrimitive(value.toString()));
        }
    }

    public static JsonArray array(Collection<? extends JsonElement> rows) {
        JsonArray array = new JsonArray();
        rows.forEach(array::add);
        return array;
    }

    /** The whole number of that name, or the fallback if it is missing, null or no number. */
    public static long number(JsonObject object, String name, long fallback) {
        JsonElement element = object.get(name);
        return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()
                ? element.getAsLong()
                : fallback;
    }

    /** The text of that name, or null if it is missing or JSON's null. */
    public static @Nullable String text(JsonObject object, String name) {
        JsonElement element = object.get(name);
        return element != null && element.isJsonPrimitive() ? element.getAsString() : null;
    }
}
