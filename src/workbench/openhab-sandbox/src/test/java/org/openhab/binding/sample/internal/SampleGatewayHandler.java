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
package org.openhab.binding.sample.internal;

import java.util.Collection;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.Command;

/**
 * A bridge that does what it is ordered to.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SampleGatewayHandler extends BaseBridgeHandler {

    public SampleGatewayHandler(Bridge bridge) {
        super(bridge);
    }

    @Override
    public void initialize() {
        updateStatus(ThingStatus.UNKNOWN);
        scheduler.execute(() -> updateStatus(ThingStatus.ONLINE));
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(SampleDiscovery.class);
    }

    @Override
    public void childHandlerInitialized(ThingHandler childHandler, Thing childThing) {
        updateProperty("child" + childThing.getUID().getId(), "initialized");
    }

    @Override
    public void childHandlerDisposed(ThingHandler childHandler, Thing childThing) {
        updateProperty("child" + childThing.getUID().getId(), "disposed");
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        switch (command.toString()) {
            case "offline" -> updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "no answer");
            case "online" -> updateStatus(ThingStatus.ONLINE);
            default -> {
                // REFRESH when the channel is linked
            }
        }
    }
}
