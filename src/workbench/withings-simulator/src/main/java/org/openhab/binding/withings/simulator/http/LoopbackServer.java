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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server on the loopback interface only, which can refuse connections for a while and take them again at the
 * same ports.
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

    /**
     * @param port the port to listen at, 0 for any free one
     * @param exchanges decides about the answers
     * @throws UncheckedIOException if the port is taken
     */
    public LoopbackServer(int port, ExchangeHandler exchanges) {
        this(port, null, exchanges);
    }

    /**
     * @param port the port to listen at, 0 for any free one
     * @param certificate what to show at a second port, where the same is spoken over TLS; null for no such port
     * @param exchanges decides about the answers
     * @throws UncheckedIOException if the port is taken
     */
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

    /**
     * @return where the server listens, without a path
     */
    public URI address() {
        return URI.create("http://" + LoopbackPort.LOOPBACK + ":" + plain.number());
    }

    /**
     * @return the port at which the server listens for TLS
     * @throws IllegalStateException if there is none
     */
    public int securePort() {
        LoopbackPort port = secure;
        if (port == null) {
            throw new IllegalStateException("The server has no certificate");
        }
        return port.number();
    }

    /**
     * Stops to listen, so that connections are refused, and closes the open ones.
     */
    public synchronized void refuseConnections() {
        ports().forEach(LoopbackPort::refuseConnections);
    }

    /**
     * Listens again at the same ports.
     */
    public synchronized void acceptConnections() {
        ports().forEach(LoopbackPort::acceptConnections);
    }

    /**
     * @return whether connections are taken
     */
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
}
