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
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.storage.StorageService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The add-on's part of openHAB's storage, encrypted with openHAB's cipher.
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

    /** The states of things, and the secrets of webhooks. */
    public SealedStorage states() {
        return states;
    }

    /** The secrets of calendar links. */
    public SealedStorage calendars() {
        return calendars;
    }
}
