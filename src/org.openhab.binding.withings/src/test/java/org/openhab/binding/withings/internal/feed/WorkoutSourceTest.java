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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.StringType;

/**
 * Which workout is the last one, and which one is new.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WorkoutSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-10T20:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(300));
    private static final int WALK = 1;
    private static final int RUN = 2;
    private static final int YOGA = 28;
    private static final int PAGE_SIZE = 2;

    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final ScheduledExecutorService cloudScheduler = Executors.newSingleThreadScheduledExecutor();
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final UnknownIds unknownIds = new UnknownIds();
    /** The rows at Withings by id, in the order in which Withings tells them. */
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final List<List<ChannelUpdate>> told = new ArrayList<>();
    private final Map<String, TimedState> shownBefore = new HashMap<>();
    private WorkoutLog log = new WorkoutLog();
    private WorkoutSource source = source();

    private record Row(long id, int category, Instant start, Instant end, Instant modified, int steps) {

        String json() {
            return "{\"id\":" + id + ",\"category\":" + category + ",\"timezone\":\"Europe/Paris\",\"startdate\":"
                    + start.getEpochSecond() + ",\"enddate\":" + end.getEpochSecond() + ",\"modified\":"
                    + modified.getEpochSecond() + ",\"deviceid\":null,\"data\":{\"steps\":" + steps
                    + ",\"algo_pause_duration\":null}}";
        }

        LocalDate day() {
            return LocalDate.ofInstant(start, ZoneOffset.UTC);
        }
    }

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            Reply.json(answer(requests.get(requests.size() - 1))).send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        cloudScheduler.shutdownNow();
        withings.close();
    }

    private WorkoutSource source() {
        PersonCloud cloud = new WithingsCloud(http, withings.address(),
                new RequestBudget(new Allowance(cloudScheduler)),
                cloudScheduler, scheduler.clock()).person("363", new SameToken());
        return new WorkoutSource(cloud, log, shownBefore::get, unknownIds, scheduler.clock());
    }

    private synchronized String answer(Request request) {
        String lastUpdate = request.parameter("lastupdate");
        String first = request.parameter("startdateymd");
        String last = request.parameter("enddateymd");
        int offset = Integer.parseInt(Objects.requireNonNullElse(request.parameter("offset"), "0"));
        List<String> found = rows.values().stream()
                .filter(row -> lastUpdate == null || row.modified().getEpochSecond() >= Long.parseLong(lastUpdate))
                .filter(row -> first == null || !row.day().isBefore(LocalDate.parse(first)))
                .filter(row -> last == null || !row.day().isAfter(LocalDate.parse(last))).map(Row::json).toList();
        int end = Math.min(offset + PAGE_SIZE, found.size());
        return "{\"status\":0,\"body\":{\"series\":[" + String.join(",", found.subList(offset, end)) + "],\"more\":"
                + (end < found.size()) + ",\"offset\":" + (end < found.size() ? end : 0) + "}}";
    }

    /** A workout of half an hour that has been uploaded five minutes after its end. */
    private synchronized void workedOut(long id, int category, Instant end) {
        workedOut(id, category, end, end.plusSeconds(300), 3000);
    }

    private synchronized void workedOut(long id, int category, Instant end, Instant modified, int steps) {
        rows.put(id, new Row(id, category, end.minus(Duration.ofMinutes(30)), end, modified, steps));
    }

    private synchronized void deleted(long id) {
        rows.remove(id);
    }

    private Instant askedForChanges(Instant since) throws Exception {
        told.clear();
        return resultOf(source.changes(since, told::add));
    }

    /** Withings has notified of the day. */
    private void lookedAgain(Instant since) throws Exception {
        told.clear();
        resultOf(
                source.corrections(
                        List.of(new TimeSpan(NOW.minus(Duration.ofHours(30)), NOW.plus(Duration.ofHours(20)))), since,
                        told::add));
    }

    private void restart() {
        log = new WorkoutLog();
        source = source();
    }

    private ChannelUpdate shown(String channelId) {
        return told.stream().flatMap(List::stream).filter(update -> update.channelId().equals(channelId))
                .max(Comparator.comparing(ChannelUpdate::time)).orElseThrow();
    }

    private ChannelUpdate corrected(String channelId) {
        return told.stream().flatMap(List::stream).filter(update -> update.channelId().equals(channelId))
                .filter(update -> update.corrected() != null).findAny().orElseThrow();
    }

    private List<ChannelUpdate> events() {
        return told.stream().flatMap(List::stream).filter(update -> update.channelId().equals("workout#recorded"))
                .toList();
    }

    private static ChannelUpdate event(Instant time, String payload) {
        return ChannelUpdate.event("workout#recorded", time, payload);
    }

    private List<Long> logged() {
        List<Workout> workouts = log.workouts();
        assertThat(workouts, is(notNullValue()));
        return Objects.requireNonNull(workouts).stream().map(workout -> Objects.requireNonNull(workout.id())).toList();
    }

    @Test
    void showsTheWorkoutThatEndedLastInWhateverOrderTheyCome() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofDays(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofDays(2)));
        workedOut(3, YOGA, NOW.minus(Duration.ofDays(5)));
        workedOut(4, WALK, NOW.minus(Duration.ofDays(4)));

        Instant latest = askedForChanges(LONG_AGO);

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(latest, is(NOW.minus(Duration.ofDays(2)).plusSeconds(300)));
        assertThat(logged(), contains(1L, 3L, 4L, 2L));
    }

    @Test
    void takesANewerWorkoutAfterTheFirst() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        Instant mark = askedForChanges(LONG_AGO);

        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        askedForChanges(mark);

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(1)), "RUN")));
    }

    @Test
    void takesANewerWorkoutAfterARestart() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        Instant mark = askedForChanges(LONG_AGO);

        restart();
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        askedForChanges(mark);

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(1)), "RUN")));
        assertThat("the earlier one is known again", logged(), contains(1L, 2L));
    }

    @Test
    void tellsOfNoWorkoutAgain() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        Instant mark = askedForChanges(askedForChanges(LONG_AGO));

        restart();
        askedForChanges(mark);

        assertThat(events(), is(empty()));
    }

    @Test
    void tellsOfNoCorrection() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        Instant mark = askedForChanges(LONG_AGO);

        workedOut(1, RUN, NOW.minus(Duration.ofHours(8)), NOW, 4000);
        askedForChanges(mark);

        assertThat(events(), is(empty()));
        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertEquals(new DecimalType(4000), shown("workout#steps").state());
        assertThat(logged(), contains(1L));
    }

    @Test
    void letsACorrectionEndTheLastWorkoutSooner() throws Exception {
        Instant end = NOW.minus(Duration.ofHours(9));
        workedOut(1, WALK, end);
        Instant mark = askedForChanges(LONG_AGO);

        workedOut(1, WALK, end.minusSeconds(600), NOW, 2500);
        askedForChanges(mark);

        assertEquals(new DateTimeType(end.minusSeconds(600)), corrected("workout#end").state());
        assertThat(corrected("workout#end").time(), is(end.minusSeconds(600)));
        assertThat("it takes the place of what is shown", corrected("workout#end").corrected(),
                is(new TimeSpan(end, end)));
    }

    @Test
    void takesThePlaceOfAWorkoutThatIsGone() throws Exception {
        Instant goneEnd = NOW.minus(Duration.ofHours(1));
        shownBefore.put("workout#end", new TimedState(goneEnd, new DateTimeType(goneEnd)));
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));

        askedForChanges(NOW.minus(Duration.ofHours(1)));

        assertEquals(new StringType("WALK"), corrected("workout#category").state());
        assertThat(corrected("workout#category").corrected(), is(new TimeSpan(goneEnd, goneEnd)));
    }

    @Test
    void tellsOfNoWorkoutThatEndedBeforeTheLastOne() throws Exception {
        workedOut(1, RUN, NOW.minus(Duration.ofHours(1)));
        Instant mark = askedForChanges(LONG_AGO);

        workedOut(2, WALK, NOW.minus(Duration.ofHours(9)), NOW, 3000);
        askedForChanges(mark);

        assertThat(events(), is(empty()));
        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat("but it becomes history", shown("workout#steps").states(), hasKey(NOW.minus(Duration.ofHours(9))));
    }

    @Test
    void tellsOfTwoNewWorkoutsInTheirOrder() throws Exception {
        Instant mark = askedForChanges(LONG_AGO);
        workedOut(1, YOGA, NOW.minus(Duration.ofHours(1)), NOW, 0);
        workedOut(2, RUN, NOW.minus(Duration.ofHours(3)), NOW, 3000);

        askedForChanges(mark);

        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(3)), "RUN"),
                event(NOW.minus(Duration.ofHours(1)), "YOGA")));
    }

    @Test
    void tellsOnceMoreOfAWorkoutThatNobodyCouldShow() throws Exception {
        Instant mark = askedForChanges(LONG_AGO);
        workedOut(1, RUN, NOW.minus(Duration.ofHours(1)));

        askedForChanges(mark);
        askedForChanges(mark);

        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(1)), "RUN")));
    }

    @Test
    void takesBackAWorkoutThatHasBeenDeleted() throws Exception {
        Instant goneEnd = NOW.minus(Duration.ofHours(1));
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        workedOut(2, RUN, goneEnd);
        Instant mark = askedForChanges(LONG_AGO);

        deleted(2);
        lookedAgain(mark);

        assertEquals(new StringType("WALK"), corrected("workout#category").state());
        assertThat(corrected("workout#steps").corrected(), is(new TimeSpan(goneEnd, goneEnd)));
        assertThat(logged(), contains(1L));
    }

    @Test
    void leavesTheLastWorkoutWhenAnEarlierOneHasBeenDeleted() throws Exception {
        Instant goneEnd = NOW.minus(Duration.ofHours(9));
        workedOut(1, WALK, goneEnd);
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        Instant mark = askedForChanges(LONG_AGO);

        deleted(1);
        lookedAgain(mark);

        assertThat("the time that is taken back ends before the last one",
                corrected("workout#steps").corrected(), is(new TimeSpan(goneEnd, goneEnd)));
        assertThat(logged(), contains(2L));
    }

    @Test
    void correctsNothingWhenNothingHasBeenDeleted() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofDays(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        Instant mark = askedForChanges(LONG_AGO);

        workedOut(3, YOGA, NOW.minus(Duration.ofMinutes(30)));
        lookedAgain(mark);

        assertThat(told.stream().flatMap(List::stream).toList(), is(empty()));
        assertThat("what is new comes with the changes", logged(), contains(1L, 2L));
    }

    @Test
    void readsThePastPageByPageAndTellsOfNothing() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        workedOut(3, YOGA, NOW.minus(Duration.ofHours(5)));

        HistoryPage first = resultOf(source.history(NOW.minus(Duration.ofDays(30)), NOW, null));
        HistoryPage second = resultOf(source.history(NOW.minus(Duration.ofDays(30)), NOW, first.next()));

        assertThat(second.next(), is(nullValue()));
        told.addAll(List.of(first.updates(), second.updates()));
        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(events(), is(empty()));
    }

    @Test
    void tellsOfTheFirstWorkoutEver() throws Exception {
        Instant mark = askedForChanges(Instant.EPOCH);
        workedOut(1, RUN, NOW.minus(Duration.ofHours(1)));

        askedForChanges(mark);

        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(1)), "RUN")));
    }

    @Test
    void forgetsWorkoutsOfMoreThanTwoYearsAgoButTellsOfThem() throws Exception {
        Instant early = NOW.minus(Duration.ofDays(1000));
        workedOut(1, WALK, early, NOW, 3000);
        workedOut(2, RUN, NOW.minus(Duration.ofDays(2)));

        askedForChanges(Instant.EPOCH);

        assertThat(logged(), contains(2L));
        assertThat(told.get(0).stream().filter(update -> "workout#steps".equals(update.channelId())).findAny()
                .orElseThrow().states(), hasKey(early));
    }

    @Test
    void ignoresAWorkoutOfTheFuture() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofDays(2)));
        workedOut(2, RUN, NOW.plus(Duration.ofDays(2)), NOW, 3000);

        askedForChanges(LONG_AGO);

        assertEquals(new StringType("WALK"), shown("workout#category").state());
    }

    @Test
    void keepsTheCategoriesThatItDoesNotKnowForTheReportOfTrouble() throws Exception {
        workedOut(1, 999, NOW.minus(Duration.ofDays(2)));

        askedForChanges(LONG_AGO);

        assertThat(unknownIds.all().get(Kind.WORKOUT_CATEGORY), contains("999"));
        assertEquals(new StringType("CATEGORY_999"), shown("workout#category").state());
    }

    @Test
    void knowsNotWhatThereIsBeforeWithingsHasTold() {
        assertThat(log.workouts(), is(nullValue()));
    }
}
