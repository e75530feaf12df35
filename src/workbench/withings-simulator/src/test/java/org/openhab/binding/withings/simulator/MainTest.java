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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * The command line.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MainTest {

    private static final Pattern ADDRESS = Pattern.compile("is at (http://127.0.0.1:[0-9]+)");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(CountDownLatch end, String... arguments) {
        try {
            return Main.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8), end, arguments);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void explainsItself() {
        assertThat(run(new CountDownLatch(0), "--help"), is(0));

        assertThat(out.toString(StandardCharsets.UTF_8),
                allOf(containsString("--port"), containsString("--replay"), containsString("--public")));
    }

    @Test
    void refusesArgumentsItDoesNotKnow() {
        assertThat(run(new CountDownLatch(0), "--colour", "blue"), is(2));
        assertThat(run(new CountDownLatch(0), "--port"), is(2));
        assertThat(run(new CountDownLatch(0), "--port", "many"), is(2));
        assertThat(run(new CountDownLatch(0), "--public", "https://home.example.org"), is(2));

        assertThat(err.toString(StandardCharsets.UTF_8), containsString("There is no option --colour"));
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run(new CountDownLatch(0), "--port", port), is(1));

            assertThat(err.toString(StandardCharsets.UTF_8), containsString("Port " + port + " is taken"));
        }
    }

    @Test
    void runsUntilItIsEnded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(() -> run(end, "--port", "0", "--speed",
                "60", "--live", "--public", "https://home.example.org=http://127.0.0.1:8080", "--registered",
                "http://localhost:9999/withings"));
        SimulatorTest.waitUntil("an address", () -> ADDRESS.matcher(out.toString(StandardCharsets.UTF_8)).find());
        Matcher address = ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
        assertThat(address.find(), is(true));

        HttpResponse<String> page = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(address.group(1))).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(page.body(), containsString("60.0 virtual seconds"));

        end.countDown();
        assertThat(running.get(10, TimeUnit.SECONDS), is(0));
    }
}
