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
package org.openhab.binding.withings.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SelectableChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.LoopbackServer.ExchangeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on the loopback interface, which can refuse connections for a while and accept them again at the same
 * ports.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class LoopbackServer implements AutoCloseable {
    private static final int MAX_THREADS = 40;

    private final Server server;
    private final LoopbackPort plain;
    private final @Nullable LoopbackPort secure;
    private final LoopbackHandler handler;

    public LoopbackServer(int port, ExchangeHandler exchanges) {
        this(port, null, exchanges);
    }

    /** Listens at a port, 0 for any free one, and with a certificate at a second one for TLS. */
    public LoopbackServer(int port, @Nullable SSLContext certificate, ExchangeHandler exchanges) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("withings-simulator");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setStopTimeout(1000);
        server = new Server(threads);
        HttpConnectionFactory http = new HttpConnectionFactory();
        http.getHttpConfiguration().setSendServerVersion(false);
        plain = new LoopbackPort(server, port, http);
        secure = certificate == null
                ? null
                : new LoopbackPort(server, 0, tls(certificate), http);
        handler = new LoopbackHandler(exchanges);
        server.setHandler(handler);
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (IOException e) {
            close();
            boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
            throw new UncheckedIOException("Port " + port + (taken ? " is taken" : " cannot be used"), e);
        } catch (Exception e) {
            close();
            throw new IllegalStateException("The server does not start", e);
        }
        ports().forEach(LoopbackPort::settle);
    }

    private static SslConnectionFactory tls(SSLContext certificate) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(certificate);
        return new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString());
    }

    /** The base URL without a path. */
    public URI address() {
        return URI.create("http://" + LoopbackPort.LOOPBACK + ":" + plain.number());
    }

    public int securePort() {
        LoopbackPort port = secure;
        if (port == null) {
            throw new IllegalStateException("The server has no certificate");
        }
        return port.number();
    }

    /** Stops to listen, so that connections are refused, and closes the open ones. */
    public synchronized void refuseConnections() {
        ports().forEach(LoopbackPort::refuseConnections);
    }

    /** Listens again at the same ports. */
    public synchronized void acceptConnections() {
        ports().forEach(LoopbackPort::acceptConnections);
    }

    public boolean isAccepting() {
        return ports().allMatch(LoopbackPort::isAccepting);
    }

    private Stream<LoopbackPort> ports() {
        return Stream.concat(Stream.of(plain), Stream.ofNullable(secure));
    }

    @Override
    public void close() {
        ports().forEach(LoopbackPort::givePortBack);
        try {
            handler.endHangingExchanges();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }

    @FunctionalInterface
    public interface ExchangeHandler {
        /** Ends the exchange in one of its ways; called on a thread of the server. */
        void handle(ApiRequest request, Exchange exchange) throws IOException;
    }

    static final class LoopbackHandler extends AbstractHandler {
        private static final int MAX_FORM_BYTES = 64 * 1024;

        private final Logger logger = LoggerFactory.getLogger(LoopbackHandler.class);
        private final ExchangeHandler exchanges;
        private final Set<Exchange> hanging = ConcurrentHashMap.newKeySet();

        LoopbackHandler(ExchangeHandler exchanges) {
            this.exchanges = exchanges;
        }

        @Override
        public void handle(@Nullable String target, @Nullable Request baseRequest,
                @Nullable HttpServletRequest servletRequest,
                @Nullable HttpServletResponse response) throws IOException {
            if (baseRequest == null || response == null) {
                return;
            }
            baseRequest.setHandled(true);
            Exchange exchange = new Exchange(baseRequest, response, hanging::add);
            byte[] form = baseRequest.getInputStream().readNBytes(MAX_FORM_BYTES + 1);
            if (form.length > MAX_FORM_BYTES) {
                exchange.send(Answer.html(413, "<!DOCTYPE html><title>413 Request Entity Too Large</title>"));
                return;
            }
            ApiRequest request;
            try {
                request = read(baseRequest, form);
            } catch (IllegalArgumentException e) {
                exchange.send(Answer.html(400, "<!DOCTYPE html><title>400 Bad Request</title>"));
                return;
            }
            try {
                exchanges.handle(request, exchange);
            } catch (RuntimeException e) {
                logger.warn("The simulator failed at {} {}", baseRequest.getMethod(), baseRequest.getRequestURI(), e);
                exchange.send(Answer.html(500, "<!DOCTYPE html><title>The simulator itself failed</title>"));
            }
        }

        void endHangingExchanges() {
            hanging.forEach(Exchange::reset);
            hanging.clear();
        }

        private static ApiRequest read(Request request, byte[] form) {
            Map<String, List<String>> query = decode(request.getQueryString());
            Map<String, List<String>> all = new HashMap<>(query);
            String contentType = request.getContentType();
            if (contentType != null
                    && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
                decode(new String(form, StandardCharsets.UTF_8)).forEach((name, values) -> {
                    List<String> both = new ArrayList<>(values);
                    both.addAll(query.getOrDefault(name, List.of()));
                    all.put(name, both);
                });
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String name : Collections.list(request.getHeaderNames())) {
                headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
            }
            return new ApiRequest(request.getMethod(), request.getPathInfo(), new Parameters(query),
                    new Parameters(all), bearer(headers.get("authorization")), headers);
        }

        private static Map<String, List<String>> decode(@Nullable String encoded) {
            MultiMap<String> decoded = new MultiMap<>();
            if (encoded != null && !encoded.isEmpty()) {
                UrlEncoded.decodeTo(encoded, decoded, StandardCharsets.UTF_8);
            }
            return decoded;
        }

        private static @Nullable String bearer(@Nullable String authorization) {
            return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? authorization.substring(7).trim()
                    : null;
        }
    }

    /** A port of the loopback interface, which can refuse connections for a while and accept them again. */
    static final class LoopbackPort {
        static final String LOOPBACK = "127.0.0.1";
        private static final Duration PORT_PATIENCE = Duration.ofSeconds(30);
        private static final Duration KEEPING_PATIENCE = Duration.ofSeconds(5);
        private static final Duration PORT_LOOK = Duration.ofMillis(20);

        private final ServerConnector connector;
        private @Nullable Socket placeholder;

        LoopbackPort(Server server, int port, ConnectionFactory... layers) {
            connector = new ThoroughConnector(server, layers);
            connector.setHost(LOOPBACK);
            connector.setPort(port);
            server.addConnector(connector);
        }

        /** Fixes the port for later openings. */
        void settle() {
            connector.setPort(connector.getLocalPort());
        }

        int number() {
            return connector.getPort();
        }

        /** Stops to listen, so that connections are refused, and closes the open ones. */
        synchronized void refuseConnections() {
            if (isAccepting()) {
                stopListening();
                keepPort();
            }
        }

        /** A bound socket that does not listen makes connections be refused and keeps other processes from the port. */
        private void keepPort() {
            long deadline = System.nanoTime() + KEEPING_PATIENCE.toNanos();
            while (placeholder == null && System.nanoTime() < deadline) {
                Socket socket = new Socket();
                try {
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(LOOPBACK, connector.getPort()));
                    placeholder = socket;
                } catch (IOException e) {
                    // still listening, or another process has the port for a while: acceptConnections waits
                    close(socket);
                    LockSupport.parkNanos(PORT_LOOK.toNanos());
                }
            }
        }

        synchronized void givePortBack() {
            Socket socket = placeholder;
            if (socket != null) {
                placeholder = null;
                close(socket);
            }
        }

        private static void close(Closeable socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("A socket does not close", e);
            }
        }

        private void stopListening() {
            try {
                connector.stop();
            } catch (Exception e) {
                throw new IllegalStateException("The server does not stop listening", e);
            }
        }

        /** Listens again at the same port, waiting for other programs that got it for a moment. */
        synchronized void acceptConnections() {
            givePortBack();
            long deadline = System.nanoTime() + PORT_PATIENCE.toNanos();
            while (!isAccepting()) {
                try {
                    connector.start();
                } catch (IOException e) {
                    if (System.nanoTime() > deadline) {
                        throw new UncheckedIOException("The server does not listen again", e);
                    }
                    stopListening();
                    LockSupport.parkNanos(PORT_LOOK.toNanos());
                } catch (Exception e) {
                    throw new IllegalStateException("The server does not listen again", e);
                }
            }
        }

        boolean isAccepting() {
            return connector.isStarted();
        }

        /** Closes what its acceptor accepts once more after it was stopped; Jetty would leave the client waiting. */
        private static final class ThoroughConnector extends ServerConnector {
            ThoroughConnector(Server server, ConnectionFactory... layers) {
                super(server, 1, 1, layers);
            }

            @Override
            protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
                return new ServerConnectorManager(executor, scheduler, selectors) {

                    @Override
                    public void accept(SelectableChannel channel, @Nullable Object attachment) {
                        if (isRunning()) {
                            super.accept(channel, attachment);
                        } else {
                            LoopbackPort.close(channel);
                        }
                    }
                };
            }
        }
    }
}
