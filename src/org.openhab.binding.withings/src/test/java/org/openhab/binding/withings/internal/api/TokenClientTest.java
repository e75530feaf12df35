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
import static org.openhab.binding.withings.internal.api.LoopbackApi.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TokenClientTest {
    private static final String PAGE = "https://home.example.org/";
    private static final Tokens OLD = new Tokens("363", "acc3ss-1", "r3fresh-1", null, NOON.minusSeconds(10_000),
            NOON.plusSeconds(800), Set.of("user.metrics"), "Anna");

    private final LoopbackApi withings = new LoopbackApi();
    private final LoopbackServer server = withings.server;
    private final TestScheduler scheduler = withings.scheduler;
    private final List<Tokens> kept = new ArrayList<>();
    private final TokenClient client = client("household-client", "s3cr3t");

    private TokenClient client(String id, String secret) {
        return new TokenClient(withings.api, id, secret);
    }

    private CompletableFuture<Tokens> refresh() {
        return client.refresh(OLD, kept::add);
    }

    @AfterEach
    void stop() throws Exception {
        withings.close();
    }

    private static Reply tokens(String fields) {
        return body("{" + fields + "}");
    }

    private static Reply secondTokens() {
        return tokens("\"userid\": \"363\", \"access_token\": \"acc3ss-2\", \"refresh_token\": \"r3fresh-2\","
                + " \"expires_in\": 10800, \"scope\": \"user.metrics,user.activity\", \"token_type\": \"Bearer\"");
    }

    private static void assertTellsNoSecret(Throwable failure) {
        for (@Nullable
        Throwable trouble = failure; trouble != null; trouble = trouble.getCause()) {
            assertThat(trouble.toString(), not(anyOf(containsString("s3cr3t"), containsString("r3fresh"),
                    containsString("acc3ss"), containsString("c0de"))));
        }
    }

    @Test
    void exchangesACodeForTokens() throws Exception {
        server.reply(tokens("\"userid\": 363, \"access_token\": \"acc3ss-1\", \"refresh_token\": \"r3fresh-1\","
                + " \"expires_in\": 10800, \"scope\": \"user.info,user.metrics\", \"csrf_token\": \"x\","
                + " \"token_type\": \"Bearer\""));
        assertThat(resultOf(client.exchange("c0de", "https://home.example.org/withings")), is(new Tokens("363",
                "acc3ss-1", "r3fresh-1", null, NOON, NOON.plusSeconds(10_800), Set.of("user.info", "user.metrics"),
                null)));
        assertThat(server.request(0).path(), is("/v2/oauth2"));
        assertThat(server.request(0).form(),
                is(Map.of("action", "requesttoken", "grant_type", "authorization_code", "client_id",
                        "household-client", "client_secret", "s3cr3t", "code", "c0de", "redirect_uri",
                        "https://home.example.org/withings")));
    }

    @Test
    void refreshesTokensAndRemembersThePreviousRefreshToken() throws Exception {
        server.reply(secondTokens());
        assertThat(resultOf(refresh()), is(new Tokens("363", "acc3ss-2", "r3fresh-2", "r3fresh-1", NOON,
                NOON.plusSeconds(10_800), Set.of("user.metrics", "user.activity"), "Anna")));
        assertThat("they can be stored before anybody uses them", kept, hasSize(1));
        assertThat(server.request(0).form(),
                is(Map.of("action", "requesttoken", "grant_type", "refresh_token", "client_id", "household-client",
                        "client_secret", "s3cr3t", "refresh_token", "r3fresh-1")));
    }

    @Test
    void acceptsAnswersWithoutFieldsThatAreKnown() throws Exception {
        server.reply(tokens("\"access_token\": \"acc3ss-2\", \"refresh_token\": null, \"expires_in\": \"-1\""));
        Tokens renewed = resultOf(refresh());
        assertThat(renewed.userId(), is("363"));
        assertThat(renewed.refreshToken(), is("r3fresh-1"));
        assertThat(renewed.scopes(), is(Set.of("user.metrics")));
        assertThat(renewed.expires(), is(NOON.plus(Duration.ofHours(3))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"userid\": 363, \"access_token\": \"acc3ss-1\"",
            "\"userid\": null, \"access_token\": \"acc3ss-1\", \"refresh_token\": \"r3fresh-1\"",
            "\"userid\": 363, \"access_token\": \"\", \"refresh_token\": \"r3fresh-1\"" })
    void callsAnswersWithoutTokensMalformed(String fields) throws Exception {
        server.reply(tokens(fields));
        assertThat(failureOf(client.exchange("c0de", PAGE)).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void refusesTheTokensOfAnotherUser() throws Exception {
        server.reply(tokens("\"userid\": 364, \"access_token\": \"acc3ss-2\", \"refresh_token\": \"r3fresh-2\""));
        assertThat(failureOf(refresh()).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(ints = { 503, 401, 100, 2555, 247, 328, 342 })
    void attributesARefusalToTheCodeOrRefreshTokenUnlessTheClientIsRefusedAsWell(int status) throws Exception {
        server.reply(status(status), NONCE, status(status), NONCE, status(status), status(342));
        WithingsException ofCode = failureOf(client.exchange("c0de", PAGE));
        WithingsException ofToken = failureOf(refresh());
        assertThat(ofCode.failure(), is(Failure.INVALID_REQUEST));
        assertThat(ofToken.failure(), is(Failure.CONSENT_ENDED));
        scheduler.advance(Duration.ofSeconds(11));
        WithingsException ofClient = failureOf(refresh());
        assertThat(ofClient.failure(), is(Failure.CLIENT_CREDENTIALS));
        assertThat(List.of(ofCode.status(), ofToken.status()), everyItem(is(status)));
        List.of(ofCode, ofToken, ofClient).forEach(TokenClientTest::assertTellsNoSecret);
    }

    @ParameterizedTest
    @CsvSource({ "200, 522", "200, 304", "200, 2554", "200, 9999", "400, 0", "403, 0", "500, 0" })
    void doesNotEndTheConsentAfterOtherFailuresOrProxyErrors(int httpStatus, int status) throws Exception {
        server.reply(Reply.http(httpStatus, "{\"status\": " + status + ", \"body\": {}}"));
        assertThat(failureOf(refresh()).failure(), is(oneOf(Failure.SERVICE_TROUBLE, Failure.INVALID_REQUEST,
                Failure.SCOPE)));
    }

    @Test
    void keepsTheFailureIfTheClientCannotBeVerified() throws Exception {
        server.reply(status(503), Reply.http(502, "<html>"), Reply.http(403, "<html>"), tokens(""));
        assertThat(failureOf(refresh()).failure(), is(Failure.SERVICE_TROUBLE));
        assertThat(failureOf(client.verifyClient()).failure(), is(Failure.SCOPE));
        assertThat(failureOf(client.verifyClient()).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void distinguishesAWrongSecretFromAWrongCode() throws Exception {
        server.reply(status(503), status(401), status(293), NONCE, status(503), Reply.http(502, "<html>"));
        assertThat(failureOf(client.exchange("c0de", PAGE)).failure(), is(Failure.CLIENT_CREDENTIALS));
        assertThat(failureOf(client.exchange("bad", PAGE)).failure(), is(Failure.INVALID_REQUEST));
        assertThat("in doubt the code", failureOf(client.exchange("another", PAGE)).failure(),
                is(Failure.INVALID_REQUEST));
    }

    @Test
    void verifiesTheClientWithASignedNonce() throws Exception {
        server.reply(NONCE);
        resultOf(client.verifyClient());
        assertThat(server.request(0).path(), is("/v2/signature"));
        assertThat(server.request(0).form(),
                is(Map.of("action", "getnonce", "client_id", "household-client", "timestamp", "1772366400", "signature",
                        // printf 'getnonce,household-client,1772366400' | openssl dgst -sha256 -hmac s3cr3t
                        "70e8da18d71645be919fc77b07053079589b39557d581b2c733bd536a64b4ecc")));
    }

    @Test
    void usesUniqueTimestampsForNonces() throws Exception {
        server.reply(NONCE);
        resultOf(client.verifyClient());
        resultOf(client.verifyClient());
        scheduler.setClock(Duration.ofDays(-1));
        resultOf(client.verifyClient());
        assertThat(server.requests().stream().map(request -> request.parameter("timestamp")).toList(),
                contains("1772366400", "1772366401", "1772280000"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 342, 2555, 503 })
    void findsWrongClientCredentials(int status) throws Exception {
        server.reply(status(status));
        assertThat(failureOf(client.verifyClient()).failure(), is(Failure.CLIENT_CREDENTIALS));
    }

    @Test
    void findsMissingClientCredentialsWithoutARequest() throws Exception {
        assertThat(failureOf(client("", "s3cr3t").verifyClient()).failure(), is(Failure.CLIENT_CREDENTIALS));
        assertThat(failureOf(client("household-client", " ").verifyClient()).failure(), is(Failure.CLIENT_CREDENTIALS));
        assertThat(server.requests(), is(empty()));
    }

    @Test
    void delaysIdenticalCalls() throws Exception {
        server.reply(Reply.http(502, "<html>"), secondTokens());
        assertThat(failureOf(refresh()).failure(), is(Failure.SERVICE_TROUBLE));
        scheduler.awaitWaiting(Duration.ofSeconds(11));
        CompletableFuture<Tokens> second = refresh();
        scheduler.advance(Duration.ofSeconds(11));
        assertThat(resultOf(second).accessToken(), is("acc3ss-2"));
    }

    @Test
    void doesNotRepeatAnExchangeAfterARefusalForTooManyRequests() throws Exception {
        server.reply(waitFor(60));
        assertThat(failureOf(client.exchange("c0de", PAGE)).failure(), is(Failure.TOO_MANY_REQUESTS));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void aFloodOfInvalidCodesUsesOnlyTheConsentsOfTheMinute() throws Exception {
        server.reply(status(503), NONCE, status(503), NONCE, status(503), NONCE, status(503), NONCE, status(503),
                NONCE, status(503), NONCE, secondTokens());
        int consents = 0;
        for (int i = 0; i < 500; i++) {
            if (withings.limiter.tryReserveConsent()) {
                failureOf(client.exchange("junk-" + i, PAGE));
                consents++;
            }
        }
        assertThat(consents, is(6));
        assertThat(server.requests(), hasSize(12));
        resultOf(refresh());
        assertThat("renewals are not affected", server.requests(), hasSize(13));
        assertThat("every call counts", withings.limiter.usage().inWindow(), is(13));
    }
}
