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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * How long to wait for further notifications.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FlurryTest {
    private static final Instant NOW = Instant.parse("2026-05-20T18:00:00Z");

    private final Flurry flurry = new Flurry();

    @Test
    void waitsAMomentForTheFirst() {
        flurry.goesOn(NOW);

        assertThat(flurry.nextWait(), is(Duration.ofSeconds(2)));
    }

    @Test
    void waitsLongerTheLongerItLastsButNotForLong() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            flurry.goesOn(NOW.plusSeconds(i));
            waits.add(flurry.nextWait().toSeconds());
        }

        assertThat(waits, contains(2L, 2L, 8L, 20L, 30L, 30L, 30L));
    }

    @Test
    void waitsAMomentAgainAfterASilence() {
        for (int i = 0; i < 6; i++) {
            flurry.goesOn(NOW.plusSeconds(i));
            flurry.nextWait();
        }

        flurry.goesOn(NOW.plusSeconds(15));

        assertThat(flurry.nextWait(), is(Duration.ofSeconds(2)));
    }

    @Test
    void isNotConfusedByAClockThatIsSetBack() {
        for (int i = 0; i < 6; i++) {
            flurry.goesOn(NOW);
            flurry.nextWait();
        }

        flurry.goesOn(NOW.minus(Duration.ofDays(1)));

        assertThat(flurry.nextWait(), is(Duration.ofSeconds(2)));
    }
}
