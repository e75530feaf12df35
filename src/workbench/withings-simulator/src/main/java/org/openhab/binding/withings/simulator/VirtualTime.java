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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.VirtualScheduler.VirtualTask;

/**
 * A clock that can run faster than the real one, stop (speed 0) or jump forward, with schedulers that follow it.
 * Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class VirtualTime extends Clock implements AutoCloseable {
    private final PriorityQueue<VirtualTask<?>> waiting = new PriorityQueue<>();
    private final List<VirtualScheduler> schedulers = new ArrayList<>();
    private final List<Consumer<Duration>> followers = new CopyOnWriteArrayList<>();

    private final Instant start;
    private final double speed;
    private final long realStart = System.nanoTime();
    private long jumped;
    private long sequence;
    private @Nullable Thread timer;
    private boolean closed;

    public VirtualTime(Instant start, double speed) {
        if (!Double.isFinite(speed) || speed < 0) {
            throw new IllegalArgumentException("The speed of time must be 0 or more, not " + speed);
        }
        this.start = start;
        this.speed = speed;
    }

    /** Starts with the real time and the speed 1. */
    public static VirtualTime real() {
        return new VirtualTime(Instant.now(), 1);
    }

    /** Virtual seconds per real second, 0 if stopped. */
    public double speed() {
        return speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
        throw new UnsupportedOperationException("This clock tells instants only");
    }

    /**
     * Jumps forward without waiting for the tasks that become due, which start in the order of their times.
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration);
        }
        synchronized (this) {
            jumped += duration.toNanos();
            notifyAll();
        }
        followers.forEach(follower -> follower.accept(duration));
    }

    /** Calls a consumer at each jump, in its thread, to synchronise another process; returns what ends that. */
    public Runnable follow(Consumer<Duration> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Whether a task is due, running or waiting for a thread. */
    public synchronized boolean isBusy() {
        VirtualTask<?> next = waiting.peek();
        return next != null && next.dueNanos() <= nanos() || schedulers.stream().anyMatch(VirtualScheduler::isBusy);
    }

    /** The time until the next task is due, zero if one is due; empty if there is none. */
    public synchronized Optional<Duration> untilNextTask() {
        return Optional.ofNullable(waiting.peek())
                .map(next -> Duration.ofNanos(Math.max(0, next.dueNanos() - nanos())));
    }

    /** Opens a scheduler; a fixed-rate task runs once for all the runs missed by a jump. */
    public synchronized ScheduledExecutorService scheduler(String name, int threads) {
        if (closed) {
            throw new IllegalStateException("This time has ended");
        }
        VirtualScheduler scheduler = new VirtualScheduler(this, name, threads);
        schedulers.add(scheduler);
        if (timer == null) {
            Thread thread = new Thread(this::handOutDueTasks, "virtual-time");
            thread.setDaemon(true);
            thread.start();
            timer = thread;
        }
        return scheduler;
    }

    /** Shuts down all schedulers: waiting tasks are dropped, running ones interrupted. The clock continues. */
    @Override
    public void close() {
        List<VirtualScheduler> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(schedulers);
            schedulers.clear();
            notifyAll();
        }
        open.forEach(VirtualScheduler::shutdownNow);
    }

    synchronized long nanos() {
        return jumped + (long) ((System.nanoTime() - realStart) * speed);
    }

    synchronized long nextSequence() {
        return sequence++;
    }

    synchronized void add(VirtualTask<?> task) {
        waiting.add(task);
        notifyAll();
    }

    synchronized void remove(VirtualTask<?> task) {
        waiting.remove(task);
    }

    /** Removes a scheduler that was shut down, with its waiting tasks. */
    synchronized List<VirtualTask<?>> forget(VirtualScheduler scheduler) {
        schedulers.remove(scheduler);
        List<VirtualTask<?>> dropped = waiting.stream().filter(task -> task.belongsTo(scheduler)).sorted().toList();
        waiting.removeAll(dropped);
        return dropped;
    }

    private synchronized void handOutDueTasks() {
        try {
            while (!closed) {
                VirtualTask<?> next = waiting.peek();
                long wait = next == null ? Long.MAX_VALUE : next.dueNanos() - nanos();
                if (next != null && wait <= 0) {
                    waiting.remove(next);
                    next.handOver();
                } else if (next == null || speed == 0) {
                    wait();
                } else {
                    double real = Math.min(Math.ceil(wait / speed), TimeUnit.DAYS.toNanos(1));
                    TimeUnit.NANOSECONDS.timedWait(this, (long) real);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
