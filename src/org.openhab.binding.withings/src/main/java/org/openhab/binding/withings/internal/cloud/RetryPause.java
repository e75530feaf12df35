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
package org.openhab.binding.withings.internal.cloud;

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How long to wait before something that has failed is tried again: half a minute at first, twice as long every time,
 * ten minutes at most.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record RetryPause(Duration length) {
    /** After the first failure. */
    public static final RetryPause FIRST = new RetryPause(Duration.ofSeconds(30));

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * @return the pause after one more failure
     */
    public RetryPause longer() {
        Duration doubled = length.multipliedBy(2);
        return new RetryPause(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    }
}
