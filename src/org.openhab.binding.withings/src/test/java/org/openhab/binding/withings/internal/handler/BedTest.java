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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.State;

/**
 * A night that has ended tells that somebody got up, in case the bed-out was lost.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BedTest {
    private static final ThingUID MAT = new ThingUID("withings:sleep-monitor:home:mat");
    private static final ChannelUID IN_BED = new ChannelUID(MAT, BedChannels.IN_BED.channelId());
    private static final ChannelUID LAST_IN = new ChannelUID(MAT, BedChannels.LAST_IN.channelId());
    private static final ChannelUID LAST_OUT = new ChannelUID(MAT, BedChannels.LAST_OUT.channelId());
    private static final ChannelUID LAST_INFLATION = new ChannelUID(MAT, BedChannels.LAST_INFLATION.channelId());
    private static final ChannelUID EVENT = new ChannelUID(MAT, BedChannels.EVENT.channelId());
    private static final Instant BEDTIME = Instant.parse("2026-03-09T22:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-03-10T06:00:00Z");

    private final ThingHandlerCallback openHab = mock();
    private final Thing thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR, MAT)
            .withChannel(ChannelBuilder.create(IN_BED, "Switch").build())
            .withChannel(ChannelBuilder.create(LAST_IN, "DateTime").build())
            .withChannel(ChannelBuilder.create(LAST_OUT, "DateTime").build())
            .withChannel(ChannelBuilder.create(LAST_INFLATION, "DateTime").build())
            .withChannel(ChannelBuilder.create(EVENT).withKind(ChannelKind.TRIGGER).build()).build();
    private final DeviceHandler handler = new DeviceHandler(thing,
            new SealedStorage(new MemoryStorage(), new AesCipher(1)),
            Clock.fixed(MORNING.plusSeconds(600), ZoneOffset.UTC));

    @BeforeEach
    void start() {
        handler.setCallback(openHab);
        handler.initialize();
    }

    @AfterEach
    void stop() {
        handler.dispose();
    }

    private static BedEvent in(Instant time) {
        return new BedEvent(BedEvent.Kind.IN, time, "mat");
    }

    private static BedEvent out(Instant time) {
        return new BedEvent(BedEvent.Kind.OUT, time, "mat");
    }

    private State shown(ChannelDefinition channel) {
        return Objects.requireNonNull(handler.states().get(channel.channelId())).state();
    }

    @Test
    void whoStillSeemsToBeInBedHasGotUpUnnoticed() {
        handler.bed(in(BEDTIME));

        handler.bedLeft(out(MORNING));

        assertThat(shown(BedChannels.IN_BED), is(OnOffType.OFF));
        assertThat(shown(BedChannels.LAST_OUT), is(new DateTimeType(MORNING)));
        verify(openHab).channelTriggered(thing, EVENT, "OUT");
    }

    @Test
    void saysNothingOfABedInWhichNobodyHasBeenNoticed() {
        handler.bedLeft(out(MORNING));

        assertThat(handler.states(), is(anEmptyMap()));
        verify(openHab, never()).channelTriggered(any(), any(), any());
    }

    @Test
    void changesNothingWhenTheBedOutHasBeenNoticed() {
        handler.bed(in(BEDTIME));
        handler.bed(out(MORNING.minusSeconds(20)));

        handler.bedLeft(out(MORNING));

        assertThat(shown(BedChannels.LAST_OUT), is(new DateTimeType(MORNING.minusSeconds(20))));
        verify(openHab, times(1)).channelTriggered(thing, EVENT, "OUT");
    }

    @Test
    void leavesSomebodyInBedWhoHasGoneBackThere() {
        handler.bed(in(MORNING.plusSeconds(300)));

        handler.bedLeft(out(MORNING));

        assertThat(shown(BedChannels.IN_BED), is(OnOffType.ON));
        verify(openHab, never()).channelTriggered(thing, EVENT, "OUT");
    }

    @Test
    void doesNotWakeTheHouseForAMorningLongPast() {
        handler.bed(in(BEDTIME.minus(Duration.ofDays(3))));

        handler.bedLeft(out(MORNING.minus(Duration.ofDays(3))));

        assertThat(shown(BedChannels.IN_BED), is(OnOffType.OFF));
        verify(openHab, never()).channelTriggered(any(), any(), any());
    }

    @Test
    void firesNothingThatItCannotRemember() {
        handler.dispose();

        handler.bed(in(MORNING));

        verify(openHab, never()).channelTriggered(any(), any(), any());
    }
}
