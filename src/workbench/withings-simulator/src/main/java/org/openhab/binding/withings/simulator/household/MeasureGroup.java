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
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonArray;
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
        Json.add(group, "grpid", id, "attrib", attrib, "date", taken.getEpochSecond(),
                "created", stored.getEpochSecond(), "modified", stored.getEpochSecond(), "category", 1);
        if (device == null) {
            Json.add(group, "deviceid", null, "hash_deviceid", null, "measures", measures, "modelid", null,
                    "model", null);
        } else {
            Json.add(group, "deviceid", device.deviceId(), "hash_deviceid", device.deviceId(), "measures", measures,
                    "modelid", device.kind().modelId(), "model", device.kind().model());
        }
        Json.add(group, "comment", null, "timezone", timezone);
    }

    MeasureGroup objective() {
        group.addProperty("category", 2);
        return this;
    }

    /** Adds a value in the measure's unit, written as a whole number times a power of ten. */
    MeasureGroup measure(int type, double value, int exponent) {
        return measure(type, value, exponent, -1);
    }

    MeasureGroup measure(int type, double value, int exponent, int position) {
        JsonObject measure = Json.object(
                "value",
                BigDecimal.valueOf(value).scaleByPowerOfTen(-exponent).setScale(0, RoundingMode.HALF_UP).longValue(),
                "type", type, "unit", exponent, "algo", 0, "fm", position < 0 ? 3 : 131);
        if (position >= 0) {
            measure.addProperty("position", position);
        }
        measures.add(measure);
        return this;
    }

    JsonObject toJson() {
        return group;
    }

    /** The measures of a body scale in one group. */
    static final class BodyComposition {
        /** Right arm, left arm, left leg, right leg, torso, with their share of the body mass. */
        private static final int[] SEGMENTS = { 2, 3, 10, 11, 12 };
        private static final double[] SHARES = { 0.055, 0.054, 0.17, 0.168, 0.5 };

        private BodyComposition() {
        }

        /** Adds all measures of a body scan, in 40 % of the cases with segments; the exponent of the weight changes. */
        static MeasureGroup measure(MeasureGroup group, Person.Body body, double kilograms, Chance chance) {
            double ratio = Math.max(5, chance.around(body.fatPercent(), 0.4));
            double fat = kilograms * ratio / 100;
            double lean = kilograms - fat;
            double muscle = lean * 0.95;
            double water = lean * 0.72;
            group.measure(1, kilograms, chance.pick(-3, -3, -3, -2, -4));
            group.measure(8, fat, chance.pick(-2, -3));
            group.measure(76, muscle, -2);
            group.measure(77, water, -2);
            group.measure(88, lean * 0.05, -2);
            group.measure(6, ratio, -3);
            group.measure(5, lean, chance.pick(-2, -3));
            group.measure(11, chance.around(body.restingPulse() + 8, 4), 0);
            if (chance.percent(40)) {
                // a segment scan repeats the fat-free mass for the whole body
                group.measure(5, lean, -2, 7);
                group.measure(168, water * 0.42, -2, 7);
                group.measure(169, water * 0.58, -2, 7);
                group.measure(170, Math.max(1, ratio / 8), -1);
                group.measure(91, chance.around(7.1, 0.3), -3);
                group.measure(155, chance.around(44, 1.5), -1);
                group.measure(226, 370 + 21.6 * lean, 0);
                group.measure(227, chance.around(41, 1), 0);
                group.measure(167, chance.around(72, 2), 0);
                group.measure(158, chance.around(71, 2), 0);
                group.measure(159, chance.around(73, 2), 0);
                group.measure(196, chance.around(63, 2), -3);
                group.measure(197, chance.around(62, 2), -3);
                group.measure(198, chance.around(64, 2), -3);
                group.measure(229, chance.around(74, 2), 0);
                for (int i = 0; i < SEGMENTS.length; i++) {
                    group.measure(173, lean * SHARES[i], -2, SEGMENTS[i]);
                    group.measure(174, fat * SHARES[i], -2, SEGMENTS[i]);
                    group.measure(175, muscle * SHARES[i], -2, SEGMENTS[i]);
                }
            }
            return group;
        }
    }
}
