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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.TokenClient;
import org.openhab.binding.withings.internal.api.TokenKeeper;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.WithingsApi;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.handler.WithingsHandlerFactory.AccountServices;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.webhook.AccountWebhook;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;

/**
 * A configured account: API client, tokens, webhook and people. Replaced by a new instance when the configuration
 * changes. Used on the account's executor only, except where noted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ConnectedAccount implements AccountWebhook.Account {
    private static final Duration TICK = Duration.ofMinutes(1);

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
    /** All who have given consent, including those whose consent has ended, by user ID. */
    private final Map<String, AccountPerson> people = new TreeMap<>();
    /** Things that openHAB may still list, although they are being removed. */
    private final Set<ThingUID> removed = new HashSet<>();
    private boolean publishing;

    /** @param publisher called with this account when there are changes to publish */
    ConnectedAccount(AccountServices services, Bridge bridge, AccountConfiguration configuration,
            ScheduledExecutorService scheduler, Consumer<ConnectedAccount> publisher) {
        this.services = services;
        this.bridge = bridge;
        this.configuration = configuration;
        this.publisher = publisher;
        uid = bridge.getUID().toString();
        clock = services.clock();
        executor = new AccountExecutor(scheduler);
        things = new AccountThings(clock);
        health = new AccountHealth(executor, this::changed);
        String clientId = configuration.clientId.strip();
        ApiContext context = new ApiContext(executor, scheduler, clock);
        limiter = services.limiters().of(clientId, scheduler, clock);
        api = new WithingsApi(services.http(), services.endpoints().api(), limiter, context, health);
        client = new TokenClient(api, clientId, configuration.clientSecret.strip());
        tokens = new TokenKeeper(client, services.tokenStore(uid), context, this::consentEnded, this::consentResumed);
        webhook = new AccountWebhook(uid, configuration, this, new AccountWebhook.Services(services.storage().states(),
                services.webhooks(), services.cloudRelays(), services.http(), executor, clock));
    }

    void open() {
        tokens.people().forEach(this::add);
        webhook.open();
        health.verify(client);
        everyTick();
        changed();
        // things stay initialized when the account's configuration changes
        bridge.getThings().stream().map(Thing::getHandler).filter(WithingsThingHandler.class::isInstance)
                .map(WithingsThingHandler.class::cast).forEach(this::attach);
    }

    /** May be called on any thread. */
    void close() {
        webhook.close();
        executor.close();
        api.close();
    }

    private void everyTick() {
        executor.schedule(() -> {
            everyTick();
            // separate tasks, so that an error of one does not affect the others
            things.all().forEach(thing -> executor.execute(thing.channels()::updateStaleness));
            people.values().forEach(person -> executor.execute(person.sync()::tick));
        }, TICK);
    }

    /** May be used on any thread. */
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

    TokenKeeper tokens() {
        return tokens;
    }

    AccountWebhook webhook() {
        return webhook;
    }

    AccountConfiguration configuration() {
        return configuration;
    }

    // status

    /** Publishes changes for pages, statuses and inbox; those of the same task are published together. */
    @Override
    public void changed() {
        if (!publishing) {
            publishing = true;
            executor.execute(() -> {
                publishing = false;
                publisher.accept(this);
            });
        }
    }

    ThingStatusInfo status() {
        return health.accountStatus(!people.isEmpty(), updates());
    }

    private StatusText updates() {
        return webhook.state().status(configuration.pollingInterval);
    }

    void credentialsRefused() {
        health.credentialsRefused(client);
    }

    AccountSnapshot snapshot() {
        List<Thing> all = bridge.getThings();
        return new AccountSnapshot(ThingState.of(bridge),
                all.stream().map(ThingState::of).sorted(Comparator.comparing(thing -> thing.uid().toString())).toList(),
                configuration, services.endpoints().authorization(), updates(), limiter.usage(), webhook.state(),
                webhook.queuedNotifications(), webhook.check().last(),
                people.values().stream()
                        .map(person -> person.snapshot(services.calendars().exists(uid, person.userId()))).toList(),
                things.snapshot(all), unknownIds.all());
    }

    /** Returns the workouts by user ID, null if they have not been read yet. */
    Map<String, List<Workout>> workouts() {
        Map<String, List<Workout>> workouts = new HashMap<>();
        people.forEach((userId, person) -> workouts.put(userId, person.workouts()));
        return workouts;
    }

    // people

    private AccountPerson add(String userId) {
        AccountPerson person = new AccountPerson(this, userId);
        AccountPerson previous = people.put(userId, person);
        if (previous != null) {
            previous.close();
        }
        if (tokens.consents(userId)) {
            things.person(userId).ifPresentOrElse(person::attach, person.sync()::readAll);
        } else {
            person.close();
        }
        return person;
    }

    /** Finds a person who has given consent. */
    Optional<AccountPerson> person(String userId) {
        return Optional.ofNullable(people.get(userId));
    }

    /** Returns a person, or fails with a {@link WithingsException} if there was no consent. */
    AccountPerson connected(String userId) {
        return person(userId).orElseThrow(() -> new CompletionException(
                new WithingsException(Failure.CONSENT_ENDED, "The person is not connected")));
    }

    private void consentEnded(String userId) {
        person(userId).ifPresent(AccountPerson::close);
        changed();
    }

    private void consentResumed(String userId) {
        add(userId);
        webhook.repair(userId);
        changed();
    }

    /** Reserves one of the code exchanges of a minute, see {@link RateLimiter}; may be called on any thread. */
    boolean reserveConsent() {
        return limiter.tryReserveConsent();
    }

    /** Exchanges an authorization code and starts reading the person's data; returns the user ID. */
    CompletableFuture<String> consent(String code, String redirectUrl, @Nullable String name) {
        return client.exchange(code, redirectUrl).thenApply(granted -> {
            String userId = granted.userId();
            Set<String> before = tokens.scopes(userId);
            tokens.consented(granted.withName(name == null ? name(userId).orElse(null) : name));
            AccountPerson person = add(userId);
            if (!before.isEmpty() && !before.containsAll(tokens.scopes(userId))) {
                // the history of the services that the consent did not cover before
                person.importAgain();
            }
            webhook.repair(userId);
            publisher.accept(this);
            return userId;
        });
    }

    /**
     * Revokes a person's subscriptions and deletes the tokens. The consent itself is not revoked, because that would
     * also end it for another openHAB with the same application.
     */
    CompletableFuture<Void> disconnect(String userId) {
        AccountPerson person = people.remove(userId);
        if (person != null) {
            person.close();
        }
        things.forgetDevices(userId);
        services.calendars().remove(uid, userId);
        return webhook.unsubscribe(userId).thenRun(() -> {
            if (people.containsKey(userId)) {
                // connected again meanwhile
                webhook.repair(userId);
            } else {
                tokens.forget(userId);
            }
            publisher.accept(this);
        });
    }

    /** To be called before the account is removed: revokes all subscriptions and releases the webhook's address. */
    CompletableFuture<?> release() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        tokens.people().forEach(userId -> ends.add(disconnect(userId)));
        ends.add(webhook.release());
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    void refreshAll() {
        people.values().forEach(person -> person.sync().readAll());
    }

    @Override
    public void refresh(String userId) {
        person(userId).ifPresent(person -> person.sync().readAll());
    }

    // things

    void attach(WithingsThingHandler thing) {
        if (things.attach(thing)) {
            removed.remove(thing.getThing().getUID());
            if (thing instanceof PersonHandler person) {
                person(person.userId()).ifPresent(known -> known.attach(person));
                webhook.repair(person.userId());
            } else {
                peopleWithoutThing().forEach(webhook::repair);
            }
            changed();
        }
    }

    void detach(WithingsThingHandler thing) {
        // all people, because the thing's user ID may have been changed meanwhile
        people.values().forEach(person -> person.detach(thing));
        if (things.detach(thing)) {
            changed();
        }
    }

    /** To be called when a thing is removed. */
    void remove(WithingsThingHandler thing) {
        removed.add(thing.getThing().getUID());
        detach(thing);
        thing.forget();
        if (thing instanceof PersonHandler person) {
            String userId = person.userId();
            services.calendars().remove(uid, userId);
            webhook.repairOrUnsubscribe(userId);
        } else {
            peopleWithoutThing().forEach(webhook::repairOrUnsubscribe);
        }
    }

    /** They are subscribed to bed events if their sleep monitor has a thing. */
    private List<String> peopleWithoutThing() {
        return people().stream().filter(userId -> things.person(userId).isEmpty()).toList();
    }

    void devicesRead(String userId, List<Device> devices) {
        things.devicesRead(userId, devices, unknownIds);
        if (things.person(userId).isEmpty()) {
            webhook.repair(userId);
        }
        changed();
    }

    // the webhook

    @Override
    public Collection<String> people() {
        return people.keySet().stream().filter(tokens::consents).toList();
    }

    /** Without a thing, a person only needs bed events, and only if the sleep monitor has a thing. */
    @Override
    public Set<Appli> wantedNotifications(String userId) {
        if (!people().contains(userId)) {
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

    /** Includes things that are not initialized yet, so that their subscriptions are kept at openHAB's start. */
    private boolean hasThing(String userId) {
        return bridge.getThings().stream()
                .anyMatch(thing -> WithingsBindingConstants.THING_TYPE_PERSON.equals(thing.getThingTypeUID())
                        && userId.equals(WithingsThingHandler.id(thing, WithingsBindingConstants.CONFIG_USER_ID))
                        && !removed.contains(thing.getUID()));
    }

    @Override
    public Set<Scope> missingScopes(String userId) {
        return person(userId).map(AccountPerson::missingScopes).orElse(Set.of());
    }

    /** The label of the person's thing; without one, the name entered before the consent, or a numbered name. */
    @Override
    public String label(String userId) {
        return things.person(userId).map(thing -> thing.getThing().getLabel()).or(() -> name(userId))
                .orElseGet(() -> services.texts().get("person.unnamed", null,
                        Integer.toString(List.copyOf(people.keySet()).indexOf(userId) + 1)));
    }

    private Optional<String> name(String userId) {
        return Optional.ofNullable(tokens.tokens(userId)).map(Tokens::name);
    }

    @Override
    public PersonApi api(String userId) {
        return api.person(userId, tokens);
    }

    @Override
    public void notified(Notification notification) {
        if (notification.appli() == null) {
            unknownIds.seen(UnknownIds.Kind.APPLI, notification.appliNumber());
        }
        person(notification.userId()).ifPresent(person -> {
            BedEvent event = notification.bedEvent();
            if (event != null) {
                things.bedEvent(person.userId(), event, false);
            }
            person.notified(notification);
        });
    }
}
