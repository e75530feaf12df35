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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Keeps an account within what Withings {@link Allowance allows} its application, all people and services taken
 * together. People take turns, and what happens now goes before what is imported of the past, so that the history of
 * one never holds up the weigh-in of another.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class RequestBudget implements AutoCloseable {
    /** Nothing that is done in order asks for so many; more would only grow without end. */
    static final int WAITING_LIMIT = 1_000;

    /**
     * How urgent a request is.
     */
    public enum Urgency {
        /** Somebody waits for the answer. */
        LIVE,
        /** Starts only while no live request waits, and never takes the whole budget: the import of the past. */
        BACKGROUND
    }

    private final Allowance allowance;
    private final Listener listener;
    private final Runnable more = this::startWhatMay;
    private final Lane live = new Lane(Urgency.LIVE);
    private final Lane background = new Lane(Urgency.BACKGROUND);
    /** Counts the calls of {@link #startWhatMay()} that have not been seen to. */
    private final AtomicInteger starts = new AtomicInteger();
    private int waiting;
    private boolean closed;

    /**
     * The requests of one urgency.
     *
     * @param waitingByPerson the person whose turn it is comes first
     */
    private record Lane(Urgency urgency, Map<String, Queue<Waiting<?>>> waitingByPerson) {

        Lane(Urgency urgency) {
            this(urgency, new LinkedHashMap<>());
        }
    }

    private record Waiting<T> (Lane lane, Supplier<CompletableFuture<T>> request, CompletableFuture<T> answer) {}

    public RequestBudget(Allowance allowance) {
        this(allowance, new Listener() {
        });
    }

    public RequestBudget(Allowance allowance, Listener listener) {
        this.listener = listener;
        this.allowance = allowance;
        allowance.listen(more);
    }

    /**
     * Wants to know whether requests get through.
     */
    public interface Listener {

        /**
         * Withings wants us to wait for so long.
         */
        default void paused(Duration pause) {
        }

        /**
         * Withings has answered a request.
         */
        default void answered() {
        }
    }

    /**
     * Makes a request as soon as the budget allows it and it is the person's turn.
     *
     * @param person whose turn it takes
     * @param urgency whether somebody waits for it
     * @param request starts the request; it is called on any thread and must not block
     * @return the answer; a {@link WithingsException} when the budget is closed or too many requests are waiting
     */
    public <T> CompletableFuture<T> request(String person, Urgency urgency, Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                answer.completeExceptionally(closedException());
                return answer;
            }
            if (waiting >= WAITING_LIMIT) {
                answer.completeExceptionally(
                        new WithingsException(Failure.SERVICE_TROUBLE, "Too many requests are waiting already"));
                return answer;
            }
            Lane lane = urgency == Urgency.LIVE ? live : background;
            lane.waitingByPerson.computeIfAbsent(person, key -> new ArrayDeque<>())
                    .add(new Waiting<>(lane, request, answer));
            waiting++;
        }
        startWhatMay();
        return answer;
    }

    /**
     * How much of the budget is used.
     *
     * @param inWindow requests of the application that count against the limit at the moment
     * @param limit how many may
     * @param underWay requests of the application that have not been answered yet
     * @param waiting requests of the account that may not start yet
     * @param paused whether Withings wants us to wait
     */
    public record Usage(int inWindow, int limit, int underWay, int waiting, boolean paused) {}

    public synchronized Usage usage() {
        return new Usage(allowance.inWindow(), Allowance.REQUESTS_PER_WINDOW, allowance.underWay(), waiting,
                allowance.isPaused());
    }

    /**
     * Lets no request start for a while, because Withings said so. Pauses do not add up: the one that ends last counts.
     */
    public void pauseFor(Duration pause) {
        if (!allowance.pauseFor(pause)) {
            close();
        }
        listener.paused(pause);
    }

    /**
     * Lets the waiting requests fail, and all that come later.
     */
    @Override
    public void close() {
        allowance.forget(more);
        List<Waiting<?>> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            for (Lane lane : List.of(live, background)) {
                lane.waitingByPerson.values().forEach(dropped::addAll);
                lane.waitingByPerson.clear();
            }
            waiting = 0;
        }
        dropped.forEach(request -> request.answer().completeExceptionally(closedException()));
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    private static WithingsException closedException() {
        return new WithingsException(Failure.UNREACHABLE, "The account has been closed");
    }

    /**
     * Starts requests until none may start. When it is called while it is at work, on whatever thread, the one at work
     * goes round once more: requests that are answered at once cannot pile up on the stack.
     */
    private void startWhatMay() {
        if (starts.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Waiting<?> next = next(); next != null; next = next()) {
                start(next);
            }
            seen = starts.addAndGet(-seen);
        } while (seen > 0);
    }

    private synchronized @Nullable Waiting<?> next() {
        Lane lane = live.waitingByPerson.isEmpty() ? background : live;
        Iterator<Map.Entry<String, Queue<Waiting<?>>>> turns = lane.waitingByPerson.entrySet().iterator();
        if (!turns.hasNext() || !allowance.take(lane.urgency())) {
            return null;
        }
        Map.Entry<String, Queue<Waiting<?>>> turn = turns.next();
        String person = turn.getKey();
        Queue<Waiting<?>> queue = turn.getValue();
        turns.remove();
        Waiting<?> next = queue.remove();
        if (!queue.isEmpty()) {
            lane.waitingByPerson.put(person, queue);
        }
        waiting--;
        return next;
    }

    private <T> void start(Waiting<T> next) {
        CompletableFuture<T> request;
        try {
            request = next.request().get();
        } catch (RuntimeException e) {
            request = CompletableFuture.failedFuture(e);
        }
        // what waits for the end of the window must not hold the answer until then
        Urgency urgency = next.lane().urgency();
        request.whenComplete((answer, trouble) -> {
            if (!allowance.answered(urgency)) {
                close();
            }
            if (trouble == null) {
                next.answer().complete(answer);
                listener.answered();
            } else {
                next.answer().completeExceptionally(trouble);
            }
        });
    }
}
