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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.notification.Reachability.Kind;

/**
 * Notices that the way to our own address breaks off, long before anybody misses a notification.
 * <p>
 * It asks the address from here, which some routers don't let through although Withings gets through. So only an
 * address
 * that has been reached from here before counts as broken off, not before the second failure in a row, and not after a
 * notification that arrived meanwhile.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ReachabilityWatch {
    static final Duration INTERVAL = Duration.ofHours(1);
    /** How soon a failure is looked at again, and whether a way that broke off is open again. */
    static final Duration DOUBTFUL_INTERVAL = Duration.ofMinutes(10);
    private static final int FAILURES = 2;

    private final Function<URI, CompletableFuture<Reachability>> check;
    private final Clock clock;

    private @Nullable URI address;
    private @Nullable Instant asked;
    private boolean asking;
    /** Whether the address can be judged from here. */
    private boolean reachedOnce;
    private int failures;

    /**
     * @param check asks an address and never fails
     */
    public ReachabilityWatch(Function<URI, CompletableFuture<Reachability>> check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    /**
     * Asks the address if it is time to. To be called often.
     *
     * @param callback the address that Withings has, null if it has none
     */
    public void look(@Nullable URI callback) {
        Instant now = clock.instant();
        synchronized (this) {
            if (!Objects.equals(callback, address)) {
                address = callback;
                asked = null;
                asking = false;
                forget();
            }
            Instant last = asked;
            Duration interval = failures > 0 ? DOUBTFUL_INTERVAL : INTERVAL;
            boolean due = last == null || last.isAfter(now) || !last.plus(interval).isAfter(now);
            if (callback == null || asking || !due) {
                return;
            }
            asked = now;
            asking = true;
        }
        check.apply(callback).thenAccept(reachability -> found(callback, reachability.kind() == Kind.REACHED));
    }

    private synchronized void found(URI callback, boolean reached) {
        if (!callback.equals(address)) {
            return;
        }
        asking = false;
        reachedOnce |= reached;
        failures = reached || !reachedOnce ? 0 : failures + 1;
    }

    /**
     * A notification has arrived: whatever was found from here, the way is open.
     */
    public synchronized void heard() {
        if (failures > 0) {
            forget();
        }
    }

    private void forget() {
        reachedOnce = false;
        failures = 0;
    }

    /**
     * @return whether nothing speaks against it that Withings gets through to us
     */
    public synchronized boolean isOpen() {
        return failures < FAILURES;
    }
}
