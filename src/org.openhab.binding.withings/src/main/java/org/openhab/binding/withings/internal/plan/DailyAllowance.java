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
package org.openhab.binding.withings.internal.plan;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How many calls a person's data may cost while Withings notifies of everything new: as many as there are
 * notifications, and in any 24 hours at most a dozen more. Every notification adds a call, and so does some time;
 * what is not used is kept, but not more than a few calls of it.
 * <p>
 * A call costs a piece of time, so all there is to know is from when on the time has not been spent yet.
 *
 * @param unspent the beginning of the time that has not been spent; in the future after a debt
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DailyAllowance(Instant unspent) {

    /** So many calls can be saved up. */
    static final int CAPACITY = 3;
    /**
     * So many calls a day need no notification: with what may have been saved up, and with the two calls that a
     * correction may take more than were left, that makes a dozen.
     */
    static final int CALLS_A_DAY = 7;
    private static final Duration CALL = Duration.ofDays(1).dividedBy(CALLS_A_DAY);
    private static final Duration SAVED = CALL.multipliedBy(CAPACITY);

    /** Everything that can be saved has been. */
    public static final DailyAllowance FULL = new DailyAllowance(Instant.EPOCH);

    /**
     * @return the allowance after a notification that has not been heard of before
     */
    public DailyAllowance withNotification(Instant now) {
        return new DailyAllowance(within(now).minus(CALL)).at(now);
    }

    /**
     * @param calls how many calls were made, as many as it took
     */
    public DailyAllowance withCalls(long calls, Instant now) {
        return new DailyAllowance(within(now).plus(CALL.multipliedBy(calls))).at(now);
    }

    /**
     * @return whether so many calls may be made now
     */
    public boolean covers(int calls, Instant now) {
        return !within(now).plus(CALL.multipliedBy(calls)).isAfter(now);
    }

    private DailyAllowance at(Instant now) {
        return new DailyAllowance(within(now));
    }

    /**
     * A debt is limited like what is saved: it is made by many pages after a long silence, by a flood of notifications
     * that tell of nothing new, or by a clock that was set back.
     */
    private Instant within(Instant now) {
        Instant earliest = now.minus(SAVED);
        Instant latest = now.plus(SAVED);
        if (unspent.isBefore(earliest)) {
            return earliest;
        }
        return unspent.isAfter(latest) ? latest : unspent;
    }
}
