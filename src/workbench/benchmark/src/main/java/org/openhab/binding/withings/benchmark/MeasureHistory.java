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
package org.openhab.binding.withings.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A long history of measures as Withings answers it (Withings reference, Measure - Getmeas), made up, but always the
 * same and in the shape of recorded answers: compact JSON, a little out of order, with fields that nobody documented,
 * groups of several devices, by hand and of unclear origin, body segments, and types that are not known.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureHistory {
    /** As many as the longest recorded answer has. */
    public static final int GROUPS_PER_PAGE = 2_000;

    private static final long FIRST_DATE = 1_400_000_000L;
    private static final long SECONDS_BETWEEN = 3_000L;
    private static final int NO_POSITION = -1;
    private static final int WHOLE_BODY = 7;
    private static final int[] SEGMENTS = { 2, 3, 10, 11, 12 };

    private final int groups;

    /**
     * @param groups how many measure groups there are
     */
    public MeasureHistory(int groups) {
        this.groups = groups;
    }

    /**
     * @return all the answers it takes to tell them
     */
    public byte[][] pages() {
        byte[][] pages = new byte[(groups + GROUPS_PER_PAGE - 1) / GROUPS_PER_PAGE][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = page(i);
        }
        return pages;
    }

    /**
     * @param number counted from 0
     * @return that answer, with the offset of the next one if there is one
     */
    public byte[] page(int number) {
        Random random = new Random(number);
        int first = number * GROUPS_PER_PAGE;
        int end = Math.min(first + GROUPS_PER_PAGE, groups);
        StringBuilder json = new StringBuilder(GROUPS_PER_PAGE * 1_000)
                .append("{\"status\":0,\"body\":{\"updatetime\":1700000000,\"timezone\":\"Europe\\/Paris\",")
                .append("\"measuregrps\":[");
        for (int i = first; i < end; i++) {
            if (i > first) {
                json.append(',');
            }
            group(json, i, random);
        }
        json.append(']');
        if (end < groups) {
            json.append(",\"more\":1,\"offset\":").append(end);
        }
        return json.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @return the answer to the question for heights: there is one
     */
    public static byte[] heights() {
        return """
                {"status":0,"body":{"updatetime":1700000000,"timezone":"Europe/Paris","measuregrps":[{"grpid":1,"attrib":4,\
                "date":1300000000,"created":1300000000,"modified":1300000000,"category":1,"deviceid":null,\
                "hash_deviceid":null,"measures":[{"value":175,"type":4,"unit":-2,"algo":0,"fm":3}],"comment":null}]}}"""
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void group(StringBuilder json, int number, Random random) {
        int kind = random.nextInt(100);
        if (kind < 52) {
            start(json, number, random, 0, "0123456789abcdef0123456789abcdef01234567");
            bodyComposition(json, random, NO_POSITION);
            end(json, 5, "Body+");
        } else if (kind < 72) {
            start(json, number, random, 0, "89abcdef0123456789abcdef0123456789abcdef");
            bodyComposition(json, random, WHOLE_BODY);
            measure(json, random, 11, 60, 30, 0, NO_POSITION);
            measure(json, random, 91, 6_500, 2_000, -3, NO_POSITION);
            measure(json, random, 155, 400, 100, -1, NO_POSITION);
            measure(json, random, 168, 1_700, 200, -2, WHOLE_BODY);
            measure(json, random, 169, 2_600, 200, -2, WHOLE_BODY);
            measure(json, random, 170, 30, 40, -1, NO_POSITION);
            measure(json, random, 226, 1_600, 300, 0, NO_POSITION);
            for (int segment : SEGMENTS) {
                measure(json, random, 173, 1_000, 2_000, -2, segment);
                measure(json, random, 174, 200, 500, -2, segment);
                measure(json, random, 175, 900, 2_000, -2, segment);
            }
            end(json, 10, "Body Scan");
        } else if (kind < 85) {
            start(json, number, random, 0, "fedcba9876543210fedcba9876543210fedcba98");
            measure(json, random, 9, 75, 20, 0, NO_POSITION);
            measure(json, random, 10, 115, 30, 0, NO_POSITION);
            measure(json, random, 11, 60, 30, 0, NO_POSITION);
            end(json, 45, "BPM Connect");
        } else if (kind < 93) {
            start(json, number, random, 0, "76543210fedcba9876543210fedcba9876543210");
            measure(json, random, 71, 36_500, 900, -3, NO_POSITION);
            measure(json, random, 73, 33_500, 900, -3, NO_POSITION);
            measure(json, random, 54, 95, 5, 0, NO_POSITION);
            measure(json, random, 4_711, 1, 9, 0, NO_POSITION);
            end(json, 94, "ScanWatch 2");
        } else if (kind < 97) {
            start(json, number, random, 1, "0123456789abcdef0123456789abcdef01234567");
            measure(json, random, 1, 60_000, 20_000, -3, NO_POSITION);
            end(json, 5, "Body+");
        } else {
            start(json, number, random, 2, null);
            measure(json, random, 1, 700, 200, -1, NO_POSITION);
            end(json, 0, null);
        }
    }

    private static void bodyComposition(StringBuilder json, Random random, int position) {
        measure(json, random, 1, 60_000, 20_000, -3, NO_POSITION);
        measure(json, random, 8, 1_500, 700, -2, position);
        measure(json, random, 76, 5_000, 1_000, -2, position);
        measure(json, random, 77, 4_000, 800, -2, NO_POSITION);
        measure(json, random, 88, 280, 60, -2, NO_POSITION);
        measure(json, random, 6, 20_000, 9_000, -3, position);
        measure(json, random, 5, 50_000, 9_000, -3, position);
    }

    private static void start(StringBuilder json, int number, Random random, int attrib, @Nullable String device) {
        // one of twenty was uploaded or edited long after it was measured
        long delay = random.nextInt(20) == 0 ? random.nextInt(30 * 86_400) : random.nextInt(60);
        long created = FIRST_DATE + number * SECONDS_BETWEEN;
        json.append("{\"grpid\":").append(4_000_000_000L + number).append(",\"attrib\":").append(attrib)
                .append(",\"date\":").append(created - delay).append(",\"created\":").append(created)
                .append(",\"modified\":").append(created).append(",\"category\":1,\"deviceid\":");
        text(json, device);
        json.append(",\"hash_deviceid\":");
        text(json, device);
        json.append(",\"measures\":[");
    }

    private static void measure(StringBuilder json, Random random, int type, int least, int span, int exponent,
            int position) {
        if (json.charAt(json.length() - 1) == '}') {
            json.append(',');
        }
        json.append("{\"value\":").append(least + random.nextInt(span)).append(",\"type\":").append(type)
                .append(",\"unit\":").append(exponent).append(",\"algo\":3,\"fm\":5");
        if (position != NO_POSITION) {
            json.append(",\"position\":").append(position);
        }
        json.append('}');
    }

    private static void end(StringBuilder json, int modelId, @Nullable String model) {
        json.append("],\"modelid\":").append(modelId).append(",\"model\":");
        text(json, model);
        json.append(",\"comment\":null,\"timezone\":\"Europe\\/Paris\"}");
    }

    private static void text(StringBuilder json, @Nullable String text) {
        if (text == null) {
            json.append("null");
        } else {
            json.append('"').append(text).append('"');
        }
    }
}
