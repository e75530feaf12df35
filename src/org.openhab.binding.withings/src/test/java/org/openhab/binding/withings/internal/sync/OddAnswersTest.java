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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.stubbing.Answer;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.core.thing.ThingUID;

/**
 * The states and histories of channels after unusual answers of Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OddAnswersTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    /** An hour after the last row of the recorded answers. */
    private static final Instant NOW = Instant.parse("2026-05-20T18:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(6));
    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final FakePersonApi withings = new FakePersonApi();
    private final List<BedEvent> bed = new ArrayList<>();
    private final Shown thing = new Shown();
    private final PersonSync.Target target = mock(PersonSync.Target.class);
    private final HistoryImport.Target past = mock(HistoryImport.Target.class);
    private PersonSync sync;

    OddAnswersTest() {
        Set<Service> wanted = EnumSet.complementOf(EnumSet.of(Service.DEVICES, Service.GOALS));
        when(target.wanted()).thenReturn(wanted);
        when(past.wanted()).thenReturn(wanted);
        when(target.isWebhookLive()).thenReturn(true);
        doAnswer(show()).when(target).show(any());
        doAnswer(show()).when(past).showPast(any());
        sync = start();
    }

    private Answer<@Nullable Void> show() {
        return call -> {
            thing.show(call.getArgument(0));
            return null;
        };
    }

    private PersonSync start() {
        PersonSync started = new PersonSync(withings, Duration.ofHours(1), NOW.plus(Duration.ofDays(9999)), target,
                new AccountExecutor(scheduler), scheduler.clock());
        started.attach(new ThingDocument(storage, ANNA), sources());
        return started;
    }

    private List<DataSource<?>> sources() {
        UnknownIds unknownIds = new UnknownIds();
        return List.of(new MeasureSource(withings, unknownIds, thing::timed, Runnable::run, scheduler.clock()),
                new SleepSource(withings, unknownIds, thing::timed, bed::add, scheduler.clock()),
                new ActivitySource(withings, scheduler.clock()),
                new WorkoutSource(withings, unknownIds, thing::timed, scheduler.clock()),
                new HeartSource(withings, unknownIds, thing::timed, scheduler.clock()));
    }

    private void restart() {
        sync.close();
        sync = start();
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, mode = Mode.EXCLUDE, names = { "DEVICES", "GOALS" })
    void aRowThatArrivesWhileTheThingStartsAgainIsShown(Service service) {
        // given
        addRow(service, NOW.minus(Duration.ofDays(1)), NOW.minusSeconds(60), 1);
        CompletableFuture<Void> slow = new CompletableFuture<>();
        withings.ready = slow;
        sync.readAll();

        // when
        sync.detach();
        sync.attach(new ThingDocument(storage, ANNA), sources());
        withings.ready = CompletableFuture.completedFuture(null);
        slow.complete(null);

        // then
        assertThat(thing.state(channel(service)), is(value(service, 1)));
    }

    private void importAll() {
        HistoryImport history = new HistoryImport("Anna", sources(), new ThingDocument(storage, ANNA), Duration.ZERO,
                past, new AccountExecutor(scheduler), scheduler.clock());
        history.begin();
        scheduler.advance(Duration.ofSeconds(15));
        assertThat(history.progress(), hasToString(containsString("share=1.0")));
    }

    private void minute() {
        scheduler.advance(Duration.ofMinutes(1));
        sync.tick();
    }

    // rows in the future

    @Test
    void aMeasureInTheFutureIsNotShown() throws Exception {
        withings.has("future-date");

        sync.readAll();
        importAll();

        assertThat(thing.state("body#weight"), is("70.5 kg"));
        assertThat(thing.state("body#source"), is("Body+"));
        assertThat(thing.history("body#weight"), is(Map.of(Instant.ofEpochSecond(1779258600), "70.5 kg")));
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, mode = Mode.EXCLUDE, names = { "DEVICES", "GOALS" })
    void aRowInTheFutureIsShownWhenItsTimeHasCome(Service service) {
        // given: a current row, modified after a row in the future
        addRow(service, NOW.minus(Duration.ofDays(1)), NOW.minusSeconds(60), 1);
        addRow(service, LATER, NOW.minus(Duration.ofHours(2)), 2);
        sync.readAll();
        assertThat(thing.state(channel(service)), is(value(service, 1)));

        // when: openHAB is restarted without further changes
        restart();
        importAll();
        sync.tick();
        assertThat(thing.history(channel(service)).values(), not(hasItem(value(service, 2))));
        int calls = withings.calls.size();
        minute();
        assertThat("nothing is read before", withings.calls, hasSize(calls));
        scheduler.advance(Duration.between(scheduler.clock().instant(), LATER));
        sync.tick();

        // then
        assertThat(thing.state(channel(service)), is(value(service, 2)));
        calls = withings.calls.size();
        minute();
        assertThat("it is read once", withings.calls, hasSize(calls));
    }

    @Test
    void aMeasureEnteredForALaterTimeIsShownThen() {
        addRow(Service.MEASURES, LATER, NOW.minus(Duration.ofDays(100)), 2);
        importAll();
        assertThat(thing.states, not(hasKey("body#weight")));

        restart();
        scheduler.advance(Duration.between(scheduler.clock().instant(), LATER));
        sync.tick();

        assertThat(thing.state("body#weight"), is("2 kg"));
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, mode = Mode.EXCLUDE, names = { "DEVICES", "GOALS" })
    void clocksMayDifferByAFewMinutes(Service service) {
        Instant time = service == Service.ACTIVITY ? NOW : NOW.plus(Duration.ofMinutes(4));
        addRow(service, time, NOW, 2);

        sync.readAll();

        assertThat(thing.state(channel(service)), is(value(service, 2)));
    }

    private void addRow(Service service, Instant time, Instant modified, int value) {
        BigDecimal number = BigDecimal.valueOf(value);
        switch (service) {
            case MEASURES -> withings.measures.add(new MeasureGroup(value, 0, time, modified, false, 1, "d", "Body+",
                    List.of(new Measure(1, number, null))));
            case SLEEP -> withings.nights.add(new SleepSummary((long) value, time.minus(Duration.ofHours(5)), time,
                    LocalDate.ofInstant(time, ZoneOffset.UTC), ZoneOffset.UTC, 32, "mat", modified, true,
                    Map.of("sleep_score", number), null, List.of()));
            case ACTIVITY -> withings.days.add(dayFrom(time, modified, number));
            case WORKOUTS -> withings.workouts.add(new Workout((long) value, 2, time.minusSeconds(600), time,
                    "watch", modified, Map.of("steps", number), null));
            default -> withings.recordings.add(new HeartRecording(time, modified, "watch", 93,
                    new Electrocardiogram(1L, 0), null, number, null, null));
        }
    }

    private static Activity dayFrom(Instant start, Instant modified, BigDecimal steps) {
        ZoneOffset zone = ZoneOffset.ofHours((24 - start.atOffset(ZoneOffset.UTC).getHour()) % 24);
        return new Activity(LocalDate.ofInstant(start, zone), zone, modified, false, "watch", Map.of("steps", steps));
    }

    private static String channel(Service service) {
        return switch (service) {
            case MEASURES -> "body#weight";
            case SLEEP -> "sleep#sleep-score";
            case ACTIVITY -> "activity#steps";
            case WORKOUTS -> "workout#steps";
            default -> "ecg#heart-rate";
        };
    }

    private static String value(Service service, int value) {
        return service == Service.MEASURES ? value + " kg" : Integer.toString(value);
    }

    // nights of several rows

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aNightInSeveralRowsIsOneNight(boolean partsComeOneByOne) throws Exception {
        withings.has("night-in-parts");
        SleepSummary secondPart = withings.nights.get(2);
        if (partsComeOneByOne) {
            withings.nights.remove(secondPart);
            restart();
            assertThat(thing.state("sleep#total-sleep-time"), is("17000 s"));
            withings.nights.add(secondPart);
        }

        restart();

        assertThat(thing.state("sleep#total-sleep-time"), is("32000 s"));
        assertThat(thing.state("sleep#time-in-bed"), is("34680 s"));
        assertThat(thing.state("sleep#wakeup-count"), is("3"));
        assertThat(thing.states, not(hasKey("nap#duration")));
        assertThat("two calls of one night", withings.calls("phases"), hasItem(
                "phases " + secondPart.start() + " " + secondPart.end()));
        Map<Instant, String> expected = new TreeMap<>(Map.of(Instant.ofEpochSecond(1779166800), "26000 s",
                secondPart.end(), "32000 s"));
        if (partsComeOneByOne) {
            expected.put(Instant.ofEpochSecond(1779243900), "32000 s");
        }
        assertThat(thing.history("sleep#total-sleep-time"), is(expected));
    }

    @Test
    void theImportReadsTheDaysAroundAWindow() {
        // the first row ends before midnight, on the last day of a window
        Instant midnight = Instant.parse("2010-01-01T00:00:00Z");
        part(1, midnight.minusSeconds(9000), midnight.minusSeconds(600), 40);
        part(2, midnight.plusSeconds(600), midnight.plusSeconds(9000), 60);

        importAll();

        assertThat(thing.history("sleep#total-sleep-time"), is(Map.of(midnight.plusSeconds(9000), "100 s")));
    }

    private void part(long id, Instant start, Instant end, int asleep) {
        withings.nights.add(new SleepSummary(id, start, end, LocalDate.ofInstant(end, ZoneOffset.UTC), ZoneOffset.UTC,
                32, "mat", end, true, Map.of("total_sleep_time", BigDecimal.valueOf(asleep)), null, List.of()));
    }

    // others

    /** A workout without activity is ignored, a height entered years ago is shown. */
    @ParameterizedTest
    @CsvSource({ "no-activity, workout#category, INDOOR_RUNNING", "no-activity, workout#steps, 3775",
            "old-height, body#height, 1.765 m", "old-height, body#bmi, 22.63" })
    void showsWhatIsValid(String recording, String channel, String state) throws Exception {
        withings.has(recording);

        restart();

        assertThat(thing.state(channel), is(state));
    }

    @Test
    void ignoresZero() throws Exception {
        withings.has("zero-values");

        restart();

        assertThat(thing.state("body#weight"), is("67 kg"));
        assertThat(thing.state("body#fat-ratio"), is("25.717 %"));
        assertThat(thing.state("body#fat-mass"), is("23.01 kg"));
        assertThat(thing.state("heart#spo2"), is("97 %"));
        assertThat(thing.history("body#weight").values(), containsInAnyOrder("89.475 kg", "67 kg"));
        assertThat(thing.history("body#fat-ratio").values(), contains("25.717 %"));
        assertThat(thing.history("heart#spo2").values(), contains("97 %"));
    }
}
