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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Delays measured in virtual time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PATIENCE_SECONDS = 30;

    private final VirtualTime still = new VirtualTime(START, 0);
    private final BlockingQueue<String> ran = new ArrayBlockingQueue<>(100);

    @AfterEach
    void end() {
        still.close();
    }

    @Test
    void standsStillAtSpeedZeroUntilAdvanced() {
        assertThat(still.instant(), is(START));

        still.advance(Duration.ofHours(8));

        assertThat(still.instant(), is(START.plus(Duration.ofHours(8))));
    }

    @Test
    void runsOverdueTasksInTheOrderOfTheirDueTimes() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        scheduler.schedule(() -> ran.add("second"), 20, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("first"), 10, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("third"), 20, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("later"), 21, TimeUnit.SECONDS);

        still.advance(Duration.ofSeconds(20));

        assertThat(List.of(next(), next(), next()), contains("first", "second", "third"));
        assertThat(ran, is(empty()));
    }

    @Test
    void isBusyUntilWhatWasDueHasEnded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        scheduler.schedule(() -> {
            ran.add("begun");
            end.await();
            return null;
        }, 10, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("later"), 1, TimeUnit.HOURS);
        assertThat("nothing is due", still.isBusy(), is(false));

        still.advance(Duration.ofSeconds(10));
        assertThat("something is due", still.isBusy(), is(true));
        next();
        assertThat("something is running", still.isBusy(), is(true));

        end.countDown();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (still.isBusy() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat("everything has ended", still.isBusy(), is(false));
    }

    @Test
    void shrinksDelaysWithItsSpeed() throws Exception {
        try (VirtualTime fast = new VirtualTime(START, 3600)) {
            long realStart = System.nanoTime();

            fast.scheduler("test", 1).schedule(() -> ran.add("an hour later"), 1, TimeUnit.HOURS);

            assertThat(next(), is("an hour later"));
            assertThat(System.nanoTime() - realStart, is(greaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1))));
            assertThat(fast.instant(), is(greaterThanOrEqualTo(START.plus(Duration.ofHours(1)))));
        }
    }

    @Test
    void countsAFixedDelayFromTheEndOfATurn() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        ScheduledFuture<?> polling = scheduler.scheduleWithFixedDelay(() -> ran.add("turn"), 0, 10, TimeUnit.MINUTES);
        next();
        waitUntilDueIn(polling, 10);

        still.advance(Duration.ofHours(1));
        next();
        waitUntilDueIn(polling, 10);

        assertThat("one turn for the whole jump", ran, is(empty()));
    }

    @Test
    void keepsTheGridOfAFixedRateAndSkipsTurnsMissedInAJump() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        ScheduledFuture<?> turns = scheduler.scheduleAtFixedRate(() -> ran.add("turn"), 10, 10, TimeUnit.MINUTES);

        still.advance(Duration.ofMinutes(34));
        next();
        waitUntilDueIn(turns, 6);

        assertThat(ran, is(empty()));
    }

    @Test
    void dropsCancelledTasks() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        ScheduledFuture<?> cancelled = scheduler.schedule(() -> ran.add("cancelled"), 1, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("kept"), 2, TimeUnit.SECONDS);

        cancelled.cancel(false);
        still.advance(Duration.ofSeconds(2));

        assertThat(next(), is("kept"));
        assertThat(cancelled.isCancelled(), is(true));
    }

    @Test
    void stopsATaskThatFailsWithoutStoppingOthers() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        ScheduledFuture<?> failing = scheduler.scheduleWithFixedDelay(() -> {
            throw new IllegalStateException("on purpose");
        }, 1, 1, TimeUnit.SECONDS);
        scheduler.schedule(() -> ran.add("other"), 2, TimeUnit.SECONDS);

        still.advance(Duration.ofSeconds(2));

        assertThat(next(), is("other"));
        assertThrows(ExecutionException.class, failing::get);
    }

    @Test
    void interruptsRunningTasksAndRefusesNewOnesWhenClosed() throws Exception {
        ScheduledExecutorService scheduler = still.scheduler("test", 1);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        scheduler.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        running.await(PATIENCE_SECONDS, TimeUnit.SECONDS);

        still.close();

        assertThat(interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
        assertThrows(RejectedExecutionException.class,
                () -> scheduler.schedule(() -> ran.add("never"), 0, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, () -> still.scheduler("late", 1));
    }

    private String next() throws InterruptedException {
        String task = ran.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return task == null ? "nothing in time" : task;
    }

    private void waitUntilDueIn(ScheduledFuture<?> task, long minutes) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (task.getDelay(TimeUnit.MINUTES) != minutes && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(task.getDelay(TimeUnit.MINUTES), is(minutes));
    }
}
