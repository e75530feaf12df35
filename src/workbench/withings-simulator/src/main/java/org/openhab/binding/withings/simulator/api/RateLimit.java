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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;

/**
 * The number of calls an application may make in any one minute, whoever its users are.
 * Source: Withings developer guide, Rate limitations (120 per minute and application).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final int callsPerMinute;
    private final Map<String, Deque<Instant>> calls = new HashMap<>();

    /**
     * @param clock the time that minutes are measured in
     * @param callsPerMinute the limit
     */
    public RateLimit(Clock clock, int callsPerMinute) {
        this.clock = clock;
        this.callsPerMinute = callsPerMinute;
    }

    /**
     * Counts a call.
     *
     * @throws Rejection with the seconds to wait if the limit is reached; such a call does not count
     */
    public synchronized void count(ClientApplication application) {
        Instant now = clock.instant();
        Deque<Instant> recent = calls.computeIfAbsent(application.clientId(), any -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= callsPerMinute) {
            Duration wait = Duration.between(now, recent.getFirst().plus(WINDOW));
            throw new Rejection(Answer.tooManyRequests(wait.toSeconds() + 1, "Too many requests"));
        }
        recent.addLast(now);
    }
}
