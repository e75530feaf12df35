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
package org.openhab.binding.withings.internal.record;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a tracker noticed at one time of a day (Withings reference, Measure v2 - Getintradayactivity).
 *
 * @param start the time that it is told for
 * @param duration how long it went on, zero where the answer does not tell
 * @param deviceId the device that noticed it, null for a phone or another vendor's tracker
 * @param values the numbers by Withings' field names, in Withings' units; fields that were absent, null or not a number
 *            are left out
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record IntradayActivity(Instant start, Duration duration, @Nullable String deviceId,
        Map<String, BigDecimal> values) {

    public IntradayActivity {
        values = Map.copyOf(values);
    }

    /**
     * @return the time until which it went on
     */
    public Instant end() {
        return start.plus(duration);
    }
}
