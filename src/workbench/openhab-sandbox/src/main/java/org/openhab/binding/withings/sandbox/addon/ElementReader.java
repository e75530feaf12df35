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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * Reads the content of one element in the order its schema prescribes. Whatever has not been asked for when
 * {@link #end()} is reached is a mistake of the file: an unknown element, one that stands too late, or an unknown
 * attribute.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ElementReader {

    /** The pattern of openHAB's schemas for identifiers is wider; its guidelines demand this form. */
    private static final Pattern LOWER_CASE_HYPHEN = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final int LONGEST_LABEL = 25;

    private final XmlElement element;
    private final Set<String> knownAttributes = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private int position;

    ElementReader(XmlElement element) {
        this.element = element;
    }

    XmlElement element() {
        return element;
    }

    SandboxException error(String problem) {
        return element.error(problem);
    }

    @Nullable
    String attribute(String name) {
        knownAttributes.add(name);
        return element.attributes().get(name);
    }

    String requiredAttribute(String name) {
        String value = attribute(name);
        if (value == null || value.isBlank()) {
            throw error("needs the attribute '" + name + "'");
        }
        return value;
    }

    /** An identifier that has to be lower-case words joined by hyphens. */
    String requiredId(String name) {
        String value = requiredAttribute(name);
        if (!LOWER_CASE_HYPHEN.matcher(value).matches()) {
            throw error("has " + name + "=\"" + value + "\", which is not of the form lower-case-hyphen");
        }
        return value;
    }

    boolean booleanAttribute(String name, boolean whenMissing) {
        String value = attribute(name);
        return value == null ? whenMissing : booleanOf("attribute '" + name + "'", value);
    }

    @Nullable
    BigDecimal decimalAttribute(String name) {
        String value = attribute(name);
        try {
            return value == null ? null : new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            throw error("attribute '" + name + "' is not a number: \"" + value + "\"");
        }
    }

    /** The next element if it has this name. */
    @Nullable
    XmlElement optional(String name) {
        if (position < element.children().size()) {
            XmlElement next = element.children().get(position);
            if (next.tag().equals(name)) {
                position++;
                seen.add(name);
                return next;
            }
        }
        return null;
    }

    XmlElement required(String name) {
        XmlElement next = optional(name);
        if (next == null) {
            String found = position < element.children().size()
                    ? "but has <" + element.children().get(position).tag() + ">"
                    : "but ends";
            throw error("needs <" + name + "> here, " + found);
        }
        return next;
    }

    List<XmlElement> all(String name) {
        List<XmlElement> found = new ArrayList<>();
        for (XmlElement next = optional(name); next != null; next = optional(name)) {
            found.add(next);
        }
        return found;
    }

    List<XmlElement> oneOrMore(String name) {
        List<XmlElement> found = all(name);
        if (found.isEmpty()) {
            required(name);
        }
        return found;
    }

    /** The element of this name wherever it stands; for content whose order is free. */
    @Nullable
    XmlElement anywhere(String name) {
        List<XmlElement> found = element.children().stream().filter(child -> child.tag().equals(name)).toList();
        if (found.size() > 1) {
            throw found.get(1).error("stands there a second time");
        }
        seen.add(name);
        return found.isEmpty() ? null : found.get(0);
    }

    @Nullable
    String optionalText(String name) {
        XmlElement next = optional(name);
        return next == null ? null : text(next);
    }

    String requiredText(String name) {
        return text(required(name));
    }

    String requiredLabel() {
        return label(required("label"));
    }

    @Nullable
    String textAnywhere(String name) {
        XmlElement next = anywhere(name);
        return next == null ? null : text(next);
    }

    boolean booleanAnywhere(String name, boolean whenMissing) {
        String value = textAnywhere(name);
        return value == null ? whenMissing : booleanOf("element <" + name + ">", value);
    }

    /** Nothing more may follow in an element with ordered content. */
    void end() {
        if (position < element.children().size()) {
            XmlElement next = element.children().get(position);
            throw next.error((seen.contains(next.tag())
                    ? "stands there a second time or too late in <"
                    : "is not known here, or stands too late, in <") + element.tag() + ">");
        }
        endAttributes();
    }

    /** Nothing may be left in an element whose content has no order. */
    void endAnyOrder() {
        for (XmlElement child : element.children()) {
            if (!seen.contains(child.tag())) {
                throw child.error("is not known in <" + element.tag() + ">");
            }
        }
        endAttributes();
    }

    private void endAttributes() {
        for (String name : element.attributes().keySet()) {
            if (!knownAttributes.contains(name)) {
                throw error("has the unknown attribute '" + name + "'");
            }
        }
    }

    /** The text of an element that has neither children nor attributes. */
    static String text(XmlElement element) {
        new ElementReader(element).end();
        if (element.text().isEmpty()) {
            throw element.error("is empty");
        }
        return element.text();
    }

    /** The text of a label, which openHAB's checks allow 25 characters. */
    static String label(XmlElement label) {
        String text = text(label);
        if (text.length() > LONGEST_LABEL && !text.startsWith("@text/")) {
            throw label.error("is longer than " + LONGEST_LABEL + " characters: \"" + text + "\"");
        }
        return text;
    }

    /** A list of options; without any when there is none. */
    static List<Option> options(@Nullable XmlElement element) {
        if (element == null) {
            return List.of();
        }
        List<Option> options = new ArrayList<>();
        Set<String> values = new HashSet<>();
        ElementReader reader = new ElementReader(element);
        for (XmlElement option : reader.oneOrMore("option")) {
            ElementReader content = new ElementReader(option);
            String value = content.attribute("value");
            content.end();
            if (value == null || !values.add(value)) {
                throw option.error(value == null ? "needs the attribute 'value'" : "\"" + value + "\" is there twice");
            }
            options.add(new Option(value, option.text()));
        }
        reader.end();
        return List.copyOf(options);
    }

    private boolean booleanOf(String where, String value) {
        return switch (value.strip()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw error(where + " is neither true nor false: \"" + value + "\"");
        };
    }
}
