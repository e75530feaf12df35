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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * The system clock of openHAB's computer, which may differ from the true time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class WallClock extends Clock {

    private volatile Clock right = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    WallClock showing(VirtualTime time) {
        right = time;
        return this;
    }

    /**
     * @param offset the difference to the true time from now on, negative if it is behind
     */
    void goAhead(Duration offset) {
        ahead = offset;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
