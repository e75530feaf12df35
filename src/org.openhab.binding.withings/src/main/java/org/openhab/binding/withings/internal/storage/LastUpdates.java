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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.plan.Service;

/**
 * Up to where the data of an account's people has been seen: the largest time of change per person and service
 * (Withings reference, How to compute lastupdate). They are kept where the states are kept: that storage is written as
 * a
 * whole, so no crash leaves a mark without the states that it stands for.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class LastUpdates {
    private final SealedStorage storage;
    private final String account;

    /**
     * @param account tells the marks of one account from those of another in the same storage
     */
    public LastUpdates(SealedStorage storage, String account) {
        this.storage = storage;
        this.account = account;
    }

    /**
     * @return null if nothing has been seen yet
     */
    public @Nullable Instant get(String userId, Service service) {
        String stored = storage.get(key(userId, service));
        try {
            return stored == null ? null : Instant.ofEpochSecond(Long.parseLong(stored));
        } catch (NumberFormatException | DateTimeException e) {
            // damaged, or written otherwise by an earlier version: everything is read once more
            return null;
        }
    }

    /**
     * @return whether nothing of the person has been seen yet
     */
    public boolean isEmpty(String userId) {
        return Stream.of(Service.values()).allMatch(service -> get(userId, service) == null);
    }

    public void put(String userId, Service service, Instant lastUpdate) {
        storage.put(key(userId, service), Long.toString(lastUpdate.getEpochSecond()));
    }

    /**
     * Lets everything of the person be read again.
     */
    public void remove(String userId) {
        for (Service service : Service.values()) {
            storage.remove(key(userId, service));
        }
    }

    private String key(String userId, Service service) {
        return account + "|" + userId + "|" + service;
    }
}
