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
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.cloud.RetryPause;
import org.openhab.binding.withings.internal.plan.Service;

/**
 * Whose turn it is to be asked. A service that fails rests, longer with every failure, so that it does not keep the
 * others from being asked; only when a second one fails without an answer in between all of them wait.
 * <p>
 * To be used under a lock of its owner's, who also lets the time pass.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Turns {
    /** What waited longest comes first. */
    private final Set<Service> waiting = new LinkedHashSet<>();
    private final Set<Service> announced = EnumSet.noneOf(Service.class);
    private final Map<Service, Rest> resting = new EnumMap<>(Service.class);
    /** How long those that failed will rest the next time. */
    private final Map<Service, RetryPause> nextRests = new EnumMap<>(Service.class);
    /** Those that failed before and after others answered. */
    private final Set<Service> failingAlone = EnumSet.noneOf(Service.class);
    private final Set<Service> failedInARow = EnumSet.noneOf(Service.class);
    private RetryPause nextPause = RetryPause.FIRST;

    /**
     * The rest of one service; each is another one.
     */
    static final class Rest {
        private final Service service;
        private final Duration length;

        Rest(Service service, Duration length) {
            this.service = service;
            this.length = length;
        }

        Duration length() {
            return length;
        }
    }

    /**
     * Lets services be asked, except those that rest.
     *
     * @return whether one of them is new here and has given no reason to wait
     */
    boolean add(Collection<Service> services) {
        boolean fresh = false;
        for (Service service : services) {
            fresh |= !resting.containsKey(service) && waiting.add(service) && !nextRests.containsKey(service);
        }
        return fresh;
    }

    /**
     * Lets services be asked whether they rest or not.
     */
    void wake(Collection<Service> services) {
        services.forEach(resting::remove);
        waiting.addAll(services);
    }

    /**
     * There is something new of services.
     */
    void announce(Collection<Service> services) {
        announced.addAll(services);
    }

    /**
     * @return what may be asked now, what waited longest first
     */
    List<Service> waiting() {
        return List.copyOf(waiting);
    }

    /**
     * A service is being asked.
     */
    void take(Service service) {
        waiting.remove(service);
    }

    /**
     * @return the services of which there is something new
     */
    Set<Service> announced() {
        return Set.copyOf(announced);
    }

    /**
     * @return whether the service was announced since this was asked last
     */
    boolean takeAnnouncement(Service service) {
        return announced.remove(service);
    }

    /**
     * A service has answered. If Withings as a whole has not for a while, nobody needs to rest any more.
     */
    void answered(Service service) {
        if (failedInARow.size() > 1) {
            wake(Set.copyOf(resting.keySet()));
        }
        failedInARow.clear();
        nextPause = RetryPause.FIRST;
        nextRests.remove(service);
        failingAlone.addAll(nextRests.keySet());
        failingAlone.remove(service);
    }

    /**
     * @return the services that fail although others answer
     */
    Set<Service> failingAlone() {
        return Set.copyOf(failingAlone);
    }

    /**
     * A service has failed and is to be asked again.
     *
     * @return its rest, after which {@link #rested(Rest)} is to be called
     */
    Rest failed(Service service) {
        RetryPause pause = nextRests.getOrDefault(service, RetryPause.FIRST);
        nextRests.put(service, pause.longer());
        failedInARow.add(service);
        Rest rest = new Rest(service, pause.length());
        resting.put(service, rest);
        return rest;
    }

    /**
     * @return how long to wait after a failure before another service is asked: not at all after that of one service
     *         alone
     */
    Duration pause() {
        if (failedInARow.size() < 2) {
            return Duration.ZERO;
        }
        Duration pause = nextPause.length();
        nextPause = nextPause.longer();
        return pause;
    }

    /**
     * A rest is over, unless it was ended before.
     */
    void rested(Rest rest) {
        if (resting.remove(rest.service, rest)) {
            waiting.add(rest.service);
        }
    }

    void clear() {
        waiting.clear();
        resting.clear();
    }

    /**
     * @return all that will be asked, now or after a rest
     */
    Set<Service> all() {
        Set<Service> all = EnumSet.noneOf(Service.class);
        all.addAll(waiting);
        all.addAll(resting.keySet());
        return all;
    }
}
