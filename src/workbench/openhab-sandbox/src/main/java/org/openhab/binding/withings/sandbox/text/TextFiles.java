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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.item.ItemTypes;
import org.openhab.binding.withings.sandbox.text.TextFiles.ItemEntry;
import org.openhab.binding.withings.sandbox.text.TextFiles.ThingEntry;

/**
 * Finds and reads the text files of a configuration folder.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TextFiles {
    /** A thing or bridge from a text file; place is file and line. */
    public record ThingEntry(String place, String uid, String typeUID, boolean bridge, @Nullable String label,
            @Nullable String location, @Nullable String bridgeUID, Map<String, Object> configuration) {}

    /** An item from a text file; metadata are values by name space, e.g. {@code unit} to {@code kg}. */
    public record ItemEntry(String place, String type, String name, @Nullable String label, @Nullable String pattern,
            @Nullable String icon, List<String> groups, List<String> tags, List<String> channels,
            Map<String, String> metadata) {}

    private final Path conf;

    public TextFiles(Path conf) {
        this.conf = conf;
    }

    public List<ThingEntry> things() {
        return read("things", ThingsFile::read);
    }

    public List<ItemEntry> items() {
        return read("items", ItemsFile::read);
    }

    private <T> List<T> read(String kind, BiFunction<String, String, List<T>> reader) {
        Path folder = conf.resolve(kind);
        List<T> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith("." + kind)).sorted().toList()) {
                    entries.addAll(reader.apply(kind + "/" + file.getFileName(), Files.readString(file)));
                }
            } catch (IOException e) {
                throw new SandboxException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
            }
        }
        return entries;
    }

    /** Reads a {@code .things} file; channels defined in text files are not supported. */
    public static class ThingsFile {
        private final Tokens tokens;
        private final List<ThingEntry> things = new ArrayList<>();

        private ThingsFile(Tokens tokens) {
            this.tokens = tokens;
        }

        public static List<ThingEntry> read(String file, String content) {
            ThingsFile reader = new ThingsFile(new Tokens(file, content));
            while (!reader.tokens.atEnd()) {
                reader.thing(null);
            }
            return List.copyOf(reader.things);
        }

        private void thing(@Nullable ThingEntry parent) {
            String place = tokens.place();
            boolean bridge = tokens.take("Bridge");
            if (!bridge && !tokens.take("Thing") && parent == null) {
                throw tokens.error("'Bridge' or 'Thing' expected");
            }
            String first = tokens.word("the UID of a thing or its type");
            String uid = first;
            if (parent != null && !first.contains(":")) {
                String id = tokens.word("the id of the thing");
                String[] segments = parent.uid().split(":", 3);
                uid = segments[0] + ":" + first + ":" + segments[2] + ":" + id;
            }
            String[] segments = uid.split(":");
            if (segments.length < 3) {
                throw tokens.error("a thing outside of a bridge needs a whole UID (binding:type:id)");
            }
            String label = tokens.optionalString();
            String bridgeUID = parent == null ? null : parent.uid();
            if (tokens.take("(")) {
                if (parent != null) {
                    throw tokens.error("a thing inside of a bridge takes no other bridge");
                }
                bridgeUID = tokens.word("the UID of the bridge");
                tokens.expect(")");
            }
            String location = tokens.take("@") ? tokens.string("a location") : null;
            Map<String, Object> configuration = tokens.take("[") ? tokens.configuration() : Map.of();
            ThingEntry entry = new ThingEntry(place, uid, segments[0] + ":" + segments[1], bridge, label, location,
                    bridgeUID, configuration);
            things.add(entry);
            if (tokens.take("{")) {
                children(entry);
            }
        }

        private void children(ThingEntry parent) {
            tokens.take("Things:");
            while (!tokens.take("}")) {
                if (tokens.take("Channels:")) {
                    throw tokens.error("channels in text files are not supported by the sandbox");
                }
                if (!parent.bridge()) {
                    throw tokens.error("only a Bridge has things inside; '}' expected");
                }
                thing(parent);
            }
        }
    }

    /** Reads an {@code .items} file; links have openHAB's default profile. */
    public static class ItemsFile {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
        private static final Pattern LABEL = Pattern.compile("(.*?)\\s*(?:\\[(.*)\\])?\\s*", Pattern.DOTALL);

        private final Tokens tokens;

        private ItemsFile(Tokens tokens) {
            this.tokens = tokens;
        }

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

    /**
     * The tokens of a text file, and the syntax that both kinds of files share: values and configurations in brackets.
     */
    static class Tokens {
        private static final Pattern TOKEN = Pattern.compile("""
                (?<space>[ \\t\\r]+|//[^\\n]*|/\\*.*?\\*/)\
                |(?<newline>\\n)\
                |(?<string>"(?:[^"\\\\\\n]|\\\\.)*")\
                |(?<word>[-A-Za-z0-9_^][-A-Za-z0-9_:.#]*)\
                |(?<sign>[{}\\[\\]()<>@=,])""", Pattern.DOTALL);
        private static final String END = "";

        private enum Kind {
            STRING,
            WORD,
            SIGN,
            END
        }

        private record Token(Kind kind, String text, int line) {}

        private final String file;
        private final List<Token> tokens = new ArrayList<>();
        private int position;

        Tokens(String file, String content) {
            this.file = file;
            Matcher matcher = TOKEN.matcher(content);
            int line = 1;
            int start = 0;
            while (start < content.length()) {
                if (!matcher.find(start) || matcher.start() != start) {
                    throw new SandboxException(file + ":" + line + ": does not belong here: "
                            + content.substring(start).lines().findFirst().orElse(""));
                }
                String text = matcher.group();
                if (matcher.group("string") != null) {
                    tokens.add(new Token(Kind.STRING, unescape(text.substring(1, text.length() - 1), line), line));
                } else if (matcher.group("word") != null) {
                    tokens.add(new Token(Kind.WORD, text, line));
                } else if (matcher.group("sign") != null) {
                    tokens.add(new Token(Kind.SIGN, text, line));
                }
                line += (int) text.chars().filter(character -> character == '\n').count();
                start = matcher.end();
            }
            tokens.add(new Token(Kind.END, END, line));
        }

        private String unescape(String text, int line) {
            try {
                return text.translateEscapes();
            } catch (IllegalArgumentException e) {
                throw new SandboxException(file + ":" + line + ": a backslash in \"" + text
                        + "\" stands before something it cannot stand before", e);
            }
        }

        String place() {
            return file + ":" + tokens.get(position).line;
        }

        SandboxException error(String problem) {
            Token next = tokens.get(position);
            return new SandboxException(place() + ": " + problem + ", but found "
                    + (next.kind == Kind.END ? "the end of the file" : "'" + next.text + "'"));
        }

        boolean atEnd() {
            return tokens.get(position).kind == Kind.END;
        }

        /** Consumes a symbol or word if it follows; returns whether it did. */
        boolean take(String text) {
            Token next = tokens.get(position);
            if (next.kind != Kind.STRING && next.kind != Kind.END && next.text.equals(text)) {
                position++;
                return true;
            }
            return false;
        }

        void expect(String sign) {
            if (!take(sign)) {
                throw error("'" + sign + "' expected");
            }
        }

        @Nullable
        String optionalString() {
            Token next = tokens.get(position);
            if (next.kind != Kind.STRING) {
                return null;
            }
            position++;
            return next.text;
        }

        String string(String what) {
            String string = optionalString();
            if (string == null) {
                throw error(what + " in quotation marks expected");
            }
            return string;
        }

        boolean wordFollows() {
            return tokens.get(position).kind == Kind.WORD;
        }

        String word(String what) {
            if (!wordFollows()) {
                throw error(what + " expected");
            }
            return tokens.get(position++).text;
        }

        /** A word or a quoted text. */
        String wordOrString(String what) {
            String string = optionalString();
            return string == null ? word(what) : string;
        }

        /** Parses names and values up to the closing bracket, after the opening one. */
        Map<String, Object> configuration() {
            Map<String, Object> values = new LinkedHashMap<>();
            if (take("]")) {
                return values;
            }
            do {
                String name = word("the name of a parameter");
                expect("=");
                List<Object> all = new ArrayList<>();
                all.add(value());
                while (valueFollowsComma()) {
                    expect(",");
                    all.add(value());
                }
                if (values.put(name, all.size() == 1 ? all.get(0) : List.copyOf(all)) != null) {
                    throw error("the parameter " + name + " is given twice");
                }
            } while (take(","));
            expect("]");
            return values;
        }

        /** After a comma either another value of the same parameter or the next parameter follows. */
        private boolean valueFollowsComma() {
            return tokens.get(position).text.equals(",") && position + 2 < tokens.size()
                    && !tokens.get(position + 2).text.equals("=");
        }

        private Object value() {
            String string = optionalString();
            if (string != null) {
                return string;
            }
            String word = word("a value: text in quotation marks, a number, true or false");
            if ("true".equalsIgnoreCase(word) || "false".equalsIgnoreCase(word)) {
                return Boolean.valueOf(word);
            }
            try {
                return new BigDecimal(word);
            } catch (NumberFormatException e) {
                position--;
                throw error("a value expected: text in quotation marks, a number, true or false");
            }
        }
    }
}
