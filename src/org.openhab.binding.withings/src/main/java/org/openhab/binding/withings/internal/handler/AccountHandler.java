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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.action.AccountActions;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.discovery.WithingsDiscoveryService;
import org.openhab.binding.withings.internal.setup.SetupAccount;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.webhook.AccountWebhook;
import org.openhab.binding.withings.internal.webhook.Subscriptions;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.Command;

/**
 * The bridge: one developer application at Withings with any number of people. Hands everything over to a
 * {@link ConnectedAccount} on the account's executor, and publishes its state.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountHandler extends BaseBridgeHandler implements SetupAccount {

    private static final int REMOVAL_SECONDS = 30;

    /**
     * Is notified of every change of people and devices.
     */
    public interface Listener {
        void changed();
    }

    private record Connection(AccountExecutor executor, ConnectedAccount account) {}

    private final AccountServices services;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile AccountConfiguration configuration = new AccountConfiguration();
    private volatile @Nullable Connection connection;
    private volatile Published published;

    public AccountHandler(Bridge bridge, AccountServices services) {
        super(bridge);
        this.services = services;
        this.published = Published.of(this, configuration, null, services);
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(WithingsDiscoveryService.class, AccountActions.class);
    }

    // life of the thing

    @Override
    public void initialize() {
        AccountConfiguration configured = getConfigAs(AccountConfiguration.class);
        configuration = configured;
        publish(Published.of(this, configured, null, services));
        services.accounts().add(this);
        String flaw = configured.flaw();
        if (flaw != null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR, new StatusText(flaw).reference());
            return;
        }
        AccountExecutor executor = new AccountExecutor(scheduler);
        ConnectedAccount account = new ConnectedAccount(services, getThing(), configured, executor,
                connected -> publishIfCurrent(connected, configured));
        connection = new Connection(executor, account);
        updateStatus(ThingStatus.UNKNOWN);
        executor.execute(() -> {
            account.open();
            // the things of people and devices outlast a change of the account's configuration
            getThing().getThings().stream().map(Thing::getHandler).filter(WithingsThingHandler.class::isInstance)
                    .map(WithingsThingHandler.class::cast).forEach(account::attach);
        });
    }

    @Override
    public void dispose() {
        services.accounts().remove(this);
        services.calendars().close(uid().toString());
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            closing.executor().close();
            closing.account().close();
        }
    }

    /**
     * Removes what belongs to the account here and, as far as Withings can be reached, its subscriptions there.
     */
    @Override
    public void handleRemoval() {
        String account = uid().toString();
        CompletableFuture<?> released = ask(this, ConnectedAccount::release);
        Future<?> limit = scheduler.schedule(() -> released.cancel(false), REMOVAL_SECONDS, TimeUnit.SECONDS);
        released.whenComplete((done, failure) -> {
            limit.cancel(false);
            services.tokenStore(account).removeAll();
            AccountWebhook.forget(account, services.storage().states());
            services.calendars().removeAll(account);
            super.handleRemoval();
        });
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // an account has no channels
    }

    // the account's executor

    /**
     * Hands a task over to the account's executor.
     *
     * @return false if the account is not configured, so that nothing happens
     */
    boolean onExecutor(Consumer<ConnectedAccount> task) {
        Connection current = connection;
        if (current != null) {
            current.executor().execute(() -> task.accept(current.account()));
        }
        return current != null;
    }

    /**
     * @return the answer to a question that is asked on the account's executor; fails with a {@link WithingsException},
     *         at once if there is no account or it is not configured
     */
    static <T> CompletableFuture<T> ask(@Nullable AccountHandler handler,
            Function<ConnectedAccount, CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean asked = handler != null && handler.onExecutor(account -> {
            try {
                question.apply(account).whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer.complete(result);
                    } else {
                        answer.completeExceptionally(WithingsException.of(failure));
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(WithingsException.of(e));
            }
        });
        if (!asked) {
            answer.completeExceptionally(
                    new WithingsException(Failure.CLIENT_CREDENTIALS, "The account is not configured"));
        }
        return answer;
    }

    // published state

    private void publishIfCurrent(ConnectedAccount account, AccountConfiguration configured) {
        Connection current = connection;
        if (current != null && current.account() == account) {
            // before the statuses, so that a page opened because of a new status shows what the status is about
            publish(Published.of(this, configured, account, services));
            ThingStatusInfo status = account.status();
            if (!status.equals(getThing().getStatusInfo())) {
                updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
            }
            account.things().all().forEach(thing -> thing.refreshStatus(account));
            publish(Published.of(this, configured, account, services));
        }
    }

    private void publish(Published next) {
        Published before = published;
        published = next;
        next.snapshot().people().stream().map(AccountSnapshot.Person::userId)
                .filter(userId -> before.snapshot().person(userId).isEmpty()).forEach(userId -> services.calendars()
                        .open(uid().toString(), userId, () -> published.calendar(userId)));
        if (next.differsInInbox(before)) {
            listeners.forEach(Listener::changed);
        }
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public ThingUID uid() {
        return getThing().getUID();
    }

    @Override
    public AccountSnapshot snapshot() {
        return published.snapshot();
    }

    @Override
    public @Nullable WebhookCheck selfTest() {
        Connection current = connection;
        return current == null ? null : current.account().webhook().check();
    }

    /**
     * @return the key of the text that says why nothing can be read for a person, null if it can
     */
    @Nullable
    String obstacle(String userId) {
        if (connection == null) {
            return "action.failed.account-missing";
        }
        return published.snapshot().person(userId).filter(AccountSnapshot.Person::connected).isPresent()
                ? null
                : "action.failed.not-connected";
    }

    // requests

    /**
     * Reads everything new of all people, their devices included.
     */
    public void readAll() {
        onExecutor(ConnectedAccount::refreshAll);
    }

    @Override
    public boolean refresh(String userId) {
        return obstacle(userId) == null && onExecutor(account -> account.refresh(userId));
    }

    @Override
    public boolean importHistory(String userId) {
        boolean possible = published.snapshot().person(userId)
                .filter(person -> person.connected() && person.thing() != null)
                .isPresent();
        return possible && onExecutor(account -> account.importHistory(userId));
    }

    @Override
    public CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId) {
        return ask(this, account -> account.webhook().subscriptions(userId).listed());
    }

    @Override
    public boolean reserveConsent() {
        Connection connected = connection;
        return connected != null && connected.account().reserveConsent();
    }

    @Override
    public CompletableFuture<AccountSnapshot.Person> consent(String code, String redirectUrl) {
        return ask(this, account -> account.consent(code, redirectUrl))
                .thenApply(userId -> published.snapshot().person(userId).orElseThrow(
                        () -> new IllegalStateException("The person has been disconnected meanwhile")));
    }

    @Override
    public CompletableFuture<Void> withdraw(String userId) {
        return ask(this, account -> account.withdraw(userId)).thenRun(() -> {
        });
    }

    @Override
    public String renewCalendar(String userId) {
        String path = services.calendars().renew(uid().toString(), userId, () -> published.calendar(userId));
        onExecutor(ConnectedAccount::changed);
        return path;
    }

    @Override
    public void removeCalendar(String userId) {
        services.calendars().remove(uid().toString(), userId);
        onExecutor(ConnectedAccount::changed);
    }
}
