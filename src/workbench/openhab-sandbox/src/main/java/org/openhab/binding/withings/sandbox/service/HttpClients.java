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
package org.openhab.binding.withings.sandbox.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out Jetty clients as openHAB does: one that all share, and own ones under a name. Clients that an add-on forgot
 * to stop are stopped at the end.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HttpClients implements HttpClientFactory, AutoCloseable {

    private static final String NAME = "[a-zA-Z0-9_-]{4,20}";
    private static final int THREADS = 40;
    /** As openHAB's clients have it; without it a client never gives up on an address. */
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 10_000;

    private final Logger logger = LoggerFactory.getLogger(HttpClients.class);
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();
    private final Supplier<HttpClient> commonClient;
    private @Nullable HttpClient common;

    /**
     * @param commonClient makes the client that all share, which is yet to be started
     */
    public HttpClients(Supplier<HttpClient> commonClient) {
        this.commonClient = commonClient;
    }

    @Override
    public HttpClient createHttpClient(String consumerName) {
        return createHttpClient(consumerName, null);
    }

    @Override
    public HttpClient createHttpClient(String consumerName, @Nullable SslContextFactory sslContextFactory) {
        if (!consumerName.matches(NAME)) {
            throw new IllegalArgumentException(
                    "The name of a consumer has 4 to 20 letters, digits, hyphens and underscores: " + consumerName);
        }
        return prepare(
                new HttpClient(sslContextFactory instanceof SslContextFactory.Client given
                        ? given
                        : new SslContextFactory.Client()),
                "OH-httpClient-" + consumerName);
    }

    private HttpClient prepare(HttpClient client, String threadName) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName(threadName);
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setConnectTimeout(CONNECT_TIMEOUT_MILLISECONDS);
        clients.add(client);
        return client;
    }

    @Override
    public synchronized HttpClient getCommonHttpClient() {
        HttpClient client = common;
        if (client == null) {
            client = prepare(commonClient.get(), "OH-httpClient-common");
            client.setFollowRedirects(false);
            try {
                client.start();
            } catch (Exception e) {
                throw new IllegalStateException("The HTTP client does not start: " + e.getMessage(), e);
            }
            common = client;
        }
        return client;
    }

    @Override
    public HTTP2Client createHttp2Client(String consumerName) {
        return createHttp2Client(consumerName, null);
    }

    @Override
    public HTTP2Client createHttp2Client(String consumerName, @Nullable SslContextFactory sslContextFactory) {
        throw new UnsupportedOperationException("The sandbox has no HTTP/2 client");
    }

    /**
     * @return whether a request of any client has not been answered yet
     */
    public boolean isBusy() {
        return clients.stream().flatMap(client -> client.getBeans(HttpDestination.class).stream())
                .anyMatch(HttpClients::isBusy);
    }

    private static boolean isBusy(HttpDestination destination) {
        return !destination.getHttpExchanges().isEmpty()
                || destination.getConnectionPool()instanceof AbstractConnectionPool pool
                        && pool.getActiveConnectionCount() > 0;
    }

    @Override
    public void close() {
        for (HttpClient client : clients) {
            try {
                client.stop();
            } catch (Exception e) {
                logger.warn("An HTTP client does not stop: {}", e.getMessage());
            }
        }
    }
}
