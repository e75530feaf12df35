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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A port of the loopback interface, which can refuse connections for a while and take them again.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LoopbackPort {

    static final String LOOPBACK = "127.0.0.1";
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration KEEPING_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PORT_LOOK = Duration.ofMillis(20);

    private final ServerConnector connector;
    private @Nullable Socket placeholder;

    /**
     * @param port the number, 0 for any free one
     * @param layers what is spoken there, the outermost first
     */
    LoopbackPort(Server server, int port, ConnectionFactory... layers) {
        connector = new ThoroughConnector(server, layers);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
    }

    /** From now on the port is the same whenever it is opened. */
    void settle() {
        connector.setPort(connector.getLocalPort());
    }

    int number() {
        return connector.getPort();
    }

    /**
     * Stops to listen, so that connections are refused, and closes the open ones.
     */
    synchronized void refuseConnections() {
        if (isAccepting()) {
            stopListening();
            keepPort();
        }
    }

    /**
     * A socket that is bound but does not listen lets connections be refused, and nobody else get the port. It cannot
     * be bound before the system has really stopped to listen, which may be a moment after the server was told to.
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

    /**
     * Listens again at the same port. In the moment before or after it was kept, another program may have got the port
     * for a connection of its own; such connections do not last, so they are waited for.
     */
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

    /**
     * @return whether connections are taken
     */
    boolean isAccepting() {
        return connector.isStarted();
    }

    /**
     * Closes what it accepts after it was stopped, as its acceptor may once yet. Jetty's own connector leaves such a
     * connection open and forgets it: whoever is at the other end waits for an answer nobody will give.
     */
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
