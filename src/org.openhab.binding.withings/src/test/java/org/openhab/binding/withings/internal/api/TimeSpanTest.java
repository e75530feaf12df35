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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TimeSpanTest {

    @Test
    void containsItsEdges() {
        TimeSpan span = span(10, 20);

        assertThat(span.contains(at(10)), is(true));
        assertThat(span.contains(at(20)), is(true));
        assertThat(span.contains(at(9)), is(false));
        assertThat(span.contains(at(21)), is(false));
        assertThrows(IllegalArgumentException.class, () -> span(20, 10));
    }

    @Test
    void joinsTimesOfAFlurry() {
        assertThat(TimeSpan.joined(List.of(span(100, 200), span(150, 160), span(300, 300), span(90, 110))),
                contains(span(90, 300)));
    }

    @Test
    void keepsTimesApartThatHaveNothingToDoWithEachOther() {
        assertThat(TimeSpan.joined(List.of(span(1_000_000, 1_000_001), span(10, 20))),
                contains(span(10, 20), span(1_000_000, 1_000_001)));
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(at(start), at(end));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
