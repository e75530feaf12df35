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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns values of a configuration into the types that Java code wants.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ConfigParser {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigParser.class);

    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(boolean.class, Boolean.class, byte.class, Byte.class,
            short.class, Short.class, int.class, Integer.class, long.class, Long.class, float.class, Float.class,
            double.class, Double.class);

    private ConfigParser() {
    }

    /**
     * @param properties values by name
     * @param configurationClass a record, or a class with a constructor without arguments; its fields, inherited ones
     *            included, have the names of the values
     * @return a new object with the values in it, null if it cannot be made
     */
    public static <T> @Nullable T configurationAs(Map<String, @Nullable Object> properties,
            Class<T> configurationClass) {
        try {
            return configurationClass.isRecord()
                    ? recordAs(properties, configurationClass)
                    : objectAs(properties, configurationClass);
        } catch (ReflectiveOperationException e) {
            LOGGER.warn("Cannot make a {}: {}", configurationClass.getName(), e.toString());
            return null;
        }
    }

    private static <T> T recordAs(Map<String, @Nullable Object> properties, Class<T> type)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = valueAs(properties.get(components[i].getName()), types[i]);
            if (values[i] == null && types[i].isPrimitive()) {
                values[i] = java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(types[i], 1), 0);
            }
        }
        Constructor<T> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static <T> T objectAs(Map<String, @Nullable Object> properties, Class<T> type)
            throws ReflectiveOperationException {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        T object = constructor.newInstance();
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                Object value = properties.get(field.getName());
                if (value == null || Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                    continue;
                }
                Object converted = valueAs(value, field.getType());
                if (converted == null) {
                    LOGGER.warn("Value of '{}' does not fit {}", field.getName(), field.getType().getSimpleName());
                } else {
                    field.setAccessible(true);
                    field.set(object, converted);
                }
            }
        }
        return object;
    }

    /**
     * @return the value as {@link #valueAs} makes it, the default if that is null
     */
    public static <T> T valueAsOrElse(@Nullable Object value, Class<T> type, T defaultValue) {
        T converted = valueAs(value, type);
        return converted == null ? defaultValue : converted;
    }

    /**
     * @param value a value of a configuration, may be null
     * @param type the type wanted: text, boolean, any number, an enumeration, a list or set
     * @return the value in that type, null if there is none or the types do not go together
     * @throws IllegalArgumentException if a text is no number or no constant of the enumeration
     */
    @SuppressWarnings("unchecked")
    public static <T> @Nullable T valueAs(@Nullable Object value, Class<T> type) {
        Class<?> wrapper = WRAPPERS.getOrDefault(type, type);
        if (value == null) {
            return null;
        }
        Object converted = wrapper.isInstance(value) ? value : convert(value, wrapper);
        return converted == null ? null : (T) converted;
    }

    private static @Nullable Object convert(Object value, Class<?> type) {
        if (type == String.class) {
            return value instanceof Collection ? null : value.toString();
        }
        if (value instanceof Collection<?> collection) {
            return type == Set.class
                    ? new LinkedHashSet<>(collection)
                    : type.isAssignableFrom(ArrayList.class) ? new ArrayList<>(collection) : null;
        }
        if (type.isAssignableFrom(ArrayList.class)) {
            return List.of(value);
        }
        if (type == Set.class) {
            return Set.of(value);
        }
        if (value instanceof String text) {
            return convertText(text, type);
        }
        return value instanceof Number number && Number.class.isAssignableFrom(type)
                ? convertNumber(new BigDecimal(number.toString()), type)
                : null;
    }

    private static @Nullable Object convertText(String text, Class<?> type) {
        if (type == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("No constant '" + text + "' in " + type.getSimpleName());
        }
        return Number.class.isAssignableFrom(type) ? convertNumber(new BigDecimal(text), type) : null;
    }

    private static @Nullable Object convertNumber(BigDecimal number, Class<?> type) {
        if (type == Integer.class) {
            return number.intValue();
        }
        if (type == Long.class) {
            return number.longValue();
        }
        if (type == Double.class) {
            return number.doubleValue();
        }
        if (type == Float.class) {
            return number.floatValue();
        }
        if (type == Short.class) {
            return number.shortValue();
        }
        if (type == Byte.class) {
            return number.byteValue();
        }
        return type == BigInteger.class ? number.toBigInteger() : type == BigDecimal.class ? number : null;
    }
}
