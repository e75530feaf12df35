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

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/** {@code binding:type:bridge:id}, without the bridge for a thing that has none. */
@NonNullByDefault
public class ThingUID extends UID {
    public ThingUID(ThingTypeUID thingTypeUID, ThingUID bridgeUID, String id) {
        super(join(thingTypeUID, bridgeIds(bridgeUID), id));
    }

    public ThingUID(ThingTypeUID thingTypeUID, String id, String... bridgeIds) {
        super(join(thingTypeUID, List.of(bridgeIds), id));
    }

    public ThingUID(String bindingId, String thingTypeId, String id) {
        super(bindingId, thingTypeId, id);
    }

    public ThingUID(String thingUID) {
        super(thingUID);
    }

    public ThingUID(String... segments) {
        super(segments);
    }

    public String getId() {
        return getSegment(getAllSegments().size() - 1);
    }

    @Override
    protected int getMinimalNumberOfSegments() {
        return 3;
    }

    private static List<String> bridgeIds(ThingUID bridgeUID) {
        return bridgeUID.getAllSegments().subList(2, bridgeUID.getAllSegments().size());
    }

    private static List<String> join(ThingTypeUID thingTypeUID, List<String> bridgeIds, String id) {
        List<String> segments = new ArrayList<>();
        segments.add(thingTypeUID.getBindingId());
        segments.add(thingTypeUID.getId());
        segments.addAll(bridgeIds);
        segments.add(id);
        return segments;
    }
}
