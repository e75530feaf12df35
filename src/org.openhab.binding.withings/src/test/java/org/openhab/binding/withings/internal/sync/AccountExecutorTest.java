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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;

/**
 * Tasks run one at a time and in order, until the executor is closed.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountExecutorTest {
    private final TestScheduler scheduler = new TestScheduler();
    private final AccountExecutor executor = new AccountExecutor(scheduler);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsTasksOneAtATimeAndInOrderOnSeveralThreads() throws Exception {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
        try {
            AccountExecutor onThreads = new AccountExecutor(threads);
            List<Integer> unsynchronized = new ArrayList<>();
            CountDownLatch end = new CountDownLatch(1);

            IntStream.range(0, 10_000).forEach(i -> onThreads.execute(() -> unsynchronized.add(i)));
            onThreads.execute(end::countDown);

            assertThat(end.await(30, TimeUnit.SECONDS), is(true));
            assertThat(unsynchronized, is(IntStream.range(0, 10_000).boxed().toList()));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void runsATaskThatWasAddedByATask() {
        executor.execute(() -> {
            executor.execute(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done, contains("first", "second"));
    }

    @Test
    void continuesAfterATaskThatThrows() {
        executor.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        try {
            executor.execute(() -> {
                throw new AssertionError("on purpose");
            });
        } catch (AssertionError e) {
            // ends the pool's thread only
        }
        executor.execute(() -> done.add("next"));

        assertThat(done, contains("next"));
    }

    @Test
    void runsATaskAfterItsDelayUnlessItIsCancelled() {
        executor.schedule(() -> done.add("later"), Duration.ofSeconds(5));
        executor.schedule(() -> done.add("cancelled"), Duration.ofSeconds(5)).cancel(false);
        scheduler.advance(Duration.ofSeconds(4));
        assertThat(done, is(empty()));

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(done, contains("later"));
    }

    @Test
    void dropsWaitingAndLaterTasksWhenItIsClosed() {
        executor.schedule(() -> done.add("of an earlier life"), Duration.ofSeconds(5));
        executor.execute(() -> {
            executor.execute(() -> done.add("waiting"));
            executor.close();
            done.add("running");
        });
        executor.execute(() -> done.add("late"));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(done, contains("running"));
    }

    @Test
    void leavesNothingOfTheAccountInOpenHabsSchedulerWhenItIsClosed() {
        Future<?> hourly = executor.schedule(() -> done.add("an hour later"), Duration.ofHours(1));

        executor.close();

        assertThat(hourly.isCancelled(), is(true));
        assertThat(executor.schedule(() -> done.add("late"), Duration.ofHours(1)).isDone(), is(true));
    }

    @Test
    void dropsTasksWhenOpenHabStops() {
        scheduler.shutdown();

        executor.execute(() -> done.add("late"));
        executor.schedule(() -> done.add("late"), Duration.ofSeconds(1));

        assertThat(done, is(empty()));
    }
}
