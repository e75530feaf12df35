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
package org.openhab.binding.withings.internal.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * HTML templates: the file <code>pages.html</code> holds named fragments, in which <code>{{name}}</code> stands for a
 * value or, if there is no such value, for a text of the add-on. Everything is escaped, except fragments that have been
 * filled before.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Templates {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z0-9.-]+)}}");
    private static final Pattern FRAGMENT = Pattern.compile("(?m)^=== ([a-z-]+)\\R");

    private final Map<String, String> fragments = new HashMap<>();

    /** HTML that can be put into a fragment as it is. */
    record Html(String markup) {
        static final Html NONE = new Html("");

        static Html join(Collection<Html> parts) {
            return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
        }
    }

    Templates() {
        String file = resource("pages.html");
        Matcher separator = FRAGMENT.matcher(file);
        int begin = -1;
        String name = "";
        while (separator.find()) {
            if (begin >= 0) {
                fragments.put(name, file.substring(begin, separator.start()));
            }
            name = separator.group(1);
            begin = separator.end();
        }
        fragments.put(name, file.substring(begin));
    }

    /**
     * @param texts gives the text for a key
     * @param values {@link Html} or what is written as text, by name
     */
    Html fill(String fragment, UnaryOperator<String> texts, Map<String, ?> values) {
        String template = fragments.get(fragment);
        if (template == null) {
            throw new IllegalArgumentException("There is no fragment " + fragment);
        }
        return new Html(PLACEHOLDER.matcher(template).replaceAll(placeholder -> {
            String name = placeholder.group(1);
            Object value = values.containsKey(name) ? values.get(name) : texts.apply(name);
            return Matcher.quoteReplacement(value instanceof Html html ? html.markup() : escape(String.valueOf(value)));
        }));
    }

    static String escape(String text) {
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

    static String resource(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The add-on's jar lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
