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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.failureOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.RateLimiter.Lane;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RateLimiterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestScheduler scheduler = new TestScheduler(Instant.parse("2026-03-01T12:00:00Z"));
    private final RateLimiter limiter = new RateLimiter(scheduler, scheduler.clock());
    private final List<String> started = new ArrayList<>();
    private final List<CompletableFuture<String>> underWay = new ArrayList<>();

    @BeforeEach
    void letTheFirstMinutePass() {
        scheduler.advance(MINUTE);
    }

    /** A call that is answered at once. */
    private CompletableFuture<String> quick(Lane lane, String person) {
        return limiter.request(this, lane, () -> {
            started.add(person);
            return CompletableFuture.completedFuture("answer for " + person);
        });
    }

    private CompletableFuture<String> quick(String person) {
        return quick(Lane.LIVE, person);
    }

    private void quick(int calls, Lane lane) {
        IntStream.range(0, calls).forEach(i -> quick(lane, "anna"));
    }

    /** A call that the test answers. */
    private CompletableFuture<String> slow(Lane lane) {
        return limiter.request(this, lane, () -> {
            started.add("anna");
            CompletableFuture<String> answer = new CompletableFuture<>();
            underWay.add(answer);
            return answer;
        });
    }

    /** Makes Withings refuse a running call and ask for a pause. */
    private void hold(int call, Duration pause) {
        hold(call, Failure.TOO_MANY_REQUESTS, pause);
    }

    private void hold(int call, Failure failure, Duration pause) {
        underWay.get(call).completeExceptionally(new WithingsException(failure, "no", null, pause, null));
    }

    @Test
    void keepsLiveCallsBelowTheLimitDespiteClockChanges() {
        quick(300, Lane.LIVE);
        assertThat(started, hasSize(116));
        scheduler.setClock(Duration.ofDays(-365));
        quick("anna");
        scheduler.setClock(Duration.ofDays(3_650));
        scheduler.advance(MINUTE.minusMillis(1));
        assertThat(started, hasSize(116));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(started, hasSize(232));
    }

    @Test
    void reservesCallsForTokens() {
        quick(200, Lane.LIVE);
        quick(10, Lane.TOKEN);
        assertThat("120 in all", started, hasSize(120));
        scheduler.advance(MINUTE);
        assertThat("then the tokens come first", started, hasSize(210));
    }

    @Test
    void countsACallUntilAMinuteAfterItsAnswer() {
        slow(Lane.LIVE);
        quick(115, Lane.LIVE);
        scheduler.advance(Duration.ofSeconds(20));
        underWay.get(0).complete("late");
        scheduler.advance(Duration.ofSeconds(40));
        started.clear();
        quick(200, Lane.LIVE);
        assertThat(started, hasSize(115));
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(started, hasSize(116));
    }

    @Test
    void keepsTheLimitAcrossARestartDuringAnImport() {
        quick(200, Lane.IMPORT);
        quick(20, Lane.LIVE);
        int before = started.size();

        // openHAB restarts, reads the data of ten people and continues the import
        RateLimiter restarted = new RateLimiter(scheduler, scheduler.clock());
        List<Lane> after = new ArrayList<>();
        for (Lane lane : List.of(Lane.LIVE, Lane.IMPORT)) {
            IntStream.range(0, lane == Lane.LIVE ? 55 : 200)
                    .forEach(i -> restarted.request(this, lane, () -> {
                        after.add(lane);
                        return CompletableFuture.completedFuture("answer");
                    }));
        }

        scheduler.advance(MINUTE.minusMillis(1));
        assertThat(before + after.size(), is(lessThanOrEqualTo(120)));
        assertThat(after, not(hasItem(Lane.IMPORT)));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(after, hasItem(Lane.IMPORT));
    }

    @Test
    void limitsImportCalls() {
        quick(200, Lane.IMPORT);
        assertThat(started, hasSize(45));
        quick(200, Lane.LIVE);
        assertThat(started, hasSize(116));
    }

    @Test
    void startsImportsOnlyWhileNoLiveCallWaits() {
        quick(116, Lane.LIVE);
        started.clear();
        quick(Lane.IMPORT, "past of anna");
        quick("bert");
        quick("carl");
        scheduler.advance(MINUTE);
        assertThat(started, contains("bert", "carl", "past of anna"));
    }

    @Test
    void limitsConcurrentCalls() {
        IntStream.range(0, 5).forEach(i -> slow(Lane.IMPORT));
        assertThat(started, hasSize(2));
        IntStream.range(0, 5).forEach(i -> slow(Lane.LIVE));
        assertThat(started, hasSize(4));
        assertThat("tokens do not wait for data", quick(Lane.TOKEN, "bert").isDone(), is(true));
        started.clear();
        underWay.get(3).complete("done");
        assertThat(started, hasSize(1));
    }

    @Test
    void limitsWaitingCalls() throws Exception {
        quick(116 + RateLimiter.WAITING_LIMIT, Lane.LIVE);
        assertThat(failureOf(quick("bert")).failure(), is(Failure.TOO_MANY_REQUESTS));
    }

    @Test
    void handlesACallThatThrows() throws Exception {
        CompletableFuture<String> answer = limiter.request(this, Lane.LIVE, () -> {
            throw new IllegalStateException("bug");
        });
        assertThat(failureOf(answer).failure(), is(Failure.INTERNAL_ERROR));
        assertThat(quick("anna").isDone(), is(true));
    }

    @Test
    void dropsTheWaitingCallsOfAClosedAccount() throws Exception {
        quick(116, Lane.LIVE);
        started.clear();
        CompletableFuture<String> waiting = quick("anna");
        CompletableFuture<String> other = limiter.request("other account", Lane.LIVE,
                () -> CompletableFuture.completedFuture("other"));
        limiter.drop(this);
        assertThat(failureOf(waiting).failure(), is(Failure.UNREACHABLE));
        scheduler.advance(MINUTE);
        assertThat(started, is(empty()));
        assertThat(other.join(), is("other"));
    }

    @Test
    void limitsConsentsPerMinute() {
        IntStream.range(0, 6).forEach(i -> assertThat(limiter.tryReserveConsent(), is(true)));
        assertThat(limiter.tryReserveConsent(), is(false));
        scheduler.advance(MINUTE);
        assertThat(limiter.tryReserveConsent(), is(true));
    }

    @ParameterizedTest
    @EnumSource(value = Failure.class, names = { "TOO_MANY_REQUESTS", "SERVICE_TROUBLE" })
    void startsNoCallsDuringAHold(Failure failure) {
        slow(Lane.LIVE);
        hold(0, failure, Duration.ofSeconds(188));
        CompletableFuture<String> answer = quick("bert");
        CompletableFuture<String> token = quick(Lane.TOKEN, "bert");
        scheduler.advance(Duration.ofMillis(187_999));
        assertThat(answer.isDone(), is(false));
        assertThat(token.isDone(), is(false));
        assertThat("a user waits", quick(Lane.CONSENT, "carl").isDone(), is(true));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(answer.isDone(), is(true));
        assertThat(token.isDone(), is(true));
    }

    @Test
    void holdsForFifteenMinutesAtMost() {
        slow(Lane.LIVE);
        hold(0, Duration.ofDays(3));
        CompletableFuture<String> answer = quick(Lane.IMPORT, "bert");
        scheduler.advance(Duration.ofMinutes(15));
        assertThat(answer.isDone(), is(true));
    }

    @Test
    void usesTheHoldThatEndsLast() {
        IntStream.range(0, 2).forEach(i -> slow(Lane.LIVE));
        hold(0, Duration.ofSeconds(100));
        hold(1, Duration.ofSeconds(10));
        CompletableFuture<String> answer = quick("anna");
        scheduler.advance(Duration.ofSeconds(99));
        assertThat(answer.isDone(), is(false));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(answer.isDone(), is(true));
    }

    @ParameterizedTest
    @EnumSource(value = Failure.class, names = { "NO_INTERNET", "UNREACHABLE", "INSECURE" })
    void backsOffWithoutConnection(Failure failure) {
        IntStream.range(0, 20).forEach(i -> limiter.request(this, Lane.LIVE, () -> {
            started.add("failing");
            return CompletableFuture.failedFuture(new WithingsException(failure, "no"));
        }));
        int tries = 1;
        for (int seconds : List.of(2, 4, 8, 16, 32, 64, 128, 256, 300, 300)) {
            assertThat(started, hasSize(tries));
            scheduler.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(started, hasSize(tries));
            scheduler.advance(Duration.ofMillis(1));
            tries++;
        }
    }

    @Test
    void countsConcurrentFailuresOnce() {
        IntStream.range(0, 4).forEach(i -> slow(Lane.LIVE));
        underWay.forEach(call -> call.completeExceptionally(new WithingsException(Failure.UNREACHABLE, "no")));
        CompletableFuture<String> answer = quick("anna");
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(answer.isDone(), is(true));
    }

    @Test
    void endsTheBackoffWithAnyAnswer() {
        IntStream.range(0, 2).forEach(i -> slow(Lane.LIVE));
        underWay.get(0).completeExceptionally(new WithingsException(Failure.UNREACHABLE, "no"));
        CompletableFuture<String> waiting = quick("anna");
        underWay.get(1).completeExceptionally(new WithingsException(Failure.SCOPE, "no", 277, null, null));
        assertThat(waiting.isDone(), is(true));
    }

    @Test
    void reportsItsUsage() {
        quick("anna");
        IntStream.range(0, 6).forEach(i -> slow(Lane.LIVE));
        Map<Long, Integer> lastHour = Map.of(scheduler.clock().instant().getEpochSecond() / 60, 5);
        assertThat(limiter.usage(), is(new RateLimiter.Usage(5, 120, 2, null, lastHour)));
        hold(0, Duration.ofSeconds(10));
        assertThat(limiter.usage(),
                is(new RateLimiter.Usage(5, 120, 2, scheduler.clock().instant().plusSeconds(10), lastHour)));
    }
}
