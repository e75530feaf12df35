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
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.api.RateLimiter.Lane;

/**
 * Withings' API for one account. Every call waits for the application's rate limiter and completes on the account's
 * executor; a call that fails with status 601 is repeated after the limiter's hold.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WithingsApi {
    private static final int REPETITIONS = 3;

    private final WithingsHttp http;
    private final RateLimiter limiter;
    private final ApiContext context;
    private final ApiListener listener;
    private volatile boolean closed;

    /** The URLs of a Withings cloud: the base URL of the API and the authorization page of OAuth. */
    public record ApiEndpoints(URI api, URI authorization) {
        /** Withings reference; not the medical cloud of the United States. */
        public static final ApiEndpoints PUBLIC_CLOUD = new ApiEndpoints(URI.create("https://wbsapi.withings.net"),
                URI.create("https://account.withings.com/oauth2_user/authorize2"));
    }

    /** The executor of an account, which completes all futures, and a scheduler for timers and parsing answers. */
    public record ApiContext(Executor executor, ScheduledExecutorService scheduler, Clock clock) {
        Instant now() {
            return clock.instant();
        }

        void after(Duration delay, Runnable task) {
            try {
                scheduler.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // the scheduler ends with openHAB only
            }
        }
    }

    /** Called on the account's executor when a call to Withings has ended, before the call's own future completes. */
    public interface ApiListener {
        /** Withings answered, possibly with an error that concerns this call only. */
        void answered();

        /** There was no answer or no valid one, or Withings reported an error of its own. */
        void failed(Failure failure);

        /** Withings reported too many requests or asked for a pause; no call starts during the pause. */
        void held(Duration pause, Failure failure);
    }

    public WithingsApi(HttpClient client, URI apiUrl, RateLimiter limiter, ApiContext context, ApiListener listener) {
        this.http = new WithingsHttp(client, apiUrl, context, WithingsHttp.TIMEOUT);
        this.limiter = limiter;
        this.context = context;
        this.listener = listener;
    }

    public PersonApi person(String userId, TokenKeeper tokens) {
        return new PersonApi(this, userId, tokens, Lane.LIVE);
    }

    /** Makes all waiting and later calls fail. To be called from any thread when the account closes. */
    public void close() {
        closed = true;
        limiter.drop(this);
    }

    WithingsHttp http() {
        return http;
    }

    ApiContext context() {
        return context;
    }

    /** Sends the request on any thread, possibly again; completes on the account's executor, after the listener. */
    <T> CompletableFuture<T> request(Lane lane, boolean reported, Supplier<CompletableFuture<T>> request) {
        return request(lane, reported, request, lane == Lane.CONSENT ? 0 : REPETITIONS);
    }

    private <T> CompletableFuture<T> request(Lane lane, boolean reported, Supplier<CompletableFuture<T>> request,
            int repetitions) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<T> answered = limiter.request(this, lane, request);
        if (closed) {
            limiter.drop(this);
        }
        answered.whenComplete((answer, error) -> context.executor().execute(() -> {
            WithingsException failure = error == null ? null : WithingsException.of(error);
            if (reported) {
                report(failure);
            }
            WithingsException.complete(result, answer, failure);
        }));
        return repetitions == 0 ? result : result.exceptionallyCompose(error -> {
            WithingsException failure = WithingsException.of(error);
            return failure.failure() == Failure.TOO_MANY_REQUESTS
                    ? request(lane, reported, request, repetitions - 1)
                    : failure.future();
        });
    }

    private void report(@Nullable WithingsException exception) {
        Failure failure = exception == null ? null : exception.failure();
        if (exception != null && exception.asksForPause()) {
            Duration asked = exception.retryAfter();
            listener.held(asked == null ? limiter.holdLeft() : asked, exception.failure());
        } else if (failure != null && (failure.isTrouble() || failure == Failure.MALFORMED_ANSWER)) {
            listener.failed(failure);
        } else if (failure != Failure.INTERNAL_ERROR) {
            listener.answered();
        }
    }
}
