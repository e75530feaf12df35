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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelGroupType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.DeclaredChannel;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.DeclaredGroup;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Option;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ParameterType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Texts;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
import org.openhab.binding.withings.sandbox.addon.XmlElement.Schema;
import org.openhab.binding.withings.sandbox.item.ItemTypes;

/**
 * Reads and checks {@code OH-INF}. Errors by openHAB's schemas and checks, and what it would silently ignore, result in
 * a {@link SandboxException} with file and line.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AddonReader {
    private static final String SCHEMAS = "https://openhab.org/schemas/";
    private static final Pattern TEXT_KEY = Pattern.compile("@text/(\\S+)");

    private final Map<String, ThingType> thingTypes = new LinkedHashMap<>();
    private final Map<String, ChannelType> channelTypes = new LinkedHashMap<>(SystemChannelTypes.ALL);
    private final Map<String, ChannelGroupType> channelGroupTypes = new LinkedHashMap<>();
    private final Map<String, List<Parameter>> configDescriptions = new LinkedHashMap<>();
    private final Texts texts = new Texts();
    private String bindingId = "";

    private AddonReader() {
    }

    public static AddonDescription read(Map<String, byte[]> files) {
        return new AddonReader().readAll(new TreeMap<>(files));
    }

    private AddonDescription readAll(SortedMap<String, byte[]> files) {
        List<XmlElement> addons = new ArrayList<>();
        List<XmlElement> configs = new ArrayList<>();
        List<XmlElement> things = new ArrayList<>();
        files.forEach((path, content) -> {
            if (path.equals("OH-INF/addon/addon.xml")) {
                addons.add(root(path, content, "addon", "addon"));
            } else if (path.matches("OH-INF/thing/[a-z0-9-]+\\.xml")) {
                things.add(root(path, content, "thing-description", "thing-descriptions"));
            } else if (path.matches("OH-INF/config/[a-z0-9-]+\\.xml")) {
                configs.add(root(path, content, "config-description", "config-descriptions"));
            } else if (path.matches("OH-INF/i18n/[a-z]+(_[a-zA-Z_]+)?\\.properties")) {
                texts.add(path, content);
            } else {
                throw new SandboxException(path + ": openHAB reads no such file (thing and config files are named "
                        + "lower-case-hyphen.xml)");
            }
        });
        if (addons.isEmpty()) {
            throw new SandboxException("OH-INF/addon/addon.xml: missing");
        }
        readAddon(addons.get(0));
        for (XmlElement config : configs) {
            config.children().forEach(description -> configDescriptions.put(description.required("uri"),
                    parameters(description)));
        }
        things.forEach(this::readTypes);
        things.forEach(this::checkReferences);
        List.of(addons, configs, things).forEach(roots -> roots.forEach(this::checkTexts));
        return new AddonDescription(bindingId, Map.copyOf(thingTypes), Map.copyOf(channelTypes),
                Map.copyOf(channelGroupTypes), texts);
    }

    private static XmlElement root(String path, byte[] content, String schema, String tag) {
        try {
            XmlElement root = XmlElement.read(path, new ByteArrayInputStream(content));
            String nameSpace = root.name().getNamespaceURI();
            if (!root.tag().equals(tag) || !nameSpace.matches(Pattern.quote(SCHEMAS + schema) + "/v1\\.[0-9]+\\.0")) {
                throw root.error("has to be <" + tag + "> of " + SCHEMAS + schema + "/v1.0.0");
            }
            Schema.check(root);
            return root;
        } catch (IOException e) {
            throw new SandboxException(path + ": " + e.getMessage(), e);
        }
    }

    private void readAddon(XmlElement addon) {
        bindingId = addon.required("id");
        if (!"binding".equals(addon.text("type"))) {
            throw addon.error("is of the type \"" + addon.text("type") + "\"; the sandbox hosts bindings");
        }
        String connection = addon.text("connection");
        if (connection != null && !Set.of("none", "local", "hybrid", "cloud").contains(connection)) {
            throw addon.error("has the unknown connection \"" + connection + "\"");
        }
    }

    private void readTypes(XmlElement root) {
        if (!root.required("bindingId").equals(bindingId)) {
            throw root.error("has bindingId=\"" + root.required("bindingId") + "\", but the add-on's id is \""
                    + bindingId + "\"");
        }
        for (XmlElement type : root.children()) {
            String uid = bindingId + ":" + type.required("id");
            boolean isNew = switch (type.tag()) {
                case "channel-type" -> channelTypes.put(uid, channelType(uid, type)) == null;
                case "channel-group-type" -> channelGroupTypes.put(uid,
                        new ChannelGroupType(uid, channels(type))) == null;
                default -> thingTypes.put(uid, thingType(uid, type)) == null;
            };
            if (!isNew) {
                throw type.error("the id \"" + uid + "\" is there twice");
            }
        }
    }

    private ThingType thingType(String uid, XmlElement type) {
        String equipment = type.text("semantic-equipment-tag");
        if (equipment != null && !SemanticTags.EQUIPMENT.contains(equipment)) {
            throw type.error("has the unknown semantic-equipment-tag \"" + equipment + "\"");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        type.list("properties").forEach(property -> properties.put(property.required("name"), property.text()));
        return new ThingType(uid, "bridge-type".equals(type.tag()),
                distinct(type.list("supported-bridge-type-refs"), bridge -> bindingId + ":" + bridge.required("id")),
                String.valueOf(type.text("label")), type.text("description"), equipment, channels(type),
                distinct(type.list("channel-groups"), group -> new DeclaredGroup(group.required("id"),
                        bindingId + ":" + group.required("typeId"))),
                properties, configDescription(type), type.isTrue("listed", true));
    }

    private List<DeclaredChannel> channels(XmlElement owner) {
        return distinct(owner.list("channels"), channel -> new DeclaredChannel(channel.required("id"),
                channelTypeOf(channel), channel.text("label"), channel.text("description")));
    }

    private String channelTypeOf(XmlElement channel) {
        String typeId = channel.required("typeId");
        return typeId.contains(".") ? typeId.replaceFirst("\\.", ":") : bindingId + ":" + typeId;
    }

    /** Reads all elements of a list, which must have different IDs, names or values. */
    private static <T> List<T> distinct(List<XmlElement> elements, Function<XmlElement, T> reader) {
        Set<String> ids = new LinkedHashSet<>();
        List<T> read = new ArrayList<>();
        for (XmlElement element : elements) {
            String id = Stream.of("id", "name", "value").map(element::attribute).filter(Objects::nonNull).findFirst()
                    .orElseThrow();
            if (!ids.add(id)) {
                throw element.error("the id \"" + id + "\" is there twice");
            }
            read.add(reader.apply(element));
        }
        return List.copyOf(read);
    }

    private static ChannelType channelType(String uid, XmlElement type) {
        String itemType = type.text("item-type");
        String unitHint = type.child("item-type").map(element -> element.attribute("unitHint")).orElse(null);
        if (itemType != null && !ItemTypes.isKnown(itemType)) {
            throw type.error("\"" + itemType + "\" is not an item type");
        }
        String problem = itemType == null || unitHint == null ? null : ItemTypes.problemOfUnit(itemType, unitHint);
        if (problem != null) {
            throw type.error(problem);
        }
        String kind = type.text("kind");
        boolean trigger = "trigger".equals(kind);
        if (kind != null && !trigger && !"state".equals(kind)) {
            throw type.error("is of the unknown kind \"" + kind + "\"");
        }
        if (trigger == (itemType != null)) {
            throw type.error(trigger ? "is a trigger, which has no item-type" : "needs an <item-type>");
        }
        if (type.child(trigger ? "state" : "event").isPresent()) {
            throw type.error("has a <state> although it is a trigger, or an <event> although it is none");
        }
        return new ChannelType(uid, itemType, unitHint, String.valueOf(type.text("label")), type.text("description"),
                type.text("category"), tags(type),
                type.child("state").map(state -> state.attribute("pattern")).orElse(null),
                type.child(trigger ? "event" : "state").map(AddonReader::options).orElse(List.of()));
    }

    private static List<Option> options(XmlElement owner) {
        return distinct(owner.list("options"), option -> new Option(option.required("value"), option.text()));
    }

    private static Set<String> tags(XmlElement type) {
        Set<String> tags = new LinkedHashSet<>();
        int points = 0;
        for (XmlElement tag : type.list("tags")) {
            boolean point = SemanticTags.POINTS.contains(tag.text());
            if (!point && !SemanticTags.PROPERTIES.contains(tag.text())) {
                throw tag.error("is neither a semantic point nor a semantic property: \"" + tag.text() + "\"");
            }
            points += point ? 1 : 0;
            tags.add(tag.text());
        }
        if (!tags.isEmpty() && (points != 1 || tags.size() > 2)) {
            throw type.error("has to have one point and at most one property, but has " + tags);
        }
        return tags;
    }

    /** The parameters described or referred to by a thing type. */
    private List<Parameter> configDescription(XmlElement type) {
        XmlElement reference = type.child("config-description-ref").orElse(null);
        if (reference == null) {
            return type.child("config-description").map(AddonReader::parameters).orElse(List.of());
        }
        List<Parameter> parameters = configDescriptions.get(reference.required("uri"));
        if (parameters == null) {
            throw reference.error(
                    "refers to \"" + reference.required("uri") + "\", which OH-INF/config does not describe");
        }
        return parameters;
    }

    private static List<Parameter> parameters(XmlElement description) {
        return distinct(description.children().stream().filter(child -> child.tag().equals("parameter")).toList(),
                AddonReader::parameter);
    }

    private static Parameter parameter(XmlElement element) {
        ParameterType type;
        try {
            type = ParameterType.valueOf(element.required("type").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw element.error("has an unknown type; there are text, integer, decimal and boolean");
        }
        Parameter parameter = new Parameter(element.required("name"), type, element.isTrue("required", false),
                element.text("default"), element.text("label"), element.text("description"), element.text("context"),
                number(element.attribute("min")), number(element.attribute("max")), options(element),
                !"false".equals(element.text("limitToOptions")));
        String defaultValue = parameter.defaultValue();
        String problem = defaultValue == null
                ? null
                : parameter.problemOf(parameter.parse(defaultValue));
        if (problem != null) {
            throw element.error("has a default that its own rules forbid: " + problem);
        }
        return parameter;
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private void checkReferences(XmlElement element) {
        String id = element.attribute("id");
        switch (element.tag()) {
            case "channel" -> check(element, channelTypes, channelTypeOf(element));
            case "channel-group" -> check(element, channelGroupTypes, bindingId + ":" + element.required("typeId"));
            case "bridge-type-ref" -> {
                ThingType bridge = thingTypes.get(bindingId + ":" + id);
                if (bridge == null || !bridge.bridge()) {
                    throw element.error("refers to the bridge type \"" + id + "\", which does not exist");
                }
            }
            default -> element.children().forEach(this::checkReferences);
        }
    }

    private static void check(XmlElement element, Map<String, ?> types, String uid) {
        if (!types.containsKey(uid)) {
            throw element.error("is of the type \"" + uid + "\", which does not exist"
                    + (uid.startsWith("system:") ? " or the sandbox does not know" : ""));
        }
    }

    private void checkTexts(XmlElement element) {
        Matcher reference = TEXT_KEY.matcher(element.text());
        if (reference.matches() && !texts.contains(Objects.requireNonNull(reference.group(1)))) {
            throw element.error("refers to the text '" + reference.group(1) + "', which OH-INF/i18n does not have");
        }
        element.children().forEach(this::checkTexts);
    }

    /** openHAB 5.2's semantic tags that an add-on may use; of the equipment only what fits a health add-on. */
    static class SemanticTags {
        static final Set<String> POINTS = Set.of("Alarm", "Calculation", "Control", "Forecast", "Measurement",
                "Setpoint",
                "Status", "Switch");

        static final Set<String> PROPERTIES = Set.of("Airconditioning", "Airflow", "AirQuality", "AQI", "Brightness",
                "CO", "CO2", "Color", "ColorTemperature", "Current", "Duration", "Enabled", "Energy", "Frequency",
                "Gas",
                "Heating", "Humidity", "Illuminance", "Info", "Level", "Light", "LowBattery", "MediaControl", "Mode",
                "Moisture", "Motion", "Noise", "Oil", "Opening", "OpenLevel", "OpenState", "Ozone", "ParticulateMatter",
                "Pollen", "Position", "Power", "Presence", "Pressure", "Progress", "QualityOfService", "Radon", "Rain",
                "RSSI", "SignalStrength", "Smoke", "SoundVolume", "Speed", "StateOfCharge", "Tampered", "Temperature",
                "Tilt", "Timestamp", "Ultraviolet", "Ventilation", "Vibration", "VOC", "Voltage", "Water", "Wind");

        static final Set<String> EQUIPMENT = Set.of("AirQualitySensor", "Application", "Battery", "Bed",
                "ControlDevice",
                "NetworkAppliance", "OccupancySensor", "Sensor", "TemperatureSensor", "Tracker", "WebService",
                "Wellness");

        private SemanticTags() {
        }
    }

    /** The system channel types of openHAB that a health add-on may use. */
    static class SystemChannelTypes {
        /** By UID, e.g. {@code system:battery-level}. */
        static final Map<String, ChannelType> ALL = Stream
                .of(state("battery-level", "Number", "Battery Level", "Battery", "%.0f %%",
                        Set.of("Measurement", "Energy")),
                        state("low-battery", "Switch", "Low Battery", "LowBattery", null,
                                Set.of("Alarm", "LowBattery")))
                .collect(Collectors.toUnmodifiableMap(ChannelType::uid, type -> type));

        private SystemChannelTypes() {
        }

        private static ChannelType state(String id, String itemType, String label, String category,
                @Nullable String pattern, Set<String> tags) {
            return new ChannelType("system:" + id, itemType, null, label, null, category, tags, pattern, List.of());
        }
    }
}
