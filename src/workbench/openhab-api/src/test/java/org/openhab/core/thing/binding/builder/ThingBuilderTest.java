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
package org.openhab.core.thing.binding.builder;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.api.thing.ThingImpl.BridgeImpl;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;

/**
 * Things, bridges and channels as their builders make them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingBuilderTest {

    private static final ThingTypeUID PERSON = new ThingTypeUID("withings", "person");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final ThingUID ANNA = new ThingUID(PERSON, ACCOUNT, "anna");

    @Test
    void makesACopyThatDoesNotChangeTheOriginal() {
        Thing original = ThingBuilder.create(PERSON, ANNA).withBridge(ACCOUNT).withLabel("Anna")
                .withChannel(channel("body#weight")).withProperties(Map.of("vendor", "Withings"))
                .withConfiguration(new Configuration(Map.of("userId", "1"))).withLocation("Bath")
                .withSemanticEquipmentTag("Sensor").build();

        Thing copy = ThingBuilder.create(original).build();
        copy.getConfiguration().put("userId", "2");
        copy.setProperty("vendor", null);
        copy.setLabel("Berta");

        assertEquals(original, copy);
        assertEquals(ACCOUNT, copy.getBridgeUID());
        assertEquals(original.getChannels(), copy.getChannels());
        assertEquals("Bath", copy.getLocation());
        assertEquals("Sensor", copy.getSemanticEquipmentTag());
        assertEquals("1", original.getConfiguration().get("userId"));
        assertEquals(Map.of("vendor", "Withings"), original.getProperties());
        assertEquals("Anna", original.getLabel());
    }

    @Test
    void findsChannelsByIdAndGroup() {
        Thing thing = ThingBuilder.create(PERSON, ANNA)
                .withChannels(List.of(channel("body#weight"), channel("body#height"), channel("heart#pulse"))).build();

        assertEquals(channel("body#height"), thing.getChannel("body#height"));
        assertEquals(channel("heart#pulse"), thing.getChannel(new ChannelUID(ANNA, "heart#pulse")));
        assertEquals(List.of(channel("body#weight"), channel("body#height")), thing.getChannelsOfGroup("body"));
        assertNull(thing.getChannel("body#size"));
    }

    @Test
    void refusesAChannelTwiceOrOfAnotherThing() {
        ThingBuilder builder = ThingBuilder.create(PERSON, ANNA).withChannel(channel("body#weight"));

        assertThrows(IllegalArgumentException.class, () -> builder.withChannel(channel("body#weight")));
        assertThrows(IllegalArgumentException.class, () -> builder
                .withChannel(ChannelBuilder.create(new ChannelUID(ACCOUNT, "body#height"), "Number").build()));
    }

    @Test
    void makesAThingThatIsUninitializedAndEnabled() {
        Thing thing = ThingBuilder.create(PERSON, new ThingUID("withings:person:anna")).build();

        assertEquals(ThingStatus.UNINITIALIZED, thing.getStatus());
        assertTrue(thing.isEnabled());
        assertNull(thing.getHandler());
        thing.setStatusInfo(new ThingStatusInfo(ThingStatus.UNINITIALIZED, ThingStatusDetail.DISABLED, null));
        assertFalse(thing.isEnabled());
    }

    @Test
    void letsABridgeKnowTheThingsBehindIt() {
        BridgeImpl bridge = (BridgeImpl) BridgeBuilder.create(new ThingTypeUID("withings", "account"), ACCOUNT)
                .withLabel("Home").build();
        Thing anna = ThingBuilder.create(PERSON, ANNA).withBridge(ACCOUNT).build();

        bridge.addThing(anna);

        assertEquals(List.of(anna), bridge.getThings());
        assertSame(anna, bridge.getThing(ANNA));
        bridge.removeThing(anna);
        assertEquals(List.of(), bridge.getThings());
        assertEquals("Home", BridgeBuilder.create(bridge).build().getLabel());
    }

    @Test
    void copiesAChannelWithAllItKnows() {
        Channel channel = ChannelBuilder.create(new ChannelUID(ANNA, "bed#event")).withKind(ChannelKind.TRIGGER)
                .withType(new ChannelTypeUID("withings", "bed-event")).withLabel("Bed").withDescription("In and out")
                .withProperties(Map.of("a", "b")).withDefaultTags(Set.of("Point")).build();

        assertEquals(channel, ChannelBuilder.create(channel).build());
        assertNull(channel.getAcceptedItemType());
        assertNotEquals(channel, ChannelBuilder.create(channel).withLabel("Mat").build());
    }

    private static Channel channel(String id) {
        return ChannelBuilder.create(new ChannelUID(ANNA, id), "Number").build();
    }
}
