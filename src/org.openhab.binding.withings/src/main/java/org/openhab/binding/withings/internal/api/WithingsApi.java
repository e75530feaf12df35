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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.api.RateLimiter.Lane;

/**
 * Withings' API for one account. Every call goes through the application's rate limiter and completes on the account's
 * executor; a call that Withings refuses with status 601 is repeated after the limiter's hold.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WithingsApi {
    private static final int REPETITIONS = 3;
    private static final ApiListener UNREPORTED = new ApiListener() {
    };

    private final WithingsHttp http;
    private final RateLimiter limiter;
    private final ApiContext context;
    private final ApiListener listener;
    private volatile boolean closed;

    /**
     * The URLs of a Withings cloud: the base URL of the API and the authorization page of OAuth.
     */
    public record ApiEndpoints(URI api, URI authorization) {
        /** Withings reference; the medical cloud of the United States is another one. */
        public static final ApiEndpoints PUBLIC_CLOUD = new ApiEndpoints(URI.create("https://wbsapi.withings.net"),
                URI.create("https://account.withings.com/oauth2_user/authorize2"));
    }

    /**
     * The threads and the clock of one account.
     *
     * @param executor runs one task at a time; every future of this package completes on it
     * @param scheduler for timers and for parsing answers
     * @param clock the time of day, for example to decide whether a token has expired
     */
    public record ApiContext(Executor executor, ScheduledExecutorService scheduler, Clock clock) {

        Instant now() {
            return clock.instant();
        }

        /**
         * Runs a task on the executor after a delay, unless openHAB shuts down before.
         */
        void after(Duration delay, Runnable task) {
            try {
                scheduler.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // the scheduler ends with openHAB only
            }
        }
    }

    /**
     * Called on the account's executor when a call to Withings has ended, before the call's own future completes.
     */
    public interface ApiListener {

        /**
         * Withings answered, possibly with an error that concerns the call only.
         */
        default void answered() {
        }

        /**
         * There was no answer, none that can be read, or Withings reports trouble of its own.
         */
        default void failed(Failure failure) {
        }

        /**
         * Withings asked for fewer requests; none starts for so long.
         */
        default void held(Duration pause) {
        }
    }

    /**
     * Provides people's access tokens, on the account's executor only. Every failure is a {@link WithingsException} in
     * the future.
     */
    public interface AccessTokens {

        /**
         * @return a valid token, renewed before if it is about to expire
         */
        CompletableFuture<String> accessToken(String userId);

        /**
         * Called when Withings did not accept a token. Callers at the same time share one renewal; if there is another
         * token already, nothing is renewed.
         *
         * @return the token to use instead
         */
        CompletableFuture<String> renew(String userId, String rejected);

        /**
         * Called when Withings accepted a token.
         */
        void accepted(String userId, String accessToken);
    }

    /**
     * @param client a started client; openHAB's shared one
     * @param apiUrl see {@link ApiEndpoints#api()}
     */
    public WithingsApi(HttpClient client, URI apiUrl, RateLimiter limiter, ApiContext context, ApiListener listener) {
        this(new WithingsHttp(client, apiUrl, context.scheduler(), context.clock(), WithingsHttp.TIMEOUT), limiter,
                context, listener);
    }

    WithingsApi(WithingsHttp http, RateLimiter limiter, ApiContext context, ApiListener listener) {
        this.http = http;
        this.limiter = limiter;
        this.context = context;
        this.listener = listener;
    }

    /**
     * @return the API for one person's current data
     */
    public PersonApi person(String userId, AccessTokens tokens) {
        return new PersonApi(this, userId, tokens, Lane.LIVE);
    }

    /**
     * Lets the calls that wait for the rate limiter fail, and those that come later. To be called from any thread when
     * the account closes.
     */
    public void close() {
        closed = true;
        limiter.drop(this);
    }

    WithingsHttp http() {
        return http;
    }

    RateLimiter limiter() {
        return limiter;
    }

    ApiContext context() {
        return context;
    }

    /**
     * Makes a call as soon as the rate limiter allows it.
     *
     * @param request posts the form, on any thread; called again when Withings refuses the call with status 601
     * @return the answer, on the account's executor; every failure is a {@link WithingsException}
     */
    <T> CompletableFuture<T> request(Lane lane, Supplier<CompletableFuture<T>> request) {
        return request(lane, request, listener, lane == Lane.CONSENT ? 0 : REPETITIONS);
    }

    /**
     * Makes a call whose failure does not mean that no data can be read.
     */
    <T> CompletableFuture<T> requestUnreported(Lane lane, Supplier<CompletableFuture<T>> request) {
        return request(lane, request, UNREPORTED, REPETITIONS);
    }

    private <T> CompletableFuture<T> request(Lane lane, Supplier<CompletableFuture<T>> request, ApiListener reported,
            int repetitions) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<T> answered = limiter.request(this, lane, request);
        if (closed) {
            limiter.drop(this);
        }
        answered.whenComplete((answer, error) -> context.executor().execute(() -> {
            if (error == null) {
                reported.answered();
                result.complete(answer);
            } else {
                WithingsException failure = WithingsException.of(error);
                report(failure, reported);
                result.completeExceptionally(failure);
            }
        }));
        return repetitions == 0 ? result : result.exceptionallyCompose(error -> {
            WithingsException failure = WithingsException.of(error);
            return failure.failure() == Failure.TOO_MANY_REQUESTS
                    ? request(lane, request, reported, repetitions - 1)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    private void report(WithingsException exception, ApiListener reported) {
        Failure failure = exception.failure();
        if (failure == Failure.TOO_MANY_REQUESTS) {
            Duration asked = exception.retryAfter();
            reported.held(asked == null ? limiter.holdLeft() : asked);
        } else if (failure.isTrouble() || failure == Failure.MALFORMED_ANSWER) {
            reported.failed(failure);
        } else if (failure != Failure.INTERNAL_ERROR) {
            reported.answered();
        }
    }
}
