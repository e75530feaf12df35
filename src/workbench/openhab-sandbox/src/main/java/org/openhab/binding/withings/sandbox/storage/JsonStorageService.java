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
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/**
 * Keeps each storage as a JSON file, as openHAB does: a file is written half a second after the last change, or when a
 * storage has not come to rest for a minute; with it goes a copy into the folder {@code backup}, of which the five
 * newest stay. A file that is missing, empty or cannot be read is replaced by the newest copy that can.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class JsonStorageService implements StorageService, AutoCloseable {

    private static final Duration WRITE_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final int BACKUPS = 5;
    private static final String BACKUP_SEPARATOR = "--";

    private final Logger logger = LoggerFactory.getLogger(JsonStorageService.class);
    private final Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private final Path folder;
    private final Path backups;
    private final VirtualTime time;
    private final BiConsumer<String, String> beforeStoring;
    private final Map<String, JsonStorage<?>> storages = new HashMap<>();
    private final Map<String, Unwritten> unwritten = new HashMap<>();
    private final ScheduledExecutorService writer;

    /** What has been changed since the file was written. */
    private record Unwritten(Instant since, ScheduledFuture<?> writing) {}

    /**
     * @param folder where the files are; made if missing
     * @param time by which changes wait to be written
     */
    public JsonStorageService(Path folder, VirtualTime time) {
        this(folder, time, (storage, key) -> {
        });
    }

    /** @param beforeStoring is given the names of storage and entry before an entry is stored */
    public JsonStorageService(Path folder, VirtualTime time, BiConsumer<String, String> beforeStoring) {
        this.folder = folder;
        this.backups = folder.resolve("backup");
        this.time = time;
        this.beforeStoring = beforeStoring;
        try {
            Files.createDirectories(backups);
        } catch (IOException e) {
            throw new SandboxException("The folder " + backups + " cannot be made: " + e.getMessage(), e);
        }
        writer = time.scheduler("sandbox-storage", 1);
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
                    key -> beforeStoring.accept(name, key), () -> writeLater(name));
            storages.put(name, storage);
        }
        return (Storage<T>) storage;
    }

    private Path fileOf(String name) {
        return folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".json");
    }

    private JsonObject read(Path file) {
        return Stream.concat(Stream.of(file), backupsOf(file).stream()).map(this::readOrLog)
                .filter(Objects::nonNull).findFirst().orElseGet(JsonObject::new);
    }

    private @Nullable JsonObject readOrLog(Path file) {
        try {
            JsonObject content = Files.exists(file) ? gson.fromJson(Files.readString(file), JsonObject.class) : null;
            if (content == null && Files.exists(file)) {
                logger.warn("The file {} is empty and ignored", file.getFileName());
            }
            return content;
        } catch (IOException | JsonParseException e) {
            logger.warn("The file {} cannot be read and is ignored", file.getFileName());
            return null;
        }
    }

    /** The copies of a file, the newest first. */
    private List<Path> backupsOf(Path file) {
        try (Stream<Path> copies = Files.list(backups)) {
            return copies.filter(copy -> copy.getFileName().toString().endsWith(BACKUP_SEPARATOR + file.getFileName()))
                    .sorted(Comparator.comparingLong(JsonStorageService::writtenAt).reversed()).toList();
        } catch (IOException e) {
            throw new SandboxException("The folder " + backups + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long writtenAt(Path backup) {
        String name = backup.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf(BACKUP_SEPARATOR)));
    }

    private synchronized void writeLater(String name) {
        Unwritten before = unwritten.get(name);
        Instant now = time.instant();
        Instant since = before == null ? now : before.since();
        if (before != null) {
            before.writing().cancel(false);
        }
        Duration delay = now.isAfter(since.plus(LONGEST_DELAY)) ? Duration.ZERO : WRITE_DELAY;
        try {
            unwritten.put(name, new Unwritten(since,
                    writer.schedule(() -> writeOrLog(name), delay.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (RejectedExecutionException e) {
            logger.debug("A change of the storage {} came after the end", name);
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
        if (storage == null || unwritten.remove(name) == null) {
            return;
        }
        Path file = fileOf(name);
        String content = gson.toJson(storage.content());
        try {
            Files.writeString(file, content);
            Files.writeString(backups.resolve(time.millis() + BACKUP_SEPARATOR + file.getFileName()), content);
            for (Path old : backupsOf(file).stream().skip(BACKUPS).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether everything is on disk. */
    public synchronized boolean isWritten() {
        return unwritten.isEmpty();
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
            Set.copyOf(unwritten.keySet()).forEach(this::writeOrLog);
        }
    }
}
