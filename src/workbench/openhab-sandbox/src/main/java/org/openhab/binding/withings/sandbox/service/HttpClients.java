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

/**
 * Gives out the Jetty client that all add-ons share, as openHAB does.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HttpClients implements HttpClientFactory, AutoCloseable {

    private static final int THREADS = 40;
    /** As openHAB's clients have it; without it a client never gives up on an address. */
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 10_000;

    private final Supplier<HttpClient> commonClient;
    private volatile @Nullable HttpClient common;

    /** @param commonClient makes the client that all share, which is yet to be started */
    public HttpClients(Supplier<HttpClient> commonClient) {
        this.commonClient = commonClient;
    }

    @Override
    public synchronized HttpClient getCommonHttpClient() {
        HttpClient client = common;
        if (client == null) {
            client = commonClient.get();
            QueuedThreadPool threads = new QueuedThreadPool(THREADS);
            threads.setName("OH-httpClient-common");
            threads.setDaemon(true);
            client.setExecutor(threads);
            client.setConnectTimeout(CONNECT_TIMEOUT_MILLISECONDS);
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
    public HttpClient createHttpClient(String consumerName) {
        return createHttpClient(consumerName, null);
    }

    @Override
    public HttpClient createHttpClient(String consumerName, @Nullable SslContextFactory sslContextFactory) {
        throw new UnsupportedOperationException("The sandbox has the shared HTTP client only");
    }

    @Override
    public HTTP2Client createHttp2Client(String consumerName) {
        return createHttp2Client(consumerName, null);
    }

    @Override
    public HTTP2Client createHttp2Client(String consumerName, @Nullable SslContextFactory sslContextFactory) {
        throw new UnsupportedOperationException("The sandbox has the shared HTTP client only");
    }

    /** @return whether a request of any client has not been answered yet */
    public boolean isBusy() {
        HttpClient client = common;
        return client != null && client.getBeans(HttpDestination.class).stream().anyMatch(HttpClients::isBusy);
    }

    private static boolean isBusy(HttpDestination destination) {
        return !destination.getHttpExchanges().isEmpty()
                || destination.getConnectionPool()instanceof AbstractConnectionPool pool
                        && pool.getActiveConnectionCount() > 0;
    }

    @Override
    public void close() throws Exception {
        HttpClient client = common;
        if (client != null) {
            client.stop();
        }
    }
}
