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
import org.eclipse.jdt.annotation.Nullable;

/**
 * Whether Withings can be relied upon to notify of one person's data, judged by what is seen.
 * <p>
 * Immutable: every observation gives a new value.
 *
 * @param subscribed whether Withings lists all of our subscriptions
 * @param missed when data was found that Withings should have notified of and had not
 * @param notified when the last notification arrived
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Push(boolean subscribed, @Nullable Instant missed, @Nullable Instant notified) {

    /** Nothing has been subscribed to. */
    public static final Push OFF = new Push(false, null, null);

    /**
     * Notifications usually arrive within two minutes, without guarantee (Withings reference, Data - Notifications);
     * what is younger may just be on its way.
     */
    static final Duration USUAL_DELAY = Duration.ofMinutes(15);

    /**
     * @return whether notifications make polling needless: everything is subscribed to, and since data was found
     *         without a notification, one has arrived
     */
    public boolean live() {
        Instant lost = missed;
        Instant heard = notified;
        return subscribed && (lost == null || heard != null && heard.isAfter(lost));
    }

    public Push withSubscribed(boolean all) {
        return new Push(all, missed, notified);
    }

    public Push withNotification(Instant at) {
        return new Push(subscribed, missed, at);
    }

    /**
     * Data was found by asking without having been told to.
     *
     * @param modified when Withings stored the data
     * @param subscribedSince since when notifications could have been expected
     * @param now the present
     */
    public Push withFind(Instant modified, Instant subscribedSince, Instant now) {
        Instant heard = notified;
        boolean stillOnItsWay = modified.plus(USUAL_DELAY).isAfter(now);
        boolean fromBefore = modified.isBefore(subscribedSince);
        boolean announced = heard != null && !heard.isBefore(modified);
        return stillOnItsWay || fromBefore || announced ? this : new Push(subscribed, now, notified);
    }
}
