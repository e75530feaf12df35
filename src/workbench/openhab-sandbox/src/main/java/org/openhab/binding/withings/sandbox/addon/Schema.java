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

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What openHAB's schemas allow in {@code OH-INF}, as far as add-ons of this kind use it: which elements an element has,
 * in which order, and which attributes.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Schema {

    /** openHAB's own pattern for identifiers is wider; its guidelines demand this form. */
    private static final Pattern LOWER_CASE_HYPHEN = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final int LONGEST_LABEL = 25;

    private static final String THING_TYPE = "supported-bridge-type-refs? label description? category? "
            + "semantic-equipment-tag? channels|channel-groups? properties? representation-property? "
            + "config-description|config-description-ref?";

    /**
     * @param content the names of the elements in their order, separated by blanks, each with {@code ?}, {@code *} or
     *            {@code +} as in regular expressions; empty for an element with nothing but text
     * @param attributes the names of the attributes, those with {@code !} have to be there
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
            Map.entry("state", new Rule("options?", "readOnly pattern")), Map.entry("event", new Rule("options?", "")),
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

    /** @throws org.openhab.binding.withings.sandbox.SandboxException when an element is not as openHAB wants it */
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
