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
package org.openhab.binding.withings.internal.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.sync.AccountExecutor.Backoff;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Finding;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;
import org.openhab.binding.withings.internal.webhook.WebhookServlet.NotificationQueue;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's webhook: its callback URL, the subscriptions of its people, and whether notifications are reliable. Used
 * on the account's executor only, except where noted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountWebhook {
    /** Notifications usually arrive within two minutes, without guarantee (Withings reference, Notifications). */
    private static final Duration USUAL_DELAY = Duration.ofMinutes(15);
    private static final Duration PROBE_INTERVAL = Duration.ofHours(1);
    private static final Duration PROBE_RETRY_INTERVAL = Duration.ofMinutes(5);
    /** The delay of the first probe of a new URL, so that connections can be established. */
    private static final Duration FIRST_PROBE = Duration.ofMinutes(1);
    /** Limits refreshes, because Withings may never list subscriptions that it has accepted. */
    private static final Duration SUBSCRIBED_INTERVAL = Duration.ofHours(1);

    /** The services that an account's webhook uses. */
    public record Services(SealedStorage storage, WebhookServlet servlet, CloudRelays cloudRelays,
            HttpClient httpClient, AccountExecutor executor, Clock clock) {}

    /** The account of a webhook; called on the account's executor. */
    public interface Account {
        /** Returns the Withings user IDs of the people with a valid consent. */
        Collection<String> people();

        /** Returns what to subscribe to for a person; empty if there is nothing, and for unknown people. */
        Set<Appli> wantedNotifications(String userId);

        /** Returns the scopes that the person's consent does not cover. */
        Set<Scope> missingScopes(String userId);

        String label(String userId);

        PersonApi api(String userId);

        /** Called for each notification in order of arrival, events before hints. Events have a date. */
        void notified(Notification notification);

        /** Called when subscriptions were missing, so that notifications may be lost; at most once an hour. */
        void refresh(String userId);

        /** Called when the URL, its health or the subscriptions may have changed. */
        void changed();
    }

    private final Logger logger = LoggerFactory.getLogger(AccountWebhook.class);
    private final Account account;
    private final Services services;
    private final WebhookAddress address;
    private final NotificationQueue queue;
    private final WebhookCheck check;
    private final Map<String, Person> people = new ConcurrentHashMap<>();

    /** For the servlet, which answers on its own thread. */
    private volatile Set<String> knownPeople = Set.of();
    private Health health = new Health(false);
    private @Nullable URI url;
    private @Nullable Future<?> nextProbe;

    /** Whether notifications are reliable, according to probes and to data that was not notified. */
    private static final class Health {
        /** False for a public URL until a probe succeeds, because routers may block local access to it. */
        private boolean judgedByProbes;
        private int failures;
        private Outcome lastFailure = Outcome.NO_CONNECTION;
        private boolean missed;

        /** @param cloud whether the URL is leased; a working one can always be reached by probes */
        private Health(boolean cloud) {
            judgedByProbes = cloud;
        }

        void probed(Outcome outcome) {
            judgedByProbes |= outcome == Outcome.WORKS;
            lastFailure = outcome;
            failures = outcome == Outcome.WORKS || !judgedByProbes ? 0 : failures + 1;
        }

        /** Withings refused the callback URL: counts as one failed probe, to be confirmed by another. */
        void callbackRefused() {
            failures = Math.max(failures, 1);
        }

        /** A notification has arrived, so Withings reaches the webhook even if probes fail. */
        void notified() {
            failures = 0;
            missed = false;
        }

        /** New data was found without a notification. */
        void missed() {
            missed = true;
        }

        /** Returns why notifications are not reliable; null if they are. */
        @Nullable
        Outcome unreliableReason() {
            if (failures > 1) {
                return lastFailure;
            }
            return missed ? Outcome.NOTIFICATION_MISSED : null;
        }

        Duration nextProbe() {
            return failures > 0 ? PROBE_RETRY_INTERVAL : PROBE_INTERVAL;
        }
    }

    private static final class Person {
        private final Subscriptions subscriptions;
        private final Backoff backoff = new Backoff();
        private Set<Appli> wanted = Set.of();
        private boolean subscribed;
        private Instant subscribedSince = Instant.MAX;
        private Instant nextSubscribed = Instant.MIN;
        private @Nullable Instant lastNotification;
        private @Nullable WithingsException refusal;
        private @Nullable Future<?> nextTry;

        private Person(Subscriptions subscriptions) {
            this.subscriptions = subscriptions;
        }

        private WebhookState.Person state() {
            WithingsException refused = refusal;
            return new WebhookState.Person(!wanted.isEmpty(), subscribed, refused == null ? null : refused.failure(),
                    refused != null && refused.refusesCallback(), subscriptions.lastListed(), lastNotification);
        }
    }

    public AccountWebhook(String accountUID, AccountConfiguration configuration, Account account, Services services) {
        this.account = account;
        this.services = services;
        this.address = new WebhookAddress(accountUID, configuration, services, this::addressChanged);
        this.queue = new NotificationQueue(services, this::accept);
        this.check = new WebhookCheck(this, account, services);
    }

    /** Starts accepting notifications, and subscribes to them as soon as there is a callback URL. */
    public void open() {
        if (address.way() == Way.OFF) {
            repairAll();
        } else {
            services.servlet().open(address.secret(), this::receive);
            address.open();
            addressChanged();
        }
    }

    /** Stops accepting notifications; keeps a leased URL and the subscriptions. Any thread may call it. */
    public void close() {
        url = null;
        services.servlet().close(address.secret());
        address.close();
        people.values().forEach(person -> AccountExecutor.cancel(person.nextTry));
        probeIn(null);
    }

    /** Closes the webhook of an account that is removed, and ends the lease of a leased URL. */
    public CompletableFuture<?> release() {
        close();
        return address.remove();
    }

    /** Deletes the stored data of an account's webhook. */
    public static void forget(String accountUID, SealedStorage storage) {
        storage.remove(WebhookAddress.storageKey(accountUID));
    }

    // the address and its health

    private void addressChanged() {
        URI current = address.url();
        if (!Objects.equals(current, url)) {
            url = current;
            health = new Health(address.usesCloud());
            people.values().forEach(person -> person.subscribed = false);
            probeIn(current == null ? null : FIRST_PROBE);
            if (current != null) {
                address.remember(current);
                repairAll();
            }
        }
        account.changed();
    }

    private void probeIn(@Nullable Duration delay) {
        AccountExecutor.cancel(nextProbe);
        nextProbe = delay == null ? null : services.executor().schedule(this::probe, delay);
    }

    /**
     * Probes the callback URL. If openHAB Cloud no longer knows it, it has been deleted there, and a new one is leased
     * before the future completes; the new one counts as working until its first probe.
     */
    CompletableFuture<Finding> probe() {
        URI probed = url;
        if (probed == null) {
            return CompletableFuture.completedFuture(Finding.of(Outcome.NO_ADDRESS));
        }
        return WebhookCheck.probe(probed, address.usesCloud(), services.httpClient(), services.servlet())
                .thenComposeAsync(finding -> {
                    if (probed.equals(url)) {
                        updateHealth(() -> health.probed(finding.outcome()));
                        probeIn(health.nextProbe());
                        if (finding.outcome() == Outcome.CLOUD_SILENT) {
                            return address.renew()
                                    .thenApply(none -> probed.equals(url) ? finding : Finding.of(Outcome.WORKS));
                        }
                    }
                    return CompletableFuture.completedFuture(finding);
                }, services.executor());
    }

    private void updateHealth(Runnable observation) {
        Outcome before = health.unreliableReason();
        observation.run();
        Outcome after = health.unreliableReason();
        if (before != after) {
            logger.debug("Reason why the webhook is not reliable: {}", after == null ? "none" : after);
            if (before == null || after == null) {
                // Withings drops subscriptions that it cannot deliver
                repairAll();
            }
            account.changed();
        }
    }

    // notifications

    /** Called on the servlet's threads. */
    private int receive(Notification notification) {
        if (!knownPeople.contains(notification.userId())) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        return queue.offer(notification) ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    private void accept(Notification notification) {
        person(notification.userId()).lastNotification = services.clock().instant();
        updateHealth(health::notified);
        account.notified(notification);
    }

    /**
     * To be called when the hourly reading has found rows, modified at these times, without a notification. If one of
     * them is older than the usual delay of notifications, they are no longer considered reliable.
     */
    public void found(String userId, Collection<Instant> modified) {
        Person person = person(userId);
        Instant last = person.lastNotification;
        Instant latest = services.clock().instant().minus(USUAL_DELAY);
        if (person.subscribed && modified.stream().anyMatch(time -> !time.isAfter(latest)
                && time.isAfter(person.subscribedSince) && (last == null || time.isAfter(last)))) {
            updateHealth(health::missed);
        }
    }

    // subscriptions

    private Person person(String userId) {
        return people.computeIfAbsent(userId,
                id -> new Person(new Subscriptions(() -> account.api(id), address, services.executor())));
    }

    private void repairAll() {
        Set.copyOf(account.people()).forEach(this::repair);
    }

    /**
     * Lists and repairs a person's subscriptions, or revokes them if the webhook is switched off; never fails. To be
     * called for a new person, when the wanted notifications change, and every hour; retries after a failure.
     */
    public CompletableFuture<Void> repair(String userId) {
        knownPeople = Set.copyOf(account.people());
        people.keySet().retainAll(knownPeople);
        if (!knownPeople.contains(userId)) {
            return CompletableFuture.completedFuture(null);
        }
        if (address.way() == Way.OFF) {
            return unsubscribe(userId);
        }
        Person person = person(userId);
        Set<Appli> wanted = Set.copyOf(account.wantedNotifications(userId));
        if (!wanted.equals(person.wanted)) {
            person.wanted = wanted;
            person.subscribed = false;
        }
        URI callback = url;
        if (callback == null || wanted.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        AccountExecutor.cancel(person.nextTry);
        return person.subscriptions.repair(callback, wanted).handleAsync((added, thrown) -> {
            WithingsException failure = thrown == null ? null : WithingsException.of(thrown);
            person.refusal = failure;
            if (failure != null) {
                failed(userId, person, failure);
            } else {
                succeeded(userId, person, !added.isEmpty());
                person.subscribed = callback.equals(url) && wanted.equals(person.wanted);
            }
            account.changed();
            return null;
        }, services.executor());
    }

    private void succeeded(String userId, Person person, boolean added) {
        Instant now = services.clock().instant();
        person.backoff.succeeded();
        if (added || !person.subscribed) {
            person.subscribedSince = now;
        }
        if (added && !now.isBefore(person.nextSubscribed)) {
            person.nextSubscribed = now.plus(SUBSCRIBED_INTERVAL);
            account.refresh(userId);
        }
    }

    private void failed(String userId, Person person, WithingsException failure) {
        logger.debug("Withings does not accept the subscriptions: {}", failure.getMessage());
        // a temporary failure says nothing about the subscriptions
        person.subscribed &= failure.failure().isTemporary();
        if (failure.refusesCallback()) {
            // a probe may find the reason
            health.callbackRefused();
            probe();
        }
        if (failure.failure().isTemporary() || failure.refusesCallback()) {
            tryLater(person, () -> repair(userId));
        }
    }

    private void tryLater(Person person, Runnable attempt) {
        AccountExecutor.cancel(person.nextTry);
        person.nextTry = services.executor().schedule(attempt, person.backoff.failed());
    }

    /** Like {@link #repair}, but revokes the subscriptions if nothing is wanted for a connected person. */
    public CompletableFuture<Void> repairOrUnsubscribe(String userId) {
        return account.people().contains(userId) && account.wantedNotifications(userId).isEmpty()
                ? unsubscribe(userId)
                : repair(userId);
    }

    /** Revokes a person's subscriptions; never fails. Failures are retried as long as the person is connected. */
    public CompletableFuture<Void> unsubscribe(String userId) {
        Person person = person(userId);
        AccountExecutor.cancel(person.nextTry);
        person.subscribed = false;
        person.wanted = Set.of();
        person.refusal = null;
        return person.subscriptions.end().handleAsync((none, thrown) -> {
            if (thrown == null) {
                person.backoff.succeeded();
            } else {
                WithingsException failure = WithingsException.of(thrown);
                logger.debug("The subscriptions could not be ended: {}", failure.getMessage());
                if (failure.failure().isTemporary()) {
                    tryLater(person, () -> repairOrUnsubscribe(userId));
                }
            }
            return null;
        }, services.executor());
    }

    // state

    public Subscriptions subscriptions(String userId) {
        return person(userId).subscriptions;
    }

    @Nullable
    URI url() {
        return url;
    }

    /** Returns whether notifications about a person are reliable. */
    public boolean isLive(String userId) {
        Person person = people.get(userId);
        return url != null && health.unreliableReason() == null && person != null && person.subscribed;
    }

    public WebhookState state() {
        URI callback = url;
        Map<String, WebhookState.Person> states = new TreeMap<>();
        people.forEach((userId, person) -> states.put(userId, person.state()));
        states.keySet().retainAll(account.people());
        return new WebhookState(address.way(),
                callback == null ? null : callback.getScheme() + "://" + callback.getAuthority(), address.flaw(),
                health.unreliableReason(), states);
    }

    /** Returns how many notifications are waiting; may be called on any thread. */
    public int queuedNotifications() {
        return queue.size();
    }

    /** Returns the check of this webhook, which may be used on any thread. */
    public WebhookCheck check() {
        return check;
    }
}
