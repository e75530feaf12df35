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
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * The texts of an add-on, by language.
 * <p>
 * A file {@code withings_de_CH.properties} goes before {@code withings_de.properties} before
 * {@code withings.properties}. Files are UTF-8.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Texts {

    /** A reference to a text, with arguments as a JSON array of strings: {@code @text/key ["one", "@text/two"]}. */
    private static final Pattern REFERENCE = Pattern.compile("@text/(\\S+)(?:\\s+(\\[.*\\]))?\\s*", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("OH-INF/i18n/[^/_]+((?:_[A-Za-z0-9]+){0,3})\\.properties");

    /** By language tag with underscores ("" is the default), then by key. */
    private final Map<String, Map<String, String>> languages = new HashMap<>();

    /** @throws SandboxException when the file cannot be read as properties or a text is no message format */
    void add(String path, byte[] content) {
        Matcher file = FILE.matcher(path);
        if (!file.matches()) {
            throw new SandboxException(path + ": is not of the form OH-INF/i18n/<name>[_<language>].properties");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new SandboxException(path + ": " + e.getMessage(), e);
        }
        Map<String, String> texts = languages.computeIfAbsent(file.group(1), language -> new HashMap<>());
        properties.forEach((key, value) -> {
            try {
                new MessageFormat(String.valueOf(value));
            } catch (IllegalArgumentException e) {
                throw new SandboxException(path + ": the text of '" + key + "' is no message format: " + e.getMessage(),
                        e);
            }
            if (texts.put(String.valueOf(key), String.valueOf(value)) != null) {
                throw new SandboxException(path + ": '" + key + "' is defined in another file of the same language");
            }
        });
    }

    public boolean contains(String key) {
        return languages.getOrDefault("", Map.of()).containsKey(key);
    }

    /** The keys of the default language. */
    public Collection<String> keys() {
        return languages.getOrDefault("", Map.of()).keySet();
    }

    /** The keys of other languages that the default language does not have. */
    Set<String> strayKeys() {
        Set<String> stray = new TreeSet<>();
        languages.values().forEach(texts -> stray.addAll(texts.keySet()));
        stray.removeAll(keys());
        return stray;
    }

    /** The raw text of a key, or null. */
    @Nullable
    public String find(String key, Locale locale) {
        for (String language : candidates(locale)) {
            String text = languages.getOrDefault(language, Map.of()).get(key);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /**
     * A text with its arguments put in, or null when there is no such key. As in openHAB, numbers among the arguments
     * come in the language of the computer, and quotes have to be doubled even if there is no argument.
     */
    @Nullable
    public String format(String key, Locale locale, @Nullable Object... arguments) {
        String text = find(key, locale);
        return text == null ? null : MessageFormat.format(text, arguments);
    }

    /**
     * Replaces a reference of the form {@code @text/key ["argument", ...]} by its text; anything else, and a reference
     * to a text that does not exist, stays as it is.
     */
    public String resolve(String text, Locale locale) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        List<Object> arguments = new ArrayList<>();
        String json = reference.group(2);
        if (json != null) {
            try {
                for (String argument : new Gson().fromJson(json, String[].class)) {
                    arguments.add(resolve(argument, locale));
                }
            } catch (JsonSyntaxException e) {
                return text;
            }
        }
        // labels are taken as they are
        String resolved = json == null
                ? find(reference.group(1), locale)
                : format(reference.group(1), locale, arguments.toArray());
        return resolved == null ? text : resolved;
    }

    private static List<String> candidates(Locale locale) {
        List<String> candidates = new ArrayList<>();
        if (!locale.getCountry().isEmpty()) {
            candidates.add("_" + locale.getLanguage() + "_" + locale.getCountry());
        }
        candidates.add("_" + locale.getLanguage());
        candidates.add("");
        return candidates;
    }
}
