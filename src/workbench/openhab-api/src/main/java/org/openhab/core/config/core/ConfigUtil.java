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
}
