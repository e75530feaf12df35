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
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.cloud.Allowances;
import org.openhab.binding.withings.internal.cloud.CloudEndpoints;
import org.openhab.binding.withings.internal.consent.AccountRegistry;
import org.openhab.binding.withings.internal.notification.CloudRelays;
import org.openhab.binding.withings.internal.notification.Webhooks;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * What an account needs of openHAB and of the rest of the add-on.
 *
 * @param httpClient openHAB's shared client
 * @param endpoints where Withings is
 * @param tokens where the tokens are kept, sealed
 * @param sealed where secrets and states are kept, and up to where data has been seen
 * @param webhooks the webhooks that are open
 * @param cloudRelays whether there is a cloud that passes on what comes from the internet
 * @param calendars the calendars that can be read
 * @param accounts the accounts that the consent pages know
 * @param texts openHAB's translations
 * @param bundle the add-on, whose texts are meant
 * @param allowances what may be asked of Withings
 * @param clock the present
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Surroundings(HttpClient httpClient, CloudEndpoints endpoints, SealedStorage tokens,
        SealedStorage sealed, Webhooks webhooks, CloudRelays cloudRelays, Calendars calendars, AccountRegistry accounts,
        TranslationProvider texts, Bundle bundle, Allowances allowances, Clock clock) {

    /**
     * @return the text in the language, the key itself if there is none
     */
    String text(String key, @Nullable Locale locale, Object... arguments) {
        String text = texts.getText(bundle, key, key, locale, arguments);
        return text == null ? key : text;
    }
}
