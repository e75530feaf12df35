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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.api.thing.ThingImpl;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** Builds a {@link Thing}. */
@NonNullByDefault
public class ThingBuilder {
    protected final ThingUID thingUID;
    protected final ThingTypeUID thingTypeUID;

    private @Nullable String label;
    private final List<Channel> channels = new ArrayList<>();
    private Configuration configuration = new Configuration();
    private @Nullable ThingUID bridgeUID;
    private final Map<String, String> properties = new HashMap<>();
    private @Nullable String location;
    private @Nullable String semanticEquipmentTag;

    protected ThingBuilder(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        this.thingUID = thingUID;
        this.thingTypeUID = thingTypeUID;
    }

    public static ThingBuilder create(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        return new ThingBuilder(thingTypeUID, thingUID);
    }

    public static ThingBuilder create(Thing thing) {
        ThingBuilder builder = create(thing.getThingTypeUID(), thing.getUID());
        builder.copy(thing);
        return builder;
    }

    void copy(Thing thing) {
        withBridge(thing.getBridgeUID()).withChannels(thing.getChannels()).withConfiguration(thing.getConfiguration())
                .withLabel(thing.getLabel()).withLocation(thing.getLocation()).withProperties(thing.getProperties())
                .withSemanticEquipmentTag(thing.getSemanticEquipmentTag());
    }

    public Thing build() {
        return populate(new ThingImpl(thingTypeUID, thingUID));
    }

    <T extends ThingImpl> T populate(T thing) {
        thing.setLabel(label);
        thing.setChannels(channels);
        thing.getConfiguration().setProperties(configuration.getProperties());
        thing.setBridgeUID(bridgeUID);
        thing.setProperties(properties);
        thing.setLocation(location);
        thing.setSemanticEquipmentTag(semanticEquipmentTag);
        return thing;
    }

    public ThingBuilder withLabel(@Nullable String label) {
        this.label = label;
        return this;
    }

    public ThingBuilder withChannel(Channel channel) {
        ChannelUID channelUID = channel.getUID();
        if (!channelUID.getThingUID().equals(thingUID)) {
            throw new IllegalArgumentException(
                    "Channel UID '" + channelUID + "' does not belong to thing '" + thingUID + "'");
        }
        if (channels.stream().anyMatch(other -> other.getUID().equals(channelUID))) {
            throw new IllegalArgumentException("Thing '" + thingUID + "' has channel '" + channelUID + "' already");
        }
        channels.add(channel);
        return this;
    }

    /** Replaces all channels. */
    public ThingBuilder withChannels(List<Channel> channels) {
        List<Channel> given = List.copyOf(channels);
        this.channels.clear();
        given.forEach(this::withChannel);
        return this;
    }

    public ThingBuilder withConfiguration(Configuration configuration) {
        this.configuration = configuration;
        return this;
    }

    public ThingBuilder withBridge(@Nullable ThingUID bridgeUID) {
        this.bridgeUID = bridgeUID;
        return this;
    }

    /** Replaces all properties. */
    public ThingBuilder withProperties(Map<String, String> properties) {
        Map<String, String> given = Map.copyOf(properties);
        this.properties.clear();
        this.properties.putAll(given);
        return this;
    }

    public ThingBuilder withLocation(@Nullable String location) {
        this.location = location;
        return this;
    }

    public ThingBuilder withSemanticEquipmentTag(@Nullable String semanticEquipmentTag) {
        this.semanticEquipmentTag = semanticEquipmentTag;
        return this;
    }
}
