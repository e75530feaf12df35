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
import java.util.Map;

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

    @Test
    void asksEverythingAtFirst() {
        assertThat(PLAN.due(Map.of(), true, NOON), containsInAnyOrder(Service.values()));
    }

    @Test
    void asksForDataAtTheConfiguredInterval() {
        Map<Service, Instant> asked = allAsked(NOON);

        assertThat(PLAN.due(asked, false, NOON.plus(Duration.ofMinutes(9))), is(empty()));
        assertThat(PLAN.due(asked, false, NOON.plus(Duration.ofMinutes(10))),
                containsInAnyOrder(Service.MEASURES, Service.SLEEP, Service.ACTIVITY, Service.WORKOUTS, Service.HEART));
    }

    @Test
    void asksForWhatRarelyChangesOnceAnHour() {
        assertThat(PLAN.due(allAsked(NOON), false, NOON.plus(Duration.ofHours(1))),
                containsInAnyOrder(Service.values()));
    }

    @Test
    void neverAsksMoreOftenThanConfigured() {
        PollingPlan slow = new PollingPlan(Duration.ofHours(2));

        assertThat(slow.due(allAsked(NOON), false, NOON.plus(Duration.ofHours(1))), is(empty()));
    }

    @Test
    void leavesOnlyTheSafetyPollWhileWithingsNotifies() {
        Map<Service, Instant> asked = allAsked(NOON);

        assertThat(PLAN.due(asked, true, NOON.plus(PollingPlan.SAFETY_INTERVAL).minusSeconds(1)), is(empty()));
        assertThat(PLAN.due(asked, true, NOON.plus(PollingPlan.SAFETY_INTERVAL)), containsInAnyOrder(Service.values()));
    }

    @Test
    void doesNotWaitForAClockThatHasBeenSetBack() {
        assertThat(PLAN.due(allAsked(NOON), true, NOON.minus(Duration.ofDays(300))),
                containsInAnyOrder(Service.values()));
    }

    private static Map<Service, Instant> allAsked(Instant time) {
        Map<Service, Instant> asked = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            asked.put(service, time);
        }
        return asked;
    }
}
