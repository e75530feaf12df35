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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.plan.Service.Pace;

/**
 * Which services are due to be asked without a notification.
 * <p>
 * While Withings notifies, only a slow safety poll is left: it finds what no notification tells (batteries, goals, a
 * subscription that has lapsed unseen). Otherwise data is asked for at the configured interval and everything that
 * rarely changes once an hour.
 *
 * @param interval how often to ask for data while Withings does not notify
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PollingPlan(Duration interval) {
    static final Duration SAFETY_INTERVAL = Duration.ofDays(1);
    /** The devices tell in one call which services may have something new. */
    static final Duration DEVICES_SAFETY_INTERVAL = Duration.ofHours(8);
    private static final Duration SURROUNDINGS_INTERVAL = Duration.ofHours(1);

    /**
     * @param lastAsked when each service was last asked, for whatever reason; a service that is missing was never asked
     * @param notified whether Withings would have notified of whatever is new since a service was asked last
     * @param sessions when a device last sent data, by the service that tells it
     * @param now the present
     * @return the services to ask now. A service that seems to have been asked in the future is due: the clock has been
     *         set back
     */
    public Set<Service> due(Map<Service, Instant> lastAsked, Predicate<Service> notified,
            Map<Service, Instant> sessions, Instant now) {
        Set<Service> due = EnumSet.noneOf(Service.class);
        for (Service service : Service.values()) {
            Instant asked = lastAsked.get(service);
            if (asked == null || asked.isAfter(now)
                    || !now.isBefore(asked.plus(interval(service, notified.test(service))))
                    || isUnannounced(sessions.get(service), asked, now)) {
                due.add(service);
            }
        }
        return due;
    }

    /**
     * A device has sent something, of which Withings should have notified by now: it may have been nothing new, or
     * something of another person's, but somebody should look.
     */
    private static boolean isUnannounced(@Nullable Instant session, Instant asked, Instant now) {
        return session != null && session.isAfter(asked) && session.plus(Push.USUAL_DELAY).isBefore(now);
    }

    private Duration interval(Service service, boolean notified) {
        if (notified) {
            return service == Service.DEVICES ? DEVICES_SAFETY_INTERVAL : SAFETY_INTERVAL;
        }
        return service.pace() == Pace.SURROUNDINGS && SURROUNDINGS_INTERVAL.compareTo(interval) > 0
                ? SURROUNDINGS_INTERVAL
                : interval;
    }
}
