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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.action.AccountActions;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.discovery.WithingsDiscoveryService;
import org.openhab.binding.withings.internal.handler.WithingsHandlerFactory.AccountServices;
import org.openhab.binding.withings.internal.setup.SetupAccount;
import org.openhab.binding.withings.internal.webhook.AccountWebhook;
import org.openhab.binding.withings.internal.webhook.Subscriptions;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge: one developer application at Withings with any number of people. Delegates to a {@link ConnectedAccount}
 * on the account's executor, and publishes snapshots of its state.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountHandler extends BaseBridgeHandler implements SetupAccount {
    private static final int REMOVAL_SECONDS = 30;

    private final Logger logger = LoggerFactory.getLogger(AccountHandler.class);
    private final AccountServices services;
    /** Called when the inbox may have changed. */
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ConnectedAccount connection;
    private volatile AccountSnapshot snapshot;
    /** The workouts of each person for the calendars, null until they have been read. */
    private volatile Map<String, List<Workout>> workouts = Map.of();

    public AccountHandler(Bridge bridge, AccountServices services) {
        super(bridge);
        this.services = services;
        this.snapshot = unconfigured(new AccountConfiguration());
    }

    private AccountSnapshot unconfigured(AccountConfiguration configuration) {
        return new AccountSnapshot(ThingState.of(getThing()),
                getThing().getThings().stream().map(ThingState::of).toList(), configuration,
                services.endpoints().authorization(), new StatusText("status.account.credentials-missing"), null, null,
                0, null, List.of(), List.of(), Map.of());
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(WithingsDiscoveryService.class, AccountActions.class);
    }

    // lifecycle

    @Override
    public void initialize() {
        AccountConfiguration configuration = getConfigAs(AccountConfiguration.class);
        publish(unconfigured(configuration));
        services.accounts().add(this);
        String flaw = configuration.flaw();
        if (flaw != null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, new StatusText(flaw).reference());
            return;
        }
        ConnectedAccount account = new ConnectedAccount(services, getThing(), configuration, scheduler,
                this::publishIfCurrent);
        connection = account;
        updateStatus(ThingStatus.UNKNOWN);
        account.executor().execute(account::open);
    }

    @Override
    public void dispose() {
        services.accounts().remove(this);
        ConnectedAccount closing = connection;
        connection = null;
        if (closing != null) {
            closing.close();
        }
        services.calendars().close(uid().toString());
    }

    /** Removes the account's stored data and, if Withings can be reached, its subscriptions. */
    @Override
    public void handleRemoval() {
        String account = uid().toString();
        CompletableFuture<?> released = ask(this::onExecutor, ConnectedAccount::release);
        Future<?> limit = scheduler.schedule(() -> released.cancel(false), REMOVAL_SECONDS, TimeUnit.SECONDS);
        released.whenComplete((done, failure) -> {
            limit.cancel(false);
            delete(() -> services.tokenStore(account).removeAll());
            delete(() -> AccountWebhook.forget(account, services.storage().states()));
            delete(() -> services.calendars().removeAll(account));
            super.handleRemoval();
        });
    }

    private void delete(Runnable deletion) {
        try {
            deletion.run();
        } catch (RuntimeException e) {
            UnexpectedErrors.log(logger, "Deleting the stored data of an account", e);
        }
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // an account has no channels
    }

    // the account's executor

    /** Runs a task on the account's executor; returns false if the account is not configured. */
    boolean onExecutor(Consumer<ConnectedAccount> task) {
        ConnectedAccount current = connection;
        if (current != null) {
            current.executor().execute(() -> task.accept(current));
        }
        return current != null;
    }

    /**
     * Calls a function on the account's executor, which returns false if there is no configured account. Every failure
     * is a {@link WithingsException}.
     */
    static <T> CompletableFuture<T> ask(Predicate<Consumer<ConnectedAccount>> executor,
            Function<ConnectedAccount, CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean asked = executor.test(account -> CompletableFuture.completedFuture(account).thenCompose(question)
                .whenComplete((result, failure) -> WithingsException.complete(answer, result, failure)));
        if (!asked) {
            answer.completeExceptionally(
                    new WithingsException(Failure.CLIENT_CREDENTIALS, "The account is not configured"));
        }
        return answer;
    }

    // published state

    private void publishIfCurrent(ConnectedAccount account) {
        if (account == connection) {
            workouts = account.workouts();
            // before the statuses, so that a page opened because of a new status is up to date
            publish(account.snapshot());
            ThingStatusInfo status = account.status();
            boolean changed = !status.equals(getThing().getStatusInfo());
            if (changed && account == connection) {
                updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
            }
            for (WithingsThingHandler thing : account.things().all()) {
                changed |= thing.refreshStatus(account);
            }
            if (changed) {
                publish(account.snapshot());
            }
        }
    }

    private void publish(AccountSnapshot next) {
        AccountSnapshot before = snapshot;
        snapshot = next;
        next.people().stream().map(Person::userId).filter(userId -> before.person(userId).isEmpty()).forEach(
                userId -> services.calendars().open(uid().toString(), userId, () -> calendar(userId)));
        if (!inbox(next).equals(inbox(before))) {
            listeners.forEach(Runnable::run);
        }
    }

    /** Returns what the inbox depends on. */
    private static List<List<Object>> inbox(AccountSnapshot snapshot) {
        return Stream.concat(
                snapshot.people().stream().filter(Person::connected)
                        .map(person -> List.<Object>of(person.userId(), person.label())),
                snapshot.devices().stream().map(device -> List.<Object>of(device.device().id(), device.label(),
                        Optional.ofNullable(device.thing()).map(ThingState::uid))))
                .toList();
    }

    private Calendars.Content calendar(String userId) {
        return new Calendars.Content(snapshot.person(userId).map(Person::label).orElse(""), workouts.get(userId));
    }

    /** Adds a listener that is called after changes of people and devices, on any thread. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    @Override
    public ThingUID uid() {
        return getThing().getUID();
    }

    @Override
    public AccountSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public @Nullable WebhookCheck webhookCheck() {
        ConnectedAccount current = connection;
        return current == null ? null : current.webhook().check();
    }

    /** Returns the key of the text why no data can be read for a person, null if it can. */
    @Nullable
    String obstacle(String userId) {
        if (connection == null) {
            return "action.failed.account-missing";
        }
        return snapshot.person(userId).filter(Person::connected).isPresent() ? null : "action.failed.not-connected";
    }

    // requests

    /** Reads the new data of all people, including their devices. */
    public void readAll() {
        onExecutor(ConnectedAccount::refreshAll);
    }

    @Override
    public boolean refresh(String userId) {
        return obstacle(userId) == null && onExecutor(account -> account.refresh(userId));
    }

    @Override
    public boolean importHistory(String userId) {
        return obstacle(userId) == null && snapshot.person(userId).filter(person -> person.thing() != null).isPresent()
                && onExecutor(account -> account.person(userId).ifPresent(AccountPerson::importAgain));
    }

    @Override
    public CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId) {
        return ask(this::onExecutor, account -> account.webhook().subscriptions(userId).listed());
    }

    @Override
    public boolean reserveConsent() {
        ConnectedAccount current = connection;
        return current != null && current.reserveConsent();
    }

    @Override
    public CompletableFuture<Person> consent(String code, String redirectUrl, @Nullable String name) {
        return ask(this::onExecutor, account -> account.consent(code, redirectUrl, name))
                .thenApply(userId -> snapshot.person(userId)
                        .orElseThrow(() -> new IllegalStateException("The person has been disconnected meanwhile")));
    }

    @Override
    public CompletableFuture<Void> disconnect(String userId) {
        return ask(this::onExecutor, account -> account.disconnect(userId));
    }

    @Override
    public String renewCalendar(String userId) {
        String path = services.calendars().renew(uid().toString(), userId, () -> calendar(userId));
        onExecutor(ConnectedAccount::changed);
        return path;
    }

    @Override
    public void removeCalendar(String userId) {
        services.calendars().remove(uid().toString(), userId);
        onExecutor(ConnectedAccount::changed);
    }
}
