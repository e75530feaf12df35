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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Option;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ParameterType;

/**
 * Values of configuration parameters: their types as openHAB keeps them (text as {@link String}, numbers as
 * {@link BigDecimal}, truth values as {@link Boolean}), defaults and rules.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ParameterValues {

    private ParameterValues() {
    }

    /** What a text means as value of a parameter; the text itself when it does not fit the type. */
    public static Object parse(Parameter parameter, String text) {
        String stripped = text.strip();
        switch (parameter.type()) {
            case INTEGER, DECIMAL -> {
                try {
                    return new BigDecimal(stripped);
                } catch (NumberFormatException e) {
                    return text;
                }
            }
            case BOOLEAN -> {
                return "true".equalsIgnoreCase(stripped) || "false".equalsIgnoreCase(stripped)
                        ? Boolean.valueOf(stripped)
                        : text;
            }
            default -> {
                return text;
            }
        }
    }

    /** A value as openHAB keeps it, for one that came from JSON, a text file or a form. */
    public static Object normalized(Parameter parameter, Object value) {
        if (value instanceof Number number && !(value instanceof BigDecimal)) {
            return parse(parameter, number instanceof Double || number instanceof Float
                    ? BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString()
                    : number.toString());
        }
        return value instanceof String || parameter.type() == ParameterType.TEXT
                ? parse(parameter, value instanceof BigDecimal number ? number.toPlainString() : value.toString())
                : value;
    }

    /** All given values normalized, with the defaults of those that are missing. */
    public static Map<String, Object> withDefaults(List<Parameter> parameters, Map<String, Object> given) {
        Map<String, Object> values = new LinkedHashMap<>(given);
        for (Parameter parameter : parameters) {
            Object value = values.get(parameter.name());
            String defaultValue = parameter.defaultValue();
            if (value != null) {
                values.put(parameter.name(), normalized(parameter, value));
            } else if (defaultValue != null) {
                values.put(parameter.name(), parse(parameter, defaultValue));
            }
        }
        return values;
    }

    /**
     * What is wrong with a configuration, by name of the parameter; parameters that are not described are accepted, as
     * openHAB does.
     */
    public static Map<String, String> problems(List<Parameter> parameters, Map<String, Object> values) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String problem = problemOf(parameter, values.get(parameter.name()));
            if (problem != null) {
                problems.put(parameter.name(), problem);
            }
        }
        return problems;
    }

    /** What is wrong with one value; null when it is fine. */
    static @Nullable String problemOf(Parameter parameter, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isEmpty()) {
            return parameter.required() ? "The parameter is required." : null;
        }
        Object typed = normalized(parameter, value);
        boolean fits = switch (parameter.type()) {
            case TEXT -> typed instanceof String;
            case INTEGER -> typed instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
            case DECIMAL -> typed instanceof BigDecimal;
            case BOOLEAN -> typed instanceof Boolean;
        };
        if (!fits) {
            return "The data type of the value does not match the type %s.".formatted(parameter.type());
        }
        BigDecimal size = typed instanceof BigDecimal number
                ? number
                : BigDecimal.valueOf(typed.toString().length());
        BigDecimal min = parameter.min();
        BigDecimal max = parameter.max();
        if (min != null && size.compareTo(min) < 0) {
            return "The value must not be less than %s.".formatted(min);
        }
        if (max != null && size.compareTo(max) > 0) {
            return "The value must not be greater than %s.".formatted(max);
        }
        if (parameter.limitToOptions() && !parameter.options().isEmpty()
                && parameter.options().stream().noneMatch(option -> option.value().equals(typed.toString()))) {
            return "The value '%s' does not match allowed parameter options %s.".formatted(typed,
                    parameter.options().stream().map(Option::value).toList());
        }
        return null;
    }
}
