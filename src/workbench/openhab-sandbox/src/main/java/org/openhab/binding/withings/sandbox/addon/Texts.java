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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * The texts of an add-on in the default language, from files in UTF-8. Translations are read by openHAB only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Texts {

    /** A reference to a text, with arguments as a JSON array of strings: {@code @text/key ["one", "@text/two"]}. */
    private static final Pattern REFERENCE = Pattern.compile("@text/(\\S+)(?:\\s+(\\[.*\\]))?\\s*", Pattern.DOTALL);
    private final Map<String, String> texts = new HashMap<>();

    /** @throws SandboxException when the file cannot be read as properties or a text is no message format */
    void add(String path, byte[] content) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            throw new SandboxException(path + ": " + e.getMessage(), e);
        }
        properties.forEach((key, value) -> {
            try {
                new MessageFormat(String.valueOf(value));
            } catch (IllegalArgumentException e) {
                throw new SandboxException(path + ": the text of '" + key + "' is no message format: " + e.getMessage(),
                        e);
            }
            if (texts.put(String.valueOf(key), String.valueOf(value)) != null) {
                throw new SandboxException(path + ": '" + key + "' is defined in another file");
            }
        });
    }

    public boolean contains(String key) {
        return texts.containsKey(key);
    }

    public Set<String> keys() {
        return texts.keySet();
    }

    /** The raw text of a key, or null. */
    @Nullable
    public String find(String key) {
        return texts.get(key);
    }

    /**
     * Replaces a reference of the form {@code @text/key ["argument", ...]} by its text; anything else, and a reference
     * to a text that does not exist, stays as it is.
     */
    public String resolve(String text) {
        Matcher reference = REFERENCE.matcher(text);
        if (!reference.matches()) {
            return text;
        }
        List<Object> arguments = new ArrayList<>();
        String json = reference.group(2);
        if (json != null) {
            try {
                for (String argument : new Gson().fromJson(json, String[].class)) {
                    arguments.add(resolve(argument));
                }
            } catch (JsonSyntaxException e) {
                return text;
            }
        }
        String found = find(reference.group(1));
        if (found == null) {
            return text;
        }
        // as in openHAB, quotes have to be doubled where there are arguments
        return json == null ? found : MessageFormat.format(found, arguments.toArray());
    }
}
