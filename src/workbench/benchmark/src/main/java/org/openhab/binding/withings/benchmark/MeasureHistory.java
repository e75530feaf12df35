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

/**
 * A long history of measures as Withings answers it (Withings reference, Measure - Getmeas), generated
 * reproducibly in the format of recorded answers: compact JSON with undocumented fields, groups of several devices and
 * manual ones, body segments, and an unknown type.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureHistory {
    /** The number in the longest recorded answer. */
    private static final int GROUPS_PER_PAGE = 2_000;
    private static final long FIRST_DATE = 1_400_000_000L;
    private static final long SECONDS_BETWEEN = 3_000L;
    /** Types and exponents, with the body part after a colon. */
    private static final String SCALE = "1,-3 8,-2 76,-2 77,-2 88,-2 6,-3 5,-3";
    private static final String[] KINDS = { SCALE, SCALE,
            SCALE + " 11,0 91,-3 155,-1 168,-2:7 169,-2:7 170,-1 226,0 173,-2:2 174,-2:2 175,-2:2 173,-2:3 174,-2:3"
                    + " 175,-2:3 173,-2:10 174,-2:10 175,-2:10 173,-2:11 174,-2:11 175,-2:11 173,-2:12 174,-2:12",
            "9,0 10,0 11,0", "71,-3 73,-3 54,0 4711,0", "1,-1" };
    private static final int BY_HAND = KINDS.length - 1;

    private final int groups;

    public MeasureHistory(int groups) {
        this.groups = groups;
    }

    /** All answers with the history. */
    public byte[][] pages() {
        byte[][] pages = new byte[(groups + GROUPS_PER_PAGE - 1) / GROUPS_PER_PAGE][];
        Random random = new Random(1);
        for (int page = 0; page < pages.length; page++) {
            StringBuilder json = new StringBuilder("{\"status\":0,\"body\":{\"updatetime\":1700000000,")
                    .append("\"timezone\":\"Europe\\/Paris\",\"measuregrps\":[");
            int end = Math.min((page + 1) * GROUPS_PER_PAGE, groups);
            for (int number = page * GROUPS_PER_PAGE; number < end; number++) {
                group(json, number, random);
            }
            json.setLength(json.length() - 1);
            json.append("],\"more\":").append(end < groups ? 1 : 0).append(",\"offset\":").append(end).append("}}");
            pages[page] = json.toString().getBytes(StandardCharsets.UTF_8);
        }
        return pages;
    }

    private static void group(StringBuilder json, int number, Random random) {
        int kind = random.nextInt(KINDS.length);
        long created = FIRST_DATE + number * SECONDS_BETWEEN;
        String device = kind == BY_HAND ? "null" : "\"0123456789abcdef0123456789abcdef0123456" + kind + '"';
        json.append("{\"grpid\":").append(4_000_000_000L + number).append(",\"attrib\":")
                .append(kind == BY_HAND ? 2 : 0).append(",\"date\":").append(created - random.nextInt(60))
                .append(",\"created\":").append(created).append(",\"modified\":").append(created)
                .append(",\"category\":1,\"deviceid\":").append(device).append(",\"hash_deviceid\":").append(device)
                .append(",\"measures\":[");
        for (String measure : KINDS[kind].split(" ")) {
            String[] parts = measure.split("[,:]");
            json.append("{\"value\":").append(50_000 + random.nextInt(20_000)).append(",\"type\":").append(parts[0])
                    .append(",\"unit\":").append(parts[1]).append(",\"algo\":3,\"fm\":5")
                    .append(parts.length > 2 ? ",\"position\":" + parts[2] : "").append("},");
        }
        json.setCharAt(json.length() - 1, ']');
        json.append(",\"modelid\":").append(kind).append(",\"model\":").append(kind == BY_HAND ? "null" : "\"Body+\"")
                .append(",\"comment\":null,\"timezone\":\"Europe\\/Paris\"},");
    }
}
