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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openhab.binding.withings.internal.Futures.*;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.WithingsApi.AccessTokens;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonApiTest {
    private static final String PERSON = "363";
    private static final Reply DONE = Reply.json("{\"status\": 0, \"body\": {}}");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LoopbackApi withings = new LoopbackApi();
    private final LoopbackServer server = withings.server;
    private final TestScheduler scheduler = withings.scheduler;
    private final FakeTokens tokens = new FakeTokens();
    private final PersonApi cloud = withings.api.person(PERSON, tokens);
    private final List<Long> groups = new ArrayList<>();

    /** Gives "token-1" until it is asked for another one. */
    private static final class FakeTokens implements AccessTokens {
        private final List<String> accepted = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private int number = 1;
        private @Nullable WithingsException trouble;

        @Override
        public CompletableFuture<String> accessToken(String userId) {
            assertThat(userId, is(PERSON));
            WithingsException failure = trouble;
            return failure != null
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture("token-" + number);
        }

        @Override
        public CompletableFuture<String> renew(String userId, String token) {
            rejected.add(token);
            number++;
            return accessToken(userId);
        }

        @Override
        public void accepted(String userId, String accessToken) {
            accepted.add(accessToken);
        }
    }

    @AfterEach
    void stop() throws Exception {
        withings.close();
    }

    private void take(List<MeasureGroup> page) {
        page.forEach(group -> groups.add(group.id()));
    }

    private static String group(long id, Instant modified) {
        return "{\"grpid\": " + id + ", \"date\": 1700000000, \"modified\": " + modified.getEpochSecond()
                + ", \"measures\": [{\"type\": 1, \"value\": 70, \"unit\": 0}]}";
    }

    private static Reply measures(String paging, String... rows) {
        return Reply.json("{\"status\": 0, \"body\": {\"measuregrps\": [" + String.join(",", rows) + "]" + paging
                + "}}");
    }

    private static Reply status(int status) {
        return Reply.json("{\"status\": " + status + ", \"body\": {}, \"error\": \"x\"}");
    }

    private static Reply waitFor(int seconds) {
        return Reply.json("{\"status\": 601, \"body\": {\"wait_seconds\": " + seconds + "}}");
    }

    private List<@Nullable String> sent(String parameter) {
        return server.requests().stream().map(request -> request.parameter(parameter)).toList();
    }

    @Test
    void asksForRecordingsOfTheHeartByTheirTime() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": [{\"timestamp\": 1772366400}], \"more\": true,"
                + " \"offset\": 1}}"));
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": [{\"timestamp\": 1772366460}]}}"));
        List<Instant> times = new ArrayList<>();

        resultOf(cloud.heartRecordings(Instant.EPOCH, NOON, page -> page.forEach(row -> times.add(row.time()))));

        assertThat(times, contains(Instant.ofEpochSecond(1772366400), Instant.ofEpochSecond(1772366460)));
        assertThat(server.request(0).path(), is("/v2/heart"));
        assertThat(server.request(0).form(), is(Map.of("action", "list", "startdate", "1", "enddate",
                Long.toString(NOON.getEpochSecond()))));
        assertThat(server.request(1).parameter("offset"), is("1"));
    }

    @Test
    void asksForTheCurveOfAnElectrocardiogram() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"signal\": [3, -4], \"sampling_frequency\": 300}}"));

        EcgSignal signal = resultOf(cloud.ecgSignal(48));

        assertThat(signal, is(new EcgSignal(300, List.of(3, -4), null, null)));
        assertThat(server.request(0).path(), is("/v2/heart"));
        assertThat(server.request(0).form(), is(Map.of("action", "get", "signalid", "48")));
    }

    @Test
    void asksForWhatChanged() throws Exception {
        server.reply(measures("", group(1, NOON.minusSeconds(50))));
        Instant latest = resultOf(cloud.measures(NOON.minusSeconds(100), this::take));
        Request request = server.request(0);
        assertThat(request.path(), is("/measure"));
        assertThat(request.authorization(), is("Bearer token-1"));
        assertThat(request.parameter("action"), is("getmeas"));
        assertThat(request.parameter("lastupdate"), is(Long.toString(NOON.getEpochSecond() - 160)));
        assertThat(request.form().keySet(), containsInAnyOrder("action", "lastupdate"));
        assertThat(groups, contains(1L));
        assertThat(latest, is(NOON.minusSeconds(50)));
        assertThat(tokens.accepted, contains("token-1"));
    }

    @Test
    void asksForATimeRange() throws Exception {
        server.reply(measures("", group(1, NOON)));
        resultOf(cloud.measures(NOON, NOON.plusSeconds(60), this::take));
        Request request = server.request(0);
        assertThat(request.parameter("startdate"), is(Long.toString(NOON.getEpochSecond())));
        assertThat(request.parameter("enddate"), is(Long.toString(NOON.getEpochSecond() + 60)));
        assertThat(request.parameter("lastupdate"), is(nullValue()));
        assertThat(groups, contains(1L));
    }

    @Test
    void neverAsksForChangesSinceZeroWhichCouldCountAsNoTimeAtAll() throws Exception {
        server.reply(measures(""));
        assertThat(resultOf(cloud.measures(Instant.EPOCH, this::take)), is(Instant.EPOCH));
        assertThat(server.request(0).parameter("lastupdate"), is("1"));
    }

    @Test
    void takesTheLatestChangeOfAllPagesInWhateverOrder() throws Exception {
        server.reply(
                measures(", \"more\": 1, \"offset\": 2", group(1, NOON.minusSeconds(5)),
                        group(2, NOON.minusSeconds(9))),
                measures(", \"more\": true, \"offset\": 4", group(3, NOON.minusSeconds(2)),
                        group(4, NOON.minusSeconds(7))),
                measures(", \"more\": 0, \"offset\": 0", group(5, NOON.minusSeconds(8))));
        assertThat(resultOf(cloud.measures(Instant.EPOCH, this::take)), is(NOON.minusSeconds(2)));
        assertThat(groups, contains(1L, 2L, 3L, 4L, 5L));
        assertThat(sent("offset"), is(Arrays.asList(null, "2", "4")));
        assertThat(sent("lastupdate"), is(List.of("1", "1", "1")));
    }

    @Test
    void doesNotBelieveAChangeInTheFarFutureWhichWouldHideAllLaterOnes() throws Exception {
        server.reply(measures("", group(1, NOON.plus(Duration.ofDays(400))), group(2, NOON.minusSeconds(5))));
        assertThat(resultOf(cloud.measures(Instant.EPOCH, this::take)), is(NOON.minusSeconds(5)));
        assertThat(groups, contains(1L, 2L));
    }

    @Test
    void neverGoesBackBehindTheLastUpdate() throws Exception {
        server.reply(measures("", group(1, NOON.minusSeconds(500))));
        assertThat(resultOf(cloud.measures(NOON, this::take)), is(NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = { ", \"more\": 1", ", \"more\": 1, \"offset\": 0", ", \"more\": 1, \"offset\": null",
            ", \"more\": true, \"offset\": 7" })
    void stopsWhenThePagesLeadNowhere(String paging) throws Exception {
        server.reply(measures(paging, group(1, NOON)));
        assertThat(failureOf(cloud.measures(Instant.EPOCH, this::take)).failure(), is(Failure.MALFORMED_ANSWER));
        assertThat(server.requests().size(), is(lessThanOrEqualTo(2)));
    }

    @Test
    void failsWithoutForgettingWhatWasTakenWhenALaterPageFails() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)), status(293));
        WithingsException failure = failureOf(cloud.measures(Instant.EPOCH, this::take));
        assertThat(failure.failure(), is(Failure.INVALID_REQUEST));
        assertThat(failure.status(), is(293));
        assertThat(groups, contains(1L));
    }

    @Test
    void failsWhenAPageCannotBeTaken() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)));
        assertThat(failureOf(cloud.measures(Instant.EPOCH, page -> {
            throw new IllegalStateException("bug");
        })).getCause(), is(instanceOf(IllegalStateException.class)));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void renewsTheTokenInTheMiddleOfPagingAndGoesOn() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)), status(401),
                measures("", group(2, NOON)));
        resultOf(cloud.measures(Instant.EPOCH, this::take));
        assertThat(groups, contains(1L, 2L));
        assertThat(tokens.rejected, contains("token-1"));
        assertThat(server.requests().stream().map(Request::authorization).toList(),
                contains("Bearer token-1", "Bearer token-1", "Bearer token-2"));
        assertThat(sent("offset"), is(Arrays.asList(null, "1", "1")));
    }

    @Test
    void renewsTheTokenAfterAnHttpRefusalToo() throws Exception {
        server.reply(Reply.http(401, "no"), DONE);
        resultOf(cloud.goals());
        assertThat(tokens.rejected, contains("token-1"));
    }

    @Test
    void renewsTheTokenOnlyOncePerCall() throws Exception {
        server.reply(status(401));
        assertThat(failureOf(cloud.goals()).failure(), is(Failure.AUTHENTICATION));
        assertThat(tokens.rejected, contains("token-1"));
        assertThat(server.requests(), hasSize(2));
    }

    @Test
    void passesOnThatTheConsentHasEndedWithoutAskingWithings() throws Exception {
        tokens.trouble = new WithingsException(Failure.CONSENT_ENDED, "over");
        assertThat(failureOf(cloud.goals()).failure(), is(Failure.CONSENT_ENDED));
        assertThat(server.requests(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 2555, 293, 2554 })
    void doesNotRepeatWhatWillFailAgain(int status) throws Exception {
        server.reply(status(status));
        assertThat(failureOf(cloud.goals()).status(), is(status));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void waitsAsLongAsWithingsAsksAndThenAsksAgain() throws Exception {
        server.reply(waitFor(188), DONE);
        CompletableFuture<?> goals = cloud.goals();
        scheduler.awaitWaiting(Duration.ofSeconds(188));
        CompletableFuture<?> other = cloud.devices();
        scheduler.advance(Duration.ofSeconds(187));
        assertThat("all calls of the application wait", server.requests(), hasSize(1));
        scheduler.advance(Duration.ofSeconds(1));
        resultOf(goals);
        resultOf(other);
        assertThat(server.requests(), hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(ints = { 522, 9999 })
    void leavesTheRepetitionAfterServerErrorsToTheCaller(int status) throws Exception {
        server.reply(status(status));
        assertThat(failureOf(cloud.goals()).failure(), is(Failure.SERVICE_TROUBLE));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void stopsTryingWhenTheAccountIsClosed() throws Exception {
        server.reply(waitFor(188));
        CompletableFuture<?> goals = cloud.goals();
        scheduler.awaitWaiting(Duration.ofSeconds(188));
        while (withings.limiter.usage().waiting() == 0) {
            Thread.onSpinWait();
        }
        withings.api.close();
        assertThat(failureOf(goals).failure(), is(Failure.UNREACHABLE));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void reportsWhetherWithingsAnswers() throws Exception {
        server.reply(DONE, status(2555), Reply.http(502, "<html>"), Reply.json("<html>"), waitFor(188), DONE);
        resultOf(cloud.goals());
        failureOf(cloud.goals());
        failureOf(cloud.goals());
        failureOf(cloud.goals());
        CompletableFuture<?> last = cloud.goals();
        scheduler.awaitWaiting(Duration.ofSeconds(188));
        scheduler.advance(Duration.ofSeconds(188));
        resultOf(last);
        assertThat(withings.events, contains("answered", "answered", "failed SERVICE_TROUBLE",
                "failed MALFORMED_ANSWER", "held 188", "answered"));
    }

    @Test
    void completesEverythingOnTheAccountsExecutor() throws Exception {
        server.reply(measures("", group(1, NOON)));
        List<Runnable> tasks = new CopyOnWriteArrayList<>();
        CountDownLatch handedOver = new CountDownLatch(1);
        Executor executor = task -> {
            tasks.add(task);
            handedOver.countDown();
        };
        PersonApi api = new WithingsApi(withings.api.http(), withings.limiter,
                new ApiContext(executor, scheduler, scheduler.clock()), withings).person(PERSON, tokens);

        CompletableFuture<Instant> latest = api.measures(Instant.EPOCH, this::take);
        assertTrue(handedOver.await(10, TimeUnit.SECONDS));

        assertThat(groups, is(empty()));
        assertThat(latest.isDone(), is(false));
        tasks.get(0).run();
        assertThat(groups, contains(1L));
        assertThat(latest.isDone(), is(true));
    }

    @Test
    void asksForAllFieldsOfNights() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": [{\"startdate\": 1772319600,"
                + " \"enddate\": 1772348400, \"modified\": 1772348500}]}}"));
        List<Instant> nights = new ArrayList<>();
        Instant latest = resultOf(cloud.sleepSummaries(Instant.EPOCH,
                page -> page.forEach(night -> nights.add(night.start()))));
        assertThat(server.request(0).path(), is("/v2/sleep"));
        assertThat(server.request(0).parameter("action"), is("getsummary"));
        assertThat(Arrays.asList(String.valueOf(server.request(0).parameter("data_fields")).split(",")),
                hasItems("sleep_score", "hr_average", "rr_average", "snoring", "sleep_efficiency", "total_sleep_time",
                        "night_events", "chest_movement_rate_wellness_max", "core_body_temperature_status"));
        assertThat(nights, contains(Instant.ofEpochSecond(1772319600)));
        assertThat(latest, is(Instant.ofEpochSecond(1772348500)));
    }

    @Test
    void asksForAllFieldsOfDays() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"activities\": [{\"date\": \"2026-03-01\","
                + " \"steps\": 5}], \"more\": false, \"offset\": 0}}"));
        List<Integer> pages = new ArrayList<>();
        Instant latest = resultOf(cloud.activities(NOON, page -> pages.add(page.size())));
        assertThat(server.request(0).path(), is("/v2/measure"));
        assertThat(server.request(0).parameter("action"), is("getactivity"));
        assertThat(server.request(0).parameter("data_fields"), containsString("hr_zone_3"));
        assertThat(pages, contains(1));
        assertThat("days need not say when they changed", latest, is(NOON));
    }

    @Test
    void asksForAllFieldsOfChangedWorkouts() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": [{\"id\": 1, \"category\": 2,"
                + " \"startdate\": 1772366400, \"enddate\": 1772368200, \"modified\": 1772368300}],"
                + " \"more\": true, \"offset\": 1}}"),
                Reply.json("{\"status\": 0, \"body\": {\"series\": [{\"id\": 2, \"category\": 1,"
                        + " \"startdate\": 1772360000, \"enddate\": 1772361000, \"modified\": 1772361100}]}}"));
        List<Long> ids = new ArrayList<>();
        Instant latest = resultOf(
                cloud.workouts(Instant.EPOCH, page -> page.forEach(workout -> ids.add(workout.id()))));
        assertThat(server.request(0).path(), is("/v2/measure"));
        assertThat(server.request(0).parameter("action"), is("getworkouts"));
        assertThat(List.of(server.request(0).parameter("data_fields").split(",")),
                containsInAnyOrder("calories", "intensity", "manual_intensity", "manual_distance", "manual_calories",
                        "hr_average", "hr_min", "hr_max", "hr_zone_0", "hr_zone_1", "hr_zone_2", "hr_zone_3",
                        "pause_duration", "algo_pause_duration", "spo2_average", "core_body_temperature_avg",
                        "core_body_temperature_min", "core_body_temperature_max", "core_body_temperature_status",
                        "steps", "distance", "elevation", "pool_laps", "strokes", "pool_length"));
        assertThat(server.request(1).parameter("offset"), is("1"));
        assertThat(ids, contains(1L, 2L));
        assertThat(latest, is(Instant.ofEpochSecond(1772368300)));
    }

    @Test
    void asksForSleepPhasesADayAtATimeAndPutsThemInOrder() throws Exception {
        long midnight = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond();
        String late = "{\"startdate\": " + (midnight + 600) + ", \"enddate\": " + (midnight + 900) + ", \"state\": 2}";
        String early = "{\"startdate\": " + (midnight - 600) + ", \"enddate\": " + (midnight + 600)
                + ", \"state\": 1";
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": [" + early + "}]}}"),
                Reply.json("{\"status\": 0, \"body\": {\"series\": [" + late + "," + early + ", \"hr\": {\"" + midnight
                        + "\": 50}}]}}"),
                Reply.json("{\"status\": 0, \"body\": {\"series\": []}}"));
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        List<SleepPhase> phases = resultOf(cloud.sleepPhases(start, start.plus(Duration.ofHours(50))));
        assertThat(phases.stream().map(phase -> phase.start().getEpochSecond()).toList(),
                contains(midnight - 600, midnight + 600));
        assertThat(phases.get(0).series().keySet(), contains("hr"));
        assertThat(server.requests(), hasSize(3));
        IntStream.range(0, 3).forEach(day -> assertThat(server.request(day).parameter("startdate"),
                is(Long.toString(start.plus(Duration.ofDays(day)).getEpochSecond()))));
        assertThat(server.request(2).parameter("enddate"),
                is(Long.toString(start.plus(Duration.ofHours(50)).getEpochSecond())));
        assertThat(server.request(0).parameter("data_fields"),
                is("hr,rr,snoring,sdnn_1,rmssd,hrv_quality,mvt_score,chest_movement_rate,withings_index,breathing_sounds"));
    }

    @Test
    void asksForNoSleepPhasesInNoTime() throws Exception {
        assertThat(resultOf(cloud.sleepPhases(NOON, NOON)), is(empty()));
        assertThat(server.requests(), is(empty()));
    }

    @Test
    void asksForTheCourseOfADayWithAllFields() throws Exception {
        Instant midnight = Instant.parse("2026-02-28T23:00:00Z");
        long nine = midnight.plus(Duration.ofHours(9)).getEpochSecond();
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": {\"" + (nine + 60) + "\": {\"steps\": 7}, \""
                + nine + "\": {\"heart_rate\": 61}}}}"));
        List<IntradayActivity> course = resultOf(cloud.intradayActivity(midnight, midnight.plus(Duration.ofDays(1))));
        assertThat(course.stream().map(moment -> moment.start().getEpochSecond()).toList(), contains(nine, nine + 60));
        assertThat(server.requests(), hasSize(1));
        assertThat(server.request(0).path(), is("/v2/measure"));
        assertThat(server.request(0).parameter("action"), is("getintradayactivity"));
        assertThat(server.request(0).parameter("startdate"), is("1772319600"));
        assertThat(server.request(0).parameter("enddate"), is("1772406000"));
        assertThat(server.request(0).parameter("data_fields"),
                is("steps,elevation,calories,distance,stroke,pool_lap,duration,heart_rate,spo2_auto,rmssd,sdnn1,"
                        + "hrv_quality,core_body_temperature,rr,chest_movement_rate"));
    }

    @Test
    void asksForTheCourseOfALongDayInTwoPartsAndTakesWhatIsInBothOnce() throws Exception {
        Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
        Instant seam = midnight.plus(Duration.ofHours(24));
        Instant end = midnight.plus(Duration.ofHours(25));
        String moment = "\"" + seam.getEpochSecond() + "\": {\"steps\": 7}";
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"series\": {" + moment + "}}}"),
                Reply.json("{\"status\": 0, \"body\": {\"series\": {" + moment + ", \"" + end.getEpochSecond()
                        + "\": {\"steps\": 9}}}}"));
        List<IntradayActivity> course = resultOf(cloud.intradayActivity(midnight, end));
        assertThat("the end is exclusive", course.stream().map(IntradayActivity::start).toList(), contains(seam));
        assertThat(sent("enddate"),
                contains(Long.toString(seam.getEpochSecond()), Long.toString(end.getEpochSecond())));
    }

    @Test
    void asksForDevicesAndGoals() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"devices\": [{\"deviceid\": \"abc\"}]}}"),
                Reply.json("{\"status\": 0, \"body\": {\"goals\": {\"steps\": 9000}}}"));
        assertThat(resultOf(cloud.devices()), hasSize(1));
        assertThat(resultOf(cloud.goals()).steps(), is(9000));
        assertThat(sent("action"), is(List.of("getdevice", "getgoals")));
        assertThat(server.request(0).path(), is("/v2/user"));
    }

    @Test
    void subscribesAndRevokes() throws Exception {
        server.reply(DONE);
        resultOf(cloud.subscribe(URI.create("https://home.example.org/hook"), 44, "openHAB"));
        resultOf(cloud.revoke("https://home.example.org/hook", 44));
        assertThat(server.request(0).path(), is("/notify"));
        assertThat(sent("action"), is(List.of("subscribe", "revoke")));
        assertThat(sent("callbackurl"), everyItem(is("https://home.example.org/hook")));
        assertThat(sent("appli"), everyItem(is("44")));
        assertThat(server.request(0).parameter("comment"), is("openHAB"));
    }

    @Test
    void tellsWhyASubscriptionWasRefused() throws Exception {
        server.reply(status(293));
        assertThat(failureOf(cloud.subscribe(URI.create("https://home.example.org/hook"), 1, "x")).status(), is(293));
    }

    @Test
    void listsSubscriptions() throws Exception {
        server.reply(Reply.json("{\"status\": 0, \"body\": {\"profiles\": [{\"appli\": 1, \"callbackurl\": \"u\"}]}}"));
        assertThat(resultOf(cloud.subscriptions()), is(List.of(new Subscription(1, "u"))));
    }

    @Test
    void isContentWhenThereIsNothingToRevoke() throws Exception {
        server.reply(status(286), status(294));
        resultOf(cloud.revoke("u", 1));
        assertThat(failureOf(cloud.revoke("u", 1)).status(), is(294));
    }
}
