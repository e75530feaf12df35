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
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * What is due when.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PollingPlanTest {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final PollingPlan PLAN = new PollingPlan(Duration.ofMinutes(10));
    private static final Push LIVE = Push.OFF.withSubscribed(true);

    @Test
    void asksEverythingAtFirst() {
        assertThat(PLAN.due(Map.of(), LIVE::live, Map.of(), NOON), containsInAnyOrder(Service.values()));
    }

    @Test
    void asksForDataAtTheConfiguredInterval() {
        assertThat(due(PLAN, Push.OFF, Duration.ofMinutes(9)), is(empty()));
        assertThat(due(PLAN, Push.OFF, Duration.ofMinutes(10)),
                containsInAnyOrder(Service.MEASURES, Service.SLEEP, Service.ACTIVITY, Service.WORKOUTS, Service.HEART));
    }

    @Test
    void asksForWhatRarelyChangesOnceAnHour() {
        assertThat(due(PLAN, Push.OFF, Duration.ofHours(1)), containsInAnyOrder(Service.values()));
    }

    @Test
    void neverAsksMoreOftenThanConfigured() {
        PollingPlan slow = new PollingPlan(Duration.ofHours(2));

        assertThat(due(slow, Push.OFF, Duration.ofHours(1)), is(empty()));
    }

    @Test
    void asksOnceADayWhileWithingsNotifies() {
        assertThat(due(PLAN, LIVE, Duration.ofDays(1).minusSeconds(1)), contains(Service.DEVICES));
        assertThat(due(PLAN, LIVE, Duration.ofDays(1)), containsInAnyOrder(Service.values()));
    }

    @Test
    void asksForDevicesMoreOftenBecauseTheyTellWhetherAnythingWasMissed() {
        assertThat(due(PLAN, LIVE, Duration.ofHours(8).minusSeconds(1)), is(empty()));
        assertThat(due(PLAN, LIVE, Duration.ofHours(8)), contains(Service.DEVICES));
    }

    @Test
    void pollsOnlyWhatWithingsHasNotNotifiedOf() {
        Push missed = LIVE.withFind(Service.MEASURES, NOON.minus(Duration.ofHours(3)), Instant.EPOCH, NOON)
                .withNotification(EnumSet.complementOf(EnumSet.of(Service.MEASURES)), NOON.plusSeconds(60));

        assertThat(due(PLAN, missed, Duration.ofMinutes(10)), contains(Service.MEASURES));
    }

    @Test
    void asksWhenADeviceHasSentSomethingOfWhichNobodyNotified() {
        Instant session = NOON.plus(Duration.ofMinutes(5));
        Map<Service, Instant> sessions = Map.of(Service.MEASURES, session);

        assertThat("the notification may still be on its way",
                PLAN.due(allAsked(NOON), LIVE::live, sessions, session.plus(Duration.ofMinutes(15))), is(empty()));
        assertThat(PLAN.due(allAsked(NOON), LIVE::live, sessions, session.plus(Duration.ofMinutes(16))),
                contains(Service.MEASURES));
        assertThat("it has been asked for since",
                PLAN.due(allAsked(session), LIVE::live, sessions, session.plus(Duration.ofHours(1))), is(empty()));
    }

    @Test
    void doesNotWaitForAClockThatHasBeenSetBack() {
        assertThat(due(PLAN, LIVE, Duration.ofDays(-300)), containsInAnyOrder(Service.values()));
    }

    /**
     * @return what is due a while after everything was asked
     */
    private static Set<Service> due(PollingPlan plan, Push push, Duration later) {
        return plan.due(allAsked(NOON), push::live, Map.of(), NOON.plus(later));
    }

    private static Map<Service, Instant> allAsked(Instant time) {
        Map<Service, Instant> asked = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            asked.put(service, time);
        }
        return asked;
    }
}
