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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Activity;

/**
 * Reads a person's days (Withings reference, Measure v2 - Getactivity). The values stand beside the fields that
 * describe the record.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ActivityReader extends PageReader<Activity> {
    /** Withings reference, Measure v2 - Getactivity, "brand": Google Fit, HealthKit and the like. */
    private static final int EXTERNAL = 18;

    ActivityReader() {
        super("activities");
    }

    @Override
    @Nullable
    Activity row(AnswerReader in) throws IOException {
        LocalDate date = null;
        ZoneId zone = null;
        Instant modified = null;
        String deviceId = null;
        String hashDeviceId = null;
        Integer brand = null;
        Map<String, BigDecimal> values = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "date" -> date = in.date();
                case "timezone" -> zone = in.zone();
                case "modified" -> modified = in.time();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "brand" -> brand = in.smallInteger();
                // a recorded phone says that it is a tracker, so that tells nothing
                case "is_tracker", "model", "modelid", "model_id" -> in.skip();
                default -> {
                    BigDecimal value = in.number();
                    if (value != null) {
                        values.put(in.field(), value);
                    }
                }
            }
        }
        if (date == null) {
            return null;
        }
        String device = deviceId != null ? deviceId : hashDeviceId;
        boolean external = brand == null ? device == null : brand == EXTERNAL;
        return new Activity(date, zone != null ? zone : ZoneOffset.UTC, modified, external, device, values);
    }
}
