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
 * The pauses between attempts: they double, mostly from five seconds to half an hour.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff() {
        this(Duration.ofSeconds(5), Duration.ofMinutes(30));
    }

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Returns how long to wait after this attempt. */
    public Duration failed() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    public void succeeded() {
        next = first;
    }
}
