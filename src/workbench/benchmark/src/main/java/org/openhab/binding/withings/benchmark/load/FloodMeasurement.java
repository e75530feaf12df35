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
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Measures what 5,000 notifications a second do to openHAB, most of which no Withings ever sent, and whether those that
 * it did send get through.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FloodMeasurement {
    private static final int PER_SECOND = 5_000;
    private static final int BED_EVENTS_PER_SECOND = 250;
    private static final Duration DURATION = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofHours(6);
    private static final Duration SILENCE = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int HEAP = 256;
    private static final double HEAP_LIMIT = 10;
    private static final int THREADS_LIMIT = 10;
    private static final int CALLS_PER_MINUTE = 120;
    private static final double LONGEST = 50;
    private static final double MEGABYTE = 1024 * 1024;
    private static final long AMID = 40_000;
    private static final long AFTER = 5_000;
    private static final DateTimeFormatter STATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private FloodMeasurement() {
    }

    public static void main(String[] arguments) throws IOException {
        try (Home home = new Home(Instant.now().truncatedTo(ChronoUnit.SECONDS), 1, HEAP,
                options -> options.historyDays(30))) {
            measure(home).conclude();
        }
    }

    private static Verdict measure(Home home) throws IOException {
        Person mira = home.withings().household().person("Mira");
        Person jonas = home.withings().household().person("Jonas");
        List<Person> people = List.of(mira, jonas);
        home.move(people);
        home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");
        for (Person person : people) {
            home.item("In_Bed_" + person.name(), "Switch", Home.uid(person) + ":bed#in-bed");
            home.item("Last_In_" + person.name(), "DateTime", Home.uid(person) + ":bed#last-in");
            home.item("Last_Out_" + person.name(), "DateTime", Home.uid(person) + ":bed#last-out");
        }
        home.pass(Duration.ofMinutes(2));
        long weighInBefore = weighIn(home, mira, 65.1).join();
        home.pass(Duration.ofMinutes(2));

        home.withings().requests().clear();
        home.command(HomeProcess.FORGET);
        long heap = home.heap();
        int threads = home.threads();
        long logLines = home.logLines();
        Duration cpu = home.cpuTime();
        Notifications notifications = new Notifications(home.address(), home.webhook(mira), people,
                home.time().instant().minus(BEFORE).truncatedTo(ChronoUnit.SECONDS));
        Flood flood = new Flood(home.address(), notifications, PER_SECOND, BED_EVENTS_PER_SECOND, DURATION);
        CompletableFuture<CompletableFuture<Long>> during = new CompletableFuture<>();
        long begin = System.nanoTime();
        flood.run(() -> during.complete(weighIn(home, mira, 66.2)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuShare = home.cpuTime().minus(cpu).toMillis() / 10.0 / seconds;
        int calls = home.withings().requests().entries().size();
        long weighInDuring = during.join().join();
        long weighInAtTheEnd = weighIn(home, mira, 67.3).join();
        silence();
        long weighInAfter = weighIn(home, mira, 68.4).join();
        String exchanges = home.command(HomeProcess.LATENCIES);

        Verdict verdict = new Verdict();
        verdict.add("notifications posted",
                String.format(Locale.ROOT, "%,d in %.1f s over %d connections, %d bed events",
                        flood.posted(), seconds, flood.connects(), flood.bedEventsAnswered()));
        verdict.add("answered otherwise than deserved", Integer.toString(flood.wrong()), "0", flood.wrong() == 0);
        verdict.add("answers, deserved -> given", flood.answers());
        verdict.add("asked to try again", Integer.toString(flood.busy()));
        beds(home, people, notifications, flood, verdict);
        verdict.add("calls of Withings while it lasted", Integer.toString(calls), "at most 120 in a minute",
                home.withings().requests().largestBurst() <= CALLS_PER_MINUTE);
        verdict.add("statuses told", home.command(HomeProcess.STATUSES), "fewer than 100",
                Integer.parseInt(home.command(HomeProcess.STATUSES)) < 100);
        verdict.add("lines in the log", Long.toString(home.logLines() - logLines), "0",
                home.logLines() == logLines);
        verdict.add("a weigh-in is shown after",
                String.format(Locale.ROOT, "%.1f s before, %.1f s amid, %.1f s at the end, %.1f s soon after",
                        weighInBefore / 1e3, weighInDuring / 1e3, weighInAtTheEnd / 1e3, weighInAfter / 1e3),
                "40 s amid, 5 s soon after", Math.max(weighInDuring, weighInAtTheEnd) < AMID && weighInAfter < AFTER);
        verdict.add("openHAB complains of", home.command(HomeProcess.COMPLAINTS), "nothing",
                "[]".equals(home.command(HomeProcess.COMPLAINTS)));
        home.command(HomeProcess.FORGET);
        double grown = (home.heap() - heap) / MEGABYTE;
        verdict.add("heap after collection", String.format(Locale.ROOT, "%.1f MB, then %.1f MB", heap / MEGABYTE,
                heap / MEGABYTE + grown), "+ 10 MB", grown < HEAP_LIMIT);
        verdict.add("threads besides those of the HTTP server", threads + ", then " + home.threads(), "+ 10",
                home.threads() < threads + THREADS_LIMIT);
        verdict.add("openHAB's CPU time", String.format(Locale.ROOT, "%.0f %% of a core", cpuShare));
        System.out.println();
        System.out.println("| answers, ms | median | 99 % | 99.9 % | longest |");
        System.out.println("|--|--:|--:|--:|--:|");
        System.out.println("| in the server | " + exchanges.substring(0, exchanges.lastIndexOf(' ')) + " |");
        System.out.println("| seen by the sender, from sending | " + flood.fromSent().cells() + " |");
        System.out.println("| seen by the sender, from when it should have been sent | "
                + flood.fromIntended().cells() + " |");
        double longest = Double.parseDouble(exchanges.substring(exchanges.lastIndexOf(' ') + 1));
        System.out.println();
        System.out.println("99 % within 50 ms in the server: " + (longest < LONGEST ? "kept" : "**missed**"));
        return verdict;
    }

    private static void beds(Home home, List<Person> people, Notifications notifications, Flood flood,
            Verdict verdict) {
        for (Person person : people) {
            List<String> triggers = home.told(Home.uid(person) + ":bed#event/triggered", "event");
            List<String> wanted = notifications.triggers(person);
            verdict.add("bed events told to rules, " + person.name(), triggers.size() + " of " + wanted.size(),
                    "all, in order", triggers.equals(wanted));
            boolean in = wanted.size() % 2 == 1;
            String state = home.state("In_Bed_" + person.name());
            verdict.add("in bed at the end, " + person.name(), state, in ? "ON" : "OFF",
                    state.equals(in ? "ON" : "OFF"));
            verdict.add("times in bed and out of it shown, " + person.name(), "", "all, in order",
                    times(home, "Last_In_" + person.name()).equals(notifications.times(person, true))
                            && times(home, "Last_Out_" + person.name()).equals(notifications.times(person, false)));
        }
        verdict.add("bed events that had to be repeated", Integer.toString(flood.bedEventsRepeated()));
    }

    private static List<Instant> times(Home home, String item) {
        return home.told("openhab/items/" + item + "/stateupdated", "value").stream()
                .map(state -> OffsetDateTime.parse(state, STATE).toInstant()).toList();
    }

    /**
     * What comes so long after a flood is no longer taken for a part of it.
     */
    private static void silence() {
        try {
            Thread.sleep(SILENCE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @return after how many milliseconds the weight was shown, or was no longer waited for
     */
    private static CompletableFuture<Long> weighIn(Home home, Person person, double kilograms) {
        AtomicLong begin = new AtomicLong(System.nanoTime());
        home.withings().household().stepOnScale(person, kilograms);
        return CompletableFuture.supplyAsync(() -> {
            while (!home.state("Weight").startsWith(Double.toString(kilograms))
                    && System.nanoTime() - begin.get() < PATIENCE.toNanos()) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return (System.nanoTime() - begin.get()) / 1_000_000;
        });
    }
}
