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
package org.openhab.binding.withings.internal.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A time within which something was measured, from its first to its last moment, which may be the same.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record TimeSpan(Instant start, Instant end) {

    private static final Duration CLOSE = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    public TimeSpan {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("A time cannot end before it begins");
        }
    }

    public boolean contains(Instant time) {
        return !time.isBefore(start) && !time.isAfter(end);
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    /** Returns whether it is too short for anything to lie between its edges: Withings counts in seconds. */
    public boolean isMomentary() {
        return length().compareTo(MOMENT) <= 0;
    }

    /** Returns the times in their order, those that overlap or are less than an hour apart as one. */
    public static List<TimeSpan> joined(Collection<TimeSpan> spans) {
        List<TimeSpan> joined = new ArrayList<>();
        for (TimeSpan span : spans.stream().sorted(Comparator.comparing(TimeSpan::start)).toList()) {
            TimeSpan last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.end().plus(CLOSE).isBefore(span.start())) {
                joined.add(span);
            } else if (span.end().isAfter(last.end())) {
                joined.set(joined.size() - 1, new TimeSpan(last.start(), span.end()));
            }
        }
        return joined;
    }
}
