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
package org.openhab.binding.withings.sandbox.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.storage.Storage;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;

/**
 * One named storage. Values are kept as JSON together with the name of their class, as openHAB keeps them, so that a
 * value that cannot be read back after a restart is found here as it would be there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JsonStorage<T> implements Storage<T> {

    private static final String CLASS = "class";
    private static final String VALUE = "value";

    private final Gson gson = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.BIG_DECIMAL).create();
    private final Map<String, JsonObject> entries = new LinkedHashMap<>();
    private final ClassLoader classLoader;
    private final Consumer<String> beforeStoring;
    private final Runnable changed;

    /**
     * @param content what was stored before
     * @param beforeStoring is given the name of an entry before it is stored
     * @param changed is called after each change
     */
    JsonStorage(JsonObject content, ClassLoader classLoader, Consumer<String> beforeStoring, Runnable changed) {
        content.entrySet().forEach(entry -> entries.put(entry.getKey(), entry.getValue().getAsJsonObject()));
        this.classLoader = classLoader;
        this.beforeStoring = beforeStoring;
        this.changed = changed;
    }

    synchronized JsonObject content() {
        JsonObject content = new JsonObject();
        entries.forEach(content::add);
        return content;
    }

    @Override
    public @Nullable T put(String key, @Nullable T value) {
        if (value == null) {
            return remove(key);
        }
        beforeStoring.accept(key);
        T previous;
        synchronized (this) {
            JsonObject entry = new JsonObject();
            entry.addProperty(CLASS, value.getClass().getName());
            entry.add(VALUE, gson.toJsonTree(value));
            previous = read(entries.put(key, entry));
        }
        changed.run();
        return previous;
    }

    @Override
    public @Nullable T remove(String key) {
        T previous;
        synchronized (this) {
            previous = read(entries.remove(key));
        }
        changed.run();
        return previous;
    }

    @Override
    public synchronized boolean containsKey(String key) {
        return entries.containsKey(key);
    }

    @Override
    public synchronized @Nullable T get(String key) {
        return read(entries.get(key));
    }

    @Override
    public synchronized Collection<String> getKeys() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public synchronized Collection<@Nullable T> getValues() {
        return entries.values().stream().map(this::read).toList();
    }

    @SuppressWarnings("unchecked")
    private @Nullable T read(@Nullable JsonObject entry) {
        if (entry == null) {
            return null;
        }
        String type = entry.get(CLASS).getAsString();
        try {
            JsonElement value = entry.get(VALUE);
            return (T) gson.fromJson(value, Class.forName(type, true, classLoader));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A stored value is of the class " + type + ", which cannot be loaded", e);
        }
    }
}
