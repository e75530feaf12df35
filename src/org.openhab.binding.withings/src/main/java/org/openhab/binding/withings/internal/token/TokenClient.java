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
package org.openhab.binding.withings.internal.token;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.cloud.BodyReader;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.cloud.WithingsHttp;
import org.openhab.binding.withings.internal.cloud.WithingsStatus;

/**
 * The calls that an application makes with its own id and secret. Every method returns at once; every failure is a
 * {@link WithingsException}. Identical calls are kept apart, and the wait that Withings asks for is kept to.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenClient {
    private static final String OAUTH = "/v2/oauth2";
    private static final String SIGNATURE = "/v2/signature";

    private static final int TRIES = 4;
    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);
    /** Somebody sits in front of a page, and a code dies after 30 seconds. */
    private static final Duration PATIENCE_WITH_PERSON = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How many seconds a timestamp may be ahead, so that a clock that is set back does not leave it in the future. */
    private static final int LONGEST_LEAD = 30;

    /**
     * Of what Withings calls invalid parameters, this says that it is the refresh token: unknown or mismatched person
     * (247, 250), deactivated person (328), invalid OAuth credentials (342).
     */
    private static final Set<Integer> REFRESH_TOKEN_REFUSED = Set.of(WithingsStatus.INVALID_CODE_OR_REFRESH_TOKEN, 247,
            250, 328, 342);

    private final WithingsHttp http;
    private final String clientId;
    private final String clientSecret;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final CallSpacing spacing;
    private final AtomicLong lastTimestamp = new AtomicLong();

    /**
     * @param http a started client; openHAB's shared one
     * @param apiUrl the address under which the services of the API lie
     * @param clientId what Withings calls the application
     * @param clientSecret what only Withings and the application know
     * @param scheduler reads the answers and waits between attempts
     * @param clock tells when tokens were issued
     */
    public TokenClient(HttpClient http, URI apiUrl, String clientId, String clientSecret,
            ScheduledExecutorService scheduler, Clock clock) {
        this(new WithingsHttp(http, apiUrl, scheduler, clock), clientId, clientSecret, scheduler, clock);
    }

    TokenClient(WithingsHttp http, String clientId, String clientSecret, ScheduledExecutorService scheduler,
            Clock clock) {
        this.http = http;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scheduler = scheduler;
        this.clock = clock;
        this.spacing = new CallSpacing(scheduler);
    }

    /**
     * Gets the first tokens of a consent (Withings reference, OAuth2 - Get your access token).
     *
     * @param code what the browser brought from Withings; lives for 30 seconds and serves once
     * @param redirectUrl the address that the browser was sent to, exactly as it was given to Withings
     * @return the tokens; {@link Failure#INVALID_REQUEST} with Withings' status when the code is not, or no longer,
     *         valid or the address is another one, {@link Failure#CLIENT_CREDENTIALS} when it is known that it is not
     *         the code's fault
     */
    public CompletableFuture<Tokens> exchange(String code, String redirectUrl) {
        Instant now = Instant.now(clock);
        return call(OAUTH,
                Map.of("action", "requesttoken", "grant_type", "authorization_code", "client_id", clientId,
                        "client_secret", clientSecret, "code", code, "redirect_uri", redirectUrl),
                () -> new TokenReader(now, null), PATIENCE_WITH_PERSON).exceptionallyCompose(trouble -> {
                    WithingsException failure = WithingsException.of(trouble);
                    if (!isRefusal(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    WithingsException refusal = new WithingsException(Failure.INVALID_REQUEST,
                            "Withings refuses the authorization code", failure.status(), null, failure);
                    return nonce(PATIENCE_WITH_PERSON).handle((nonce, doubt) -> doubt)
                            .thenCompose(doubt -> CompletableFuture
                                    .failedFuture(doubt != null && isAboutClient(doubt) ? doubt : refusal));
                });
    }

    /**
     * Gets the next tokens of a consent (Withings reference, OAuth2 - Refresh your access token).
     *
     * @return the tokens, with the old refresh token as the previous one; {@link Failure#CONSENT_ENDED} when Withings
     *         refuses the refresh token although it accepts the application's id and secret
     */
    public CompletableFuture<Tokens> refresh(Tokens tokens) {
        Instant now = Instant.now(clock);
        return call(OAUTH,
                Map.of("action", "requesttoken", "grant_type", "refresh_token", "client_id", clientId, "client_secret",
                        clientSecret, "refresh_token", tokens.refreshToken()),
                () -> new TokenReader(now, tokens), PATIENCE).exceptionallyCompose(trouble -> {
                    WithingsException failure = WithingsException.of(trouble);
                    if (!isRefusal(failure) || failure.failure() == Failure.INVALID_REQUEST
                            && !REFRESH_TOKEN_REFUSED.contains(failure.status())) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    return verifyClient().thenCompose(valid -> CompletableFuture
                            .failedFuture(new WithingsException(Failure.CONSENT_ENDED,
                                    "Withings refuses the refresh token", failure.status(), null, failure)));
                });
    }

    /**
     * Finds out whether the secret belongs to the id, by asking for a nonce (Withings reference, Signature v2 -
     * Getnonce): the cheapest call that needs both.
     *
     * @return fails with {@link Failure#CLIENT_CREDENTIALS} if it does not
     */
    public CompletableFuture<@Nullable Void> verifyClient() {
        return nonce(PATIENCE).thenApply(nonce -> null);
    }

    private CompletableFuture<String> nonce(Duration patience) {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            return CompletableFuture.failedFuture(
                    new WithingsException(Failure.CLIENT_CREDENTIALS, "The client id or secret is missing"));
        }
        String action = "getnonce";
        String timestamp = Long.toString(nextTimestamp());
        return call(SIGNATURE, Map.of("action", action, "client_id", clientId, "timestamp", timestamp, "signature",
                sign(action, timestamp)), NonceReader::new, patience).exceptionallyCompose(trouble -> {
                    WithingsException failure = WithingsException.of(trouble);
                    return CompletableFuture.failedFuture(isRefusal(failure)
                            ? new WithingsException(Failure.CLIENT_CREDENTIALS,
                                    "Withings refuses the client id or secret", failure.status(), null, failure)
                            : failure);
                });
    }

    /**
     * @return now, or a little later where there was a call in this second already: its twin would have to wait
     */
    private long nextTimestamp() {
        long now = Instant.now(clock).getEpochSecond();
        return lastTimestamp.updateAndGet(last -> last >= now && last - now < LONGEST_LEAD ? last + 1 : now);
    }

    /**
     * Signs what is to be signed of a call: the action, the client id and a nonce or a time, in the order of their
     * names (Withings reference, Signature).
     */
    private String sign(String action, String nonceOrTimestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = String.join(",", action, clientId, nonceOrTimestamp);
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }

    private <T> CompletableFuture<T> call(String path, Map<String, String> form, Supplier<BodyReader<T>> reader,
            Duration patience) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        attempt(path, form, reader, patience, 1, answer);
        return answer;
    }

    private <T> void attempt(String path, Map<String, String> form, Supplier<BodyReader<T>> reader, Duration patience,
            int number, CompletableFuture<T> answer) {
        spacing.apart(form, () -> http.post(path, form, null, reader.get())).whenComplete((result, trouble) -> {
            if (trouble == null) {
                answer.complete(result);
                return;
            }
            WithingsException failure = WithingsException.of(trouble);
            Duration asked = failure.retryAfter();
            Duration wait = asked != null ? asked : USUAL_WAIT;
            if (failure.failure() != Failure.TOO_MANY_REQUESTS || number >= TRIES || wait.compareTo(patience) > 0) {
                answer.completeExceptionally(failure);
                return;
            }
            try {
                scheduler.schedule(() -> attempt(path, form, reader, patience, number + 1, answer), wait.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(failure);
            }
        });
    }

    /**
     * @return whether Withings itself, not something on the way to it, refused what it was given
     */
    private static boolean isRefusal(WithingsException failure) {
        return switch (failure.failure()) {
            case AUTHENTICATION -> true;
            case SCOPE, INVALID_REQUEST -> failure.status() != null;
            default -> false;
        };
    }

    private static boolean isAboutClient(Throwable trouble) {
        return WithingsException.of(trouble).failure() == Failure.CLIENT_CREDENTIALS;
    }
}
