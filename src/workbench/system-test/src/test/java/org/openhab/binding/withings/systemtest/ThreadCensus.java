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
package org.openhab.binding.withings.systemtest;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The threads of this process, in which openHAB and the simulated Withings run, counted by owner.
 * <p>
 * A pool starts and ends threads as needed, so its threads are not a leak as long as there are no more than its
 * maximum.
 * All other threads are counted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ThreadCensus {

    /**
     * The maximum number of threads of the pools by thread name: openHAB's things, the shared HTTP client, openHAB's
     * and the simulators' servers, notifications, and the JDK's HTTP clients of tests and simulator.
     */
    private static final Map<String, Integer> POOLS = Map.of("OH-thingHandler-#", 5, "OH-httpClient-common-#", 40,
            "OH-safeCall-#", 10, "sandbox-items-#", 4, "sandbox-http-#", 40, "withings-simulator-#", 3 * 40,
            "withings-courier-#", 2,
            "Connector-Scheduler-#-#", 10, "HttpClient-#-Worker-#", 40);
    /** Numbers, and the hexadecimal identities of objects, which may be all letters. */
    private static final Pattern NUMBER = Pattern.compile("(?<=@)[0-9a-f]+|[0-9a-f]*[0-9][0-9a-f]*");

    private final Map<String, Long> counts;

    private ThreadCensus(Map<String, Long> counts) {
        this.counts = counts;
    }

    static ThreadCensus now() {
        return new ThreadCensus(Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive)
                .collect(Collectors.groupingBy(thread -> NUMBER.matcher(thread.getName()).replaceAll("#"),
                        TreeMap::new, Collectors.counting())));
    }

    /**
     * @return the owners with more threads than before, and more than the maximum of a pool, with their number
     */
    Map<String, Long> leakedSince(ThreadCensus before) {
        Map<String, Long> leaked = new TreeMap<>(counts);
        leaked.entrySet().removeIf(entry -> entry.getValue() <= Math.max(before.counts.getOrDefault(entry.getKey(), 0L),
                POOLS.getOrDefault(entry.getKey(), 0)));
        return leaked;
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
