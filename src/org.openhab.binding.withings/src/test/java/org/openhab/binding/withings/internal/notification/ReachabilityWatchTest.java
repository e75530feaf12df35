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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;

/**
 * When the way to our own address counts as broken off.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReachabilityWatchTest {
    private static final URI HOME = URI.create("https://home.example.org/withings/webhook/secret");
    private static final URI CLOUD = URI.create("https://cloud.example.org/withings/webhook/secret");

    private final TestScheduler time = new TestScheduler();
    private final Deque<CompletableFuture<Reachability>> questions = new ArrayDeque<>();
    private final ReachabilityWatch watch = new ReachabilityWatch(callback -> {
        CompletableFuture<Reachability> question = new CompletableFuture<>();
        questions.add(question);
        return question;
    }, time.clock());

    private void lookAfter(Duration duration, URI callback) {
        time.advance(duration);
        watch.look(callback);
    }

    private void answer(int httpStatus) {
        Objects.requireNonNull(questions.poll()).complete(Reachability.ofAnswer(httpStatus, httpStatus == 200));
    }

    private void reachedAndThenFailed(int times) {
        watch.look(HOME);
        answer(200);
        lookAfter(ReachabilityWatch.INTERVAL, HOME);
        answer(502);
        for (int failures = 1; failures < times; failures++) {
            lookAfter(ReachabilityWatch.DOUBTFUL_INTERVAL, HOME);
            answer(502);
        }
    }

    @Test
    void asksOnceAnHour() {
        watch.look(HOME);
        answer(200);

        lookAfter(ReachabilityWatch.INTERVAL.minusSeconds(1), HOME);
        assertThat(questions, is(empty()));
        lookAfter(Duration.ofSeconds(1), HOME);
        assertThat(questions, hasSize(1));
    }

    @Test
    void asksNobodyWithoutAnAddress() {
        watch.look(null);

        assertThat(questions, is(empty()));
    }

    @Test
    void asksNothingWhileItWaitsForAnAnswer() {
        watch.look(HOME);
        lookAfter(Duration.ofHours(2), HOME);

        assertThat(questions, hasSize(1));
    }

    @Test
    void oneFailureMayBeChance() {
        reachedAndThenFailed(1);

        assertThat(watch.isOpen(), is(true));
    }

    @Test
    void theSecondFailureInARowMeansThatTheWayHasBrokenOff() {
        reachedAndThenFailed(2);

        assertThat(watch.isOpen(), is(false));
    }

    @Test
    void aSuccessMeansThatItIsOpenAgain() {
        reachedAndThenFailed(2);

        lookAfter(ReachabilityWatch.DOUBTFUL_INTERVAL, HOME);
        answer(200);

        assertThat(watch.isOpen(), is(true));
    }

    @Test
    void anAddressThatWasNeverReachedFromHereCannotBeJudged() {
        for (int failures = 0; failures < 5; failures++) {
            lookAfter(ReachabilityWatch.INTERVAL, HOME);
            answer(502);
        }

        assertThat(watch.isOpen(), is(true));
    }

    @Test
    void aNotificationProvesThatTheWayIsOpenWhateverIsFoundFromHere() {
        reachedAndThenFailed(2);

        watch.heard();
        assertThat(watch.isOpen(), is(true));

        for (int failures = 0; failures < 3; failures++) {
            lookAfter(ReachabilityWatch.INTERVAL, HOME);
            answer(502);
        }
        assertThat(watch.isOpen(), is(true));
    }

    @Test
    void anotherAddressIsAskedAtOnceAndJudgedByItself() {
        reachedAndThenFailed(2);

        watch.look(CLOUD);

        assertThat(watch.isOpen(), is(true));
        assertThat(questions, hasSize(1));
    }

    @Test
    void whatBecomesOfAnEarlierAddressDoesNotMatterAnyMore() {
        watch.look(HOME);
        watch.look(CLOUD);
        answer(502);

        assertThat(watch.isOpen(), is(true));
        lookAfter(ReachabilityWatch.INTERVAL, CLOUD);
        assertThat("the question to the new address waits yet", questions, hasSize(1));
    }

    @Test
    void aClockThatIsSetBackDoesNotStopIt() {
        watch.look(HOME);
        answer(200);

        time.setClock(Duration.ofDays(-1));
        watch.look(HOME);

        assertThat(questions, hasSize(1));
    }
}
