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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The channel types that openHAB itself brings along, as far as a health add-on may use them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SystemChannelTypes {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** By UID, e.g. {@code system:battery-level}. */
    static final Map<String, ChannelTypeDescription> ALL = Stream.of(
            state("battery-level", "Number", "Battery Level", "Battery", "%.0f %%", HUNDRED, true,
                    Set.of("Measurement", "Energy")),
            state("low-battery", "Switch", "Low Battery", "LowBattery", null, null, true,
                    Set.of("Alarm", "LowBattery")),
            state("signal-strength", "Number", "Signal Strength", "QualityOfService", null, BigDecimal.valueOf(4), true,
                    Set.of("Measurement", "SignalStrength")),
            state("power", "Switch", "Power", "Switch", null, null, false, Set.of("Switch", "Power")),
            state("motion", "Switch", "Motion", "Motion", null, null, true, Set.of("Status", "Motion")),
            state("location", "Location", "Location", null, "%2$s°N %3$s°E %1$sm", null, true, Set.of("Measurement")),
            state("indoor-temperature", "Number:Temperature", "Indoor Temperature", "Temperature", "%.1f %unit%", null,
                    true, Set.of("Measurement", "Temperature")),
            state("outdoor-temperature", "Number:Temperature", "Outdoor Temperature", "Temperature", "%.1f %unit%",
                    null, true, Set.of("Measurement", "Temperature")),
            trigger("trigger", "Trigger", List.of()),
            trigger("rawbutton", "Raw Button", List.of(new Option("PRESSED", "PRESSED"),
                    new Option("RELEASED", "RELEASED"))))
            .collect(Collectors.toUnmodifiableMap(ChannelTypeDescription::uid, type -> type));

    private SystemChannelTypes() {
    }

    private static ChannelTypeDescription state(String id, String itemType, String label, @Nullable String category,
            @Nullable String pattern, @Nullable BigDecimal max, boolean readOnly, Set<String> tags) {
        return new ChannelTypeDescription("system:" + id, false, itemType, null, label, null, category, tags,
                max == null ? null : BigDecimal.ZERO, max, null, pattern, readOnly, List.of(), List.of());
    }

    private static ChannelTypeDescription trigger(String id, String label, List<Option> events) {
        return new ChannelTypeDescription("system:" + id, false, null, null, label, null, null, Set.of(), null, null,
                null, null, false, events, List.of());
    }
}
