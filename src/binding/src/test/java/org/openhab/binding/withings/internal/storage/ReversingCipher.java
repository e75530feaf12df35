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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.auth.client.oauth2.StorageCipher;

/**
 * A cipher that is weak but tells its own texts from others.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ReversingCipher implements StorageCipher {
    private static final String MARK = "sealed:";

    @Override
    public String getUniqueCipherId() {
        return "reversing";
    }

    @Override
    public @Nullable String encrypt(@Nullable String plainText) throws GeneralSecurityException {
        return plainText == null ? null : MARK + new StringBuilder(plainText).reverse();
    }

    @Override
    public @Nullable String decrypt(@Nullable String encryptedText) throws GeneralSecurityException {
        if (encryptedText == null) {
            return null;
        }
        if (!encryptedText.startsWith(MARK)) {
            throw new GeneralSecurityException("sealed with another key");
        }
        return new StringBuilder(encryptedText.substring(MARK.length())).reverse().toString();
    }
}
