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
package org.openhab.core.thing.binding.builder;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.api.thing.ThingImpl.BridgeImpl;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/** Builds a {@link Bridge}, see {@link ThingBuilder}. */
@NonNullByDefault
public class BridgeBuilder extends ThingBuilder {
    private BridgeBuilder(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        super(thingTypeUID, thingUID);
    }

    public static BridgeBuilder create(ThingTypeUID thingTypeUID, ThingUID thingUID) {
        return new BridgeBuilder(thingTypeUID, thingUID);
    }

    public static BridgeBuilder create(Bridge bridge) {
        BridgeBuilder builder = create(bridge.getThingTypeUID(), bridge.getUID());
        builder.copy(bridge);
        return builder;
    }

    @Override
    public Bridge build() {
        return populate(new BridgeImpl(thingTypeUID, thingUID));
    }
}
