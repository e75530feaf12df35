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
import static org.hamcrest.Matchers.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.types.State;

/**
 * The progress towards the goals follows whatever changes first, and the time of the day.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class GoalProgressTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    /** Noon in Tokyo. */
    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-10T15:00:00Z");

    private final TestScheduler time = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final Map<String, State> shown = new ConcurrentHashMap<>();
    private final ThingHandlerCallback openHab = openHab();
    private PersonHandler handler = start();

    private PersonHandler start() {
        List<Channel> channels = Stream
                .of("activity#steps", "activity#date", "goals#steps", "goals#sleep", "goals#weight",
                        "goals#steps-progress", "goals#sleep-progress", "goals#weight-progress",
                        "goals#weight-difference", "goals#weight-start", "body#weight", "sleep#total-sleep-time")
                .map(id -> ChannelBuilder.create(new ChannelUID(ANNA, id), "Number").build()).toList();
        Thing thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_PERSON, ANNA)
                .withConfiguration(new Configuration(Map.of("userId", "363"))).withChannels(channels).build();
        PersonHandler started = new PersonHandler(thing, storage, mock(ItemChannelLinkRegistry.class), time.clock());
        started.setCallback(openHab);
        started.initialize();
        started.attached();
        return started;
    }

    /** The handler has a thread of its own from its start on, so everything is said before. */
    private ThingHandlerCallback openHab() {
        ThingHandlerCallback callback = mock();
        when(callback.isChannelLinked(any())).thenReturn(true);
        doAnswer(call -> shown.put(call.getArgument(0, ChannelUID.class).getId(), call.getArgument(1)))
                .when(callback).stateUpdated(any(), any());
        return callback;
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(handler.document()).save();
        handler.dispose();
    }

    @Test
    void followsTheStepsOfTheDay() {
        show(goals(9000, null));
        show(steps(TODAY, TOKYO, 4500));
        assertThat(state("goals#steps-progress"), is("50 %"));

        time.advance(Duration.ofHours(1));
        show(steps(TODAY, TOKYO, 9900));

        assertThat(state("goals#steps-progress"), is("110 %"));
    }

    @Test
    void followsTheGoal() {
        show(steps(TODAY, TOKYO, 4500));
        show(goals(9000, null));

        time.advance(Duration.ofHours(1));
        show(goals(5000, null));

        assertThat(state("goals#steps-progress"), is("90 %"));
    }

    @Test
    void hasNoStepsAfterMidnightUntilTheNewDayHasSome() {
        // given
        show(goals(9000, null));
        show(steps(TODAY, TOKYO, 4500));

        // when
        passTo(MIDNIGHT.minusSeconds(1));
        assertThat(state("goals#steps-progress"), is("50 %"));
        passTo(MIDNIGHT);

        // then
        assertThat(state("goals#steps-progress"), is("UNDEF"));
        assertThat("the day is still the newest one", state("activity#steps"), is("4500"));

        // when
        passTo(MIDNIGHT.plus(Duration.ofHours(7)));
        show(steps(TODAY.plusDays(1), TOKYO, 900));

        // then
        assertThat(state("goals#steps-progress"), is("10 %"));
    }

    @ParameterizedTest
    @CsvSource({ "2026-03-29, 2026-03-29T22:00:00Z", "2026-10-25, 2026-10-25T23:00:00Z" })
    void knowsDaysOf23And25Hours(LocalDate day, Instant end) {
        passTo(end.minusSeconds(10));
        show(goals(9000, null));
        show(steps(day, ZoneId.of("Europe/Berlin"), 4500));
        assertThat(state("goals#steps-progress"), is("50 %"));

        passTo(end);

        assertThat(state("goals#steps-progress"), is("UNDEF"));
    }

    @Test
    void doesNotCountYesterdayForToday() {
        show(goals(9000, null));
        show(steps(TODAY.minusDays(1), TOKYO, 4500));

        assertThat(state("goals#steps-progress"), is("UNDEF"));
    }

    @Test
    void knowsWhatDayItIsAfterARestart() {
        show(goals(9000, null));
        show(steps(TODAY, TOKYO, 4500));
        Objects.requireNonNull(handler.document()).save();
        handler.dispose();
        time.advance(Duration.between(NOW, MIDNIGHT));
        shown.clear();

        handler = start();
        handler.updateStaleness();

        assertThat(state("goals#steps-progress"), is("UNDEF"));
    }

    @Test
    void followsTheLastNight() {
        show(new ChannelUpdate("sleep#total-sleep-time",
                new TreeMap<>(Map.of(NOW, new QuantityType<>("25200 s"))), true, MIDNIGHT));
        show(GoalChannels.updates(new Goals(null, Duration.ofHours(8), null), NOW));

        assertThat(state("goals#sleep-progress"), is("87.5 %"));
    }

    @Test
    void hasNoSleepWhenTheLastNightHasBeenTooLongAgo() {
        show(new ChannelUpdate("sleep#total-sleep-time",
                new TreeMap<>(Map.of(NOW, new QuantityType<>("25200 s"))), true, MIDNIGHT));
        show(GoalChannels.updates(new Goals(null, Duration.ofHours(8), null), NOW));

        passTo(MIDNIGHT.plus(Duration.ofDays(30)));

        assertThat(state("sleep#total-sleep-time"), is("UNDEF"));
        assertThat(state("goals#sleep-progress"), is("UNDEF"));
    }

    @Test
    void measuresTheWayToTheWeightFromWhereItWasWhenTheGoalBecameKnown() {
        show(weight("80 kg"));
        show(goals(null, "70"));
        assertThat(state("goals#weight-progress"), is("0 %"));
        assertThat(state("goals#weight-difference"), is("10 kg"));

        later();
        show(weight("76 kg"));
        show(goals(null, "70"));

        assertThat(state("goals#weight-progress"), is("40 %"));
        assertThat(state("goals#weight-difference"), is("6 kg"));
        assertThat(state("goals#weight-start"), is("80 kg"));
    }

    @Test
    void startsAnewWithANewGoal() {
        show(weight("80 kg"));
        show(goals(null, "70"));
        later();
        show(weight("76 kg"));
        later();
        show(goals(null, "74"));
        assertThat(state("goals#weight-start"), is("76 kg"));

        later();
        show(weight("75 kg"));

        assertThat(state("goals#weight-progress"), is("50 %"));
    }

    @Test
    void keepsTheStartOverARestart() {
        show(weight("80 kg"));
        show(goals(null, "70"));
        Objects.requireNonNull(handler.document()).save();
        handler.dispose();
        later();

        handler = start();
        show(goals(null, "70"));
        show(weight("75 kg"));

        assertThat(state("goals#weight-progress"), is("50 %"));
    }

    @Test
    void hasNothingToTellWithoutGoals() {
        show(steps(TODAY, TOKYO, 4500));
        show(weight("80 kg"));
        show(goals(null, null));

        assertThat(List.of(state("goals#steps-progress"), state("goals#sleep-progress"),
                state("goals#weight-progress"), state("goals#weight-difference")), everyItem(is("UNDEF")));
        assertThat(shown, not(hasKey("goals#weight-start")));
    }

    private void later() {
        time.advance(Duration.ofMinutes(10));
    }

    private void passTo(Instant then) {
        time.advance(Duration.between(time.clock().instant(), then));
        handler.updateStaleness();
    }

    private void show(ChannelUpdate update) {
        show(List.of(update));
    }

    private void show(List<ChannelUpdate> updates) {
        handler.show(updates);
    }

    private String state(String channelId) {
        return Objects.requireNonNull(shown.get(channelId), channelId + " shows nothing").toString();
    }

    private List<ChannelUpdate> goals(@Nullable Integer steps, @Nullable String weight) {
        return GoalChannels.updates(new Goals(steps, null, weight == null ? null : new BigDecimal(weight)),
                time.clock().instant());
    }

    private List<ChannelUpdate> steps(LocalDate day, ZoneId zone, int steps) {
        Instant now = time.clock().instant();
        return ActivityChannels.updates(
                List.of(new Activity(day, zone, now, false, "watch", Map.of("steps", BigDecimal.valueOf(steps)))),
                now);
    }

    private ChannelUpdate weight(String weight) {
        return new ChannelUpdate("body#weight",
                new TreeMap<>(Map.of(time.clock().instant(), new QuantityType<>(weight))), true);
    }
}
