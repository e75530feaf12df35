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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Measures the import of 100,000 measure groups: its CPU time next to that of Gson's bare tokenizer over the same
 * bytes, and the heap that it needs above that of the idle process. Every measurement has a process of its own; this
 * one plays Withings and prints the results as Markdown.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ImportMeasurement {
    private static final int GROUPS = 100_000;
    private static final int PROCESSES = 3;
    /** The first ones are for the compiler of the JVM; they are told, but not compared. */
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 3;
    private static final int HEAP_LIMIT = 64;
    /** For processes that have all the answers in memory. */
    private static final int AMPLE_HEAP = 1_024;
    private static final int[] HEAPS_TO_TRY = { 8, 16, 32, 48, 64 };
    private static final int MEGABYTE = 1024 * 1024;
    private static final Pattern OFFSET = Pattern.compile("\\boffset=(\\d+)");

    private final byte[][] pages = new MeasureHistory(GROUPS).pages();

    private ImportMeasurement() {
    }

    public static void main(String[] arguments) throws Exception {
        new ImportMeasurement().measure();
    }

    private void measure() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        try {
            measure("http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void measure(String api) throws IOException, InterruptedException {
        long bytes = 0;
        for (byte[] page : pages) {
            bytes += page.length;
        }
        System.out.printf(Locale.ROOT, "%,d measure groups, %.1f MB of JSON in %d pages%n%n", GROUPS, bytes / 1e6,
                pages.length);
        int idle = idleHeap(api);
        int heap = idle + HEAP_LIMIT;
        Times tokenizing = new Times();
        Times converting = new Times();
        Times importing = new Times();
        for (int i = 0; i < PROCESSES; i++) {
            tokenizing.add(run(TokenizingProcess.class, AMPLE_HEAP, Integer.toString(GROUPS),
                    Integer.toString(WARM_UPS + ROUNDS)));
            converting.add(run(ImportingProcess.class, AMPLE_HEAP, Integer.toString(GROUPS),
                    Integer.toString(WARM_UPS + ROUNDS)));
            importing.add(run(ImportingProcess.class, heap, api, Integer.toString(WARM_UPS + ROUNDS)));
        }
        System.out.printf(Locale.ROOT, "| CPU time of the process, ms | least | median | most | first round |%n");
        System.out.printf(Locale.ROOT, "|--|--:|--:|--:|--:|%n");
        tokenizing.print("tokenizing");
        converting.print("importing, answers in memory");
        importing.print("importing, HTTP included, heap of " + heap + " MB");
        System.out.printf(Locale.ROOT,
                "%nAgainst tokenizing: %.2f times with answers in memory, %.2f times with HTTP%n",
                (double) converting.median() / tokenizing.median(), (double) importing.median() / tokenizing.median());
        System.out.printf(Locale.ROOT, "Handed over per import: %s states and points%n", importing.result());
        System.out.printf(Locale.ROOT,
                "Heap of the idle process: %d MB; least heap that an import succeeded with: %s%n",
                idle, leastHeap(api, idle));
    }

    private int idleHeap(String api) throws IOException, InterruptedException {
        String line = run(ImportingProcess.class, HEAP_LIMIT, api, "0").get(0);
        return Math.toIntExact(Long.parseLong(line.substring(line.indexOf(' ') + 1)) / MEGABYTE + 1);
    }

    private static String leastHeap(String api, int idle) throws InterruptedException {
        for (int above : HEAPS_TO_TRY) {
            try {
                run(ImportingProcess.class, idle + above, api, "1");
                return idle + " + " + above + " MB";
            } catch (IOException e) {
                // too little, the next one has more
            }
        }
        return "none";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher offset = OFFSET.matcher(form);
        byte[] page = form.contains("meastype")
                ? MeasureHistory.heights()
                : pages[offset.find() ? Integer.parseInt(offset.group(1)) / MeasureHistory.GROUPS_PER_PAGE : 0];
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    /**
     * @return the lines that the process wrote
     * @throws IOException when it did not end well
     */
    private static List<String> run(Class<?> program, int heap, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap + "m",
                        "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-classpath",
                        System.getProperty("java.class.path"), program.getName()));
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = output.lines().toList();
            if (process.waitFor() != 0) {
                throw new IOException(program.getSimpleName() + " failed with a heap of " + heap + " MB");
            }
            return lines;
        }
    }

    /** The times of all processes of one kind. */
    private static final class Times {
        private final List<Long> first = new ArrayList<>();
        private final List<Long> warm = new ArrayList<>();
        private String result = "";

        void add(List<String> lines) {
            List<String[]> rounds = lines.stream().filter(line -> Character.isDigit(line.charAt(0)))
                    .map(line -> line.split(" ")).toList();
            for (int i = 0; i < rounds.size(); i++) {
                long milliseconds = TimeUnit.NANOSECONDS.toMillis(Long.parseLong(rounds.get(i)[0]));
                result = rounds.get(i)[1];
                if (i == 0) {
                    first.add(milliseconds);
                } else if (i >= WARM_UPS) {
                    warm.add(milliseconds);
                }
            }
        }

        String result() {
            return result;
        }

        long median() {
            return median(warm);
        }

        void print(String what) {
            System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %d |%n", what, Collections.min(warm), median(),
                    Collections.max(warm), median(first));
        }

        private static long median(List<Long> values) {
            List<Long> sorted = values.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }
}
