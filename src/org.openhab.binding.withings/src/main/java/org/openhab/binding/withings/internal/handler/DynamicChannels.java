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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelKind;

/**
 * The channels of a thing that come with the first data for them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class DynamicChannels {

    private DynamicChannels() {
    }

    static boolean areMissing(Thing thing, Set<String> channelIds) {
        return channelIds.stream().anyMatch(id -> thing.getChannel(id) == null);
    }

    /**
     * @return the thing's channels together with the given ones, each group in the order of its declaration; trigger
     *         channels of a group come with the first of the others, so that rules can be written early
     */
    static List<Channel> with(Thing thing, Set<String> channelIds, ThingHandlerCallback callback) {
        ThingUID thingUID = thing.getUID();
        Set<String> groups = channelIds.stream().filter(id -> thing.getChannel(id) == null)
                .map(id -> new ChannelUID(thingUID, id).getGroupId()).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<Channel> channels = new ArrayList<>(thing.getChannels());
        channels.removeIf(channel -> groups.contains(channel.getUID().getGroupId()));
        for (String group : groups) {
            for (ChannelBuilder declared : callback.createChannelBuilders(new ChannelGroupUID(thingUID, group),
                    new ChannelGroupTypeUID(WithingsBindingConstants.BINDING_ID, group))) {
                Channel channel = declared.build();
                String id = channel.getUID().getId();
                Channel present = thing.getChannel(id);
                if (present != null) {
                    channels.add(present);
                } else if (channelIds.contains(id) || isTrigger(channel)) {
                    channels.add(channel);
                }
            }
        }
        return channels;
    }

    /**
     * @param used the channels that have data
     * @return the channels without data and links. The bed and trigger channels stay while their group has data
     */
    static List<Channel> unused(Thing thing, Set<String> used, Predicate<ChannelUID> isLinked) {
        Set<@Nullable String> usedGroups = used.stream().map(id -> new ChannelUID(thing.getUID(), id).getGroupId())
                .collect(Collectors.toSet());
        return thing.getChannels().stream()
                .filter(channel -> !used.contains(channel.getUID().getId()) && !isLinked.test(channel.getUID()))
                .filter(channel -> !usedGroups.contains(channel.getUID().getGroupId())
                        || !isTrigger(channel) && !ChannelGroup.BED.id().equals(channel.getUID().getGroupId()))
                .toList();
    }

    static boolean isTrigger(@Nullable Channel channel) {
        return channel != null && channel.getKind() == ChannelKind.TRIGGER;
    }
}
