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
import static org.junit.jupiter.api.Assertions.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.openhab.binding.withings.internal.Futures.*;
import static org.openhab.binding.withings.internal.api.LoopbackApi.*;

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
import org.junit.jupiter.api.BeforeEach;
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
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonApiTest {
    private static final String PERSON = "363";
    private static final Reply DONE = body("{}");

    private final LoopbackApi withings = new LoopbackApi();
    private final LoopbackServer server = withings.server;
    private final TestScheduler scheduler = withings.scheduler;
    private final TokenKeeper tokens = mock();
    private final PersonApi cloud = withings.api.person(PERSON, tokens);
    private final List<Long> groups = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        withings.close();
    }

    @BeforeEach
    void givenTokens() {
        when(tokens.accessToken(PERSON)).thenReturn(CompletableFuture.completedFuture("token-1"));
        when(tokens.renew(PERSON, "token-1")).thenReturn(CompletableFuture.completedFuture("token-2"));
    }

    private void take(List<MeasureGroup> page) {
        page.forEach(group -> groups.add(group.id()));
    }

    private static String group(long id, Instant modified) {
        return "{\"grpid\": " + id + ", \"date\": 1700000000, \"modified\": " + modified.getEpochSecond()
                + ", \"measures\": [{\"type\": 1, \"value\": 70, \"unit\": 0}]}";
    }

    private static Reply measures(String paging, String... rows) {
        return body("{\"measuregrps\": [" + String.join(",", rows) + "]" + paging + "}");
    }

    private List<@Nullable String> sent(String parameter) {
        return server.requests().stream().map(request -> request.parameter(parameter)).toList();
    }

    @Test
    void requestsChanges() throws Exception {
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
        verify(tokens).accepted(PERSON, "token-1");
    }

    @Test
    void returnsTheLatestChangeOfAllPagesInAnyOrder() throws Exception {
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

    @ParameterizedTest
    @ValueSource(strings = { ", \"more\": 1", ", \"more\": 1, \"offset\": 0", ", \"more\": 1, \"offset\": null",
            ", \"more\": true, \"offset\": 7" })
    void stopsAtRepeatedOffsets(String paging) throws Exception {
        server.reply(measures(paging, group(1, NOON)));
        assertThat(failureOf(cloud.measures(Instant.EPOCH, this::take)).failure(), is(Failure.MALFORMED_ANSWER));
        assertThat(server.requests().size(), is(lessThanOrEqualTo(2)));
    }

    @Test
    void keepsTheRowsOfEarlierPagesWhenALaterPageFails() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)), status(293));
        WithingsException failure = failureOf(cloud.measures(Instant.EPOCH, this::take));
        assertThat(failure.failure(), is(Failure.INVALID_REQUEST));
        assertThat(failure.status(), is(293));
        assertThat(groups, contains(1L));
        assertThat("the repetition is left to the caller", server.requests(), hasSize(2));
    }

    @Test
    void failsWhenTheConsumerOfAPageFails() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)));
        assertThat(failureOf(cloud.measures(Instant.EPOCH, page -> {
            throw new IllegalStateException("bug");
        })).getCause(), is(instanceOf(IllegalStateException.class)));
        assertThat(server.requests(), hasSize(1));
    }

    @Test
    void renewsTheTokenBetweenPages() throws Exception {
        server.reply(measures(", \"more\": 1, \"offset\": 1", group(1, NOON)), status(401),
                measures("", group(2, NOON)));
        resultOf(cloud.measures(Instant.EPOCH, this::take));
        assertThat(groups, contains(1L, 2L));
        assertThat(server.requests().stream().map(Request::authorization).toList(),
                contains("Bearer token-1", "Bearer token-1", "Bearer token-2"));
        assertThat(sent("offset"), is(Arrays.asList(null, "1", "1")));
    }

    @Test
    void renewsTheTokenOnlyOncePerCall() throws Exception {
        server.reply(status(401));
        assertThat(failureOf(cloud.goals()).failure(), is(Failure.AUTHENTICATION));
        verify(tokens, times(1)).renew(any(), any());
        assertThat(server.requests(), hasSize(2));
    }

    @Test
    void failsWithoutARequestWhenTheConsentHasEnded() throws Exception {
        when(tokens.accessToken(PERSON))
                .thenReturn(CompletableFuture.failedFuture(new WithingsException(Failure.CONSENT_ENDED, "over")));
        assertThat(failureOf(cloud.goals()).failure(), is(Failure.CONSENT_ENDED));
        assertThat(server.requests(), is(empty()));
    }

    @Test
    void repeatsARequestAfterThePauseThatWithingsAsksFor() throws Exception {
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

    @Test
    void stopsRetryingWhenTheAccountIsClosed() throws Exception {
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
        PersonApi api = new WithingsApi(withings.client, server.address(), withings.limiter,
                new ApiContext(executor, scheduler, scheduler.clock()), withings).person(PERSON, tokens);

        CompletableFuture<Instant> latest = api.measures(Instant.EPOCH, this::take);
        assertTrue(handedOver.await(30, TimeUnit.SECONDS));

        assertThat(groups, is(empty()));
        assertThat(latest.isDone(), is(false));
        tasks.get(0).run();
        assertThat(groups, contains(1L));
        assertThat(latest.isDone(), is(true));
    }

    @Test
    void requestsSleepPhasesPerDayAndSortsThem() throws Exception {
        long midnight = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond();
        String late = "{\"startdate\": " + (midnight + 600) + ", \"enddate\": " + (midnight + 900) + ", \"state\": 2}";
        String early = "{\"startdate\": " + (midnight - 600) + ", \"enddate\": " + (midnight + 600) + ", \"state\": 1";
        server.reply(body("{\"series\": [" + early + "}]}"),
                body("{\"series\": [" + late + "," + early + ", \"hr\": {\"" + midnight + "\": 50}}]}"),
                body("{\"series\": []}"));
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
    }

    @Test
    void requestsALongDayInTwoPartsWithoutDuplicates() throws Exception {
        Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
        Instant seam = midnight.plus(Duration.ofHours(24));
        Instant end = midnight.plus(Duration.ofHours(25));
        String moment = "\"" + seam.getEpochSecond() + "\": {\"steps\": 7}";
        server.reply(body("{\"series\": {" + moment + "}}"),
                body("{\"series\": {" + moment + ", \"" + end.getEpochSecond() + "\": {\"steps\": 9}}}"));
        List<IntradayActivity> moments = resultOf(cloud.intradayActivity(midnight, end));
        assertThat("the end is exclusive", moments.stream().map(IntradayActivity::start).toList(), contains(seam));
        assertThat(sent("enddate"),
                contains(Long.toString(seam.getEpochSecond()), Long.toString(end.getEpochSecond())));
    }

    @Test
    void ignoresChangesInTheFarFutureAndNeverMovesTheLastUpdateBack() throws Exception {
        server.reply(measures("", group(1, NOON.plus(Duration.ofDays(400))), group(2, NOON.minusSeconds(500))));
        assertThat(resultOf(cloud.measures(NOON.minusSeconds(50), this::take)), is(NOON.minusSeconds(50)));
        assertThat(groups, contains(1L, 2L));
    }

    @Test
    void requestsTheFieldsOfEachService() throws Exception {
        server.reply(DONE);
        resultOf(cloud.sleepSummaries(Instant.EPOCH, page -> fail()));
        resultOf(cloud.sleepPhases(NOON.minusSeconds(60), NOON));
        resultOf(cloud.activities(Instant.EPOCH, page -> fail()));
        resultOf(cloud.intradayActivity(NOON.minusSeconds(60), NOON));
        resultOf(cloud.workouts(Instant.EPOCH, page -> fail()));
        resultOf(cloud.heartRecordings(Instant.EPOCH, NOON, page -> fail()));
        resultOf(cloud.stethoscopeRecordings(NOON, NOON, page -> fail()));
        resultOf(cloud.sleepPhases(NOON, NOON));
        resultOf(cloud.measures(List.of(1, 4), NOON, NOON.plusSeconds(60), page -> fail()));

        assertThat(server.requests().stream()
                .map(request -> request.path() + " " + request.parameter("action") + " "
                        + String.valueOf(request.parameter("data_fields")).replaceFirst(",.*,", "…"))
                .toList(),
                contains("/v2/sleep getsummary total_timeinbed…core_body_temperature_status",
                        "/v2/sleep get hr…breathing_sounds", "/v2/measure getactivity steps…hr_zone_3",
                        "/v2/measure getintradayactivity steps…chest_movement_rate",
                        "/v2/measure getworkouts calories…pool_length", "/v2/heart list null",
                        "/v2/stetho list null", "/measure getmeas null"));
        assertThat(server.request(7).form(),
                is(Map.of("action", "getmeas", "meastypes", "1,4", "startdate", "1772366400",
                        "enddate", "1772366460")));
        assertThat("zero may count as no time at all", server.request(5).parameter("startdate"), is("1"));
    }

    @Test
    void requestsDevicesGoalsAndSignals() throws Exception {
        server.reply(body("{\"devices\": [{\"deviceid\": \"abc\"}]}"), body("{\"goals\": {\"steps\": 9000}}"),
                body("{\"signal\": [3, -4], \"sampling_frequency\": 300}"));
        assertThat(resultOf(cloud.devices()), hasSize(1));
        assertThat(resultOf(cloud.goals()).steps(), is(9000));
        assertThat(resultOf(cloud.ecgSignal(48)), is(new EcgSignal(300, List.of(3, -4))));
        assertThat(sent("action"), is(List.of("getdevice", "getgoals", "get")));
        assertThat(server.request(0).path(), is("/v2/user"));
        assertThat(server.request(2).parameter("signalid"), is("48"));
    }

    @Test
    void subscribesListsAndRevokes() throws Exception {
        server.reply(DONE, body("{\"profiles\": [{\"appli\": 1, \"callbackurl\": \"u\"}]}"), DONE, status(286),
                status(294));
        resultOf(cloud.subscribe(URI.create("https://home.example.org/hook"), 44, "openHAB"));
        assertThat(resultOf(cloud.subscriptions()), is(List.of(new Subscription(1, "u"))));
        resultOf(cloud.revoke("https://home.example.org/hook", 44));
        assertThat(server.request(0).path(), is("/notify"));
        assertThat(server.request(0).form(), is(Map.of("action", "subscribe", "callbackurl",
                "https://home.example.org/hook", "appli", "44", "comment", "openHAB")));
        assertThat(server.request(2).form(),
                is(Map.of("action", "revoke", "callbackurl", "https://home.example.org/hook", "appli", "44")));

        resultOf(cloud.revoke("there is none", 1));
        assertThat(failureOf(cloud.revoke("u", 1)).status(), is(294));
    }
}
