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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.item.ItemTypes;

/**
 * Reads and checks {@code OH-INF} of an add-on. What openHAB's schemas forbid, what openHAB would silently ignore at
 * run time (a channel of a type that does not exist), and what openHAB's checks of add-ons call an error (labels longer
 * than 25 characters, ids that are not lower-case-hyphen) ends in a {@link SandboxException} that names file and line.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AddonReader {

    private static final String SCHEMAS = "https://openhab.org/schemas/";
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern TEXT_KEY = Pattern.compile("@text/(\\S+)");

    private final Map<String, ThingTypeDescription> thingTypes = new LinkedHashMap<>();
    private final Map<String, ChannelTypeDescription> channelTypes = new LinkedHashMap<>(SystemChannelTypes.ALL);
    private final Map<String, ChannelGroupTypeDescription> channelGroupTypes = new LinkedHashMap<>();
    private final Map<String, List<ParameterDescription>> configDescriptions = new LinkedHashMap<>();
    private final Map<String, XmlElement> origins = new LinkedHashMap<>();
    private final Texts texts = new Texts();

    private String bindingId = "";

    private AddonReader() {
    }

    /**
     * @param files content by path, all of {@code OH-INF}
     * @throws SandboxException when something is wrong
     */
    public static AddonDescription read(Map<String, byte[]> files) {
        return new AddonReader().readAll(new TreeMap<>(files));
    }

    private AddonDescription readAll(SortedMap<String, byte[]> files) {
        SortedMap<String, XmlElement> things = new TreeMap<>();
        List<XmlElement> configs = new ArrayList<>();
        List<XmlElement> updates = new ArrayList<>();
        XmlElement addon = null;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = file.getKey();
            if (path.matches("OH-INF/addon/[^/]+\\.xml")) {
                if (addon != null) {
                    throw new SandboxException(
                            path + ": an add-on describes itself in one file, OH-INF/addon/addon.xml");
                }
                addon = root(path, file.getValue(), "addon", "addon");
            } else if (path.matches("OH-INF/thing/[a-z0-9-]+\\.xml")) {
                things.put(path, root(path, file.getValue(), "thing-description", "thing-descriptions"));
            } else if (path.matches("OH-INF/config/[a-z0-9-]+\\.xml")) {
                configs.add(root(path, file.getValue(), "config-description", "config-descriptions"));
            } else if (path.startsWith("OH-INF/i18n/")) {
                texts.add(path, file.getValue());
            } else if (path.matches("OH-INF/update/[a-z0-9-]+\\.xml")) {
                updates.add(root(path, file.getValue(), "update-description", "update-descriptions"));
            } else {
                throw new SandboxException(path + ": openHAB reads no such file (thing and config files are named "
                        + "lower-case-hyphen.xml)");
            }
        }
        if (addon == null) {
            throw new SandboxException("OH-INF/addon/addon.xml: missing");
        }
        origins.put("addon", addon);
        configs.forEach(this::readConfigDescriptions);
        String[] nameAndDescription = readAddon(new ElementReader(addon));
        things.values().forEach(this::readThingDescriptions);
        checkReferences();
        checkTexts();
        Map<String, List<UpdateInstruction>> instructions = new LinkedHashMap<>();
        UpdateReader updateReader = new UpdateReader(thingTypes, channelTypes.keySet());
        updates.forEach(update -> updateReader.read(update, instructions));
        return new AddonDescription(bindingId, nameAndDescription[0], nameAndDescription[1], Map.copyOf(thingTypes),
                Map.copyOf(channelTypes), Map.copyOf(channelGroupTypes), Map.copyOf(instructions), texts);
    }

    private static XmlElement root(String path, byte[] content, String schema, String tag) {
        try {
            XmlElement root = XmlElement.read(path, new ByteArrayInputStream(content));
            String nameSpace = root.name().getNamespaceURI();
            if (!root.tag().equals(tag) || !nameSpace.matches(Pattern.quote(SCHEMAS + schema) + "/v1\\.[0-9]+\\.0")) {
                throw root.error("has to be <" + tag + "> of " + SCHEMAS + schema + "/v1.0.0");
            }
            return root;
        } catch (IOException e) {
            throw new SandboxException(path + ": " + e.getMessage(), e);
        }
    }

    private String[] readAddon(ElementReader addon) {
        bindingId = addon.requiredId("id");
        String type = addon.requiredText("type");
        if (!"binding".equals(type)) {
            throw addon.error("is of the type \"" + type + "\"; the sandbox hosts bindings");
        }
        String name = addon.requiredText("name");
        String description = addon.requiredText("description");
        addon.optionalText("keywords");
        String connection = addon.optionalText("connection");
        if (connection != null && !Set.of("none", "local", "hybrid", "cloud").contains(connection)) {
            throw addon.error("has the unknown connection \"" + connection + "\"");
        }
        String countries = addon.optionalText("countries");
        if (countries != null && !countries.matches("[a-z]{2}(,[a-z]{2})*")) {
            throw addon.error("has countries that are not two lower-case letters each: \"" + countries + "\"");
        }
        addon.optionalText("service-id");
        configDescription(addon);
        addon.optional("discovery-methods");
        addon.end();
        return new String[]{ name, description };
    }

    private void readConfigDescriptions(XmlElement root) {
        ElementReader reader = new ElementReader(root);
        reader.attribute("schemaLocation");
        for (XmlElement description : reader.oneOrMore("config-description")) {
            ElementReader content = new ElementReader(description);
            String uri = content.requiredAttribute("uri");
            if (configDescriptions.put(uri, ParameterReader.read(content)) != null) {
                throw description.error("uri \"" + uri + "\" is there twice");
            }
        }
        reader.end();
    }

    private void readThingDescriptions(XmlElement root) {
        ElementReader reader = new ElementReader(root);
        String id = reader.requiredAttribute("bindingId");
        if (!id.equals(bindingId)) {
            throw root.error("has bindingId=\"" + id + "\", but the add-on's id is \"" + bindingId + "\"");
        }
        if (root.children().isEmpty()) {
            throw root.error("is empty");
        }
        for (XmlElement child : root.children()) {
            ElementReader content = new ElementReader(child);
            String uid = bindingId + ":" + content.requiredId("id");
            boolean isNew = switch (child.tag()) {
                case "thing-type" -> thingTypes.put(uid, thingType(uid, false, content)) == null;
                case "bridge-type" -> thingTypes.put(uid, thingType(uid, true, content)) == null;
                case "channel-type" -> channelTypes.put(uid, channelType(uid, content)) == null;
                case "channel-group-type" -> channelGroupTypes.put(uid, channelGroupType(uid, content)) == null;
                default -> throw child.error("is not known in <thing-descriptions>");
            };
            if (!isNew) {
                throw child.error("the id \"" + uid + "\" is there twice");
            }
            origins.put(child.tag() + " " + uid, child);
        }
    }

    private ThingTypeDescription thingType(String uid, boolean bridge, ElementReader type) {
        boolean listed = type.booleanAttribute("listed", true);
        type.attribute("extensible");
        List<String> bridges = new ArrayList<>();
        XmlElement supported = type.optional("supported-bridge-type-refs");
        if (supported != null) {
            ElementReader references = new ElementReader(supported);
            for (XmlElement reference : references.oneOrMore("bridge-type-ref")) {
                ElementReader content = new ElementReader(reference);
                String owner = content.attribute("bindingId");
                bridges.add((owner == null ? bindingId : owner) + ":" + content.requiredId("id"));
                content.end();
            }
            references.end();
        }
        String label = type.requiredLabel();
        String description = type.optionalText("description");
        String category = type.optionalText("category");
        String equipment = type.optionalText("semantic-equipment-tag");
        if (equipment != null && !SemanticTags.EQUIPMENT.contains(equipment)) {
            throw type.error("has the unknown semantic-equipment-tag \"" + equipment + "\"");
        }
        List<ChannelDescription> channels = channels(type.optional("channels"));
        List<ChannelGroupDescription> groups = channels.isEmpty() ? groups(type.optional("channel-groups")) : List.of();
        Map<String, String> properties = properties(type.optional("properties"));
        String representation = type.optionalText("representation-property");
        List<ParameterDescription> parameters = configDescription(type);
        type.end();
        return new ThingTypeDescription(uid, bridge, List.copyOf(bridges), label, description, category, equipment,
                channels, groups, properties, representation, parameters, listed);
    }

    private ChannelTypeDescription channelType(String uid, ElementReader type) {
        boolean advanced = type.booleanAttribute("advanced", false);
        type.booleanAttribute("system", false);
        XmlElement itemTypeElement = type.optional("item-type");
        String itemType = null;
        String unitHint = null;
        if (itemTypeElement != null) {
            ElementReader content = new ElementReader(itemTypeElement);
            unitHint = content.attribute("unitHint");
            content.end();
            itemType = itemTypeElement.text();
            if (!ItemTypes.isKnown(itemType)) {
                throw itemTypeElement.error("is not an item type: \"" + itemType + "\"");
            }
            if (unitHint != null) {
                String problem = ItemTypes.problemOfUnit(itemType, unitHint);
                if (problem != null) {
                    throw itemTypeElement.error(problem);
                }
            }
        }
        String kind = type.optionalText("kind");
        boolean trigger = "trigger".equalsIgnoreCase(kind);
        if (kind != null && !trigger && !"state".equalsIgnoreCase(kind)) {
            throw type.error("is of the unknown kind \"" + kind + "\"");
        }
        if (trigger == (itemType != null)) {
            throw type.error(trigger ? "is a trigger, which has no item-type" : "needs an <item-type>");
        }
        String label = type.requiredLabel();
        String description = type.optionalText("description");
        String category = type.optionalText("category");
        Set<String> tags = tags(type.optional("tags"));
        ElementReader state = readerOf(type.optional("state"));
        List<Option> options = List.of();
        BigDecimal min = null;
        BigDecimal max = null;
        BigDecimal step = null;
        String pattern = null;
        boolean readOnly = false;
        if (state != null) {
            if (trigger) {
                throw state.error("belongs to a channel with an item, not to a trigger");
            }
            min = state.decimalAttribute("min");
            max = state.decimalAttribute("max");
            step = state.decimalAttribute("step");
            pattern = state.attribute("pattern");
            readOnly = state.booleanAttribute("readOnly", false);
            options = ElementReader.options(state.optional("options"));
            state.end();
        }
        ElementReader command = readerOf(type.optional("command"));
        if (command != null) {
            ElementReader.options(command.optional("options"));
            command.end();
        }
        ElementReader event = readerOf(type.optional("event"));
        if (event != null) {
            if (!trigger) {
                throw event.error("belongs to a trigger channel");
            }
            options = ElementReader.options(event.optional("options"));
            event.end();
        }
        autoUpdatePolicy(type);
        List<ParameterDescription> parameters = configDescription(type);
        type.end();
        return new ChannelTypeDescription(uid, advanced, itemType, unitHint, label, description, category, tags, min,
                max, step, pattern, readOnly, options, parameters);
    }

    private ChannelGroupTypeDescription channelGroupType(String uid, ElementReader type) {
        String label = type.requiredLabel();
        String description = type.optionalText("description");
        type.optionalText("category");
        List<ChannelDescription> channels = channels(type.optional("channels"));
        type.end();
        return new ChannelGroupTypeDescription(uid, label, description, channels);
    }

    private List<ChannelDescription> channels(@Nullable XmlElement element) {
        if (element == null) {
            return List.of();
        }
        List<ChannelDescription> channels = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        ElementReader reader = new ElementReader(element);
        for (XmlElement channel : reader.oneOrMore("channel")) {
            ElementReader content = new ElementReader(channel);
            String id = content.requiredId("id");
            String typeId = content.requiredAttribute("typeId");
            String uid = typeId.contains(".") ? typeId.replaceFirst("\\.", ":") : bindingId + ":" + typeId;
            XmlElement label = content.optional("label");
            String labelText = label == null ? null : ElementReader.label(label);
            String description = content.optionalText("description");
            Map<String, String> properties = properties(content.optional("properties"));
            autoUpdatePolicy(content);
            content.end();
            if (!ids.add(id)) {
                throw channel.error("the id \"" + id + "\" is there twice");
            }
            origins.put("channel of type " + uid, channel);
            channels.add(new ChannelDescription(id, uid, labelText, description, properties));
        }
        reader.end();
        return List.copyOf(channels);
    }

    private List<ChannelGroupDescription> groups(@Nullable XmlElement element) {
        if (element == null) {
            return List.of();
        }
        List<ChannelGroupDescription> groups = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        ElementReader reader = new ElementReader(element);
        for (XmlElement group : reader.oneOrMore("channel-group")) {
            ElementReader content = new ElementReader(group);
            String id = content.requiredId("id");
            String uid = bindingId + ":" + content.requiredId("typeId");
            XmlElement label = content.optional("label");
            String labelText = label == null ? null : ElementReader.label(label);
            String description = content.optionalText("description");
            content.end();
            if (!ids.add(id)) {
                throw group.error("the id \"" + id + "\" is there twice");
            }
            origins.put("group of type " + uid, group);
            groups.add(new ChannelGroupDescription(id, uid, labelText, description));
        }
        reader.end();
        return List.copyOf(groups);
    }

    private static void autoUpdatePolicy(ElementReader reader) {
        String policy = reader.optionalText("autoUpdatePolicy");
        if (policy != null && !Set.of("veto", "default", "recommend").contains(policy)) {
            throw reader.error("has the unknown autoUpdatePolicy \"" + policy + "\"");
        }
    }

    static Set<String> tags(@Nullable XmlElement element) {
        if (element == null) {
            return Set.of();
        }
        ElementReader reader = new ElementReader(element);
        Set<String> tags = new LinkedHashSet<>();
        int points = 0;
        for (XmlElement tag : reader.oneOrMore("tag")) {
            String name = ElementReader.text(tag);
            boolean point = SemanticTags.POINTS.contains(name);
            if (!point && !SemanticTags.PROPERTIES.contains(name)) {
                throw tag.error("is neither a semantic point nor a semantic property: \"" + name + "\"");
            }
            points += point ? 1 : 0;
            if (!tags.add(name)) {
                throw tag.error("\"" + name + "\" is there twice");
            }
        }
        reader.end();
        if (points != 1 || tags.size() > 2) {
            throw element.error("has to have one point and at most one property, but has " + tags);
        }
        return Set.copyOf(tags);
    }

    private static Map<String, String> properties(@Nullable XmlElement element) {
        if (element == null) {
            return Map.of();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        ElementReader reader = new ElementReader(element);
        for (XmlElement property : reader.oneOrMore("property")) {
            ElementReader content = new ElementReader(property);
            String name = content.requiredAttribute("name");
            content.end();
            if (!CAMEL_CASE.matcher(name).matches()) {
                throw property.error("the name \"" + name + "\" is not camelCase");
            }
            properties.put(name, property.text());
        }
        reader.end();
        return Map.copyOf(properties);
    }

    /** The parameters described inside of an element or referred to by it. */
    private List<ParameterDescription> configDescription(ElementReader owner) {
        XmlElement description = owner.optional("config-description");
        if (description != null) {
            ElementReader content = new ElementReader(description);
            content.attribute("uri");
            return ParameterReader.read(content);
        }
        XmlElement reference = owner.optional("config-description-ref");
        if (reference == null) {
            return List.of();
        }
        ElementReader content = new ElementReader(reference);
        String uri = content.requiredAttribute("uri");
        content.end();
        List<ParameterDescription> parameters = configDescriptions.get(uri);
        if (parameters == null) {
            throw reference.error("refers to \"" + uri + "\", which OH-INF/config does not describe");
        }
        return parameters;
    }

    @Nullable
    private static ElementReader readerOf(@Nullable XmlElement element) {
        return element == null ? null : new ElementReader(element);
    }

    private void checkReferences() {
        for (ThingTypeDescription type : thingTypes.values()) {
            XmlElement origin = origins.getOrDefault("thing-type " + type.uid(),
                    origins.get("bridge-type " + type.uid()));
            for (String bridge : type.supportedBridges()) {
                ThingTypeDescription target = thingTypes.get(bridge);
                if (target == null || !target.bridge()) {
                    throw origin.error("refers to the bridge type \"" + bridge + "\", which does not exist");
                }
            }
            type.channels().forEach(this::checkChannel);
            for (ChannelGroupDescription group : type.groups()) {
                if (!channelGroupTypes.containsKey(group.typeUID())) {
                    throw origins.get("group of type " + group.typeUID()).error(
                            "is of the channel group type \"" + group.typeUID() + "\", which does not exist");
                }
            }
        }
        channelGroupTypes.values().forEach(group -> group.channels().forEach(this::checkChannel));
    }

    private void checkChannel(ChannelDescription channel) {
        if (!channelTypes.containsKey(channel.typeUID())) {
            throw origins.get("channel of type " + channel.typeUID())
                    .error("is of the channel type \"" + channel.typeUID() + "\", which does not exist"
                            + (channel.typeUID().startsWith("system:") ? " or the sandbox does not know" : ""));
        }
    }

    private void checkTexts() {
        for (XmlElement origin : origins.values()) {
            checkTexts(origin);
        }
        TextKeys keys = new TextKeys(bindingId, thingTypes, channelTypes.keySet(), channelGroupTypes,
                configDescriptions);
        texts.keys().forEach(keys::check);
        if (!texts.strayKeys().isEmpty()) {
            throw new SandboxException("OH-INF/i18n: translated, but missing in the default language: "
                    + texts.strayKeys());
        }
    }

    private void checkTexts(XmlElement element) {
        var reference = TEXT_KEY.matcher(element.text());
        if (reference.matches() && !texts.contains(reference.group(1))) {
            throw element.error("refers to the text '" + reference.group(1) + "', which OH-INF/i18n does not have");
        }
        element.children().forEach(this::checkTexts);
    }
}
