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

/**
 * Which notifications an account's people have been heard of lately, so that one that comes again after a restart is
 * recognised.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class NotificationMemory {
    private final SealedStorage storage;
    private final String account;

    /**
     * @param account tells the people of one account from those of another in the same storage
     */
    public NotificationMemory(SealedStorage storage, String account) {
        this.storage = storage;
        this.account = account;
    }

    /**
     * @return what was put last, null if there is nothing
     */
    public @Nullable String get(String userId) {
        return storage.get(key(userId));
    }

    /**
     * Stores it, unless it is stored already.
     */
    public void put(String userId, String notifications) {
        if (!notifications.isEmpty() && !notifications.equals(storage.get(key(userId)))) {
            storage.put(key(userId), notifications);
        }
    }

    public void remove(String userId) {
        storage.remove(key(userId));
    }

    private String key(String userId) {
        return account + "|" + userId + "|notifications";
    }
}
