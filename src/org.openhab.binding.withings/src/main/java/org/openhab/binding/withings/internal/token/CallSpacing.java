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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Keeps calls with the same arguments apart: Withings refuses them with status 601 when less than ten seconds lie
 * between them. The time is taken from the scheduler alone, so that a clock that is set forth or back does not matter.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class CallSpacing {
    /** Ten seconds and one for the way. */
    private static final Duration SPACE = Duration.ofSeconds(11);

    private final ScheduledExecutorService scheduler;
    private final Map<Map<String, String>, CompletableFuture<@Nullable Void>> lastCalls = new HashMap<>();

    CallSpacing(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Makes the call now, or as soon as the last one with the same arguments is long enough ago.
     */
    <T> CompletableFuture<T> apart(Map<String, String> arguments, Supplier<CompletableFuture<T>> call) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> last;
        synchronized (lastCalls) {
            last = lastCalls.put(arguments, done);
        }
        CompletableFuture<T> answer = last == null ? call.get() : last.thenCompose(ready -> call.get());
        return answer.whenComplete((result, trouble) -> free(arguments, done));
    }

    private void free(Map<String, String> arguments, CompletableFuture<@Nullable Void> done) {
        Runnable free = () -> {
            synchronized (lastCalls) {
                lastCalls.remove(arguments, done);
            }
            done.complete(null);
        };
        try {
            scheduler.schedule(free, SPACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            free.run();
        }
    }
}
