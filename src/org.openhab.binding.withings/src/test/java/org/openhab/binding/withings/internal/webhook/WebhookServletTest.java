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

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.Servlets.FormBody;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.webhook.WebhookServlet.Nonce;

/**
 * The webhook over HTTP.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookServletTest {
    private static final String SECRET = Secrets.hex();
    private static final String WEIGH_IN = "userid=363&startdate=1700000000&enddate=1700000001&appli=1";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final List<Notification> received = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebhookServlet servlet = new WebhookServlet();
    private final Server server = new Server(new QueuedThreadPool(30));
    private final ServerConnector connector = new ServerConnector(server);
    private volatile int reception = 200;

    @BeforeEach
    void openWebhook() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        start(servlet);
    }

    private void start(WebhookServlet webhook) throws Exception {
        webhook.open(SECRET, notification -> {
            received.add(notification);
            return reception;
        });
        server.stop();
        server.setHandler(handler(webhook));
        server.start();
    }

    @AfterEach
    void closeWebhook() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = { "HEAD", "GET" })
    void answersAProbeWithSecurityHeaders(String method) throws Exception {
        HttpResponse<String> answer = send(SECRET, method, BodyPublishers.noBody(), FORM);

        assertThat(answer.statusCode(), is(200));
        assertThat(answer.body(), is(""));
        assertThat(received, is(empty()));
        for (HttpResponse<String> any : List.of(answer, send(Secrets.hex(), method, BodyPublishers.noBody(), FORM))) {
            assertThat(any.headers().map(), allOf(hasEntry("cache-control", List.of("no-store")),
                    hasEntry("x-content-type-options", List.of("nosniff"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "HEAD", "GET" })
    void recognisesAProbe(String method) throws Exception {
        Nonce probe = servlet.nonce(address(SECRET));
        Nonce other = servlet.nonce(address(SECRET));

        send(probe.url(), method);

        assertThat(probe.arrival().isDone(), is(true));
        assertThat(other.arrival().isDone(), is(false));
    }

    @Test
    void ignoresAProbeWithAnotherSecretOrAfterACancellation() throws Exception {
        Nonce atAnother = servlet.nonce(address(Secrets.hex()));
        send(atAnother.url(), "HEAD");
        Nonce probe = servlet.nonce(address(SECRET));
        probe.arrival().cancel(false);

        assertThat(send(probe.url(), "HEAD"), is(200));
        assertThat(atAnother.arrival().isDone(), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "HEAD", "GET", "POST" })
    void answersNotFoundForAnotherSecret(String method) throws Exception {
        BodyPublisher body = "POST".equals(method) ? BodyPublishers.ofString(WEIGH_IN) : BodyPublishers.noBody();

        assertThat(send(SECRET.replace(SECRET.charAt(0), '?').substring(1), method, body, FORM).statusCode(), is(404));
        assertThat(send("", method, body, FORM).statusCode(), is(404));
        assertThat(received, is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO" })
    void refusesOtherMethodsWithoutEchoingTheRequest(String method) throws Exception {
        String answer = raw(method, "?x=y", "Connection: close\r\n\r\n");

        assertThat(answer, startsWith("HTTP/1.1 405"));
        assertThat(answer, containsString("Allow: GET, HEAD, POST"));
        assertThat(answer, not(containsString(SECRET)));
    }

    @Test
    void handlesExceptionsBecauseTheServerWouldLogTheSecret() throws Exception {
        servlet.open(SECRET, notification -> {
            throw new IllegalStateException("not foreseen");
        });
        HttpResponse<String> answer = send(SECRET, "POST", BodyPublishers.ofString(WEIGH_IN), FORM);

        assertThat(answer.statusCode(), is(500));
        assertThat(answer.body(), is(""));
    }

    @Test
    void acceptsAQueryThatCannotBeDecoded() throws Exception {
        assertThat(raw("GET", "?x=%zz&%=%0", "Connection: close\r\n\r\n"), startsWith("HTTP/1.1 200"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 404, 503 })
    void answersWithTheStatusOfTheReceiver(int status) throws Exception {
        reception = status;

        assertThat(post(WEIGH_IN), is(status));
        assertThat(received.stream().map(Notification::appli).toList(), is(List.of(Appli.WEIGHT)));
    }

    @Test
    void refusesMalformedNotificationsAndOtherContentTypes() throws Exception {
        assertThat(post("hello"), is(400));
        assertThat(post(WEIGH_IN + "&x=" + "y".repeat(FormBody.LIMIT)), is(413));
        for (String type : List.of("application/json", "application/x-www-form-urlencodedXYZ", "text/plain")) {
            assertThat(send(SECRET, "POST", BodyPublishers.ofString(WEIGH_IN), type).statusCode(), is(415));
        }
        assertThat(received, is(empty()));
    }

    @Test
    void timesOutWithoutABody() throws Exception {
        start(new WebhookServlet(Duration.ofMillis(300)));

        assertThat(raw("POST", "", "Content-Type: " + FORM + "\r\nContent-Length: 100\r\n\r\nuserid="),
                startsWith("HTTP/1.1 408"));
        assertThat(received, is(empty()));
    }

    private String raw(String method, String query, String rest) throws IOException {
        String request = method + " " + WebhookServlet.PATH + SECRET + query + " HTTP/1.1\r\nHost: localhost\r\n"
                + rest;
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private int post(String body) throws Exception {
        return send(SECRET, "POST", BodyPublishers.ofString(body), FORM).statusCode();
    }

    private HttpResponse<String> send(String secret, String method, BodyPublisher body, String type) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address(secret)).header("Content-Type", type).method(method, body).build(),
                BodyHandlers.ofString());
    }

    private URI address(String secret) throws Exception {
        return new URI("http", null, "127.0.0.1", connector.getLocalPort(), WebhookServlet.PATH + secret, null, null);
    }

    private int send(URI address, String method) throws Exception {
        return client.send(HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode();
    }

    /** The servlet at its path. */
    static Handler handler(WebhookServlet servlet) {
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(servlet), WebhookServlet.PATH + "*");
        return handler;
    }
}
