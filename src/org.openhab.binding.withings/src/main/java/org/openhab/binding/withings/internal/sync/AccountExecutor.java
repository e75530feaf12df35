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
package org.openhab.binding.withings.internal.sync;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one account one at a time on openHAB's scheduler, so that the account's state needs no locks.
 * Tasks must not block. There is a new executor for every initialization of the account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class AccountExecutor implements Executor {
    private final Logger logger = LoggerFactory.getLogger(AccountExecutor.class);
    private final ScheduledExecutorService scheduler;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Future<?>> delayed = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public AccountExecutor(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            return;
        }
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            runNextOnScheduler();
        }
    }

    /** Returns openHAB's scheduler, for tasks that do not use the account's state. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Runs a task after a delay; the returned future can cancel it until then. */
    public Future<?> schedule(Runnable task, Duration delay) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        delayed.removeIf(Future::isDone);
        try {
            Future<?> scheduled = scheduler.schedule(() -> execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            delayed.add(scheduled);
            return scheduled;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Cancels a task of {@link #schedule} unless its delay is over. */
    public static void cancel(@Nullable Future<?> scheduled) {
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    /**
     * Drops waiting, delayed and later tasks without blocking; a task that is running ends normally. Delayed tasks are
     * cancelled, because openHAB's scheduler would otherwise keep the account in memory until the longest delay is
     * over.
     */
    public void close() {
        closed = true;
        tasks.clear();
        delayed.forEach(AccountExecutor::cancel);
        delayed.clear();
    }

    private void runNextOnScheduler() {
        try {
            scheduler.execute(this::runNext);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void runNext() {
        Runnable task = tasks.poll();
        try {
            if (task != null && !closed) {
                task.run();
            }
        } catch (RuntimeException e) {
            UnexpectedErrors.log(logger, "A task of a Withings account", e);
        } finally {
            // also after an error, otherwise no task would ever run again
            if (waiting.decrementAndGet() > 0) {
                runNextOnScheduler();
            }
        }
    }

    /** Exponential backoff, by default from five seconds to half an hour. */
    public static final class Backoff {
        private final Duration first;
        private final Duration longest;
        private Duration next;

        public Backoff() {
            this(Duration.ofSeconds(5), Duration.ofMinutes(30));
        }

        Backoff(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
            this.next = first;
        }

        /** Returns how long to wait after this attempt. */
        public Duration failed() {
            Duration pause = next;
            Duration doubled = pause.multipliedBy(2);
            next = doubled.compareTo(longest) > 0 ? longest : doubled;
            return pause;
        }

        public void succeeded() {
            next = first;
        }
    }
}
