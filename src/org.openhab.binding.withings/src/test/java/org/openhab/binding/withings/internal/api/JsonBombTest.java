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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.Records.BodyType;

import com.sun.management.ThreadMXBean;

/**
 * Reading answers of maximum size that are built to be expensive takes limited memory and time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JsonBombTest {
    private static final int SIZE = 16 * 1024 * 1024;
    /** The limit of all allocations, most of them short-lived, without the answer itself. */
    private static final long MOST_BYTES = 12L * SIZE;
    /** CPU time, so that other load on the machine does not matter. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Object read(BodyType<?> type, String begin, IntFunction<String> part, String end) throws WithingsException {
        StringBuilder json = new StringBuilder(SIZE).append("{\"status\": 0, \"body\": {").append(begin);
        for (int i = 0; json.length() < SIZE - 100; i++) {
            json.append(part.apply(i));
        }
        byte[] bomb = json.append(end).toString().getBytes(StandardCharsets.UTF_8);
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long time = threads.getCurrentThreadCpuTime();
        try {
            return type.read(bomb);
        } finally {
            assertThat("bytes", threads.getCurrentThreadAllocatedBytes() - allocated, is(lessThan(MOST_BYTES)));
            assertThat("time", Duration.ofNanos(threads.getCurrentThreadCpuTime() - time), is(lessThan(LONGEST)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":", "[{\"measures\":" })
    void deepNestingIsRefusedAtOnce(String level) {
        assertRefused(Records.MEASURES, "\"measuregrps\": ", i -> level);
        assertRefused(Records.MEASURES, "\"unknown\": ", i -> level);
    }

    @Test
    void tooManyDigitsNamesRowsOrBodiesAreRefused() {
        String row = "{\"appli\":1,\"callbackurl\":\"u\"}";
        assertRefused(Records.GOALS, "\"goals\": {\"weight\": {\"value\": ", i -> "1234567890");
        assertRefused(Records.ACTIVITIES, "\"activities\": [{\"date\": \"2026-03-01\"", i -> ",\"" + i + "\":9");
        assertRefused(Records.INTRADAY, "\"series\": {\"1772366400\": {\"steps\": 1", i -> ",\"" + i + "\":9");
        assertRefused(Records.SUBSCRIPTIONS, "\"profiles\": [{}", i -> "," + row);
        assertRefused(Records.SUBSCRIPTIONS, "\"profiles\": []}", i -> ",\"body\":{\"profiles\":[" + row + "]}");
    }

    private void assertRefused(BodyType<?> type, String begin, IntFunction<String> part) {
        assertThat(assertThrows(WithingsException.class, () -> read(type, begin, part, "")).failure(),
                is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void hugeNumbersAndLongTextsAreIgnored() throws Exception {
        String number = "9".repeat(300) + "e900,";
        Object page = read(Records.MEASURES, "\"measuregrps\": [", i -> number, "0]}}");
        assertThat(((Page<?>) page).rows(), is(empty()));
        page = read(Records.DEVICES, "\"devices\": [{\"deviceid\": \"", i -> "0123456789abcdef", "\"}]}}");
        assertThat(((Page<?>) page).rows(), is(empty()));
    }
}
