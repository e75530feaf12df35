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
package org.openhab.binding.withings.simulator.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * When a notification is sent again that nobody took: ten attempts, two in a row each time, at once, after 10 seconds,
 * after 1 to 10 minutes, after 1 hour and after 4 hours. Source: Withings developer guide, Notification retries.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class RetrySchedule {

    private static final List<Duration> STEPS = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofHours(1), Duration.ofHours(4));
    private static final int MINUTES_OF_SPREAD = 10;
    private static final int TRIES_PER_STEP = 2;

    private RetrySchedule() {
    }

    /**
     * @param attempt the number of the attempt that failed, 1 is the first
     * @param number the number of the notification, which spreads the third step over 1 to 10 minutes
     * @return how long to wait before the next attempt, empty if that was the last one
     */
    static Optional<Duration> waitAfter(int attempt, long number) {
        if (attempt >= STEPS.size() * TRIES_PER_STEP) {
            return Optional.empty();
        }
        if (attempt % TRIES_PER_STEP != 0) {
            return Optional.of(Duration.ZERO);
        }
        int step = attempt / TRIES_PER_STEP;
        return Optional.of(step == 2
                ? Duration.ofMinutes(1 + Math.floorMod(number * 7, MINUTES_OF_SPREAD))
                : STEPS.get(step));
    }
}
