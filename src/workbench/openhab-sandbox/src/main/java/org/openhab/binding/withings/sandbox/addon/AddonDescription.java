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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * Everything an add-on declares in {@code OH-INF}; types by UID, openHAB's own {@code system} types included.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record AddonDescription(String id, Map<String, ThingType> thingTypes, Map<String, ChannelType> channelTypes,
        Map<String, ChannelGroupType> channelGroupTypes, Texts texts) {
    /** A kind of thing or bridge; {@code listed} if user interfaces offer it to be added by hand. */
    public record ThingType(String uid, boolean bridge, List<String> supportedBridges, String label,
            @Nullable String description, @Nullable String semanticEquipmentTag, List<DeclaredChannel> channels,
            List<DeclaredGroup> groups, Map<String, String> properties, List<Parameter> parameters, boolean listed) {}

    /** A kind of channel; the item type is null for a trigger channel, whose options are its events. */
    public record ChannelType(String uid, @Nullable String itemType, @Nullable String unitHint, String label,
            @Nullable String description, @Nullable String category, Set<String> tags, @Nullable String pattern,
            List<Option> options) {
        public boolean isTrigger() {
            return itemType == null;
        }
    }

    public record ChannelGroupType(String uid, List<DeclaredChannel> channels) {}

    /** A channel of a thing type or channel group type; label and description if not those of the channel type. */
    public record DeclaredChannel(String id, String typeUID, @Nullable String label, @Nullable String description) {}

    public record DeclaredGroup(String id, String typeUID) {}

    /** A value to choose, of a parameter, a state or an event, with the label that people see. */
    public record Option(String value, String label) {}

    /** One parameter of a configuration; min and max are of the number, or of the length of the text. */
    public record Parameter(String name, ParameterType type, boolean required, @Nullable String defaultValue,
            @Nullable String label, @Nullable String description, @Nullable String context, @Nullable BigDecimal min,
            @Nullable BigDecimal max, List<Option> options, boolean limitToOptions) {
        public String shownLabel() {
            return label == null ? name : label;
        }

        /** Converts a text into openHAB's type of the parameter; returns the text itself if it is invalid. */
        public Object parse(String text) {
            String stripped = text.strip();
            if (type == ParameterType.BOOLEAN) {
                return "true".equalsIgnoreCase(stripped) || "false".equalsIgnoreCase(stripped)
                        ? Boolean.valueOf(stripped)
                        : text;
            }
            try {
                return type == ParameterType.TEXT ? text : new BigDecimal(stripped);
            } catch (NumberFormatException e) {
                return text;
            }
        }

        /** Normalizes a value from JSON, a text file or a form like openHAB. */
        public Object normalized(Object value) {
            if (value instanceof Number number && !(value instanceof BigDecimal)) {
                return parse(number instanceof Double || number instanceof Float
                        ? BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString()
                        : number.toString());
            }
            return value instanceof String || type == ParameterType.TEXT
                    ? parse(value instanceof BigDecimal number ? number.toPlainString() : value.toString())
                    : value;
        }

        /** Returns the problem of a value; null if it is valid. */
        public @Nullable String problemOf(@Nullable Object value) {
            if (value == null || value instanceof String text && text.isEmpty()) {
                return required ? "The parameter is required." : null;
            }
            Object typed = normalized(value);
            boolean fits = switch (type) {
                case TEXT -> typed instanceof String;
                case INTEGER -> typed instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
                case DECIMAL -> typed instanceof BigDecimal;
                case BOOLEAN -> typed instanceof Boolean;
            };
            if (!fits) {
                return "The data type of the value does not match the type %s.".formatted(type);
            }
            BigDecimal size = typed instanceof BigDecimal number
                    ? number
                    : BigDecimal.valueOf(typed.toString().length());
            if (min != null && size.compareTo(min) < 0) {
                return "The value must not be less than %s.".formatted(min);
            }
            if (max != null && size.compareTo(max) > 0) {
                return "The value must not be greater than %s.".formatted(max);
            }
            List<String> allowed = options.stream().map(Option::value).toList();
            return limitToOptions && !allowed.isEmpty() && !allowed.contains(typed.toString())
                    ? "The value '%s' does not match allowed parameter options %s.".formatted(typed, allowed)
                    : null;
        }

        /** Returns all values normalized, with defaults for missing ones. */
        public static Map<String, Object> withDefaults(List<Parameter> parameters, Map<String, Object> given) {
            Map<String, Object> values = new LinkedHashMap<>(given);
            for (Parameter parameter : parameters) {
                Object value = values.get(parameter.name);
                if (value != null) {
                    values.put(parameter.name, parameter.normalized(value));
                } else if (parameter.defaultValue != null) {
                    values.put(parameter.name, parameter.parse(parameter.defaultValue));
                }
            }
            return values;
        }

        /** Returns the problems of a configuration by parameter; unknown parameters are accepted like in openHAB. */
        public static Map<String, String> problems(List<Parameter> parameters, Map<String, Object> values) {
            Map<String, String> problems = new LinkedHashMap<>();
            for (Parameter parameter : parameters) {
                String problem = parameter.problemOf(values.get(parameter.name));
                if (problem != null) {
                    problems.put(parameter.name, problem);
                }
            }
            return problems;
        }
    }

    /** The types of configuration parameters. */
    public enum ParameterType {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }

    /** The texts of an add-on by the end of the name of their file in UTF-8, such as {@code _de}. */
    public static class Texts {
        /** A reference to a text, with arguments as a JSON array of strings: {@code @text/key ["one", "@text/two"]}. */
        private static final Pattern REFERENCE = Pattern.compile("@text/(\\S+)(?:\\s+(\\[.*\\]))?\\s*", Pattern.DOTALL);
        private static final Control FILES = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
        private final Map<String, Map<String, String>> texts = new HashMap<>();

        void add(String path, byte[] content) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
            } catch (IOException | IllegalArgumentException e) {
                throw new SandboxException(path + ": " + e.getMessage(), e);
            }
            Map<String, String> language = texts.computeIfAbsent(path.replaceAll("^[^_]*|\\.properties$", ""),
                    end -> new HashMap<>());
            properties.forEach((key, value) -> {
                try {
                    new MessageFormat(String.valueOf(value));
                } catch (IllegalArgumentException e) {
                    throw new SandboxException(
                            path + ": the text of '" + key + "' is no message format: " + e.getMessage(),
                            e);
                }
                if (language.put(String.valueOf(key), String.valueOf(value)) != null) {
                    throw new SandboxException(path + ": '" + key + "' is defined in another file");
                }
            });
        }

        public boolean contains(String key) {
            return find(key, Locale.ROOT) != null;
        }

        /** The raw text of a key, in English if it is not translated, or null. */
        @Nullable
        public String find(String key, Locale locale) {
            return FILES.getCandidateLocales("", locale).stream()
                    .map(each -> texts.getOrDefault(FILES.toBundleName("", each), Map.of()).get(key))
                    .filter(Objects::nonNull).findFirst().orElse(null);
        }

        /** Replaces a reference {@code @text/key ["argument", ...]} by its text if there is one. */
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
            String found = find(reference.group(1), locale);
            if (found == null) {
                return text;
            }
            // as in openHAB, quotes have to be doubled where there are arguments
            return json == null ? found : MessageFormat.format(found, arguments.toArray());
        }
    }
}
