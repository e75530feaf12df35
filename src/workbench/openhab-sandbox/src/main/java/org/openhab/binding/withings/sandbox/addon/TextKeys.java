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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelGroupType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.DeclaredChannel;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;

/**
 * Checks the keys of texts that openHAB finds by the name of what they belong to, such as
 * {@code channel-type.withings.weight.label}.
 *
 * @param bindingId whose texts they are
 * @param channelTypes UIDs
 * @param configDescriptions parameters by URI
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record TextKeys(String bindingId, Map<String, ThingType> thingTypes, Set<String> channelTypes,
        Map<String, ChannelGroupType> channelGroupTypes,
        Map<String, List<Parameter>> configDescriptions) {

    /** @throws SandboxException when the key is of that form and what it belongs to does not exist */
    void check(String key) {
        String[] parts = key.split("\\.");
        boolean ofParameter = key.startsWith("thing-type.config.");
        int owner = ofParameter ? 2 : 1;
        if (!Set.of("thing-type", "channel-type", "channel-group-type").contains(parts[0])
                || parts.length < owner + 3 || !parts[owner].equals(bindingId)) {
            return;
        }
        String id = parts[owner + 1];
        String uid = bindingId + ":" + id;
        String kind = parts[owner + 2];
        String name = parts.length > owner + 3 ? parts[owner + 3] : "";
        ThingType type = thingTypes.get(uid);
        ChannelGroupType group = channelGroupTypes.get(uid);
        boolean known = switch (parts[0]) {
            case "channel-type" -> channelTypes.contains(uid);
            case "channel-group-type" -> group != null
                    && (!"channel".equals(kind) || hasChannel(group.channels(), name));
            default -> ofParameter
                    ? "group".equals(kind) || hasParameter(uid, kind)
                    : type != null && (!"channel".equals(kind) || hasChannel(type.channels(), name))
                            && (!"group".equals(kind)
                                    || type.groups().stream().anyMatch(each -> each.id().equals(name)));
        };
        if (!known) {
            throw new SandboxException("OH-INF/i18n: the text '" + key + "' belongs to something that does not exist");
        }
    }

    private static boolean hasChannel(List<DeclaredChannel> channels, String id) {
        return channels.stream().anyMatch(channel -> channel.id().equals(id));
    }

    private boolean hasParameter(String thingType, String name) {
        ThingType type = thingTypes.get(thingType);
        List<Parameter> parameters = type == null
                ? configDescriptions.getOrDefault("thing-type:" + thingType, List.of())
                : type.parameters();
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
    }
}
