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
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.SleepPhase;

/**
 * Reads the phases of sleep (Withings reference, Sleep v2 - Get). Each field that was asked for comes as an object of
 * values by the times at which they were measured.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SleepPhaseReader extends PageReader<SleepPhase> {

    SleepPhaseReader() {
        super("series");
    }

    @Override
    @Nullable
    SleepPhase row(AnswerReader in) throws IOException {
        Instant start = null;
        Instant end = null;
        Integer state = null;
        String deviceId = null;
        String hashDeviceId = null;
        Map<String, SortedMap<Instant, BigDecimal>> series = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "startdate" -> start = in.time();
                case "enddate" -> end = in.time();
                case "state" -> state = in.smallInteger();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                default -> {
                    String name = in.field();
                    SortedMap<Instant, BigDecimal> values = valuesByTime(in);
                    if (!values.isEmpty()) {
                        series.put(name, Collections.unmodifiableSortedMap(values));
                    }
                }
            }
        }
        if (start == null || end == null || end.isBefore(start) || state == null) {
            return null;
        }
        return new SleepPhase(start, end, state, deviceId != null ? deviceId : hashDeviceId, series);
    }

    private static SortedMap<Instant, BigDecimal> valuesByTime(AnswerReader in) throws IOException {
        SortedMap<Instant, BigDecimal> values = new TreeMap<>();
        in.object();
        while (in.nextField()) {
            Instant time = AnswerReader.time(in.field());
            BigDecimal value = in.number();
            if (time != null && value != null) {
                values.put(time, value);
            }
        }
        return values;
    }
}
