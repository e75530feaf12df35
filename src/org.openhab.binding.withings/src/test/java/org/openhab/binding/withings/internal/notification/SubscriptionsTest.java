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
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * What is subscribed to at Withings, and what is ended there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SubscriptionsTest {
    private static final String SECRET = "0123456789abcdef";
    private static final URI OLD = URI.create("https://cloud.example.org/api/hooks/old");
    private static final URI NEW = URI.create("https://cloud.example.org/api/hooks/new");
    private static final String FOREIGN = "https://cloud.example.org/api/hooks/another-openhab";
    private static final Duration SPACING = Duration.ofSeconds(2);

    private final TestScheduler scheduler = new TestScheduler();
    private final ScheduledExecutorService cloudScheduler = Executors.newScheduledThreadPool(2);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final MemoryStorage storage = new MemoryStorage();
    /** What is subscribed to at Withings. */
    private final List<Profile> profiles = new CopyOnWriteArrayList<>();

    private record Profile(int appli, String callback) {

        Profile(Appli appli, Object callback) {
            this(appli.number(), callback.toString());
        }

        static Profile of(Request request) {
            return new Profile(Integer.parseInt(String.valueOf(request.parameter("appli"))),
                    String.valueOf(request.parameter("callbackurl")));
        }

        String json() {
            return "{\"appli\":" + appli + ",\"callbackurl\":\"" + callback + "\"}";
        }
    }

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        withings.reply(exchange -> {
            Request request = withings.requests().get(withings.requests().size() - 1);
            String body = switch (String.valueOf(request.parameter("action"))) {
                case "list" -> "\"profiles\":["
                        + profiles.stream().map(Profile::json).collect(Collectors.joining(",")) + "]";
                case "subscribe" -> {
                    profiles.add(Profile.of(request));
                    yield "";
                }
                default -> {
                    profiles.remove(Profile.of(request));
                    yield "";
                }
            };
            Reply.json("{\"status\":0,\"body\":{" + body + "}}").send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        cloudScheduler.shutdownNow();
        withings.close();
    }

    @Test
    void subscribesOneAfterTheOtherWithPauses() {
        subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        await("subscribe", 0);
        scheduler.advance(SPACING);
        await("subscribe", 1);
        scheduler.advance(SPACING);
        await("subscribe", 2);
        assertThat(profiles, contains(new Profile(Appli.WEIGHT, NEW), new Profile(Appli.SLEEP, NEW)));
    }

    @Test
    void replacesOneByOneWhatIsAtAnAddressThatWasGivenBeforeARestart() throws Exception {
        // given
        finish(subscriptions().repair(OLD, EnumSet.of(Appli.WEIGHT, Appli.SLEEP)));

        // when
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP)));

        // then
        assertThat(profiles, contains(new Profile(Appli.WEIGHT, NEW), new Profile(Appli.SLEEP, NEW)));
        assertThat(actions().subList(3, 8), contains("list", "subscribe", "revoke", "subscribe", "revoke"));
    }

    @Test
    void changesNothingWhereNothingIsMissing() throws Exception {
        // given
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT)));

        // when
        Set<Appli> missing = finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT)));

        // then
        assertThat(missing, is(empty()));
        assertThat(actions(), contains("list", "subscribe", "list"));
    }

    @Test
    void leavesOthersAlone() throws Exception {
        // given
        profiles.add(new Profile(Appli.WEIGHT, FOREIGN));
        profiles.add(new Profile(Appli.SLEEP, "https://home.example.org/withings/webhook/feedbeef"));
        List<Profile> before = List.copyOf(profiles);

        // when
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT)));
        finish(subscriptions().end());

        // then
        assertThat(profiles, is(before));
    }

    @Test
    void cleansUpWhatAProbeLeftBehind() throws Exception {
        // given
        profiles.add(new Profile(Appli.WEIGHT, NEW));
        profiles.add(new Profile(Appli.WEIGHT, NEW + "?probe=0a1b"));

        // when
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT)));

        // then
        assertThat(profiles, contains(new Profile(Appli.WEIGHT, NEW)));
    }

    @Test
    void endsWhatIsNotWantedAnyMore() throws Exception {
        // given
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.BED_IN)));

        // when
        finish(subscriptions().repair(NEW, EnumSet.of(Appli.BED_IN)));

        // then
        assertThat(profiles, contains(new Profile(Appli.BED_IN, NEW)));
    }

    @Test
    void endsEverythingThatLeadsHereOrDidOnce() throws Exception {
        // given
        finish(subscriptions().repair(OLD, EnumSet.of(Appli.WEIGHT)));
        profiles.add(new Profile(Appli.SLEEP, "https://home.example.org/withings/webhook/" + SECRET));
        profiles.add(new Profile(Appli.SLEEP, OLD + "/?probe=0a1b"));

        // when
        finish(subscriptions().end());

        // then
        assertThat(profiles, is(empty()));
    }

    @Test
    void endsWhatIsJustBeingSubscribedToAsWell() throws Exception {
        // given
        Subscriptions subscriptions = subscriptions();
        CompletableFuture<Set<Appli>> repair = subscriptions.repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        // when
        CompletableFuture<Void> end = subscriptions.end();
        finish(repair);
        finish(end);

        // then
        assertThat(profiles, is(empty()));
    }

    @Test
    void givesWithingsNoAddressThatItCannotRemember() {
        SealedStorage broken = new SealedStorage(storage, new AesCipher(1)) {
            @Override
            public void put(String key, String value) {
                throw new IllegalStateException("broken on purpose");
            }
        };

        CompletableFuture<Set<Appli>> repair = subscriptions(broken).repair(NEW, EnumSet.of(Appli.WEIGHT));

        assertThat(repair.isCompletedExceptionally(), is(true));
        assertThat(actions(), is(empty()));
    }

    /** The subscriptions with what is stored, as after a restart. */
    private Subscriptions subscriptions() {
        return subscriptions(new SealedStorage(storage, new AesCipher(1)));
    }

    private Subscriptions subscriptions(SealedStorage sealed) {
        WithingsCloud cloud = new WithingsCloud(http, withings.address(),
                new RequestBudget(new Allowance(cloudScheduler)),
                cloudScheduler, scheduler.clock());
        return new Subscriptions(cloud.person("363", new SameToken()),
                new OwnAddresses(sealed, "withings:account:home", SECRET), scheduler);
    }

    private List<String> actions() {
        return withings.requests().stream().map(request -> String.valueOf(request.parameter("action"))).toList();
    }

    /** Waits until that has been done so many times and the next pause has begun, if there is one. */
    private void await(String action, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (actions().stream().filter(action::equals).count() < count
                || profiles.size() < 2 && scheduler.waiting().isEmpty()) {
            assertThat(action + " is done " + count + " times", System.nanoTime(), is(lessThan(deadline)));
            Thread.onSpinWait();
        }
        assertThat(actions().stream().filter(action::equals).count(), is((long) count));
    }

    /** Lets time pass until it is done. */
    private <T> T finish(CompletableFuture<T> work) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!work.isDone()) {
            assertThat("it is done in time", System.nanoTime(), is(lessThan(deadline)));
            scheduler.advance(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        return resultOf(work);
    }
}
