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
package org.openhab.binding.withings.systemtest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * Waits for conditions. The virtual time is stopped unless a test waits for something that takes time: then it advances
 * in small steps, or to the next due task, until the condition is met or the limit is exceeded.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Patience {

    /** The limit in real time, even for slow computers. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration STEP = Duration.ofMillis(500);
    /** Limits how far time advances too early when a request between openHAB and Withings looks like idleness. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);
    /** The number of checks before time advances, so that due tasks can run. */
    private static final int LOOKS_PER_STEP = 2;
    /** After so many busy steps, time advances, for example for a missing answer. */
    private static final int STEPS_IF_BUSY = 6;
    private static final Duration BETWEEN_LOOKS_AT_IDLENESS = Duration.ofNanos(100_000);
    private static final int LOOKS_AT_IDLENESS = 10;
    private static final int STEPS_AT_MOST = 200;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);
    private static final int LOOKS_PER_STEP_WITH_PERSON = 10;

    private final VirtualTime time;
    private final BooleanSupplier busy;
    private final Supplier<Duration> untilNextTask;

    /**
     * @param busy whether openHAB or Withings has due tasks
     * @param untilNextTask the time until one of them has; zero if unknown
     */
    Patience(VirtualTime time, BooleanSupplier busy, Supplier<Duration> untilNextTask) {
        this.time = time;
        this.busy = busy;
        this.untilNextTask = untilNextTask;
    }

    /**
     * Waits for a condition while time is stopped.
     *
     * @param what says what should be the case, and if it is not, what is
     */
    void atOnce(Supplier<String> what, BooleanSupplier condition) {
        pass(Duration.ZERO, STEP, STEP, LOOKS_PER_STEP, what, condition);
    }

    /**
     * Waits until neither openHAB nor Withings is busy, while time is stopped. They must be idle for a moment, because
     * a request between them may be pending.
     */
    void idle() {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        for (int seen = 0; seen < LOOKS_AT_IDLENESS; seen = busy.getAsBoolean() ? 0 : seen + 1) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("openHAB or Withings is busy without end");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_AT_IDLENESS.toNanos());
        }
    }

    /**
     * Advances time until a condition is met.
     *
     * @param longest the limit in virtual time
     * @param what says what should be the case, and if it is not, what is
     */
    void within(Duration longest, Supplier<String> what, BooleanSupplier condition) {
        // long waits use longer steps
        Duration shortest = longer(longest.dividedBy(STEPS_AT_MOST), STEP);
        pass(longest, shortest, longer(shortest, LONGEST_STEP), LOOKS_PER_STEP, what, condition);
    }

    /**
     * Waits for an answer while time advances slowly, because a consent must not expire on a slow computer.
     */
    <T> T answer(CompletableFuture<T> answer) {
        pass(LONGEST_ANSWER, STEP, STEP, LOOKS_PER_STEP_WITH_PERSON, () -> "an answer comes", answer::isDone);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new AssertionError("There should be an answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private void pass(Duration longest, Duration shortestStep, Duration longestStep, int looksPerStep,
            Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        Duration passed = Duration.ZERO;
        int idleLooks = 0;
        for (int look = 1; !condition.getAsBoolean(); look++) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Within " + longest + " and " + DEADLINE + " of this computer's time: " + what.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            idleLooks = busy.getAsBoolean() ? 0 : idleLooks + 1;
            if (look % looksPerStep == 0 && passed.compareTo(longest) < 0
                    && (idleLooks > 0 || look % (looksPerStep * STEPS_IF_BUSY) == 0)) {
                Duration next = longer(untilNextTask.get(), shortestStep);
                Duration most = idleLooks < looksPerStep ? shortestStep : longestStep;
                Duration step = next.compareTo(most) < 0 ? next : most;
                time.advance(step);
                passed = passed.plus(step);
            }
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
