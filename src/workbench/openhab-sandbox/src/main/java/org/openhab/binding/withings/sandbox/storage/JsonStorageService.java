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

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;

/**
 * Stores each storage in a JSON file like openHAB: it is written half a second after the last change, with backups of
 * which the five newest are kept; a file that cannot be read is replaced by the newest readable backup.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class JsonStorageService implements StorageService, AutoCloseable {
    private static final Duration WRITE_DELAY = Duration.ofMillis(500);
    private static final int BACKUPS = 5;

    private final Logger logger = LoggerFactory.getLogger(JsonStorageService.class);
    private final Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private final Path folder;
    private final Path backups;
    private final VirtualTime time;
    private final BiConsumer<String, String> beforeStoring;
    private final Map<String, JsonStorage<?>> storages = new HashMap<>();
    private final Map<String, ScheduledFuture<?>> unwritten = new HashMap<>();
    private final ScheduledExecutorService writer;

    public JsonStorageService(Path folder, VirtualTime time) {
        this(folder, time, (storage, key) -> {
        });
    }

    public JsonStorageService(Path folder, VirtualTime time, BiConsumer<String, String> beforeStoring) {
        this.folder = folder;
        this.backups = folder.resolve("backup");
        this.time = time;
        this.beforeStoring = beforeStoring;
        try {
            Files.createDirectories(backups);
        } catch (IOException e) {
            throw new SandboxException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
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
        return Stream.concat(Stream.of(file), backupsOf(file).stream()).filter(Files::exists).map(this::readOrLog)
                .filter(Objects::nonNull).findFirst().orElseGet(JsonObject::new);
    }

    private @Nullable JsonObject readOrLog(Path file) {
        try {
            return gson.fromJson(Files.readString(file), JsonObject.class);
        } catch (IOException | JsonParseException e) {
            logger.warn("The file {} cannot be read and is ignored", file.getFileName());
            return null;
        }
    }

    /** The copies of a file, the newest first; all milliseconds of our time have the same number of digits. */
    private List<Path> backupsOf(Path file) {
        try (Stream<Path> copies = Files.list(backups)) {
            return copies.filter(copy -> copy.toString().endsWith("--" + file.getFileName()))
                    .sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new SandboxException("The folder " + backups + " cannot be read: " + e.getMessage(), e);
        }
    }

    private synchronized void writeLater(String name) {
        try {
            ScheduledFuture<?> before = unwritten.put(name,
                    writer.schedule(() -> writeOrLog(name), WRITE_DELAY.toMillis(), TimeUnit.MILLISECONDS));
            if (before != null) {
                before.cancel(false);
            }
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
        try {
            Path file = Files.writeString(fileOf(name), gson.toJson(storage.content()));
            Files.copy(file, backups.resolve(time.millis() + "--" + file.getFileName()), REPLACE_EXISTING);
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

    /** Stops without writing pending changes, as after a power failure. */
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

    /** A named storage. Values are JSON with their class names, like in openHAB. */
    static class JsonStorage<T> implements Storage<T> {
        private static final String CLASS = "class";
        private static final String VALUE = "value";

        private final Gson gson = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.BIG_DECIMAL).create();
        private final Map<String, JsonObject> entries = new LinkedHashMap<>();
        private final ClassLoader classLoader;
        private final Consumer<String> beforeStoring;
        private final Runnable changed;

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
                throw new IllegalStateException("A stored value is of the class " + type + ", which cannot be loaded",
                        e);
            }
        }
    }

    /** Encrypts entries with a key that is generated once and stored in the userdata folder. */
    public static class AesCipher implements StorageCipher {
        /** The ID of openHAB's cipher. */
        public static final String ID = "SymmetricKeyCipher";
        private static final String ALGORITHM = "AES/GCM/NoPadding";
        private static final String KEY = "key";
        private static final int KEY_BYTES = 16;
        private static final int NONCE_BYTES = 12;
        private static final int TAG_BITS = 128;

        private final SecureRandom random = new SecureRandom();
        private final SecretKeySpec key;

        public AesCipher(Storage<String> keys) {
            String stored = keys.get(KEY);
            if (stored == null) {
                byte[] made = new byte[KEY_BYTES];
                random.nextBytes(made);
                stored = Base64.getEncoder().encodeToString(made);
                keys.put(KEY, stored);
            }
            key = new SecretKeySpec(Base64.getDecoder().decode(stored), "AES");
        }

        @Override
        public String getUniqueCipherId() {
            return ID;
        }

        @Override
        public @Nullable String encrypt(@Nullable String plainText) throws GeneralSecurityException {
            if (plainText == null) {
                return null;
            }
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] secret = cipher.doFinal(plainText.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, nonce.length + secret.length);
            System.arraycopy(secret, 0, all, nonce.length, secret.length);
            return Base64.getEncoder().encodeToString(all);
        }

        @Override
        public @Nullable String decrypt(@Nullable String base64) throws GeneralSecurityException {
            if (base64 == null) {
                return null;
            }
            try {
                byte[] all = Base64.getDecoder().decode(base64);
                if (all.length < NONCE_BYTES) {
                    throw new GeneralSecurityException("too short");
                }
                Cipher cipher = Cipher.getInstance(ALGORITHM);
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
                return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("not Base64", e);
            }
        }
    }
}
