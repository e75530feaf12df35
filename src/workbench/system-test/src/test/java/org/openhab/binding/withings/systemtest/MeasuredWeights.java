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
package org.openhab.binding.withings.systemtest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * All weights of a person in kilograms by time, in Withings and in openHAB.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeasuredWeights {
    private static final int WEIGHT = 1;

    private MeasuredWeights() {
    }

    /**
     * @return the expected weights: those of the person without ambiguous ones
     */
    static NavigableMap<Instant, BigDecimal> of(Person person) {
        NavigableMap<Instant, BigDecimal> weights = new TreeMap<>();
        for (JsonObject group : person.records().rows(RecordKind.MEASURE_GROUP)) {
            boolean certain = group.get("category").getAsInt() == 1 && group.get("attrib").getAsInt() != 1;
            for (JsonElement element : group.getAsJsonArray("measures")) {
                JsonObject measure = element.getAsJsonObject();
                if (certain && measure.get("type").getAsInt() == WEIGHT) {
                    weights.put(Instant.ofEpochSecond(group.get("date").getAsLong()), measure.get("value")
                            .getAsBigDecimal().scaleByPowerOfTen(measure.get("unit").getAsInt()).stripTrailingZeros());
                }
            }
        }
        return weights;
    }

    /**
     * @param item has kilograms as its unit
     */
    static NavigableMap<Instant, BigDecimal> shown(Home home, String item) {
        NavigableMap<Instant, BigDecimal> weights = new TreeMap<>();
        home.history(item)
                .forEach((time, state) -> weights.put(time, new BigDecimal(state).stripTrailingZeros()));
        return weights;
    }
}
