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
package org.openhab.binding.withings.simulator.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The internet between Withings and the callback URLs: it knows a few public hosts and the local servers behind
 * them, as name servers and reverse proxies would. Nothing else can be reached.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PublicInternet {
    private static final int MULTIPLE_CHOICES = 300;

    private final Map<String, URI> hosts = new LinkedHashMap<>();
    private final Duration patience;
    private final HttpClient client;
    private final AtomicInteger underWay = new AtomicInteger();

    public PublicInternet(Map<URI, URI> publicHosts, Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER).build();
        publicHosts.forEach((host, local) -> hosts.put(origin(host), local));
    }

    /** Lets a public host lead to another local server, or nowhere. */
    public void route(URI host, Optional<URI> local) {
        synchronized (hosts) {
            local.ifPresentOrElse(server -> hosts.put(origin(host), server), () -> hosts.remove(origin(host)));
        }
    }

    private static String origin(URI uri) {
        int port = uri.getPort();
        boolean usual = port == -1 || "https".equals(uri.getScheme()) && port == 443
                || "http".equals(uri.getScheme()) && port == 80;
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + port);
    }

    /** Where it leads on this machine, empty if the host cannot be reached. */
    public Optional<URI> local(URI address) {
        URI local;
        synchronized (hosts) {
            local = hosts.get(origin(address));
        }
        if (local == null) {
            return Optional.empty();
        }
        String base = local.toString();
        String query = address.getRawQuery();
        return Optional.of(URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + address.getRawPath() + (query == null ? "" : "?" + query)));
    }

    private Optional<HttpRequest.Builder> request(URI callback) {
        return local(callback).map(target -> HttpRequest.newBuilder(target).timeout(patience)
                .header("X-Forwarded-Proto", callback.getScheme()).header("X-Forwarded-Host", callback.getAuthority())
                .header("User-Agent", "Withings simulator"));
    }

    /** Asks a callback URL with HEAD, as Withings does before a subscription. */
    public boolean probe(URI callback) {
        Optional<HttpRequest.Builder> request = request(callback);
        if (request.isEmpty()) {
            return false;
        }
        try {
            int status = client.send(request.get().method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < MULTIPLE_CHOICES;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Posts a form to a callback URL. */
    public CompletableFuture<Integer> post(URI callback, Map<String, String> form) {
        Optional<HttpRequest.Builder> request = request(callback);
        if (request.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("The host cannot be reached"));
        }
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        underWay.incrementAndGet();
        return client.sendAsync(request.get().header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded)).build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode)
                .whenComplete((status, failure) -> underWay.decrementAndGet());
    }

    /** Whether something that was posted has not been answered yet. */
    public boolean isBusy() {
        return underWay.get() > 0;
    }
}
