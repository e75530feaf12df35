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

    /** The present state. Reads one volatile field, because any client in the local network can ask for it. */
    AccountSnapshot snapshot();

    /** The check of the webhook; null while the account is not configured. */
    @Nullable
    WebhookCheck selfTest();

    /**
     * Takes one of the few exchanges of codes that the application may make in a minute, so that a flood of made-up
     * codes does not slow down the reading of data.
     *
     * @return whether {@link #consent(String, String)} may be called now
     */
    boolean reserveConsent();

    /**
     * Exchanges the code that Withings issued upon a consent and that is valid for 30 s, stores the tokens, and starts
     * reading the person's data. A person who was connected before keeps thing and history.
     *
     * @param redirectUrl the redirect URL that was used in the authorization request
     */
    CompletableFuture<AccountSnapshot.Person> consent(String code, String redirectUrl);

    /**
     * Ends the person's subscriptions at Withings and deletes the person's tokens, states and calendar here. The
     * consent itself is not revoked, because another openHAB may share the application.
     */
    CompletableFuture<Void> withdraw(String userId);

    /**
     * Reads everything new of the person, in the background.
     *
     * @return false if the person is not connected
     */
    boolean refresh(String userId);

    /** Asks Withings for the person's subscriptions. */
    CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId);

    /**
     * Imports the person's history once more, in the background. During an import it changes nothing.
     *
     * @return false if the person is not connected or has no thing
     */
    boolean importHistory(String userId);

    /**
     * Makes a secret link to the calendar of the person's workouts. An earlier link stops working.
     *
     * @return the path with the secret, which is shown only once
     */
    String renewCalendar(String userId);

    void removeCalendar(String userId);
}
