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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.plan.Service;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void asksWhatWaitedLongestAndEachOnce() {
        turns.add(List.of(Service.SLEEP));
        turns.add(List.of(Service.MEASURES, Service.SLEEP));
        assertThat(next(), is(Service.SLEEP));
        assertThat(next(), is(Service.MEASURES));
        assertThat(next(), is(nullValue()));
    }

    @Test
    void knowsOnceWhatWasAnnounced() {
        turns.announce(List.of(Service.ACTIVITY));
        assertThat(turns.announced(), contains(Service.ACTIVITY));
        assertThat(turns.takeAnnouncement(Service.ACTIVITY), is(true));
        assertThat(turns.takeAnnouncement(Service.ACTIVITY), is(false));
    }

    @Test
    void goesOnWithTheOthersWhenOneFails() {
        turns.add(List.of(Service.MEASURES, Service.SLEEP));
        next();
        turns.failed(Service.MEASURES);
        assertThat(turns.pause(), is(Duration.ZERO));
        assertThat(next(), is(Service.SLEEP));
        assertThat("what has failed rests", next(), is(nullValue()));
        assertThat(turns.all(), contains(Service.MEASURES));
    }

    @Test
    void waitsLongerAndLongerWhenOneAfterTheOtherFails() {
        List<Duration> pauses = Stream
                .of(Service.MEASURES, Service.SLEEP, Service.HEART, Service.GOALS, Service.MEASURES, Service.SLEEP,
                        Service.HEART, Service.GOALS)
                .map(service -> {
                    turns.failed(service);
                    return turns.pause();
                }).toList();
        assertThat(pauses.stream().map(Duration::toSeconds).toList(),
                contains(0L, 30L, 60L, 120L, 240L, 480L, 600L, 600L));
    }

    @Test
    void restsLongerWithEveryFailureWhateverTheOthersAnswer() {
        List<Long> rests = Stream.generate(() -> {
            turns.answered(Service.SLEEP);
            return turns.failed(Service.MEASURES).length().toSeconds();
        }).limit(7).toList();
        assertThat(rests, contains(30L, 60L, 120L, 240L, 480L, 600L, 600L));
    }

    @Test
    void beginsAnewAfterAnAnswer() {
        turns.failed(Service.MEASURES);
        turns.failed(Service.MEASURES);
        turns.answered(Service.MEASURES);
        assertThat(turns.failed(Service.MEASURES).length(), is(Duration.ofSeconds(30)));
    }

    @Test
    void wakesEverybodyWhenWithingsAnswersAgain() {
        turns.failed(Service.MEASURES);
        turns.failed(Service.SLEEP);
        turns.answered(Service.GOALS);
        assertThat(turns.waiting().isEmpty(), is(false));
        assertThat(Set.of(next(), next()), containsInAnyOrder(Service.MEASURES, Service.SLEEP));
    }

    @Test
    void leavesWhatRestsAloneUntilItIsWoken() {
        turns.failed(Service.MEASURES);
        assertThat(turns.add(List.of(Service.MEASURES)), is(false));
        assertThat(next(), is(nullValue()));
        turns.wake(List.of(Service.MEASURES));
        assertThat(next(), is(Service.MEASURES));
    }

    @Test
    void doesNotEndARestWithTheEndOfAnEarlierOne() {
        Turns.Rest first = turns.failed(Service.MEASURES);
        turns.wake(List.of(Service.MEASURES));
        next();
        Turns.Rest second = turns.failed(Service.MEASURES);
        turns.rested(first);
        assertThat(turns.waiting().isEmpty(), is(true));
        turns.rested(second);
        assertThat(next(), is(Service.MEASURES));
    }

    @Test
    void knowsWhatFailsWhileOthersAnswer() {
        turns.failed(Service.MEASURES);
        assertThat("nobody knows yet", turns.failingAlone(), is(empty()));
        turns.answered(Service.SLEEP);
        assertThat(turns.failingAlone(), contains(Service.MEASURES));
        turns.answered(Service.MEASURES);
        assertThat(turns.failingAlone(), is(empty()));
    }

    private @Nullable Service next() {
        Service next = turns.waiting().stream().findFirst().orElse(null);
        if (next != null) {
            turns.take(next);
        }
        return next;
    }
}
