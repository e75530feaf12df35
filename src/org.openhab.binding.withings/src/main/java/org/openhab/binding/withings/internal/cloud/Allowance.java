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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.cloud.RequestBudget.Urgency;

/**
 * What Withings allows an application: 120 requests in any minute. It outlives an account that is configured anew, and
 * accounts with the same application share it.
 * <p>
 * A request counts until a minute after its answer, because only then it is certain that it is older than a minute for
 * Withings too. The time is taken from the scheduler alone: a clock that is set forth or back does not matter.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Allowance {
    /** Withings allows 120; the others are left to token requests, which cannot wait: a code lives for 30 seconds. */
    static final int REQUESTS_PER_WINDOW = 116;
    static final Duration WINDOW = Duration.ofSeconds(60);
    /** Answers are held in memory until they are read, so there must not be many of them at a time. */
    static final int REQUESTS_AT_A_TIME = 4;
    /**
     * Less than half of what Withings allows, so that there is always room for what happens now, and so that a restart,
     * which forgets what was asked in the minute before, does not ask for too much either.
     */
    static final int BACKGROUND_REQUESTS_PER_WINDOW = 45;
    static final int BACKGROUND_REQUESTS_AT_A_TIME = 2;

    /** What is used of it by the requests of one urgency. */
    private static final class Use {
        private final int perWindow;
        private final int atATime;
        private int inWindow;
        private int underWay;

        Use(int perWindow, int atATime) {
            this.perWindow = perWindow;
            this.atATime = atATime;
        }
    }

    private final ScheduledExecutorService scheduler;
    private final Map<Urgency, Use> uses = new EnumMap<>(Map.of(Urgency.LIVE,
            new Use(REQUESTS_PER_WINDOW, REQUESTS_AT_A_TIME), Urgency.BACKGROUND,
            new Use(BACKGROUND_REQUESTS_PER_WINDOW, BACKGROUND_REQUESTS_AT_A_TIME)));
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private int pauses;

    public Allowance(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * @param more told whenever more may be asked than before
     */
    void listen(Runnable more) {
        waiting.add(more);
    }

    void forget(Runnable more) {
        waiting.remove(more);
    }

    /**
     * @return whether a request may start now; it counts from then on
     */
    synchronized boolean take(Urgency urgency) {
        Use use = use(urgency);
        boolean may = pauses == 0 && inWindow() < REQUESTS_PER_WINDOW && underWay() < REQUESTS_AT_A_TIME
                && use.inWindow < use.perWindow && use.underWay < use.atATime;
        if (may) {
            use.inWindow++;
            use.underWay++;
        }
        return may;
    }

    /**
     * A request that was allowed to start has its answer.
     *
     * @return false if the scheduler has been shut down
     */
    boolean answered(Urgency urgency) {
        Use use = use(urgency);
        synchronized (this) {
            use.underWay--;
        }
        boolean counts = after(WINDOW, () -> use.inWindow--);
        tell();
        return counts;
    }

    /**
     * Lets no request start for a while.
     *
     * @return false if the scheduler has been shut down
     */
    boolean pauseFor(Duration pause) {
        synchronized (this) {
            pauses++;
        }
        return after(pause, () -> pauses--);
    }

    synchronized int inWindow() {
        return uses.values().stream().mapToInt(use -> use.inWindow).sum();
    }

    synchronized int underWay() {
        return uses.values().stream().mapToInt(use -> use.underWay).sum();
    }

    synchronized boolean isPaused() {
        return pauses > 0;
    }

    private Use use(Urgency urgency) {
        Use use = uses.get(urgency);
        if (use == null) {
            throw new IllegalArgumentException(urgency.name());
        }
        return use;
    }

    private void tell() {
        waiting.forEach(Runnable::run);
    }

    private boolean after(Duration delay, Runnable change) {
        try {
            scheduler.schedule(() -> {
                synchronized (this) {
                    change.run();
                }
                tell();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
