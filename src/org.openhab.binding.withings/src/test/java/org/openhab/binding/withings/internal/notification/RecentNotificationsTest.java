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
package org.openhab.binding.withings.internal.notification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.notification.RecentNotifications.Hearing;

/**
 * Notifications that come more than once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RecentNotificationsTest {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final String WEIGH_IN = "userid=363&appli=1&startdate=1768046000&enddate=1768046001";
    private static final String BED_OUT = "userid=363&appli=51&date=1768046000&deviceid=mat";
    private static final String STEPS = "userid=363&appli=16&date=2026-01-10";

    private RecentNotifications recent = new RecentNotifications(null);

    @Test
    void everyKindDeviceAndTimeIsNewOnce() throws Exception {
        assertThat(hear(WEIGH_IN, 0), is(Hearing.NEW));
        assertThat(hear(WEIGH_IN.replace("appli=1", "appli=4"), 0), is(Hearing.NEW));
        assertThat(hear(WEIGH_IN.replace("6001", "6002"), 0), is(Hearing.NEW));
        assertThat(hear(BED_OUT, 0), is(Hearing.NEW));
        assertThat(hear(BED_OUT.replace("mat", "other"), 0), is(Hearing.NEW));
        assertThat(hear(BED_OUT.replace("6000", "6060"), 0), is(Hearing.NEW));
    }

    @Test
    void whatWithingsSendsAgainAtOnceIsARepetition() throws Exception {
        hear(WEIGH_IN, 0);

        assertThat(hear(WEIGH_IN, 0), is(Hearing.REPEATED));
        assertThat(hear(WEIGH_IN, 10), is(Hearing.REPEATED));
    }

    @Test
    void theOrderOfTheFieldsAndUnknownOnesDoNotMatter() throws Exception {
        hear(WEIGH_IN, 0);

        assertThat(hear("enddate=1768046001&foo=bar&appli=1&startdate=1768046000&userid=363", 1),
                is(Hearing.REPEATED));
    }

    @Test
    void whatComesAgainLaterMayBeACorrectionButIsNotAnotherOne() throws Exception {
        hear(WEIGH_IN, 0);

        assertThat(hear(WEIGH_IN, 60), is(Hearing.AGAIN));
        assertThat(hear(WEIGH_IN, 4 * 3600), is(Hearing.AGAIN));
    }

    @Test
    void aDayChangesManyTimes() throws Exception {
        hear(STEPS, 0);

        assertThat(hear(STEPS, 10), is(Hearing.AGAIN));
        assertThat(hear(STEPS, 30), is(Hearing.AGAIN));
        assertThat(hear(STEPS, 60), is(Hearing.NEW));
        assertThat(hear(STEPS, 70), is(Hearing.AGAIN));
    }

    @Test
    void remembersOverARestart() throws Exception {
        hear(WEIGH_IN, 0);
        hear(BED_OUT, 0);

        recent = new RecentNotifications(recent.toString());

        assertThat(hear(WEIGH_IN, 3600), is(Hearing.AGAIN));
        assertThat(hear(BED_OUT, 5), is(Hearing.REPEATED));
    }

    @Test
    void ignoresWhatWasStoredAndMakesNoSense() throws Exception {
        recent = new RecentNotifications("@@ 12@99999999999999999999 zz@1 -1@-1 {}");

        assertThat(hear(WEIGH_IN, 0), is(Hearing.NEW));
    }

    @Test
    void forgetsWhatWithingsWillNotRepeatAnyMore() throws Exception {
        hear(WEIGH_IN, 0);

        assertThat(hear(WEIGH_IN, Duration.ofDays(1).toSeconds()), is(Hearing.NEW));
    }

    @Test
    void remembersTheLastOnesOnlyHoweverManyCome() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            hear("userid=363&appli=50&date=" + i, 0);
        }

        assertThat(recent.toString().length(), is(lessThan(64 * 24)));
        assertThat(hear("userid=363&appli=50&date=9999", 0), is(Hearing.REPEATED));
    }

    @Test
    void isNotDeafAfterTheClockHasBeenSetBack() throws Exception {
        hear(WEIGH_IN, 0);

        assertThat(hear(WEIGH_IN, -3600), is(Hearing.NEW));
    }

    private Hearing hear(String form, long later) throws MalformedNotificationException {
        return recent.hear(Notification.parse(form), NOON.plusSeconds(later));
    }
}
