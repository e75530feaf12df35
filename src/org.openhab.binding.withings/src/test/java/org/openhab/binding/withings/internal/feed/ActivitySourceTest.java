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
import static org.openhab.binding.withings.internal.Futures.failureOf;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

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
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From Withings' answers about days to what the channels show.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActivitySourceTest {
    /** Afternoon of the tenth of March in Tokyo. */
    private static final Instant NOW = Instant.parse("2026-03-10T06:30:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-09T15:00:00Z");
    private static final Instant NEXT_MIDNIGHT = MIDNIGHT.plus(Duration.ofDays(1));
    /** Rows that change while others are read must not be missed. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final Instant MARK = NOW.minus(Duration.ofHours(1));
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);

    private final TestScheduler time = new TestScheduler(NOW);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final Map<String, ChannelUpdate> shown = new HashMap<>();
    private final List<Activities> pages = new ArrayList<>();
    private final ActivitySource source = source();

    /** Some days as Withings tells them. */
    private record Activities(String json) {}

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        activities();
        course("[]");
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            Request request = requests.get(requests.size() - 1);
            String offset = request.parameter("offset");
            String action = Objects.requireNonNull(request.parameter("action"));
            Reply page = "getactivity".equals(action) && !pages.isEmpty()
                    ? page(offset == null ? 0 : Integer.parseInt(offset))
                    : Objects.requireNonNull(answers.get(action));
            page.send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        scheduler.shutdownNow();
        withings.close();
    }

    @Test
    void showsTodayAndTheLastCompleteDayOfManyThatComeAtOnce() throws Exception {
        // given
        activities(watch("2026-03-08", 4000, "2026-03-08T14:00:00Z"), watch("2026-03-10", 8454, "2026-03-10T06:00:00Z"),
                watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"));

        // when
        Instant newest = changes(BEGINNING);

        // then
        assertThat(state("activity#steps"), is("8454"));
        assertThat(state("last-day#steps"), is("10280"));
        assertThat(states("last-day#steps").values().stream().map(State::toString).toList(), contains("4000", "10280"));
        assertThat(newest, is(Instant.parse("2026-03-10T06:00:00Z")));
    }

    @Test
    void correctsTheLastCompleteDayWhenItIsChangedLate() throws Exception {
        activities(watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"), watch("2026-03-10", 50, "2026-03-10T01:00:00Z"));
        changes(BEGINNING);
        activities(watch("2026-03-09", 11000, "2026-03-10T06:00:00Z"));

        changes(MARK);

        assertThat(state("last-day#steps"), is("11000"));
        assertThat(shownTime("last-day#steps"), is(MIDNIGHT.minusSeconds(1)));
        assertThat("today is still today", state("activity#steps"), is("50"));
    }

    @Test
    void keepsTheWatchsDayWhenAPhoneTellsOfItLater() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:00:00Z"));
        changes(BEGINNING);
        activities(phone("2026-03-10", 5000));

        changes(MARK);

        assertThat(state("activity#steps"), is("8454"));
    }

    @Test
    void keepsTheWatchsDayWhenAPhoneTellsOfItOnALaterPage() throws Exception {
        pages.add(new Activities(watch("2025-12-24", 8454, "2025-12-24T14:00:00Z")));
        pages.add(new Activities(phone("2025-12-24", 5000) + "," + phone("2025-12-26", 700)));

        List<String> steps = new ArrayList<>();
        resultOf(source.changes(BEGINNING, updates -> updates.stream()
                .filter(update -> update.channelId().equals("last-day#steps"))
                .forEach(update -> update.states().values().forEach(state -> steps.add(state.toString())))));

        assertThat(steps, not(hasItem("5000")));
        assertThat(steps, hasItems("8454", "700"));
    }

    @Test
    void readsTheLastDaysAgainAfterARestartToKnowWhoToldOfThem() throws Exception {
        changes(MARK);
        changes(MARK);

        assertThat(parameters("getactivity", "lastupdate"),
                contains(seconds(MARK.minus(Duration.ofDays(3)).minus(OVERLAP)),
                        seconds(MARK.minus(OVERLAP))));
    }

    @Test
    void neverGoesBackBehindTheMark() throws Exception {
        activities(watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"));

        assertThat(changes(MARK), is(MARK));
    }

    @Test
    void asksForTheCourseOfTheDayThatHasChanged() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        course("{\"" + seconds(MIDNIGHT.plus(Duration.ofHours(9))) + "\": {\"steps\": \"120\", \"heart_rate\": 71,"
                + " \"duration\": 60, \"deviceid\": \"watch\"}}");

        changes(MARK);

        assertThat(parameters("getintradayactivity", "startdate"), contains(seconds(MIDNIGHT)));
        assertThat(parameters("getintradayactivity", "enddate"), contains(seconds(NEXT_MIDNIGHT)));
        assertThat(states("intraday#hourly-steps").get(MIDNIGHT.plus(Duration.ofHours(10)).minusSeconds(1)).toString(),
                is("120"));
        assertThat(state("intraday#heart-rate"), is("71"));
    }

    @Test
    void doesNotAskForACourseAgainThatHasNotChanged() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(MARK);
        changes(mark);

        assertThat(courses(), is(1));
    }

    @Test
    void asksForTheCourseOfADayThatHasChangedTwiceInASecond() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(MARK);
        activities(watch("2026-03-10", 8500, "2026-03-10T06:10:00Z"));
        changes(mark);

        assertThat(courses(), is(2));
    }

    @Test
    void doesNotAskForACourseBecauseOfAPhoneThatDoesNotCount() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T05:00:00Z"));
        changes(MARK);
        activities(
                "{\"date\": \"2026-03-10\", \"timezone\": \"Asia/Tokyo\", \"brand\": 18, \"steps\": 5, \"modified\": "
                        + seconds(NOW) + "}");
        changes(MARK);

        assertThat(courses(), is(0));
    }

    @Test
    void asksForTheCoursesOfAWeekAtMost() throws Exception {
        List<String> days = new ArrayList<>();
        for (int day = 10; day <= 28; day++) {
            days.add(watch("2026-02-" + day, 100, "2026-03-10T06:00:00Z"));
        }
        for (int day = 1; day <= 9; day++) {
            days.add(watch("2026-03-0" + day, 100, "2026-03-10T06:00:00Z"));
        }
        activities(days.toArray(String[]::new));

        changes(BEGINNING);

        assertThat(courses(), is(7));
    }

    @Test
    void asksForTheCourseOnceMoreWhenTheDayIsOver() throws Exception {
        // given: in the afternoon, the watch has told of the day until then
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        Instant mark = changes(MARK);
        activities();

        // when
        time.advance(Duration.between(NOW, NEXT_MIDNIGHT).plusHours(8));
        changes(mark);
        changes(mark);

        // then
        assertThat(parameters("getintradayactivity", "startdate"), contains(seconds(MIDNIGHT), seconds(MIDNIGHT)));
    }

    @Test
    void asksOnceForTheCourseOfADayThatDoesNotSayWhenItChanged() throws Exception {
        activities(phone("2026-03-10", 5000));
        changes(MARK);
        changes(MARK);
        assertThat(courses(), is(1));

        activities(phone("2026-03-10", 5100));
        changes(MARK);
        assertThat(courses(), is(2));
    }

    @Test
    void showsTheDayEvenIfWithingsRefusesToTellItsCourse() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        answers.put("getintradayactivity", Reply.json("{\"status\": 293, \"body\": {}, \"error\": \"no\"}"));

        assertThat(changes(MARK), is(Instant.parse("2026-03-10T06:10:00Z")));
        assertThat(state("activity#steps"), is("8454"));
    }

    @Test
    void asksAgainForACourseThatCouldNotBeRead() throws Exception {
        activities(watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        answers.put("getintradayactivity", Reply.json("<html>"));

        resultOf(source.changes(MARK, this::show));
        assertThat(state("activity#steps"), is("8454"));
        assertThat(failureOf(source.followUp(this::show)).failure(), is(Failure.MALFORMED_ANSWER));

        course("[]");
        assertThat(source.followUps(), is(1));
        resultOf(source.followUp(this::show));
        assertThat(source.followUps(), is(0));
        assertThat(courses(), is(2));
    }

    @Test
    void ignoresADayThatIsYetToCome() throws Exception {
        activities(watch("+999999999-12-31", 1, "2026-03-10T06:10:00Z"),
                watch("2026-03-11", 2, "2026-03-10T06:10:00Z"));

        changes(MARK);

        assertThat(shown.keySet(), is(empty()));
        assertThat(courses(), is(0));
    }

    @Test
    void turnsTodayIntoTheLastCompleteDayAtMidnightWhereThePersonIs() throws Exception {
        // given
        activities(watch("2026-03-09", 10280, "2026-03-09T14:00:00Z"),
                watch("2026-03-10", 8454, "2026-03-10T06:10:00Z"));
        changes(BEGINNING);

        // when
        time.advance(Duration.between(NOW, NEXT_MIDNIGHT).minusSeconds(1));
        assertThat(passed(), is(empty()));
        time.advance(Duration.ofSeconds(1));
        show(passed());

        // then
        assertThat(state("last-day#steps"), is("8454"));
        assertThat("nothing vanishes before the day has some", state("activity#steps"), is("8454"));
        assertThat("that has been told", passed(), is(empty()));
    }

    @Test
    void tellsNoStepFromNothingCounted() throws Exception {
        activities(watch("2026-03-10", 0, "2026-03-10T06:10:00Z"));

        changes(MARK);

        assertThat(state("activity#steps"), is("0"));
        assertThat(shown("activity#heart-rate-average").state(), is(UnDefType.UNDEF));
    }

    @Test
    void tellsTheDaysOfAPastTime() throws Exception {
        activities(phone("2026-02-01", 5000), watch("2026-02-01", 8000, "2026-02-01T14:00:00Z"),
                watch("2026-02-02", 9000, "2026-02-02T14:00:00Z"));

        HistoryPage page = resultOf(source.history(Instant.parse("2026-01-31T15:00:00Z"),
                Instant.parse("2026-02-03T00:00:00Z"), null));

        show(page.updates());
        assertThat(states("last-day#steps").values().stream().map(State::toString).toList(), contains("8000", "9000"));
        assertThat(page.next(), is(nullValue()));
        assertThat(parameters("getactivity", "startdateymd"), contains("2026-01-31"));
        assertThat(parameters("getactivity", "enddateymd"), contains("2026-02-03"));
    }

    @Test
    void tellsTheCoursesOfAPastTimeDayByDay() throws Exception {
        // given
        activities(watch("2026-02-02", 9000, "2026-02-02T14:00:00Z"), watch("2026-02-01", 8000, "2026-02-01T14:00:00Z"),
                phone("2026-02-01", 5000), watch("2026-01-30", 1, "2026-01-30T14:00:00Z"));
        Instant start = Instant.parse("2026-01-31T00:00:00Z");
        Instant end = Instant.parse("2026-02-03T00:00:00Z");

        // when
        List<@Nullable Long> offsets = new ArrayList<>();
        Long offset = null;
        do {
            offsets.add(offset);
            offset = resultOf(source.details(start, end, offset)).next();
        } while (offset != null);

        // then
        assertThat(offsets, contains(null, Instant.parse("2026-02-01T15:00:00Z").getEpochSecond()));
        assertThat(parameters("getintradayactivity", "startdate"), contains(
                seconds(Instant.parse("2026-01-31T15:00:00Z")), seconds(Instant.parse("2026-02-01T15:00:00Z"))));
        assertThat("the days are asked for once", parameters("getactivity", "offset"), hasSize(1));
    }

    @Test
    void goesOnWhereItStoppedWithTheCoursesOfAPastTime() throws Exception {
        activities(watch("2026-02-01", 8000, "2026-02-01T14:00:00Z"),
                watch("2026-02-02", 9000, "2026-02-02T14:00:00Z"));

        HistoryPage page = resultOf(source.details(Instant.parse("2026-01-31T00:00:00Z"),
                Instant.parse("2026-02-03T00:00:00Z"), Instant.parse("2026-02-01T15:00:00Z").getEpochSecond()));

        assertThat(page.next(), is(nullValue()));
        assertThat(courses(), is(1));
    }

    @Test
    void hasNoCoursesOfATimeWithoutDays() throws Exception {
        assertThat(resultOf(source.details(MIDNIGHT, NOW, null)), is(HistoryPage.EMPTY));
        assertThat(courses(), is(0));
    }

    private ActivitySource source() {
        AccessTokens tokens = new AccessTokens() {
            @Override
            public CompletableFuture<String> accessToken(String userId) {
                return CompletableFuture.completedFuture("a-token");
            }

            @Override
            public CompletableFuture<String> renew(String userId, String rejected) {
                throw new IllegalStateException("the token is accepted");
            }

            @Override
            public void accepted(String userId, String accessToken) {
                // nothing is kept in this test
            }
        };
        Clock clock = time.clock();
        return new ActivitySource(
                new WithingsCloud(http, withings.address(), new RequestBudget(new Allowance(scheduler)), scheduler,
                        clock)
                                .person("363", tokens),
                clock);
    }

    private Instant changes(Instant since) throws Exception {
        return Asked.forEverything(source, since, this::show);
    }

    private List<ChannelUpdate> passed() {
        return source.passed(time.clock().instant());
    }

    private void show(List<ChannelUpdate> updates) {
        updates.forEach(update -> shown.put(update.channelId(), update));
    }

    private ChannelUpdate shown(String channelId) {
        return Objects.requireNonNull(shown.get(channelId), channelId + " is not shown");
    }

    private String state(String channelId) {
        return shown(channelId).state().toString();
    }

    private Map<Instant, State> states(String channelId) {
        return shown(channelId).states();
    }

    private Instant shownTime(String channelId) {
        return shown(channelId).time();
    }

    private int courses() {
        return parameters("getintradayactivity", "startdate").size();
    }

    private List<@Nullable String> parameters(String action, String name) {
        List<@Nullable String> values = new ArrayList<>();
        withings.requests().stream().filter(request -> action.equals(request.parameter("action")))
                .forEach(request -> values.add(request.parameter(name)));
        return values;
    }

    private void activities(String... days) {
        answers.put("getactivity",
                Reply.json("{\"status\": 0, \"body\": {\"activities\": [" + String.join(",", days) + "]}}"));
    }

    private Reply page(int number) {
        return Reply.json("{\"status\": 0, \"body\": {\"activities\": [" + pages.get(number).json() + "], \"more\": "
                + (number + 1 < pages.size()) + ", \"offset\": " + (number + 1) + "}}");
    }

    private void course(String series) {
        answers.put("getintradayactivity", Reply.json("{\"status\": 0, \"body\": {\"series\": " + series + "}}"));
    }

    private static String watch(String date, int steps, String modified) {
        return "{\"date\": \"" + date + "\", \"timezone\": \"Asia/Tokyo\", \"deviceid\": \"watch\", \"brand\": 1,"
                + " \"is_tracker\": true, \"modified\": " + seconds(Instant.parse(modified)) + ", \"steps\": " + steps
                + "}";
    }

    /** As a recorded one. */
    private static String phone(String date, int steps) {
        return "{\"steps\": " + steps + ", \"calories\": 374.474, \"hr_average\": 72, \"deviceid\": null,"
                + " \"timezone\": \"Asia\\/Tokyo\", \"date\": \"" + date + "\", \"brand\": 18, \"is_tracker\": true}";
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
