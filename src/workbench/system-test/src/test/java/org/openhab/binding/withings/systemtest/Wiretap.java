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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A proxy between the add-on and Withings that records tokens, so that tests can check that they do not leak.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Wiretap implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("\"(?:access|refresh)_token\":\"([^\"]+)\"");

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> tokens = new CopyOnWriteArraySet<>();
    private volatile Hold hold = new Hold("");

    /** An answer that is held back until it is released. */
    private static final class Hold {
        private final String action;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold(String action) {
            this.action = action;
        }
    }

    private final Set<String> addresses = new CopyOnWriteArraySet<>();

    Wiretap(URI target) {
        this.target = target;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * @return all access and refresh tokens issued so far, the oldest first
     */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    /**
     * @return all URLs requested by openHAB, with their queries
     */
    List<String> addresses() {
        return List.copyOf(addresses);
    }

    /**
     * Holds back the answers to an action from now on, until {@link #release()}, and lets those go that were held back
     * before.
     */
    void hold(String action) {
        Hold ended = hold;
        hold = new Hold(action);
        ended.released.countDown();
    }

    /**
     * @return whether an answer is being held back
     */
    boolean isHolding() {
        return hold.held.getCount() == 0;
    }

    /**
     * Releases the answers held back, and all later ones.
     */
    void release() {
        hold("");
    }

    private void holdBack(String request) throws InterruptedException {
        Hold current = hold;
        if (!current.action.isEmpty() && List.of(request.split("&")).contains("action=" + current.action)) {
            current.held.countDown();
            current.released.await();
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        addresses.add(exchange.getRequestURI().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(body));
        for (String header : List.of("Authorization", "Content-Type")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            holdBack(new String(body, StandardCharsets.UTF_8));
            Matcher token = TOKEN.matcher(new String(answer.body(), StandardCharsets.UTF_8));
            while (token.find()) {
                tokens.add(token.group(1));
            }
            answer.headers().firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
