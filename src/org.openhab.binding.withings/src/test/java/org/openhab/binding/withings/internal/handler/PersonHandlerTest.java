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
import static org.hamcrest.Matchers.is;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.*;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
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
 * What a thing shows: the newest state while it is not stale, corrections, events, and the bed.
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

    private final TestScheduler time = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final ThingHandlerCallback openHab = mock();
    private PersonHandler handler = start(Map.of("userId", "363"));

    private PersonHandler start(Map<String, Object> configuration) {
        Thing thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_PERSON, ANNA)
                .withConfiguration(new Configuration(configuration))
                .withChannel(ChannelBuilder.create(WEIGHT_UID, "Number").build())
                .withChannel(ChannelBuilder.create(EVENT_UID, null).withKind(ChannelKind.TRIGGER).build()).build();
        when(openHab.isChannelLinked(any())).thenReturn(true);
        PersonHandler started = new PersonHandler(thing, storage, mock(ItemChannelLinkRegistry.class), time.clock());
        started.setCallback(openHab);
        started.initialize();
        started.attached();
        return started;
    }

    private void restart(Map<String, Object> configuration) {
        Objects.requireNonNull(handler.document()).save();
        handler.dispose();
        clearInvocations(openHab);
        handler = start(configuration);
    }

    @AfterEach
    void stop() {
        handler.dispose();
    }

    private static List<ChannelUpdate> weighed(Instant when, int kilograms) {
        return List
                .of(new ChannelUpdate(WEIGHT, new TreeMap<>(Map.of(when, new DecimalType(kilograms))), true));
    }

    private void pass(Duration step) {
        time.advance(step);
        handler.updateStaleness();
    }

    private void verifyShown(State... states) {
        for (State state : states) {
            verify(openHab).stateUpdated(WEIGHT_UID, state);
        }
        verify(openHab, times(states.length)).stateUpdated(eq(WEIGHT_UID), any());
    }

    @Test
    void aValueIsLetGoWhenNothingNewerComesForAFortnight() {
        handler.show(weighed(NOW, 70));
        pass(FORTNIGHT.minusSeconds(1));
        verifyShown(new DecimalType(70));

        pass(Duration.ofSeconds(1));

        verifyShown(new DecimalType(70), UNDEF);
    }

    @Test
    void aValueIsShownAgainWhenOnlyTheClockWasWrong() {
        handler.show(weighed(NOW, 70));
        time.setClock(FORTNIGHT);
        pass(Duration.ofMinutes(1));
        verifyShown(new DecimalType(70), UNDEF);

        time.setClock(FORTNIGHT.negated());
        clearInvocations(openHab);
        pass(Duration.ofMinutes(1));

        verifyShown(new DecimalType(70));
    }

    @Test
    void anEventHasNoStateToLetGo() {
        handler.show(List.of(ChannelUpdate.event("ecg#event", NOW, "RECORDED")));
        pass(FORTNIGHT);

        verify(openHab).channelTriggered(any(), eq(EVENT_UID), eq("RECORDED"));
        verify(openHab, never()).stateUpdated(eq(EVENT_UID), any());
    }

    @Test
    void itIsLetGoOnce() {
        handler.show(weighed(NOW, 70));
        pass(FORTNIGHT);
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));

        verifyShown(new DecimalType(70), UNDEF);
    }

    @Test
    void aNewerValueStartsTheFortnightAgain() {
        handler.show(weighed(NOW, 70));
        pass(Duration.ofDays(10));
        handler.show(weighed(NOW.plus(Duration.ofDays(10)), 71));
        pass(Duration.ofDays(10));

        verifyShown(new DecimalType(70), new DecimalType(71));
    }

    @Test
    void theSameWordStartsTheFortnightAgainToo() {
        handler.show(List.of(ChannelUpdate.of(WEIGHT, NOW, new StringType("Body+"))));
        pass(Duration.ofDays(10));
        handler.show(List.of(ChannelUpdate.of(WEIGHT, NOW.plus(Duration.ofDays(10)), new StringType("Body+"))));
        pass(Duration.ofDays(10));

        verify(openHab, never()).stateUpdated(WEIGHT_UID, UNDEF);
    }

    @Test
    void aNewerValueIsShownAfterTheOlderOneWasLetGo() {
        handler.show(weighed(NOW, 70));
        pass(FORTNIGHT);

        handler.show(weighed(NOW.plus(FORTNIGHT), 71));

        verifyShown(new DecimalType(70), UNDEF, new DecimalType(71));
    }

    @Test
    void theSameRowReadAgainDoesNotBringItBack() {
        handler.show(weighed(NOW, 70));
        pass(FORTNIGHT);

        handler.show(weighed(NOW, 70));

        verifyShown(new DecimalType(70), UNDEF);
    }

    @Test
    void anOldValueIsShownWhenItArrivesAndLetGoAFortnightLater() {
        handler.show(weighed(NOW.minus(Duration.ofDays(400)), 70));
        pass(FORTNIGHT.minusSeconds(1));
        verifyShown(new DecimalType(70));

        pass(Duration.ofSeconds(1));

        verifyShown(new DecimalType(70), UNDEF);
    }

    @Test
    void aRestartDoesNotMakeItYounger() {
        handler.show(weighed(NOW.minus(Duration.ofDays(400)), 70));
        time.advance(FORTNIGHT);
        restart(Map.of("userId", "363"));

        verify(openHab).stateUpdated(WEIGHT_UID, UNDEF);
        verifyShown(UNDEF);
    }

    @Test
    void aRestartBeforeTheEndShowsItAgain() {
        handler.show(weighed(NOW, 70));
        time.advance(FORTNIGHT.minusSeconds(1));
        restart(Map.of("userId", "363"));

        verify(openHab).stateUpdated(WEIGHT_UID, new DecimalType(70));
    }

    @Test
    void theTimeSeriesKnowsNothingOfIt() {
        handler.show(weighed(NOW, 70));
        pass(FORTNIGHT);

        verify(openHab, times(1)).sendTimeSeries(eq(WEIGHT_UID), any());
    }

    @Test
    void itStaysWhereThatIsWanted() {
        restart(Map.of("userId", "363", "measurementDays", 0));
        handler.show(weighed(NOW, 70));
        pass(Duration.ofDays(10_000));

        verifyShown(new DecimalType(70));
    }

    @Test
    void thePastIsSeriesFirstAndShowsOnlyItsNewestAtTheEnd() {
        handler.showPast(weighed(NOW.minus(Duration.ofDays(500)), 70));
        handler.showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        verify(openHab, times(2)).sendTimeSeries(eq(WEIGHT_UID), any());
        verifyShown();

        handler.showNewest();
        handler.showNewest();

        verifyShown(new DecimalType(71));
    }

    @Test
    void thePastDoesNotReplaceAnythingNewer() {
        handler.show(weighed(NOW, 72));

        handler.showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        handler.showNewest();

        verifyShown(new DecimalType(72));
    }

    @Test
    void anOlderRowThatComesLaterDoesNotReplaceTheNewest() {
        handler.show(weighed(NOW, 72));
        handler.show(weighed(NOW.minus(Duration.ofDays(1)), 71));

        verifyShown(new DecimalType(72));
    }

    @Test
    void whatIsNewIsShownWhileThePastComes() {
        handler.showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        handler.show(weighed(NOW, 72));
        handler.showNewest();

        verifyShown(new DecimalType(72));
    }

    @Test
    void thePastIsNotLostWhenARestartInterruptsIt() {
        handler.showPast(weighed(NOW.minus(Duration.ofDays(400)), 71));
        restart(Map.of("userId", "363"));

        verify(openHab).stateUpdated(WEIGHT_UID, new DecimalType(71));
    }

    // corrections

    @Test
    void showsTheOlderValueInPlaceOfADeletedOne() {
        handler.show(weighed(NOW, 95));

        handler.show(List.of(deleted(Map.of(NOW, new DecimalType(71)), NOW.minusSeconds(20_000))));

        verifyShown(new DecimalType(95), new DecimalType(71));
        verify(openHab).sendTimeSeries(eq(WEIGHT_UID),
                argThat(series -> series.getPolicy() == TimeSeries.Policy.REPLACE));
    }

    @Test
    void showsNothingWhenNothingRemains() {
        handler.show(weighed(NOW, 95));

        handler.show(List.of(deleted(Map.of(NOW, UNDEF), Instant.EPOCH)));

        verifyShown(new DecimalType(95), UNDEF);
    }

    @Test
    void keepsWhatWasMeasuredAfterTheCorrectedTime() {
        handler.show(weighed(NOW.plusSeconds(1), 70));

        handler.show(List.of(deleted(Map.of(NOW, new DecimalType(71)), NOW.minusSeconds(20_000))));

        verifyShown(new DecimalType(70));
    }

    private static ChannelUpdate deleted(Map<Instant, State> states, Instant time) {
        return new ChannelUpdate(WEIGHT, new TreeMap<>(states), true, time, new TimeSpan(NOW, NOW), false);
    }

    // events

    @Test
    void firesOnceForEachEventInItsOrder() {
        happened(60, "FAILED");
        happened(30, "RECORDED");
        happened(60, "FAILED");
        happened(30, "RECORDED");

        verifyFired("FAILED", "RECORDED");
    }

    @Test
    void doesNotFireForWhatHappenedMoreThanADayAgo() {
        happened(86_400, "RECORDED");

        verifyFired();
    }

    @Test
    void remembersTheLastEventOverARestart() {
        happened(60, "FAILED");
        restart(Map.of("userId", "363"));

        happened(60, "FAILED");
        happened(30, "RECORDED");

        verifyFired("RECORDED");
    }

    private void happened(int secondsAgo, String payload) {
        handler.show(List.of(ChannelUpdate.event("ecg#event", NOW.minusSeconds(secondsAgo), payload)));
        Objects.requireNonNull(handler.document()).save();
    }

    private void verifyFired(String... payloads) {
        for (String payload : payloads) {
            verify(openHab).channelTriggered(any(), eq(EVENT_UID), eq(payload));
        }
        verify(openHab, times(payloads.length)).channelTriggered(any(), any(), any());
    }

    // the life of the thing

    @Test
    void showsNothingAfterItHasBeenDisposed() {
        handler.dispose();
        clearInvocations(openHab);

        handler.show(weighed(NOW, 70));
        handler.bed(new BedEvent(BedEvent.Kind.IN, NOW, "mat"));
        handler.showProgress(new HistoryProgress(null, null, 1, NOW, null));

        verifyNoInteractions(openHab);
    }

    @Test
    void isForgottenWhenItIsRemovedWithoutItsAccount() {
        handler.show(weighed(NOW, 70));
        Objects.requireNonNull(handler.document()).save();

        handler.handleRemoval();

        assertThat(storage.keys(), is(empty()));
    }
}
