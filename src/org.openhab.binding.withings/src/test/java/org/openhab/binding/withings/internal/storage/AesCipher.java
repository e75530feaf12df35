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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.auth.client.oauth2.StorageCipher;

/**
 * A cipher that detects wrong keys and damaged data, like openHAB's.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AesCipher implements StorageCipher {
    private static final int IV_LENGTH = 12;

    private final SecretKeySpec key;
    private byte count;

    public AesCipher(int key) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) key);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String getUniqueCipherId() {
        return "test";
    }

    @Override
    public @Nullable String encrypt(@Nullable String plaintext) throws GeneralSecurityException {
        if (plaintext == null) {
            return null;
        }
        byte[] iv = new byte[IV_LENGTH];
        iv[0] = count++;
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plaintext.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(iv, IV_LENGTH + encrypted.length);
        System.arraycopy(encrypted, 0, both, IV_LENGTH, encrypted.length);
        return Base64.getEncoder().encodeToString(both);
    }

    @Override
    public @Nullable String decrypt(@Nullable String base64CipherText) throws GeneralSecurityException {
        if (base64CipherText == null) {
            return null;
        }
        byte[] both = Base64.getDecoder().decode(base64CipherText);
        byte[] plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(both, IV_LENGTH)).doFinal(both, IV_LENGTH,
                both.length - IV_LENGTH);
        return new String(plain, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, iv));
        return cipher;
    }
}
