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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.notification.Notification;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What comes every day: the course of a night and a notification.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallAnswerBenchmark {
    private static final long NIGHT = 1_700_000_000L;
    private static final int PHASES = 48;
    private static final int PHASE_SECONDS = 600;

    private final byte[] night = night().getBytes(StandardCharsets.UTF_8);

    /** Eight hours in phases of ten minutes, with three values for every minute. */
    private static String night() {
        StringBuilder json = new StringBuilder("{\"status\":0,\"body\":{\"series\":[");
        for (int phase = 0; phase < PHASES; phase++) {
            long start = NIGHT + phase * PHASE_SECONDS;
            json.append(phase == 0 ? "" : ",").append("{\"startdate\":").append(start).append(",\"enddate\":")
                    .append(start + PHASE_SECONDS).append(",\"state\":").append(phase % 4);
            for (String series : List.of("hr", "rr", "snoring")) {
                json.append(",\"").append(series).append("\":{");
                for (int second = 0; second < PHASE_SECONDS; second += 60) {
                    json.append(second == 0 ? "" : ",").append('"').append(start + second).append("\":")
                            .append(50 + second % 7);
                }
                json.append('}');
            }
            json.append(",\"model\":\"Aura Sensor V2\",\"model_id\":63,\"hash_deviceid\":")
                    .append("\"0123456789abcdef0123456789abcdef01234567\"}");
        }
        return json.append("],\"model\":32}}").toString();
    }

    @Benchmark
    public List<SleepPhase> readNight() throws WithingsException {
        return Answer.read(new ByteArrayInputStream(night), new SleepPhaseReader()).rows();
    }

    @Benchmark
    public Notification parseNotification() throws MalformedNotificationException {
        return Notification.parse("userid=30571824&appli=1&startdate=1700000000&enddate=1700000001");
    }
}
