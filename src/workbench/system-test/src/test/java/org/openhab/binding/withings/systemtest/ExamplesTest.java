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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.sandbox.text.TextFiles.ItemEntry;
import org.openhab.binding.withings.sandbox.text.TextFiles.ItemsFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.yaml.snakeyaml.Yaml;

/**
 * The examples of the documentation are valid and use only existing channels and items.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("withings.examples", "doc/examples"));
    private static final String TRIGGER = "trigger";
    /** The channel types of openHAB itself that the add-on uses. */
    private static final Map<String, String> SYSTEM_TYPES = Map.of("system.battery-level", "Number",
            "system.low-battery", "Switch");
    private static final Pattern CHANNEL = Pattern.compile("withings:[\\w:-]+#[\\w-]+");
    private static final Pattern SITEMAP_ITEM = Pattern.compile("\\bitem=(\\w+)");
    private static final Pattern DSL_ITEM = Pattern
            .compile("\\b([A-Z]\\w+)\\.(?:sendCommand|postUpdate|state|stateDescription)\\b|Member of (\\w+)");
    private static final Pattern SCRIPT_ITEM = Pattern.compile("\\bitems\\.([A-Z]\\w+)|\\bmemberOf\\('(\\w+)'\\)");

    private final List<ItemEntry> items = ItemsFile.read("withings.items", example("withings.items"));
    private final Set<String> itemNames = items.stream().map(ItemEntry::name).collect(Collectors.toSet());
    /** The item types of the declared channels, by thing type, group and channel. */
    private final Map<String, String> declared = declaredChannels();
    private final Home home = Home.ofTextFiles(options -> options, withings -> example("withings.things"),
            example("withings.items"));

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void linksItemsToChannelsOfTheirType() {
        for (ItemEntry item : items) {
            for (String channel : item.channels()) {
                assertThat(item.name() + " is linked to " + channel, declared.get(declaration(channel)),
                        is(item.type()));
            }
        }
    }

    @Test
    void linksItemsToChannelsThatTheirThingHas() {
        for (ItemEntry item : items) {
            for (String channel : item.channels()) {
                String thing = channel.substring(0, channel.lastIndexOf(':'));
                home.soon(thing + " has " + channel, () -> home.openHab().channels(thing).stream()
                        .anyMatch(present -> channel.endsWith(present)));
            }
        }
    }

    @Test
    void mentionsInTheSitemapOnlyItemsThatThereAre() {
        assertThat(names(SITEMAP_ITEM, example("withings.sitemap")), everyItem(is(in(itemNames))));
    }

    @Test
    void mentionsInRulesOnlyItemsThatThereAre() {
        assertThat(names(DSL_ITEM, example("withings.rules")), everyItem(is(in(itemNames))));
        assertThat(names(SCRIPT_ITEM, example("withings.js")), everyItem(is(in(itemNames))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "withings-rules.yaml", "withings-page.yaml" })
    void mentionsInYamlOnlyItemsThatThereAre(String file) {
        Set<String> mentioned = new TreeSet<>();
        walk(yaml(file), (key, value) -> {
            switch (key) {
                case "item", "itemName", "groupName" -> mentioned.add(value);
                case "script" -> mentioned.addAll(names(DSL_ITEM, value));
                default -> mentioned.addAll(names(SCRIPT_ITEM, value));
            }
        });

        assertThat(mentioned, is(not(empty())));
        assertThat(mentioned, everyItem(is(in(itemNames))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "withings.rules", "withings.js", "withings-rules.yaml" })
    void waitsInRulesOnlyForTriggersThatThereAre(String file) {
        Set<String> channels = CHANNEL.matcher(example(file)).results().map(match -> declaration(match.group()))
                .collect(Collectors.toSet());

        assertThat(channels, containsInAnyOrder("person#bed#event", "person#workout#recorded"));
        channels.forEach(channel -> assertThat(channel, declared.get(channel), is(TRIGGER)));
    }

    @Test
    void hasTheSameRulesInEveryLanguage() {
        Set<String> labels = new HashSet<>();
        walk(yaml("withings-rules.yaml"), (key, value) -> {
            if (key.equals("label")) {
                labels.add(value);
            }
        });

        assertThat(labels, hasSize(5));
        assertThat(names(Pattern.compile("rule \"(.*)\""), example("withings.rules")), is(labels));
        assertThat(names(Pattern.compile("\\.build\\('(.*)'\\)"), example("withings.js")), is(labels));
    }

    private static String declaration(String channel) {
        return channel.split(":")[1] + "#" + channel.substring(channel.lastIndexOf(':') + 1);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results()
                .map(match -> IntStream.rangeClosed(1, match.groupCount()).mapToObj(match::group)
                        .filter(name -> name != null).findFirst().orElseThrow())
                .collect(Collectors.toSet());
    }

    private static Object yaml(String file) {
        Map<?, ?> content = new Yaml().load(example(file));
        assertThat(content.get("version"), is(1));
        return content;
    }

    private interface Visitor {
        void visit(String key, String value);
    }

    private static void walk(Object node, Visitor visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof String text) {
                    visitor.visit(String.valueOf(key), text);
                } else {
                    walk(value, visitor);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, visitor));
        }
    }

    private static String example(String file) {
        try {
            return Files.readString(EXAMPLES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> declaredChannels() {
        Map<String, String> channelTypes = new HashMap<>(SYSTEM_TYPES);
        Map<String, Map<String, String>> groupTypes = new HashMap<>();
        Map<String, String> channels = new HashMap<>();
        List<Document> descriptions = descriptions();
        descriptions.forEach(xml -> each(xml, "channel-type", type -> channelTypes.put(type.getAttribute("id"),
                type.getElementsByTagName("item-type").getLength() == 0
                        ? TRIGGER
                        : type.getElementsByTagName("item-type").item(0).getTextContent())));
        descriptions.forEach(xml -> each(xml, "channel", channel -> groupTypes
                .computeIfAbsent(((Element) channel.getParentNode().getParentNode()).getAttribute("id"),
                        group -> new HashMap<>())
                .put(channel.getAttribute("id"), channelTypes.get(channel.getAttribute("typeId")))));
        descriptions.forEach(xml -> each(xml, "channel-group", group -> groupTypes.get(group.getAttribute("typeId"))
                .forEach((id, type) -> channels
                        .put(((Element) group.getParentNode().getParentNode()).getAttribute("id") + "#"
                                + group.getAttribute("id") + "#" + id, type))));
        return channels;
    }

    private static void each(Document xml, String tag, Consumer<Element> consumer) {
        IntStream.range(0, xml.getElementsByTagName(tag).getLength())
                .forEach(i -> consumer.accept((Element) xml.getElementsByTagName(tag).item(i)));
    }

    private static List<Document> descriptions() {
        try (JarFile jar = new JarFile(System.getProperty("withings.addon"));
                Stream<JarEntry> entries = jar.stream()) {
            return entries.filter(entry -> entry.getName().matches("OH-INF/thing/.*\\.xml"))
                    .map(entry -> parse(jar, entry)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document parse(JarFile jar, JarEntry entry) {
        try (InputStream xml = jar.getInputStream(entry)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(entry.getName() + " cannot be read", e);
        }
    }
}
