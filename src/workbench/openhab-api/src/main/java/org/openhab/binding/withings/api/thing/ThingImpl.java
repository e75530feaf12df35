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
package org.openhab.binding.withings.api.thing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.semantics.SemanticTag;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;

/** The implementation of {@link Thing}, created by its builder. */
@NonNullByDefault
public class ThingImpl implements Thing {
    private final ThingTypeUID thingTypeUID;
    private final ThingUID uid;
    private final Configuration configuration = new Configuration();
    private final Map<String, String> properties = new ConcurrentHashMap<>();

    private volatile @Nullable String label;
    private volatile List<Channel> channels = List.of();
    private volatile ThingStatusInfo statusInfo = new ThingStatusInfo(ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE,
            null);
    private volatile @Nullable ThingHandler handler;
    private volatile @Nullable ThingUID bridgeUID;
    private volatile @Nullable String location;
    private volatile @Nullable String semanticEquipmentTag;

    public ThingImpl(ThingTypeUID thingTypeUID, ThingUID uid) {
        this.thingTypeUID = thingTypeUID;
        this.uid = uid;
    }

    @Override
    public @Nullable String getLabel() {
        return label;
    }

    @Override
    public void setLabel(@Nullable String label) {
        this.label = label;
    }

    @Override
    public List<Channel> getChannels() {
        return channels;
    }

    public void setChannels(List<Channel> channels) {
        this.channels = List.copyOf(channels);
    }

    @Override
    public List<Channel> getChannelsOfGroup(String channelGroupId) {
        return channels.stream().filter(channel -> channelGroupId.equals(channel.getUID().getGroupId())).toList();
    }

    @Override
    public @Nullable Channel getChannel(String channelId) {
        return channels.stream().filter(channel -> channel.getUID().getId().equals(channelId)).findFirst().orElse(null);
    }

    @Override
    public @Nullable Channel getChannel(ChannelUID channelUID) {
        return channels.stream().filter(channel -> channel.getUID().equals(channelUID)).findFirst().orElse(null);
    }

    @Override
    public ThingStatus getStatus() {
        return statusInfo.getStatus();
    }

    @Override
    public ThingStatusInfo getStatusInfo() {
        return statusInfo;
    }

    @Override
    public void setStatusInfo(ThingStatusInfo status) {
        statusInfo = status;
    }

    @Override
    public void setHandler(@Nullable ThingHandler thingHandler) {
        handler = thingHandler;
    }

    @Override
    public @Nullable ThingHandler getHandler() {
        return handler;
    }

    @Override
    public @Nullable ThingUID getBridgeUID() {
        return bridgeUID;
    }

    @Override
    public void setBridgeUID(@Nullable ThingUID bridgeUID) {
        this.bridgeUID = bridgeUID;
    }

    @Override
    public Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public ThingUID getUID() {
        return uid;
    }

    @Override
    public ThingTypeUID getThingTypeUID() {
        return thingTypeUID;
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.copyOf(properties);
    }

    @Override
    public @Nullable String setProperty(String name, @Nullable String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Property name must not be null or empty");
        }
        return value == null ? properties.remove(name) : properties.put(name, value);
    }

    @Override
    public void setProperties(Map<String, String> properties) {
        this.properties.keySet().retainAll(properties.keySet());
        this.properties.putAll(properties);
    }

    @Override
    public @Nullable String getLocation() {
        return location;
    }

    @Override
    public void setLocation(@Nullable String location) {
        this.location = location;
    }

    @Override
    public boolean isEnabled() {
        return statusInfo.getStatusDetail() != ThingStatusDetail.DISABLED;
    }

    @Override
    public @Nullable String getSemanticEquipmentTag() {
        return semanticEquipmentTag;
    }

    @Override
    public void setSemanticEquipmentTag(@Nullable String semanticEquipmentTag) {
        this.semanticEquipmentTag = semanticEquipmentTag;
    }

    @Override
    public void setSemanticEquipmentTag(@Nullable SemanticTag semanticEquipmentTag) {
        setSemanticEquipmentTag(semanticEquipmentTag == null ? null : semanticEquipmentTag.getName());
    }

    @Override
    public int hashCode() {
        return uid.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Thing thing && uid.equals(thing.getUID());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + uid + " " + statusInfo;
    }

    /** The implementation of {@link Bridge}, created by its builder. */
    public static class BridgeImpl extends ThingImpl implements Bridge {
        private final Map<ThingUID, Thing> things = Collections.synchronizedMap(new LinkedHashMap<>());

        public BridgeImpl(ThingTypeUID thingTypeUID, ThingUID uid) {
            super(thingTypeUID, uid);
        }

        public void addThing(Thing thing) {
            things.put(thing.getUID(), thing);
        }

        public void removeThing(Thing thing) {
            things.remove(thing.getUID());
        }

        @Override
        public @Nullable Thing getThing(ThingUID thingUID) {
            return things.get(thingUID);
        }

        @Override
        public List<Thing> getThings() {
            synchronized (things) {
                return List.copyOf(things.values());
            }
        }

        @Override
        public @Nullable BridgeHandler getHandler() {
            return (BridgeHandler) super.getHandler();
        }
    }
}
