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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.StringType;

/**
 * The last workout, events for new ones, and deletions.
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
    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final FakePersonApi withings = new FakePersonApi();
    private final UnknownIds unknownIds = new UnknownIds();
    private final List<List<ChannelUpdate>> received = new ArrayList<>();
    private final Map<String, TimedState> shownBefore = new HashMap<>();
    private WorkoutSource source = source();

    WorkoutSourceTest() {
        withings.pageSize = 2;
    }

    private WorkoutSource source() {
        return new WorkoutSource(withings, unknownIds, shownBefore::get, scheduler.clock());
    }

    /** A workout of half an hour that has been uploaded five minutes after its end. */
    private void workedOut(long id, int category, Instant end) {
        workedOut(id, category, end, end.plusSeconds(300), 3000);
    }

    private void workedOut(long id, int category, Instant end, Instant modified, int steps) {
        deleted(id);
        withings.workouts.add(new Workout(id, category, end.minus(Duration.ofMinutes(30)), end,
                null, modified, Map.of("steps", BigDecimal.valueOf(steps)), null));
    }

    private void deleted(long id) {
        withings.workouts.removeIf(workout -> Long.valueOf(id).equals(workout.id()));
    }

    private Instant readChanges(Instant since) throws Exception {
        received.clear();
        return resultOf(source.changes(since, received::add)).mark();
    }

    /** Reads the corrections of a notified day. */
    private void readCorrections() throws Exception {
        received.clear();
        resultOf(source.corrections(new TimeSpan(NOW.minus(Duration.ofHours(30)), NOW.plus(Duration.ofHours(20))),
                received::add));
    }

    private Stream<ChannelUpdate> updates(String channelId) {
        return received.stream().flatMap(List::stream).filter(update -> update.channelId().equals(channelId));
    }

    private ChannelUpdate shown(String channelId) {
        return updates(channelId).max(Comparator.comparing(ChannelUpdate::time)).orElseThrow();
    }

    private ChannelUpdate corrected(String channelId) {
        return updates(channelId).filter(update -> update.corrected() != null).findAny().orElseThrow();
    }

    private List<ChannelUpdate> events() {
        return updates("workout#recorded").toList();
    }

    private static ChannelUpdate event(Instant time, String payload) {
        return ChannelUpdate.event("workout#recorded", time, payload);
    }

    private List<Long> logged() {
        List<Workout> workouts = source.workouts();
        assertThat(workouts, is(notNullValue()));
        return Objects.requireNonNull(workouts).stream().map(workout -> Objects.requireNonNull(workout.id())).toList();
    }

    @Test
    void showsTheWorkoutThatEndedLastInAnyOrder() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofDays(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofDays(2)));
        workedOut(3, YOGA, NOW.minus(Duration.ofDays(5)));
        workedOut(4, WALK, NOW.minus(Duration.ofDays(4)));

        Instant latest = readChanges(LONG_AGO);

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(latest, is(NOW.minus(Duration.ofDays(2)).plusSeconds(300)));
        assertThat(logged(), contains(1L, 3L, 4L, 2L));
    }

    @Test
    void showsANewerWorkoutAfterARestart() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        Instant mark = readChanges(LONG_AGO);

        source = source();
        mark = readChanges(mark);
        assertThat(events(), is(empty()));

        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        readChanges(mark);

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(1)), "RUN")));
        assertThat("the earlier one is known again", logged(), contains(1L, 2L));
    }

    @Test
    void firesNoEventForAChangedWorkout() throws Exception {
        Instant end = NOW.minus(Duration.ofHours(9));
        workedOut(1, WALK, end);
        Instant mark = readChanges(LONG_AGO);

        workedOut(1, RUN, end.minusSeconds(600), NOW.minusSeconds(5), 2500);
        mark = readChanges(mark);
        assertEquals(new StringType("RUN"), corrected("workout#category").state());
        assertEquals(new DateTimeType(end.minusSeconds(600)), corrected("workout#end").state());
        assertThat(corrected("workout#end").corrected(), is(new TimeSpan(end, end)));
        assertThat(events(), is(empty()));

        workedOut(1, RUN, NOW.minus(Duration.ofHours(8)), NOW, 4000);
        readChanges(mark);
        assertEquals(new DecimalType(4000), shown("workout#steps").state());
        assertThat(events(), is(empty()));
        assertThat(logged(), contains(1L));
    }

    @Test
    void firesNoEventForAWorkoutThatEndedBeforeTheLastOne() throws Exception {
        workedOut(1, RUN, NOW.minus(Duration.ofHours(1)));
        Instant mark = readChanges(LONG_AGO);

        workedOut(2, WALK, NOW.minus(Duration.ofHours(9)), NOW, 3000);
        readChanges(mark);

        assertThat(events(), is(empty()));
        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat("but it becomes history", shown("workout#steps").states(), hasKey(NOW.minus(Duration.ofHours(9))));
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 1_750_000_000 })
    void firesEventsForTwoFirstWorkoutsInOrder(long since) throws Exception {
        Instant mark = readChanges(Instant.ofEpochSecond(since));
        workedOut(1, YOGA, NOW.minus(Duration.ofHours(1)), NOW, 0);
        workedOut(2, RUN, NOW.minus(Duration.ofHours(3)), NOW, 3000);

        readChanges(mark);

        assertThat(events(), contains(event(NOW.minus(Duration.ofHours(3)), "RUN"),
                event(NOW.minus(Duration.ofHours(1)), "YOGA")));
    }

    @Test
    void replacesADeletedWorkout() throws Exception {
        Instant goneEnd = NOW.minus(Duration.ofHours(1));
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        workedOut(2, RUN, goneEnd);
        readChanges(LONG_AGO);

        deleted(2);
        readCorrections();

        assertEquals(new StringType("WALK"), corrected("workout#category").state());
        assertThat(corrected("workout#steps").corrected(), is(new TimeSpan(goneEnd, goneEnd)));
        assertThat(logged(), contains(1L));
    }

    @Test
    void takesBackAWorkoutThatWasDeletedBeforeTheStart() throws Exception {
        Instant end = NOW.minus(Duration.ofHours(1));
        shownBefore.put("workout#end", new TimedState(end, new DateTimeType(end)));
        workedOut(1, WALK, NOW.minus(Duration.ofDays(1000)));
        readChanges(LONG_AGO);

        readCorrections();

        assertEquals(new StringType("WALK"), corrected("workout#category").state());
    }

    @Test
    void correctsNothingWhenNothingHasBeenDeleted() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofDays(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        readChanges(LONG_AGO);

        workedOut(3, YOGA, NOW.minus(Duration.ofMinutes(30)));
        readCorrections();

        assertThat(received.stream().flatMap(List::stream).toList(), is(empty()));
        assertThat("what is new comes with the changes", logged(), contains(1L, 2L));
    }

    @Test
    void readsTheHistoryWithoutEvents() throws Exception {
        workedOut(1, WALK, NOW.minus(Duration.ofHours(9)));
        workedOut(2, RUN, NOW.minus(Duration.ofHours(1)));
        workedOut(3, YOGA, NOW.minus(Duration.ofHours(5)));

        resultOf(source.history(NOW.minus(Duration.ofDays(30)), NOW, received::add));

        assertEquals(new StringType("RUN"), shown("workout#category").state());
        assertThat(events(), is(empty()));
    }

    @Test
    void showsOldWorkoutsWithoutKeepingThem() throws Exception {
        Instant early = NOW.minus(Duration.ofDays(1000));
        workedOut(1, WALK, early, NOW, 3000);
        workedOut(2, RUN, NOW.minus(Duration.ofDays(2)));

        readChanges(Instant.EPOCH);

        assertThat(logged(), contains(2L));
        assertThat(updates("workout#steps").findAny().orElseThrow().states(), hasKey(early));
    }

    @Test
    void collectsUnknownCategories() throws Exception {
        workedOut(1, 999, NOW.minus(Duration.ofDays(2)));

        readChanges(LONG_AGO);

        assertThat(unknownIds.all().get(Kind.WORKOUT_CATEGORY), contains("999"));
        assertEquals(new StringType("CATEGORY_999"), shown("workout#category").state());
    }
}
