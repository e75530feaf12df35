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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ConfigurationDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ThingDiagnostics;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingUID;

/**
 * An account without Withings behind it: a test says what comes of each code, and sees what was asked.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MadeUpAccount implements ConsentingAccount {

    static final Set<String> ALL_SCOPES = Set.of("user.info", "user.metrics", "user.activity", "user.sleepevents");

    record Exchange(String code, String redirectUrl) {}

    final ThingUID uid;
    volatile String label = "Our Withings";
    volatile String status = "openHAB asks Withings every 10 minutes.";
    volatile @Nullable String clientId = "made-up-client";
    volatile URI authorizationUrl = URI.create("https://account.withings.example/oauth2_user/authorize2");
    volatile @Nullable URI redirectUrl;
    volatile CompletableFuture<ConsentedPerson> answer = CompletableFuture
            .completedFuture(new ConsentedPerson("4711", "Person 1", ALL_SCOPES, true));
    volatile CompletableFuture<Void> withdrawal = CompletableFuture.completedFuture(null);
    volatile @Nullable HistoryProgress history;
    volatile boolean importsHistory = true;
    volatile @Nullable SelfTest selfTest;
    final List<String> imported = new CopyOnWriteArrayList<>();
    final List<ConsentedPerson> people = new CopyOnWriteArrayList<>();
    final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    final List<String> withdrawn = new CopyOnWriteArrayList<>();
    final Set<String> withoutThing = ConcurrentHashMap.newKeySet();
    final Map<String, String> calendars = new ConcurrentHashMap<>();
    private final AtomicInteger links = new AtomicInteger();

    MadeUpAccount(String id) {
        uid = new ThingUID("withings", "account", id);
    }

    @Override
    public ThingUID uid() {
        return uid;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public @Nullable String clientId() {
        return clientId;
    }

    @Override
    public URI authorizationUrl() {
        return authorizationUrl;
    }

    @Override
    public @Nullable URI redirectUrl() {
        return redirectUrl;
    }

    @Override
    public List<ConsentedPerson> people() {
        return new ArrayList<>(people);
    }

    @Override
    public AccountDiagnostics diagnostics() {
        return new AccountDiagnostics(
                new ThingDiagnostics("account", ThingStatus.ONLINE, ThingStatusDetail.NONE, null, List.of()),
                ConfigurationDiagnostics.of(new AccountConfiguration()), null, 0, null, List.of(), List.of(),
                Map.of());
    }

    @Override
    public @Nullable SelfTest selfTest() {
        return selfTest;
    }

    @Override
    public String statusText(Locale locale) {
        return status;
    }

    @Override
    public CompletableFuture<ConsentedPerson> consent(String code, String usedRedirectUrl) {
        exchanges.add(new Exchange(code, usedRedirectUrl));
        return answer.thenApply(person -> {
            people.removeIf(one -> one.userId().equals(person.userId()));
            people.add(person);
            return person;
        });
    }

    @Override
    public @Nullable HistoryProgress historyProgress(String userId) {
        return history;
    }

    @Override
    public boolean importHistory(String userId) {
        imported.add(userId);
        return importsHistory;
    }

    @Override
    public CompletableFuture<Void> withdraw(String userId) {
        withdrawn.add(userId);
        return withdrawal.thenRun(() -> people.removeIf(one -> one.userId().equals(userId)));
    }

    @Override
    public boolean canHaveCalendar(String userId) {
        return !withoutThing.contains(userId);
    }

    @Override
    public boolean hasCalendar(String userId) {
        return calendars.containsKey(userId);
    }

    @Override
    public String renewCalendar(String userId) {
        String path = "/withings/calendar/secret" + links.incrementAndGet() + ".ics";
        calendars.put(userId, path);
        return path;
    }

    @Override
    public void removeCalendar(String userId) {
        calendars.remove(userId);
    }
}
