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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.sandbox.event.Event;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * openHAB with the built add-on. It takes commands line by line from its standard input and answers each with a line,
 * and ends with its input.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HomeProcess {
    static final String PASS = "pass";
    static final String HEAP = "heap";
    static final String THREADS = "threads";
    static final String TOLD = "told";
    static final String STATUSES = "statuses";
    static final String LATENCIES = "latencies";
    static final String CPU = "cpu";
    static final String FORGET = "forget";
    static final String COMPLAINTS = "complaints";

    private static final int REQUESTS = 400_000;
    private static final int COLLECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = TimeUnit.MICROSECONDS.toNanos(30);
    /** An answer may be on its way from the HTTP client's thread to the scheduler's, where it cannot be seen. */
    private static final int LOOKS = 3;
    private static final String HTTP_SERVER = "sandbox-http";
    private static final String WEBHOOKS = "/withings/webhook/";
    private static final String STATUS_EVENT = "ThingStatusInfoEvent";

    private final VirtualTime time;
    private final Sandbox openHab;
    private final Latencies exchanges = new Latencies(REQUESTS);
    private final List<Event> told = new ArrayList<>();
    private int statuses;

    /**
     * @param arguments the folder for openHAB's data, the jar of the add-on, the addresses of Withings' API and of its
     *            consent page, the present, the speed of time
     */
    public static void main(String[] arguments) throws IOException, TimeoutException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        HomeProcess home = new HomeProcess(arguments);
        answers.println(home.openHab.address());
        try (BufferedReader commands = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println(home.answer(line.split(" ")));
            }
        }
        home.openHab.close();
    }

    private HomeProcess(String[] arguments) {
        time = new VirtualTime(Instant.parse(arguments[4]), Double.parseDouble(arguments[5]));
        openHab = Sandbox.start(SandboxOptions.builder().userdata(Path.of(arguments[0])).bundle(Path.of(arguments[1]))
                .time(time).timeZone(ZoneId.of("Europe/Berlin")).exchanges(new Exchanges())
                .configuration("binding.withings", Map.of("apiUrl", arguments[2], "authorizationUrl", arguments[3]))
                .build());
        openHab.events().subscribe(this::happened);
    }

    private String answer(String[] command) throws TimeoutException {
        return switch (command[0]) {
            case PASS -> pass(Duration.parse(command[1]));
            case HEAP -> Long.toString(heap());
            case THREADS -> Integer.toString(threads());
            case TOLD -> told(command[1]);
            case STATUSES -> Integer.toString(statuses);
            case LATENCIES -> exchanges.cells() + " " + exchanges.percentile(0.99);
            case CPU -> Long.toString(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)
                    .toMillis());
            case COMPLAINTS -> openHab.complaints().toString();
            case FORGET -> forget();
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    /**
     * Lets time jump, and waits until everything has been done that was due.
     */
    private String pass(Duration duration) throws TimeoutException {
        time.advance(duration);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int idle = 0; idle < LOOKS; idle = openHab.isBusy() ? 0 : idle + 1) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("openHAB is always busy");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return time.instant().toString();
    }

    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * The HTTP server is openHAB's: it has as many threads as there are connections with something to say, and lets
     * them
     * go a minute later.
     */
    private static int threads() {
        ThreadInfo[] threads = ManagementFactory.getThreadMXBean()
                .getThreadInfo(ManagementFactory.getThreadMXBean().getAllThreadIds());
        return (int) Stream.of(threads)
                .filter(thread -> thread != null && !thread.getThreadName().startsWith(HTTP_SERVER)).count();
    }

    private synchronized void happened(Event event) {
        if (event.topic().endsWith("/triggered") || "ItemStateUpdatedEvent".equals(event.type())) {
            told.add(event);
        } else if (STATUS_EVENT.equals(event.type())) {
            statuses++;
        }
    }

    /**
     * @param topic the end of a topic
     * @return the payloads of all events of the topic, in their order
     */
    private synchronized String told(String topic) {
        StringBuilder payloads = new StringBuilder();
        for (Event event : told) {
            if (event.topic().endsWith(topic)) {
                payloads.append(event.payload()).append('\t');
            }
        }
        return payloads.toString();
    }

    private synchronized String forget() {
        told.clear();
        statuses = 0;
        exchanges.clear();
        return "";
    }

    /**
     * Measures what becomes of notifications, from when their headers have been read until they have been answered.
     */
    private final class Exchanges implements HttpChannel.Listener {
        private static final String BEGIN = "benchmark.begin";

        @Override
        public void onRequestBegin(@Nullable Request request) {
            if (request != null) {
                request.setAttribute(BEGIN, System.nanoTime());
            }
        }

        @Override
        public void onComplete(@Nullable Request request) {
            if (request != null && request.getAttribute(BEGIN)instanceof Long begin
                    && request.getRequestURI().startsWith(WEBHOOKS)) {
                exchanges.add(System.nanoTime() - begin);
            }
        }
    }
}
