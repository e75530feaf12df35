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
package org.openhab.core.auth.client.oauth2;

import java.security.GeneralSecurityException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Encrypts texts before they are put into a {@code Storage}.
 *
 * Offered by openHAB as a service. What one cipher encrypted only the cipher with the same id can read again.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface StorageCipher {

    String getUniqueCipherId();

    /**
     * @param plaintext the text to hide, may be null
     * @return the encrypted text, null if there was none
     * @throws GeneralSecurityException if encryption is not possible
     */
    @Nullable
    String encrypt(@Nullable String plaintext) throws GeneralSecurityException;

    /**
     * @param base64CipherText what {@link #encrypt} answered, may be null
     * @return the plain text, null if there was none
     * @throws GeneralSecurityException if the text was not encrypted by this cipher or was changed since
     */
    @Nullable
    String decrypt(@Nullable String base64CipherText) throws GeneralSecurityException;
}
