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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * How many calls a day may cost.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DailyAllowanceTest {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void afterALongTimeAFewCallsHaveBeenSavedUp() {
        assertThat(DailyAllowance.FULL.covers(DailyAllowance.CAPACITY, NOON), is(true));
        assertThat(DailyAllowance.FULL.covers(DailyAllowance.CAPACITY + 1, NOON), is(false));
    }

    @Test
    void whatHasBeenSpentComesBackWithTime() {
        DailyAllowance spent = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY, NOON);

        assertThat(spent.covers(1, NOON), is(false));
        assertThat(spent.covers(1, NOON.plus(DAY.dividedBy(DailyAllowance.CALLS_A_DAY))), is(true));
    }

    @Test
    void aNotificationAddsACall() {
        DailyAllowance spent = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY, NOON);

        assertThat(spent.withNotification(NOON).covers(1, NOON), is(true));
        assertThat(spent.withNotification(NOON).covers(2, NOON), is(false));
    }

    @Test
    void notificationsThatCostNothingAreNotSavedUpForEver() {
        DailyAllowance rich = DailyAllowance.FULL;
        for (int i = 0; i < 1000; i++) {
            rich = rich.withNotification(NOON);
        }

        assertThat(rich.covers(DailyAllowance.CAPACITY + 1, NOON), is(false));
    }

    @Test
    void anErrandThatTookMoreIsADebt() {
        DailyAllowance indebted = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY + 2, NOON);
        Duration call = DAY.dividedBy(DailyAllowance.CALLS_A_DAY);

        assertThat(indebted.covers(1, NOON.plus(call.multipliedBy(2))), is(false));
        assertThat(indebted.covers(1, NOON.plus(call.multipliedBy(3))), is(true));
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceForLong() {
        DailyAllowance spent = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY, NOON);
        Instant before = NOON.minus(Duration.ofDays(4000));

        assertThat(spent.withNotification(before).covers(1, before.plus(DAY)), is(true));
    }

    @Test
    void noDayCostsMoreThanItsNotificationsAndADozenHoweverGreedySomebodyIs() {
        for (int seed = 0; seed < 50; seed++) {
            // given: notifications come in flurries or not at all, and every call that is possible is made; some
            // errands take three
            Random random = new Random(seed);
            int perDay = random.nextInt(40);
            List<Integer> balance = new ArrayList<>();
            DailyAllowance allowance = DailyAllowance.FULL;
            for (int minute = 0; minute < 4 * 24 * 60; minute++) {
                Instant now = NOON.plus(Duration.ofMinutes(minute));
                int before = balance.size();
                for (int flurry = random.nextInt(24 * 60) < perDay ? random.nextInt(4) : 0; flurry > 0; flurry--) {
                    allowance = allowance.withNotification(now);
                    balance.add(-1);
                }
                while (allowance.covers(1, now)) {
                    int calls = random.nextInt(5) == 0 ? 3 : 1;
                    allowance = allowance.withCalls(calls, now);
                    balance.add(calls);
                }
                balance.add(before, 0);
                balance.set(before, balance.subList(before, balance.size()).stream().mapToInt(i -> i).sum());
                balance.subList(before + 1, balance.size()).clear();
            }

            // then: calls less notifications of any 24 hours
            for (int start = 0; start + 24 * 60 <= balance.size(); start++) {
                int sum = balance.subList(start, start + 24 * 60).stream().mapToInt(i -> i).sum();
                assertThat("seed " + seed + ", minute " + start, sum, is(lessThanOrEqualTo(12)));
            }
        }
    }
}
