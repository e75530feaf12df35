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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.sandbox.item.History;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.Items;
import org.openhab.core.config.core.ConfigDescription;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * The callback of the handlers. What openHAB silently drops, for instance states of missing channels, is a complaint.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HandlerCallback implements ThingHandlerCallback {
    private final Things things;
    private final ThingMaker maker;
    private final Links links;
    private final Items items;
    private final History history;
    private final EventBus events;
    private final Complaints complaints;

    HandlerCallback(Things things, ThingMaker maker, Links links, Items items, History history, EventBus events,
            Complaints complaints) {
        this.things = things;
        this.maker = maker;
        this.links = links;
        this.items = items;
        this.history = history;
        this.events = events;
        this.complaints = complaints;
    }

    private List<Item> itemsOf(ChannelUID channel) {
        return links.itemsOf(channel).stream().flatMap(name -> Stream.ofNullable(items.find(name))).toList();
    }

    @Override
    public void stateUpdated(ChannelUID channelUID, State state) {
        if (arePossible(channelUID, Stream.of(state))) {
            itemsOf(channelUID).forEach(item -> items.update(item, state));
        }
    }

    @Override
    public void postCommand(ChannelUID channelUID, Command command) {
        throw new UnsupportedOperationException("The sandbox takes no commands from handlers");
    }

    @Override
    public void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries) {
        if (timeSeries.getStates().anyMatch(entry -> entry.state() instanceof UnDefType)) {
            complaints.add("A time series with an undefined state is sent to " + channelUID + ", which no item takes");
        } else if (arePossible(channelUID, timeSeries.getStates().map(TimeSeries.Entry::state))) {
            itemsOf(channelUID).forEach(item -> history.add(item, timeSeries));
        }
    }

    @Override
    public void statusUpdated(Thing thing, ThingStatusInfo thingStatus) {
        things.statusUpdated(thing, thingStatus);
    }

    @Override
    public void thingUpdated(Thing thing) {
        things.updated(thing);
    }

    @Override
    public void validateConfigurationParameters(Thing thing, Map<String, Object> configurationParameters) {
        Things.refuse(maker.problems(thing, configurationParameters));
    }

    @Override
    public void validateConfigurationParameters(Channel channel, Map<String, Object> configurationParameters) {
        // channels have no parameters
    }

    @Override
    public @Nullable ConfigDescription getConfigDescription(ChannelTypeUID channelTypeUID) {
        return null;
    }

    @Override
    public @Nullable ConfigDescription getConfigDescription(ThingTypeUID thingTypeUID) {
        return null;
    }

    @Override
    public void configurationUpdated(Thing thing) {
        things.configurationUpdated(thing);
    }

    @Override
    public void migrateThingType(Thing thing, ThingTypeUID thingTypeUID, Configuration configuration) {
        throw new UnsupportedOperationException("The sandbox does not change types of things");
    }

    @Override
    public void channelTriggered(Thing thing, ChannelUID channelUID, String event) {
        Channel channel = thing.getChannel(channelUID);
        if (channel == null || channel.getKind() != ChannelKind.TRIGGER) {
            complaints.add(
                    "The event " + event + " is sent to " + channelUID + ", which is no trigger channel of the thing");
            return;
        }
        ChannelType type = maker.channelType(channel);
        if (type != null && !type.options().isEmpty()
                && type.options().stream().noneMatch(option -> option.value().equals(event))) {
            complaints.add("The event " + event + " of " + channelUID + " is none that its channel type declares");
        }
        events.publish("openhab/channels/" + channelUID + "/triggered", "ChannelTriggeredEvent",
                Map.of("event", event, "channel", channelUID.toString()));
    }

    @Override
    public ChannelBuilder createChannelBuilder(ChannelUID channelUID, ChannelTypeUID channelTypeUID) {
        return maker.builder(channelUID, channelTypeUID.toString());
    }

    @Override
    public ChannelBuilder editChannel(Thing thing, ChannelUID channelUID) {
        return ChannelBuilder.create(Objects.requireNonNull(thing.getChannel(channelUID)));
    }

    @Override
    public List<ChannelBuilder> createChannelBuilders(ChannelGroupUID channelGroupUID,
            ChannelGroupTypeUID channelGroupTypeUID) {
        return maker.builders(channelGroupUID.getThingUID(), channelGroupUID.getId(), channelGroupTypeUID.toString());
    }

    @Override
    public boolean isChannelLinked(ChannelUID channelUID) {
        return !links.itemsOf(channelUID).isEmpty();
    }

    @Override
    public @Nullable Bridge getBridge(ThingUID bridgeUID) {
        return things.find(bridgeUID)instanceof Bridge bridge ? bridge : null;
    }

    private boolean arePossible(ChannelUID uid, Stream<State> states) {
        Thing thing = things.find(uid.getThingUID());
        Channel channel = thing == null ? null : thing.getChannel(uid);
        String itemType = channel == null ? null : channel.getAcceptedItemType();
        if (channel == null || itemType == null) {
            complaints.add("A state is sent to " + uid + ", which is no channel of the thing with a state");
            return false;
        }
        Optional<State> impossible = states.filter(state -> !items.canHave(itemType, state)).findFirst();
        impossible.ifPresent(state -> complaints.add("The state " + state.toFullString() + " ("
                + state.getClass().getSimpleName() + ") is sent to " + uid + ", whose item type is " + itemType));
        return impossible.isEmpty();
    }
}
