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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/**
 * Keeps each storage as a JSON file. As in openHAB, a change is written half a second later, so that a storage that is
 * busy does not wear out the disk; closing writes what is left.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class JsonStorageService implements StorageService, AutoCloseable {

    private static final long WRITE_DELAY_MILLISECONDS = 500;

    private final Logger logger = LoggerFactory.getLogger(JsonStorageService.class);
    private final Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private final Path folder;
    private final Map<String, JsonStorage<?>> storages = new HashMap<>();
    private final Set<String> unwritten = new HashSet<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-storage");
        thread.setDaemon(true);
        return thread;
    });

    /** @param folder where the files are; made if missing */
    public JsonStorageService(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SandboxException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> Storage<T> getStorage(String name) {
        return getStorage(name, JsonStorageService.class.getClassLoader());
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <T> Storage<T> getStorage(String name, @Nullable ClassLoader classLoader) {
        JsonStorage<?> storage = storages.get(name);
        if (storage == null) {
            storage = new JsonStorage<T>(read(fileOf(name)),
                    classLoader == null ? JsonStorageService.class.getClassLoader() : classLoader,
                    () -> writeLater(name));
            storages.put(name, storage);
        }
        return (Storage<T>) storage;
    }

    private Path fileOf(String name) {
        return folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".json");
    }

    private JsonObject read(Path file) {
        try {
            JsonObject content = Files.exists(file) ? gson.fromJson(Files.readString(file), JsonObject.class) : null;
            return content == null ? new JsonObject() : content;
        } catch (IOException | JsonParseException e) {
            throw new SandboxException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private synchronized void writeLater(String name) {
        if (unwritten.add(name)) {
            try {
                writer.schedule(() -> writeOrLog(name), WRITE_DELAY_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                logger.debug("A change of the storage {} came after the end", name);
            }
        }
    }

    private void writeOrLog(String name) {
        try {
            write(name);
        } catch (UncheckedIOException e) {
            logger.warn("The storage {} cannot be written: {}", name, e.getMessage());
        }
    }

    private synchronized void write(String name) {
        JsonStorage<?> storage = storages.get(name);
        if (storage == null || !unwritten.remove(name)) {
            return;
        }
        Path file = fileOf(name);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, gson.toJson(storage.content()));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends without writing what has not been written yet, as when the power fails. */
    public void abort() {
        writer.shutdownNow();
        synchronized (this) {
            unwritten.clear();
            storages.clear();
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        synchronized (this) {
            Set.copyOf(unwritten).forEach(this::writeOrLog);
        }
    }
}
