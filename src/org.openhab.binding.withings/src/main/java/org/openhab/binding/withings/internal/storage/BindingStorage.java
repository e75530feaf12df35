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
package org.openhab.binding.withings.internal.storage;

import java.security.GeneralSecurityException;
import java.util.Collection;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The add-on's entries in openHAB's storage, encrypted with openHAB's cipher.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = BindingStorage.class)
public class BindingStorage {
    private static final String NAME = "org.openhab.binding.withings";

    private final SealedStorage tokens;
    private final SealedStorage states;
    private final SealedStorage calendars;

    @Activate
    public BindingStorage(@Reference StorageService storageService, @Reference StorageCipher cipher) {
        ClassLoader classLoader = BindingStorage.class.getClassLoader();
        tokens = new SealedStorage(storageService.getStorage(NAME + ".tokens", classLoader), cipher);
        states = new SealedStorage(storageService.getStorage(NAME + ".states", classLoader), cipher);
        calendars = new SealedStorage(storageService.getStorage(NAME + ".calendars", classLoader), cipher);
    }

    public SealedStorage tokens() {
        return tokens;
    }

    /** The states of things and the secrets of webhooks. */
    public SealedStorage states() {
        return states;
    }

    /** The secrets of calendar links. */
    public SealedStorage calendars() {
        return calendars;
    }

    /**
     * Strings in openHAB's storage, encrypted with openHAB's cipher. An entry that is damaged or was encrypted with
     * another key counts as missing; one of another class is removed.
     */
    public static class SealedStorage {
        private final Logger logger = LoggerFactory.getLogger(SealedStorage.class);
        private final Storage<String> storage;
        private final StorageCipher cipher;

        public SealedStorage(Storage<String> storage, StorageCipher cipher) {
            this.storage = storage;
            this.cipher = cipher;
        }

        public @Nullable String get(String key) {
            try {
                String sealed = storage.get(key);
                return sealed == null ? null : cipher.decrypt(sealed);
            } catch (ClassCastException e) {
                // the storage returns entries of any class, for example after its file was edited
                logger.warn("Removing an invalid entry from the storage");
                storage.remove(key);
            } catch (GeneralSecurityException | RuntimeException e) {
                // the message may repeat parts of the text
                logger.debug("A stored entry cannot be decrypted and is ignored: {}", e.getClass().getSimpleName());
            }
            return null;
        }

        /** @throws IllegalStateException if openHAB's cipher does not work; nothing is stored then */
        public void put(String key, String value) {
            try {
                String sealed = cipher.encrypt(value);
                if (sealed == null) {
                    throw new IllegalStateException("openHAB's cipher encrypts to nothing");
                }
                storage.put(key, sealed);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("openHAB's cipher does not work", e);
            }
        }

        public void remove(String key) {
            storage.remove(key);
        }

        public Collection<String> keys() {
            return storage.getKeys();
        }
    }
}
