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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts in openHAB's storage that nobody reads who only has the file. An entry that cannot be opened, because it is
 * damaged or was sealed with another key, counts as not there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SealedStorage {
    private final Logger logger = LoggerFactory.getLogger(SealedStorage.class);
    private final Storage<String> storage;
    private final StorageCipher cipher;

    public SealedStorage(Storage<String> storage, StorageCipher cipher) {
        this.storage = storage;
        this.cipher = cipher;
    }

    public @Nullable String get(String key) {
        String sealed = storage.get(key);
        if (sealed == null) {
            return null;
        }
        try {
            return cipher.decrypt(sealed);
        } catch (GeneralSecurityException | RuntimeException e) {
            // whatever the cipher makes of a damaged text, its message may repeat parts of it
            logger.debug("A stored entry cannot be opened and is ignored: {}", e.getClass().getSimpleName());
            return null;
        }
    }

    /**
     * @throws IllegalStateException if openHAB's cipher does not work; nothing is stored then
     */
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
