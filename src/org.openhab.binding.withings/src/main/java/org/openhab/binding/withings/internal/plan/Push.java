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
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Whether Withings can be relied upon to notify of one person's data, judged by what is seen.
 * <p>
 * Immutable: every observation gives a new value.
 *
 * @param subscribed whether Withings lists all of our subscriptions
 * @param reachable false when the way from the internet to us seems to have broken off
 * @param missed when data was found that Withings should have notified of and had not, by service; without what has
 *            been made good
 * @param heard when the last notification arrived that named a service, by service
 * @param notified when the last notification arrived
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Push(boolean subscribed, boolean reachable, Map<Service, Instant> missed, Map<Service, Instant> heard,
        @Nullable Instant notified) {

    /** Nothing has been subscribed to. */
    public static final Push OFF = new Push(false, true, Map.of(), Map.of(), null);

    /**
     * Notifications usually arrive within two minutes, without guarantee (Withings reference, Data - Notifications);
     * what is younger may just be on its way.
     */
    static final Duration USUAL_DELAY = Duration.ofMinutes(15);

    /** After so long a time a single miss counts no more, if notifications of anything else arrive. */
    private static final Duration GRUDGE = Duration.ofDays(1);

    public Push {
        missed = Map.copyOf(missed);
        heard = Map.copyOf(heard);
    }

    /**
     * @return whether notifications make polling needless: everything is subscribed to, the way is open, and of every
     *         service of which data was found without a notification one has arrived since
     */
    public boolean live() {
        return subscribed && reachable && missed.isEmpty();
    }

    /**
     * @return whether notifications make it needless to poll a service. What was missed of one makes all doubtful until
     *         they are heard of
     */
    public boolean live(Service service) {
        Instant since = lastMissed();
        Instant last = heard.get(service);
        return live() || subscribed && reachable && since != null && !missed.containsKey(service) && last != null
                && last.isAfter(since);
    }

    /**
     * @return when data was last found that Withings should have notified of, null if all of it has been made good
     */
    public @Nullable Instant lastMissed() {
        return missed.values().stream().max(Instant::compareTo).orElse(null);
    }

    public Push withSubscribed(boolean all) {
        return new Push(all, reachable, missed, heard, notified);
    }

    public Push withReachable(boolean open) {
        return new Push(subscribed, open, missed, heard, notified);
    }

    /**
     * @param services what the notification named
     */
    public Push withNotification(Set<Service> services, Instant at) {
        Map<Service, Instant> stillMissed = new EnumMap<>(Service.class);
        missed.forEach((service, lost) -> {
            if (!services.contains(service) && lost.plus(GRUDGE).isAfter(at)) {
                stillMissed.put(service, lost);
            }
        });
        Map<Service, Instant> nowHeard = new EnumMap<>(Service.class);
        nowHeard.putAll(heard);
        services.forEach(service -> nowHeard.put(service, at));
        return new Push(subscribed, true, stillMissed, nowHeard, at);
    }

    /**
     * Data was found by asking without having been told to.
     *
     * @param modified when Withings stored the data
     * @param subscribedSince since when notifications could have been expected
     * @param now the present
     */
    public Push withFind(Service service, Instant modified, Instant subscribedSince, Instant now) {
        Instant last = heard.get(service);
        boolean stillOnItsWay = modified.plus(USUAL_DELAY).isAfter(now);
        boolean fromBefore = modified.isBefore(subscribedSince);
        boolean announced = last != null && !last.isBefore(modified);
        if (stillOnItsWay || fromBefore || announced) {
            return this;
        }
        Map<Service, Instant> all = new EnumMap<>(Service.class);
        all.putAll(missed);
        all.put(service, now);
        return new Push(subscribed, reachable, all, heard, notified);
    }
}
