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
package org.openhab.binding.withings.internal.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * The addresses of an account's webhook that Withings has ever been given, kept over restarts. By them our own
 * subscriptions are told from those of others, another openHAB with the same application perhaps: an address at
 * openHAB's cloud does not hold our secret.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class OwnAddresses {
    /** What is outdated is revoked as soon as there is another one, so hardly ever there are more than two. */
    static final int MAXIMUM = 32;
    private static final String SEPARATOR = "\n";

    private final SealedStorage storage;
    private final String key;
    private final String secret;
    private final List<String> addresses = new ArrayList<>();

    /**
     * @param account the unique id of the account
     * @param secret the secret of its webhook
     */
    public OwnAddresses(SealedStorage storage, String account, String secret) {
        this.storage = storage;
        this.key = key(account);
        this.secret = secret;
        String kept = storage.get(key);
        if (kept != null) {
            addresses.addAll(List.of(kept.split(SEPARATOR)));
        }
    }

    /**
     * Remembers an address before Withings is given it.
     *
     * @throws IllegalStateException if it cannot be stored
     */
    public synchronized void remember(URI callback) {
        String address = callback.toString();
        if (!addresses.isEmpty() && addresses.get(addresses.size() - 1).equals(address)) {
            return;
        }
        List<String> newest = new ArrayList<>(addresses);
        newest.remove(address);
        newest.add(address);
        newest.subList(0, Math.max(0, newest.size() - MAXIMUM)).clear();
        storage.put(key, String.join(SEPARATOR, newest));
        addresses.clear();
        addresses.addAll(newest);
    }

    /**
     * @param listed an address as Withings lists it
     * @return whether it leads to our webhook, or has once led there; so does one that has been left over from a
     *         {@link Probe}
     */
    public synchronized boolean contains(String listed) {
        return CallbackUrl.leadsTo(listed, secret)
                || addresses.stream().anyMatch(address -> CallbackUrl.sameButForTheQuery(listed, address));
    }

    /**
     * Forgets all addresses of an account.
     */
    static void forget(String account, SealedStorage storage) {
        storage.remove(key(account));
    }

    private static String key(String account) {
        return account + "|callbacks";
    }
}
