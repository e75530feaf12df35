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
package org.openhab.binding.withings.internal.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Notifications of one weigh-in come in a flurry: waiting a moment makes them one request. The longer a flurry lasts,
 * the longer it is waited for, so that no number of notifications costs more than a few requests in a minute, and
 * whoever steps on the scale meanwhile need not wait for long.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Flurry {
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(2),
            Duration.ofSeconds(8), Duration.ofSeconds(20), Duration.ofSeconds(30));
    /** What comes after such a silence belongs to something else. */
    private static final Duration END = Duration.ofSeconds(10);

    private Instant last = Instant.EPOCH;
    private int waits;

    /**
     * A notification has come.
     */
    void goesOn(Instant now) {
        if (last.isAfter(now) || !last.plus(END).isAfter(now)) {
            waits = 0;
        }
        last = now;
    }

    /**
     * @return how long to wait for further notifications before Withings is asked; longer the next time
     */
    Duration nextWait() {
        return WAITS.get(Math.min(waits++, WAITS.size() - 1));
    }
}
