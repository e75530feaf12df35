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
package org.openhab.binding.withings.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A scheduler in {@link VirtualTime} that runs its tasks on its own threads.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualTime time;
    private final ThreadPoolExecutor threads;
    /** Tasks that have been started and have not ended. */
    private final AtomicInteger underWay = new AtomicInteger();

    VirtualScheduler(VirtualTime time, String name, int threadCount) {
        this.time = time;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(threadCount, threadCount, 0, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }) {
            @Override
            protected void afterExecute(@Nullable Runnable task, @Nullable Throwable thrown) {
                underWay.decrementAndGet();
            }
        };
    }

    boolean isBusy() {
        return underWay.get() > 0;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return start(new VirtualTask<>(this, time, Executors.callable(command), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return start(new VirtualTask<>(this, time, callable, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return start(new VirtualTask<>(this, time, Executors.callable(command), unit.toNanos(initialDelay),
                positive(unit.toNanos(period))));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return start(new VirtualTask<>(this, time, Executors.callable(command), unit.toNanos(initialDelay),
                -positive(unit.toNanos(delay))));
    }

    private static long positive(long period) {
        if (period <= 0) {
            throw new IllegalArgumentException("The time between two turns must be more than 0, not " + period + " ns");
        }
        return period;
    }

    private <V> VirtualTask<V> start(VirtualTask<V> task) {
        if (isShutdown()) {
            throw new RejectedExecutionException("The scheduler is shut down");
        }
        waitForTurn(task);
        return task;
    }

    void waitForTurn(VirtualTask<?> task) {
        if (isShutdown()) {
            task.cancel(false);
        } else if (!task.isCancelled()) {
            time.add(task);
        }
        if (task.isCancelled() || isShutdown()) {
            time.remove(task);
        }
    }

    void runNow(VirtualTask<?> task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            task.cancel(false);
        }
    }

    @Override
    public void execute(Runnable command) {
        underWay.incrementAndGet();
        try {
            threads.execute(command);
        } catch (RejectedExecutionException e) {
            underWay.decrementAndGet();
            throw e;
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
        time.forget(this).forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> dropped = new ArrayList<>(threads.shutdownNow());
        for (VirtualTask<?> task : time.forget(this)) {
            task.cancel(false);
            dropped.add(task);
        }
        return dropped;
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }

    /** One task; those due at the same time keep the order in which they were scheduled. */
    static final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final VirtualScheduler scheduler;
        private final VirtualTime time;
        private final long sequence;
        /** The period in virtual nanoseconds: positive for a fixed rate, negative for a fixed delay. */
        private final long period;
        private volatile long due;

        VirtualTask(VirtualScheduler scheduler, VirtualTime time, Callable<V> callable, long delay, long period) {
            super(callable);
            this.scheduler = scheduler;
            this.time = time;
            this.sequence = time.nextSequence();
            this.period = period;
            this.due = time.nanos() + Math.max(0, delay);
        }

        long dueNanos() {
            return due;
        }

        boolean belongsTo(VirtualScheduler other) {
            return scheduler == other;
        }

        void handOver() {
            scheduler.runNow(this);
        }

        @Override
        public void run() {
            long started = time.nanos();
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                due = nextTurn(started);
                scheduler.waitForTurn(this);
            }
        }

        /** A run replaces all runs that were due when it started, but not those that became due meanwhile. */
        private long nextTurn(long started) {
            if (period < 0) {
                return time.nanos() - period;
            }
            long missed = Math.max(0, (started - due) / period);
            return due + (missed + 1) * period;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            time.remove(this);
            return cancelled;
        }

        @Override
        public boolean isPeriodic() {
            return period != 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - time.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            if (other instanceof VirtualTask<?> task) {
                int byDue = Long.compare(due, task.due);
                return byDue != 0 ? byDue : Long.compare(sequence, task.sequence);
            }
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
