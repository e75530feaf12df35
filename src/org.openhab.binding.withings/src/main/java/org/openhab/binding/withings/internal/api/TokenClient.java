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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.RateLimiter.Lane;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;

/**
 * The calls that use the application's client ID and secret. Every failure is a {@link WithingsException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenClient {
    private static final String OAUTH = "/v2/oauth2";
    private static final String SIGNATURE = "/v2/signature";
    /** Withings refuses identical calls with status 601 for ten seconds; one more for network delays. */
    private static final Duration IDENTICAL_CALL_INTERVAL = Duration.ofSeconds(11);
    /** How many seconds timestamps may be ahead; if they are more, the clock was set back. */
    private static final int MAX_CLOCK_LEAD = 30;
    /** Invalid refresh token (503, not HTTP 503), person (247, 250, 328) or OAuth credentials (342). */
    private static final Set<Integer> REFRESH_TOKEN_REFUSED = Set.of(503, 247, 250, 328, 342);

    private final WithingsApi api;
    private final String clientId;
    private final String clientSecret;
    private final Map<Map<String, String>, CompletableFuture<@Nullable Void>> lastCalls = new HashMap<>();
    /** Atomic, because the rate limiter starts calls on any thread. */
    private final AtomicLong lastTimestamp = new AtomicLong();

    public TokenClient(WithingsApi api, String clientId, String clientSecret) {
        this.api = api;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /**
     * Exchanges an authorization code, valid once and for 30 seconds, for the first tokens of a consent (Withings
     * reference, OAuth2 - Get your access token); {@link RateLimiter#tryReserveConsent} must be called before. Fails
     * with {@link Failure#INVALID_REQUEST} if code or redirect URL are not valid, with
     * {@link Failure#CLIENT_CREDENTIALS} if client ID or secret are not.
     */
    public CompletableFuture<Tokens> exchange(String code, String redirectUrl) {
        Map<String, String> form = Map.of("action", "requesttoken", "grant_type", "authorization_code", "client_id",
                clientId, "client_secret", clientSecret, "code", code, "redirect_uri", redirectUrl);
        return requestTokens(Lane.CONSENT, form, null, tokens -> {
            // a new consent is stored by the caller
        }).exceptionallyCompose(error -> {
            WithingsException failure = WithingsException.of(error);
            return isRefusal(failure)
                    ? verifyClient(Lane.CONSENT).handle((nonce, cause) -> cause)
                            .thenCompose(cause -> cause != null
                                    && WithingsException.of(cause).failure() == Failure.CLIENT_CREDENTIALS
                                            ? CompletableFuture.failedFuture(cause)
                                            : failure.as(Failure.INVALID_REQUEST,
                                                    "Withings refuses the authorization code").future())
                    : failure.future();
        });
    }

    /**
     * Renews tokens (Withings reference, OAuth2 - Refresh your access token). The consumer stores the new ones as soon
     * as they arrive, on any thread, because the old ones may no longer be valid. Fails with
     * {@link Failure#CONSENT_ENDED} if Withings refuses the refresh token, but accepts client ID and secret.
     */
    CompletableFuture<Tokens> refresh(Tokens tokens, Consumer<Tokens> keep) {
        Map<String, String> form = Map.of("action", "requesttoken", "grant_type", "refresh_token", "client_id",
                clientId, "client_secret", clientSecret, "refresh_token", tokens.refreshToken());
        return requestTokens(Lane.TOKEN, form, tokens, keep).exceptionallyCompose(error -> {
            WithingsException failure = WithingsException.of(error);
            return isRefusal(failure) && (failure.failure() != Failure.INVALID_REQUEST
                    || REFRESH_TOKEN_REFUSED.contains(failure.status()))
                            ? verifyClient().thenCompose(valid -> failure
                                    .as(Failure.CONSENT_ENDED, "Withings refuses the refresh token").future())
                            : failure.future();
        });
    }

    private CompletableFuture<Tokens> requestTokens(Lane lane, Map<String, String> form, @Nullable Tokens old,
            Consumer<Tokens> keep) {
        return delayIdentical(form, () -> api.request(lane, true,
                () -> api.http().post(OAUTH, form, null, Records.tokens(api.context().now(), old)).thenApply(tokens -> {
                    keep.accept(tokens);
                    return tokens;
                })));
    }

    /** Makes the call now, or once the last one with the same form is long enough ago. */
    private <T> CompletableFuture<T> delayIdentical(Map<String, String> form, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> last = lastCalls.put(form, over);
        CompletableFuture<T> answer = last == null ? call.get() : last.thenCompose(none -> call.get());
        return answer.whenComplete((result, error) -> api.context().after(IDENTICAL_CALL_INTERVAL, () -> {
            lastCalls.remove(form, over);
            over.complete(null);
        }));
    }

    /** Checks client ID and secret by the cheapest call that needs them (Signature v2 - Getnonce). */
    public CompletableFuture<String> verifyClient() {
        return verifyClient(Lane.TOKEN);
    }

    private CompletableFuture<String> verifyClient(Lane lane) {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            return new WithingsException(Failure.CLIENT_CREDENTIALS, "The client ID or secret is missing").future();
        }
        return api.request(lane, true, () -> api.http().post(SIGNATURE, nonceForm(), null, Records.NONCE))
                .exceptionallyCompose(error -> {
                    WithingsException failure = WithingsException.of(error);
                    return (isRefusal(failure)
                            ? failure.as(Failure.CLIENT_CREDENTIALS, "Withings refuses the client ID or secret")
                            : failure).future();
                });
    }

    /** Signs the values in the order of their names (Withings reference, Signature), with a unique timestamp. */
    private Map<String, String> nonceForm() {
        long now = api.context().now().getEpochSecond();
        String timestamp = Long.toString(
                lastTimestamp.updateAndGet(last -> last >= now && last - now < MAX_CLOCK_LEAD ? last + 1 : now));
        return Map.of("action", "getnonce", "client_id", clientId, "timestamp", timestamp, "signature",
                sign(String.join(",", "getnonce", clientId, timestamp)));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }

    /** Returns whether Withings itself refused the call, not a proxy in between. */
    private static boolean isRefusal(WithingsException failure) {
        return switch (failure.failure()) {
            case AUTHENTICATION -> true;
            case SCOPE, INVALID_REQUEST -> failure.status() != null;
            default -> false;
        };
    }
}
