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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Measures the built add-on in the sandbox, and prints the results as Markdown: times of bed events, the heap of an
 * import, calls of a week, the start, and a flood of notifications, most of them hostile. Fails if the flood had an
 * effect; times depend on the machine, so they are only printed.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HomeBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int BED_EVENTS = 1_000;
    /** Bed events arrive singly; without a pause only the empty servlet would find processors awake and caches full. */
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int TEN_YEARS = 3_650;
    private static final int FLOOD_PER_SECOND = 5_000;
    private static final int FLOOD_BED_EVENTS_PER_SECOND = 250;
    private static final Duration FLOOD_DURATION = Duration.ofSeconds(30);
    private static final Duration FLOOD_BED_EVENTS_BEFORE = Duration.ofMinutes(130);
    private static final int CALLS_PER_MINUTE = 120;

    private final List<String> broken = new ArrayList<>();

    private HomeBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        HomeBenchmark benchmark = new HomeBenchmark();
        List<String> wanted = List.of(arguments);
        Map<String, Measurement> all = Map.of("beds", HomeBenchmark::beds, "heap", HomeBenchmark::heap, "week",
                HomeBenchmark::week, "start", HomeBenchmark::start, "flood", benchmark::flood);
        for (String name : List.of("heap", "beds", "week", "start", "flood")) {
            if (wanted.contains("all") || wanted.contains(name)) {
                System.out.printf("%n### %s%n%n", name);
                all.get(name).measure();
            }
        }
        if (!benchmark.broken.isEmpty()) {
            System.out.println("\nBroken: " + String.join(", ", benchmark.broken));
            System.exit(1);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1024.0 / 1024);
    }

    /** The threads of openHAB; its HTTP server keeps a thread per connection for a while. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("sandbox-http") && !name.startsWith("withings-simulator")).count();
    }

    private interface Measurement {
        void measure() throws Exception;
    }

    private static Person person(Home home, String name) {
        return home.withings().household().person(name);
    }

    /** The time from the POST of a bed event to its state, idle and during the import of another person. */
    private static void beds() throws Exception {
        try (Home home = new Home(1, options -> options)) {
            Person mira = person(home, "Mira");
            home.addAccount(TEN_YEARS);
            home.connect(mira);
            home.awaitImport(mira);
            home.item("In_Bed", "Switch", mira, "bed#in-bed");
            home.pass(Duration.ofMinutes(2));
            home.addEmptyServlet();
            System.out.println("| ms | median | 99 % | longest |\n|--|--:|--:|--:|");
            Instant first = Home.EVENING.minusSeconds(WARM_UP + 2 * BED_EVENTS);
            home.beds(mira, "In_Bed", first, WARM_UP, Duration.ZERO);
            tell("idle", home.beds(mira, "In_Bed", first.plusSeconds(WARM_UP), BED_EVENTS, PAUSE));
            home.connect(person(home, "Jonas"));
            first = Home.EVENING.minusSeconds(BED_EVENTS);
            tell("amid an import", home.beds(mira, "In_Bed", first, BED_EVENTS, PAUSE));
            tell("the import has ended by then", home.hasImported(person(home, "Jonas")));
        }
    }

    /** The heap in use after garbage collections, before and during the import of ten years. */
    private static void heap() throws Exception {
        try (Home home = new Home(0, options -> options.historyDays(TEN_YEARS))) {
            Person mira = person(home, "Mira");
            home.addAccount(TEN_YEARS);
            home.pass(Duration.ofMinutes(2));
            long idle = usedHeap();
            AtomicLong peak = new AtomicLong();
            Thread sampler = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    peak.accumulateAndGet(usedHeap(), Math::max);
                    LockSupport.parkNanos(200_000_000);
                }
            });
            sampler.start();
            home.connect(mira);
            home.awaitImport(mira);
            sampler.interrupt();
            sampler.join();
            System.out.println("| heap after collections, simulator included, MB | |\n|--|--:|");
            tell("idle", megabytes(idle));
            tell("most during an import of ten years", "+ " + megabytes(peak.get() - idle));
            tell("afterwards", "+ " + megabytes(usedHeap() - idle));
        }
    }

    /** The API calls of two people with watch, scale and mat in a week with live webhooks. */
    private static void week() throws IOException {
        try (Home home = new Home(0, options -> options.historyDays(30).dailyLife(true))) {
            WithingsSimulator withings = home.withings();
            List<Person> people = List.of(person(home, "Mira"), person(home, "Jonas"));
            home.addAccount(30);
            for (Person person : people) {
                home.connect(person);
                home.item("Weight_" + person.name(), "Number:Mass", person, "body#weight");
                home.item("State_" + person.name(), "String", person, "sleep#state");
                home.item("Steps_" + person.name(), "Number", person, "activity#steps");
            }
            people.forEach(home::awaitImport);
            home.pass(Duration.ofMinutes(10));
            withings.requests().clear();
            Instant end = home.time().instant().plus(Duration.ofDays(7));
            while (home.time().instant().isBefore(end)) {
                home.pass(Duration.ofSeconds(30));
            }
            System.out.println("| calls in a week, two people | |\n|--|--:|");
            withings.requests().countsByAction().forEach(HomeBenchmark::tell);
            tell("all", withings.requests().entries().size());
            tell("most in a minute", withings.requests().largestBurst());
        }
    }

    /** The time from the start of openHAB until all things are online, with stored tokens. */
    private static void start() throws IOException {
        System.out.println("| ms until all things are online | |\n|--|--:|");
        for (int count : new int[]{ 1, 10 }) {
            try (Home home = new Home(1, options -> options.historyDays(30))) {
                home.addAccount(1);
                home.connect(person(home, "Mira"));
                for (int i = 1; i < count; i++) {
                    // one application may have ten linked people, the demo user not among them
                    home.pass(Duration.ofMinutes(1));
                    home.connect(home.withings().household().moveIn("Person " + i, 5));
                }
                home.pass(Duration.ofMinutes(10));
                for (int round = 0; round < 3; round++) {
                    tell(count + (count == 1 ? " person" : " people"), home.restart());
                    // a restart forgets the calls of the minute before, which count at Withings
                    home.pass(Duration.ofMinutes(2));
                    home.pass(Duration.ofMinutes(2));
                }
            }
        }
    }

    private void flood() throws Exception {
        try (Home home = new Home(1, options -> options.historyDays(30))) {
            List<Person> people = List.of(person(home, "Mira"), person(home, "Jonas"));
            home.addAccount(1);
            for (Person person : people) {
                home.connect(person);
                home.awaitImport(person);
                home.item("In_Bed_" + person.name(), "Switch", person, "bed#in-bed");
            }
            home.item("Weight", "Number:Mass", people.get(0), "body#weight");
            home.pass(Duration.ofMinutes(2));
            double before = weighIn(home, 65.1);
            home.pass(Duration.ofMinutes(2));
            home.withings().requests().clear();
            home.webhookTimes().clear();
            long heap = usedHeap();
            long threads = threads();
            Flood.Notifications notifications = new Flood.Notifications(home.webhook(people.get(0)), people,
                    Home.EVENING.minus(FLOOD_BED_EVENTS_BEFORE));
            Flood flood = new Flood(home.address(), FLOOD_DURATION);
            long begin = System.nanoTime();
            flood.start(notifications, FLOOD_PER_SECOND, FLOOD_BED_EVENTS_PER_SECOND);
            Thread.sleep(FLOOD_DURATION.toMillis() / 2);
            double amid = weighIn(home, 66.2);
            flood.await();
            double seconds = (System.nanoTime() - begin) / 1e9;
            Thread.sleep(12_000);
            double after = weighIn(home, 67.3);
            System.out.println("| | |\n|--|--|");
            tell("notifications", String.format(Locale.ROOT, "%,d in %.1f s", flood.posted(), seconds));
            check("answered otherwise than deserved", flood.wrong(), "promised 0", flood.wrong() == 0);
            tell("answers, deserved -> given", flood.answers());
            for (Person person : people) {
                List<String> triggers = home.bedTriggers(person);
                List<String> wanted = notifications.triggers(person);
                check("bed events reported to rules, " + person.name(), triggers.size() + " of " + wanted.size(),
                        "promised all, in order", triggers.equals(wanted));
            }
            int burst = home.withings().requests().largestBurst();
            check("calls of Withings in a minute", burst, "promised at most 120", burst <= CALLS_PER_MINUTE);
            tell("a weigh-in is shown after", String.format(Locale.ROOT,
                    "%.1f s before, %.1f s amid, %.1f s after", before, amid, after));
            check("openHAB complains of", home.complaints(), "promised nothing", home.complaints().isEmpty());
            tell("in the server, ms: median, 99 %, longest", home.webhookTimes().cells().replace("|", ","));
            long grown = usedHeap() - heap;
            check("heap after collection, MB", megabytes(heap) + ", then + " + megabytes(grown),
                    "promised at most + 10", grown < 10 << 20);
            long more = threads() - threads;
            check("threads besides those of the HTTP server", threads + ", then + " + more, "promised at most + 10",
                    more < 10);
        }
    }

    private static double weighIn(Home home, double kilograms) throws InterruptedException {
        long begin = System.nanoTime();
        home.withings().household().stepOnScale(person(home, "Mira"), kilograms);
        while (!home.state("Weight").startsWith(Double.toString(kilograms)) && System.nanoTime() - begin < 60e9) {
            Thread.sleep(50);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void tell(String when, Home.BedLatencies latencies) {
        tell("empty servlet, " + when, latencies.empty().cells());
        tell("bed event, " + when, latencies.bed().cells());
    }

    private static void tell(String what, Object measured) {
        System.out.println("| " + what + " | " + measured + " |");
    }

    private void check(String what, Object measured, String promised, boolean kept) {
        tell(what, measured + ", " + promised + (kept ? "" : ": **broken**"));
        if (!kept) {
            broken.add(what);
        }
    }
}
