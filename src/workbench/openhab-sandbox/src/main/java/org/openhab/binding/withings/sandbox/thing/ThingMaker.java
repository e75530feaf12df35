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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.DeclaredChannel;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.DeclaredGroup;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
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
 * Creates things and channels from the declarations of add-ons.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ThingMaker {
    private final List<AddonDescription> addons = new CopyOnWriteArrayList<>();

    public void add(AddonDescription addon) {
        addons.add(addon);
    }

    public Collection<ThingType> thingTypes() {
        return addons.stream().flatMap(addon -> addon.thingTypes().values().stream()).toList();
    }

    @Nullable
    public ThingType thingType(String uid) {
        return thingTypes().stream().filter(type -> type.uid().equals(uid)).findFirst().orElse(null);
    }

    @Nullable
    public ChannelType channelType(String uid) {
        return addons.stream().map(addon -> addon.channelTypes().get(uid)).filter(type -> type != null).findFirst()
                .orElse(null);
    }

    @Nullable
    public ChannelType channelType(Channel channel) {
        ChannelTypeUID uid = channel.getChannelTypeUID();
        return uid == null ? null : channelType(uid.toString());
    }

    /** Creates a thing with the channels, properties and default values of its type. */
    public Thing make(String typeUID, String uid, @Nullable String bridgeUID, @Nullable String label,
            @Nullable String location, Map<String, Object> configuration) {
        ThingType type = thingType(typeUID);
        if (type == null) {
            throw new SandboxException("There is no thing type " + typeUID);
        }
        ThingUID thingUID;
        try {
            thingUID = new ThingUID(uid);
        } catch (IllegalArgumentException e) {
            throw new SandboxException("'" + uid + "' is no UID of a thing: " + e.getMessage(), e);
        }
        if (!uid.startsWith(typeUID + ":")) {
            throw new SandboxException("The thing " + uid + " cannot be of the type " + typeUID);
        }
        return make(type, thingUID, bridgeUID == null ? null : new ThingUID(bridgeUID), label, location, configuration);
    }

    private Thing make(ThingType type, ThingUID thingUID, @Nullable ThingUID bridge,
            @Nullable String label, @Nullable String location, Map<String, Object> configuration) {
        ThingTypeUID thingTypeUID = new ThingTypeUID(type.uid());
        ThingBuilder builder = type.bridge()
                ? BridgeBuilder.create(thingTypeUID, thingUID)
                : ThingBuilder.create(thingTypeUID, thingUID);
        return builder.withLabel(label == null ? type.label() : label).withLocation(location)
                .withBridge(bridge)
                .withSemanticEquipmentTag(type.semanticEquipmentTag()).withProperties(type.properties())
                .withConfiguration(
                        new Configuration(Parameter.withDefaults(type.parameters(), configuration)))
                .withChannels(channels(thingUID, type)).build();
    }

    private List<Channel> channels(ThingUID thingUID, ThingType type) {
        List<Channel> channels = new ArrayList<>();
        for (DeclaredChannel channel : type.channels()) {
            channels.add(builder(new ChannelUID(thingUID, channel.id()), channel).build());
        }
        for (DeclaredGroup group : type.groups()) {
            builders(thingUID, group.id(), group.typeUID()).forEach(builder -> channels.add(builder.build()));
        }
        return channels;
    }

    /** Builders for all channels of a group. */
    List<ChannelBuilder> builders(ThingUID thingUID, String groupId, String groupTypeUID) {
        return addons.stream().flatMap(addon -> Stream.ofNullable(addon.channelGroupTypes().get(groupTypeUID)))
                .flatMap(group -> group.channels().stream())
                .map(channel -> builder(new ChannelUID(thingUID, groupId, channel.id()), channel)).toList();
    }

    private ChannelBuilder builder(ChannelUID uid, DeclaredChannel channel) {
        ChannelBuilder builder = builder(uid, channel.typeUID());
        String label = channel.label();
        if (label != null) {
            builder.withLabel(label);
        }
        String description = channel.description();
        return description == null ? builder : builder.withDescription(description);
    }

    /** A builder with the values of a channel type. */
    ChannelBuilder builder(ChannelUID uid, String channelTypeUID) {
        ChannelType type = channelType(channelTypeUID);
        if (type == null) {
            throw new IllegalArgumentException("Channel type '" + channelTypeUID + "' is not known");
        }
        ChannelBuilder builder = ChannelBuilder.create(uid, type.itemType()).withType(new ChannelTypeUID(type.uid()))
                .withKind(type.isTrigger() ? ChannelKind.TRIGGER : ChannelKind.STATE).withLabel(type.label())
                .withDefaultTags(type.tags());
        String description = type.description();
        return description == null ? builder : builder.withDescription(description);
    }

    /** Adds defaults and converts values to the types of their parameters. */
    void normalize(Thing thing) {
        ThingType type = thingType(thing.getThingTypeUID().toString());
        if (type != null) {
            Configuration configuration = thing.getConfiguration();
            Parameter.withDefaults(type.parameters(), configuration.getProperties())
                    .forEach(configuration::put);
        }
    }

    /** Returns the problems of a thing's configuration by parameter. */
    public Map<String, String> problems(Thing thing, Map<String, Object> values) {
        ThingType type = thingType(thing.getThingTypeUID().toString());
        return type == null ? Map.of() : Parameter.problems(type.parameters(), values);
    }

    /** The stored form of a thing and its channels. */
    record StoredThing(boolean bridge, String uid, String typeUID, @Nullable String label, @Nullable String bridgeUID,
            @Nullable String location, @Nullable String semanticEquipmentTag, Map<String, Object> configuration,
            Map<String, String> properties, List<StoredChannel> channels) {
        /** The stored form of a channel. */
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
            return new StoredThing(thing instanceof Bridge, thing.getUID().toString(),
                    thing.getThingTypeUID().toString(),
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
}
