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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * HTML templates: <code>pages.html</code> has named fragments. In them, <code>{{name}}</code> is replaced by the value
 * of that name (a list of maps by the fragment of that name for each map), else by the fragment, else by the text with
 * that key. <code>{{flag?name}}</code> and <code>{{!flag?name}}</code> depend on the value <code>flag</code> being true
 * or not. All values and texts are escaped.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Templates {
    private static final Pattern PLACEHOLDER = Pattern
            .compile("\\{\\{(?:(!?)([a-zA-Z-]+)\\?)?([a-zA-Z0-9.-]+)}}");

    private final Map<String, String> fragments = Arrays.stream(resource("pages.html").split("(?m)^=== ")).skip(1)
            .map(fragment -> fragment.split("\\R", 2)).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    /** @param texts returns the text for a key, given the values of the fragment */
    String fill(String fragment, BiFunction<String, Map<String, ?>, String> texts, Map<String, ?> values) {
        String template = fragments.get(fragment);
        if (template == null) {
            throw new IllegalArgumentException("There is no fragment " + fragment);
        }
        return PLACEHOLDER.matcher(template).replaceAll(placeholder -> {
            boolean flag = placeholder.group(2) == null || Boolean.TRUE.equals(values.get(placeholder.group(2)));
            String name = placeholder.group(3);
            if (flag == "!".equals(placeholder.group(1))) {
                return "";
            }
            Object value = values.get(name);
            String filled;
            if (value instanceof List<?> rows) {
                filled = rows.stream().map(row -> {
                    Map<String, Object> all = new HashMap<>(values);
                    ((Map<?, ?>) row).forEach((key, part) -> all.put(String.valueOf(key), part));
                    return fill(name, texts, all);
                }).collect(Collectors.joining());
            } else if (value == null && fragments.containsKey(name)) {
                filled = fill(name, texts, values);
            } else {
                filled = escape(value == null ? texts.apply(name, values) : value.toString());
            }
            return Matcher.quoteReplacement(filled);
        });
    }

    /** Also replaces control characters, which are not allowed in HTML, not even escaped. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;").replaceAll("[\\p{Cc}&&[^\n\t]]", "\uFFFD");
    }

    static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Templates.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
