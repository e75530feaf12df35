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
package org.openhab.binding.withings.internal.notification;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.Subscription;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's subscriptions at Withings as they should be. Withings drops subscriptions without a word when it
 * could not deliver for a while, so what it lists is compared with what is wanted, and only what is missing is
 * subscribed to again. Subscriptions of others, another openHAB with the same application perhaps, are left alone.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Subscriptions {
    private static final String COMMENT = "openHAB";

    /** Every subscription makes Withings probe the address; hurried ones have been seen to fail. */
    private static final Duration SPACING = Duration.ofSeconds(2);

    private final Logger logger = LoggerFactory.getLogger(Subscriptions.class);
    private final PersonCloud cloud;
    private final OwnAddresses addresses;
    private final Executor spaced;
    /** Changed by us as Withings' list is. */
    private final List<Listed> lastListed = new CopyOnWriteArrayList<>();
    private CompletableFuture<?> previous = CompletableFuture.completedFuture(null);

    /**
     * A subscription without its address, which is a secret.
     *
     * @param appli Withings' number of what it notifies of
     * @param own whether it leads to our webhook, and not to that of another installation
     */
    public record Listed(int appli, boolean own) {}

    /**
     * @param cloud the person's way to Withings
     * @param addresses the addresses of our webhook, by which our own subscriptions are told from others'
     */
    public Subscriptions(PersonCloud cloud, OwnAddresses addresses, ScheduledExecutorService scheduler) {
        this.cloud = cloud;
        this.addresses = addresses;
        this.spaced = task -> scheduler.schedule(task, SPACING.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Brings what Withings lists in line with what is wanted. What Withings does not offer to the application or the
     * person is done without.
     *
     * @param callback our address
     * @param wanted what to be notified of
     * @return when done, what had been missing; fails if Withings does not accept the address or cannot be asked
     */
    public CompletableFuture<Set<Appli>> repair(URI callback, Set<Appli> wanted) {
        return inTurn(() -> {
            addresses.remember(callback);
            return subscriptions().thenCompose(listed -> repair(callback, wanted, listed));
        });
    }

    /**
     * Withings allows a limited number of subscriptions, and none may be missing for longer than necessary: an outdated
     * one goes as soon as its successor is there.
     */
    private CompletableFuture<Set<Appli>> repair(URI callback, Set<Appli> wanted, List<Subscription> listed) {
        Set<Appli> missing = EnumSet.noneOf(Appli.class);
        missing.addAll(wanted);
        List<Subscription> outdated = new ArrayList<>();
        for (Subscription subscription : listed) {
            boolean needed = CallbackUrl.same(subscription.callbackUrl(), callback)
                    && Appli.of(subscription.appli()).filter(wanted::contains).isPresent();
            if (needed) {
                Appli.of(subscription.appli()).ifPresent(missing::remove);
            } else if (addresses.contains(subscription.callbackUrl())) {
                outdated.add(subscription);
            }
        }
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Appli appli : missing) {
            List<Subscription> replaced = outdated.stream().filter(one -> one.appli() == appli.number()).toList();
            outdated.removeAll(replaced);
            done = done.thenComposeAsync(none -> subscribe(callback, appli), spaced)
                    .thenCompose(none -> revoke(replaced));
        }
        return done.thenCompose(none -> revoke(outdated)).thenApply(none -> missing);
    }

    /**
     * One thing after the other: what is subscribed to meanwhile would be revoked without being noticed, or the other
     * way round.
     */
    private synchronized <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = previous.handle((result, thrown) -> null).thenCompose(none -> work.get());
        previous = done;
        return done;
    }

    private CompletableFuture<Void> subscribe(URI callback, Appli appli) {
        return cloud.subscribe(callback, appli.number(), COMMENT).thenAccept(none -> {
            lastListed.add(new Listed(appli.number(), true));
        }).exceptionallyCompose(thrown -> {
            WithingsException refusal = WithingsException.of(thrown);
            if (refusal.failure() == Failure.INVALID_REQUEST && !refusal.refusesCallback()) {
                logger.debug("Withings does not offer {}: {}", appli, refusal.getMessage());
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.failedFuture(refusal);
        });
    }

    /**
     * Asks Withings for all subscriptions of the application for the person.
     */
    public CompletableFuture<List<Listed>> list() {
        return inTurn(() -> subscriptions().thenApply(listed -> lastListed()));
    }

    /**
     * @return what Withings listed last, empty if it has not been asked since the start
     */
    public List<Listed> lastListed() {
        return List.copyOf(lastListed);
    }

    private CompletableFuture<List<Subscription>> subscriptions() {
        return cloud.subscriptions().thenApply(listed -> {
            lastListed.clear();
            listed.forEach(subscription -> lastListed.add(new Listed(subscription.appli(),
                    addresses.contains(subscription.callbackUrl()))));
            return listed;
        });
    }

    /**
     * Ends all subscriptions that lead to our webhook, or did once.
     */
    public CompletableFuture<Void> end() {
        return inTurn(() -> subscriptions().thenCompose(listed -> revoke(listed.stream()
                .filter(subscription -> addresses.contains(subscription.callbackUrl())).toList())));
    }

    private CompletableFuture<Void> revoke(List<Subscription> subscriptions) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Subscription subscription : subscriptions) {
            done = done.thenCompose(none -> revoke(subscription));
        }
        return done;
    }

    /**
     * One that Withings does not end, because it has ended by itself perhaps, does not keep the others from being
     * ended.
     */
    private CompletableFuture<Void> revoke(Subscription subscription) {
        return cloud.revoke(subscription.callbackUrl(), subscription.appli()).thenAccept(none -> {
            lastListed.remove(new Listed(subscription.appli(), true));
        }).exceptionallyCompose(thrown -> {
            WithingsException refusal = WithingsException.of(thrown);
            if (refusal.failure() != Failure.INVALID_REQUEST) {
                return CompletableFuture.failedFuture(refusal);
            }
            logger.debug("Withings does not end a subscription to {}: {}", subscription.appli(), refusal.getMessage());
            return CompletableFuture.completedFuture(null);
        });
    }
}
