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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that receives notifications, like an openHAB with a public host.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Receiver implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Map<String, String>> forms = new LinkedBlockingQueue<>();
    private final List<String> probes = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with another HTTP status from now on. */
    void answerWith(int httpStatus) {
        status = httpStatus;
    }

    /** The received HEAD requests, as path and query. */
    List<String> probes() {
        return new ArrayList<>(probes);
    }

    /** The next notification's fields in their order. */
    Map<String, String> next() throws InterruptedException {
        Map<String, String> form = forms.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (form == null) {
            throw new AssertionError("No notification came in time");
        }
        return form;
    }

    /** The number of unread notifications. */
    int waiting() {
        return forms.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("HEAD".equals(exchange.getRequestMethod())) {
                probes.add(exchange.getRequestURI().toString());
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Map<String, String> form = new LinkedHashMap<>();
                Arrays.stream(body.split("&")).map(field -> field.split("=", 2))
                        .forEach(field -> form.put(field[0], URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
                forms.add(form);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
