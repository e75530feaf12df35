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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Appli;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.TokenClient;
import org.openhab.binding.withings.internal.api.TokenKeeper;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.WithingsApi;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.AccountWebhook;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.types.State;

/**
 * What exists while an account is configured: the API client, the consents, the webhook, and the people. Used on the
 * account's executor only, and replaced by a new one when the account is configured anew.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ConnectedAccount implements AccountWebhook.Account {

    private static final Duration TICK = Duration.ofMinutes(1);
    /** The statuses of a thing that openHAB still lists while it is being removed. */
    private static final Set<ThingStatus> REMOVED = EnumSet.of(ThingStatus.REMOVING, ThingStatus.REMOVED);

    private final AccountServices services;
    private final Bridge bridge;
    private final String uid;
    private final AccountConfiguration configuration;
    private final RateLimiter limiter;
    private final AccountExecutor executor;
    private final Clock clock;
    private final Consumer<ConnectedAccount> publisher;
    private final TokenClient client;
    private final TokenKeeper tokens;
    private final WithingsApi api;
    private final AccountWebhook webhook;
    private final UnknownIds unknownIds = new UnknownIds();
    private final AccountHealth health;
    private final AccountThings things;
    private final Map<String, AccountPerson> people = new TreeMap<>();
    private boolean publishing;

    /**
     * @param publisher called with this account whenever there is something new to publish
     */
    ConnectedAccount(AccountServices services, Bridge bridge, AccountConfiguration configuration,
            AccountExecutor executor, Consumer<ConnectedAccount> publisher) {
        this.configuration = configuration;
        this.executor = executor;
        this.clock = services.clock();
        this.publisher = publisher;
        this.services = services;
        this.bridge = bridge;
        this.uid = bridge.getUID().toString();
        things = new AccountThings(clock);
        health = new AccountHealth(executor, this::changed);
        String clientId = configuration.clientId.strip();
        ApiContext context = new ApiContext(executor, executor.scheduler(), clock);
        limiter = services.limiters().of(clientId, executor.scheduler(), clock);
        api = new WithingsApi(services.http(), services.endpoints().api(), limiter, context, health);
        client = new TokenClient(api, clientId, configuration.clientSecret.strip());
        tokens = new TokenKeeper(client, services.tokenStore(uid), context, this::consentEnded, this::consentResumed);
        webhook = new AccountWebhook(uid, configuration, this, services.webhookServices(executor));
    }

    void open() {
        tokens.people().stream().filter(tokens::consents).forEach(this::add);
        webhook.open();
        health.verify(client);
        everyTick();
        changed();
    }

    /**
     * To be called when the executor has been closed, on any thread.
     */
    void close() {
        webhook.close();
        api.close();
    }

    private void everyTick() {
        executor.schedule(() -> {
            everyTick();
            tick();
        }, TICK);
    }

    /**
     * Each person on its own, so that an error of one does not end the others.
     */
    private void tick() {
        things.all().forEach(thing -> executor.execute(thing::updateStaleness));
        people.values().forEach(person -> executor.execute(person.sync()::tick));
    }

    AccountExecutor executor() {
        return executor;
    }

    Clock clock() {
        return clock;
    }

    UnknownIds unknownIds() {
        return unknownIds;
    }

    AccountThings things() {
        return things;
    }

    Duration historyDepth() {
        return Duration.ofDays(Math.max(0, configuration.historyDays));
    }

    // status

    /**
     * Something has changed that a page, a status or the inbox may show. Changes that come together are published
     * together.
     */
    void changed() {
        if (!publishing) {
            publishing = true;
            executor.execute(() -> {
                publishing = false;
                publisher.accept(this);
            });
        }
    }

    ThingStatusInfo status() {
        return new AccountStatus(health.isVerified(), health.trouble(), !people.isEmpty(), updates()).info();
    }

    StatusText updates() {
        return webhook.state().status(configuration.pollingInterval);
    }

    void credentialsRefused() {
        health.credentialsRefused(client);
    }

    // people

    private AccountPerson add(String userId) {
        AccountPerson person = new AccountPerson(this, userId, api.person(userId, tokens),
                Duration.ofMinutes(Math.max(1, configuration.pollingInterval)));
        AccountPerson previous = people.put(userId, person);
        if (previous != null) {
            previous.close();
        }
        things.person(userId).ifPresentOrElse(person::attach, person.sync()::readAll);
        return person;
    }

    boolean consents(String userId) {
        return tokens.consents(userId);
    }

    /**
     * Withings refuses a token that has just been renewed.
     */
    void refused(String userId) {
        tokens.refused(userId);
    }

    private void consentEnded(String userId) {
        AccountPerson person = people.get(userId);
        if (person != null) {
            person.close();
        }
        changed();
    }

    private void consentResumed(String userId) {
        add(userId);
        webhook.repair(userId);
        changed();
    }

    /**
     * Exchanges an authorization code and begins to read the person's data.
     *
     * @return the user ID of the person
     */
    CompletableFuture<String> consent(String code, String redirectUrl) {
        return client.exchange(code, redirectUrl).thenApply(granted -> {
            String userId = granted.userId();
            Set<String> before = tokens.scopes(userId);
            tokens.consented(granted);
            AccountPerson person = add(userId);
            if (!before.isEmpty() && !before.containsAll(tokens.scopes(userId))) {
                // the past of what the consent did not cover before
                person.importAgain();
            }
            webhook.repair(userId);
            publishNow();
            return userId;
        });
    }

    /**
     * Ends the subscriptions of a person and forgets the tokens. The consent itself is not revoked at Withings, because
     * that would end it for another openHAB with the same application, too.
     */
    CompletableFuture<@Nullable Void> withdraw(String userId) {
        AccountPerson person = people.remove(userId);
        if (person != null) {
            person.close();
        }
        things.forgetDevices(userId);
        services.calendars().remove(uid, userId);
        return webhook.unsubscribe(userId).thenApply(done -> {
            tokens.forget(userId);
            publishNow();
            return null;
        });
    }

    /**
     * The account is being removed: ends the subscriptions and gives the address of the webhook back.
     */
    CompletableFuture<?> release() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        tokens.people().forEach(userId -> ends.add(withdraw(userId)));
        ends.add(webhook.release());
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    private void publishNow() {
        publisher.accept(this);
        changed();
    }

    void refreshAll() {
        people.values().forEach(person -> person.sync().readAll());
    }

    void refresh(String userId) {
        withPerson(userId, person -> person.sync().readAll());
    }

    void importHistory(String userId) {
        withPerson(userId, AccountPerson::importAgain);
    }

    void channelLinked(String userId) {
        withPerson(userId, AccountPerson::channelLinked);
    }

    private void withPerson(String userId, Consumer<AccountPerson> action) {
        AccountPerson person = people.get(userId);
        if (person != null) {
            action.accept(person);
        }
    }

    CompletableFuture<NavigableMap<Instant, State>> measurements(String userId, String channelId, Instant start,
            Instant end) {
        AccountPerson person = people.get(userId);
        return person == null ? notConnected() : person.measurements(channelId, start, end);
    }

    CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(String userId, Instant before) {
        AccountPerson person = people.get(userId);
        return person == null ? notConnected() : person.electrocardiogram(before);
    }

    private static <T> CompletableFuture<T> notConnected() {
        return CompletableFuture
                .failedFuture(new WithingsException(Failure.CONSENT_ENDED, "The person is not connected"));
    }

    // things

    void attach(WithingsThingHandler thing) {
        if (things.attach(thing)) {
            if (thing instanceof PersonHandler person) {
                withPerson(person.userId(), known -> known.attach(person));
                webhook.repair(person.userId());
            } else {
                repairBeds();
            }
            changed();
        }
    }

    void detach(WithingsThingHandler thing) {
        if (thing instanceof PersonHandler person) {
            withPerson(person.userId(), known -> known.detach(person));
        }
        if (things.detach(thing)) {
            changed();
        }
    }

    /**
     * The thing is being removed for good.
     */
    void remove(WithingsThingHandler thing) {
        detach(thing);
        thing.forget();
        if (thing instanceof PersonHandler person) {
            String userId = person.userId();
            services.calendars().remove(uid, userId);
            if (wantedNotifications(userId).isEmpty()) {
                webhook.unsubscribe(userId);
            } else {
                webhook.repair(userId);
            }
        } else {
            repairBeds();
        }
    }

    /**
     * People without a thing are subscribed to the events of the bed as long as that has a thing.
     */
    private void repairBeds() {
        people.values().stream().filter(person -> person.thing() == null).map(AccountPerson::userId)
                .forEach(webhook::repair);
    }

    void devicesRead(String userId, List<Device> devices) {
        things.devicesRead(userId, devices, unknownIds);
        AccountPerson person = people.get(userId);
        if (person != null && person.thing() == null) {
            webhook.repair(userId);
        }
        changed();
    }

    ThingStatusInfo personStatus(String userId) {
        return new PersonStatus(tokens.people().contains(userId), tokens.consents(userId), missingScopes(userId),
                serviceStatuses(userId)).info();
    }

    @Override
    public Set<Scope> missingScopes(String userId) {
        AccountPerson person = people.get(userId);
        Set<Scope> denied = person == null
                ? Set.of()
                : person.denied().stream().map(Service::scope).collect(Collectors.toSet());
        Set<String> granted = tokens.scopes(userId);
        return Stream.of(Scope.values()).filter(scope -> !granted.contains(scope.id()) || denied.contains(scope))
                .collect(Collectors.toSet());
    }

    Map<Service, ServiceStatus> serviceStatuses(String userId) {
        AccountPerson person = people.get(userId);
        return person == null ? Map.of() : person.sync().statuses();
    }

    ThingStatusInfo deviceStatus(String deviceId) {
        if (things.isListed(deviceId)) {
            return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null);
        }
        boolean complete = tokens.people().stream()
                .allMatch(userId -> things.hasDevicesOf(userId) || !tokens.consents(userId));
        return complete
                ? AccountStatus.offline(ThingStatusDetail.GONE, "status.device.gone")
                : new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
    }

    // the webhook

    boolean isWebhookLive(String userId) {
        return webhook.isLive(userId);
    }

    CompletableFuture<?> repairSubscriptions(String userId) {
        return webhook.repair(userId);
    }

    void found(String userId, Collection<Instant> modified) {
        webhook.found(userId, modified);
    }

    AccountWebhook webhook() {
        return webhook;
    }

    @Override
    public Collection<String> people() {
        return people.keySet().stream().filter(tokens::consents).toList();
    }

    /**
     * Without a thing of the person only the events of the bed are of use, and only if the sleep monitor has one.
     */
    @Override
    public Set<Appli> wantedNotifications(String userId) {
        AccountPerson person = people.get(userId);
        if (person == null || !tokens.consents(userId)) {
            return Set.of();
        }
        Set<Appli> offered = Appli.within(tokens.scopes(userId));
        if (!hasThing(userId)) {
            offered.retainAll(things.hasSleepMonitorThing(userId)
                    ? EnumSet.of(Appli.BED_IN, Appli.BED_OUT, Appli.INFLATED)
                    : Set.of());
        }
        return offered;
    }

    /**
     * At the start of openHAB things become ready after the account, and must not lose their subscriptions before.
     */
    private boolean hasThing(String userId) {
        return bridge.getThings().stream()
                .anyMatch(thing -> WithingsBindingConstants.THING_TYPE_PERSON.equals(thing.getThingTypeUID())
                        && userId.equals(thing.getConfiguration().get(WithingsBindingConstants.CONFIG_USER_ID))
                        && !REMOVED.contains(thing.getStatus()));
    }

    @Override
    public PersonApi api(String userId) {
        AccountPerson person = people.get(userId);
        return person == null ? api.person(userId, tokens) : person.api();
    }

    @Override
    public void notified(Notification notification) {
        String userId = notification.userId();
        if (notification.appli() == null) {
            unknownIds.seen(UnknownIds.Kind.APPLI, notification.appliNumber());
        }
        BedEvent event = notification.bedEvent();
        if (event != null && people.containsKey(userId)) {
            things.bedEvent(userId, event);
        }
        withPerson(userId, person -> person.notified(notification));
    }

    @Override
    public void subscribed(String userId) {
        refresh(userId);
    }

    @Override
    public void webhookChanged() {
        changed();
    }

    // what is published

    /**
     * @return the user IDs of all who have connected, also of those whose consent has ended, in a stable order
     */
    List<String> known() {
        return tokens.people().stream().sorted().toList();
    }

    /**
     * @return the label of the person's thing, otherwise a numbered name
     */
    @Override
    public String label(String userId) {
        return things.person(userId).map(thing -> thing.getThing().getLabel()).orElseGet(() -> services.texts()
                .get("person.unnamed", null, Integer.toString(known().indexOf(userId) + 1)));
    }

    RateLimiter.Usage usage() {
        return limiter.usage();
    }

    boolean reserveConsent() {
        return limiter.tryReserveConsent();
    }

    Set<String> scopes(String userId) {
        return tokens.scopes(userId);
    }

    @Nullable
    AccountPerson person(String userId) {
        return people.get(userId);
    }

    /**
     * @return the workouts of the people whose workouts have been read
     */
    Map<String, List<Workout>> workouts() {
        Map<String, List<Workout>> workouts = new HashMap<>();
        people.forEach((userId, person) -> {
            List<Workout> read = person.workouts();
            if (read != null) {
                workouts.put(userId, read);
            }
        });
        return workouts;
    }
}
