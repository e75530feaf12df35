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
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.AccessTokens;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Notification;
import org.openhab.binding.withings.internal.notification.OwnAddresses;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.plan.PollingPlan;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.LastUpdates;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.NotificationMemory;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.QuantityType;

/**
 * What is asked when, and what becomes of the answers.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonFeedTest {
    private static final String PERSON = "363";
    private static final String SECRET = "0123456789abcdef";
    private static final URI CALLBACK = URI.create("https://home.example.org/withings/webhook/" + SECRET);
    /** Rows that change while others are read must not be missed. */
    private static final long OVERLAP = 60;
    private static final long FORTNIGHT = Duration.ofDays(14).toSeconds();
    private static final Duration FLURRY = Duration.ofSeconds(2);

    private final TestScheduler scheduler = new TestScheduler();
    private final ScheduledExecutorService cloudScheduler = Executors.newScheduledThreadPool(2);
    private final long now = scheduler.clock().instant().getEpochSecond();
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final MemoryStorage marks = new MemoryStorage();
    private final SealedStorage sealed = new SealedStorage(marks, new AesCipher(1));
    private final LastUpdates lastUpdates = new LastUpdates(sealed, "withings:account:home");
    private int notifications;
    private final OwnAddresses addresses = new OwnAddresses(new SealedStorage(marks, new AesCipher(1)),
            "withings:account:home", SECRET);
    private final UnknownIds unknownIds = new UnknownIds();
    private final Outlet outlet = new Outlet();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        answer("getmeas", body("\"measuregrps\":[]"));
        answer("getsummary", body("\"series\":[]"));
        answer("get", body("\"series\":[]"));
        answer("getactivity", body("\"activities\":[]"));
        answer("getworkouts", body("\"series\":[]"));
        answer("getdevice", body("\"devices\":[]"));
        answer("getgoals", body("\"goals\":[]"));
        answer("list", body("\"profiles\":[]"));
        answer("subscribe", body(""));
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            answers.get(requests.get(requests.size() - 1).parameter("action")).send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        cloudScheduler.shutdownNow();
        withings.close();
    }

    @Test
    void asksEverythingWantedAtFirst() {
        PersonFeed feed = feed();

        feed.tick();

        await(() -> outlet.answered.contains(Service.GOALS));
        assertThat(actions(), containsInAnyOrder("getmeas", "getsummary", "get", "getactivity",
                "getworkouts", "getworkouts", "getdevice", "getgoals"));
    }

    @Test
    void asksOnlyWhatIsWanted() {
        outlet.wanted = EnumSet.of(Service.DEVICES);
        PersonFeed feed = feed();

        feed.tick();
        await(() -> outlet.answered.contains(Service.DEVICES));
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(actions(), contains("getdevice"));
    }

    @Test
    void aFlurryOfNotificationsBecomesOneRequest() {
        PersonFeed feed = feed();

        for (int i = 0; i < 10; i++) {
            feed.notified(about(Service.MEASURES, null));
        }
        scheduler.advance(FLURRY);

        await(() -> outlet.answered.contains(Service.MEASURES));
        assertThat(actions(), contains("getmeas"));
    }

    @Test
    void aFloodOfNotificationsBecomesFewRequests() {
        PersonFeed feed = feed();
        askMeasures(feed);
        for (int second = 0; second < 300; second++) {
            feed.notified(about(Service.MEASURES, null));
            scheduler.advance(Duration.ofSeconds(1));
            await(() -> isAnswered(feed.statuses().get(Service.MEASURES)));
        }

        assertThat(actions(), hasSize(is(both(greaterThan(8)).and(lessThan(20)))));
    }

    @Test
    void readsWhatIsRecentAtFirstAndThenOnlyWhatHasChanged() {
        answer("getmeas", body("\"measuregrps\":[" + weighIn(1, now - 7200, now - 7100, 70500) + ","
                + weighIn(2, now - 3600, now - 3500, 70600) + "]"));
        PersonFeed feed = feed();

        askMeasures(feed);
        askMeasures(feed);

        assertThat(requests("getmeas").get(0).parameter("lastupdate"),
                is(Long.toString(now - FORTNIGHT + FLURRY.toSeconds() - OVERLAP)));
        assertThat(requests("getmeas").get(1).parameter("lastupdate"), is(Long.toString(now - 3500 - OVERLAP)));
        assertThat(outlet.shown("body#weight").state().toFullString(), is("70.6 kg"));
        assertThat(outlet.shown("body#weight").time(), is(Instant.ofEpochSecond(now - 3600)));
    }

    @Test
    void showsWhatTheTimeAloneHasChanged() {
        // given
        answer("getactivity", body("\"activities\":[{\"date\":\"2026-03-01\",\"timezone\":\"UTC\",\"brand\":1,"
                + "\"steps\":8454,\"modified\":" + now + "}]"));
        answer("getintradayactivity", body("\"series\":[]"));
        PersonFeed feed = feed();
        ask(feed, Service.ACTIVITY);
        assertThat(outlet.shown, not(hasKey("last-day#steps")));

        // when
        scheduler.advance(Duration.ofHours(12));
        feed.tick();

        // then
        assertThat(outlet.shown("last-day#steps").state().toFullString(), is("8454"));
    }

    @Test
    void looksAgainAtTheTimesThatNotificationsName() {
        lastUpdates.put(PERSON, Service.MEASURES, Instant.ofEpochSecond(now - 3600));
        PersonFeed feed = feed();

        feed.notified(about(Service.MEASURES, span(now - 600, now - 590)));
        feed.notified(about(Service.MEASURES, span(now - 595, now - 300)));
        feed.notified(about(Service.MEASURES, span(now - 90_000, now - 90_000)));
        scheduler.advance(FLURRY);
        await(() -> outlet.answered.size() == 3);

        assertThat(requests("getmeas").stream().map(request -> request.parameter("startdate")).toList(), contains(
                null, Long.toString(now - 90_000), Long.toString(now - 600)));
        assertThat(requests("getmeas").get(0).parameter("lastupdate"), is(Long.toString(now - 3600 - OVERLAP)));
    }

    @Test
    void looksAgainOnceWithingsAnswers() {
        lastUpdates.put(PERSON, Service.MEASURES, Instant.ofEpochSecond(now - 3600));
        answer("getmeas", "<html>Bad Gateway</html>");
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, span(now - 600, now - 590)));
        scheduler.advance(FLURRY);
        await(() -> outlet.failed.size() == 1 && !scheduler.waiting().isEmpty());

        answer("getmeas", body("\"measuregrps\":[]"));
        scheduler.advance(Duration.ofMinutes(1));

        await(() -> outlet.answered.size() == 2);
        assertThat(requests("getmeas").get(requests("getmeas").size() - 1).parameter("startdate"),
                is(Long.toString(now - 600)));
    }

    @Test
    void doesNotInsistOnATimeThatWithingsRefuses() {
        lastUpdates.put(PERSON, Service.MEASURES, Instant.ofEpochSecond(now - 3600));
        answer("getmeas", exchange -> {
            List<Request> asked = requests("getmeas");
            boolean again = asked.get(asked.size() - 1).parameter("startdate") != null;
            Reply.json(again ? "{\"status\":293}" : body("\"measuregrps\":[]")).send(exchange);
        });
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, span(now - 600, now - 590)));
        scheduler.advance(FLURRY);
        await(() -> !outlet.failed.isEmpty());

        askMeasures(feed);

        assertThat(requests("getmeas").stream().filter(request -> request.parameter("startdate") != null).toList(),
                hasSize(1));
    }

    @Test
    void hasNothingToLookAtAgainBeforeAnythingIsKnown() {
        PersonFeed feed = feed();

        feed.notified(about(Service.MEASURES, span(now - 600, now - 590)));
        scheduler.advance(FLURRY);
        await(() -> outlet.answered.contains(Service.MEASURES));

        assertThat(requests("getmeas"), hasSize(1));
    }

    @Test
    void keepsWhatItDoesNotKnowForTheReportOfTrouble() {
        answer("getmeas", body("\"measuregrps\":[" + weighIn(1, now, now, 70500).replace("\"type\":1", "\"type\":9999")
                + "]"));

        askMeasures(feed());

        assertThat(unknownIds.all().get(UnknownIds.Kind.MEASURE_TYPE), contains("9999"));
    }

    @Test
    void goesOnFromTheLatestChangeWhereverInTheUnsortedPagesItIs() {
        answer("getmeas", exchange -> {
            boolean first = requests("getmeas").size() == 1;
            (first
                    ? Reply.json(body("\"measuregrps\":[" + weighIn(1, now - 7200, now - 60, 70500) + ","
                            + weighIn(2, now - 9000, now - 8000, 70400) + "],\"more\":1,\"offset\":2"))
                    : Reply.json(body("\"measuregrps\":[" + weighIn(3, now - 3600, now - 3500, 70600) + "]")))
                            .send(exchange);
        });
        PersonFeed feed = feed();

        askMeasures(feed);
        askMeasures(feed);

        assertThat(requests("getmeas").get(1).parameter("offset"), is("2"));
        assertThat(requests("getmeas").get(2).parameter("lastupdate"), is(Long.toString(now - 60 - OVERLAP)));
    }

    @Test
    void doesNotCountAnAnswerAsSeenThatBreaksOffBetweenPages() {
        answer("getmeas", exchange -> {
            boolean first = requests("getmeas").size() == 1;
            (first
                    ? Reply.json(body("\"measuregrps\":[" + weighIn(1, now - 7200, now - 60, 70500)
                            + "],\"more\":1,\"offset\":1"))
                    : Reply.json("{\"status\":293}")).send(exchange);
        });
        PersonFeed feed = feed();

        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(FLURRY);
        await(() -> !outlet.failed.isEmpty());

        assertThat("what was read is shown", outlet.shown("body#weight").state().toFullString(), is("70.5 kg"));
        assertThat("and will be read again", marks.getKeys(), is(empty()));
    }

    @Test
    void triesAgainAfterTroubleAndTellsOfIt() {
        answer("getmeas", "<html>Bad Gateway</html>");
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(FLURRY);
        await(() -> outlet.failed.size() == 1);
        assertThat(outlet.failed.get(0).failure(), is(Failure.MALFORMED_ANSWER));

        answer("getmeas", body("\"measuregrps\":[]"));
        scheduler.advance(Duration.ofMinutes(1));

        await(() -> outlet.answered.contains(Service.MEASURES));
        assertThat(requests("getmeas"), hasSize(2));
    }

    @Test
    void waitsLongerWithEveryFailureButNotForLong() {
        answer("getmeas", "<html>Bad Gateway</html>");
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, null));

        scheduler.advance(FLURRY);
        List<Duration> pauses = new ArrayList<>();
        for (int failures = 1; failures <= 7; failures++) {
            int expected = failures;
            await(() -> outlet.failed.size() == expected && !scheduler.waiting().isEmpty());
            pauses.add(scheduler.waiting().get(0));
            scheduler.advance(scheduler.waiting().get(0));
        }

        assertThat(pauses, contains(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2),
                Duration.ofMinutes(4), Duration.ofMinutes(8), Duration.ofMinutes(10), Duration.ofMinutes(10)));
    }

    @Test
    void whoeverNotifiesIsAskedWithoutWaitingForTheNextTry() {
        answer("getmeas", "<html>Bad Gateway</html>");
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(FLURRY);
        await(() -> outlet.failed.size() == 1 && !scheduler.waiting().isEmpty());

        answer("getmeas", body("\"measuregrps\":[]"));
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(FLURRY);

        await(() -> outlet.answered.contains(Service.MEASURES));
    }

    @Test
    void asksNothingMoreOnceTheConsentHasEnded() {
        answer("getmeas", "{\"status\":401}");
        PersonFeed feed = feed();
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(FLURRY);
        await(() -> outlet.failed.size() == 1);
        int asked = withings.requests().size();

        feed.tick();
        feed.notified(about(Service.MEASURES, null));
        scheduler.advance(Duration.ofHours(1));

        assertThat(withings.requests(), hasSize(asked));
    }

    @Test
    void asksAgainForWhatNobodyCouldShow() {
        answer("getmeas", body("\"measuregrps\":[" + weighIn(1, now, now, 70500) + "]"));
        outlet.present = false;
        PersonFeed feed = feed();
        askMeasures(feed);

        outlet.present = true;
        askMeasures(feed);

        assertThat(requests("getmeas").get(1).parameter("lastupdate"),
                is(Long.toString(now - FORTNIGHT + 2 * FLURRY.toSeconds() - OVERLAP)));
        assertThat(outlet.shown("body#weight").state().toFullString(), is("70.5 kg"));
    }

    @Test
    void nothingHasJustHappenedThatWasThereBeforeAnybodyAsked() {
        answer("getworkouts", body("\"series\":[" + workout(1, now - 3600) + "]"));
        PersonFeed feed = feed();

        ask(feed, Service.WORKOUTS);

        assertThat(outlet.shown("workout#category").state().toFullString(), is("RUN"));
        assertThat(outlet.shown, not(hasKey("workout#recorded")));
    }

    @Test
    void tellsWhatHasJustHappened() {
        PersonFeed feed = feed();
        ask(feed, Service.WORKOUTS);

        answer("getworkouts", body("\"series\":[" + workout(1, now - 3600) + "]"));
        ask(feed, Service.WORKOUTS);

        assertThat(outlet.shown("workout#recorded").state().toFullString(), is("RUN"));
    }

    @Test
    void aNapThatComesLaterDoesNotTakeThePlaceOfTheNight() {
        long morning = now - 6 * 3600;
        answer("getsummary", body("\"series\":[" + sleep(1, morning - 8 * 3600, morning, 81) + "]"));
        PersonFeed feed = feed();
        ask(feed, Service.SLEEP);

        answer("getsummary", body("\"series\":[" + sleep(2, now - 7200, now - 3600, 12) + "]"));
        ask(feed, Service.SLEEP);

        assertThat(outlet.shown("sleep#sleep-score").state().toFullString(), is("81"));
    }

    @Test
    void tellsHowItWentToAskEachService() {
        answer("getgoals", "{\"status\":503,\"body\":{},\"error\":\"Invalid params\"}");
        PersonFeed feed = feed();
        assertThat(feed.statuses(), is(Map.of()));

        feed.askAll();
        advanceUntil(() -> outlet.answered.contains(Service.MEASURES) && !outlet.failed.isEmpty());

        assertThat(Objects.requireNonNull(feed.statuses().get(Service.MEASURES)).answered(), is(notNullValue()));
        ServiceStatus goals = Objects.requireNonNull(feed.statuses().get(Service.GOALS));
        assertThat(goals.answered(), is(nullValue()));
        assertThat(goals.failure(), is(Failure.INVALID_REQUEST));
        assertThat(goals.status(), is(503));
    }

    @Test
    void tellsWhichSubscriptionsAreOursWithoutTheirAddresses() throws Exception {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK
                + "\"},{\"appli\":44,\"callbackurl\":\"https://elsewhere.example.org/withings\"}]"));
        PersonFeed feed = feed();
        assertThat(feed.subscriptions().lastListed(), is(List.of()));

        List<Subscriptions.Listed> listed = resultOf(feed.subscriptions().list());

        assertThat(listed, contains(new Subscriptions.Listed(1, true), new Subscriptions.Listed(44, false)));
        assertThat(feed.subscriptions().lastListed(), is(listed));
    }

    @Test
    void subscribesToWhatIsMissing() {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "/\"},"
                + "{\"appli\":44,\"callbackurl\":\"https://elsewhere.example.org/hook\"}]"));
        PersonFeed feed = feed();

        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        advanceUntil(() -> feed.push().live());
        assertThat(requests("subscribe").stream().map(request -> request.parameter("appli")).toList(), contains("44"));
        assertThat(requests("subscribe").get(0).parameter("callbackurl"), is(CALLBACK.toString()));
        assertThat(requests("revoke"), is(empty()));
    }

    @Test
    void revokesWhatLeadsToTheSameWebhookUnderAnotherName() {
        answer("revoke", body(""));
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"},"
                + "{\"appli\":1,\"callbackurl\":\"https://old.example.org/withings/webhook/" + SECRET + "\"}]"));
        PersonFeed feed = feed();

        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));

        await(() -> feed.push().live());
        assertThat(requests("revoke").stream().map(request -> request.parameter("callbackurl")).toList(),
                contains("https://old.example.org/withings/webhook/" + SECRET));
    }

    @Test
    void oneSubscriptionThatCannotBeEndedDoesNotKeepTheOthers() throws Exception {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"},"
                + "{\"appli\":4,\"callbackurl\":\"" + CALLBACK + "\"},{\"appli\":44,\"callbackurl\":\"" + CALLBACK
                + "\"}]"));
        answer("revoke", exchange -> Reply.json(requests("revoke").size() == 1 ? "{\"status\":294}" : body(""))
                .send(exchange));

        resultOf(feed().unsubscribe());

        assertThat(requests("revoke").stream().map(request -> request.parameter("appli")).toList(),
                contains("1", "4", "44"));
    }

    @Test
    void aRefusedCallbackLeavesThePollerInCharge() {
        answer("subscribe", "{\"status\":293}");
        PersonFeed feed = feed();

        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));

        advanceUntil(() -> feed.refusal() != null);
        assertThat(feed.push().live(), is(false));
    }

    @Test
    void subscribesAtOnceWhenOurAddressIsAnotherOne() {
        answer("revoke", body(""));
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        PersonFeed feed = feed();
        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
        await(() -> feed.push().live());

        feed.subscribe(URI.create("https://cloud.example.org/api/hooks/1"), EnumSet.of(Appli.WEIGHT));

        assertThat("nobody notifies there yet", feed.push().live(), is(false));
        advanceUntil(() -> feed.push().live());
        assertThat(requests("subscribe").stream().map(request -> request.parameter("callbackurl")).toList(),
                contains("https://cloud.example.org/api/hooks/1"));
    }

    @Test
    void subscribesAtOnceWhenMoreIsWanted() {
        answer("list", body("\"profiles\":[{\"appli\":50,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        PersonFeed feed = feed();
        feed.subscribe(CALLBACK, EnumSet.of(Appli.BED_IN));
        await(() -> feed.push().live());

        feed.subscribe(CALLBACK, EnumSet.of(Appli.BED_IN, Appli.WEIGHT));

        advanceUntil(() -> feed.push().live());
        assertThat(requests("subscribe").stream().map(request -> request.parameter("appli")).toList(), contains("1"));
    }

    @Test
    void thePollerIsInChargeWhileWeHaveNoAddress() {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        PersonFeed feed = feed();
        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
        await(() -> feed.push().live());

        feed.subscribe(null, EnumSet.of(Appli.WEIGHT));
        assertThat(feed.push().live(), is(false));

        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
        await(() -> feed.push().live());
        assertThat(actions(), everyItem(is("list")));
    }

    @Test
    void looksAtTheSubscriptionsTwiceADayWhileAllIsWell() {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        PersonFeed feed = feed();
        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
        await(() -> outlet.pushChanges.get() == 2);
        assertThat(feed.push().live(), is(true));

        for (int minute = 1; minute <= Duration.ofDays(1).toMinutes(); minute++) {
            int looks = outlet.pushChanges.get();
            scheduler.advance(Duration.ofMinutes(1));
            feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
            if (minute % Duration.ofHours(12).toMinutes() == 0) {
                await(() -> outlet.pushChanges.get() > looks);
            }
        }

        assertThat(requests("list"), hasSize(3));
    }

    @Test
    void whatWithingsDoesNotOfferIsDoneWithout() {
        answer("subscribe", exchange -> {
            boolean ecg = "54".equals(requests("subscribe").get(requests("subscribe").size() - 1).parameter("appli"));
            Reply.json(ecg ? "{\"status\":240}" : body("")).send(exchange);
        });
        PersonFeed feed = feed();

        feed.subscribe(CALLBACK, EnumSet.of(Appli.ECG, Appli.GLUCOSE));

        advanceUntil(() -> feed.push().live());
        assertThat(requests("subscribe"), hasSize(2));
    }

    @Test
    void theCourseOfADayIsNotPutOffAnewByEveryChange() {
        // given: Withings notifies, and of what may be asked besides one call is left
        answer("list", body("\"profiles\":[{\"appli\":16,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        answer("getintradayactivity", body("\"series\":{}"));
        outlet.wanted = EnumSet.of(Service.ACTIVITY);
        PersonFeed feed = feed();
        feed.subscribe(CALLBACK, EnumSet.of(Appli.ACTIVITY));
        await(() -> feed.push().live());
        for (int walks = 1; walks <= 2; walks++) {
            int answersToBoth = 2 * walks;
            walk(feed, 100 * walks);
            await(() -> answers(Service.ACTIVITY) == answersToBoth);
        }

        // when: somebody walks every half an hour
        for (int walks = 1; walks <= 5; walks++) {
            scheduler.advance(Duration.ofMinutes(30));
            walk(feed, 1000 * walks);
        }

        // then
        await(() -> requests("getintradayactivity").size() == 3);
    }

    private void walk(PersonFeed feed, int steps) {
        answer("getactivity", body("\"activities\":[{\"date\":\"2026-03-01\",\"timezone\":\"UTC\",\"steps\":" + steps
                + ",\"modified\":" + scheduler.clock().instant().getEpochSecond() + "}]"));
        ask(feed, Service.ACTIVITY);
        scheduler.advance(Duration.ofSeconds(1));
    }

    @Test
    void dataThatNobodyNotifiedOfBringsThePollerBack() {
        answer("list", body("\"profiles\":[{\"appli\":1,\"callbackurl\":\"" + CALLBACK + "\"}]"));
        PersonFeed feed = feed();
        askMeasures(feed);
        feed.subscribe(CALLBACK, EnumSet.of(Appli.WEIGHT));
        await(() -> feed.push().live());

        scheduler.advance(Duration.ofHours(25));
        answer("getmeas", body("\"measuregrps\":[" + weighIn(1, now + 3600, now + 3600, 70500) + "]"));
        answer("list", body("\"profiles\":[]"));
        lastUpdates.put(PERSON, Service.MEASURES, Instant.ofEpochSecond(now));
        feed.tick();

        await(() -> !feed.push().live());
        assertThat(outlet.shown("body#weight").state().toFullString(), is("70.5 kg"));
    }

    private void askMeasures(PersonFeed feed) {
        ask(feed, Service.MEASURES);
    }

    private void ask(PersonFeed feed, Service service) {
        long before = answers(service);
        feed.notified(about(service, null));
        scheduler.advance(FLURRY);
        await(() -> answers(service) > before);
    }

    private long answers(Service service) {
        return outlet.answered.stream().filter(service::equals).count();
    }

    /**
     * A notification that nobody has heard of before.
     */
    private Notification about(Service service, @Nullable TimeSpan span) {
        Appli appli = switch (service) {
            case MEASURES -> Appli.WEIGHT;
            case SLEEP -> Appli.SLEEP;
            case ACTIVITY, WORKOUTS -> Appli.ACTIVITY;
            case HEART -> Appli.ECG;
            case DEVICES, GOALS -> Appli.PROFILE;
        };
        return new Notification(PERSON, appli.number(), null, span, null, Integer.toString(notifications++));
    }

    private PersonFeed feed() {
        AccessTokens tokens = new AccessTokens() {
            @Override
            public CompletableFuture<String> accessToken(String userId) {
                return CompletableFuture.completedFuture("a-token");
            }

            @Override
            public CompletableFuture<String> renew(String userId, String rejected) {
                return CompletableFuture
                        .failedFuture(new WithingsException(Failure.CONSENT_ENDED, "revoked on purpose"));
            }

            @Override
            public void accepted(String userId, String accessToken) {
                // nothing is kept in this test
            }
        };
        PersonCloud cloud = new WithingsCloud(http, withings.address(),
                new RequestBudget(new Allowance(cloudScheduler)),
                cloudScheduler,
                scheduler.clock()).person(PERSON, tokens);
        List<DataSource> sources = List.of(
                new MeasureSource(cloud, unknownIds, outlet::shownBefore, scheduler.clock()),
                new SleepSource(cloud, unknownIds, outlet::shownBefore, event -> {
                }, scheduler.clock()),
                new ActivitySource(cloud, scheduler.clock()),
                new WorkoutSource(cloud, new WorkoutLog(), outlet::shownBefore, unknownIds, scheduler.clock()));
        return new PersonFeed(PERSON, cloud, sources, new Subscriptions(cloud, addresses, scheduler), lastUpdates,
                new NotificationMemory(sealed, "withings:account:home"),
                new PollingPlan(Duration.ofMinutes(10)), outlet, scheduler, scheduler.clock());
    }

    private void answer(String action, String json) {
        answer(action, Reply.json(json));
    }

    private void answer(String action, Reply reply) {
        answers.put(action, reply);
    }

    private List<Request> requests(String action) {
        return withings.requests().stream().filter(request -> action.equals(request.parameter("action"))).toList();
    }

    private static boolean isAnswered(@Nullable ServiceStatus status) {
        Instant asked = status == null ? null : status.asked();
        Instant answered = status == null ? null : status.answered();
        return asked == null || answered != null && !answered.isBefore(asked);
    }

    private List<String> actions() {
        return withings.requests().stream().map(request -> String.valueOf(request.parameter("action"))).toList();
    }

    private static String body(String fields) {
        return "{\"status\":0,\"body\":{" + fields + "}}";
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    private static String weighIn(long id, long date, long modified, long grams) {
        return "{\"grpid\":" + id + ",\"attrib\":0,\"category\":1,\"date\":" + date + ",\"created\":" + modified
                + ",\"modified\":" + modified + ",\"measures\":[{\"type\":1,\"unit\":-3,\"value\":" + grams + "}]}";
    }

    private static String workout(long id, long end) {
        return "{\"id\":" + id + ",\"category\":2,\"timezone\":\"UTC\",\"startdate\":" + (end - 1800)
                + ",\"enddate\":" + end + ",\"modified\":" + end + ",\"data\":[]}";
    }

    private static String sleep(long id, long start, long end, int score) {
        return "{\"id\":" + id + ",\"timezone\":\"UTC\",\"model\":32,\"startdate\":" + start + ",\"enddate\":" + end
                + ",\"date\":\"2026-03-01\",\"modified\":" + end + ",\"data\":{\"sleep_score\":" + score + "}}";
    }

    /**
     * Lets time pass for as long as it takes: what is scheduled next depends on answers that come when they come.
     */
    private void advanceUntil(BooleanSupplier condition) {
        await(() -> {
            scheduler.advance(Duration.ofSeconds(1));
            return condition.getAsBoolean();
        });
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat("this comes true in time", System.nanoTime(), is(lessThan(deadline)));
            Thread.onSpinWait();
        }
    }

    private static class Outlet implements PersonFeed.Outlet {
        private final Map<String, ChannelUpdate> shown = new ConcurrentHashMap<>();
        private final List<Service> answered = new CopyOnWriteArrayList<>();
        private final AtomicInteger pushChanges = new AtomicInteger();
        private final List<WithingsException> failed = new CopyOnWriteArrayList<>();
        private volatile boolean present = true;
        private volatile Set<Service> wanted = EnumSet.allOf(Service.class);

        ChannelUpdate shown(String channelId) {
            ChannelUpdate update = shown.get(channelId);
            assertThat(channelId + " is shown", update, is(notNullValue()));
            return Objects.requireNonNull(update);
        }

        /** A height shown in an earlier life of the thing keeps the measures from asking for it. */
        @Nullable
        TimedState shownBefore(String channelId) {
            return "body#height".equals(channelId)
                    ? new TimedState(Instant.EPOCH, new QuantityType<>("1.78 m"))
                    : null;
        }

        @Override
        public Set<Service> wanted() {
            return wanted;
        }

        @Override
        public boolean show(List<ChannelUpdate> updates) {
            if (present) {
                updates.forEach(update -> shown.put(update.channelId(), update));
            }
            return present;
        }

        @Override
        public void devices(List<Device> devices) {
            // the devices are the account's concern
        }

        @Override
        public void answered(Service service) {
            answered.add(service);
        }

        @Override
        public void failed(Service service, WithingsException failure) {
            failed.add(failure);
        }

        @Override
        public void pushChanged() {
            pushChanges.incrementAndGet();
        }
    }
}
