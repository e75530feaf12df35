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

/** Encrypts texts for a {@code Storage}. */
@NonNullByDefault
public interface StorageCipher {
    String getUniqueCipherId();

    @Nullable
    String encrypt(@Nullable String plaintext) throws GeneralSecurityException;

    @Nullable
    String decrypt(@Nullable String base64CipherText) throws GeneralSecurityException;
}
