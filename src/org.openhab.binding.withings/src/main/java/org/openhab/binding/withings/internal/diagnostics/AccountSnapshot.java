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
 * The immutable state of an account at one moment, as pages, console, diagnostics and discovery show it. Contains no
 * tokens and no health data. {@link DiagnosticsWriter} leaves out names and IDs.
 *
 * @param things the things of the account's people and devices, by UID
 * @param configuration not to be shown as a whole, because it contains the client secret
 * @param authorizationUrl where Withings asks people for their consent
 * @param updates how new data arrives: by notification or by polling, and why
 * @param requests null, like the webhook, while the account is not configured
 * @param check the result of the last webhook check, null if there was none since the start
 * @param people all who have given consent, in a stable order, with those whose consent has ended
 * @param devices the devices that Withings listed, each once, in a stable order
 * @param unknownIds IDs of Withings that this version of the add-on does not know
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

    /** The registered redirect URL; null if unusable, or if there is none, so that it is the setup page's address. */
    public @Nullable URI redirectUrl() {
        String url = configuration.redirectUrl.strip();
        return url.isEmpty() || UrlFlaw.unusable(url).isPresent() ? null : URI.create(url);
    }

    /**
     * A thing and its status.
     *
     * @param label its label without control characters, its ID if it has none
     * @param reason the key of the text that explains the status, null if there is none
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
            // the arguments behind the key may hold an address
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
     * @param label the label of the person's thing, otherwise the name entered before the consent, or a number
     * @param connected whether the consent is still valid
     * @param pending the services that are due
     * @param denied the services that the consent does not cover, according to Withings
     * @param history null if there was no import
     * @param tokensIssued when the access token was issued, null if there is none
     */
    public record Person(String userId, String label, boolean connected, Set<Scope> scopes, boolean hasCalendar,
            @Nullable ThingState thing, Map<Service, ServiceStatus> services, Set<Service> pending,
            Set<Service> denied, @Nullable HistoryProgress history, @Nullable Instant tokensIssued) {
        public Person {
            label = Texts.printable(label);
        }

        /** Without user ID and name, in case it gets into a log. */
        @Override
        public String toString() {
            return "Person[connected=" + connected + ", scopes=" + scopes + "]";
        }
    }

    /** A device of one or several people, and its thing, of whatever type, if there is one. */
    public record Device(org.openhab.binding.withings.internal.api.Device device, @Nullable ThingState thing) {
        /** Manufacturer and model, such as "Withings Body+". */
        public String label() {
            return Texts.printable(DeviceChannels.label(device));
        }

        /** The type as Withings names it, such as "Scale". */
        public String type() {
            return Texts.printable(device.type());
        }
    }
}
