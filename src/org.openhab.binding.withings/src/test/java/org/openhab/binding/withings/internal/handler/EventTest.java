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

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.ChannelKind;

/**
 * Trigger channels fire once for what has just happened.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class EventTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final String CHANNEL = "test#event";
    private static final ChannelUID CHANNEL_UID = new ChannelUID(ANNA, CHANNEL);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final ThingHandlerCallback openHab = mock();
    private final Thing thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_SCALE, ANNA)
            .withChannel(ChannelBuilder.create(CHANNEL_UID).withKind(ChannelKind.TRIGGER).build()).build();
    private DeviceHandler handler = start();

    private DeviceHandler start() {
        DeviceHandler started = new DeviceHandler(thing, storage, Clock.fixed(NOW, ZoneOffset.UTC));
        started.setCallback(openHab);
        started.initialize();
        // the first thing a handler does for itself; what it shows again has been shown by then
        verify(openHab, timeout(PATIENCE.toMillis())).statusUpdated(any(),
                argThat(info -> info.getStatus() == ThingStatus.OFFLINE));
        return started;
    }

    @AfterEach
    void stop() {
        handler.dispose();
    }

    @BeforeEach
    void begin() {
        clearInvocations(openHab);
    }

    private void happened(Instant time, String payload) {
        handler.show(List.of(ChannelUpdate.event(CHANNEL, time, payload)));
    }

    private void verifyFired(String... payloads) {
        for (String payload : payloads) {
            verify(openHab).channelTriggered(thing, CHANNEL_UID, payload);
        }
        verify(openHab, times(payloads.length)).channelTriggered(any(), any(), any());
        verify(openHab, never()).stateUpdated(any(), any());
    }

    @Test
    void firesForWhatHasJustHappened() {
        happened(NOW.minusSeconds(60), "RUN");

        verifyFired("RUN");
    }

    @Test
    void firesForEverythingThatHappensInItsOrder() {
        happened(NOW.minusSeconds(60), "RUN");
        happened(NOW.minusSeconds(30), "YOGA");

        verifyFired("RUN", "YOGA");
    }

    @Test
    void firesOnceHoweverOftenItIsTold() {
        happened(NOW.minusSeconds(60), "RUN");
        happened(NOW.minusSeconds(60), "RUN");

        verifyFired("RUN");
    }

    @Test
    void doesNotFireForWhatHappenedBeforeTheLastEvent() {
        happened(NOW.minusSeconds(30), "YOGA");
        happened(NOW.minusSeconds(60), "RUN");

        verifyFired("YOGA");
    }

    @Test
    void doesNotFireForWhatHappenedMoreThanADayAgo() {
        happened(NOW.minus(Duration.ofDays(1)), "RUN");

        verifyFired();
    }

    @Test
    void doesNotFireAgainAfterARestart() {
        happened(NOW.minusSeconds(60), "RUN");
        handler.dispose();
        handler = start();
        happened(NOW.minusSeconds(60), "RUN");

        verifyFired("RUN");
    }

    @Test
    void firesAfterARestartForWhatHappenedMeanwhile() {
        happened(NOW.minusSeconds(60), "RUN");
        handler.dispose();
        handler = start();
        happened(NOW.minusSeconds(30), "YOGA");

        verifyFired("RUN", "YOGA");
    }
}
