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
package org.openhab.binding.withings.sandbox.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.addon.ChannelTypeDescription;
import org.openhab.binding.withings.sandbox.addon.Option;
import org.openhab.binding.withings.sandbox.inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.ItemDefinition;
import org.openhab.binding.withings.sandbox.thing.Link;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ChannelTypeUID;

/**
 * How openHAB's REST answers look.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Json {

    private final Sandbox sandbox;

    Json(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Map<String, Object> of(Thing thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("UID", thing.getUID().toString());
        json.put("thingTypeUID", thing.getThingTypeUID().toString());
        put(json, "label", sandbox.resolve(thing.getLabel()));
        ThingUID bridge = thing.getBridgeUID();
        put(json, "bridgeUID", bridge == null ? null : bridge.toString());
        put(json, "location", thing.getLocation());
        put(json, "semanticEquipmentTag", thing.getSemanticEquipmentTag());
        json.put("configuration", new TreeMap<>(thing.getConfiguration().getProperties()));
        json.put("properties", new TreeMap<>(thing.getProperties()));
        json.put("channels", thing.getChannels().stream().map(this::of).toList());
        json.put("statusInfo", of(thing.getStatusInfo()));
        json.put("editable", sandbox.things().isEditable(thing.getUID()));
        return json;
    }

    private Map<String, Object> of(ThingStatusInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", info.getStatus());
        json.put("statusDetail", info.getStatusDetail());
        put(json, "description", sandbox.resolve(info.getDescription()));
        return json;
    }

    private Map<String, Object> of(Channel channel) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uid", channel.getUID().toString());
        json.put("id", channel.getUID().getId());
        ChannelTypeUID type = channel.getChannelTypeUID();
        put(json, "channelTypeUID", type == null ? null : type.toString());
        put(json, "itemType", channel.getAcceptedItemType());
        json.put("kind", channel.getKind());
        put(json, "label", sandbox.resolve(channel.getLabel()));
        put(json, "description", sandbox.resolve(channel.getDescription()));
        json.put("defaultTags", channel.getDefaultTags().stream().sorted().toList());
        json.put("properties", new TreeMap<>(channel.getProperties()));
        json.put("configuration", new TreeMap<>(channel.getConfiguration().getProperties()));
        json.put("linkedItems", sandbox.links().itemsOf(channel.getUID()));
        return json;
    }

    Map<String, Object> of(Item item) {
        ItemDefinition definition = item.definition();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("link", sandbox.address().resolve("/rest/items/" + item.name()).toString());
        json.put("state", item.state().toFullString());
        Map<String, Object> stateDescription = stateDescription(item);
        put(json, "stateDescription", stateDescription.isEmpty() ? null : stateDescription);
        put(json, "displayState", sandbox.display(item));
        Unit<?> unit = sandbox.items().unitOf(item);
        put(json, "unitSymbol", unit == null ? null : unit.toString());
        put(json, "lastStateUpdate", millis(item.lastUpdate()));
        put(json, "lastStateChange", millis(item.lastChange()));
        json.put("editable", item.isEditable());
        json.put("type", definition.type());
        json.put("name", definition.name());
        put(json, "label", definition.label());
        put(json, "category", definition.category());
        json.put("tags", definition.tags());
        json.put("groupNames", definition.groupNames());
        Map<String, Object> metadata = new TreeMap<>();
        definition.metadata().forEach((name, value) -> metadata.put(name, Map.of("value", value)));
        json.put("metadata", metadata);
        return json;
    }

    private Map<String, Object> stateDescription(Item item) {
        Map<String, Object> json = new LinkedHashMap<>();
        String pattern = item.definition().pattern();
        List<Option> options = new ArrayList<>();
        for (String uid : sandbox.links().channelsOf(item.name())) {
            ChannelTypeDescription type = channelType(uid);
            if (type != null) {
                put(json, "minimum", type.min());
                put(json, "maximum", type.max());
                put(json, "step", type.step());
                pattern = pattern == null ? type.pattern() : pattern;
                json.put("readOnly", type.readOnly());
                options.addAll(type.options());
            }
        }
        put(json, "pattern", pattern);
        if (!json.isEmpty()) {
            json.put("options", options);
        }
        return json;
    }

    private @Nullable ChannelTypeDescription channelType(String channelUID) {
        ChannelUID uid = new ChannelUID(channelUID);
        Thing thing = sandbox.things().find(uid.getThingUID());
        Channel channel = thing == null ? null : thing.getChannel(uid);
        return channel == null ? null : sandbox.maker().channelType(channel);
    }

    Map<String, Object> of(Link link) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("itemName", link.itemName());
        json.put("channelUID", link.channelUID());
        json.put("configuration", Map.of());
        json.put("editable", sandbox.links().isEditable(link));
        return json;
    }

    Map<String, Object> of(InboxEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "bridgeUID", entry.bridgeUID());
        json.put("flag", entry.flag());
        put(json, "label", sandbox.resolve(entry.label()));
        json.put("properties", entry.properties());
        put(json, "representationProperty", entry.representationProperty());
        json.put("thingUID", entry.thingUID());
        json.put("thingTypeUID", entry.thingTypeUID());
        return json;
    }

    /** The same with each reference to a text replaced by the text. */
    @Nullable
    Object resolved(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> resolved = new LinkedHashMap<>();
            object.forEach((name, value) -> resolved.put(name, resolved(value)));
            return resolved;
        }
        if (json instanceof List<?> list) {
            return list.stream().map(this::resolved).toList();
        }
        return json instanceof String text ? sandbox.resolve(text) : json;
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
