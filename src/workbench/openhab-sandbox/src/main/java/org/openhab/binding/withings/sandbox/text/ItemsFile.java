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
package org.openhab.binding.withings.sandbox.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.item.ItemTypes;
import org.openhab.binding.withings.sandbox.text.TextFiles.ItemEntry;

/**
 * Reads an {@code .items} file: type, name, label with pattern, icon, groups, tags, channels and other metadata. Links
 * have openHAB's default profile; a link that asks for another one is refused.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ItemsFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern LABEL = Pattern.compile("(.*?)\\s*(?:\\[(.*)\\])?\\s*", Pattern.DOTALL);

    private final Tokens tokens;

    private ItemsFile(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param file how messages name the file
     * @throws org.openhab.binding.withings.sandbox.SandboxException when the file is wrong; tells file and line
     */
    public static List<ItemEntry> read(String file, String content) {
        ItemsFile reader = new ItemsFile(new Tokens(file, content));
        List<ItemEntry> items = new ArrayList<>();
        while (!reader.tokens.atEnd()) {
            items.add(reader.item());
        }
        return List.copyOf(items);
    }

    private ItemEntry item() {
        String place = tokens.place();
        String type = tokens.word("the type of an item");
        boolean group = type.equals("Group") || type.startsWith("Group:");
        if (!group && !ItemTypes.isKnown(type)) {
            throw tokens.error("'" + type + "' is no type of an item");
        }
        if (group && tokens.take("(")) {
            while (!tokens.take(")")) {
                tokens.wordOrString("an argument of the group's function");
                tokens.take(",");
            }
        }
        String name = tokens.word("the name of an item");
        if (!NAME.matcher(name).matches()) {
            throw tokens.error("'" + name + "' is no name of an item (letters, digits and _)");
        }
        String label = tokens.optionalString();
        String pattern = null;
        if (label != null) {
            Matcher parts = LABEL.matcher(label);
            parts.matches();
            label = parts.group(1);
            pattern = parts.group(2);
        }
        String icon = null;
        if (tokens.take("<")) {
            icon = tokens.wordOrString("an icon");
            tokens.expect(">");
        }
        List<String> groups = tokens.take("(") ? list("a group", ")") : List.of();
        List<String> tags = tokens.take("[") ? list("a tag", "]") : List.of();
        List<String> channels = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        if (tokens.take("{")) {
            bindings(type, channels, metadata);
        }
        return new ItemEntry(place, type, name, label, pattern, icon, groups, tags, List.copyOf(channels),
                Map.copyOf(metadata));
    }

    private List<String> list(String what, String end) {
        List<String> values = new ArrayList<>();
        do {
            values.add(tokens.wordOrString(what));
        } while (tokens.take(","));
        tokens.expect(end);
        return List.copyOf(values);
    }

    private void bindings(String type, List<String> channels, Map<String, String> metadata) {
        String nameSpace = null;
        do {
            if (nameSpace == null || tokens.wordFollows()) {
                nameSpace = tokens.word("a name space such as channel or unit");
                tokens.expect("=");
            }
            String value = tokens.string("a value");
            Map<String, Object> configuration = tokens.take("[") ? tokens.configuration() : Map.of();
            if ("channel".equals(nameSpace)) {
                checkProfile(configuration.get("profile"));
                channels.add(value);
            } else {
                if ("unit".equals(nameSpace)) {
                    String problem = ItemTypes.problemOfUnit(type, value);
                    if (problem != null) {
                        throw tokens.error(problem);
                    }
                }
                metadata.put(nameSpace, value);
                if ("stateDescription".equals(nameSpace) && configuration.get("pattern")instanceof String pattern) {
                    metadata.put("pattern", pattern);
                }
            }
        } while (tokens.take(","));
        tokens.expect("}");
    }

    private void checkProfile(@Nullable Object profile) {
        if (profile != null && !"default".equals(profile) && !"system:default".equals(profile)) {
            throw tokens.error("the profile " + profile + " is not supported by the sandbox");
        }
    }
}
