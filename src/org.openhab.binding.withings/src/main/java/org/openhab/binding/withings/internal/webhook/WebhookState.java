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
package org.openhab.binding.withings.internal.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;

/**
 * A snapshot of an account's webhook, for status, pages and diagnostics. Contains no secret.
 *
 * @param way how Withings reaches openHAB, or why it cannot
 * @param host scheme, host and port of the callback URL, null if there is none
 * @param flaw why Withings cannot use the URL, null if it can or there is none
 * @param unreliableReason why notifications are not reliable although there is a URL, null if they are
 * @param people by Withings user ID
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record WebhookState(Way way, @Nullable String host, @Nullable UrlFlaw flaw, @Nullable Outcome unreliableReason,
        Map<String, Person> people) {
    /** The way from Withings to openHAB, or why there is none. */
    public enum Way {
        PUBLIC_URL,
        CLOUD,
        /** Notifications are switched off in the configuration. */
        OFF,
        /** Neither a public URL nor openHAB Cloud. */
        NONE,
        PUBLIC_URL_MISSING,
        /** openHAB Cloud is configured, but not installed. */
        CLOUD_MISSING,
        /** openHAB Cloud has not leased a URL yet. */
        CLOUD_SILENT,
        /** Withings cannot use the configured URL, or one leased from a self-hosted cloud. */
        FLAWED
    }

    /**
     * A person's subscriptions.
     *
     * @param wanted whether any notifications are wanted
     * @param subscribed whether all wanted subscriptions exist
     * @param refusal why subscribing failed the last time, null if it did not
     * @param lastNotification null if none has arrived since the start
     */
    public record Person(boolean wanted, boolean subscribed, @Nullable Failure refusal, boolean callbackRefused,
            List<Subscriptions.Listed> listed, @Nullable Instant lastNotification) {}

    /** Returns how new data arrives and, if not by notification, why; the polling interval is in minutes. */
    public StatusText status(int pollingInterval) {
        String minutes = Integer.toString(pollingInterval);
        UrlFlaw flawed = flaw;
        String callback = host;
        if (flawed != null) {
            return text("address-flawed", minutes, flawReference(flawed));
        }
        if (callback == null) {
            return text("polling." + Texts.key(way), minutes);
        }
        Collection<Person> subscribers = people.values().stream().filter(Person::wanted).toList();
        boolean refused = subscribers.stream().anyMatch(Person::callbackRefused);
        Outcome reason = unreliableReason;
        String key = reason == null ? "" : switch (reason) {
            case CLOUD_REMOTE_ACCESS_OFF, CLOUD_OFFLINE, NOTIFICATION_MISSED -> Texts.key(reason);
            default -> refused ? "" : "unreachable";
        };
        if (!key.isEmpty()) {
            return text("unreliable." + key, minutes);
        }
        if (refused) {
            return text("callback-refused", minutes, callback);
        }
        if (subscribers.isEmpty()) {
            return text("polling", minutes);
        }
        if (subscribers.stream().allMatch(Person::subscribed)) {
            return text("notified." + Texts.key(way));
        }
        return subscribers.stream().anyMatch(person -> person.refusal() != null)
                ? text("not-subscribed", minutes)
                : text("subscribing");
    }

    private static StatusText text(String key, String... arguments) {
        return new StatusText("status.account." + key, arguments);
    }

    /** Returns the reference to the text about a problem of a URL. */
    static String flawReference(UrlFlaw flaw) {
        return "@text/webhook.flaw." + Texts.key(flaw);
    }
}
