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
package org.openhab.binding.withings.internal.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openhab.binding.withings.internal.api.HeartRecording.AfibResult;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.WrittenDescriptions.ChannelTables;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.util.UnitUtils;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The tables in the code, the XML descriptions, the English texts and the README agree.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DescriptionsTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
    private static final Path OH_INF = MODULE.resolve("src/main/resources/OH-INF");
    private static final Path CHANNEL_GROUPS = OH_INF.resolve("thing/channel-groups.xml");
    private static final Path README = MODULE.resolve("../../README.md");
    private static final boolean WRITE = System.getProperty("withings.write-descriptions") != null;
    private static final int LONGEST_LABEL = 25;

    /** Icons of openHAB's classic set, which are used as categories. */
    private static final Set<String> CLASSIC_ICONS = Set.of("Bedroom", "Calendar", "Fire", "Flow", "Incline", "Line",
            "Moon", "Motion", "Pie", "Pressure", "SoundVolume", "Status", "Temperature", "Text", "Time", "Water",
            "Wind");

    private static final Properties TEXTS = new Properties();

    @BeforeAll
    static void readTexts() throws Exception {
        TEXTS.putAll(texts(OH_INF.resolve("i18n/withings.properties")));
        if (WRITE) {
            Files.writeString(CHANNEL_GROUPS, descriptions().channelGroups());
            Files.writeString(README, descriptions().readme(Files.readString(README)));
        }
    }

    private static Properties texts(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void channelGroupsHoldTheChannelsOfTheTablesWithTheirTexts() throws Exception {
        assertEquals(descriptions().channelGroups(), Files.readString(CHANNEL_GROUPS),
                "channel-groups.xml is out of date; -Dwithings.write-descriptions writes it");
    }

    @Test
    void readmeListsTheChannelsOfTheTables() throws Exception {
        assertEquals(descriptions().readme(Files.readString(README)), Files.readString(README),
                "the channel tables of the README are out of date; -Dwithings.write-descriptions writes them");
    }

    @Test
    void readmeListsTheConfigurationParameters() throws Exception {
        List<List<String>> rows = Files.readAllLines(README).stream().filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList()).toList();

        for (Element parameter : all("parameter")) {
            String name = "`" + parameter.getAttribute("name") + "`";
            List<String> row = rows.stream().filter(cells -> cells.get(0).equals(name)).findAny()
                    .orElseThrow(() -> new AssertionError("The README does not tell of " + name));
            String defaultValue = childText(parameter, "default");
            assertEquals(parameter.getAttribute("type"), row.get(1), name);
            assertEquals(defaultValue == null ? "" : "`" + defaultValue + "`", row.get(3), name);
            assertEquals("true".equals(parameter.getAttribute("required")) ? "yes" : "no", row.get(4), name);
            assertEquals("true".equals(childText(parameter, "advanced")) ? "yes" : "no", row.get(5), name);
        }
    }

    @Test
    void readmesExamplesUseExistingChannels() throws Exception {
        Set<String> known = new TreeSet<>();
        groupsByThing().forEach((thing, groups) -> channels(groups)
                .forEach(channel -> known.add(thing + " " + channel.channelId())));

        Matcher channels = Pattern.compile("\"withings:([a-z-]+):\\w+:\\w+:([a-z0-9#-]+)\"")
                .matcher(Files.readString(README));
        List<String> used = channels.results().map(found -> found.group(1) + " " + found.group(2)).toList();

        assertThat(used, is(not(empty())));
        assertThat(used, everyItem(is(in(known))));
    }

    @Test
    void channelTypesAreThoseOfTheCode() throws Exception {
        Set<String> known = Arrays.stream(StateType.values()).map(StateType::channelTypeId)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(known, itemTypes().keySet());
    }

    @Test
    void channelTypesHaveAnIconAndAStatePattern() throws Exception {
        for (Element type : all("channel-type")) {
            String id = type.getAttribute("id");
            String itemType = Objects.requireNonNullElse(childText(type, "item-type"), "");
            if (childText(type, "kind") == null) {
                assertThat(id, childText(type, "category"), is(in(CLASSIC_ICONS)));
            }
            if (itemType.startsWith("Number")) {
                String pattern = pattern(type);
                String hint = Objects.requireNonNull(child(type, "item-type")).getAttribute("unitHint");
                boolean withUnit = pattern.endsWith(" %unit%")
                        || !hint.isEmpty() && pattern.endsWith(" " + hint.replace("%", "%%"));
                boolean asTime = pattern.startsWith("%1$t");
                assertThat(id + " " + pattern, withUnit || asTime, is(itemType.contains(":")));
                assertThat(id, pattern, matchesPattern(asTime ? "%1\\$tH:%1\\$tM" : "%\\.[0-2]f.*"));
                if (asTime) {
                    // openHAB rounds down: 7:53 is not exact in hours (7.8833...) and would be shown as 07:52
                    assertEquals("min", hint, id);
                }
            } else if ("DateTime".equals(itemType)) {
                assertEquals("day".equals(id) ? "%1$tF" : "%1$tF %1$tR", pattern(type), id);
            }
        }
    }

    private static String pattern(Element type) {
        return Objects.requireNonNull(child(type, "state")).getAttribute("pattern");
    }

    /** An item without a unit has kilowatt-hours, which persistence stores as a binary floating-point number. */
    @Test
    void caloriesAreShownWithoutRoundingErrors() throws Exception {
        String pattern = pattern(channelType("calories"));
        double stored = Objects.requireNonNull(new QuantityType<>("1429 kcal").toUnit(Units.KILOWATT_HOUR))
                .doubleValue();

        assertEquals("1429 kcal", Objects.requireNonNull(new QuantityType<>(stored + " kWh")
                .toUnit(Objects.requireNonNull(UnitUtils.parseUnit(pattern)))).format(pattern));
    }

    /** "Add Equipment to Model" names items after the labels of the channels, without special characters. */
    @ParameterizedTest
    @MethodSource("org.openhab.binding.withings.internal.TranslationsTest#files")
    void labelsAreUniqueWithinAThing(Path file) throws Exception {
        Properties texts = texts(file);
        for (Map.Entry<String, List<String>> thing : groupsByThing().entrySet()) {
            Map<String, List<String>> channels = channels(thing.getValue()).collect(Collectors.groupingBy(
                    channel -> Normalizer.normalize(label(channel, texts), Form.NFKD).replaceAll("[^A-Za-z0-9]", "")
                            .toLowerCase(Locale.ROOT),
                    Collectors.mapping(ChannelDefinition::channelId, Collectors.toList())));

            assertThat(thing.getKey(), channels.values(), everyItem(hasSize(1)));
        }
    }

    private static String label(ChannelDefinition channel, Properties texts) {
        return Objects.requireNonNull(texts.getProperty(
                "channel-group-type.withings." + channel.group().id() + ".channel." + channel.id() + ".label"));
    }

    @Test
    void aPersonWithEveryDeviceHasAManageableNumberOfChannels() throws Exception {
        Set<String> advanced = advancedTypes();
        List<ChannelDefinition> channels = channels(Objects.requireNonNull(groupsByThing().get("person"))).toList();

        assertThat(channels, hasSize(lessThanOrEqualTo(220)));
        assertThat(channels.stream().filter(channel -> !advanced.contains(channel.type().channelTypeId())).toList(),
                hasSize(lessThanOrEqualTo(90)));
    }

    private static Stream<ChannelDefinition> channels(List<String> groups) {
        return Arrays.stream(ChannelGroup.values()).filter(group -> groups.contains(group.id()))
                .flatMap(group -> ChannelTables.channels(group).stream());
    }

    private static Map<String, List<String>> groupsByThing() throws Exception {
        return all("channel-group").stream()
                .collect(Collectors.groupingBy(
                        group -> ((Element) group.getParentNode().getParentNode()).getAttribute("id"),
                        Collectors.mapping(group -> group.getAttribute("id"), Collectors.toList())));
    }

    @Test
    void optionsAreThoseOfTheCode() throws Exception {
        assertEquals(names(SleepState.values()), options("sleep-state", "state"));
        assertEquals(names(WorkoutCategory.values()), options("workout-category", "state"));
        assertEquals(names(AfibResult.values()), options("afib-result", "state"));
        assertEquals(names(HeartChannels.RESULTS.toArray(AfibResult[]::new)), options("ecg-result", "state"));
        assertEquals(names(HeartChannels.Event.values()), options("ecg-event", "event"));
        assertEquals(names(NightEvent.Kind.values()), options("night-event", "state"));
        assertEquals(names(BedEvent.Kind.values()), options("bed-event", "event"));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }

    @Test
    void textsAreThoseOfTheXmlDescriptions() throws Exception {
        SortedMap<String, String> texts = new TreeMap<>();
        TEXTS.forEach((key, text) -> {
            if (key.toString().matches("(addon|thing-type|channel-group-type|channel-type)\\..*")) {
                texts.put(key.toString(), text.toString());
            }
        });

        assertEquals(lines(textsOfTheXml()), lines(texts));
    }

    @Test
    void labelsAreShortAndInTitleCase() throws Exception {
        Set<String> smallWords = Set.of("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the",
                "to", "with");
        for (Map.Entry<String, String> text : textsOfTheXml().entrySet()) {
            String label = text.getValue();
            if (text.getKey().endsWith(".label")) {
                assertThat(text.getKey() + " = " + label, label.length(), is(lessThanOrEqualTo(LONGEST_LABEL)));
                for (String word : label.split("[ -]")) {
                    assertThat(text.getKey() + " = " + label,
                            smallWords.contains(word) || Character.isUpperCase(word.charAt(0)), is(true));
                }
            }
        }
    }

    private static WrittenDescriptions descriptions() throws Exception {
        return new WrittenDescriptions(TEXTS, itemTypes(), advancedTypes());
    }

    private static Set<String> advancedTypes() throws Exception {
        return all("channel-type").stream().filter(type -> "true".equals(type.getAttribute("advanced")))
                .map(type -> type.getAttribute("id")).collect(Collectors.toSet());
    }

    private static SortedMap<String, String> itemTypes() throws Exception {
        SortedMap<String, String> types = new TreeMap<>(
                Map.of("system.battery-level", "Number", "system.low-battery", "Switch"));
        for (Element type : all("channel-type")) {
            String itemType = childText(type, "item-type");
            types.put(type.getAttribute("id"), Objects.requireNonNullElse(itemType, childText(type, "kind")));
        }
        return types;
    }

    private static SortedMap<String, String> textsOfTheXml() throws Exception {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Element addon : documents()) {
            if ("addon:addon".equals(addon.getTagName())) {
                texts.put("addon.withings.name", Objects.requireNonNull(childText(addon, "name")));
                texts.put("addon.withings.description", Objects.requireNonNull(childText(addon, "description")));
            }
        }
        for (Element type : Stream.concat(all("thing-type").stream(), all("bridge-type").stream()).toList()) {
            putTexts(texts, "thing-type.withings." + type.getAttribute("id"), type);
        }
        for (Element config : all("config-description")) {
            Element type = (Element) config.getParentNode();
            String key = config.hasAttribute("uri")
                    ? config.getAttribute("uri").replace("thing-type:", "").replace(':', '.')
                    : "withings." + type.getAttribute("id");
            for (Element child : children(config)) {
                String kind = "parameter-group".equals(child.getTagName()) ? ".group." : ".";
                String childKey = "thing-type.config." + key + kind + child.getAttribute("name");
                putTexts(texts, childKey, child);
                putOptions(texts, childKey + ".option.", child);
            }
        }
        for (Element group : all("channel-group-type")) {
            String key = "channel-group-type.withings." + group.getAttribute("id");
            putTexts(texts, key, group);
            for (Element channel : children(Objects.requireNonNull(child(group, "channels")))) {
                putTexts(texts, key + ".channel." + channel.getAttribute("id"), channel);
            }
        }
        for (Element type : all("channel-type")) {
            String key = "channel-type.withings." + type.getAttribute("id");
            putTexts(texts, key, type);
            for (String kind : List.of("state", "event")) {
                Element parent = child(type, kind);
                if (parent != null) {
                    putOptions(texts, key + "." + kind + ".option.", parent);
                }
            }
        }
        return texts;
    }

    private static void putTexts(Map<String, String> texts, String key, Element element) {
        for (String name : List.of("label", "description")) {
            String text = childText(element, name);
            if (text == null) {
                fail(key + " has no " + name);
            } else {
                texts.put(key + "." + name, text);
            }
        }
    }

    private static void putOptions(Map<String, String> texts, String key, Element parent) {
        Element options = child(parent, "options");
        if (options != null) {
            children(options).forEach(option -> texts.put(key + option.getAttribute("value"), option.getTextContent()));
        }
    }

    private static Set<String> options(String channelType, String kind) throws Exception {
        Element parent = Objects.requireNonNull(child(channelType(channelType), kind));
        return children(Objects.requireNonNull(child(parent, "options"))).stream()
                .map(option -> option.getAttribute("value")).collect(Collectors.toSet());
    }

    private static Element channelType(String id) throws Exception {
        return all("channel-type").stream().filter(type -> id.equals(type.getAttribute("id"))).findAny().orElseThrow();
    }

    private static String lines(Map<String, String> texts) {
        return texts.entrySet().stream().map(text -> text.getKey() + " = " + text.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static List<Element> all(String name) throws Exception {
        List<Element> elements = new ArrayList<>();
        for (Element document : documents()) {
            var found = document.getElementsByTagName(name);
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element) found.item(i));
            }
        }
        return elements;
    }

    private static Collection<Element> documents() throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        List<Element> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(OH_INF)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".xml"))
                    .sorted().toList()) {
                documents.add(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
            }
        }
        return documents;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static @Nullable Element child(Element parent, String name) {
        return children(parent).stream().filter(element -> name.equals(element.getTagName())).findFirst().orElse(null);
    }

    private static @Nullable String childText(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : child.getTextContent().strip().replaceAll("\\s+", " ");
    }
}
