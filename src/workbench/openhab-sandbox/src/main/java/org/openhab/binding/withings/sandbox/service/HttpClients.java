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

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.openhab.core.io.net.http.HttpClientFactory;

/**
 * Provides the shared Jetty client, like openHAB.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HttpClients implements HttpClientFactory, AutoCloseable {
    private static final int THREADS = 40;
    /** As in openHAB; without it connecting never times out. */
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 10_000;

    private final Supplier<HttpClient> commonClient;
    private volatile @Nullable HttpClient common;

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

    /** A client that resolves public hosts to local servers; all other hosts are unknown. */
    public static final class MadeUpInternetClient extends HttpClient {
        private final Function<URI, Optional<URI>> internet;

        public MadeUpInternetClient(Function<URI, Optional<URI>> internet) {
            super(new SslContextFactory.Client());
            this.internet = internet;
            setSocketAddressResolver(new SocketAddressResolver() {
                @Override
                public void resolve(@Nullable String host, int port,
                        @Nullable Promise<List<InetSocketAddress>> promise) {
                    if (host == null || promise == null) {
                        throw new IllegalArgumentException("Whom does it look for, and for whom?");
                    }
                    if ("localhost".equals(host) || host.startsWith("127.")) {
                        promise.succeeded(List.of(new InetSocketAddress(host, port)));
                    } else {
                        promise.failed(new UnknownHostException(host));
                    }
                }
            });
        }

        @Override
        protected HttpRequest newHttpRequest(HttpConversation conversation, URI address) {
            Optional<URI> local = internet.apply(address);
            HttpRequest request = super.newHttpRequest(conversation, local.orElse(address));
            if (local.isPresent()) {
                request.header("X-Forwarded-Proto", address.getScheme());
                request.header("X-Forwarded-Host", address.getAuthority());
            }
            return request;
        }
    }
}
