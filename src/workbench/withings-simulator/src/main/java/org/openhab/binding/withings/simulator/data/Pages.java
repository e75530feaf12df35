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

import java.util.Comparator;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;

import com.google.gson.JsonObject;

/**
 * Hands out rows page by page, out of order as Withings does. {@code more} is 0 or 1 for measures and false or true
 * elsewhere; when everything fits on one page it is mostly absent. Source: Withings reference, parameters more and
 * offset; recorded answers.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Pages {

    private static final long SHUFFLE = 0x9E3779B97F4A7C15L;

    private final Behaviour behaviour;

    Pages(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /**
     * Adds the page that the offset asks for to a body.
     *
     * @param rows all rows that fit the request, in any order that is the same each time
     * @param recorded whether the order is part of a recording and has to stay
     */
    void addPage(JsonObject body, RecordKind kind, List<JsonObject> rows, Parameters parameters, boolean recorded) {
        Long asked = parameters.number("offset");
        long offset = asked == null ? 0 : asked;
        if (offset < 0) {
            throw Rejection.invalidParams("offset is negative");
        }
        List<JsonObject> ordered = recorded ? rows : rows.stream().sorted(order()).toList();
        int from = (int) Math.min(offset, ordered.size());
        int to = (int) Math.min((long) from + behaviour.pageSize(kind), ordered.size());
        body.add(kind.rowsName(), Json.array(ordered.subList(from, to)));
        boolean more = to < ordered.size();
        if (more || from > 0) {
            if (kind == RecordKind.MEASURE_GROUP) {
                body.addProperty("more", more ? 1 : 0);
            } else {
                body.addProperty("more", more);
            }
            body.addProperty("offset", more ? to : 0);
        } else if (kind == RecordKind.ACTIVITY || kind == RecordKind.SLEEP_SUMMARY) {
            body.addProperty("more", false);
            body.addProperty("offset", 0);
        }
    }

    private Comparator<JsonObject> order() {
        return behaviour.sorted()
                ? Comparator.comparingLong(Pages::time)
                : Comparator.comparingLong(row -> time(row) * SHUFFLE);
    }

    private static long time(JsonObject row) {
        for (String name : List.of("startdate", "timestamp", "date", "modified")) {
            long time = Json.number(row, name, -1);
            if (time >= 0) {
                return time;
            }
        }
        String day = Json.text(row, "date");
        return day == null ? 0 : day.hashCode();
    }
}
