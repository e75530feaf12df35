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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Lets two people live a year with openHAB, in a minute: nights, weigh-ins, walks, and a new token every three hours.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class YearMeasurement {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PARTS = 12;
    private static final int DAYS_PER_PART = 30;
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int HEAP = 128;
    private static final double MEGABYTE = 1024 * 1024;
    private static final double HEAP_LIMIT = 10;
    private static final int THREADS_LIMIT = 5;
    private static final int CALLS_PER_MINUTE = 120;

    private final List<Double> heaps = new ArrayList<>();
    private final List<Integer> threads = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private final List<Long> tokens = new ArrayList<>();
    private int largestBurst;

    private YearMeasurement() {
    }

    public static void main(String[] arguments) throws IOException {
        try (Home home = new Home(BEGIN, 0, HEAP, options -> options.historyDays(30).dailyLife(true))) {
            new YearMeasurement().measure(home).conclude();
        }
    }

    private Verdict measure(Home home) {
        WithingsSimulator withings = home.withings();
        Person mira = withings.household().person("Mira");
        Person jonas = withings.household().person("Jonas");
        List<Person> people = List.of(mira, jonas);
        home.move(people);
        home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");
        home.item("In_Bed", "Switch", Home.uid(mira) + ":bed#in-bed");
        home.item("Sleep", "Number:Time", Home.uid(mira) + ":sleep#total-sleep-time");
        long begin = System.nanoTime();
        for (int part = 0; part < PARTS; part++) {
            withings.requests().clear();
            for (int step = 0; step < Duration.ofDays(DAYS_PER_PART).dividedBy(STEP); step++) {
                home.pass(STEP);
            }
            largestBurst = Math.max(largestBurst, withings.requests().largestBurst());
            calls.add(withings.requests().entries().size());
            tokens.add(withings.requests().count("requesttoken"));
            home.command(HomeProcess.FORGET);
            heaps.add(home.heap() / MEGABYTE);
            threads.add(home.threads());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        home.withings().household().stepOnScale(mira, 65.1);
        home.await("a weigh-in is shown", () -> home.state("Weight").startsWith("65.1"));

        int days = PARTS * DAYS_PER_PART;
        int allCalls = calls.stream().mapToInt(Integer::intValue).sum();
        long allTokens = tokens.stream().mapToLong(Long::longValue).sum();
        Verdict verdict = new Verdict();
        verdict.add("time", String.format(Locale.ROOT, "%d days in %.0f s", days, seconds));
        verdict.add("calls of Withings, a day and person",
                String.format(Locale.ROOT, "%.1f", (double) allCalls / days / people.size()));
        verdict.add("calls of Withings in a minute, at most", Integer.toString(largestBurst), "120",
                largestBurst <= CALLS_PER_MINUTE);
        double tokensADay = (double) allTokens / days / people.size();
        verdict.add("tokens renewed, a day and person", String.format(Locale.ROOT, "%.1f", tokensADay), "at most 8.5",
                tokensADay > 1 && tokensADay <= 8.5);
        verdict.add("the account at the end", home.accountStatus(), "notified",
                home.accountStatus().contains("notifies of everything"));
        verdict.add("heap after collection, a month each, MB",
                heaps.stream().map(heap -> String.format(Locale.ROOT, "%.1f", heap)).collect(Collectors.joining(" ")),
                "+ 10", Collections.max(heaps) - heaps.get(0) < HEAP_LIMIT);
        verdict.add("threads", threads.stream().map(Object::toString).collect(Collectors.joining(" ")), "+ 5",
                Collections.max(threads) - threads.get(0) < THREADS_LIMIT);
        verdict.add("openHAB complains of", home.command(HomeProcess.COMPLAINTS), "nothing",
                "[]".equals(home.command(HomeProcess.COMPLAINTS)));
        verdict.add("lines in the log", Long.toString(home.logLines()));
        return verdict;
    }
}
