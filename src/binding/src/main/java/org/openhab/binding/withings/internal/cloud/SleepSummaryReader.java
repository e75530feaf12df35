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
import org.openhab.binding.withings.internal.record.SleepSummary;

/**
 * Reads nights and naps (Withings reference, Sleep v2 - Getsummary).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SleepSummaryReader extends PageReader<SleepSummary> {

    SleepSummaryReader() {
        super("series");
    }

    @Override
    @Nullable
    SleepSummary row(AnswerReader in) throws IOException {
        Long id = null;
        Instant start = null;
        Instant end = null;
        LocalDate date = null;
        ZoneId zone = null;
        Integer model = null;
        String deviceId = null;
        String hashDeviceId = null;
        Instant modified = null;
        Boolean completed = null;
        Map<String, BigDecimal> values = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "id" -> id = in.integer();
                case "startdate" -> start = in.time();
                case "enddate" -> end = in.time();
                case "date" -> date = in.date();
                case "timezone" -> zone = in.zone();
                case "model" -> model = in.smallInteger();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "modified" -> modified = in.time();
                case "completed" -> completed = in.flag();
                case "data" -> {
                    in.object();
                    while (in.nextField()) {
                        BigDecimal value = in.number();
                        if (value != null) {
                            values.put(in.field(), value);
                        }
                    }
                }
                default -> in.skip();
            }
        }
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        ZoneId knownZone = zone != null ? zone : ZoneOffset.UTC;
        return new SleepSummary(id, start, end, date != null ? date : LocalDate.ofInstant(end, knownZone), knownZone,
                model == null ? 0 : model, deviceId != null ? deviceId : hashDeviceId,
                modified != null ? modified : end, !Boolean.FALSE.equals(completed), values);
    }
}
