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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
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

    /** @param hooks what the cloud remembers: the local path and the end of the lease by the address' last part */
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

    /**
     * @param id the last part of an address
     * @return the local path it leads to at the moment, null for none
     */
    @Nullable
    synchronized String pathOf(String id) {
        Hook hook = Hook.parse(hooks.get(id));
        return hook == null || !clock.instant().isBefore(hook.expires()) ? null : hook.path();
    }

    /** @return the addresses that lead somewhere at the moment */
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
}
