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
package org.openhab.binding.withings.internal.handler;

import java.time.Clock;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.TokenStore;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiEndpoints;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.setup.AccountRegistry;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookServlet;

/**
 * What an account uses of openHAB and of the rest of the add-on.
 *
 * @param http openHAB's shared client
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record AccountServices(HttpClient http, ApiEndpoints endpoints, BindingStorage storage, RateLimiter.Registry limiters,
        WebhookServlet webhooks, CloudRelays cloudRelays, Calendars calendars, AccountRegistry accounts, Texts texts,
        Clock clock) {

    TokenStore tokenStore(String account) {
        return new TokenStore(storage.tokens(), account);
    }
}
