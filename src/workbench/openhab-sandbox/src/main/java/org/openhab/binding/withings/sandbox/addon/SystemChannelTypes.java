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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;

/**
 * The channel types that openHAB itself brings along, as far as a health add-on may use them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SystemChannelTypes {

    /** By UID, e.g. {@code system:battery-level}. */
    static final Map<String, ChannelType> ALL = Stream
            .of(state("battery-level", "Number", "Battery Level", "Battery", "%.0f %%",
                    Set.of("Measurement", "Energy")),
                    state("low-battery", "Switch", "Low Battery", "LowBattery", null, Set.of("Alarm", "LowBattery")))
            .collect(Collectors.toUnmodifiableMap(ChannelType::uid, type -> type));

    private SystemChannelTypes() {
    }

    private static ChannelType state(String id, String itemType, String label, String category,
            @Nullable String pattern, Set<String> tags) {
        return new ChannelType("system:" + id, itemType, null, label, null, category, tags, pattern, List.of());
    }
}
