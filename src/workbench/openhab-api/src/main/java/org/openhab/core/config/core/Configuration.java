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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The configuration of a thing or channel: values by name.
 *
 * Values are texts, booleans, {@code BigDecimal}s and lists of these, whatever number or collection was put in. Safe
 * for use by many threads.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Configuration {

    private final Map<String, @Nullable Object> properties = new HashMap<>();

    public Configuration() {
    }

    /** @throws IllegalArgumentException if a value is neither text, boolean, number nor a collection of these */
    public Configuration(@Nullable Map<String, @Nullable Object> properties) {
        if (properties != null) {
            setProperties(properties);
        }
    }

    public <T> T as(Class<T> configurationClass) {
        return Objects.requireNonNull(ConfigParser.configurationAs(getProperties(), configurationClass));
    }

    public synchronized boolean containsKey(String key) {
        return properties.containsKey(key);
    }

    public synchronized @Nullable Object get(String key) {
        return properties.get(key);
    }

    /**
     * @return the value before, null if there was none
     * @throws IllegalArgumentException if the value is neither text, boolean, number nor a collection of these
     */
    public synchronized @Nullable Object put(String key, @Nullable Object value) {
        return properties.put(key, ConfigUtil.normalizeType(value));
    }

    public synchronized @Nullable Object remove(String key) {
        return properties.remove(key);
    }

    public synchronized Collection<@Nullable Object> values() {
        return Collections.unmodifiableCollection(new ArrayList<>(properties.values()));
    }

    public synchronized Map<String, @Nullable Object> getProperties() {
        return Collections.unmodifiableMap(new HashMap<>(properties));
    }

    /** Replaces all values. */
    public synchronized void setProperties(Map<String, @Nullable Object> properties) {
        Map<String, @Nullable Object> normalized = ConfigUtil.normalizeTypes(properties);
        this.properties.clear();
        this.properties.putAll(normalized);
    }

    @Override
    public int hashCode() {
        return getProperties().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Configuration configuration
                        && getProperties().equals(configuration.getProperties());
    }

    @Override
    public String toString() {
        return getProperties().entrySet().stream().map(entry -> entry.getKey() + ":" + typeOf(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", ", "Configuration[", "]"));
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }
}
