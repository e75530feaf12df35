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
package org.openhab.binding.withings.internal.notification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.notification.NotificationReceiver.Reception;
import org.openhab.binding.withings.internal.notification.Reachability.Kind;

/**
 * Our own address, asked as others would.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReachabilityCheckTest {
    private static final String SECRET = Webhooks.newSecret();
    private static final String PASSWORD = "made-up";

    @TempDir
    @Nullable
    Path folder;

    private final Webhooks webhooks = new Webhooks();
    private final HttpClient client = new HttpClient(new SslContextFactory.Client());
    private final ReachabilityCheck check = new ReachabilityCheck(client, webhooks);
    private final Server server = new Server();

    @BeforeEach
    void start() throws Exception {
        webhooks.open(SECRET, notification -> Reception.ACCEPTED);
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        server.stop();
    }

    /** openHAB's own server. */
    private URI openHab(SslContextFactory.@Nullable Server encryption) throws Exception {
        ServerConnector connector = encryption == null
                ? new ServerConnector(server)
                : new ServerConnector(server, encryption);
        server.addConnector(connector);
        server.setHandler(new WebhookContext(webhooks));
        server.start();
        return URI.create((encryption == null ? "http" : "https") + "://localhost:" + connector.getLocalPort());
    }

    private Reachability reachability(URI address) throws Exception {
        return resultOf(check.check(CallbackUrl.of(address.toString(), SECRET)));
    }

    private Kind kind(URI address) throws Exception {
        return reachability(address).kind();
    }

    @Test
    void reachesItself() throws Exception {
        Reachability reachability = reachability(openHab(null));

        assertThat(reachability, is(new Reachability(Kind.REACHED, 200)));
        assertThat(reachability.reached(), is(true));
    }

    @Test
    void reachesItselfAtAnAddressWithAQuery() throws Exception {
        URI address = URI.create(CallbackUrl.of(openHab(null).toString(), SECRET) + "?hook=1");

        assertThat(resultOf(check.check(address)).reached(), is(true));
    }

    @Test
    void asksOnceWithoutFollowingAnybodyElsewhere() throws Exception {
        try (LoopbackServer proxy = new LoopbackServer()) {
            proxy.reply(Reply.http(302, "", "Location", proxy.address() + "/login"));

            assertThat(kind(proxy.address()), is(Kind.LOGIN));
            assertThat(proxy.requests().stream().map(Request::method).toList(), is(List.of("HEAD")));
        }
    }

    @ParameterizedTest
    @CsvSource({ "200, OTHER_SERVER", "301, LOGIN", "302, LOGIN", "401, LOGIN", "403, LOGIN", "404, NOT_FOUND",
            "405, OTHER_STATUS", "429, OTHER_STATUS", "500, NOT_PASSED_ON", "502, NOT_PASSED_ON",
            "503, NOT_PASSED_ON" })
    void tellsApartWhatOthersAnswer(int status, Kind kind) throws Exception {
        try (LoopbackServer proxy = new LoopbackServer().reply(Reply.http(status, ""))) {
            assertThat(reachability(proxy.address()), is(new Reachability(kind, status)));
        }
    }

    @Test
    void noticesThatTheWebhookIsNotTheOneThatIsOpen() throws Exception {
        URI address = openHab(null);
        webhooks.close(SECRET);

        assertThat(kind(address), is(Kind.NOT_FOUND));
    }

    @Test
    void noticesThatTheNameIsUnknown() throws Exception {
        client.setSocketAddressResolver(new SocketAddressResolver() {
            @Override
            public void resolve(@Nullable String host, int port,
                    @Nullable Promise<List<InetSocketAddress>> promise) {
                Optional.ofNullable(promise).orElseThrow().failed(new UnknownHostException(host));
            }
        });

        assertThat(reachability(URI.create("https://home.example.org")), is(new Reachability(Kind.NAME_UNKNOWN, 0)));
    }

    @Test
    void noticesThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(kind(URI.create("https://127.0.0.1:" + port)), is(Kind.REFUSED));
    }

    @Test
    void noticesACertificateThatNobodySigned() throws Exception {
        assertThat(kind(openHab(madeUpCertificate("localhost"))), is(Kind.CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource({ "localhost, REACHED", "elsewhere.example.org, CERTIFICATE" })
    void noticesACertificateForAnotherName(String name, Kind kind) throws Exception {
        SslContextFactory.Server certificate = madeUpCertificate(name);
        client.getSslContextFactory().reload(factory -> {
            factory.setTrustStorePath(certificate.getKeyStorePath());
            factory.setTrustStorePassword(PASSWORD);
        });

        assertThat(kind(openHab(certificate)), is(kind));
    }

    @Test
    void noticesThatThereIsNoEncryption() throws Exception {
        URI plain = openHab(null);

        assertThat(kind(URI.create("https" + plain.toString().substring("http".length()))), is(Kind.ENCRYPTION));
    }

    @Test
    void noticesThatNoAnswerComes() throws Exception {
        ReachabilityCheck impatient = new ReachabilityCheck(client, webhooks, Duration.ofMillis(1));
        try (LoopbackServer silent = new LoopbackServer()) {
            silent.reply(silent.silence());

            assertThat(resultOf(impatient.check(CallbackUrl.of(silent.address().toString(), SECRET))).kind(),
                    is(Kind.TIMED_OUT));
        }
    }

    @Test
    void noticesThatTheConnectionEnds() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hangingUp = new Thread(() -> {
                try (Socket accepted = socket.accept()) {
                    accepted.getInputStream().read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            hangingUp.start();

            assertThat(kind(URI.create("http://127.0.0.1:" + socket.getLocalPort())), is(Kind.BROKEN_OFF));
            hangingUp.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    @Test
    void saysSoWhenItCannotEvenAsk() throws Exception {
        client.stop();

        assertThat(kind(URI.create("http://127.0.0.1:9")), is(Kind.BROKEN_OFF));
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
