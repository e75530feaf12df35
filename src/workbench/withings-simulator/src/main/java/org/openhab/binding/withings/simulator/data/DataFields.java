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

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonObject;

/**
 * The fields of a row that were asked for.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class DataFields {

    private DataFields() {
    }

    /**
     * @param fields names to keep
     * @return a new object with those members of the given one
     */
    static JsonObject only(JsonObject object, Set<String> fields) {
        JsonObject kept = new JsonObject();
        object.entrySet().stream().filter(entry -> fields.contains(entry.getKey()))
                .forEach(entry -> kept.add(entry.getKey(), entry.getValue()));
        return kept;
    }
}
