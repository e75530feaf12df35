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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.storage.Storage;

/**
 * Encrypts what add-ons store with a key that is made once and kept in the userdata folder.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AesCipher implements StorageCipher {

    /** As the cipher of openHAB calls itself. */
    public static final String ID = "SymmetricKeyCipher";

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final String KEY = "key";
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** @param keys where the key is, or will be kept */
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
