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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.sync.ActivitySource;
import org.openhab.binding.withings.internal.sync.DataSource;
import org.openhab.binding.withings.internal.sync.HeartSource;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.HistoryImport;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.MeasureSource;
import org.openhab.binding.withings.internal.sync.PastStates;
import org.openhab.binding.withings.internal.sync.PersonSync;
import org.openhab.binding.withings.internal.sync.SleepSource;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.binding.withings.internal.sync.WorkoutSource;
import org.openhab.core.types.State;

/**
 * A person who has connected: brings the person's sync and import together with the person's thing, if there is one.
 * Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountPerson implements PersonSync.Target, HistoryImport.Target {

    private final ConnectedAccount account;
    private final String userId;
    private final PersonApi api;
    private final WorkoutSource workouts;
    private final PersonSync sync;
    /** Services that Withings has refused for lack of a scope. */
    private final Set<Service> denied = EnumSet.noneOf(Service.class);
    private @Nullable PersonHandler thing;
    private @Nullable HistoryImport history;

    AccountPerson(ConnectedAccount account, String userId, PersonApi api, Duration pollingInterval) {
        this.account = account;
        this.userId = userId;
        this.api = api;
        Instant now = account.clock().instant();
        Duration offset = Duration.ofMinutes(Math.floorMod(userId.hashCode(), 60));
        workouts = workouts(api);
        sync = new PersonSync(api, sources(api, workouts), pollingInterval, now.plus(offset), this,
                account.executor(), account.clock());
    }

    private WorkoutSource workouts(PersonApi from) {
        return new WorkoutSource(from, account.unknownIds(), account.clock());
    }

    private List<DataSource> sources(PersonApi from) {
        return sources(from, workouts(from));
    }

    private List<DataSource> sources(PersonApi from, WorkoutSource ofWorkouts) {
        return List.of(new MeasureSource(from, account.unknownIds(), this::shown, account.executor(),
                account.clock()),
                new SleepSource(from, account.unknownIds(), this::shown,
                        event -> account.things().nightEnded(userId, event), account.clock()),
                new ActivitySource(from, account.clock()), ofWorkouts,
                new HeartSource(from, account.unknownIds(), this::shown, account.clock()));
    }

    private @Nullable TimedState shown(String channelId) {
        PersonHandler shownBy = thing;
        return shownBy == null ? null : shownBy.shown(channelId);
    }

    String userId() {
        return userId;
    }

    PersonApi api() {
        return api;
    }

    PersonSync sync() {
        return sync;
    }

    @Nullable
    PersonHandler thing() {
        return thing;
    }

    Set<Service> denied() {
        return Set.copyOf(denied);
    }

    @Nullable
    HistoryProgress historyProgress() {
        HistoryImport running = history;
        return running == null ? null : running.progress();
    }

    /**
     * @return the workouts of the last two years, null until they have been read or when the consent has ended
     */
    @Nullable
    List<Workout> workouts() {
        return sync.isClosed() ? null : workouts.workouts();
    }

    void attach(PersonHandler handler) {
        ThingDocument document = handler.document();
        if (document == null || sync.isClosed()) {
            return;
        }
        detach();
        thing = handler;
        HistoryImport past = new HistoryImport(handler.getThing().getUID().toString(),
                sources(api.forImport()), document, account.historyDepth(), this,
                account.executor(), account.clock());
        history = past;
        sync.attach(document);
        past.begin();
    }

    void detach(PersonHandler handler) {
        if (thing == handler) {
            detach();
        }
    }

    private void detach() {
        HistoryImport past = history;
        if (past != null) {
            past.close();
            history = null;
        }
        thing = null;
        sync.detach();
    }

    void close() {
        detach();
        sync.close();
    }

    /**
     * The person has connected again, possibly with more scopes.
     */
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
            show(List.of(HeartChannels.failure(date == null || date.isAfter(now) ? now : date)));
        }
        sync.notified(notification);
    }

    CompletableFuture<NavigableMap<Instant, State>> measurements(String channelId, Instant start, Instant end) {
        Service service = PastStates.service(channelId);
        return sources(api).stream().filter(source -> source.service() == service).findFirst()
                .map(source -> PastStates.of(source, channelId, start, end))
                .orElseGet(() -> CompletableFuture.completedFuture(new TreeMap<>()));
    }

    CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(Instant before) {
        return HeartSource.electrocardiogramBefore(before, api);
    }

    // sync and import

    @Override
    public Set<Service> wanted() {
        Set<Service> wanted = account.consents(userId) ? EnumSet.allOf(Service.class) : EnumSet.noneOf(Service.class);
        wanted.removeAll(denied);
        return wanted;
    }

    @Override
    public void show(List<ChannelUpdate> updates) {
        withThing(handler -> handler.show(updates));
    }

    @Override
    public void showPast(List<ChannelUpdate> updates) {
        withThing(handler -> handler.showPast(updates));
    }

    @Override
    public void showNewest() {
        withThing(handler -> handler.showNewest());
    }

    @Override
    public void sendPresentStates(Set<String> channelIds) {
        withThing(handler -> handler.sendPresentStates(channelIds));
    }

    @Override
    public Set<Link> links() {
        PersonHandler shownBy = thing;
        return shownBy == null ? Set.of() : shownBy.links();
    }

    @Override
    public void progressed(HistoryProgress progress) {
        withThing(handler -> handler.showProgress(progress));
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
            case AUTHENTICATION -> account.refused(userId);
            case CLIENT_CREDENTIALS -> account.credentialsRefused();
            default -> {
                // shown by the status of the service and of the account
            }
        }
        account.changed();
    }

    @Override
    public boolean isWebhookLive() {
        return account.isWebhookLive(userId);
    }

    @Override
    public CompletableFuture<?> repairSubscriptions() {
        return account.repairSubscriptions(userId);
    }

    @Override
    public void found(Collection<Instant> modified) {
        account.found(userId, modified);
    }

    private void withThing(Consumer<PersonHandler> action) {
        PersonHandler handler = thing;
        if (handler != null) {
            action.accept(handler);
        }
    }

    private void withHistory(Consumer<HistoryImport> action) {
        HistoryImport past = history;
        if (past != null) {
            action.accept(past);
        }
    }
}
