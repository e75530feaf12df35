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
package org.openhab.binding.withings.internal.sync;

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The pauses between attempts that fail: they double, up to half an hour.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Backoff {

    static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /**
     * @return how long to wait after this failure
     */
    public Duration failed() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }

    public void succeeded() {
        next = FIRST;
    }
}
