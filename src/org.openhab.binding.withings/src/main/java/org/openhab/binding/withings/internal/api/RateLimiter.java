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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Keeps all calls of one application within Withings' limit of 120 in any minute, and pauses them while Withings asks
 * for fewer or cannot be reached. Shared by all accounts with the same client ID and thread-safe.
 * <p>
 * A call counts until a minute after its answer, because it is not known when Withings counted it. Times are measured
 * by the scheduler, so that changes of the system clock have no effect.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class RateLimiter {
    /** Withings reference, rate limits of the public API. */
    static final int LIMIT = 120;
    /** The rest is reserved for token calls: an authorization code is valid for 30 seconds only. */
    static final int DATA_LIMIT = 116;
    /** Less than half, because a restart forgets the calls of the minute before. */
    static final int IMPORT_LIMIT = 45;
    /** Concurrent calls; limited because answers are buffered in memory. */
    static final int UNDER_WAY_LIMIT = 4;
    static final int IMPORTS_UNDER_WAY_LIMIT = 2;
    static final int CONSENT_LIMIT = 6;
    static final int WAITING_LIMIT = 1_000;
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);
    /** Even if Withings asks for longer: calls have to detect that a consent was withdrawn. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(15);

    /** The priorities of calls, highest first. */
    public enum Lane {
        /** An exchange of an authorization code, which starts even during a hold: a user waits for it. */
        CONSENT,
        /** Token renewals and nonces; they never wait for data calls. */
        TOKEN,
        /** Current data, subscriptions and rule actions. */
        LIVE,
        /** History; starts only while no live call waits, and not in the first minute after openHAB's start. */
        IMPORT
    }

    /**
     * The number of calls that count now, the limit, the number of waiting calls, and the end of the current hold.
     *
     * @param lastHour the number of calls started per minute of the last hour, by minutes since 1970, without zeros
     */
    public record Usage(int inWindow, int limit, int waiting, @Nullable Instant heldUntil,
            Map<Long, Integer> lastHour) {}

    /** One limiter per client ID, kept when an account is reconfigured. */
    public static class Registry {
        private final Map<String, RateLimiter> byClientId = new ConcurrentHashMap<>();

        public RateLimiter of(String clientId, ScheduledExecutorService scheduler, Clock clock) {
            return byClientId.computeIfAbsent(clientId, id -> new RateLimiter(scheduler, clock));
        }
    }

    private record Waiting<T> (Object owner, Lane lane, Supplier<CompletableFuture<T>> request,
            CompletableFuture<T> answer) {}

    private static final class Queue {
        private final List<Waiting<?>> waiting = new LinkedList<>();
        private int inWindow;
        private int underWay;
    }

    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Map<Lane, Queue> queues = new EnumMap<>(Lane.class);
    private final Hold refused = new Hold(Duration.ofMinutes(1), LONGEST_HOLD);
    private final Hold unreachable = new Hold(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private final NavigableMap<Long, Integer> lastHour = new TreeMap<>();
    private int consents;
    private boolean importAllowed;

    public RateLimiter(ScheduledExecutorService scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
        Stream.of(Lane.values()).forEach(lane -> queues.put(lane, new Queue()));
        after(WINDOW, () -> importAllowed = true);
    }

    /** Starts the call once limit, holds and earlier calls allow it; starts and completes on any thread. */
    <T> CompletableFuture<T> request(Object owner, Lane lane, Supplier<CompletableFuture<T>> request) {
        Waiting<T> waiting = new Waiting<>(owner, lane, request, new CompletableFuture<>());
        synchronized (this) {
            if (countWaiting() >= WAITING_LIMIT) {
                return new WithingsException(Failure.TOO_MANY_REQUESTS, "Too many requests are waiting").future();
            }
            queue(lane).waiting.add(waiting);
        }
        startWaiting();
        return waiting.answer();
    }

    void drop(Object owner) {
        List<Waiting<?>> dropped;
        synchronized (this) {
            dropped = queues.values().stream().flatMap(queue -> queue.waiting.stream())
                    .filter(waiting -> waiting.owner() == owner).toList();
            queues.values().forEach(queue -> queue.waiting.removeIf(waiting -> waiting.owner() == owner));
        }
        dropped.forEach(waiting -> waiting.answer().completeExceptionally(
                new WithingsException(Failure.UNREACHABLE, "The account has been closed")));
    }

    /**
     * Reserves one of the few code exchanges of a minute, so that repeated junk codes do not use up the limit. To be
     * called before the OAuth state is consumed, and only for a valid one.
     */
    public synchronized boolean tryReserveConsent() {
        if (consents >= CONSENT_LIMIT) {
            return false;
        }
        consents++;
        after(WINDOW, () -> consents--);
        return true;
    }

    public synchronized Usage usage() {
        Duration hold = holdLeft();
        return new Usage(inWindow(), LIMIT, countWaiting(), hold.isZero() ? null : clock.instant().plus(hold),
                Map.copyOf(lastHour));
    }

    synchronized Duration holdLeft() {
        return Collections.max(List.of(refused.left(), unreachable.left()));
    }

    private void startWaiting() {
        for (Waiting<?> next = next(); next != null; next = next()) {
            start(next);
        }
    }

    private synchronized @Nullable Waiting<?> next() {
        boolean held = !holdLeft().isZero();
        for (Lane lane : Lane.values()) {
            Queue queue = queue(lane);
            if (!queue.waiting.isEmpty() && (!held || lane == Lane.CONSENT) && mayStart(lane)) {
                queue.inWindow++;
                queue.underWay++;
                long minute = clock.instant().getEpochSecond() / 60;
                lastHour.merge(minute, 1, Integer::sum);
                lastHour.headMap(minute - 59).clear();
                return queue.waiting.remove(0);
            }
        }
        return null;
    }

    private boolean mayStart(Lane lane) {
        Queue live = queue(Lane.LIVE);
        Queue past = queue(Lane.IMPORT);
        if (inWindow() >= LIMIT) {
            return false;
        } else if (lane == Lane.CONSENT || lane == Lane.TOKEN) {
            return queue(lane).underWay < UNDER_WAY_LIMIT;
        } else if (live.inWindow + past.inWindow >= DATA_LIMIT || live.underWay + past.underWay >= UNDER_WAY_LIMIT) {
            return false;
        }
        return lane == Lane.LIVE || importAllowed && live.waiting.isEmpty() && past.inWindow < IMPORT_LIMIT
                && past.underWay < IMPORTS_UNDER_WAY_LIMIT;
    }

    private <T> void start(Waiting<T> next) {
        CompletableFuture<T> request;
        try {
            request = next.request().get();
        } catch (RuntimeException e) {
            request = CompletableFuture.failedFuture(e);
        }
        request.whenComplete((answer, error) -> {
            WithingsException failure = error == null ? null : WithingsException.of(error);
            ended(queue(next.lane()), failure);
            WithingsException.complete(next.answer(), answer, failure);
            startWaiting();
        });
    }

    private synchronized void ended(Queue queue, @Nullable WithingsException exception) {
        queue.underWay--;
        after(WINDOW, () -> queue.inWindow--);
        if (exception != null && exception.failure().isNoConnection()) {
            unreachable.begin(null);
            return;
        }
        unreachable.reset();
        if (exception != null && exception.asksForPause()) {
            refused.begin(exception.retryAfter());
        } else if (refused.end == null) {
            refused.reset();
        }
    }

    private int inWindow() {
        return queues.values().stream().mapToInt(queue -> queue.inWindow).sum();
    }

    private int countWaiting() {
        return queues.values().stream().mapToInt(queue -> queue.waiting.size()).sum();
    }

    private Queue queue(Lane lane) {
        return Objects.requireNonNull(queues.get(lane));
    }

    /** Runs the change after a delay and then starts waiting calls; null if openHAB shuts down. */
    private @Nullable ScheduledFuture<?> after(Duration delay, Runnable change) {
        try {
            return scheduler.schedule(() -> {
                synchronized (this) {
                    change.run();
                }
                startWaiting();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /** A pause in which no calls start. Guarded by the limiter's lock. */
    private final class Hold {
        private final Duration first;
        private final Duration longest;
        private Duration next;
        private @Nullable ScheduledFuture<?> end;

        Hold(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
            this.next = first;
        }

        Duration left() {
            ScheduledFuture<?> timer = end;
            return Duration.ofMillis(timer == null ? 0 : Math.max(1, timer.getDelay(TimeUnit.MILLISECONDS)));
        }

        /** Pauses as long as asked, else twice as long each time; concurrent failures count once. */
        void begin(@Nullable Duration asked) {
            if (asked == null && end != null) {
                return;
            }
            Duration length = asked == null ? next : Collections.max(List.of(asked, SHORTEST_HOLD));
            length = Collections.min(List.of(length, longest));
            next = asked == null ? length.multipliedBy(2) : next;
            if (length.compareTo(left()) > 0) {
                cancel();
                end = after(length, () -> end = null);
            }
        }

        void reset() {
            cancel();
            next = first;
        }

        private void cancel() {
            ScheduledFuture<?> timer = end;
            if (timer != null) {
                timer.cancel(false);
                end = null;
            }
        }
    }
}
