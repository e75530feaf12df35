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
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.plan.Errand.Kind;

/**
 * What is asked first.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ErrandTest {
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final Instant EARLIER = NOON.minus(Duration.ofHours(1));
    private static final Instant LONG_AGO = NOON.minus(Duration.ofHours(2));
    private static final Instant VERY_LONG_AGO = NOON.minus(Duration.ofHours(12));
    private static final DailyAllowance ONE_CALL = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY - 1, NOON);
    private static final DailyAllowance NO_CALL = DailyAllowance.FULL.withCalls(DailyAllowance.CAPACITY, NOON);

    private static final Errand WEIGHT = new Errand(Service.MEASURES, Kind.NEWS, NOON, false);
    private static final Errand NIGHT = new Errand(Service.SLEEP, Kind.FOLLOW_UP, NOON, false);
    private static final Errand DAY = new Errand(Service.ACTIVITY, Kind.NEWS, NOON, false);
    private static final Errand DEVICES = new Errand(Service.DEVICES, Kind.CHANGES, EARLIER, false);
    private static final Errand WORKOUTS = new Errand(Service.WORKOUTS, Kind.NEWS, EARLIER, false);
    private static final Errand DELETED = new Errand(Service.MEASURES, Kind.CORRECTIONS, NOON, false);
    private static final Errand COURSE = new Errand(Service.ACTIVITY, Kind.FOLLOW_UP, EARLIER, false);

    @Test
    void newsGoFirst() {
        assertThat(next(ONE_CALL, COURSE, DELETED, WORKOUTS, DAY), is(Optional.of(DAY)));
        assertThat(next(ONE_CALL, COURSE, DELETED, WORKOUTS, DAY, NIGHT, WEIGHT), is(Optional.of(WEIGHT)));
    }

    @Test
    void whatBelongsToNewsComesNext() {
        assertThat(next(ONE_CALL, COURSE, DELETED, DEVICES, NIGHT), is(Optional.of(NIGHT)));
        assertThat(next(ONE_CALL, COURSE, DELETED, DEVICES, WORKOUTS), is(Optional.of(WORKOUTS)));
    }

    @Test
    void whatWithingsHasToldOfGoesBeforeWhatIsPolledHoweverLongThatHasWaited() {
        Errand polled = new Errand(Service.HEART, Kind.CHANGES, VERY_LONG_AGO, false);

        assertThat(next(ONE_CALL, polled, WEIGHT), is(Optional.of(WEIGHT)));
    }

    @Test
    void whoHasWaitedLongerGoesFirst() {
        assertThat(next(ONE_CALL, WEIGHT, DAY, new Errand(Service.HEART, Kind.NEWS, EARLIER, false))
                .map(Errand::service), is(Optional.of(Service.HEART)));
        assertThat(next(ONE_CALL, new Errand(Service.GOALS, Kind.CHANGES, NOON, false), DEVICES),
                is(Optional.of(DEVICES)));
    }

    @Test
    void aDeletionGoesBeforeTheCourseOfADayAndWhatIsPolled() {
        assertThat(next(DailyAllowance.FULL, COURSE, DEVICES, DELETED), is(Optional.of(DELETED)));
    }

    @Test
    void theCourseOfADayLeavesACallForMoreImportantThings() {
        assertThat(next(ONE_CALL, COURSE), is(Optional.empty()));
        assertThat(next(DailyAllowance.FULL, COURSE), is(Optional.of(COURSE)));
    }

    @Test
    void theCourseOfADayThatHasWaitedGoesBeforeWhatIsPolled() {
        Errand waited = new Errand(Service.ACTIVITY, Kind.FOLLOW_UP, LONG_AGO, false);

        assertThat(next(ONE_CALL, DEVICES, waited), is(Optional.of(waited)));
        assertThat(next(ONE_CALL, DEVICES, waited, DAY), is(Optional.of(DAY)));
    }

    @Test
    void whereNothingHintsAtAChangeThereIsNoHurry() {
        Errand unlikely = new Errand(Service.WORKOUTS, Kind.UNLIKELY_CHANGES, EARLIER, false);

        assertThat(next(ONE_CALL, unlikely), is(Optional.empty()));
        assertThat(next(ONE_CALL, unlikely, DAY), is(Optional.of(DAY)));
    }

    @Test
    void nothingIsPutOffForEver() {
        Errand polled = new Errand(Service.GOALS, Kind.CHANGES, VERY_LONG_AGO, false);
        Errand course = new Errand(Service.ACTIVITY, Kind.FOLLOW_UP, LONG_AGO, false);

        assertThat(next(ONE_CALL, course, DELETED, polled), is(Optional.of(polled)));
    }

    @Test
    void everythingThatNoNotificationHasPaidForWaitsUntilACallIsLeft() {
        assertThat(next(NO_CALL, NIGHT, WORKOUTS, DEVICES, DELETED, COURSE), is(Optional.empty()));
    }

    @Test
    void newsWaitForNothingNotEvenForWhatWaitsLonger() {
        Errand night = new Errand(Service.SLEEP, Kind.FOLLOW_UP, LONG_AGO, false);

        assertThat(next(NO_CALL, night, WEIGHT), is(Optional.of(WEIGHT)));
    }

    @Test
    void whatSomebodyAskedForWaitsForNothing() {
        Errand asked = new Errand(Service.GOALS, Kind.CHANGES, NOON, true);

        assertThat(next(NO_CALL, WEIGHT, asked), is(Optional.of(asked)));
    }

    @Test
    void withoutLimitOneServiceIsCompletedAfterTheOther() {
        Errand sleep = new Errand(Service.SLEEP, Kind.CHANGES, NOON, true);
        Errand phases = new Errand(Service.SLEEP, Kind.FOLLOW_UP, NOON, true);
        Errand day = new Errand(Service.ACTIVITY, Kind.CHANGES, LONG_AGO, true);

        assertThat(next(NO_CALL, day, phases, sleep), is(Optional.of(sleep)));
        assertThat(next(NO_CALL, day, phases), is(Optional.of(phases)));
    }

    private static Optional<Errand> next(DailyAllowance allowance, Errand... errands) {
        return Errand.next(List.of(errands), allowance, NOON);
    }
}
