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
package org.openhab.binding.withings.internal.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.Staleness;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;

/**
 * When states become stale.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StalenessTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Staleness staleness = new Staleness(Duration.ofDays(14), Duration.ofHours(12));

    @ParameterizedTest
    @CsvSource({ "body#weight, P14D", "heart#pulse, P14D", "ecg#afib, P14D", "temperature#body, P14D",
            "segments#fat-mass-trunk, P14D", "activity#steps, P14D", "last-day#steps, P14D", "intraday#steps, P14D",
            "workout#calories, P14D", "sleep#sleep-score, PT12H", "nap#total-sleep-time, PT12H", "sleep#state, PT36H",
            "sleep#heart-rate, PT36H", "sleep#rmssd, PT36H" })
    void measurementsNightsAndSleepSeriesBecomeStale(String channelId, Duration time) {
        assertThat(end(channelId, NOON), is(NOON.plus(time)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "body#height", "bed#in-bed", "goals#steps", "device#battery-level", "gone#value" })
    void otherStatesAndTimesNeverBecomeStale(String channelId) {
        assertThat(end(channelId, NOON), is(nullValue()));
        assertThat(staleness.end("body#time", new DateTimeType(NOON), NOON), is(nullValue()));
    }

    @Test
    void nothingBecomesStaleIfDisabled() {
        Staleness staying = new Staleness(Duration.ZERO, Duration.ZERO);

        assertThat(staying.end("body#weight", new DecimalType(1), NOON), is(nullValue()));
        assertThat(staying.end("sleep#state", new DecimalType(1), NOON), is(nullValue()));
    }

    private @Nullable Instant end(String channelId, Instant since) {
        return staleness.end(channelId, new DecimalType(1), since);
    }
}
