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
package org.openhab.core.thing;

import org.eclipse.jdt.annotation.NonNullByDefault;

/** The UID of a channel group: thing UID and group ID. */
@NonNullByDefault
public class ChannelGroupUID extends UID {
    public ChannelGroupUID(ThingUID thingUID, String id) {
        super(thingUID.getAsString() + SEPARATOR + id);
    }

    public String getId() {
        return getSegment(getAllSegments().size() - 1);
    }

    @Override
    protected int getMinimalNumberOfSegments() {
        return 4;
    }

    public ThingUID getThingUID() {
        return new ThingUID(getAllSegments().subList(0, getAllSegments().size() - 1).toArray(String[]::new));
    }
}
