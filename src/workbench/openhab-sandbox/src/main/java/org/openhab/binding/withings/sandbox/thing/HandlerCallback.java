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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
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
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/**
 * The way from the handlers to the sandbox.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HandlerCallback implements ThingHandlerCallback {

    private final Things things;
    private final ThingMaker maker;
    private final Links links;
    private final ChannelTraffic channels;

    HandlerCallback(Things things, ThingMaker maker, Links links, ChannelTraffic channels) {
        this.things = things;
        this.maker = maker;
        this.links = links;
        this.channels = channels;
    }

    @Override
    public void stateUpdated(ChannelUID channelUID, State state) {
        channels.state(things.find(channelUID.getThingUID()), channelUID, state);
    }

    @Override
    public void postCommand(ChannelUID channelUID, Command command) {
        throw new UnsupportedOperationException("The sandbox takes no commands from handlers");
    }

    @Override
    public void sendTimeSeries(ChannelUID channelUID, TimeSeries timeSeries) {
        channels.series(things.find(channelUID.getThingUID()), channelUID, timeSeries);
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
        channels.trigger(thing, channelUID, event);
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
}
