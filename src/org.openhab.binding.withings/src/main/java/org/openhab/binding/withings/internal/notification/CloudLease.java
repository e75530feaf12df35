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
package org.openhab.binding.withings.internal.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RetryPause;
import org.openhab.binding.withings.internal.notification.CloudRelay.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public address of one webhook at openHAB's cloud: asked for as soon as there is a cloud, and again long before
 * the lease ends, so that it stays the same. It is not given back when the add-on stops: after the start it would be
 * another one, and Withings would have to be told.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class CloudLease implements AutoCloseable {
    /** A lease is for thirty days; who renews it every day can be offline for four weeks. */
    private static final Duration RENEWAL = Duration.ofDays(1);
    /** The cloud may not be connected yet, and may forget who asked; after this long another request is due. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Logger logger = LoggerFactory.getLogger(CloudLease.class);
    private final CloudRelays relays;
    private final String path;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Runnable changed;
    private final Consumer<@Nullable CloudRelay> relayListener = this::relayChanged;

    private @Nullable CloudRelay relay;
    private @Nullable Lease lease;
    private @Nullable CompletableFuture<Lease> request;
    private Instant lastAsked = Instant.MIN;
    private @Nullable ScheduledFuture<?> next;
    private RetryPause retry = RetryPause.FIRST;
    private boolean closed;

    /**
     * @param path the webhook's path at this openHAB
     * @param changed is told when the address is another one, is there, or is gone
     */
    public CloudLease(CloudRelays relays, String path, ScheduledExecutorService scheduler, Clock clock,
            Runnable changed) {
        this.relays = relays;
        this.path = path;
        this.scheduler = scheduler;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Begins to look for a cloud.
     */
    public void open() {
        relays.listen(relayListener);
    }

    /**
     * @return the address, null while there is none that leads here
     */
    public synchronized @Nullable URI url() {
        Lease current = lease;
        return relay == null || current == null || !clock.instant().isBefore(current.expires()) ? null : current.url();
    }

    /**
     * @return whether there is a cloud, connected or not
     */
    public synchronized boolean isOffered() {
        return relay != null;
    }

    /**
     * Asks before it is due, because there is doubt that the address leads here. Many doubts at once make one request.
     */
    public void doubt() {
        synchronized (this) {
            if (clock.instant().isBefore(lastAsked.plus(PATIENCE))) {
                return;
            }
        }
        ask();
    }

    @Override
    public void close() {
        relays.forget(relayListener);
        synchronized (this) {
            closed = true;
            cancel();
        }
    }

    /**
     * Closes for good and gives the address back.
     */
    public CompletableFuture<Void> remove() {
        CloudRelay current;
        synchronized (this) {
            current = relay;
        }
        close();
        try {
            return current == null ? CompletableFuture.completedFuture(null) : current.remove(path);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void relayChanged(@Nullable CloudRelay current) {
        synchronized (this) {
            if (closed) {
                return;
            }
            relay = current;
            lease = null;
            retry = RetryPause.FIRST;
            cancel();
        }
        if (current != null) {
            ask();
        }
        changed.run();
    }

    private void ask() {
        CloudRelay asked;
        synchronized (this) {
            asked = relay;
            if (closed || asked == null) {
                return;
            }
            lastAsked = clock.instant();
        }
        CompletableFuture<Lease> answer;
        try {
            answer = asked.request(path);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Lease> asking = answer;
        synchronized (this) {
            request = asking;
            askAgain(PATIENCE);
        }
        asking.whenComplete((granted, thrown) -> answered(asked, asking, granted, thrown));
    }

    private void answered(CloudRelay asked, CompletableFuture<Lease> answer, @Nullable Lease granted,
            @Nullable Throwable thrown) {
        URI before;
        synchronized (this) {
            if (closed || relay != asked || granted == null && request != answer) {
                // another cloud or a later request tells
                return;
            }
            before = url();
            if (granted == null) {
                askAgain(retry.length());
                retry = retry.longer();
            } else {
                lease = granted;
                retry = RetryPause.FIRST;
                askAgain(renewal(granted.expires()));
            }
        }
        if (thrown != null) {
            logger.debug("openHAB's cloud gives no address: {}", thrown.getClass().getSimpleName());
        }
        if (granted != null && !granted.url().equals(before)) {
            changed.run();
        }
    }

    private Duration renewal(Instant expires) {
        Duration half = Duration.between(clock.instant(), expires).dividedBy(2);
        Duration first = RetryPause.FIRST.length();
        Duration soonest = half.compareTo(first) < 0 ? first : half;
        return soonest.compareTo(RENEWAL) < 0 ? soonest : RENEWAL;
    }

    private void askAgain(Duration pause) {
        cancel();
        try {
            next = scheduler.schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("openHAB ends: its cloud is not asked again");
        }
    }

    private void cancel() {
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
            next = null;
        }
    }
}
