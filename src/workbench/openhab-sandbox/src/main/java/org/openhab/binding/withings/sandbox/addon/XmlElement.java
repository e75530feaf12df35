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

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * An element of an XML file, with file and line for error messages.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record XmlElement(QName name, String place, Map<String, String> attributes, List<XmlElement> children, String text) {

    /** Reads a file, which must be well-formed, without document type and mixed content. */
    static XmlElement read(String path, InputStream content) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(content);
            Deque<XmlElement> open = new ArrayDeque<>();
            Deque<StringBuilder> texts = new ArrayDeque<>();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        open.push(started(reader, path));
                        texts.push(new StringBuilder());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> texts.element()
                            .append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlElement element = open.pop().withText(texts.pop().toString().strip());
                        if (open.isEmpty()) {
                            return element;
                        }
                        open.element().children.add(element);
                    }
                    default -> {
                        // comments and processing instructions are ignored
                    }
                }
            }
            throw new SandboxException(path + ": the file has no element");
        } catch (XMLStreamException e) {
            throw new SandboxException(path + ":" + e.getLocation().getLineNumber() + ": not well-formed XML: "
                    + e.getMessage().lines().reduce((first, last) -> last).orElse(""), e);
        }
    }

    private static XmlElement started(XMLStreamReader reader, String path) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String nameSpace = reader.getAttributeNamespace(i);
            if (nameSpace == null || nameSpace.isEmpty()) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        return new XmlElement(reader.getName(), path + ":" + reader.getLocation().getLineNumber(), attributes,
                new ArrayList<>(), "");
    }

    private XmlElement withText(String newText) {
        if (!newText.isEmpty() && !children.isEmpty()) {
            throw error("has text \"" + newText + "\" between its elements");
        }
        return new XmlElement(name, place, attributes, children, newText);
    }

    String tag() {
        return name.getLocalPart();
    }

    @Nullable
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** An attribute that is required by {@link Schema}. */
    String required(String attribute) {
        return Objects.requireNonNull(attributes.get(attribute));
    }

    boolean isTrue(String attribute, boolean whenMissing) {
        return Boolean.parseBoolean(attributes.getOrDefault(attribute, Boolean.toString(whenMissing)));
    }

    /** The first child of this name. */
    Optional<XmlElement> child(String tag) {
        return children.stream().filter(child -> child.tag().equals(tag)).findFirst();
    }

    /** The text of the child of this name, null if there is none. */
    @Nullable
    String text(String tag) {
        return child(tag).map(XmlElement::text).orElse(null);
    }

    /** The children of the child of this name, none if there is no such child. */
    List<XmlElement> list(String tag) {
        return child(tag).map(XmlElement::children).orElse(List.of());
    }

    SandboxException error(String problem) {
        return new SandboxException(place + ": <" + tag() + "> " + problem);
    }

    /**
     * The part of openHAB's schemas for {@code OH-INF} that such add-ons use: the elements in their order and the
     * attributes of each element.
     */
    static class Schema {
        /** openHAB's own pattern for identifiers is wider; its guidelines demand this form. */
        private static final Pattern LOWER_CASE_HYPHEN = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Za-z0-9]*");
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
        private static final int LONGEST_LABEL = 25;

        private static final String THING_TYPE = "supported-bridge-type-refs? label description? category? "
                + "semantic-equipment-tag? channels|channel-groups? properties? representation-property? "
                + "config-description|config-description-ref?";

        /**
         * Names of elements in their order with {@code ?}, {@code *} or {@code +}, and of attributes, with {@code !} if
         * required.
         */
        private record Rule(String content, String attributes) {
            Pattern pattern() {
                return Pattern.compile(Arrays.stream(content.split(" ")).filter(part -> !part.isEmpty())
                        .map(part -> part.replaceFirst("^([a-zA-Z|-]+)(.*)$", "(?:(?:$1) )$2"))
                        .collect(Collectors.joining()));
            }

            boolean allows(String tag) {
                return List.of(content.split("[ |?*+]+")).contains(tag);
            }
        }

        private static final Rule TEXT = new Rule("", "");
        private static final Map<String, Rule> RULES = Map.ofEntries(
                Map.entry("addon", new Rule("type name description keywords? connection?", "id!")),
                Map.entry("thing-descriptions",
                        new Rule("thing-type|bridge-type|channel-type|channel-group-type+", "bindingId!")),
                Map.entry("thing-type", new Rule(THING_TYPE, "id! listed")),
                Map.entry("bridge-type", new Rule(THING_TYPE, "id! listed")),
                Map.entry("supported-bridge-type-refs", new Rule("bridge-type-ref+", "")),
                Map.entry("bridge-type-ref", new Rule("", "id!")),
                Map.entry("channels", new Rule("channel+", "")),
                Map.entry("channel", new Rule("label? description?", "id! typeId!")),
                Map.entry("channel-groups", new Rule("channel-group+", "")),
                Map.entry("channel-group", new Rule("label? description?", "id! typeId!")),
                Map.entry("properties", new Rule("property+", "")), Map.entry("property", new Rule("", "name!")),
                Map.entry("channel-type",
                        new Rule("item-type? kind? label description? category? tags? state? event?", "id! advanced")),
                Map.entry("item-type", new Rule("", "unitHint")), Map.entry("tags", new Rule("tag+", "")),
                Map.entry("state", new Rule("options?", "readOnly pattern")),
                Map.entry("event", new Rule("options?", "")),
                Map.entry("options", new Rule("option+", "")), Map.entry("option", new Rule("", "value!")),
                Map.entry("channel-group-type", new Rule("label description? category? channels", "id!")),
                Map.entry("config-descriptions", new Rule("config-description+", "")),
                Map.entry("config-description", new Rule("parameter-group* parameter*", "uri")),
                Map.entry("config-description-ref", new Rule("", "uri!")),
                Map.entry("parameter-group", new Rule("label|description*", "name!")),
                Map.entry("parameter", new Rule("label|description|context|default|options|advanced|limitToOptions*",
                        "name! type! required min max unit groupName")));

        private static final Set<String> TRUE_OR_FALSE = Set.of("listed", "advanced", "readOnly", "required",
                "limitToOptions");
        private static final Set<String> REPEATED = Set.of("thing-type", "bridge-type", "channel-type",
                "channel-group-type", "bridge-type-ref", "channel", "channel-group", "property", "tag", "option",
                "config-description", "parameter-group", "parameter");

        private Schema() {
        }

        static void check(XmlElement element) {
            Rule rule = RULES.getOrDefault(element.tag(), TEXT);
            checkAttributes(element, rule);
            Set<String> seen = new HashSet<>();
            for (XmlElement child : element.children()) {
                if (!rule.allows(child.tag())) {
                    throw child.error("is not known in <" + element.tag() + ">");
                }
                if (!seen.add(child.tag()) && !REPEATED.contains(child.tag())) {
                    throw child.error("stands there a second time");
                }
            }
            String tags = element.children().stream().map(child -> child.tag() + " ").collect(Collectors.joining());
            if (!rule.pattern().matcher(tags).matches()) {
                throw element.error("contains " + tags.strip() + ", but has to contain " + rule.content());
            }
            if (rule == TEXT) {
                checkText(element);
            }
            element.children().forEach(Schema::check);
        }

        private static void checkAttributes(XmlElement element, Rule rule) {
            List<String> known = List.of(rule.attributes().split(" "));
            for (String name : known) {
                if (name.endsWith("!") && element.attribute(name.substring(0, name.length() - 1)) == null) {
                    throw element.error("needs the attribute '" + name.substring(0, name.length() - 1) + "'");
                }
            }
            element.attributes().forEach((name, value) -> {
                if (!known.contains(name) && !known.contains(name + "!")) {
                    throw element.error("has the unknown attribute '" + name + "'");
                }
                checkValue(element, name, value);
            });
        }

        private static void checkValue(XmlElement element, String name, String value) {
            if ("id".equals(name) && !LOWER_CASE_HYPHEN.matcher(value).matches()) {
                throw element.error("has id=\"" + value + "\", which is not of the form lower-case-hyphen");
            }
            if ("name".equals(name) && !CAMEL_CASE.matcher(value).matches()) {
                throw element.error("the name \"" + value + "\" is not camelCase");
            }
            if (TRUE_OR_FALSE.contains(name) && !Set.of("true", "false").contains(value)) {
                throw element.error(name + " is neither true nor false: \"" + value + "\"");
            }
            if (("min".equals(name) || "max".equals(name)) && !NUMBER.matcher(value).matches()) {
                throw element.error(name + " is not a number: \"" + value + "\"");
            }
        }

        private static void checkText(XmlElement element) {
            String text = element.text();
            if (text.isEmpty()) {
                throw element.error("is empty");
            }
            checkValue(element, TRUE_OR_FALSE.contains(element.tag()) ? element.tag() : "", text);
            if ("label".equals(element.tag()) && text.length() > LONGEST_LABEL && !text.startsWith("@text/")) {
                throw element.error("is longer than " + LONGEST_LABEL + " characters: \"" + text + "\"");
            }
        }
    }
}
