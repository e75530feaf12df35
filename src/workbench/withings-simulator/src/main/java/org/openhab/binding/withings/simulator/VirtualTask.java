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

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One task of a {@link VirtualScheduler}, waiting for its virtual due time; tasks due at the same time keep the
 * order in which they were scheduled.
 *
 * @param <V> what the task answers
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final VirtualScheduler scheduler;
    private final VirtualTime time;
    private final long sequence;
    /**
     * Virtual nanoseconds between turns: positive for a fixed rate, negative for a fixed delay, 0 for one turn only.
     */
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

    /** A turn stands for all that were due when it started, not for those that became due while it ran. */
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

    /** The virtual time left until the task is due. */
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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
