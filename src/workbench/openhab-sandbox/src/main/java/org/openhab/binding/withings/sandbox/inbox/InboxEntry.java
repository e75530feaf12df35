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
package org.openhab.binding.withings.sandbox.inbox;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.thing.ThingUID;

/**
 * A discovered thing; the names of the components are those of openHAB's REST answer.
 *
 * @param flag {@code NEW}, or {@code IGNORED} when there is a thing with the same representation
 * @param found milliseconds since 1970 at which the add-on made the result, on the real clock
 * @param source the class of the discovery service
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record InboxEntry(String thingUID, String thingTypeUID, @Nullable String bridgeUID, String label,
        Map<String, Object> properties, @Nullable String representationProperty, String flag, long found,
        String source) {

    static final String NEW = "NEW";
    static final String IGNORED = "IGNORED";

    static InboxEntry of(DiscoveryResult result, String flag, String source) {
        ThingUID bridge = result.getBridgeUID();
        return new InboxEntry(result.getThingUID().toString(), result.getThingTypeUID().toString(),
                bridge == null ? null : bridge.toString(), result.getLabel(), new TreeMap<>(result.getProperties()),
                result.getRepresentationProperty(), flag, result.getCreationTime().toEpochMilli(), source);
    }

    InboxEntry withFlag(String newFlag) {
        return new InboxEntry(thingUID, thingTypeUID, bridgeUID, label, properties, representationProperty, newFlag,
                found, source);
    }
}
