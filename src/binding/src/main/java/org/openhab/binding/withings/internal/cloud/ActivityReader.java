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
        Map<String, BigDecimal> values = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "date" -> date = in.date();
                case "timezone" -> zone = in.zone();
                case "modified" -> modified = in.time();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "brand", "is_tracker", "model", "modelid", "model_id" -> in.skip();
                default -> {
                    BigDecimal value = in.number();
                    if (value != null) {
                        values.put(in.field(), value);
                    }
                }
            }
        }
        return date == null
                ? null
                : new Activity(date, zone != null ? zone : ZoneOffset.UTC, modified,
                        deviceId != null ? deviceId : hashDeviceId, values);
    }
}
