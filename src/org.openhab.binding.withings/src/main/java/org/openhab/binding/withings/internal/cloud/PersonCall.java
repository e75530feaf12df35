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
package org.openhab.binding.withings.internal.cloud;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RequestBudget.Urgency;

/**
 * One call for a person, made again where that may help: once with a renewed token, after the wait that Withings asks
 * for, and shortly after trouble on the way or at Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PersonCall<T> {
    private static final List<Duration> AFTER_TROUBLE = List.of(Duration.ofSeconds(2), Duration.ofSeconds(15));
    private static final int WAITS = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final String userId;
    private final AccessTokens tokens;
    private final RequestBudget budget;
    private final Urgency urgency;
    private final boolean pausesAlone;
    private final ScheduledExecutorService scheduler;
    private final Function<String, CompletableFuture<T>> request;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private boolean renewed;
    private int waits;
    private int troubles;

    /**
     * @param pausesAlone whether nothing but this call waits when Withings asks for a pause
     * @param request makes the request with an access token
     */
    PersonCall(String userId, AccessTokens tokens, RequestBudget budget, Urgency urgency,
            boolean pausesAlone, ScheduledExecutorService scheduler, Function<String, CompletableFuture<T>> request) {
        this.userId = userId;
        this.tokens = tokens;
        this.budget = budget;
        this.urgency = urgency;
        this.pausesAlone = pausesAlone;
        this.scheduler = scheduler;
        this.request = request;
    }

    CompletableFuture<T> start() {
        attempt(tokens.accessToken(userId));
        return result;
    }

    private void attempt(CompletableFuture<String> token) {
        token.whenComplete((accessToken, noToken) -> {
            if (noToken != null) {
                failed(WithingsException.of(noToken), null);
                return;
            }
            budget.request(userId, urgency, () -> request.apply(accessToken)).whenComplete((answer, trouble) -> {
                if (trouble == null) {
                    tokens.accepted(userId, accessToken);
                    result.complete(answer);
                } else {
                    failed(WithingsException.of(trouble), accessToken);
                }
            });
        });
    }

    /**
     * @param accessToken the token of the attempt, null when there was none to be had
     */
    private void failed(WithingsException trouble, @Nullable String accessToken) {
        Failure failure = trouble.failure();
        if (budget.isClosed()) {
            result.completeExceptionally(trouble);
        } else if (failure == Failure.AUTHENTICATION && accessToken != null && !renewed) {
            renewed = true;
            attempt(tokens.renew(userId, accessToken));
        } else if (failure == Failure.TOO_MANY_REQUESTS && waits < WAITS) {
            Duration pause = pause(trouble.retryAfter());
            waits++;
            if (pausesAlone) {
                attemptAfter(pause, trouble);
            } else {
                budget.pauseFor(pause);
                attempt(tokens.accessToken(userId));
            }
        } else if (failure.isTrouble() && troubles < AFTER_TROUBLE.size()) {
            attemptAfter(AFTER_TROUBLE.get(troubles++), trouble);
        } else {
            result.completeExceptionally(trouble);
        }
    }

    /**
     * @return what Withings asks for, else longer with every time, but never so long that a wrong number would silence
     *         the account for good
     */
    private Duration pause(@Nullable Duration asked) {
        Duration pause = asked != null ? asked : FIRST_WAIT.multipliedBy(1L << waits);
        return pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
    }

    private void attemptAfter(Duration delay, WithingsException trouble) {
        try {
            scheduler.schedule(() -> attempt(tokens.accessToken(userId)), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(trouble);
        }
    }
}
