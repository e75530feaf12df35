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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsHttpTest {
    private static final Reply PROFILES = Reply
            .json("{\"status\": 0, \"body\": {\"profiles\": [{\"appli\": 1, \"callbackurl\": \"u\"}]}}");
    private static final int LIMIT = 16 * 1024 * 1024;

    private final LoopbackServer server = new LoopbackServer();
    private final HttpClient client = new HttpClient();
    private final TestScheduler scheduler = new TestScheduler();
    private final ApiContext context = new ApiContext(Runnable::run, scheduler, scheduler.clock());
    private WithingsHttp http = new WithingsHttp(client, server.address(), context, WithingsHttp.TIMEOUT);

    @BeforeEach
    void start() throws Exception {
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        server.close();
    }

    private CompletableFuture<Page<Subscription>> list() {
        return http.post("/notify", Map.of("action", "list"), "t0k3n", Records.SUBSCRIPTIONS);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void postsAFormWithoutAnythingInTheUrl() throws Exception {
        server.reply(PROFILES);
        http = new WithingsHttp(client, URI.create(server.address() + "/"), context, WithingsHttp.TIMEOUT);
        assertThat(resultOf(http.post("/notify", Map.of("action", "list", "comment", "ä & =?"), "t0k3n",
                Records.SUBSCRIPTIONS)).rows(), is(List.of(new Subscription(1, "u"))));
        Request request = server.request(0);
        assertThat(request.method(), is("POST"));
        assertThat(request.path(), is("/notify"));
        assertThat(request.query(), is(nullValue()));
        assertThat(request.contentType(), startsWith("application/x-www-form-urlencoded"));
        assertThat(request.authorization(), is("Bearer t0k3n"));
        assertThat(request.form(), is(Map.of("action", "list", "comment", "ä & =?")));

        resultOf(http.post("/v2/oauth2", Map.of("action", "list"), null, Records.SUBSCRIPTIONS));
        assertThat("the application itself", server.request(1).authorization(), is(nullValue()));
    }

    @Test
    void readsCompressedAnswersAndThoseOfMaximumSize() throws Exception {
        String json = "{\"status\": 0, \"body\": {}}";
        server.reply(Reply.bytes(200, gzip(json.getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip"),
                Reply.json(json + " ".repeat(LIMIT - json.length())));
        assertThat(resultOf(list()).rows(), is(empty()));
        assertThat(resultOf(list()).rows(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({ "301, MALFORMED_ANSWER", "400, INVALID_REQUEST", "401, AUTHENTICATION", "403, SCOPE",
            "404, INVALID_REQUEST", "408, SERVICE_TROUBLE", "429, TOO_MANY_REQUESTS", "500, SERVICE_TROUBLE",
            "502, SERVICE_TROUBLE", "503, SERVICE_TROUBLE", "204, MALFORMED_ANSWER" })
    void mapsTheHttpStatusToAFailure(int status, Failure failure) throws Exception {
        server.reply(Reply.http(status, status == 204 ? "" : "<html>Sorry</html>", "Content-Type", "text/html",
                "Location", server.address() + "/elsewhere", "WWW-Authenticate", "Bearer error=\"invalid_token\""));
        assertThat(failureOf(list()).failure(), is(failure));
        assertThat("redirects are not followed", server.requests(), hasSize(1));
    }

    @Test
    void readsRetryAfter() throws Exception {
        String inTwoMinutes = DateTimeFormatter.RFC_1123_DATE_TIME
                .format(scheduler.clock().instant().plusSeconds(120).atZone(ZoneOffset.UTC));
        server.reply(Reply.http(429, "", "Retry-After", "17"), Reply.http(429, "", "Retry-After", inTwoMinutes),
                Reply.http(429, "", "Retry-After", "soon"), Reply.http(429, ""));
        assertThat(failureOf(list()).retryAfter(), is(Duration.ofSeconds(17)));
        assertThat(failureOf(list()).retryAfter(), is(Duration.ofSeconds(120)));
        assertThat(failureOf(list()).retryAfter(), is(nullValue()));
        assertThat(failureOf(list()).retryAfter(), is(nullValue()));
    }

    @Test
    void callsDamagedCompressionMalformed() throws Exception {
        byte[] damaged = gzip("{\"status\": 0, \"body\": {}}".repeat(100).getBytes(StandardCharsets.UTF_8));
        for (int i = 12; i < damaged.length; i++) {
            damaged[i] = (byte) 0xff;
        }
        server.reply(Reply.bytes(200, damaged, "Content-Encoding", "gzip"),
                Reply.http(200, "{\"status\": 0, \"body\": {}}", "Content-Encoding", "gzip"));
        assertThat(failureOf(list()).failure(), is(Failure.MALFORMED_ANSWER));
        assertThat("not compressed at all", failureOf(list()).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void callsATruncatedAnswerUnreachable() throws Exception {
        server.reply(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            OutputStream content = exchange.getResponseBody();
            content.write("{\"status\": 0,".getBytes(StandardCharsets.UTF_8));
            content.flush();
            throw new IOException("cut off");
        });
        assertThat(failureOf(list()).failure(), is(Failure.UNREACHABLE));
    }

    @Test
    void stopsReadingAnAnswerThatNeverEnds() throws Exception {
        server.reply(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
            for (long sent = 0; sent < 64L * LIMIT; sent += blanks.length) {
                exchange.getResponseBody().write(blanks);
            }
        });
        assertThat(failureOf(list()).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void stopsReadingAnAnswerThatIsTooLargeWhenDecompressed() throws Exception {
        byte[] bomb = gzip(new byte[8 * LIMIT]);
        assertThat(bomb.length, is(lessThan(LIMIT / 100)));
        server.reply(Reply.bytes(200, bomb, "Content-Encoding", "gzip"));
        assertThat(failureOf(list()).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void timesOutWithoutACompleteAnswer() throws Exception {
        server.reply(server.silence(), exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            server.silence().send(exchange);
        });
        http = new WithingsHttp(client, server.address(), context, Duration.ofMillis(200));
        assertThat(failureOf(list()).failure(), is(Failure.UNREACHABLE));
        assertThat("it trickles for too long", failureOf(list()).failure(), is(Failure.UNREACHABLE));
    }

    @Test
    void callsAMissingServerUnreachable() throws Exception {
        server.close();
        assertThat(failureOf(list()).failure(), is(Failure.UNREACHABLE));
        client.stop();
        assertThat("without a client", failureOf(list()).failure(), is(Failure.UNREACHABLE));
    }

    @Test
    void callsAnUnknownHostNoInternet() throws Exception {
        client.stop();
        client.setSocketAddressResolver(new SocketAddressResolver() {
            @Override
            public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
                promise.failed(new UnknownHostException(host));
            }
        });
        client.start();
        assertThat(failureOf(list()).failure(), is(Failure.NO_INTERNET));
    }

    @Test
    void failsAfterTheSchedulerWasShutDown() throws Exception {
        server.reply(PROFILES);
        scheduler.shutdown();
        assertThat(failureOf(list()).failure(), is(Failure.UNREACHABLE));
    }

    @Test
    void failuresDoNotContainTheRequest() throws Exception {
        server.reply(Reply.http(500, "t0k3n"), Reply.json("t0k3n"),
                Reply.json("{\"status\": 503, \"error\": \"t0k3n\"}"));
        for (int i = 0; i < 3; i++) {
            for (@Nullable
            Throwable trouble = failureOf(list()); trouble != null; trouble = trouble.getCause()) {
                assertThat(trouble.toString(), not(containsString("t0k3n")));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "AUTHENTICATION, 100 101 102 200 401", "SCOPE, 214 277 2553 2555", "TOO_MANY_REQUESTS, 601",
            "INVALID_REQUEST, 201 213 216 247 250 286 293 304 328 342 353 382 400 501 503 511 532 2554 3019",
            "SERVICE_TROUBLE, -1 215 219 305 354 500 522 524 600 2556 9999 123456" })
    void mapsWithingsStatusToAFailure(Failure failure, String statuses) {
        for (String status : statuses.split(" ")) {
            assertThat(status, Failure.ofStatus(Integer.parseInt(status)), is(failure));
        }
        assertThat(Failure.ofStatus(0), is(nullValue()));
    }

    @Test
    void callsAnUnexpectedExceptionAnInternalError() {
        WithingsException known = new WithingsException(Failure.SCOPE, "no");
        RuntimeException error = new IllegalStateException("oops");

        WithingsException unforeseen = WithingsException.of(new CompletionException(error));

        assertThat(WithingsException.of(new CompletionException(new CompletionException(known))),
                is(sameInstance(known)));
        assertThat(unforeseen.failure(), is(Failure.INTERNAL_ERROR));
        assertThat(unforeseen.getCause(), is(sameInstance(error)));
        assertThat(unforeseen.failure().isTemporary(), is(true));
        assertThat(unforeseen.failure().isTrouble(), is(false));
    }
}
