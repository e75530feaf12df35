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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.sync.ActivitySource;
import org.openhab.binding.withings.internal.sync.DataSource;
import org.openhab.binding.withings.internal.sync.HeartSource;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.HistoryImport;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.MeasureSource;
import org.openhab.binding.withings.internal.sync.PersonSync;
import org.openhab.binding.withings.internal.sync.SleepSource;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.binding.withings.internal.sync.WorkoutSource;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.types.State;

/**
 * A person who has given consent: connects sync and import with the person's thing, if there is one. Closed when the
 * consent has ended. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountPerson implements PersonSync.Target, HistoryImport.Target {
    private final ConnectedAccount account;
    private final String userId;
    private final PersonApi api;
    private final PersonSync sync;
    /** Services that Withings has refused because of a missing scope. */
    private final EnumSet<Service> denied = EnumSet.noneOf(Service.class);
    private WorkoutSource workouts;
    private @Nullable PersonHandler thing;
    private @Nullable HistoryImport history;

    AccountPerson(ConnectedAccount account, String userId) {
        this.account = account;
        this.userId = userId;
        api = account.api(userId);
        Instant now = account.clock().instant();
        Duration offset = Duration.ofMinutes(Math.floorMod(userId.hashCode(), 60));
        workouts = workoutSource(api);
        sync = new PersonSync(api, Duration.ofMinutes(Math.max(1, account.configuration().pollingInterval)),
                now.plus(offset), this, account.executor(), account.clock());
    }

    private WorkoutSource workoutSource(PersonApi from) {
        return new WorkoutSource(from, account.unknownIds(), this::shown, account.clock());
    }

    private List<DataSource<?>> sources(PersonApi from, WorkoutSource workoutSource) {
        return List.of(
                new MeasureSource(from, account.unknownIds(), this::shown, account.executor(), account.clock()),
                new SleepSource(from, account.unknownIds(), this::shown,
                        event -> account.things().bedEvent(userId, event, true), account.clock()),
                new ActivitySource(from, account.clock()), workoutSource,
                new HeartSource(from, account.unknownIds(), this::shown, account.clock()));
    }

    private @Nullable TimedState shown(String channelId) {
        PersonHandler shownBy = thing;
        return shownBy == null ? null : shownBy.channels().document().state(channelId);
    }

    String userId() {
        return userId;
    }

    PersonSync sync() {
        return sync;
    }

    /** Returns the workouts of the last two years; null until they have been read or when the consent has ended. */
    @Nullable
    List<Workout> workouts() {
        return sync.isClosed() ? null : workouts.workouts();
    }

    /** Returns the scopes that the consent does not cover, according to the tokens or to refusals. */
    Set<Scope> missingScopes() {
        Set<String> granted = account.tokens().scopes(userId);
        return Stream.of(Scope.values()).filter(scope -> !granted.contains(scope.id())
                || denied.stream().anyMatch(service -> service.scope() == scope)).collect(Collectors.toSet());
    }

    ThingStatusInfo status() {
        return AccountHealth.personStatus(account.tokens().consents(userId), missingScopes(), sync.statuses());
    }

    AccountSnapshot.Person snapshot(boolean hasCalendar) {
        Set<String> granted = account.tokens().scopes(userId);
        Tokens tokens = account.tokens().tokens(userId);
        HistoryImport past = history;
        return new AccountSnapshot.Person(userId, account.label(userId), account.tokens().consents(userId),
                Stream.of(Scope.values()).filter(scope -> granted.contains(scope.id())).collect(Collectors.toSet()),
                hasCalendar,
                account.things().person(userId).map(handler -> ThingState.of(handler.getThing())).orElse(null),
                sync.statuses(), sync.pending(), Set.copyOf(denied), past == null ? null : past.progress(),
                tokens == null ? null : tokens.issued());
    }

    void attach(PersonHandler handler) {
        if (sync.isClosed()) {
            return;
        }
        detach();
        thing = handler;
        ThingDocument document = handler.channels().document();
        PersonApi forImport = api.forImport();
        HistoryImport past = new HistoryImport(handler.getThing().getUID().toString(),
                sources(forImport, workoutSource(forImport)), document,
                Duration.ofDays(Math.max(0, account.configuration().historyDays)), this, account.executor(),
                account.clock());
        history = past;
        workouts = workoutSource(api);
        sync.attach(document, sources(api, workouts));
        past.begin();
    }

    void detach(WithingsThingHandler handler) {
        if (thing == handler) {
            detach();
        }
    }

    private void detach() {
        withHistory(HistoryImport::close);
        history = null;
        thing = null;
        sync.detach();
    }

    void close() {
        detach();
        sync.close();
    }

    void importAgain() {
        withHistory(HistoryImport::importAgain);
    }

    void channelLinked() {
        withHistory(HistoryImport::channelLinked);
    }

    void notified(Notification notification) {
        if (notification.isFailedEcg()) {
            Instant now = account.clock().instant();
            Instant date = notification.date();
            withChannels(channels -> {
                channels.show(List.of(HeartChannels.failure(date == null || date.isAfter(now) ? now : date)));
                channels.document().save();
            });
        }
        sync.notified(notification);
    }

    CompletableFuture<NavigableMap<Instant, State>> measurements(String channelId, Instant start, Instant end) {
        Service service = DataSource.serviceOf(channelId);
        return sources(api, workoutSource(api)).stream().filter(source -> source.service() == service).findFirst()
                .map(source -> source.states(channelId, start, end))
                .orElseGet(() -> CompletableFuture.completedFuture(new TreeMap<>()));
    }

    CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(Instant before) {
        return HeartSource.electrocardiogramBefore(before, api);
    }

    // sync and import

    @Override
    public Set<Service> wanted() {
        Set<Service> wanted = EnumSet.complementOf(denied);
        return account.tokens().consents(userId) ? wanted : EnumSet.noneOf(Service.class);
    }

    @Override
    public void show(List<ChannelUpdate> updates) {
        withChannels(channels -> channels.show(updates));
    }

    @Override
    public void showPast(List<ChannelUpdate> updates) {
        withChannels(channels -> channels.showPast(updates));
    }

    @Override
    public void showNewest() {
        withChannels(ThingChannels::showNewest);
    }

    @Override
    public void sendPresentStates(Set<String> channelIds) {
        withChannels(channels -> channels.sendPresentStates(channelIds));
    }

    @Override
    public Set<Link> links() {
        PersonHandler shownBy = thing;
        return shownBy == null ? Set.of() : shownBy.links();
    }

    @Override
    public void progressed(HistoryProgress progress) {
        PersonHandler shownBy = thing;
        if (shownBy != null) {
            shownBy.showProgress(progress);
        }
        account.changed();
    }

    @Override
    public void devices(List<Device> devices) {
        account.devicesRead(userId, devices);
    }

    @Override
    public void changed(Service service) {
        account.changed();
    }

    @Override
    public void failed(Service service, WithingsException failure) {
        switch (failure.failure()) {
            case SCOPE -> denied.add(service);
            case AUTHENTICATION -> account.tokens().refused(userId);
            case CLIENT_CREDENTIALS -> account.credentialsRefused();
            default -> {
                // visible in the status of the service and of the account
            }
        }
        account.changed();
    }

    @Override
    public boolean isWebhookLive() {
        return account.webhook().isLive(userId);
    }

    @Override
    public CompletableFuture<?> repairSubscriptions() {
        // the refusal may have come from a proxy
        Set<String> granted = account.tokens().scopes(userId);
        denied.removeIf(service -> granted.contains(service.scope().id()));
        return account.webhook().repair(userId);
    }

    @Override
    public void found(Collection<Instant> modified) {
        account.webhook().found(userId, modified);
    }

    private void withChannels(Consumer<ThingChannels> action) {
        PersonHandler shownBy = thing;
        if (shownBy != null) {
            action.accept(shownBy.channels());
        }
    }

    private void withHistory(Consumer<HistoryImport> action) {
        HistoryImport past = history;
        if (past != null) {
            action.accept(past);
        }
    }
}
