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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What openHAB does to things that were made with an earlier version of the add-on, so that they have the channels that
 * new things have.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UpdateInstructionsTest {

    private static final Path OH_INF = Path.of(System.getProperty("basedir", "."), "src/main/resources/OH-INF");
    private static final Path VERSION_0 = Path.of(System.getProperty("basedir", "."), "src/test/resources",
            UpdateInstructionsTest.class.getPackageName().replace('.', '/'), "channels-of-version-0.txt");
    private static final String VERSION = "thingTypeVersion";

    @ParameterizedTest
    @ValueSource(strings = { "scale", "sleep-monitor", "device" })
    void aDeviceOfTheFirstVersionGetsTheChannelsOfANewOne(String type) throws Exception {
        assertEquals(declared(type), updated(type));
    }

    @Test
    void noChannelOfAPersonChangesWithoutAnInstruction() throws Exception {
        SortedMap<String, String> declared = declared("person");

        // channels of a person come with the data, those of the first version as well as new ones
        updated("person").forEach((channel, channelType) -> assertEquals(declared.get(channel), channelType, channel));
    }

    @ParameterizedTest
    @ValueSource(strings = { "person", "scale", "sleep-monitor", "blood-pressure-monitor", "watch", "thermometer",
            "device" })
    void newThingsNeedNoUpdate(String type) throws Exception {
        String newest = sets(type).stream().map(set -> set.getAttribute("targetVersion"))
                .reduce((one, other) -> other).orElse(null);

        assertEquals(newest, property(type, VERSION));
    }

    @Test
    void versionsOnlyGrow() throws Exception {
        for (Element type : children(root("update/update.xml"), "thing-type")) {
            List<Integer> versions = children(type, "instruction-set").stream()
                    .map(set -> Integer.valueOf(set.getAttribute("targetVersion"))).toList();
            assertEquals(versions.stream().distinct().sorted().toList(), versions, type.getAttribute("uid"));
        }
    }

    @Test
    void updatedChannelsAreCalledAsNewOnes() throws Exception {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(OH_INF.resolve("i18n/withings.properties"))) {
            texts.load(reader);
        }
        for (Element type : children(root("update/update.xml"), "thing-type")) {
            for (Element set : children(type, "instruction-set")) {
                for (Element instruction : children(set, null)) {
                    if (!"remove-channel".equals(instruction.getTagName())) {
                        String key = "channel-group-type.withings." + instruction.getAttribute("groupIds") + ".channel."
                                + instruction.getAttribute("id");
                        assertEquals(texts.get(key + ".label"), text(instruction, "label"));
                        assertEquals(texts.get(key + ".description"), text(instruction, "description"));
                    }
                }
            }
        }
    }

    /** The channels that a thing of the first version has after the update, with their types. */
    private static SortedMap<String, String> updated(String type) throws Exception {
        SortedMap<String, String> channels = new TreeMap<>();
        for (String line : Files.readAllLines(VERSION_0)) {
            String[] words = line.split(" ");
            if (words[0].equals(type)) {
                channels.put(words[1], words[2]);
            }
        }
        for (Element set : sets(type)) {
            for (Element instruction : children(set, null)) {
                for (String group : instruction.getAttribute("groupIds").split(",")) {
                    String channel = group + "#" + instruction.getAttribute("id");
                    if ("remove-channel".equals(instruction.getTagName())) {
                        channels.remove(channel);
                    } else {
                        channels.put(channel, text(instruction, "type").replace("withings:", "").replace(':', '.'));
                    }
                }
            }
        }
        return channels;
    }

    private static SortedMap<String, String> declared(String type) throws Exception {
        SortedMap<String, String> channels = new TreeMap<>();
        Element thing = thing(type);
        for (Element group : children(children(thing, "channel-groups").get(0), "channel-group")) {
            for (ChannelGroup known : ChannelGroup.values()) {
                if (known.id().equals(group.getAttribute("id"))) {
                    ChannelTables.channels(known).forEach(
                            channel -> channels.put(channel.channelId(), channel.type().channelTypeId()));
                }
            }
        }
        return channels;
    }

    private static List<Element> sets(String type) throws Exception {
        List<Element> sets = new ArrayList<>();
        for (Element updated : children(root("update/update.xml"), "thing-type")) {
            if (updated.getAttribute("uid").equals("withings:" + type)) {
                sets.addAll(children(updated, "instruction-set"));
            }
        }
        return sets;
    }

    private static @Nullable String property(String type, String name) throws Exception {
        Map<String, String> properties = new TreeMap<>();
        for (Element all : children(thing(type), "properties")) {
            children(all, "property")
                    .forEach(property -> properties.put(property.getAttribute("name"), property.getTextContent()));
        }
        return properties.get(name);
    }

    private static Element thing(String type) throws Exception {
        return children(root("thing/" + type + ".xml"), "thing-type").get(0);
    }

    private static Element root(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(OH_INF.resolve(file).toFile()).getDocumentElement();
    }

    private static String text(Element parent, String name) {
        return Objects.requireNonNull(children(parent, name).get(0).getTextContent());
    }

    /** The children of a name, all of them without one. */
    private static List<Element> children(Element parent, @Nullable String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && (name == null || name.equals(element.getTagName()))) {
                children.add(element);
            }
        }
        return children;
    }
}
