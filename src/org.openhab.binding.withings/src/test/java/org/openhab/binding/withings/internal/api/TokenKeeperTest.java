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
import static org.junit.jupiter.api.Assertions.*;
import static org.openhab.binding.withings.internal.Futures.*;
import static org.openhab.binding.withings.internal.api.LoopbackApi.*;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TokenKeeperTest {
    private static final String ANNA = "363";
    private static final Duration ON_DISK = Duration.ofSeconds(2);
    private static final Reply REFUSED = status(503);
    private static final Reply TROUBLE = Reply.http(502, "<html>");

    private final LoopbackApi withings = new LoopbackApi();
    private final LoopbackServer server = withings.server;
    private final TestScheduler scheduler = withings.scheduler;
    private final AesCipher cipher = new AesCipher(1);
    private final MemoryStorage storage = new MemoryStorage();
    private final TokenStore store = new TokenStore(new SealedStorage(storage, cipher), "withings:account:home");
    private final List<String> ended = new ArrayList<>();
    private final CompletableFuture<String> resumed = new CompletableFuture<>();
    private final TokenClient client = new TokenClient(withings.api, "household-client", "s3cr3t");
    private TokenKeeper keeper = with(tokens(1));

    private TokenKeeper keeper(TokenStore tokenStore) {
        return keeper(client, tokenStore);
    }

    private TokenKeeper keeper(TokenClient tokenClient, TokenStore tokenStore) {
        return new TokenKeeper(tokenClient, tokenStore, withings.context, ended::add, resumed::complete);
    }

    /** Creates a keeper with the tokens in the storage. */
    private TokenKeeper with(Tokens tokens) {
        store.save(tokens);
        keeper = keeper(store);
        return keeper;
    }

    @AfterEach
    void stop() throws Exception {
        withings.close();
    }

    private static Tokens tokens(int number) {
        return new Tokens(ANNA, "access-" + number, "refresh-" + number, null, NOON, NOON.plus(Duration.ofHours(3)),
                Set.of("user.metrics"), null);
    }

    private static Reply renewed(int number) {
        return body("""
                {"userid": 363, "access_token": "access-%1$d", "refresh_token": "refresh-%1$d", "expires_in": 10800,
                 "scope": "user.metrics"}""".formatted(number));
    }

    private Tokens stored() {
        Tokens tokens = store.load(ANNA);
        assertNotNull(tokens);
        return tokens;
    }

    private List<@Nullable String> refreshTokensSent() {
        return server.requests().stream().filter(request -> "/v2/oauth2".equals(request.path()))
                .map(request -> request.parameter("refresh_token")).toList();
    }

    /** Waits until new tokens have been stored, then advances the time until they are on disk. */
    private <T> T afterSaving(CompletableFuture<T> future) throws Exception {
        scheduler.awaitWaiting(ON_DISK);
        scheduler.advance(ON_DISK);
        return resultOf(future);
    }

    @Test
    void returnsTheStoredTokenWhileItIsValid() throws Exception {
        scheduler.advance(Duration.ofMinutes(174));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-1"));
        assertThat(server.requests(), is(empty()));

        // also if the early renewal fails
        server.reply(TROUBLE);
        scheduler.advance(Duration.ofMinutes(2));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-1"));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void renewsATokenBeforeItExpires() throws Exception {
        server.reply(renewed(2));
        scheduler.advance(Duration.ofMinutes(176));
        assertThat(afterSaving(keeper.accessToken(ANNA)), is("access-2"));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-2"));
        assertThat(refreshTokensSent(), contains("refresh-1"));
    }

    @Test
    void renewsShortLivedTokensLater() throws Exception {
        server.reply(renewed(2));
        with(new Tokens(ANNA, "access-1", "refresh-1", null, NOON, NOON.plusSeconds(100), Set.of(), null));
        scheduler.advance(Duration.ofSeconds(89));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-1"));
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(afterSaving(keeper.accessToken(ANNA)), is("access-2"));
    }

    @Test
    void storesNewTokensOnDiskBeforeTheyAreUsed() throws Exception {
        server.reply(renewed(2));
        CompletableFuture<String> token = keeper.renew(ANNA, "access-1");
        scheduler.awaitWaiting(ON_DISK);
        assertThat(stored().accessToken(), is("access-2"));
        assertThat(stored().previousRefreshToken(), is("refresh-1"));
        CompletableFuture<String> another = keeper.accessToken(ANNA);
        scheduler.advance(ON_DISK.minusMillis(1));
        assertThat(token.isDone(), is(false));
        assertThat(another.isDone(), is(false));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(resultOf(token), is("access-2"));
        assertThat(resultOf(another), is("access-2"));
    }

    @Test
    void renewsOnceForConcurrentRequests() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.reply(exchange -> {
            try {
                assertTrue(go.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            renewed(2).send(exchange);
        });
        List<CompletableFuture<String>> tokens = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tokens.add(keeper.renew(ANNA, "access-1"));
            tokens.add(keeper.accessToken(ANNA));
        }
        go.countDown();
        assertThat("none can cancel it for the others", keeper.renew(ANNA, "access-1").cancel(true), is(true));
        afterSaving(tokens.get(0));
        for (CompletableFuture<String> token : tokens) {
            assertThat(resultOf(token), is("access-2"));
        }
        assertThat("another token is there already", resultOf(keeper.renew(ANNA, "access-1")), is("access-2"));
        assertThat(refreshTokensSent(), contains("refresh-1"));
    }

    @Test
    void storesTokensThatArriveAfterTheAccountWasClosed() throws Exception {
        // given an account with an executor that drops all tasks after the request
        List<Runnable> dropped = new ArrayList<>();
        WithingsApi closing = new WithingsApi(withings.client, server.address(), withings.limiter,
                new ApiContext(dropped::add, scheduler, scheduler.clock()), withings);
        TokenKeeper old = keeper(new TokenClient(closing, "household-client", "s3cr3t"), store);
        CountDownLatch sent = new CountDownLatch(1);
        server.reply(exchange -> {
            renewed(2).send(exchange);
            sent.countDown();
        });

        // when
        old.renew(ANNA, "access-1");
        assertTrue(sent.await(30, TimeUnit.SECONDS));
        scheduler.awaitWaiting(Duration.ofMinutes(1), Duration.ofMinutes(1));

        // then the account finds the new tokens when it is initialized again
        assertThat(stored().refreshToken(), is("refresh-2"));
        assertThat(resultOf(keeper(store).accessToken(ANNA)), is("access-2"));
    }

    @Test
    void keepsTokensAfterWrongCredentialsAndNetworkFailures() throws Exception {
        server.reply(REFUSED, status(401), TROUBLE, exchange -> {
            throw new IOException("lost");
        }, renewed(2));
        assertThat(failureOf(keeper.renew(ANNA, "access-1")).failure(), is(Failure.CLIENT_CREDENTIALS));
        scheduler.advance(Duration.ofMinutes(181));
        assertThat(failureOf(keeper.accessToken(ANNA)).failure(), is(Failure.SERVICE_TROUBLE));
        CompletableFuture<String> second = keeper.accessToken(ANNA);
        scheduler.advance(Duration.ofSeconds(11));
        assertThat(failureOf(second).failure(), is(Failure.UNREACHABLE));
        assertThat(keeper.consents(ANNA), is(true));
        assertThat(ended, is(empty()));
        CompletableFuture<String> third = keeper.accessToken(ANNA);
        scheduler.advance(Duration.ofSeconds(11));
        assertThat(afterSaving(third), is("access-2"));
        assertThat(refreshTokensSent(), is(Collections.nCopies(4, "refresh-1")));
    }

    @Test
    void usesStoredTokensAfterARestartBeforeTheirFirstUse() throws Exception {
        server.reply(renewed(2));
        keeper.renew(ANNA, "access-1");
        scheduler.awaitWaiting(ON_DISK);
        TokenKeeper next = keeper(new TokenStore(new SealedStorage(storage, cipher), "withings:account:home"));
        assertThat(resultOf(next.accessToken(ANNA)), is("access-2"));
        assertThat(next.people(), contains(ANNA));
        assertThat(next.scopes(ANNA), contains("user.metrics"));
    }

    @Test
    void triesThePreviousRefreshTokenWhenTheNewOneWasNeverUsed() throws Exception {
        with(tokens(2).withPreviousRefreshToken("refresh-1"));
        server.reply(REFUSED, NONCE, renewed(3));
        assertThat(afterSaving(keeper.renew(ANNA, "access-2")), is("access-3"));
        assertThat(refreshTokensSent(), contains("refresh-2", "refresh-1"));
        assertThat(stored().refreshToken(), is("refresh-3"));
        assertThat(ended, is(empty()));
    }

    @Test
    void forgetsThePreviousRefreshTokenOnceTheNewTokensWereUsed() throws Exception {
        with(tokens(2).withPreviousRefreshToken("refresh-1"));
        keeper.accepted(ANNA, "access-1");
        assertThat(stored().previousRefreshToken(), is("refresh-1"));
        keeper.accepted(ANNA, "access-2");
        assertThat(stored(), is(tokens(2)));
        server.reply(REFUSED, NONCE);
        assertThat(failureOf(keeper.renew(ANNA, "access-2")).failure(), is(Failure.CONSENT_ENDED));
        assertThat(refreshTokensSent(), contains("refresh-2"));
    }

    @Test
    void reportsAnEndedConsentOnceAndSendsNoRequestsUntilANewOne() throws Exception {
        with(tokens(2).withPreviousRefreshToken("refresh-1"));
        server.reply(REFUSED, NONCE, REFUSED, NONCE);
        assertThat(failureOf(keeper.renew(ANNA, "access-2")).failure(), is(Failure.CONSENT_ENDED));
        assertThat(refreshTokensSent(), contains("refresh-2", "refresh-1"));
        assertThat(failureOf(keeper.accessToken(ANNA)).failure(), is(Failure.CONSENT_ENDED));
        assertThat(failureOf(keeper.renew(ANNA, "access-2")).failure(), is(Failure.CONSENT_ENDED));
        assertThat(server.requests(), hasSize(4));
        assertThat(ended, contains(ANNA));
        assertThat(keeper.consents(ANNA), is(false));
        assertThat("the person is not forgotten", keeper.people(), contains(ANNA));

        keeper.consented(tokens(5));
        assertThat(keeper.consents(ANNA), is(true));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-5"));
    }

    @Test
    void rechecksAnEndedConsentWithGrowingPauses() throws Exception {
        server.reply(REFUSED, NONCE, REFUSED, NONCE, renewed(2));
        failureOf(keeper.renew(ANNA, "access-1"));
        scheduler.advance(Duration.ofMinutes(5));
        failureOf(keeper.accessToken(ANNA));
        assertThat("reported once", ended, contains(ANNA));
        assertThat(resumed.isDone(), is(false));

        scheduler.advance(Duration.ofMinutes(55));
        scheduler.awaitWaiting(ON_DISK);
        assertThat(keeper.consents(ANNA), is(false));
        scheduler.advance(ON_DISK);
        assertThat(resultOf(resumed), is(ANNA));
        assertThat(keeper.consents(ANNA), is(true));
        assertThat(resultOf(keeper.accessToken(ANNA)), is("access-2"));
    }

    @Test
    void doesNotRestoreAPersonRemovedDuringARenewal() throws Exception {
        server.reply(exchange -> {
            keeper.forget(ANNA);
            renewed(2).send(exchange);
        });
        assertThat(failureOf(keeper.renew(ANNA, "access-1")).failure(), is(Failure.CONSENT_ENDED));
        assertThat(keeper.people(), is(empty()));
        assertThat(ended, is(empty()));
    }

    @Test
    void keepsTokensOfANewConsentOrAnotherKeeperDuringARenewal() throws Exception {
        server.reply(exchange -> {
            keeper.consented(tokens(5));
            renewed(2).send(exchange);
        }, exchange -> {
            store.save(tokens(6));
            REFUSED.send(exchange);
        }, NONCE);
        assertThat(resultOf(keeper.renew(ANNA, "access-1")), is("access-5"));
        assertThat(stored(), is(tokens(5)));
        assertThat(resultOf(keeper.renew(ANNA, "access-5")), is("access-6"));
        assertThat(ended, is(empty()));
    }

    @Test
    void requiresANewConsentWhenStoredTokensCannotBeRead() throws Exception {
        TokenKeeper other = keeper(
                new TokenStore(new SealedStorage(storage, new AesCipher(2)), "withings:account:home"));
        assertThat(failureOf(other.accessToken(ANNA)).failure(), is(Failure.CONSENT_ENDED));
        assertThat(failureOf(other.accessToken(ANNA)).failure(), is(Failure.CONSENT_ENDED));
        assertThat(other.consents(ANNA), is(false));
        assertThat(other.scopes(ANNA), is(empty()));
        assertThat(other.people(), contains(ANNA));
        assertThat(failureOf(other.accessToken("stranger")).failure(), is(Failure.CONSENT_ENDED));
        assertThat(ended, contains(ANNA));
        assertThat(server.requests(), is(empty()));
    }

    @Test
    void doesNotUseTokensThatCannotBeStored() throws Exception {
        TokenStore full = new TokenStore(new SealedStorage(storage, cipher), "withings:account:home") {
            @Override
            public void save(Tokens tokens) {
                throw new IllegalStateException("no key");
            }
        };
        server.reply(renewed(2));
        TokenKeeper unable = keeper(full);
        assertThat(failureOf(unable.renew(ANNA, "access-1")).failure(), is(Failure.INTERNAL_ERROR));
        assertThat("the old refresh token is still good", stored(), is(tokens(1)));
        assertThat(unable.consents(ANNA), is(true));
        assertThrows(IllegalStateException.class, () -> unable.consented(tokens(3)));
    }
}
