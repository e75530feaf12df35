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
package org.openhab.binding.withings.sandbox.cloud;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.core.io.rest.Webhook;
import org.openhab.core.io.rest.WebhookService;
import org.openhab.core.storage.Storage;

/**
 * Simulates openHAB Cloud and its connector. A URL is forwarded to one path only, leased for thirty days, and stays
 * the same if the lease is renewed in time; after that, the path gets another one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Cloud implements WebhookService {
    /** The public host name of the cloud, known by the simulator only. */
    public static final URI ADDRESS = URI.create("https://cloud.example.org");

    /** The path of the leased URLs. */
    public static final String PATH = "/api/hooks/";
    private static final Duration LEASE = Duration.ofDays(30);

    private final Clock clock;
    private final Storage<String> hooks;
    private final Map<CompletableFuture<Webhook>, String> waiting = new ConcurrentHashMap<>();
    private Connection connection;

    public Cloud(Clock clock, Storage<String> hooks, Connection connection) {
        this.clock = clock;
        this.hooks = hooks;
        this.connection = connection;
    }

    public synchronized Connection connection() {
        return connection;
    }

    /** Connects or disconnects the connector. Requests are answered when it is connected again. */
    public void connection(Connection changed) {
        List<CompletableFuture<Webhook>> answerable;
        synchronized (this) {
            connection = changed;
            answerable = changed == Connection.UP ? new ArrayList<>(waiting.keySet()) : List.of();
        }
        answerable.forEach(request -> {
            String path = waiting.remove(request);
            if (path != null) {
                request.complete(lease(path));
            }
        });
    }

    @Override
    public CompletableFuture<Webhook> requestWebhook(String localPath) {
        if (!localPath.startsWith("/")) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("A local path starts with a slash"));
        }
        CompletableFuture<Webhook> request = new CompletableFuture<>();
        waiting.put(request, localPath);
        connection(connection());
        return request;
    }

    @Override
    public CompletableFuture<Void> removeWebhook(String localPath) {
        synchronized (this) {
            if (connection != Connection.UP) {
                return CompletableFuture.failedFuture(new IOException("The cloud is not connected"));
            }
            String id = idOf(localPath);
            if (id != null) {
                hooks.remove(id);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Returns the local path for the last part of a URL. */
    @Nullable
    synchronized String pathOf(String id) {
        Hook hook = Hook.parse(hooks.get(id));
        return hook == null || !clock.instant().isBefore(hook.expires()) ? null : hook.path();
    }

    public synchronized List<URI> addresses() {
        return hooks.getKeys().stream().filter(id -> pathOf(id) != null).map(id -> URI.create(ADDRESS + PATH + id))
                .toList();
    }

    /** Ends all leases. */
    public synchronized void forget() {
        List.copyOf(hooks.getKeys()).forEach(hooks::remove);
    }

    private synchronized Webhook lease(String path) {
        String known = idOf(path);
        String id = known == null || pathOf(known) == null ? UUID.randomUUID().toString() : known;
        if (known != null && !known.equals(id)) {
            hooks.remove(known);
        }
        Instant expires = clock.instant().plus(LEASE);
        hooks.put(id, new Hook(path, expires).print());
        return new Webhook(url(ADDRESS + PATH + id), expires);
    }

    private @Nullable String idOf(String path) {
        for (String id : hooks.getKeys()) {
            Hook hook = Hook.parse(hooks.get(id));
            if (hook != null && hook.path().equals(path)) {
                return id;
            }
        }
        return null;
    }

    private static URL url(String address) {
        try {
            return new URL(address);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The path of a leased URL, and the end of the lease. */
    private record Hook(String path, Instant expires) {
        String print() {
            return expires + " " + path;
        }

        static @Nullable Hook parse(@Nullable String stored) {
            if (stored == null) {
                return null;
            }
            String[] parts = stored.split(" ", 2);
            return new Hook(parts[1], Instant.parse(parts[0]));
        }
    }

    /** The state of the cloud's connector in openHAB. */
    public enum Connection {
        /** Not even the service's class exists, as before openHAB 5.2. */
        UNKNOWN,
        /** No connector is installed, or it has been removed. */
        NONE,
        /** The connector is installed, but not connected: requests do not complete. */
        BROKEN,
        /** The connector forwards requests. */
        UP
    }

    /**
     * Forwards requests from the cloud's URLs to this openHAB with method, query, content type and body only.
     */
    public static class CloudServlet extends HttpServlet {
        private static final int BODY_LIMIT = 5 * 1024 * 1024;
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private final transient Cloud cloud;
        private transient @Nullable HttpClient client;

        public CloudServlet(Cloud cloud) {
            this.cloud = cloud;
        }

        /** Creates the client with the first request, because most sandboxes do not need its threads. */
        private synchronized HttpClient client() {
            HttpClient made = client;
            if (made == null) {
                made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER).build();
                client = made;
            }
            return made;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            @Nullable
            String id = request.getPathInfo();
            String path = id == null || id.indexOf('/', 1) >= 0 ? null : cloud.pathOf(id.substring(1));
            if (path == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else if (cloud.connection() != Connection.UP) {
                response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "openHAB is offline");
            } else {
                byte[] body = request.getInputStream().readNBytes(BODY_LIMIT + 1);
                if (body.length > BODY_LIMIT) {
                    response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                } else {
                    passOn(request, path, body, response);
                }
            }
        }

        private void passOn(HttpServletRequest request, String path, byte[] body, HttpServletResponse response)
                throws IOException {
            @Nullable
            String query = request.getQueryString();
            URI target = URI.create("http://" + request.getLocalAddr() + ":" + request.getLocalPort() + path
                    + (query == null ? "" : "?" + query));
            HttpRequest.Builder passed = HttpRequest.newBuilder(target).timeout(PATIENCE)
                    .header("User-Agent", "openHAB")
                    .method(request.getMethod(),
                            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            @Nullable
            String contentType = request.getContentType();
            if (contentType != null) {
                passed.header("Content-Type", contentType);
            }
            try {
                HttpResponse<byte[]> answer = client().send(passed.build(), BodyHandlers.ofByteArray());
                response.setStatus(answer.statusCode());
                answer.headers().firstValue("Content-Type").ifPresent(response::setContentType);
                response.getOutputStream().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
            }
        }
    }
}
