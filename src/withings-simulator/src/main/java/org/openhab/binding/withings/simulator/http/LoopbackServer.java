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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server on the loopback interface only, which can refuse connections for a while and take them again at the
 * same port.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class LoopbackServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_THREADS = 40;
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration KEEPING_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PORT_LOOK = Duration.ofMillis(20);

    private final Server server;
    private final ServerConnector connector;
    private final LoopbackHandler handler;
    private @Nullable Socket placeholder;

    /**
     * @param port the port to listen at, 0 for any free one
     * @param exchanges decides about the answers
     * @throws UncheckedIOException if the port is taken
     */
    public LoopbackServer(int port, ExchangeHandler exchanges) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("withings-simulator");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setStopTimeout(1000);
        server = new Server(threads);
        HttpConnectionFactory http = new HttpConnectionFactory();
        http.getHttpConfiguration().setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, http);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
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
        connector.setPort(connector.getLocalPort());
    }

    /**
     * @return where the server listens, without a path
     */
    public URI address() {
        return URI.create("http://" + LOOPBACK + ":" + connector.getPort());
    }

    /**
     * Stops to listen, so that connections are refused, and closes the open ones.
     */
    public synchronized void refuseConnections() {
        if (isAccepting()) {
            stopListening();
            keepPort();
        }
    }

    /**
     * A socket that is bound but does not listen lets connections be refused, and nobody else get the port. It cannot
     * be
     * bound before the system has really stopped to listen, which may be a moment after the server was told to.
     */
    private void keepPort() {
        long deadline = System.nanoTime() + KEEPING_PATIENCE.toNanos();
        while (placeholder == null && System.nanoTime() < deadline) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(LOOPBACK, connector.getPort()));
                placeholder = socket;
            } catch (IOException e) {
                // still listening, or somebody else was faster and has it for a while, for whom acceptConnections waits
                close(socket);
                LockSupport.parkNanos(PORT_LOOK.toNanos());
            }
        }
    }

    private void givePortBack() {
        Socket socket = placeholder;
        if (socket != null) {
            placeholder = null;
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A socket without a connection does not close", e);
        }
    }

    private void stopListening() {
        try {
            connector.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop listening", e);
        }
    }

    /**
     * Listens again at the same port. In the moment before or after it was kept, another program may have got the port
     * for a connection of its own; such connections do not last, so they are waited for.
     */
    public synchronized void acceptConnections() {
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

    /**
     * @return whether connections are taken
     */
    public boolean isAccepting() {
        return connector.isStarted();
    }

    @Override
    public void close() {
        givePortBack();
        try {
            handler.endHangingExchanges();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }
}
