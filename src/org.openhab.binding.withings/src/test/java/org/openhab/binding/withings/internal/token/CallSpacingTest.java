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
package org.openhab.binding.withings.internal.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CallSpacingTest {
    private static final Duration SPACE = Duration.ofSeconds(11);

    private final TestScheduler scheduler = new TestScheduler();
    private final CallSpacing spacing = new CallSpacing(scheduler);
    private final List<CompletableFuture<String>> calls = new ArrayList<>();

    private CompletableFuture<String> call(String argument) {
        return spacing.apart(Map.of("code", argument), () -> {
            CompletableFuture<String> call = new CompletableFuture<>();
            calls.add(call);
            return call;
        });
    }

    @Test
    void makesTheFirstCallAtOnce() {
        CompletableFuture<String> answer = call("a");
        calls.get(0).complete("yes");
        assertThat(answer.join(), is("yes"));
    }

    @Test
    void makesTheSameCallOnlyLongEnoughAfterTheAnswerOfTheLastOne() {
        call("a");
        CompletableFuture<String> second = call("a");
        scheduler.advance(Duration.ofSeconds(30));
        assertThat("the first call has not been answered", calls, hasSize(1));
        calls.get(0).complete("yes");
        scheduler.advance(SPACE.minusMillis(1));
        assertThat(calls, hasSize(1));
        scheduler.advance(Duration.ofMillis(1));
        assertThat(calls, hasSize(2));
        calls.get(1).complete("again");
        assertThat(second.join(), is("again"));
    }

    @Test
    void keepsItsDistanceAfterAFailureToo() {
        call("a");
        calls.get(0).completeExceptionally(new IllegalStateException("broken off"));
        call("a");
        assertThat(calls, hasSize(1));
        scheduler.advance(SPACE);
        assertThat(calls, hasSize(2));
    }

    @Test
    void keepsEachOfManyApart() {
        call("a");
        call("a");
        call("a");
        calls.get(0).complete("yes");
        scheduler.advance(SPACE);
        assertThat(calls, hasSize(2));
        calls.get(1).complete("yes");
        scheduler.advance(SPACE);
        assertThat(calls, hasSize(3));
    }

    @Test
    void doesNotHoldUpCallsWithOtherArguments() {
        call("a");
        call("b");
        assertThat(calls, hasSize(2));
    }

    @Test
    void doesNotCareAboutAClockThatJumps() {
        call("a");
        calls.get(0).complete("yes");
        scheduler.setClock(Duration.ofDays(1));
        call("a");
        assertThat(calls, hasSize(1));
        scheduler.setClock(Duration.ofDays(-2));
        scheduler.advance(SPACE);
        assertThat(calls, hasSize(2));
    }

    @Test
    void keepsNothingOfOldCalls() {
        call("a");
        calls.get(0).complete("yes");
        scheduler.advance(SPACE);
        call("a");
        assertThat(calls, hasSize(2));
    }
}
