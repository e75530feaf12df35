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
package org.openhab.core.thing;

import static org.junit.jupiter.api.Assertions.*;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Ids of things, channels and their types.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingUIDTest {

    private static final ThingTypeUID PERSON = new ThingTypeUID("withings", "person");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");

    @Test
    void isWrittenBehindItsBridge() {
        ThingUID uid = new ThingUID(PERSON, ACCOUNT, "anna");

        assertEquals("withings:person:home:anna", uid.getAsString());
        assertEquals("anna", uid.getId());
        assertEquals("withings", uid.getBindingId());
    }

    @Test
    void isWrittenWithTheBridgesOfItsBridge() {
        ThingUID inner = new ThingUID(new ThingTypeUID("withings", "hub"), ACCOUNT, "hub");

        assertEquals("withings:person:home:hub:anna", new ThingUID(PERSON, inner, "anna").getAsString());
    }

    @Test
    void equalsTheSameIdHoweverItWasMade() {
        assertEquals(new ThingUID("withings:person:home:anna"), new ThingUID(PERSON, "anna", "home"));
        assertEquals(new ThingUID("withings:person:home:anna").hashCode(),
                new ThingUID(PERSON, ACCOUNT, "anna").hashCode());
    }

    @Test
    void doesNotEqualAnIdOfAnotherKind() {
        assertNotEquals(new ThingTypeUID("a:b:c"), new ThingUID("a:b:c"));
    }

    @Test
    void isRefusedWithTooFewSegments() {
        assertThrows(IllegalArgumentException.class, () -> new ThingUID("withings:person"));
    }

    @Test
    void isRefusedWithACharacterThatIsNotAllowed() {
        assertThrows(IllegalArgumentException.class, () -> new ThingUID(PERSON, "anna maria"));
        assertThrows(IllegalArgumentException.class, () -> new ThingUID(PERSON, "än"));
    }

    @Test
    void tellsWhetherASegmentIsAllowed() {
        assertTrue(UID.isValid("sleep-monitor_2"));
        assertFalse(UID.isValid("a:b"));
        assertFalse(UID.isValid(null));
    }

    @Test
    void tellsChannelAndGroupApart() {
        ChannelUID channel = new ChannelUID(ACCOUNT, "body", "weight");

        assertEquals("withings:account:home:body#weight", channel.getAsString());
        assertEquals("body#weight", channel.getId());
        assertEquals("body", channel.getGroupId());
        assertEquals("weight", channel.getIdWithoutGroup());
        assertEquals(ACCOUNT, channel.getThingUID());
    }

    @Test
    void letsAChannelBeInNoGroup() {
        ChannelUID channel = new ChannelUID(ACCOUNT, "weight");

        assertNull(channel.getGroupId());
        assertEquals("weight", channel.getIdWithoutGroup());
    }

    @Test
    void tellsTheThingOfAGroup() {
        ChannelGroupUID group = new ChannelGroupUID(ACCOUNT, "body");

        assertEquals(ACCOUNT, group.getThingUID());
        assertEquals("body", group.getId());
    }

    @Test
    void allowsTheGroupSignInTheLastSegmentOnly() {
        assertThrows(IllegalArgumentException.class, () -> new ChannelUID("withings:account:ho#me:weight"));
        assertThrows(IllegalArgumentException.class, () -> new ChannelUID(ACCOUNT, "a#b#c"));
    }
}
