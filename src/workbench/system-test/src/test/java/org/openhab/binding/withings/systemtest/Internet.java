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
package org.openhab.binding.withings.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response.CompleteListener;
import org.eclipse.jetty.client.api.Response.ResponseListener;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.LoopbackServer;

/**
 * The network between openHAB and Withings: DNS, TLS certificates, impostors, captive portals, and delays. Withings has
 * its own host name there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Internet implements AutoCloseable {

    private static final String NAME = "wbsapi.withings.test";
    static final URI API = URI.create("https://" + NAME);

    private static final String PASSWORD = "not-a-secret";

    private final Path folder;
    private final KeyStore certificate;
    private final LoopbackServer impostor;
    private final Portal hotelPortal;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int withings;
    private volatile Leads leads = Leads.TO_WITHINGS;
    private volatile int haste = 1;
    private volatile HttpClient client = new HttpClient();

    /**
     * The target of Withings' host name.
     */
    enum Leads {
        TO_WITHINGS,
        /** The name server does not answer. */
        NOWHERE,
        /** A server answers for Withings whose certificate no authority has signed. */
        TO_AN_IMPOSTOR,
        /** A captive portal without TLS. */
        TO_A_PORTAL
    }

    Internet() {
        try {
            folder = Files.createTempDirectory("internet");
            certificate = newCertificate("withings");
            impostor = new LoopbackServer(0, context(newCertificate("impostor")),
                    (request, exchange) -> exchange.send(Answer.html(200, "Trust me")));
            hotelPortal = new Portal();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return the TLS context with Withings' certificate
     */
    SSLContext certificate() {
        return context(certificate);
    }

    void connect(WithingsSimulator simulator) {
        withings = simulator.securePort();
    }

    /**
     * Changes the target of the host name. Open connections are kept.
     */
    void lead(Leads where) {
        leads = where;
    }

    /**
     * Divides the timeouts of clients and servers by a factor, to speed up tests.
     */
    void hasten(int times) {
        haste = times;
    }

    /**
     * @return the number of requests started by openHAB, successful or not
     */
    int requests() {
        return requests.get();
    }

    /**
     * @return whether a request is unfinished
     */
    boolean isBusy() {
        return underWay.get() > 0;
    }

    /**
     * @return the number of busy connections
     */
    int busyConnections() {
        return client.getBeans(HttpDestination.class).stream().map(HttpDestination::getConnectionPool)
                .mapToInt(
                        pool -> pool instanceof AbstractConnectionPool counted ? counted.getActiveConnectionCount() : 0)
                .sum();
    }

    /**
     * @return openHAB's HTTP client for this network
     */
    HttpClient newClient() {
        SslContextFactory.Client trusting = new SslContextFactory.Client();
        trusting.setTrustStore(certificate);
        HttpClient made = new HttpClient(trusting) {
            @Override
            protected HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
                requests.incrementAndGet();
                return new HastyRequest(this, conversation, uri);
            }

            @Override
            protected void send(HttpRequest request, List<ResponseListener> listeners) {
                underWay.incrementAndGet();
                List<ResponseListener> all = new ArrayList<>(listeners);
                // called last: the listener of the request has been called before
                all.add((CompleteListener) result -> underWay.decrementAndGet());
                super.send(request, all);
            }
        };
        SocketAddressResolver nameServer = new SocketAddressResolver() {
            @Override
            public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
                look(host, port, promise);
            }
        };
        made.setSocketAddressResolver(nameServer);
        client = made;
        return made;
    }

    private void look(String host, int port, Promise<List<InetSocketAddress>> promise) {
        if (!NAME.equals(host)) {
            promise.succeeded(List.of(new InetSocketAddress(host, port)));
            return;
        }
        switch (leads) {
            // as Jetty's own resolver says it
            case NOWHERE -> promise.failed(new UnknownHostException(host));
            case TO_WITHINGS -> promise.succeeded(here(withings));
            case TO_AN_IMPOSTOR -> promise.succeeded(here(impostor.securePort()));
            case TO_A_PORTAL -> promise.succeeded(here(hotelPortal.server.getLocalPort()));
        }
    }

    private static List<InetSocketAddress> here(int port) {
        try {
            byte[] here = InetAddress.getLoopbackAddress().getAddress();
            return List.of(new InetSocketAddress(InetAddress.getByAddress(NAME, here), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The address is as long as it has to be", e);
        }
    }

    /**
     * A captive portal, which redirects every connection in plain text. It closes a connection only after the client,
     * since a reset could overtake the answer.
     */
    private static final class Portal implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Portal() throws IOException {
            Thread thread = new Thread(this::serve, "captive-portal");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 302 Found\r\nLocation: http://portal.example.org/\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // the client has gone, or the test has ended
                }
            }
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class HastyRequest extends HttpRequest {

        HastyRequest(HttpClient client, HttpConversation conversation, URI uri) {
            super(client, conversation, uri);
        }

        @Override
        public Request timeout(long timeout, TimeUnit unit) {
            return super.timeout(unit.toMillis(timeout) / haste, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Creates a certificate with the JDK's keytool, because Java's library cannot.
     */
    private KeyStore newCertificate(String owner) throws IOException {
        Path file = folder.resolve(owner + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "3650", "-alias", owner,
                "-dname", "CN=" + NAME, "-ext",
                "san=dns:" + NAME, "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
                        .redirectErrorStream(true).start();
        try (InputStream output = keytool.getInputStream()) {
            String said = new String(output.readAllBytes());
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("No certificate can be made: " + said);
            }
            return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static SSLContext context(KeyStore certificate) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(certificate, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        impostor.close();
        hotelPortal.close();
        folder.toFile().delete();
    }
}
