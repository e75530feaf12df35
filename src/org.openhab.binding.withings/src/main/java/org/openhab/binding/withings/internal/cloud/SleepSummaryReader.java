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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.NightEvent;
import org.openhab.binding.withings.internal.record.SleepSummary;

/**
 * Reads nights and naps (Withings reference, Sleep v2 - Getsummary).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SleepSummaryReader extends PageReader<SleepSummary> {

    /** No event is later than this in a night. */
    private static final Duration LONGEST_NIGHT = Duration.ofDays(2);

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
        String coreBodyTemperatureStatus = null;
        Map<Integer, List<Long>> eventSeconds = new TreeMap<>();
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
                        switch (in.field()) {
                            case "core_body_temperature_status" -> coreBodyTemperatureStatus = in.text();
                            case "night_events" -> readEvents(in, eventSeconds);
                            default -> {
                                BigDecimal value = in.number();
                                if (value != null) {
                                    values.put(in.field(), value);
                                }
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
        List<NightEvent> events = new ArrayList<>();
        for (Map.Entry<Integer, List<Long>> event : eventSeconds.entrySet()) {
            for (Long seconds : event.getValue()) {
                events.add(new NightEvent(start.plusSeconds(seconds), event.getKey()));
            }
        }
        ZoneId knownZone = zone != null ? zone : ZoneOffset.UTC;
        return new SleepSummary(id, start, end, date != null ? date : LocalDate.ofInstant(end, knownZone), knownZone,
                model == null ? 0 : model, deviceId != null ? deviceId : hashDeviceId,
                modified != null ? modified : end, !Boolean.FALSE.equals(completed), values,
                coreBodyTemperatureStatus, events);
    }

    /**
     * The events come as seconds since the start of the night by the number of what happened. The row may tell its
     * start after them.
     */
    private static void readEvents(AnswerReader in, Map<Integer, List<Long>> eventSeconds) throws IOException {
        in.object();
        while (in.nextField()) {
            Integer number = AnswerReader.smallInteger(in.field());
            List<Long> seconds = new ArrayList<>();
            in.list();
            while (in.nextElement()) {
                Long second = in.integer();
                if (second != null && second >= 0 && second <= LONGEST_NIGHT.toSeconds()) {
                    seconds.add(second);
                }
            }
            if (number != null) {
                eventSeconds.put(number, seconds);
            }
        }
    }
}
