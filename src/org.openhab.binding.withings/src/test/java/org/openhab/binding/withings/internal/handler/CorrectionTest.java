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
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * What turns out not to be true is taken back.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CorrectionTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final String CHANNEL = "test#pulse";
    private static final ChannelUID CHANNEL_UID = new ChannelUID(ANNA, CHANNEL);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant MORNING = NOW.minusSeconds(20_000);
    private static final Instant NOON = NOW.minusSeconds(100);

    private final ThingHandlerCallback openHab = mock();
    private final Thing thing = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_SCALE, ANNA)
            .withChannel(ChannelBuilder.create(CHANNEL_UID, "Number").build()).build();
    private final DeviceHandler handler = new DeviceHandler(thing,
            new SealedStorage(new MemoryStorage(), new AesCipher(1)), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void showAValue() {
        handler.setCallback(openHab);
        handler.initialize();
        // the first thing a handler does for itself; what it shows again has been shown by then
        verify(openHab, timeout(PATIENCE.toMillis())).statusUpdated(any(),
                argThat(info -> info.getStatus() == ThingStatus.OFFLINE));
        handler.show(List.of(new ChannelUpdate(CHANNEL, new TreeMap<>(Map.of(NOON, new DecimalType(64))), true)));
        clearInvocations(openHab);
    }

    @AfterEach
    void stop() {
        handler.dispose();
    }

    @Test
    void showsTheOlderValueAndReplacesTheSeries() {
        correct(new TimeSpan(NOON, NOON), Map.of(NOON, new DecimalType(58)), MORNING);

        TimeSeries series = new TimeSeries(TimeSeries.Policy.REPLACE);
        series.add(NOON, new DecimalType(58));
        verify(openHab).sendTimeSeries(CHANNEL_UID, series);
        verify(openHab).stateUpdated(CHANNEL_UID, new DecimalType(58));
    }

    @Test
    void takesAnythingMeasuredSinceTheOlderValueForNews() {
        correct(new TimeSpan(NOON, NOON), Map.of(NOON, new DecimalType(58)), MORNING);

        handler.show(List.of(new ChannelUpdate(CHANNEL,
                new TreeMap<>(Map.of(MORNING.plusSeconds(1), new DecimalType(59))), true)));

        verify(openHab).stateUpdated(CHANNEL_UID, new DecimalType(59));
    }

    @Test
    void showsNothingWhenNothingRemains() {
        correct(new TimeSpan(NOON, NOON), Map.of(NOON, UnDefType.UNDEF), Instant.EPOCH);

        verify(openHab, never()).sendTimeSeries(any(), any());
        verify(openHab).stateUpdated(CHANNEL_UID, UnDefType.UNDEF);
    }

    @Test
    void keepsWhatWasMeasuredAfterTheCorrectedTime() {
        correct(new TimeSpan(MORNING, MORNING), Map.of(MORNING, new DecimalType(58)), MORNING.minusSeconds(60));

        verify(openHab).sendTimeSeries(any(), any());
        verify(openHab, never()).stateUpdated(any(), any());
    }

    @Test
    void doesNotUpdateAStateThatIsConfirmed() {
        correct(new TimeSpan(MORNING, NOON), Map.of(MORNING, new DecimalType(58), NOON, new DecimalType(64)), NOON);

        verify(openHab, never()).stateUpdated(any(), any());
    }

    private void correct(TimeSpan span, Map<Instant, State> states, Instant time) {
        handler.show(List.of(new ChannelUpdate(CHANNEL, new TreeMap<>(states), true, time, span)));
    }
}
