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
package org.openhab.binding.withings.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A scheduler with a virtual time that tests advance. Tasks without delay run at once on the caller's thread; delayed
 * tasks run on the thread that advances the time, in the order of their times.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TestScheduler extends ScheduledThreadPoolExecutor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private final Instant start;
    private long now;
    private long clockOffset;
    private long numbers;
    private boolean shutdown;

    public TestScheduler() {
        this(Instant.parse("2026-03-01T12:00:00Z"));
    }

    /** @param start the initial time of the {@link #clock()} */
    public TestScheduler(Instant start) {
        super(0);
        this.start = start;
    }

    /** Returns a clock that follows the scheduler's time. */
    public Clock clock() {
        InstantSource source = () -> {
            synchronized (this) {
                return start.plusNanos(now + clockOffset);
            }
        };
        return source.withZone(ZoneOffset.UTC);
    }

    /** Sets the clock forward, or back with a negative step, without advancing the time. */
    public synchronized void setClock(Duration step) {
        clockOffset += step.toNanos();
    }

    /** Advances the time and runs the tasks that become due, including those scheduled meanwhile. */
    public void advance(Duration step) {
        long end;
        synchronized (this) {
            end = now + step.toNanos();
        }
        for (Task<?> task = nextDue(end); task != null; task = nextDue(end)) {
            task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Task<?> nextDue(long end) {
        Task<?> task = tasks.peek();
        if (task == null || task.due > end) {
            return null;
        }
        tasks.remove();
        now = Math.max(now, task.due);
        return task;
    }

    /** Returns the remaining delays of the waiting tasks, sorted. */
    public synchronized List<Duration> waiting() {
        return tasks.stream().map(task -> Duration.ofNanos(task.due - now)).sorted().toList();
    }

    /** Waits until other threads have scheduled tasks that are due after the given times. */
    public synchronized void awaitWaiting(Duration... delays) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isWaiting(delays)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Scheduled are not " + Arrays.toString(delays) + ", but " + waiting());
            }
            wait(left);
        }
    }

    private boolean isWaiting(Duration... delays) {
        List<Duration> waiting = new ArrayList<>(waiting());
        return Arrays.stream(delays).allMatch(waiting::remove);
    }

    @Override
    public void execute(@Nullable Runnable command) {
        checkRunning();
        Objects.requireNonNull(command).run();
    }

    private synchronized void checkRunning() {
        if (shutdown) {
            throw new RejectedExecutionException("The scheduler has been shut down");
        }
    }

    @Override
    public ScheduledFuture<?> schedule(@Nullable Runnable command, long delay, @Nullable TimeUnit unit) {
        return schedule(Executors.callable(Objects.requireNonNull(command)), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(@Nullable Callable<V> callable, long delay, @Nullable TimeUnit unit) {
        Task<V> task = new Task<>(Objects.requireNonNull(callable));
        synchronized (this) {
            checkRunning();
            task.due = now + Objects.requireNonNull(unit).toNanos(delay);
            task.number = numbers++;
            if (delay > 0) {
                tasks.add(task);
                notifyAll();
                return task;
            }
        }
        task.run();
        return task;
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        tasks.clear();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private long due;
        private long number;

        Task(Callable<V> callable) {
            super(callable);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            synchronized (TestScheduler.this) {
                tasks.remove(this);
            }
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(@Nullable TimeUnit unit) {
            synchronized (TestScheduler.this) {
                return Objects.requireNonNull(unit).convert(due - now, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public int compareTo(@Nullable Delayed other) {
            Task<?> task = (Task<?>) Objects.requireNonNull(other);
            return due == task.due ? Long.compare(number, task.number) : Long.compare(due, task.due);
        }
    }
}
