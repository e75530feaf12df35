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
package org.openhab.core.thing.binding;

import static org.junit.jupiter.api.Assertions.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.Command;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * The updates of a handler and changes of its thing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class BaseThingHandlerTest {

    private static final ThingTypeUID PERSON = new ThingTypeUID("withings", "person");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final ChannelUID WEIGHT = new ChannelUID("withings:person:home:anna:body#weight");

    private final Thing thing = ThingBuilder.create(PERSON, new ThingUID(PERSON, ACCOUNT, "anna")).withBridge(ACCOUNT)
            .withConfiguration(new Configuration(Map.of("userId", "1"))).build();
    private final Handler handler = new Handler(thing);

    private @Mock @NonNullByDefault({}) ThingHandlerCallback callback;

    @BeforeEach
    void isInCharge() {
        handler.setCallback(callback);
    }

    @Test
    void sendsStatesSeriesAndTriggersOfItsChannels() {
        TimeSeries series = new TimeSeries(TimeSeries.Policy.ADD);

        handler.updateState("body#weight", new QuantityType<>("70 kg"));
        handler.sendTimeSeries("body#weight", series);
        handler.triggerChannel("bed#event", "BED_IN");

        verify(callback).stateUpdated(WEIGHT, new QuantityType<>("70 kg"));
        verify(callback).sendTimeSeries(WEIGHT, series);
        verify(callback).channelTriggered(thing, new ChannelUID(thing.getUID(), "bed#event"), "BED_IN");
    }

    @Test
    void sendsNothingWhenItIsNoLongerInCharge() {
        handler.setCallback(null);

        handler.updateState("body#weight", UnDefType.UNDEF);
        handler.updateStatus(ThingStatus.ONLINE);

        verifyNoInteractions(callback);
        assertFalse(handler.isLinked(new ChannelUID(thing.getUID(), "body#weight")));
        assertNull(handler.getBridge());
    }

    @Test
    void tellsItsStatus() {
        handler.updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "@text/no-answer");

        verify(callback).statusUpdated(thing, new ThingStatusInfo(ThingStatus.OFFLINE,
                ThingStatusDetail.COMMUNICATION_ERROR, "@text/no-answer"));
    }

    @Test
    void agreesToBeRemoved() {
        handler.handleRemoval();

        verify(callback).statusUpdated(thing,
                new ThingStatusInfo(ThingStatus.REMOVED, ThingStatusDetail.NONE, null));
    }

    @Test
    void goesOfflineWithItsBridge() {
        handler.bridgeStatusChanged(status(ThingStatus.OFFLINE));

        verify(callback).statusUpdated(thing,
                new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, null));
    }

    @Test
    void comesBackOnlineWithItsBridge() {
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, null));

        handler.bridgeStatusChanged(status(ThingStatus.ONLINE));

        verify(callback).statusUpdated(thing, status(ThingStatus.ONLINE));
    }

    @Test
    void staysOfflineForAReasonOfItsOwn() {
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, null));

        handler.bridgeStatusChanged(status(ThingStatus.ONLINE));

        verify(callback, never()).statusUpdated(any(), any());
    }

    @Test
    void startsAgainWithANewConfiguration() {
        thing.setStatusInfo(status(ThingStatus.ONLINE));

        handler.handleConfigurationUpdate(Map.of("userId", "2"));

        assertEquals(List.of("dispose with 1", "initialize with 2"), handler.life);
        verify(callback).validateConfigurationParameters(thing, Map.of("userId", "2"));
        verify(callback).thingUpdated(thing);
    }

    @Test
    void onlyStoresAConfigurationBeforeItWasInitialized() {
        handler.handleConfigurationUpdate(Map.of("userId", "2"));

        assertEquals(List.of(), handler.life);
        assertEquals("2", thing.getConfiguration().get("userId"));
        verify(callback).configurationUpdated(thing);
    }

    @Test
    void doesNothingForAConfigurationThatIsTheSame() {
        thing.setStatusInfo(status(ThingStatus.ONLINE));

        handler.handleConfigurationUpdate(Map.of("userId", "1"));

        assertEquals(List.of(), handler.life);
        verifyNoInteractions(callback);
    }

    @Test
    void keepsTheConfigurationThatOpenHabDoesNotTakeAChangeOf() {
        doThrow(new IllegalStateException("not managed")).when(callback).thingUpdated(thing);
        Configuration configuration = handler.editConfiguration();
        configuration.put("userId", "2");

        assertThrows(IllegalStateException.class, () -> handler.updateConfiguration(configuration));

        assertEquals("1", thing.getConfiguration().get("userId"));
    }

    @Test
    void takesTheThingThatSomeoneElseChanged() {
        Thing changed = ThingBuilder.create(thing).withConfiguration(new Configuration(Map.of("userId", "3"))).build();

        handler.thingUpdated(changed);

        assertSame(changed, handler.getThing());
        assertEquals(List.of("dispose with 1", "initialize with 3"), handler.life);
    }

    @Test
    void changesItsThingByACopy() {
        Channel channel = ChannelBuilder.create(WEIGHT, "Number:Mass").build();

        handler.updateThing(handler.editThing().withChannel(channel).build());

        ArgumentCaptor<Thing> sent = ArgumentCaptor.forClass(Thing.class);
        verify(callback).thingUpdated(sent.capture());
        assertNotSame(thing, sent.getValue());
        assertSame(sent.getValue(), handler.getThing());
        assertEquals(List.of(channel), handler.getThing().getChannels());
        assertEquals(List.of(), thing.getChannels());
        assertThrows(IllegalArgumentException.class, () -> handler.updateThing(handler.getThing()));
    }

    @Test
    void sendsAPropertyOnlyWhenItChanges() {
        handler.updateProperty("firmwareVersion", "1");
        handler.updateProperty("firmwareVersion", "1");
        handler.updateProperty("firmwareVersion", "2");

        verify(callback, times(2)).thingUpdated(thing);
        assertEquals(Map.of("firmwareVersion", "2"), thing.getProperties());
    }

    @Test
    void asksForItsBridgeAndItsLinks() {
        Bridge bridge = BridgeBuilder.create(new ThingTypeUID("withings", "account"), ACCOUNT).build();
        when(callback.getBridge(ACCOUNT)).thenReturn(bridge);
        when(callback.isChannelLinked(WEIGHT)).thenReturn(true);

        assertSame(bridge, handler.getBridge());
        assertTrue(handler.isLinked(new ChannelUID(thing.getUID(), "body#weight")));
    }

    @Test
    void asksForTheStateOfAChannelThatIsNewlyLinked() {
        handler.channelLinked(WEIGHT);

        assertEquals(List.of("REFRESH to " + WEIGHT), handler.life);
    }

    @Test
    void readsItsConfiguration() {
        assertEquals("1", handler.getConfigAs(PersonConfiguration.class).userId);
    }

    private static ThingStatusInfo status(ThingStatus status) {
        return new ThingStatusInfo(status, ThingStatusDetail.NONE, null);
    }

    /** As a handler has it. */
    public static class PersonConfiguration {
        public String userId = "";
    }

    private static class Handler extends BaseThingHandler {

        final List<String> life = new ArrayList<>();

        Handler(Thing thing) {
            super(thing);
        }

        @Override
        public void initialize() {
            life.add("initialize with " + getConfig().get("userId"));
        }

        @Override
        public void dispose() {
            life.add("dispose with " + getConfig().get("userId"));
        }

        @Override
        public void handleCommand(ChannelUID channelUID, Command command) {
            life.add(command + " to " + channelUID);
        }
    }
}
