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
package org.openhab.binding.withings.internal.consent;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.diagnostics.AccountDiagnostics;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.core.thing.ThingUID;

/**
 * An account (one Withings developer application) under which people give their consent. All methods may be called by
 * any thread and answer at once; what needs Withings completes later.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface ConsentingAccount {

    ThingUID uid();

    /** What the household calls the account. */
    String label();

    /** The application's client id, or null while the account's configuration is incomplete. */
    @Nullable
    String clientId();

    /** Where Withings asks people for their consent, without query. */
    URI authorizationUrl();

    /**
     * The URL that is registered at Withings for the application, byte for byte, or null when the address of the
     * consent page itself is to be used.
     */
    @Nullable
    URI redirectUrl();

    /** Everyone who gave consent under this account, also when the consent has ended since. */
    List<ConsentedPerson> people();

    /** The state of the account for whoever helps with a problem, without anything secret or personal. */
    AccountDiagnostics diagnostics();

    /** Tests whether Withings can notify us; null while the account's configuration is incomplete. */
    @Nullable
    SelfTest selfTest();

    /** One sentence in plain words: how Withings reaches us, or that we poll. */
    String statusText(Locale locale);

    /**
     * Exchanges the code that Withings issued upon the consent. The code lives 30 s.
     *
     * @param redirectUrl the redirect URL that was sent along when the consent was asked for
     * @return the person who consented; fails with a
     *         {@link org.openhab.binding.withings.internal.cloud.WithingsException WithingsException}, bare or as the
     *         cause of a {@link java.util.concurrent.CompletionException}
     */
    CompletableFuture<ConsentedPerson> consent(String code, String redirectUrl);

    /**
     * Ends what the person's consent is used for: our subscriptions at Withings and the tokens here. The consent itself
     * is not revoked, because another openHAB may share the application.
     */
    CompletableFuture<Void> withdraw(String userId);

    /** How far the import of the person's past has come; null if there is none, because the person has no thing. */
    @Nullable
    HistoryProgress historyProgress(String userId);

    /**
     * Imports the person's whole past once more, in the background.
     *
     * @return whether it can be imported, which needs the person's consent and thing
     */
    boolean importHistory(String userId);

    /** Whether the person's workouts are known here, so that there can be a calendar of them. */
    boolean canHaveCalendar(String userId);

    /** Whether there is a link to the calendar of the person's workouts. */
    boolean hasCalendar(String userId);

    /**
     * Makes a secret link to the calendar of the person's workouts; one that was made before leads nowhere from then
     * on.
     *
     * @return the path, to be shown to whoever asked for it and to nobody else
     */
    String renewCalendar(String userId);

    /** Ends the calendar of the person's workouts. */
    void removeCalendar(String userId);
}
