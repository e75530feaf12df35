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
package org.openhab.binding.withings.sandbox.thing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;

/**
 * A thing as it is kept across restarts, with the channels it had.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record StoredThing(boolean bridge, String uid, String typeUID, @Nullable String label, @Nullable String bridgeUID,
        @Nullable String location, @Nullable String semanticEquipmentTag, Map<String, Object> configuration,
        Map<String, String> properties, List<StoredChannel> channels) {

    /** A channel as it is kept across restarts. */
    record StoredChannel(String uid, @Nullable String typeUID, @Nullable String itemType, ChannelKind kind,
            @Nullable String label, @Nullable String description, Map<String, Object> configuration,
            Map<String, String> properties, Set<String> tags) {

        static StoredChannel of(Channel channel) {
            ChannelTypeUID type = channel.getChannelTypeUID();
            return new StoredChannel(channel.getUID().toString(), type == null ? null : type.toString(),
                    channel.getAcceptedItemType(), channel.getKind(), channel.getLabel(), channel.getDescription(),
                    channel.getConfiguration().getProperties(), channel.getProperties(), channel.getDefaultTags());
        }

        Channel toChannel() {
            ChannelBuilder builder = ChannelBuilder.create(new ChannelUID(uid), itemType)
                    .withType(typeUID == null ? null : new ChannelTypeUID(typeUID)).withKind(kind)
                    .withConfiguration(new Configuration(configuration)).withProperties(properties)
                    .withDefaultTags(tags);
            if (label != null) {
                builder.withLabel(label);
            }
            return (description == null ? builder : builder.withDescription(description)).build();
        }
    }

    static StoredThing of(Thing thing) {
        ThingUID bridge = thing.getBridgeUID();
        return new StoredThing(thing instanceof Bridge, thing.getUID().toString(), thing.getThingTypeUID().toString(),
                thing.getLabel(), bridge == null ? null : bridge.toString(), thing.getLocation(),
                thing.getSemanticEquipmentTag(), new TreeMap<>(thing.getConfiguration().getProperties()),
                new TreeMap<>(thing.getProperties()), thing.getChannels().stream().map(StoredChannel::of).toList());
    }

    Thing toThing() {
        ThingTypeUID type = new ThingTypeUID(typeUID);
        ThingUID thing = new ThingUID(uid);
        ThingBuilder builder = bridge ? BridgeBuilder.create(type, thing) : ThingBuilder.create(type, thing);
        return builder.withLabel(label).withBridge(bridgeUID == null ? null : new ThingUID(bridgeUID))
                .withLocation(location).withSemanticEquipmentTag(semanticEquipmentTag)
                .withConfiguration(new Configuration(configuration)).withProperties(properties)
                .withChannels(channels.stream().map(StoredChannel::toChannel).toList()).build();
    }
}
