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
package org.openhab.binding.withings.sandbox.addon;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Everything an add-on declares in {@code OH-INF}.
 *
 * @param id the binding's id, e.g. {@code withings}
 * @param thingTypes by UID
 * @param channelTypes by UID, openHAB's own {@code system} types included
 * @param channelGroupTypes by UID
 * @param updates what to do with things that were made with an earlier version, by the UID of the thing type
 * @param texts translations
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record AddonDescription(String id, String name, String description,
        Map<String, ThingTypeDescription> thingTypes, Map<String, ChannelTypeDescription> channelTypes,
        Map<String, ChannelGroupTypeDescription> channelGroupTypes, Map<String, List<UpdateInstruction>> updates,
        Texts texts) {

    /** @throws NullPointerException when there is no such type; references inside an add-on have been checked */
    public ChannelTypeDescription channelType(String uid) {
        ChannelTypeDescription type = findChannelType(uid);
        if (type == null) {
            throw new NullPointerException("no channel type " + uid);
        }
        return type;
    }

    @Nullable
    public ChannelTypeDescription findChannelType(String uid) {
        return channelTypes.get(uid);
    }
}
