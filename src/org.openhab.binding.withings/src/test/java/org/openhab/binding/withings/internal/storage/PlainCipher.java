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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.auth.client.oauth2.StorageCipher;

/**
 * A cipher that returns its input, so that tests can store any text.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PlainCipher implements StorageCipher {

    @Override
    public String getUniqueCipherId() {
        return "plain";
    }

    @Override
    public @Nullable String encrypt(@Nullable String plaintext) {
        return plaintext;
    }

    @Override
    public @Nullable String decrypt(@Nullable String base64CipherText) {
        return base64CipherText;
    }
}
