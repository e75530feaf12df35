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
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.event.Complaints;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.item.History;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.Items;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * Carries what handlers send over channels to the linked items.
 * <p>
 * openHAB silently drops what cannot arrive; here it is complained about, because it is a mistake of the add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ChannelTraffic {

    private final ThingMaker maker;
    private final Links links;
    private final Items items;
    private final History history;
    private final EventBus events;
    private final Complaints complaints;

    public ChannelTraffic(ThingMaker maker, Links links, Items items, History history, EventBus events,
            Complaints complaints) {
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

    void state(@Nullable Thing thing, ChannelUID channel, State state) {
        if (arePossible(thing, channel, Stream.of(state))) {
            itemsOf(channel).forEach(item -> items.update(item, state));
        }
    }

    void series(@Nullable Thing thing, ChannelUID channel, TimeSeries series) {
        if (series.getStates().anyMatch(entry -> entry.state() instanceof UnDefType)) {
            complaints.add("A time series with an undefined state is sent to " + channel + ", which no item takes");
        } else if (arePossible(thing, channel, series.getStates().map(TimeSeries.Entry::state))) {
            itemsOf(channel).forEach(item -> history.add(item, series));
        }
    }

    void trigger(Thing thing, ChannelUID uid, String event) {
        Channel channel = thing.getChannel(uid);
        if (channel == null || channel.getKind() != ChannelKind.TRIGGER) {
            complaints.add("The event " + event + " is sent to " + uid + ", which is no trigger channel of the thing");
            return;
        }
        ChannelType type = maker.channelType(channel);
        if (type != null && !type.options().isEmpty()
                && type.options().stream().noneMatch(option -> option.value().equals(event))) {
            complaints.add("The event " + event + " of " + uid + " is none that its channel type declares");
        }
        events.publish("openhab/channels/" + uid + "/triggered", "ChannelTriggeredEvent",
                Map.of("event", event, "channel", uid.toString()));
    }

    private boolean arePossible(@Nullable Thing thing, ChannelUID uid, Stream<State> states) {
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
