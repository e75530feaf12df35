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
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.IntradayActivity;

/**
 * Reads the course of a day (Withings reference, Measure v2 - Getintradayactivity): an object that has the times as
 * names, an empty list where there is nothing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class IntradayActivityReader extends PageReader<IntradayActivity> {
    /** Nothing that is told for one time goes on for longer; a longer one would reach into days to come. */
    private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    IntradayActivityReader() {
        super("series");
    }

    @Override
    @Nullable
    IntradayActivity row(AnswerReader in) throws IOException {
        Instant start = AnswerReader.time(in.field());
        Long seconds = null;
        String deviceId = null;
        String hashDeviceId = null;
        Map<String, BigDecimal> values = new HashMap<>();
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "duration" -> seconds = in.integer();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "model", "model_id", "modelid" -> in.skip();
                default -> {
                    String name = in.field();
                    BigDecimal value = in.number();
                    if (value != null) {
                        values.put(name, value);
                    }
                }
            }
        }
        if (start == null) {
            return null;
        }
        boolean lasting = seconds != null && seconds > 0 && seconds <= LONGEST_SECONDS;
        return new IntradayActivity(start, lasting ? Duration.ofSeconds(seconds) : Duration.ZERO,
                deviceId != null ? deviceId : hashDeviceId, values);
    }
}
