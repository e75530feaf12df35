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
package org.openhab.binding.withings.internal.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.benchmark.MeasureHistory;
import org.openhab.binding.withings.internal.channel.MeasureChannels;

import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.sun.management.OperatingSystemMXBean;

/**
 * Measures the CPU time of reading 100,000 measure groups from memory, compilation and garbage collection included, and
 * compares it with that of Gson's bare tokenizer. In the package of the readers, which are not public.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ReadingBenchmark {
    private static final int GROUPS = 100_000;
    /** The first rounds are warm-up. */
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 5;
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();
    @SuppressWarnings("unchecked")
    private static final TypeToken<Wire.Answer<Wire.Rows<Wire.MeasureGroup>>> ANSWER = (TypeToken<Wire.Answer<Wire.Rows<Wire.MeasureGroup>>>) TypeToken
            .getParameterized(Wire.Answer.class,
                    TypeToken.getParameterized(Wire.Rows.class, Wire.MeasureGroup.class).getType());

    private ReadingBenchmark() {
    }

    /** Processes each page of the history; returns the number of tokens, rows or updates. */
    private interface Way {
        long read(byte[] page) throws IOException, WithingsException;
    }

    public static void main(String[] arguments) throws IOException, WithingsException {
        List<String> wanted = List.of(arguments);
        if (!wanted.contains("all") && !wanted.contains("reading")) {
            return;
        }
        byte[][] pages = new MeasureHistory(GROUPS).pages();
        UnknownIds unknownIds = new UnknownIds();
        System.out.printf(Locale.ROOT, "%,d measure groups, %.1f MB of JSON in %d pages%n%n", GROUPS,
                Arrays.stream(pages).mapToLong(page -> page.length).sum() / 1e6, pages.length);
        System.out.println("| CPU time, ms | least | median | most | against tokenizing |");
        System.out.println("|--|--:|--:|--:|--:|");
        double tokenizing = measure("tokenizing", 0, pages, ReadingBenchmark::countTokens);
        measure("to wire records", tokenizing, pages, page -> wireRecords(page).size());
        measure("to domain records", tokenizing, pages, page -> domainRecords(page).size());
        measure("to states", tokenizing, pages, page -> MeasureChannels
                .updates(domainRecords(page), new TreeMap<>(), channel -> null, unknownIds).size());
    }

    private static double measure(String what, double tokenizing, byte[][] pages, Way way)
            throws IOException, WithingsException {
        double[] milliseconds = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            System.gc();
            long start = PROCESS.getProcessCpuTime();
            long count = 0;
            for (byte[] page : pages) {
                count += way.read(page);
            }
            if (count == 0) {
                throw new IllegalStateException("Nothing was read");
            }
            if (round >= 0) {
                milliseconds[round] = TimeUnit.NANOSECONDS.toMicros(PROCESS.getProcessCpuTime() - start) / 1e3;
            }
        }
        Arrays.sort(milliseconds);
        double median = milliseconds[ROUNDS / 2];
        System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %s |%n", what, milliseconds[0], median,
                milliseconds[ROUNDS - 1],
                tokenizing == 0 ? "" : String.format(Locale.ROOT, "%.2f", median / tokenizing));
        return median;
    }

    private static Reader reader(byte[] page) {
        return new InputStreamReader(new ByteArrayInputStream(page), StandardCharsets.UTF_8);
    }

    private static List<Wire.MeasureGroup> wireRecords(byte[] page) throws IOException {
        Wire.Answer<Wire.Rows<Wire.MeasureGroup>> answer = Json.read(reader(page), ANSWER);
        Wire.Rows<Wire.MeasureGroup> body = answer == null ? null : answer.body();
        List<Wire.MeasureGroup> rows = body == null ? null : body.rows();
        return rows == null ? List.of() : rows;
    }

    private static List<MeasureGroup> domainRecords(byte[] page) throws WithingsException {
        return Records.MEASURES.read(page).rows();
    }

    private static long countTokens(byte[] page) throws IOException {
        long tokens = 0;
        try (JsonReader json = new JsonReader(reader(page))) {
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
