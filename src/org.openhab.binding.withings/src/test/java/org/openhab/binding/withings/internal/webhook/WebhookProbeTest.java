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
package org.openhab.binding.withings.internal.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Finding;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;

/**
 * The probe of the own URL.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookProbeTest {
    private static final String SECRET = Secrets.hex();
    private static final String PASSWORD = "made-up";

    @TempDir
    @Nullable
    Path folder;

    private final WebhookServlet servlet = new WebhookServlet();
    private final HttpClient client = new HttpClient(new SslContextFactory.Client());
    private final Server server = new Server();

    @BeforeEach
    void start() throws Exception {
        servlet.open(SECRET, notification -> 200);
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        server.stop();
    }

    /** A server like openHAB's. */
    private URI openHab(SslContextFactory.@Nullable Server encryption) throws Exception {
        ServerConnector connector = encryption == null
                ? new ServerConnector(server)
                : new ServerConnector(server, encryption);
        server.addConnector(connector);
        server.setHandler(WebhookServletTest.handler(servlet));
        server.start();
        return URI.create((encryption == null ? "http" : "https") + "://localhost:" + connector.getLocalPort());
    }

    private Finding probe(URI callback, boolean cloud) throws Exception {
        return resultOf(WebhookCheck.probe(callback, cloud, client, servlet));
    }

    private Finding probe(URI address) throws Exception {
        return probe(at(address), false);
    }

    private static URI at(URI address) {
        return address.resolve(WebhookServlet.PATH + SECRET);
    }

    private Outcome outcome(URI address) throws Exception {
        return probe(address).outcome();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "?hook=1" })
    void reachesItself(String query) throws Exception {
        URI callback = URI.create(at(openHab(null)) + query);

        assertThat(probe(callback, false), is(Finding.of(Outcome.WORKS)));
    }

    @Test
    void doesNotFollowRedirects() throws Exception {
        try (LoopbackServer proxy = new LoopbackServer()) {
            proxy.reply(Reply.http(302, "", "Location", proxy.address() + "/login"));

            assertThat(outcome(proxy.address()), is(Outcome.LOGIN));
            assertThat(proxy.requests().stream().map(Request::method).toList(), is(List.of("HEAD")));
        }
    }

    @ParameterizedTest
    @CsvSource({ "200, OTHER_ANSWER, OTHER_ANSWER", "301, LOGIN, LOGIN", "401, LOGIN, LOGIN", "403, LOGIN, LOGIN",
            "404, OTHER_ANSWER, CLOUD_SILENT", "405, OTHER_ANSWER, OTHER_ANSWER", "429, OTHER_ANSWER, OTHER_ANSWER",
            "500, PROXY_ERROR, CLOUD_OFFLINE", "502, PROXY_ERROR, CLOUD_OFFLINE" })
    void distinguishesAnswersOfOtherServers(int status, Outcome atPublicUrl, Outcome atCloud) throws Exception {
        try (LoopbackServer proxy = new LoopbackServer()) {
            proxy.reply(Reply.http(status, "")).reply(Reply.http(status, ""));

            assertThat(probe(proxy.address(), false).outcome(), is(atPublicUrl));
            assertThat(probe(proxy.address(), true).outcome(), is(atCloud));
        }
    }

    @Test
    void findsAnUnknownHostName() throws Exception {
        client.setSocketAddressResolver(new SocketAddressResolver() {
            @Override
            public void resolve(@Nullable String host, int port,
                    @Nullable Promise<List<InetSocketAddress>> promise) {
                Optional.ofNullable(promise).orElseThrow().failed(new UnknownHostException(host));
            }
        });

        assertThat(outcome(URI.create("https://home.example.org")), is(Outcome.NAME_UNKNOWN));
    }

    @Test
    void findsAClosedPort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(outcome(URI.create("https://127.0.0.1:" + port)), is(Outcome.NO_CONNECTION));
        client.stop();
        assertThat("it cannot even ask", outcome(URI.create("http://127.0.0.1:9")), is(Outcome.NO_CONNECTION));
    }

    @Test
    void findsASelfSignedCertificate() throws Exception {
        assertThat(outcome(openHab(madeUpCertificate("localhost"))), is(Outcome.CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource({ "localhost, WORKS", "elsewhere.example.org, CERTIFICATE" })
    void findsACertificateForAnotherHost(String name, Outcome outcome) throws Exception {
        SslContextFactory.Server certificate = madeUpCertificate(name);
        client.getSslContextFactory().reload(factory -> {
            factory.setTrustStorePath(certificate.getKeyStorePath());
            factory.setTrustStorePassword(PASSWORD);
        });

        assertThat(outcome(openHab(certificate)), is(outcome));
    }

    @Test
    void findsAServerWithoutTls() throws Exception {
        URI plain = openHab(null);

        assertThat(outcome(URI.create("https" + plain.toString().substring("http".length()))), is(Outcome.CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource({ "false, NO_CONNECTION", "true, CLOUD_REMOTE_ACCESS_OFF" })
    void findsAMissingAnswer(boolean cloud, Outcome outcome) throws Exception {
        try (LoopbackServer silent = new LoopbackServer()) {
            silent.reply(silent.silence());
            client.setIdleTimeout(100);

            assertThat(probe(silent.address(), cloud).outcome(), is(outcome));
        }
    }

    private SslContextFactory.Server madeUpCertificate(String name) throws Exception {
        Path store = Optional.ofNullable(folder).orElseThrow().resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "home", "-dname", "CN=" + name, "-ext", "SAN=dns:" + name,
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat("keytool ends in time", keytool.waitFor(30, TimeUnit.SECONDS), is(true));
        SslContextFactory.Server encryption = new SslContextFactory.Server();
        encryption.setKeyStorePath(store.toString());
        encryption.setKeyStorePassword(PASSWORD);
        return encryption;
    }
}
