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
package org.openhab.binding.withings.internal.setup;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.webhook.Subscriptions;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The view of an account for pages and console. All methods may be called on any thread, even after the account has
 * been disposed, and do not block. Futures fail with a
 * {@link org.openhab.binding.withings.internal.api.WithingsException WithingsException}, bare or as the cause of a
 * {@link java.util.concurrent.CompletionException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface SetupAccount {
    ThingUID uid();

    /** Returns the latest snapshot; cheap, because any client in the local network can request it. */
    AccountSnapshot snapshot();

    /** Returns the webhook check; null while the account is not configured. */
    @Nullable
    WebhookCheck webhookCheck();

    /** Reserves one of the few code exchanges per minute; returns false if there is none left. */
    boolean reserveConsent();

    /**
     * Exchanges an authorization code, valid for 30 s, and starts reading the person's data.
     *
     * @param redirectUrl as in the authorization request
     * @param name the person's name, null to keep the current one
     */
    CompletableFuture<AccountSnapshot.Person> consent(String code, String redirectUrl, @Nullable String name);

    /** Revokes subscriptions and deletes the tokens, but not the consent, which another openHAB may use. */
    CompletableFuture<Void> disconnect(String userId);

    /** Reads new data in the background; returns false if the person is not connected. */
    boolean refresh(String userId);

    CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId);

    /** Starts an import unless one is running; returns false if the person is not connected or has no thing. */
    boolean importHistory(String userId);

    /** Replaces the link to the person's calendar; returns its path with the secret, which is shown only once. */
    String renewCalendar(String userId);

    void removeCalendar(String userId);

    /** The accounts whose handlers are initialized, for the pages and the console. */
    @Component(service = AccountRegistry.class)
    class AccountRegistry {
        private final Map<ThingUID, SetupAccount> accounts = new ConcurrentHashMap<>();
        private final Clock clock;

        @Activate
        public AccountRegistry(
                @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) @Nullable Clock clock) {
            this.clock = clock == null ? Clock.systemUTC() : clock;
        }

        /** Returns the clock of all accounts: that of the computer, unless another one is registered. */
        public Clock clock() {
            return clock;
        }

        public void add(SetupAccount account) {
            accounts.put(account.uid(), account);
        }

        /** Removes the account, unless it has been replaced. */
        public void remove(SetupAccount account) {
            accounts.remove(account.uid(), account);
        }

        public List<SetupAccount> accounts() {
            return accounts.values().stream().sorted(Comparator.comparing(account -> account.uid().toString()))
                    .toList();
        }

        public @Nullable SetupAccount account(ThingUID uid) {
            return accounts.get(uid);
        }
    }
}
