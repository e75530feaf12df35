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

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.webhook.Subscriptions;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/**
 * An account with the answers of a test, which records the requests.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class FakeAccount implements SetupAccount {
    static final Set<Scope> ALL_SCOPES = Set.of(Scope.values());

    public record Exchange(String code, String redirectUrl, @Nullable String name) {}

    final ThingUID uid;
    public final AccountConfiguration configuration = new AccountConfiguration();
    volatile String label = "Our Withings";
    /** Why the account is offline, null if it is online. */
    volatile @Nullable String reason;
    volatile URI authorizationUrl = URI.create("https://account.withings.example/oauth2_user/authorize2");
    volatile boolean roomForConsents = true;
    public volatile CompletableFuture<Person> answer = CompletableFuture.completedFuture(person("4711", "Person 1"));
    volatile CompletableFuture<Void> disconnection = CompletableFuture.completedFuture(null);
    volatile boolean importsHistory = true;
    volatile @Nullable WebhookCheck webhookCheck;
    final List<Person> people = new CopyOnWriteArrayList<>();
    public final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<String> disconnected = new LinkedBlockingQueue<>();
    final List<String> imported = new CopyOnWriteArrayList<>();
    final Map<String, String> calendars = new ConcurrentHashMap<>();

    public FakeAccount(String id) {
        uid = new ThingUID("withings", "account", id);
        configuration.clientId = "made-up-client";
        configuration.clientSecret = "made-up-secret";
    }

    static Person person(String userId, String label) {
        return person(userId, label, ALL_SCOPES, true, null, null);
    }

    static Person withThing(String userId, String label, @Nullable HistoryProgress history) {
        ThingUID uid = new ThingUID("withings:person:home:" + userId);
        return person(userId, label, ALL_SCOPES, true,
                thing(uid, WithingsBindingConstants.THING_TYPE_PERSON, label, null), history);
    }

    static Person person(String userId, String label, Set<Scope> scopes, boolean connected, @Nullable ThingState thing,
            @Nullable HistoryProgress history) {
        return new Person(userId, label, connected, scopes, false, thing, Map.of(), Set.of(), Set.of(), history, null);
    }

    private static ThingState thing(ThingUID uid, ThingTypeUID type, String label, @Nullable String reason) {
        return new ThingState(uid, type, label, reason == null ? ThingStatus.ONLINE : ThingStatus.OFFLINE,
                ThingStatusDetail.NONE, reason, List.of());
    }

    @Override
    public ThingUID uid() {
        return uid;
    }

    @Override
    public AccountSnapshot snapshot() {
        return new AccountSnapshot(thing(uid, WithingsBindingConstants.THING_TYPE_ACCOUNT, label, reason), List.of(),
                configuration, authorizationUrl, new StatusText("status.account.polling", "10"), null, null, 0, null,
                people.stream()
                        .map(person -> new Person(person.userId(), person.label(), person.connected(), person.scopes(),
                                calendars.containsKey(person.userId()), person.thing(), person.services(),
                                person.pending(), person.denied(), person.history(), person.tokensIssued()))
                        .toList(),
                List.of(), Map.of());
    }

    @Override
    public @Nullable WebhookCheck webhookCheck() {
        return webhookCheck;
    }

    @Override
    public boolean refresh(String userId) {
        return false;
    }

    @Override
    public CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public boolean reserveConsent() {
        return roomForConsents;
    }

    @Override
    public CompletableFuture<Person> consent(String code, String usedRedirectUrl, @Nullable String name) {
        exchanges.add(new Exchange(code, usedRedirectUrl, name));
        return answer.thenApply(person -> {
            people.removeIf(one -> one.userId().equals(person.userId()));
            people.add(person);
            return person;
        });
    }

    @Override
    public CompletableFuture<Void> disconnect(String userId) {
        disconnected.add(userId);
        return disconnection.thenRun(() -> people.removeIf(one -> one.userId().equals(userId)));
    }

    @Override
    public boolean importHistory(String userId) {
        imported.add(userId);
        return importsHistory;
    }

    @Override
    public String renewCalendar(String userId) {
        String path = "/withings/calendar/secret-of-" + userId + ".ics";
        calendars.put(userId, path);
        return path;
    }

    @Override
    public void removeCalendar(String userId) {
        calendars.remove(userId);
    }
}
