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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.UpdateInstruction.Kind;

/**
 * Reads and checks {@code OH-INF/update}: what openHAB's schema forbids, and what openHAB would find out only when it
 * updates somebody's thing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UpdateReader {

    /** The property that tells for which version of its type a thing was made. */
    static final String VERSION = "thingTypeVersion";

    private final Map<String, ThingTypeDescription> thingTypes;
    private final Set<String> channelTypes;

    UpdateReader(Map<String, ThingTypeDescription> thingTypes, Set<String> channelTypes) {
        this.thingTypes = thingTypes;
        this.channelTypes = channelTypes;
    }

    /**
     * @param updates takes the instructions by the UID of the thing type, in the order to carry them out
     */
    void read(XmlElement root, Map<String, List<UpdateInstruction>> updates) {
        ElementReader reader = new ElementReader(root);
        reader.attribute("schemaLocation");
        for (XmlElement thingType : reader.oneOrMore("thing-type")) {
            ElementReader content = new ElementReader(thingType);
            String uid = content.requiredAttribute("uid");
            ThingTypeDescription type = thingTypes.get(uid);
            if (type == null) {
                throw thingType.error("is about the thing type \"" + uid + "\", which does not exist");
            }
            List<UpdateInstruction> instructions = new ArrayList<>();
            int version = 0;
            for (XmlElement set : content.oneOrMore("instruction-set")) {
                version = instructionSet(set, version, type, instructions);
            }
            content.end();
            if (!Integer.toString(version).equals(type.properties().get(VERSION))) {
                throw thingType
                        .error("leads to version " + version + ", but new things do not have it as their property "
                                + VERSION + ", so they would be updated as well");
            }
            if (updates.put(uid, List.copyOf(instructions)) != null) {
                throw thingType.error("is there twice, openHAB takes the instructions of one only");
            }
        }
        reader.end();
    }

    private int instructionSet(XmlElement set, int versionBefore, ThingTypeDescription type,
            List<UpdateInstruction> instructions) {
        ElementReader reader = new ElementReader(set);
        String target = reader.requiredAttribute("targetVersion");
        int version = target.matches("[0-9]{1,6}") ? Integer.parseInt(target) : 0;
        if (version <= versionBefore) {
            throw set.error("has targetVersion=\"" + target + "\", which is not a number above " + versionBefore);
        }
        int count = 0;
        for (XmlElement next = next(reader); next != null; next = next(reader)) {
            instructions.add(instruction(next, version, type));
            count++;
        }
        if (count == 0) {
            throw set.error("is empty");
        }
        reader.end();
        return version;
    }

    private static @Nullable XmlElement next(ElementReader reader) {
        return Stream.of(Kind.values()).map(UpdateReader::tag).map(reader::optional).filter(child -> child != null)
                .findFirst().orElse(null);
    }

    private static String tag(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "-channel";
    }

    private UpdateInstruction instruction(XmlElement element, int version, ThingTypeDescription type) {
        Kind kind = Stream.of(Kind.values()).filter(candidate -> tag(candidate).equals(element.tag())).findFirst()
                .orElseThrow();
        ElementReader content = new ElementReader(element);
        String id = content.requiredId("id");
        String groups = content.attribute("groupIds");
        List<String> channels = groups == null
                ? List.of(id)
                : Stream.of(groups.split(",")).map(group -> group + "#" + id).toList();
        if (groups != null && kind != Kind.REMOVE) {
            Stream.of(groups.split(",")).filter(group -> type.groups().stream().noneMatch(g -> g.id().equals(group)))
                    .findFirst().ifPresent(group -> {
                        throw element
                                .error("is about the group \"" + group + "\", which " + type.uid() + " does not have");
                    });
        }
        if (kind == Kind.REMOVE) {
            content.end();
            return new UpdateInstruction(kind, version, channels, null, null, null, Set.of());
        }
        if (kind == Kind.UPDATE) {
            content.booleanAttribute("preserveConfiguration", true);
        }
        String typeUID = content.requiredText("type");
        if (!channelTypes.contains(typeUID)) {
            throw element.error("names the channel type \"" + typeUID + "\", which does not exist");
        }
        XmlElement label = content.optional("label");
        String labelText = label == null ? null : ElementReader.label(label);
        String description = content.optionalText("description");
        Set<String> tags = AddonReader.tags(content.optional("tags"));
        content.end();
        return new UpdateInstruction(kind, version, channels, typeUID, labelText, description, tags);
    }
}
