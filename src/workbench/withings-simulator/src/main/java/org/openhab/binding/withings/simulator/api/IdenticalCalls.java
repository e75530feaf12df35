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
package org.openhab.binding.withings.simulator.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.Rejection;

/**
 * Refuses a call that repeats another one, argument by argument, within 10 seconds. Seen at token calls and
 * subscriptions: "Same arguments in less than 10 seconds".
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class IdenticalCalls {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<Object, Instant> recent = new HashMap<>();

    private record Arguments(String path, Object bearer, Object parameters) {}

    /**
     * @param clock the time that the 10 seconds are measured in
     */
    public IdenticalCalls(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes a call.
     *
     * @throws Rejection with the seconds to wait if there was an identical one
     */
    public synchronized void refuseRepetition(ApiRequest request) {
        Instant now = clock.instant();
        recent.values().removeIf(before -> !before.plus(WINDOW).isAfter(now));
        String bearer = request.bearer();
        Arguments arguments = new Arguments(request.path(), bearer == null ? "" : bearer,
                request.parameters().asMap());
        Instant before = recent.get(arguments);
        if (before != null) {
            long wait = Duration.between(now, before.plus(WINDOW)).plusMillis(999).toSeconds();
            throw new Rejection(
                    Answer.tooManyRequests(Math.max(1, wait), "Same arguments in less than 10 seconds"));
        }
        recent.put(arguments, now);
    }
}
