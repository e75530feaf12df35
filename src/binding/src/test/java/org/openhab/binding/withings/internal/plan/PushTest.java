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
package org.openhab.binding.withings.internal.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Whether notifications can be relied upon.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PushTest {
    private static final Instant SUBSCRIBED = Instant.parse("2026-01-10T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final Push LIVE = Push.OFF.withSubscribed(true);

    @Test
    void isOffWithoutSubscriptions() {
        assertThat(Push.OFF.live(), is(false));
        assertThat(Push.OFF.withNotification(NOON).live(), is(false));
    }

    @Test
    void isLiveWithSubscriptions() {
        assertThat(LIVE.live(), is(true));
    }

    @Test
    void isNoLongerLiveWhenDataIsFoundThatNobodyNotifiedOf() {
        Push push = LIVE.withFind(NOON, SUBSCRIBED, NOON.plus(Duration.ofHours(3)));

        assertThat(push.live(), is(false));
    }

    @Test
    void staysLiveWhenTheNotificationMayStillBeOnItsWay() {
        Push push = LIVE.withFind(NOON, SUBSCRIBED, NOON.plus(Duration.ofMinutes(1)));

        assertThat(push.live(), is(true));
    }

    @Test
    void staysLiveWhenTheDataIsOlderThanTheSubscriptions() {
        Push push = LIVE.withFind(SUBSCRIBED.minusSeconds(1), SUBSCRIBED, NOON);

        assertThat(push.live(), is(true));
    }

    @Test
    void staysLiveWhenANotificationHasArrivedSince() {
        Push push = LIVE.withNotification(NOON.plusSeconds(60)).withFind(NOON, SUBSCRIBED,
                NOON.plus(Duration.ofHours(3)));

        assertThat(push.live(), is(true));
    }

    @Test
    void isLiveAgainWithTheNextNotification() {
        Push lost = LIVE.withFind(NOON, SUBSCRIBED, NOON.plus(Duration.ofHours(3)));

        assertThat(lost.withNotification(NOON.plus(Duration.ofHours(4))).live(), is(true));
    }
}
