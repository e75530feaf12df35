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
package org.openhab.binding.withings.internal.consent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * An element of a page. Whatever comes in as text or as an attribute's value is escaped on the way out, and addresses
 * lead nowhere but to a page, so nothing that is echoed can become markup or script.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class HtmlElement {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern ADDRESS = Pattern.compile("/(?![/\\\\]).*|(?i:https?)://.*");
    private static final Set<String> ADDRESS_ATTRIBUTES = Set.of("href", "action");
    private static final Set<String> EMPTY_ELEMENTS = Set.of("meta", "input", "br");
    /** Elements whose content browsers don't take as text, so that escaping would not protect it. */
    private static final Set<String> FORBIDDEN_ELEMENTS = Set.of("script", "style", "iframe", "object", "embed");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    /** Already written out and escaped. */
    private final List<String> children = new ArrayList<>();

    private HtmlElement(String name) {
        this.name = name;
    }

    static HtmlElement element(String name) {
        if (!NAME.matcher(name).matches() || FORBIDDEN_ELEMENTS.contains(name)) {
            throw new IllegalArgumentException("Not an element for our pages: " + name);
        }
        return new HtmlElement(name);
    }

    /** Our own style sheet. Styles are not escaped in HTML, so it must not hold what could end the element. */
    static HtmlElement style(String styleSheet) {
        if (styleSheet.contains("<")) {
            throw new IllegalArgumentException("A style sheet must not hold markup");
        }
        HtmlElement style = new HtmlElement("style");
        style.children.add(styleSheet);
        return style;
    }

    HtmlElement with(String attribute, String value) {
        if (!NAME.matcher(attribute).matches() || attribute.startsWith("on") || "style".equals(attribute)) {
            throw new IllegalArgumentException("Not an attribute for our pages: " + attribute);
        }
        if (ADDRESS_ATTRIBUTES.contains(attribute) && !ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the address of a page");
        }
        attributes.put(attribute, value);
        return this;
    }

    HtmlElement text(String text) {
        children.add(escape(text));
        return this;
    }

    HtmlElement add(HtmlElement child) {
        children.add(child.toString());
        return this;
    }

    HtmlElement add(List<HtmlElement> more) {
        more.forEach(this::add);
        return this;
    }

    /** The element with all that is in it, as HTML. */
    @Override
    public String toString() {
        StringBuilder html = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) -> html.append(' ').append(attribute).append("=\"").append(escape(value))
                .append('"'));
        html.append('>');
        children.forEach(html::append);
        if (!EMPTY_ELEMENTS.contains(name)) {
            html.append("</").append(name).append('>');
        }
        return html.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(c);
                // control characters are not allowed in HTML, not even escaped
                default -> escaped.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }
}
