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

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            RecordComponent component = components[i];
            types[i] = component.getType();
            values[i] = fit(properties.get(component.getName()), types[i], component.getGenericType(),
                    component.getName());
            if (values[i] == null && types[i].isPrimitive()) {
                values[i] = Array.get(Array.newInstance(types[i], 1), 0);
            }
        }
        Constructor<T> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static <T> T objectAs(Map<String, @Nullable Object> properties, Class<T> type)
            throws ReflectiveOperationException {
        T object = type.getConstructor().newInstance();
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers) || Modifier.isTransient(modifiers)) {
                    continue;
                }
                Object value = fit(properties.get(field.getName()), field.getType(), field.getGenericType(),
                        field.getName());
                if (value != null) {
                    field.setAccessible(true);
                    field.set(object, value);
                }
            }
        }
        return object;
    }

    private static @Nullable Object fit(@Nullable Object value, Class<?> type, Type genericType,
            String name) {
        if (value == null) {
            return null;
        }
        try {
            Object fitting = value instanceof Collection<?> collection ? fitElements(collection, genericType) : value;
            return valueAs(fitting, type);
        } catch (IllegalArgumentException e) {
            LOGGER.warn("The value of '{}' is not a {}", name, type.getSimpleName());
            return null;
        }
    }

    private static Collection<?> fitElements(Collection<?> collection, Type genericType) {
        return genericType instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0]instanceof Class<?> elementType
                        ? collection.stream().map(element -> valueAs(element, elementType)).filter(Objects::nonNull)
                                .toList()
                        : collection;
    }

    /**
     * A number is not made a text, nor a text that is no whole number an {@code int}.
     *
     * @param value a value of a configuration, may be null
     * @param type the type wanted: text, boolean, a number, an enumeration, a list or set
     * @return the value in that type, null if there is none or the types do not go together
     * @throws IllegalArgumentException if a text is no number or no constant of the enumeration
     */
    @SuppressWarnings("unchecked")
    public static <T> @Nullable T valueAs(@Nullable Object value, Class<T> type) {
        if (value == null || type.isInstance(value)) {
            return (T) value;
        }
        Class<?> wanted = WRAPPERS.getOrDefault(type, type);
        Object converted = value;
        if (value instanceof Number number && Number.class.isAssignableFrom(wanted)) {
            converted = number(new BigDecimal(number.toString()), wanted);
        } else if (value instanceof String text) {
            converted = text(text, wanted);
        } else if (value instanceof Collection<?> collection && Set.class == wanted) {
            converted = new LinkedHashSet<>(collection);
        }
        if (wanted.isInstance(converted)) {
            return (T) converted;
        }
        LOGGER.warn("A {} cannot be made a {}", value.getClass().getSimpleName(), type.getSimpleName());
        return null;
    }

    private static @Nullable Object text(String text, Class<?> type) {
        if (type == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst().orElseThrow(() -> new IllegalArgumentException(
                            "No constant " + type.getSimpleName() + "." + text));
        }
        if (Set.class.isAssignableFrom(type)) {
            return Set.of(text);
        }
        if (Collection.class.isAssignableFrom(type)) {
            return List.of(text);
        }
        if (!Number.class.isAssignableFrom(type)) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.stripTrailingZeros().scale() > 0 && type != Double.class && type != Float.class
                && type != BigDecimal.class) {
            throw new NumberFormatException("Not a whole number: " + text);
        }
        return number(number, type);
    }

    private static @Nullable Object number(BigDecimal number, Class<?> type) {
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
        return type == Byte.class ? number.byteValue() : number;
    }
}
