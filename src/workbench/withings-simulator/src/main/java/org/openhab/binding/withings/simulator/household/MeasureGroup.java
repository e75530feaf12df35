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
package org.openhab.binding.withings.simulator.household;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * Writes a group of measures as getmeas does. Source: Withings reference, Measure - Getmeas, and recorded answers
 * (which say {@code modelid} where the reference says {@code model_id}).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeasureGroup {

    private final JsonObject group = new JsonObject();
    private final JsonArray measures = new JsonArray();

    MeasureGroup(long id, int attrib, Instant taken, Instant stored, @Nullable Device device, String timezone) {
        group.addProperty("grpid", id);
        group.addProperty("attrib", attrib);
        group.addProperty("date", taken.getEpochSecond());
        group.addProperty("created", stored.getEpochSecond());
        group.addProperty("modified", stored.getEpochSecond());
        group.addProperty("category", 1);
        if (device == null) {
            group.add("deviceid", JsonNull.INSTANCE);
            group.add("hash_deviceid", JsonNull.INSTANCE);
            group.add("measures", measures);
            group.add("modelid", JsonNull.INSTANCE);
            group.add("model", JsonNull.INSTANCE);
        } else {
            group.addProperty("deviceid", device.deviceId());
            group.addProperty("hash_deviceid", device.deviceId());
            group.add("measures", measures);
            group.addProperty("modelid", device.kind().modelId());
            group.addProperty("model", device.kind().model());
        }
        group.add("comment", JsonNull.INSTANCE);
        group.addProperty("timezone", timezone);
    }

    /** A goal rather than something measured. */
    MeasureGroup objective() {
        group.addProperty("category", 2);
        return this;
    }

    /** Adds a value in the measure's unit, written as a whole number times a power of ten. */
    MeasureGroup measure(int type, double value, int exponent) {
        return measure(type, value, exponent, -1);
    }

    MeasureGroup measure(int type, double value, int exponent, int position) {
        JsonObject measure = new JsonObject();
        measure.addProperty("value",
                BigDecimal.valueOf(value).scaleByPowerOfTen(-exponent).setScale(0, RoundingMode.HALF_UP).longValue());
        measure.addProperty("type", type);
        measure.addProperty("unit", exponent);
        measure.addProperty("algo", 0);
        measure.addProperty("fm", position < 0 ? 3 : 131);
        if (position >= 0) {
            measure.addProperty("position", position);
        }
        measures.add(measure);
        return this;
    }

    JsonObject toJson() {
        return group;
    }
}
