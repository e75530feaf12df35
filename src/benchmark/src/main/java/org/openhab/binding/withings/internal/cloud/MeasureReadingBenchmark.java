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
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * Reading a page of measure groups, next to what Gson's bare tokenizer takes for the same bytes.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MeasureReadingBenchmark {
    private static final int GROUPS = 2_000;

    private byte[] answer = new byte[0];

    @Setup
    public void writeAnswer() {
        StringBuilder json = new StringBuilder("{\"status\":0,\"body\":{\"updatetime\":1700000000,")
                .append("\"timezone\":\"Europe/Paris\",\"measuregrps\":[");
        for (int i = 0; i < GROUPS; i++) {
            long date = 1_600_000_000L + i * 86_400L;
            json.append(i == 0 ? "" : ",").append("{\"grpid\":").append(4_000_000_000L + i)
                    .append(",\"attrib\":0,\"date\":").append(date).append(",\"created\":").append(date + 30)
                    .append(",\"modified\":").append(date + 30).append(",\"category\":1,\"deviceid\":\"")
                    .append("0123456789abcdef0123456789abcdef01234567\",\"hash_deviceid\":\"")
                    .append("0123456789abcdef0123456789abcdef01234567\",\"measures\":[");
            int[] types = { 1, 8, 76, 77, 88, 6, 5 };
            for (int t = 0; t < types.length; t++) {
                json.append(t == 0 ? "" : ",").append("{\"value\":").append(60_000 + i + 100 * t).append(",\"type\":")
                        .append(types[t]).append(",\"unit\":-3,\"algo\":3,\"fm\":5}");
            }
            json.append("],\"modelid\":5,\"model\":\"Body+\",\"comment\":null}");
        }
        answer = json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Page<MeasureGroup> readMeasureGroups() throws WithingsException {
        return Answer.read(new ByteArrayInputStream(answer), new MeasureReader());
    }

    @Benchmark
    public int tokenize() throws IOException {
        int tokens = 0;
        try (JsonReader json = new JsonReader(
                new InputStreamReader(new ByteArrayInputStream(answer), StandardCharsets.UTF_8))) {
            for (JsonToken token = json.peek(); token != JsonToken.END_DOCUMENT; token = json.peek()) {
                tokens++;
                switch (token) {
                    case BEGIN_ARRAY -> json.beginArray();
                    case END_ARRAY -> json.endArray();
                    case BEGIN_OBJECT -> json.beginObject();
                    case END_OBJECT -> json.endObject();
                    case NAME -> json.nextName();
                    case STRING, NUMBER -> json.nextString();
                    case BOOLEAN -> json.nextBoolean();
                    case NULL -> json.nextNull();
                    default -> throw new IOException("Unexpected " + token);
                }
            }
        }
        return tokens;
    }
}
