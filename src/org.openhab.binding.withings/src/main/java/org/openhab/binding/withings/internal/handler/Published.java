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

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.webhook.AccountWebhook;
import org.openhab.core.thing.Thing;

/**
 * What pages, console, diagnostics, discovery, actions and calendars read of an account: immutable, built on the
 * account's executor after every change.
 *
 * @param workouts the workouts of each person whose workouts have been read
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Published(AccountSnapshot snapshot, Map<String, List<Workout>> workouts) {

    /**
     * @param account null while the account is not configured
     */
    static Published of(AccountHandler handler, AccountConfiguration configuration, @Nullable ConnectedAccount account,
            AccountServices services) {
        ThingState bridge = ThingState.of(handler.getThing());
        List<Thing> things = handler.getThing().getThings();
        List<ThingState> states = things.stream().map(ThingState::of)
                .sorted(Comparator.comparing(thing -> thing.uid().toString())).toList();
        URI authorizationUrl = services.endpoints().authorization();
        if (account == null) {
            return new Published(new AccountSnapshot(bridge, states, configuration, authorizationUrl,
                    new StatusText("status.account.credentials-missing"), null, null, 0, null, List.of(), List.of(),
                    Map.of()), Map.of());
        }
        AccountWebhook webhook = account.webhook();
        return new Published(new AccountSnapshot(bridge, states, configuration, authorizationUrl, account.updates(),
                account.usage(), webhook.state(), webhook.queuedNotifications(), webhook.check().last(),
                account.known().stream()
                        .map(userId -> person(userId, account,
                                services.calendars().exists(bridge.uid().toString(), userId)))
                        .toList(),
                account.things().devices().stream().sorted(Comparator.comparing(Device::id))
                        .map(device -> new AccountSnapshot.Device(device, thingOf(device.id(), things))).toList(),
                account.unknownIds().all()), account.workouts());
    }

    private static AccountSnapshot.Person person(String userId, ConnectedAccount account,
            boolean hasCalendar) {
        AccountPerson person = account.person(userId);
        Set<String> granted = account.scopes(userId);
        return new AccountSnapshot.Person(userId, account.label(userId), account.consents(userId),
                Stream.of(Scope.values()).filter(scope -> granted.contains(scope.id()))
                        .collect(Collectors.toUnmodifiableSet()),
                hasCalendar,
                account.things().person(userId).map(thing -> ThingState.of(thing.getThing())).orElse(null),
                account.serviceStatuses(userId), person == null ? Set.of() : person.sync().pending(),
                person == null ? Set.of() : person.denied(), person == null ? null : person.historyProgress());
    }

    private static @Nullable ThingState thingOf(String deviceId, List<Thing> things) {
        return things.stream()
                .filter(thing -> WithingsBindingConstants.DEVICE_THING_TYPES.contains(thing.getThingTypeUID())
                        && deviceId.equals(thing.getConfiguration().get(WithingsBindingConstants.CONFIG_DEVICE_ID)))
                .map(ThingState::of).findFirst().orElse(null);
    }

    /**
     * @return the content of a person's calendar
     */
    Calendars.Content calendar(String userId) {
        return new Calendars.Content(snapshot.person(userId).map(AccountSnapshot.Person::label).orElse(""),
                workouts.get(userId));
    }

    /**
     * @return whether the inbox may have to change
     */
    boolean differsInInbox(Published before) {
        return !inbox().equals(before.inbox());
    }

    private Map<String, String> inbox() {
        Map<String, String> entries = new TreeMap<>();
        snapshot.people().stream().filter(AccountSnapshot.Person::connected)
                .forEach(person -> entries.put(person.userId(), person.label()));
        snapshot.devices().forEach(device -> {
            ThingState thing = device.thing();
            entries.put(device.device().id(), device.label() + (thing == null ? "" : thing.uid()));
        });
        return entries;
    }
}
