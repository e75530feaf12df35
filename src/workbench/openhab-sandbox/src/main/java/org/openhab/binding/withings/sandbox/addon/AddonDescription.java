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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Everything an add-on declares in {@code OH-INF}.
 *
 * @param id the binding's id, e.g. {@code withings}
 * @param thingTypes by UID
 * @param channelTypes by UID, openHAB's own {@code system} types included
 * @param channelGroupTypes by UID
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record AddonDescription(String id, Map<String, ThingType> thingTypes, Map<String, ChannelType> channelTypes,
        Map<String, ChannelGroupType> channelGroupTypes, Texts texts) {

    /**
     * A kind of thing or bridge.
     *
     * @param uid e.g. {@code withings:person}
     * @param supportedBridges the bridge types it may stand under, e.g. {@code withings:account}
     * @param channels channels outside of groups; empty when there are groups
     * @param listed whether a user interface offers it to be added by hand
     */
    public record ThingType(String uid, boolean bridge, List<String> supportedBridges, String label,
            @Nullable String description, @Nullable String semanticEquipmentTag, List<DeclaredChannel> channels,
            List<DeclaredGroup> groups, Map<String, String> properties, List<Parameter> parameters, boolean listed) {}

    /**
     * A kind of channel.
     *
     * @param uid e.g. {@code withings:weight}
     * @param itemType e.g. {@code Number:Mass}; null for a trigger channel
     * @param unitHint the unit of an item made for such a channel
     * @param tags semantic tags
     * @param pattern how the state is to be shown
     * @param options the values of a state, or the events of a trigger channel
     */
    public record ChannelType(String uid, @Nullable String itemType, @Nullable String unitHint, String label,
            @Nullable String description, @Nullable String category, Set<String> tags, @Nullable String pattern,
            List<Option> options) {

        public boolean isTrigger() {
            return itemType == null;
        }
    }

    /**
     * A group of channels that belong together.
     *
     * @param uid e.g. {@code withings:body}
     */
    public record ChannelGroupType(String uid, List<DeclaredChannel> channels) {}

    /**
     * A channel of a thing type or of a channel group type.
     *
     * @param id lower-case-hyphen, without the group
     * @param typeUID its channel type, e.g. {@code withings:weight} or {@code system:battery-level}
     * @param label instead of the channel type's
     */
    public record DeclaredChannel(String id, String typeUID, @Nullable String label, @Nullable String description) {}

    /**
     * A channel group of a thing type.
     *
     * @param typeUID its channel group type, e.g. {@code withings:body}
     */
    public record DeclaredGroup(String id, String typeUID) {}

    /** A value to choose, of a parameter, a state or an event, with the label that people see. */
    public record Option(String value, String label) {}

    /**
     * One parameter of a configuration.
     *
     * @param defaultValue used when nothing was entered, as written in the XML
     * @param min smallest number, or shortest text
     * @param max largest number, or longest text
     * @param context hint for a user interface, e.g. {@code password}
     * @param limitToOptions whether only the listed options are allowed (openHAB's default is yes)
     */
    public record Parameter(String name, ParameterType type, boolean required, @Nullable String defaultValue,
            @Nullable String label, @Nullable String description, @Nullable String context, @Nullable BigDecimal min,
            @Nullable BigDecimal max, List<Option> options, boolean limitToOptions) {

        public String shownLabel() {
            return label == null ? name : label;
        }
    }

    /** What values a configuration parameter takes. */
    public enum ParameterType {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }
}
