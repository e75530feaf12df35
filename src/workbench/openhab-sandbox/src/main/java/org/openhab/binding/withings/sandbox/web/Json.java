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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.inbox.Inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.ItemDefinition;
import org.openhab.binding.withings.sandbox.thing.Links.Link;
import org.openhab.core.thing.Channel;
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
        return json;
    }

    Map<String, Object> of(Item item) {
        ItemDefinition definition = item.definition();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", item.state().toFullString());
        put(json, "displayState", sandbox.display(item));
        Unit<?> unit = sandbox.items().unitOf(item);
        put(json, "unitSymbol", unit == null ? null : unit.toString());
        json.put("editable", item.isEditable());
        json.put("type", definition.type());
        json.put("name", definition.name());
        put(json, "label", definition.label());
        return json;
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
}
