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
package org.openhab.binding.withings.benchmark.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How long each of many things took. The room for all of them is there from the start, so that measuring does not take
 * memory while it lasts; what there is no room for is left out.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Latencies {
    private static final double MEDIAN = 0.5;
    private static final double PER_THOUSAND = 0.001;

    private final int[] microseconds;
    private int count;

    Latencies(int room) {
        microseconds = new int[room];
    }

    synchronized void add(long nanoseconds) {
        if (count < microseconds.length) {
            microseconds[count++] = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanoseconds));
        }
    }

    synchronized void clear() {
        count = 0;
    }

    /**
     * @param share 0.99 for the time within which 99 % of all were done
     * @return milliseconds
     */
    synchronized double percentile(double share) {
        int[] sorted = Arrays.copyOf(microseconds, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, Math.round(share * count))] / 1e3;
    }

    /**
     * @return median, 99 %, 99.9 % and the longest, in ms, as cells of a table
     */
    String cells() {
        return String.format(Locale.ROOT, "%.2f | %.2f | %.2f | %.2f", percentile(MEDIAN), percentile(0.99),
                percentile(1 - PER_THOUSAND), percentile(1));
    }
}
