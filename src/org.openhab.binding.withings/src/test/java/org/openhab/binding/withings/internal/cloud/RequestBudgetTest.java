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
package org.openhab.binding.withings.internal.cloud;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.failureOf;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.RequestBudget.Urgency;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RequestBudgetTest {
    private final TestScheduler scheduler = new TestScheduler();
    private final RequestBudget budget = new RequestBudget(new Allowance(scheduler));
    private final List<String> started = new ArrayList<>();
    private final List<CompletableFuture<String>> underWay = new ArrayList<>();

    /** Kept here so that the compiler cannot leave it out. */
    private byte[] garbage = {};

    /** A request that is answered at once. */
    private CompletableFuture<String> quick(String person) {
        return budget.request(person, Urgency.LIVE, () -> {
            started.add(person);
            return CompletableFuture.completedFuture("answer for " + person);
        });
    }

    /** A request whose answer the test gives. */
    private CompletableFuture<String> slow(String person) {
        return budget.request(person, Urgency.LIVE, () -> {
            started.add(person);
            CompletableFuture<String> answer = new CompletableFuture<>();
            underWay.add(answer);
            return answer;
        });
    }

    private void useUpTheWindow() {
        IntStream.range(0, Allowance.REQUESTS_PER_WINDOW).forEach(i -> quick("anna"));
        started.clear();
    }

    @Test
    void startsARequestAtOnceAndPassesOnItsAnswer() {
        assertThat(quick("anna").join(), is("answer for anna"));
    }

    @Test
    void passesOnAFailure() throws Exception {
        WithingsException failure = new WithingsException(Failure.SCOPE, "no");
        assertThat(failureOf(budget.request("anna", Urgency.LIVE, () -> CompletableFuture.failedFuture(failure))),
                is(sameInstance(failure)));
    }

    @Test
    void staysBelowWhatWithingsAllowsInAnyMinute() {
        IntStream.range(0, 300).forEach(i -> quick("anna"));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
        assertThat(Allowance.REQUESTS_PER_WINDOW, is(lessThan(120)));
        scheduler.advance(Duration.ofMillis(59_999));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(started, hasSize(2 * Allowance.REQUESTS_PER_WINDOW));
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(started, hasSize(300));
    }

    @Test
    void knowsWhatTheAccountAskedBeforeItWasConfiguredAnew() {
        // given
        Allowances allowances = new Allowances();
        RequestBudget before = new RequestBudget(allowances.of("app", scheduler));
        IntStream.range(0, 100).forEach(i -> ask(before));
        before.close();

        // when
        RequestBudget after = new RequestBudget(allowances.of("app", scheduler));
        IntStream.range(0, 100).forEach(i -> ask(after));

        // then
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(started, hasSize(200));
    }

    @Test
    void isSharedByTheAccountsOfAnApplicationOnly() {
        Allowances allowances = new Allowances();
        RequestBudget one = new RequestBudget(allowances.of("app", scheduler));
        RequestBudget two = new RequestBudget(allowances.of("app", scheduler));
        RequestBudget other = new RequestBudget(allowances.of("other app", scheduler));

        IntStream.range(0, 100).forEach(i -> {
            ask(one);
            ask(two);
        });
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
        IntStream.range(0, 100).forEach(i -> ask(other));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW + 100));

        scheduler.advance(Duration.ofMinutes(1));
        assertThat("what had to wait comes in the next minute", started, hasSize(300));
    }

    private void ask(RequestBudget asked) {
        asked.request("anna", Urgency.LIVE, () -> {
            started.add("anna");
            return CompletableFuture.completedFuture("answer");
        });
    }

    @Test
    void letsTheWindowRollInsteadOfEmptyingItAtOnce() {
        IntStream.range(0, 100).forEach(i -> quick("anna"));
        scheduler.advance(Duration.ofSeconds(30));
        IntStream.range(0, 100).forEach(i -> quick("anna"));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
        scheduler.advance(Duration.ofSeconds(30));
        assertThat("the first hundred are a minute old", started, hasSize(200));
        IntStream.range(0, 100).forEach(i -> quick("anna"));
        assertThat("the second hundred still count", started, hasSize(200 + Allowance.REQUESTS_PER_WINDOW - 100));
    }

    @Test
    void countsARequestUntilAMinuteAfterItsAnswer() {
        slow("anna");
        IntStream.range(1, Allowance.REQUESTS_PER_WINDOW).forEach(i -> quick("anna"));
        scheduler.advance(Duration.ofSeconds(20));
        underWay.get(0).complete("late");
        scheduler.advance(Duration.ofSeconds(40));
        started.clear();
        IntStream.range(0, 200).forEach(i -> quick("anna"));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW - 1));
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW));
    }

    @Test
    void tellsHowMuchIsUsed() {
        quick("Anna");
        for (int i = 0; i < Allowance.REQUESTS_AT_A_TIME + 2; i++) {
            slow("Anna");
        }
        budget.pauseFor(Duration.ofSeconds(10));
        assertThat(budget.usage(), is(new RequestBudget.Usage(Allowance.REQUESTS_AT_A_TIME + 1,
                Allowance.REQUESTS_PER_WINDOW, Allowance.REQUESTS_AT_A_TIME, 2, true)));
    }

    @Test
    void letsPeopleTakeTurns() {
        useUpTheWindow();
        List.of("anna", "anna", "anna", "bert", "bert", "carl").forEach(this::quick);
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(started, contains("anna", "bert", "carl", "anna", "bert", "anna"));
    }

    @Test
    void letsSomeoneWhoComesLateInBeforeALongQueue() {
        useUpTheWindow();
        IntStream.range(0, 500).forEach(i -> quick("anna"));
        CompletableFuture<String> weighIn = quick("bert");
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(weighIn.isDone(), is(true));
        assertThat(started.indexOf("bert"), is(1));
    }

    @Test
    void hasOnlyAFewRequestsUnderWayAtATime() {
        IntStream.range(0, 10).forEach(i -> slow("anna"));
        assertThat(started, hasSize(Allowance.REQUESTS_AT_A_TIME));
        underWay.get(2).complete("done");
        assertThat(started, hasSize(Allowance.REQUESTS_AT_A_TIME + 1));
    }

    @Test
    void startsNothingDuringAPause() {
        budget.pauseFor(Duration.ofSeconds(10));
        CompletableFuture<String> answer = quick("anna");
        scheduler.advance(Duration.ofMillis(9_999));
        assertThat(answer.isDone(), is(false));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(answer.isDone(), is(true));
    }

    @Test
    void tellsOfPausesAndOfAnswersButNotOfFailures() {
        List<String> told = new ArrayList<>();
        RequestBudget telling = new RequestBudget(new Allowance(scheduler), new RequestBudget.Listener() {
            @Override
            public void paused(Duration pause) {
                told.add("paused for " + pause.toSeconds());
            }

            @Override
            public void answered() {
                told.add("answered");
            }
        });

        telling.pauseFor(Duration.ofSeconds(10));
        scheduler.advance(Duration.ofSeconds(10));
        telling.request("anna", Urgency.LIVE,
                () -> CompletableFuture.failedFuture(new WithingsException(Failure.UNREACHABLE, "no")));
        telling.request("anna", Urgency.LIVE, () -> CompletableFuture.completedFuture("yes"));

        assertThat(told, contains("paused for 10", "answered"));
    }

    @Test
    void endsAPauseWhenTheLongestOneEnds() {
        budget.pauseFor(Duration.ofSeconds(100));
        budget.pauseFor(Duration.ofSeconds(10));
        CompletableFuture<String> answer = quick("anna");
        scheduler.advance(Duration.ofSeconds(99));
        assertThat(answer.isDone(), is(false));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(answer.isDone(), is(true));
    }

    @Test
    void doesNotCareAboutAClockThatJumps() {
        useUpTheWindow();
        scheduler.setClock(Duration.ofDays(-365));
        quick("anna");
        scheduler.setClock(Duration.ofDays(3_650));
        assertThat(started, is(empty()));
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(started, hasSize(1));
    }

    @Test
    void refusesMoreThanItWillEverGetDone() throws Exception {
        useUpTheWindow();
        IntStream.range(0, RequestBudget.WAITING_LIMIT).forEach(i -> quick("anna"));
        assertThat(failureOf(quick("bert")).failure(), is(Failure.SERVICE_TROUBLE));
    }

    @Test
    void survivesManyAnswersThatComeAtOnce() {
        slow("anna");
        slow("anna");
        slow("anna");
        slow("anna");
        IntStream.range(0, 100).forEach(i -> quick("anna"));
        underWay.get(0).complete("done");
        assertThat(started, hasSize(104));
    }

    @Test
    void survivesARequestThatCannotEvenStart() {
        CompletableFuture<String> answer = budget.request("anna", Urgency.LIVE, () -> {
            throw new IllegalStateException("bug");
        });
        assertThat(answer.isCompletedExceptionally(), is(true));
        assertThat(quick("anna").isDone(), is(true));
    }

    @Test
    void failsWhatIsWaitingAndWhatComesWhenItIsClosed() throws Exception {
        useUpTheWindow();
        CompletableFuture<String> waiting = quick("anna");
        budget.close();
        assertThat(failureOf(waiting).failure(), is(Failure.UNREACHABLE));
        assertThat(failureOf(quick("anna")).failure(), is(Failure.UNREACHABLE));
        scheduler.advance(Duration.ofMinutes(2));
        assertThat(started, is(empty()));
    }

    @Test
    void closesWhenTheSchedulerIsGone() throws Exception {
        scheduler.shutdown();
        assertThat(quick("anna").isDone(), is(true));
        assertThat(failureOf(quick("anna")).failure(), is(Failure.UNREACHABLE));
    }

    @Test
    void holdsNoAnswerForAsLongAsItsRequestCounts() {
        WeakReference<Object> answer = answered();
        // the JVM is not asked to collect, which it may refuse: it has to, to make room for so much
        for (int i = 0; i < 200_000 && !answer.refersTo(null); i++) {
            garbage = new byte[100_000];
        }
        assertThat("is still counted", budget.usage().inWindow(), is(1));
        assertThat("has been let go", answer.refersTo(null));
    }

    private WeakReference<Object> answered() {
        return new WeakReference<>(budget.request("anna", Urgency.LIVE, //
                () -> CompletableFuture.completedFuture(new Object())).join());
    }

    @Test
    void letsEverythingLiveGoBeforeWhatIsDoneInTheBackground() {
        useUpTheWindow();
        inBackground("past of anna");
        quick("bert");
        quick("carl");
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(started, contains("bert", "carl", "past of anna"));
    }

    @Test
    void leavesMostOfTheWindowToWhatHappensNow() {
        IntStream.range(0, 200).forEach(i -> inBackground("past of anna"));
        assertThat(started, hasSize(Allowance.BACKGROUND_REQUESTS_PER_WINDOW));
        started.clear();
        IntStream.range(0, 200).forEach(i -> quick("bert"));
        assertThat(started, hasSize(Allowance.REQUESTS_PER_WINDOW - Allowance.BACKGROUND_REQUESTS_PER_WINDOW));
    }

    @Test
    void leavesRoomForTheBackgroundOfARestartWithinTheSameMinute() {
        assertThat(2 * Allowance.BACKGROUND_REQUESTS_PER_WINDOW + Allowance.REQUESTS_PER_WINDOW / 4,
                is(lessThanOrEqualTo(120)));
    }

    @Test
    void aBackgroundThatIsNotAnsweredDoesNotHoldUpWhatIsLive() {
        IntStream.range(0, 10).forEach(i -> budget.request("anna", Urgency.BACKGROUND, () -> {
            started.add("past of anna");
            return new CompletableFuture<>();
        }));
        quick("bert");
        assertThat(started, contains("past of anna", "past of anna", "bert"));
    }

    private void inBackground(String person) {
        budget.request(person, Urgency.BACKGROUND, () -> {
            started.add(person);
            return CompletableFuture.completedFuture("answer for " + person);
        });
    }
}
