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
package org.openhab.binding.withings.internal.config;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;

/**
 * The configuration of an account thing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountConfiguration {
    /** Uses the public URL if there is one, otherwise openHAB's cloud if there is one. */
    public static final String WEBHOOK_AUTOMATIC = "AUTOMATIC";
    public static final String WEBHOOK_CLOUD = "CLOUD";
    public static final String WEBHOOK_PUBLIC_URL = "PUBLIC_URL";
    public static final String WEBHOOK_OFF = "OFF";

    public String clientId = "";
    public String clientSecret = "";
    /** Redirect URL, exactly as registered at Withings; empty: the setup page's own address. */
    public String redirectUrl = "";
    public String webhook = WEBHOOK_AUTOMATIC;
    /** The URL of openHAB in the internet; empty if there is none. */
    public String publicUrl = "";
    /** Polling interval while no webhook is available, in minutes. */
    public int pollingInterval = 10;
    /** Days of history to import for a new person; 0 imports everything. */
    public int historyDays = 0;

    /** Withings' client IDs have 64 characters. */
    private static final int LONGEST_CREDENTIAL = 512;

    /** Returns the key of the text that says why the configuration cannot be used, null if it can. */
    public @Nullable String flaw() {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            return "status.account.credentials-missing";
        }
        if (clientId.length() > LONGEST_CREDENTIAL || clientSecret.length() > LONGEST_CREDENTIAL) {
            return "status.account.credentials-too-long";
        }
        return redirectUrl.isBlank()
                ? null
                : UrlFlaw.unusable(redirectUrl).map(flaw -> "status.account.redirect-url." + Texts.key(flaw))
                        .orElse(null);
    }
}
