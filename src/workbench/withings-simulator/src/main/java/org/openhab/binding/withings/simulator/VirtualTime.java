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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A clock that can run faster than the real one, stand still or jump forward, together with schedulers that measure
 * their delays by it. Whoever shares one virtual time agrees on what is now and on what is due.
 *
 * <p>
 * With speed 0 time stands still between calls of {@link #advance(Duration)}, which makes tests repeatable.
 * All methods may be called from any thread.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class VirtualTime extends Clock implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
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

    /**
     * @param start the moment the clock shows first
     * @param speed virtual seconds per real second, 0 (time stands still) or more
     * @throws IllegalArgumentException if the speed is negative or not a finite number
     */
    public VirtualTime(Instant start, double speed) {
        if (!Double.isFinite(speed) || speed < 0) {
            throw new IllegalArgumentException("The speed of time must be 0 or more, not " + speed);
        }
        this.start = start;
        this.speed = speed;
    }

    /**
     * Starts a time that shows the real moment and passes as real time does.
     *
     * @return a new virtual time of speed 1
     */
    public static VirtualTime real() {
        return new VirtualTime(Instant.now(), 1);
    }

    /**
     * @return virtual seconds per real second, 0 if time stands still
     */
    public double speed() {
        return speed;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos());
    }

    /**
     * @return always UTC
     */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
        return zone == null || zone.equals(getZone()) ? this : new ZonedView(this, zone);
    }

    /**
     * Jumps forward at once. Tasks that became due start in the order of their due times, on their schedulers'
     * threads; this method does not wait for them. A task that they schedule counts from the new now.
     *
     * @param duration how far to jump, not negative
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + duration);
        }
        lock.lock();
        try {
            jumped += duration.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        followers.forEach(follower -> follower.accept(duration));
    }

    /**
     * Lets the time of another process jump along.
     *
     * @param follower is told of each jump, after it, in the thread of whoever let time jump
     * @return ends that
     */
    public Runnable follow(Consumer<Duration> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /**
     * @return whether a task is due, running or waiting for a thread: whoever lets time jump has it pass as it would by
     *         itself if the next jump waits for that
     */
    public boolean isBusy() {
        lock.lock();
        try {
            VirtualTask<?> next = waiting.peek();
            return next != null && next.dueNanos() <= nanos()
                    || schedulers.stream().anyMatch(VirtualScheduler::isBusy);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return how long it is until the next task becomes due, zero if one is; empty if none waits
     */
    public Optional<Duration> untilNextTask() {
        lock.lock();
        try {
            return Optional.ofNullable(waiting.peek())
                    .map(next -> Duration.ofNanos(Math.max(0, next.dueNanos() - nanos())));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a scheduler whose delays are measured in this time. Its threads are daemons.
     * <p>
     * Other than the JDK's scheduler it lets a task at a fixed rate skip the turns it missed in a jump and run once for
     * all of them, and drops waiting tasks when it is shut down.
     *
     * @param name what its threads are called after
     * @param threads how many tasks may run at the same time, 1 or more
     * @return a scheduler, to be shut down by the caller or with this time
     */
    public ScheduledExecutorService scheduler(String name, int threads) {
        VirtualScheduler scheduler = new VirtualScheduler(this, name, threads);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This time has ended");
            }
            schedulers.add(scheduler);
            if (timer == null) {
                Thread thread = new Thread(this::handOutDueTasks, "virtual-time");
                thread.setDaemon(true);
                thread.start();
                timer = thread;
            }
        } finally {
            lock.unlock();
        }
        return scheduler;
    }

    /**
     * Ends all schedulers: waiting tasks are dropped, running ones interrupted. The clock itself goes on.
     */
    @Override
    public void close() {
        List<VirtualScheduler> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(schedulers);
            schedulers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        open.forEach(VirtualScheduler::shutdownNow);
    }

    /** Virtual nanoseconds since the start. */
    long nanos() {
        lock.lock();
        try {
            return jumped + (long) ((System.nanoTime() - realStart) * speed);
        } finally {
            lock.unlock();
        }
    }

    long nextSequence() {
        lock.lock();
        try {
            return sequence++;
        } finally {
            lock.unlock();
        }
    }

    void add(VirtualTask<?> task) {
        lock.lock();
        try {
            waiting.add(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void remove(VirtualTask<?> task) {
        lock.lock();
        try {
            waiting.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a scheduler that was shut down, with its waiting tasks. */
    List<VirtualTask<?>> forget(VirtualScheduler scheduler) {
        lock.lock();
        try {
            schedulers.remove(scheduler);
            List<VirtualTask<?>> dropped = waiting.stream().filter(task -> task.belongsTo(scheduler)).sorted().toList();
            waiting.removeAll(dropped);
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void handOutDueTasks() {
        lock.lock();
        try {
            while (!closed) {
                VirtualTask<?> next = waiting.peek();
                long wait = next == null ? Long.MAX_VALUE : next.dueNanos() - nanos();
                if (next != null && wait <= 0) {
                    waiting.remove(next);
                    next.handOver();
                } else if (next == null || speed == 0) {
                    changed.await();
                } else {
                    changed.awaitNanos((long) Math.min(Math.ceil(wait / speed), TimeUnit.DAYS.toNanos(1)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "VirtualTime[" + instant() + ", speed " + speed + "]";
    }

    /** The same moments, shown in another zone. */
    private static final class ZonedView extends Clock {

        private final VirtualTime time;
        private final ZoneId zone;

        ZonedView(VirtualTime time, ZoneId zone) {
            this.time = time;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return time.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(@Nullable ZoneId other) {
            return time.withZone(other);
        }
    }
}
