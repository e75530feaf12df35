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
package org.openhab.binding.withings.internal.handler;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.*;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * The channels of a person: newest states, staleness, corrections, progress towards goals, and events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonHandlerTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final String WEIGHT = "body#weight";
    private static final ChannelUID WEIGHT_UID = new ChannelUID(ANNA, WEIGHT);
    private static final ChannelUID EVENT_UID = new ChannelUID(ANNA, "ecg#event");
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final State UNDEF = UnDefType.UNDEF;
    private static final Map<String, Object> CONFIGURATION = Map.of("userId", "363");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    /** The day and its end in Tokyo. */
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-10T15:00:00Z");
    private final TestScheduler time = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final ThingHandlerCallback openHab = mock();
    private final Map<String, State> shown = new HashMap<>();
    private PersonHandler handler = start(CONFIGURATION);

    private PersonHandler start(Map<String, Object> configuration) {
        ThingBuilder thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_PERSON, ANNA)
                .withConfiguration(new Configuration(configuration))
                .withChannel(ChannelBuilder.create(EVENT_UID, null).withKind(ChannelKind.TRIGGER).build());
        Stream.of(WEIGHT, "activity#steps", "activity#date", "sleep#total-sleep-time", "goals#steps", "goals#sleep",
                "goals#weight", "goals#steps-progress", "goals#sleep-progress", "goals#weight-progress",
                "goals#weight-difference", "goals#weight-start")
                .forEach(id -> thing.withChannel(ChannelBuilder.create(new ChannelUID(ANNA, id), "Number").build()));
        when(openHab.isChannelLinked(any())).thenReturn(true);
        doAnswer(call -> shown.put(call.<ChannelUID>getArgument(0).getId(), call.getArgument(1))).when(openHab)
                .stateUpdated(any(), any());
        PersonHandler started = new PersonHandler(thing.build(), storage, mock(ItemChannelLinkRegistry.class),
                time.clock());
        started.setCallback(openHab);
        started.initialize();
        started.attached();
        return started;
    }

    private void restart(Map<String, Object> configuration) {
        handler.channels().document().save();
        handler.dispose();
        clearInvocations(openHab);
        shown.clear();
        handler = start(configuration);
    }

    @AfterEach
    void stop() {
        handler.dispose();
    }

    private static List<ChannelUpdate> weighed(Instant when, int kilograms) {
        return List.of(new ChannelUpdate(WEIGHT, new TreeMap<>(Map.of(when, new DecimalType(kilograms))), true));
    }

    private void show(List<ChannelUpdate> updates) {
        handler.channels().show(updates);
    }

    private void pass(Duration step) {
        time.advance(step);
        handler.channels().updateStaleness();
    }

    private void verifyShown(State... states) {
        for (State state : states) {
            verify(openHab).stateUpdated(WEIGHT_UID, state);
        }
        verify(openHab, times(states.length)).stateUpdated(eq(WEIGHT_UID), any());
    }

    // staleness

    @Test
    void aValueBecomesUndefAfterTwoWeeksUntilANewerOneArrives() {
        show(weighed(NOW, 70));
        pass(FORTNIGHT.minusSeconds(1));
        verifyShown(new DecimalType(70));
        pass(Duration.ofSeconds(1));
        pass(Duration.ofMinutes(1));
        verifyShown(new DecimalType(70), UNDEF);
        verify(openHab, times(1)).sendTimeSeries(eq(WEIGHT_UID), any());

        show(weighed(NOW, 70));
        verifyShown(new DecimalType(70), UNDEF);
        show(weighed(NOW.plus(FORTNIGHT), 71));
        verifyShown(new DecimalType(70), UNDEF, new DecimalType(71));
    }

    @Test
    void aStaleValueIsShownAgainAfterTheClockWasCorrected() {
        show(weighed(NOW, 70));
        time.setClock(FORTNIGHT);
        pass(Duration.ofMinutes(1));
        verifyShown(new DecimalType(70), UNDEF);

        time.setClock(FORTNIGHT.negated());
        clearInvocations(openHab);
        pass(Duration.ofMinutes(1));

        verifyShown(new DecimalType(70));
    }

    @Test
    void anEventHasNoStateThatBecomesStale() {
        show(List.of(ChannelUpdate.event("ecg#event", NOW, "RECORDED")));
        pass(FORTNIGHT);

        verify(openHab).channelTriggered(any(), eq(EVENT_UID), eq("RECORDED"));
        verify(openHab, never()).stateUpdated(eq(EVENT_UID), any());
    }

    @ParameterizedTest
    @CsvSource({ "Body+", "Body Scan" })
    void aNewerStateRestartsTheLifetimeEvenIfItIsEqual(String newer) {
        show(List.of(ChannelUpdate.of(WEIGHT, NOW, new StringType("Body+"))));
        pass(Duration.ofDays(10));
        show(List.of(ChannelUpdate.of(WEIGHT, NOW.plus(Duration.ofDays(10)), new StringType(newer))));
        pass(Duration.ofDays(10));

        assertThat(state(WEIGHT), is(newer));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void theLifetimeOfAnOldValueStartsAtItsArrivalAndContinuesAfterARestart(int secondsLeft) {
        show(weighed(NOW.minus(Duration.ofDays(400)), 70));
        time.advance(FORTNIGHT.minusSeconds(secondsLeft));
        restart(CONFIGURATION);
        assertThat(state(WEIGHT), is(secondsLeft == 0 ? "UNDEF" : "70"));

        pass(Duration.ofSeconds(secondsLeft));

        assertThat(state(WEIGHT), is("UNDEF"));
    }

    @Test
    void aValueNeverBecomesStaleIfConfigured() {
        restart(Map.of("userId", "363", "measurementDays", 0));
        show(weighed(NOW, 70));
        pass(Duration.ofDays(10_000));

        verifyShown(new DecimalType(70));
    }

    // history

    @Test
    void theImportSendsTimeSeriesAndShowsTheNewestStateAtTheEnd() {
        handler.channels().showPast(weighed(NOW.minus(Duration.ofDays(500)), 70));
        handler.channels().showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        verify(openHab, times(2)).sendTimeSeries(eq(WEIGHT_UID), any());
        verifyShown();

        handler.channels().showNewest();
        handler.channels().showNewest();

        verifyShown(new DecimalType(71));
    }

    @Test
    void aStateOfAnUnfinishedImportIsNeitherShownToALaterLinkNorTheStartOfAGoal() {
        show(goals(null, "70"));
        handler.channels().showPast(weight("80 kg"));

        handler.channels().showAgain(WEIGHT);
        handler.channels().updateStaleness();

        verifyShown(UNDEF);
        assertThat(shown.containsKey("goals#weight-start"), is(false));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theImportDoesNotReplaceNewerStates(boolean newerFirst) {
        if (newerFirst) {
            show(weighed(NOW, 72));
        }
        handler.channels().showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        show(weighed(NOW, 72));
        show(weighed(NOW.minus(Duration.ofDays(1)), 71));
        handler.channels().showNewest();

        verifyShown(new DecimalType(72));
    }

    @Test
    void aStateOfTheImportIsShownAtItsEndAlsoAfterARestart() {
        handler.channels().showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        restart(CONFIGURATION);
        verifyShown(UNDEF);

        handler.channels().showNewest();

        verifyShown(UNDEF, new DecimalType(71));
    }

    // corrections

    @Test
    void replacesADeletedValueByTheOlderOneOrUndef() {
        show(weighed(NOW, 95));
        show(List.of(deleted(Map.of(NOW, new DecimalType(71)), NOW.minusSeconds(20_000))));
        verifyShown(new DecimalType(95), new DecimalType(71));
        verify(openHab).sendTimeSeries(eq(WEIGHT_UID),
                argThat(series -> series.getPolicy() == TimeSeries.Policy.REPLACE));

        show(weighed(NOW, 95));
        show(List.of(deleted(Map.of(NOW, UNDEF), Instant.EPOCH)));
        assertThat(state(WEIGHT), is("UNDEF"));
    }

    @Test
    void keepsValuesMeasuredAfterTheCorrectedSpan() {
        show(weighed(NOW.plusSeconds(1), 70));

        show(List.of(deleted(Map.of(NOW, new DecimalType(71)), NOW.minusSeconds(20_000))));

        verifyShown(new DecimalType(70));
    }

    private static ChannelUpdate deleted(Map<Instant, State> states, Instant time) {
        return new ChannelUpdate(WEIGHT, new TreeMap<>(states), true, time, new TimeSpan(NOW, NOW), false);
    }

    // goals

    @Test
    void updatesProgressWithStepsAndGoal() {
        show(goals(9000, null));
        show(steps(TODAY, 4500));
        assertThat(state("goals#steps-progress"), is("50 %"));

        time.advance(Duration.ofMinutes(10));
        show(steps(TODAY, 9900));
        assertThat(state("goals#steps-progress"), is("110 %"));

        time.advance(Duration.ofMinutes(10));
        show(goals(5000, null));
        assertThat(state("goals#steps-progress"), is("198 %"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void hasNoStepProgressAfterMidnightUntilTheNewDayHasSteps(boolean isRestarted) {
        show(goals(9000, null));
        show(steps(TODAY, 4500));
        pass(Duration.between(NOW, MIDNIGHT).minusSeconds(1));
        assertThat(state("goals#steps-progress"), is("50 %"));
        if (isRestarted) {
            restart(CONFIGURATION);
        }

        pass(Duration.ofSeconds(1));
        assertThat(state("goals#steps-progress"), is("UNDEF"));
        assertThat("the day is still the newest one", state("activity#steps"), is("4500"));
        pass(Duration.ofHours(7));
        show(steps(TODAY.plusDays(1), 900));
        assertThat(state("goals#steps-progress"), is("10 %"));
    }

    @Test
    void updatesSleepProgressUntilTheNightIsStale() {
        show(List.of(
                new ChannelUpdate("sleep#total-sleep-time", new TreeMap<>(Map.of(NOW, new QuantityType<>("25200 s"))),
                        true, MIDNIGHT, null, false)));
        show(GoalChannels.updates(new Goals(null, Duration.ofHours(8), null), NOW));
        assertThat(state("goals#sleep-progress"), is("87.5 %"));

        pass(Duration.ofDays(30));

        assertThat(state("sleep#total-sleep-time"), is("UNDEF"));
        assertThat(state("goals#sleep-progress"), is("UNDEF"));
    }

    @Test
    void calculatesWeightProgressFromTheWeightWhenTheGoalWasRead() {
        // given
        show(weight("80 kg"));
        show(goals(null, "70"));
        assertThat(state("goals#weight-progress"), is("0 %"));
        assertThat(state("goals#weight-difference"), is("10 kg"));

        // when
        time.advance(Duration.ofMinutes(10));
        restart(CONFIGURATION);
        show(weight("76 kg"));
        show(goals(null, "70"));

        // then
        assertThat(state("goals#weight-progress"), is("40 %"));
        assertThat(state("goals#weight-difference"), is("6 kg"));

        // when
        time.advance(Duration.ofMinutes(10));
        show(goals(null, "74"));
        assertThat(state("goals#weight-start"), is("76 kg"));
        time.advance(Duration.ofMinutes(10));
        show(weight("75 kg"));

        // then
        assertThat(state("goals#weight-progress"), is("50 %"));
    }

    @Test
    void hasNoProgressWithoutGoals() {
        show(steps(TODAY, 4500));
        show(weight("80 kg"));
        show(goals(null, null));

        assertThat(List.of(state("goals#steps-progress"), state("goals#sleep-progress"),
                state("goals#weight-progress"), state("goals#weight-difference")), everyItem(is("UNDEF")));
        assertThat(shown, not(hasKey("goals#weight-start")));
    }

    private String state(String channelId) {
        return Objects.requireNonNull(shown.get(channelId), channelId + " shows nothing").toString();
    }

    private List<ChannelUpdate> goals(@Nullable Integer steps, @Nullable String weight) {
        return GoalChannels.updates(new Goals(steps, null, weight == null ? null : new BigDecimal(weight)),
                time.clock().instant());
    }

    private List<ChannelUpdate> steps(LocalDate day, int steps) {
        Instant now = time.clock().instant();
        return ActivityChannels.updates(
                List.of(new Activity(day, TOKYO, now, false, "watch", Map.of("steps", BigDecimal.valueOf(steps)))),
                now);
    }

    private List<ChannelUpdate> weight(String weight) {
        return List.of(new ChannelUpdate(WEIGHT,
                new TreeMap<>(Map.of(time.clock().instant(), new QuantityType<>(weight))), true));
    }

    // events

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void firesEachEventOfTheLastDayOnceInOrder(boolean isRestarted) {
        happened(86_400, "RECORDED");
        happened(60, "FAILED");
        verifyFired("FAILED");
        if (isRestarted) {
            restart(CONFIGURATION);
        } else {
            clearInvocations(openHab);
        }

        happened(60, "FAILED");
        happened(30, "RECORDED");
        happened(60, "FAILED");
        happened(30, "RECORDED");

        verifyFired("RECORDED");
    }

    private void happened(int secondsAgo, String payload) {
        show(List.of(ChannelUpdate.event("ecg#event", NOW.minusSeconds(secondsAgo), payload)));
        handler.channels().document().save();
    }

    private void verifyFired(String... payloads) {
        for (String payload : payloads) {
            verify(openHab).channelTriggered(any(), eq(EVENT_UID), eq(payload));
        }
        verify(openHab, times(payloads.length)).channelTriggered(any(), any(), any());
    }

    // lifecycle

    @Test
    void showsNothingAfterItHasBeenDisposed() {
        ThingChannels channels = handler.channels();
        handler.dispose();
        clearInvocations(openHab);

        channels.show(weighed(NOW, 70));
        channels.bed(new BedEvent(BedEvent.Kind.IN, NOW, "mat"));
        handler.showProgress(new HistoryProgress(null, null, 1, NOW, null));

        verifyNoInteractions(openHab);
    }

    @Test
    void storesNothingThatWasShownAfterItHasBeenDisposed() {
        ThingChannels ended = handler.channels();
        handler.dispose();
        ended.show(weighed(NOW, 72));
        ended.document().save();

        assertThat(storage.keys(), is(empty()));
    }

    @Test
    void deletesItsStateWhenItIsRemovedWithoutItsAccount() {
        show(weighed(NOW, 70));
        handler.channels().document().save();

        handler.handleRemoval();

        assertThat(storage.keys(), is(empty()));
    }
}
