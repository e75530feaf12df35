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
package org.openhab.binding.withings.internal.selftest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.CallbackUrl;
import org.openhab.binding.withings.internal.notification.NotificationReceiver.Reception;
import org.openhab.binding.withings.internal.notification.ReachabilityCheck;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.notification.WebhookContext;
import org.openhab.binding.withings.internal.notification.Webhooks;
import org.openhab.binding.withings.internal.token.Scope;

/**
 * The chain from a Withings on loopback to a webhook on loopback.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SelfTestTest {
    private static final String SECRET = Webhooks.newSecret();
    private static final Set<String> ALL_SCOPES = Arrays.stream(Scope.values()).map(Scope::id)
            .collect(Collectors.toUnmodifiableSet());
    private static final Reply DONE = Reply.json("{\"status\":0,\"body\":{}}");
    private static final Reply CALLBACK_REFUSED = Reply.json("{\"status\":293,\"error\":\"callback\"}");

    private final TestScheduler scheduler = new TestScheduler();
    private final ScheduledExecutorService cloudScheduler = Executors.newScheduledThreadPool(2);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final java.net.http.HttpClient courier = java.net.http.HttpClient.newHttpClient();
    private final Webhooks webhooks = new Webhooks();
    private final Server openHab = new Server();
    private final ServerConnector connector = new ServerConnector(openHab);
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final AtomicInteger doubts = new AtomicInteger();
    private volatile List<TestedPerson> people = List.of();
    private volatile TestedAddress address = new TestedAddress(Way.NONE, null, null);
    private final SelfTest selfTest = new SelfTest(new SelfTest.Subject() {
        @Override
        public TestedAddress testedAddress() {
            return address;
        }

        @Override
        public List<TestedPerson> testedPeople() {
            return people;
        }

        @Override
        public void doubtSubscriptions() {
            doubts.incrementAndGet();
        }
    }, new ReachabilityCheck(http, webhooks), webhooks, scheduler, scheduler.clock());

    @BeforeEach
    void start() throws Exception {
        http.start();
        openHab.addConnector(connector);
        openHab.setHandler(new WebhookContext(webhooks));
        openHab.start();
        webhooks.open(SECRET, notification -> Reception.ACCEPTED);
        address = new TestedAddress(Way.PUBLIC_URL, callback(), null);
        people = List.of(person("363", EnumSet.allOf(Appli.class)));
        answers.put("list", list(callback().toString(), EnumSet.allOf(Appli.class)));
        answers.put("subscribe", asking(DONE));
        answers.put("revoke", DONE);
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            answers.get(requests.get(requests.size() - 1).parameter("action")).send(exchange);
        });
    }

    @AfterEach
    void stop() throws Exception {
        openHab.stop();
        http.stop();
        withings.close();
        cloudScheduler.shutdownNow();
    }

    private URI callback() {
        return CallbackUrl.of("http://127.0.0.1:" + connector.getLocalPort(), SECRET);
    }

    private TestedPerson person(String userId, Set<Appli> wanted) {
        PersonCloud cloud = new WithingsCloud(http, withings.address(),
                new RequestBudget(new Allowance(cloudScheduler)),
                cloudScheduler, scheduler.clock()).person(userId, new SameToken());
        return new TestedPerson("Anna", true, ALL_SCOPES, wanted, false, null, null, cloud);
    }

    private static Reply list(String callback, Set<Appli> applis) {
        return Reply.json("{\"status\":0,\"body\":{\"profiles\":[" + applis.stream()
                .map(appli -> "{\"appli\":" + appli.number() + ",\"callbackurl\":\"" + callback + "\"}")
                .collect(Collectors.joining(",")) + "]}}");
    }

    /** Asks the address before it answers, as Withings does. */
    private Reply asking(Reply answer) {
        return exchange -> {
            List<Request> requests = withings.requests();
            URI address = URI.create(requests.get(requests.size() - 1).form().get("callbackurl"));
            try {
                courier.send(HttpRequest.newBuilder(address).method("HEAD", BodyPublishers.noBody()).build(),
                        BodyHandlers.discarding());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            answer.send(exchange);
        };
    }

    private List<Request> requests(String action) {
        return withings.requests().stream().filter(request -> action.equals(request.parameter("action"))).toList();
    }

    private List<String> actions() {
        return withings.requests().stream().map(request -> String.valueOf(request.parameter("action"))).toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat("it happens in time", System.nanoTime(), is(lessThan(deadline)));
            Thread.onSpinWait();
        }
    }

    private Reason reason(Link link) throws Exception {
        return resultOf(selfTest.run()).findings(link).get(0).reason();
    }

    @Test
    void walksTheWholeChainAndLeavesNothingBehind() throws Exception {
        SelfTestReport report = resultOf(selfTest.run());

        assertThat(report.verdict(), is(Verdict.WORKS));
        assertThat(report.time(), is(scheduler.clock().instant()));
        assertThat(actions(), contains("list", "subscribe", "revoke"));
        String probed = requests("subscribe").get(0).parameter("callbackurl");
        assertThat(probed, matchesPattern(callback() + "\\?probe=[0-9a-f]{16}"));
        assertThat(requests("subscribe").get(0).parameter("appli"), is("46"));
        assertThat("only that very address", requests("revoke").get(0).parameter("callbackurl"), is(probed));
        assertThat(requests("revoke").get(0).parameter("appli"), is("46"));
        assertThat("somebody looks whether all is as before", doubts.get(), is(1));
        assertThat(scheduler.waiting(), is(empty()));
    }

    @Test
    void subscribesToWhatWithingsIsKnownToOffer() throws Exception {
        answers.put("list", list(callback().toString(), EnumSet.of(Appli.GLUCOSE)));

        resultOf(selfTest.run());

        assertThat(requests("subscribe").get(0).parameter("appli"), is(Integer.toString(Appli.GLUCOSE.number())));
    }

    @Test
    void prefersThePersonWithSubscriptions() throws Exception {
        people = List.of(person("362", Set.of()), people.get(0));

        assertThat(reason(Link.ROUND_TRIP), is(Reason.ARRIVED));
        assertThat(actions(), contains("list", "subscribe", "revoke"));
    }

    @Test
    void asksWithingsForNothingWithoutAnAddress() throws Exception {
        address = new TestedAddress(Way.NONE, null, null);

        assertThat(reason(Link.WAY), is(Reason.NO_WAY));
        assertThat(reason(Link.ROUND_TRIP), is(Reason.NO_ADDRESS));
        assertThat(actions(), is(empty()));
    }

    @Test
    void asksWithingsForNothingWithoutAConsent() throws Exception {
        TestedPerson anna = people.get(0);
        people = List.of(new TestedPerson("Anna", false, ALL_SCOPES, Set.of(), false, null, null, anna.cloud()));

        assertThat(reason(Link.ROUND_TRIP), is(Reason.NOBODY_TO_ASK_FOR));
        assertThat(reason(Link.SCOPES), is(Reason.CONSENT_ENDED));
        assertThat(actions(), is(empty()));
    }

    @Test
    void noticesThatWithingsCannotReachTheAddress() throws Exception {
        answers.put("subscribe", CALLBACK_REFUSED);

        assertThat(reason(Link.ROUND_TRIP), is(Reason.CALLBACK_REFUSED_ALTHOUGH_REACHED));
        assertThat("there is nothing to end", actions(), contains("list", "subscribe"));
    }

    @Test
    void noticesThatTheAnswerDoesNotPleaseWithings() throws Exception {
        answers.put("subscribe", asking(CALLBACK_REFUSED));

        assertThat(reason(Link.ROUND_TRIP), is(Reason.CALLBACK_REFUSED_ALTHOUGH_ARRIVED));
    }

    @Test
    void noticesThatSomebodyElseAnswersWithings() throws Exception {
        answers.put("subscribe", DONE);

        CompletableFuture<SelfTestReport> test = selfTest.run();
        scheduler.awaitWaiting(Duration.ofSeconds(3));
        scheduler.advance(Duration.ofSeconds(3));

        assertThat(resultOf(test).findings(Link.ROUND_TRIP).get(0).reason(), is(Reason.NOT_ARRIVED));
        assertThat(requests("revoke"), hasSize(1));
    }

    @Test
    void isNotBrokenBecauseTheSubscriptionCannotBeEnded() throws Exception {
        answers.put("revoke", Reply.json("{\"status\":294}"));

        assertThat(reason(Link.ROUND_TRIP), is(Reason.ARRIVED));
        assertThat("it will be found by whoever looks after the subscriptions", doubts.get(), is(1));
    }

    @ParameterizedTest
    @CsvSource({ "list, SUBSCRIPTIONS", "subscribe, ROUND_TRIP" })
    void saysThatWithingsDoesNotAnswerInTime(String action, Link link) throws Exception {
        answers.put(action, withings.silence());

        CompletableFuture<SelfTestReport> test = selfTest.run();
        await(() -> !requests(action).isEmpty());
        scheduler.awaitWaiting(Duration.ofSeconds(20));
        scheduler.advance(Duration.ofSeconds(20));
        if ("subscribe".equals(action)) {
            // whether there is something to end is not known yet
            scheduler.awaitWaiting(Duration.ofSeconds(10));
            scheduler.advance(Duration.ofSeconds(10));
        }

        assertThat(resultOf(test).findings(link).get(0).reason(), is(Reason.NOT_ASKED));
    }

    @Test
    void repeatedClicksJoinTheTestThatIsRunningAndGetItsResultForAWhile() throws Exception {
        // given
        answers.put("list", withings.silence());
        CompletableFuture<SelfTestReport> first = selfTest.run();
        assertThat(selfTest.isRunning(), is(true));

        // when
        CompletableFuture<SelfTestReport> second = selfTest.run();
        second.cancel(true);
        CompletableFuture<SelfTestReport> third = selfTest.run();
        scheduler.awaitWaiting(Duration.ofSeconds(20));
        scheduler.advance(Duration.ofSeconds(20));

        // then
        SelfTestReport report = resultOf(first);
        assertThat(resultOf(third), is(sameInstance(report)));
        assertThat(requests("list"), hasSize(1));
        assertThat(selfTest.isRunning(), is(false));
        assertThat(selfTest.last(), is(sameInstance(report)));

        // when: it has just been done
        scheduler.advance(Duration.ofSeconds(9));
        assertThat(resultOf(selfTest.run()), is(sameInstance(report)));

        // when: it has been done some time ago
        scheduler.advance(Duration.ofSeconds(1));
        answers.put("list", list(callback().toString(), EnumSet.allOf(Appli.class)));
        assertThat(resultOf(selfTest.run()).verdict(), is(Verdict.WORKS));
    }

    @Test
    void aTestThatFailsDoesNotKeepTheNextOneFromRunning() throws Exception {
        List<TestedPerson> before = people;
        @Nullable
        TestedPerson nobody = null;
        people = Arrays.asList(nobody);
        assertThat(selfTest.run().isCompletedExceptionally(), is(true));

        people = before;
        assertThat(resultOf(selfTest.run()).verdict(), is(Verdict.WORKS));
    }

    @Test
    void everythingEndsWithTheScheduler() throws Exception {
        answers.put("list", withings.silence());
        scheduler.shutdown();

        assertThat(reason(Link.SUBSCRIPTIONS), is(Reason.NOT_ASKED));
    }
}
