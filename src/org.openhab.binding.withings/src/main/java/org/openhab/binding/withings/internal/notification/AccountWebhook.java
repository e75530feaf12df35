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

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * An account's webhook: the secret that is its path, where Withings reaches it, and the addresses that Withings has
 * been given for it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountWebhook implements AutoCloseable {
    private final Webhooks webhooks;
    private final String secret;
    private final OwnAddresses addresses;
    private final WebhookAddress address;

    /**
     * @param account the unique id of the account
     * @param storage keeps the secret over restarts, so that subscriptions stay as they are
     * @param changed is told when there is another address, or none any more
     */
    public AccountWebhook(String account, AccountConfiguration configuration, SealedStorage storage, Webhooks webhooks,
            CloudRelays relays, ScheduledExecutorService scheduler, Clock clock, Runnable changed) {
        this.webhooks = webhooks;
        this.secret = secret(key(account), storage);
        this.addresses = new OwnAddresses(storage, account, secret);
        this.address = new WebhookAddress(configuration, secret, relays, scheduler, clock, changed);
    }

    private static String key(String account) {
        return account + "|webhook";
    }

    private static String secret(String key, SealedStorage storage) {
        String kept = storage.get(key);
        if (kept != null) {
            return kept;
        }
        String created = Webhooks.newSecret();
        storage.put(key, created);
        return created;
    }

    public WebhookAddress address() {
        return address;
    }

    public OwnAddresses addresses() {
        return addresses;
    }

    /**
     * @return whether the user does not want to be notified
     */
    public boolean isOff() {
        return address.way() == Way.OFF;
    }

    /**
     * Takes notifications, and begins to look for a way for them.
     */
    public void open(NotificationReceiver receiver) {
        webhooks.open(secret, receiver);
        address.open();
    }

    @Override
    public void close() {
        webhooks.close(secret);
        address.close();
    }

    /**
     * Gives an address at the cloud back.
     */
    public CompletableFuture<Void> release() {
        return address.remove();
    }

    /**
     * Forgets the secret and the addresses of an account's webhook.
     */
    public static void forget(String account, SealedStorage storage) {
        OwnAddresses.forget(account, storage);
        storage.remove(key(account));
    }
}
