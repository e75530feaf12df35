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
import java.util.Set;

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
    private static final Instant LATER = NOON.plus(Duration.ofHours(3));
    private static final Push LIVE = Push.OFF.withSubscribed(true);
    private static final Set<Service> MEASURES = Set.of(Service.MEASURES);

    @Test
    void isOffWithoutSubscriptions() {
        assertThat(Push.OFF.live(), is(false));
        assertThat(Push.OFF.withNotification(MEASURES, NOON).live(), is(false));
    }

    @Test
    void isLiveWithSubscriptions() {
        assertThat(LIVE.live(), is(true));
        assertThat(LIVE.live(Service.SLEEP), is(true));
    }

    @Test
    void isNoLongerLiveWhenDataIsFoundThatNobodyNotifiedOf() {
        Push push = find(LIVE, NOON, LATER);

        assertThat(push.live(), is(false));
        assertThat(push.live(Service.MEASURES), is(false));
        assertThat("who missed one thing may miss everything", push.live(Service.SLEEP), is(false));
        assertThat(push.lastMissed(), is(LATER));
    }

    @Test
    void staysLiveWhenTheNotificationMayStillBeOnItsWay() {
        assertThat(find(LIVE, NOON, NOON.plus(Duration.ofMinutes(1))).live(), is(true));
    }

    @Test
    void staysLiveWhenTheDataIsOlderThanTheSubscriptions() {
        assertThat(find(LIVE, SUBSCRIBED.minusSeconds(1), NOON).live(), is(true));
    }

    @Test
    void staysLiveWhenANotificationHasArrivedSince() {
        assertThat(find(LIVE.withNotification(MEASURES, NOON.plusSeconds(60)), NOON, LATER).live(), is(true));
    }

    @Test
    void whatIsToldOfSomethingElseDoesNotExcuseAMiss() {
        Push push = LIVE.withNotification(Set.of(Service.SLEEP), NOON.plusSeconds(60));

        assertThat(find(push, NOON, LATER).live(), is(false));
    }

    @Test
    void isLiveAgainWithTheNextNotificationOfWhatWasMissed() {
        Push lost = find(LIVE, NOON, LATER);

        assertThat(lost.withNotification(MEASURES, LATER.plusSeconds(60)).live(), is(true));
    }

    @Test
    void leavesPollingToWhatWasMissedWhenSomethingElseIsHeardOf() {
        Push push = find(LIVE, NOON, LATER).withNotification(Set.of(Service.SLEEP), LATER.plusSeconds(60));

        assertThat(push.live(), is(false));
        assertThat(push.live(Service.SLEEP), is(true));
        assertThat(push.live(Service.MEASURES), is(false));
        assertThat(push.live(Service.ACTIVITY), is(false));
    }

    @Test
    void forgivesAMissAfterADayIfOtherNotificationsArrive() {
        Push push = find(LIVE, NOON, LATER).withNotification(Set.of(), LATER.plus(Duration.ofDays(1)));

        assertThat(push.live(), is(true));
    }

    @Test
    void isNotLiveWhileTheWayToUsIsBroken() {
        Push broken = LIVE.withReachable(false);

        assertThat(broken.live(), is(false));
        assertThat(broken.live(Service.SLEEP), is(false));
        assertThat(broken.withReachable(true).live(), is(true));
        assertThat("whoever arrives has found the way", broken.withNotification(Set.of(), NOON).live(), is(true));
    }

    private static Push find(Push push, Instant modified, Instant now) {
        return push.withFind(Service.MEASURES, modified, SUBSCRIBED, now);
    }
}
