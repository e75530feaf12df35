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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.record.WorkoutCategory;

/**
 * Reads workouts (Withings reference, Measure v2 - Getworkouts).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class WorkoutReader extends PageReader<Workout> {
    private static final String CORE_TEMPERATURE_STATUS = "core_body_temperature_status";

    WorkoutReader() {
        super("series");
    }

    @Override
    @Nullable
    Workout row(AnswerReader in) throws IOException {
        Long id = null;
        Integer category = null;
        Instant start = null;
        Instant end = null;
        ZoneId zone = null;
        String deviceId = null;
        String hashDeviceId = null;
        Instant modified = null;
        String coreTemperatureStatus = null;
        Map<String, BigDecimal> values = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "id" -> id = in.integer();
                case "category" -> category = in.smallInteger();
                case "startdate" -> start = in.time();
                case "enddate" -> end = in.time();
                case "timezone" -> zone = in.zone();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "modified" -> modified = in.time();
                case "data" -> {
                    in.object();
                    while (in.nextField()) {
                        if (CORE_TEMPERATURE_STATUS.equals(in.field())) {
                            coreTemperatureStatus = in.text();
                        } else {
                            BigDecimal value = in.number();
                            if (value != null) {
                                values.put(in.field(), value);
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        return new Workout(id, category != null ? category : WorkoutCategory.OTHER.number(), start, end,
                zone != null ? zone : ZoneOffset.UTC,
                deviceId != null ? deviceId : hashDeviceId, modified != null ? modified : end, values,
                coreTemperatureStatus);
    }
}
