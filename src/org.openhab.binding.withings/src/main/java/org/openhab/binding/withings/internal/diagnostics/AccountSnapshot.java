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
package org.openhab.binding.withings.internal.diagnostics;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.binding.withings.internal.webhook.WebhookState;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/**
 * An immutable snapshot of an account for pages, console, diagnostics and discovery. Contains no tokens and no health
 * data, but names and IDs, which {@link DiagnosticsWriter} omits.
 *
 * @param things the things of the account's people and devices, by UID
 * @param configuration must not be shown as a whole, because it contains the client secret
 * @param authorizationUrl Withings' page on which people give their consent
 * @param updates how new data arrives: by notification or by polling, and why
 * @param requests null, like the webhook, while the account is not configured
 * @param check the result of the last webhook check, null if there was none since the start
 * @param people all who have given consent, in a stable order, including those whose consent has ended
 * @param devices the devices listed by Withings, each once, in a stable order
 * @param unknownIds types, categories and models of Withings that the add-on does not know
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record AccountSnapshot(ThingState thing, List<ThingState> things, AccountConfiguration configuration,
        URI authorizationUrl, StatusText updates, RateLimiter.@Nullable Usage requests,
        @Nullable WebhookState webhook, int queuedNotifications, WebhookCheck.@Nullable Result check,
        List<Person> people, List<Device> devices, Map<UnknownIds.Kind, SortedSet<String>> unknownIds) {

    public Optional<Person> person(String userId) {
        return people.stream().filter(person -> person.userId().equals(userId)).findFirst();
    }

    /** Returns the configured redirect URL; null if it is invalid or empty, which stands for the setup page's. */
    public @Nullable URI redirectUrl() {
        String url = configuration.redirectUrl.strip();
        return url.isEmpty() || UrlFlaw.unusable(url).isPresent() ? null : URI.create(url);
    }

    /**
     * A thing and its status.
     *
     * @param label its label, or its ID if it has none, without control characters
     * @param reason the key of the status description, null if there is none
     */
    public record ThingState(ThingUID uid, ThingTypeUID type, String label, ThingStatus status,
            ThingStatusDetail detail, @Nullable String reason, List<String> channels) {
        public ThingState {
            label = Texts.printable(label);
        }

        public static ThingState of(Thing thing) {
            String label = thing.getLabel();
            ThingStatusInfo info = thing.getStatusInfo();
            String description = info.getDescription();
            // without the arguments, which may contain a URL
            String reason = description != null && description.startsWith(StatusText.TEXT)
                    ? description.substring(StatusText.TEXT.length()).split(" ", 2)[0]
                    : null;
            return new ThingState(thing.getUID(), thing.getThingTypeUID(),
                    label == null ? thing.getUID().getId() : label, info.getStatus(), info.getStatusDetail(), reason,
                    thing.getChannels().stream().map(channel -> channel.getUID().getId()).toList());
        }
    }

    /**
     * A person who has given consent.
     *
     * @param label the label of the person's thing; without one, the name entered before the consent, or a number
     * @param connected whether the consent is still valid
     * @param pending the services that are being read or will be read next
     * @param denied the services that Withings refused because the consent does not cover them
     * @param history null if there was no import
     * @param tokensIssued when the access token was issued, null if there is none
     */
    public record Person(String userId, String label, boolean connected, Set<Scope> scopes, boolean hasCalendar,
            @Nullable ThingState thing, Map<Service, ServiceStatus> services, Set<Service> pending,
            Set<Service> denied, @Nullable HistoryProgress history, @Nullable Instant tokensIssued) {
        public Person {
            label = Texts.printable(label);
        }

        /** Without user ID and name, which must not be logged. */
        @Override
        public String toString() {
            return "Person[connected=" + connected + ", scopes=" + scopes + "]";
        }
    }

    /** A device of one or more people, and its thing of any type, null if there is none. */
    public record Device(org.openhab.binding.withings.internal.api.Device device, @Nullable ThingState thing) {
        /** Manufacturer and model, such as "Withings Body+". */
        public String label() {
            return DeviceChannels.label(device);
        }
    }
}
