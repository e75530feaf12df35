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
 * Stands in for openHAB Cloud and its connector. As there, an address leads to one path exactly, lasts for thirty days
 * and stays the same as long as it is asked for again in time; a path that is asked for after that gets another one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Cloud implements WebhookService {
    /** The public name of the cloud, which only the simulator knows. */
    public static final URI ADDRESS = URI.create("https://cloud.example.org");

    /** Under which path of the cloud the addresses are found. */
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

    /** Connects, or breaks the connection. What was asked for meanwhile is answered once the cloud can be reached. */
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

    /** The local path that the last part of an address leads to at the moment. */
    @Nullable
    synchronized String pathOf(String id) {
        Hook hook = Hook.parse(hooks.get(id));
        return hook == null || !clock.instant().isBefore(hook.expires()) ? null : hook.path();
    }

    public synchronized List<URI> addresses() {
        return hooks.getKeys().stream().filter(id -> pathOf(id) != null).map(id -> URI.create(ADDRESS + PATH + id))
                .toList();
    }

    /** Lets the cloud forget all addresses, as when their leases have ended. */
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

    /** Where an address leads, and until when. */
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

    /** What an openHAB has of the cloud. */
    public enum Connection {
        /** Nothing, not even the service's class, as before openHAB 5.2. */
        UNKNOWN,
        /** No connector is installed, or it has been removed. */
        NONE,
        /** The connector is installed, but does not reach the cloud: requests stay open. */
        BROKEN,
        /** The connector passes on what arrives at the cloud. */
        UP
    }

    /**
     * What arrives at the addresses of the cloud is passed on to this openHAB, without anything that tells who sent it:
     * method, query, content type and body are all that is left.
     */
    public static class CloudServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private static final int BODY_LIMIT = 5 * 1024 * 1024;
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        private final transient Cloud cloud;
        private transient @Nullable HttpClient client;

        public CloudServlet(Cloud cloud) {
            this.cloud = cloud;
        }

        /** The first request makes the client, whose threads most sandboxes do not need. */
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
