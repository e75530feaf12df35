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
package org.openhab.core.config.core;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Brings values of configurations into the types that openHAB keeps them in.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConfigUtil {

    /**
     * @return a copy with all values as {@link #normalizeType(Object)} makes them
     */
    public static Map<String, @Nullable Object> normalizeTypes(Map<String, @Nullable Object> configuration) {
        Map<String, @Nullable Object> normalized = new HashMap<>();
        configuration.forEach((name, value) -> normalized.put(name, normalizeType(value)));
        return normalized;
    }

    /**
     * @param value a text, boolean, number, collection of these, or null
     * @return the same with {@code BigDecimal} for every number and {@code List} for every collection
     * @throws IllegalArgumentException if it is anything else, or a collection of values of different types
     */
    public static @Nullable Object normalizeType(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> normalized = new ArrayList<>();
            collection.forEach(element -> normalized.add(normalizeType(element)));
            if (normalized.stream().filter(Objects::nonNull).map(Object::getClass).distinct().count() > 1) {
                throw new IllegalArgumentException("The values of a collection must be of the same type");
            }
            return normalized;
        }
        throw new IllegalArgumentException("Invalid type '" + value.getClass().getCanonicalName()
                + "' of configuration value!");
    }

    /**
     * @return a copy with the values of the types that the descriptions say
     */
    public static Map<String, @Nullable Object> normalizeTypes(Map<String, @Nullable Object> configuration,
            List<ConfigDescription> configDescriptions) {
        Map<String, ConfigDescriptionParameter> parameters = new HashMap<>();
        configDescriptions.forEach(description -> parameters.putAll(description.toParametersMap()));
        Map<String, @Nullable Object> normalized = new HashMap<>();
        configuration.forEach((name, value) -> normalized.put(name, normalizeType(value, parameters.get(name))));
        return normalized;
    }

    /**
     * @param parameter says the type, null if nothing does
     * @return the value in that type: a number where a text is wanted becomes one, and the other way round
     * @throws IllegalArgumentException as {@link #normalizeType(Object)}, and if a text is not of the type wanted
     */
    public static @Nullable Object normalizeType(@Nullable Object value,
            @Nullable ConfigDescriptionParameter parameter) {
        Object normalized = normalizeType(value);
        if (normalized == null || parameter == null) {
            return normalized;
        }
        if (normalized instanceof List<?> values) {
            return values.stream().map(element -> element == null ? null : asType(element, parameter)).toList();
        }
        Object single = asType(normalized, parameter);
        return parameter.isMultiple() ? List.of(single) : single;
    }

    private static Object asType(Object value, ConfigDescriptionParameter parameter) {
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return switch (parameter.getType()) {
            case TEXT -> text;
            case BOOLEAN -> Boolean.valueOf(text);
            case INTEGER, DECIMAL -> number(text, parameter);
        };
    }

    private static BigDecimal number(String text, ConfigDescriptionParameter parameter) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The value of '" + parameter.getName() + "' is not a number", e);
        }
    }

    /**
     * @return the default in the type that is wanted, null if there is none
     */
    public static @Nullable Object getDefaultValueAsCorrectType(ConfigDescriptionParameter parameter) {
        String defaultValue = parameter.getDefault();
        if (defaultValue == null || !parameter.isMultiple()) {
            return normalizeType(defaultValue, parameter);
        }
        return normalizeType(List.of(defaultValue.split("\\s*,\\s*")), parameter);
    }

    /**
     * Puts the defaults in where the configuration has no value.
     */
    public static void applyDefaultConfiguration(Configuration configuration,
            @Nullable ConfigDescription configDescription) {
        if (configDescription != null) {
            for (ConfigDescriptionParameter parameter : configDescription.getParameters()) {
                Object defaultValue = getDefaultValueAsCorrectType(parameter);
                if (defaultValue != null && configuration.get(parameter.getName()) == null) {
                    configuration.put(parameter.getName(), defaultValue);
                }
            }
        }
    }
}
