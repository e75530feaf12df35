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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration of a thing or channel: texts, booleans, {@code BigDecimal}s and lists of these by name. */
@NonNullByDefault
public class Configuration {
    private static final Logger LOGGER = LoggerFactory.getLogger(Configuration.class);

    private final Map<String, @Nullable Object> properties = new HashMap<>();

    public Configuration() {
    }

    public Configuration(@Nullable Map<String, @Nullable Object> properties) {
        if (properties != null) {
            setProperties(properties);
        }
    }

    /** Sets fields of type text, boolean and integer; a value of the wrong type leaves the default. */
    public <T> T as(Class<T> configurationClass) {
        try {
            T object = configurationClass.getConstructor().newInstance();
            for (Field field : configurationClass.getDeclaredFields()) {
                Object value = get(field.getName());
                if (value != null && !Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.set(object, fitting(value, field.getType()));
                    } catch (IllegalArgumentException e) {
                        LOGGER.warn("The value of '{}' is not a {}", field.getName(), field.getType().getSimpleName());
                    }
                }
            }
            return object;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot make a " + configurationClass.getName(), e);
        }
    }

    private static Object fitting(Object value, Class<?> type) {
        if (type == int.class) {
            return value instanceof BigDecimal number ? number.intValue() : Integer.parseInt(value.toString());
        }
        return type == boolean.class && value instanceof String text ? Boolean.parseBoolean(text) : value;
    }

    public synchronized @Nullable Object get(String key) {
        return properties.get(key);
    }

    public synchronized @Nullable Object put(String key, @Nullable Object value) {
        return properties.put(key, normalized(value));
    }

    private static @Nullable Object normalized(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> values = new ArrayList<>();
            collection.forEach(element -> values.add(normalized(element)));
            if (values.stream().filter(Objects::nonNull).map(Object::getClass).distinct().count() > 1) {
                throw new IllegalArgumentException("The values of a collection must be of the same type");
            }
            return values;
        }
        throw new IllegalArgumentException(
                "Invalid type '" + value.getClass().getCanonicalName() + "' of configuration value!");
    }

    public synchronized Collection<@Nullable Object> values() {
        return Collections.unmodifiableCollection(new ArrayList<>(properties.values()));
    }

    public synchronized Map<String, @Nullable Object> getProperties() {
        return Collections.unmodifiableMap(new HashMap<>(properties));
    }

    public synchronized void setProperties(Map<String, @Nullable Object> properties) {
        Map<String, @Nullable Object> all = new HashMap<>();
        properties.forEach((name, value) -> all.put(name, normalized(value)));
        this.properties.clear();
        this.properties.putAll(all);
    }

    @Override
    public int hashCode() {
        return getProperties().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Configuration configuration && getProperties().equals(configuration.getProperties());
    }

    /** Without values, which may be secret. */
    @Override
    public String toString() {
        return getProperties().entrySet().stream().map(entry -> entry.getKey() + ":" + typeOf(entry.getValue()))
                .sorted().collect(Collectors.joining(", ", "Configuration[", "]"));
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
