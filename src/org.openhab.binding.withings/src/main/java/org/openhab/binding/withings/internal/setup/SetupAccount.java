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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.webhook.Subscriptions;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.thing.ThingUID;

/**
 * An account as the pages and the console see it. All methods may be called by any thread, also after the account has
 * been disposed, and return at once. Futures fail with a
 * {@link org.openhab.binding.withings.internal.api.WithingsException WithingsException}, bare or as the cause of a
 * {@link java.util.concurrent.CompletionException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface SetupAccount {
    ThingUID uid();

    /** Reads one volatile field, because any client in the local network can ask for it. */
    AccountSnapshot snapshot();

    /** The check of the webhook; null while the account is not configured. */
    @Nullable
    WebhookCheck selfTest();

    /**
     * Takes one of the few exchanges of codes in a minute, so that made-up codes do not slow down the reading of data.
     */
    boolean reserveConsent();

    /**
     * Exchanges the code of a consent, valid for 30 s, and begins to read the person's data.
     *
     * @param redirectUrl the redirect URL that was used in the authorization request
     * @param name what the user calls the person, null to keep the name
     */
    CompletableFuture<AccountSnapshot.Person> consent(String code, String redirectUrl, @Nullable String name);

    /** Ends the subscriptions and deletes what is stored, but not the consent: another openHAB may use it. */
    CompletableFuture<Void> withdraw(String userId);

    /** Reads everything new in the background; returns false if the person is not connected. */
    boolean refresh(String userId);

    CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId);

    /** Begins an import unless one is running; returns false if the person is not connected or has no thing. */
    boolean importHistory(String userId);

    /** Replaces the link to the person's calendar; returns its path with the secret, which is shown only once. */
    String renewCalendar(String userId);

    void removeCalendar(String userId);
}
