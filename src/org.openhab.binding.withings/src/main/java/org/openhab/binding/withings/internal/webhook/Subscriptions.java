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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One person's subscriptions at Withings. Withings silently drops subscriptions that it could not deliver for a while,
 * so its list is compared with the wanted ones, and missing ones are added again. Subscriptions of other installations
 * with the same application are not touched. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Subscriptions {
    private static final String COMMENT = "openHAB";
    /** Withings probes the URL for each subscription; without pauses some of them fail. */
    private static final Duration SPACING = Duration.ofSeconds(2);

    private final Logger logger = LoggerFactory.getLogger(Subscriptions.class);
    private final Supplier<PersonApi> api;
    private final WebhookAddress address;
    private final AccountExecutor executor;
    private final Executor spaced;
    private final Set<Appli> notOffered = EnumSet.noneOf(Appli.class);
    private final List<Listed> lastListed = new ArrayList<>();
    private CompletableFuture<?> previous = CompletableFuture.completedFuture(null);

    /** A subscription without its URL, which is secret; not "own" if it belongs to another installation. */
    public record Listed(int appli, boolean own) {}

    Subscriptions(Supplier<PersonApi> api, WebhookAddress address, AccountExecutor executor) {
        this.api = api;
        this.address = address;
        this.executor = executor;
        this.spaced = task -> executor.schedule(task, SPACING);
    }

    /**
     * Adds missing subscriptions, except those that Withings does not offer to the application, and revokes outdated
     * ones. Returns the missing ones; fails if Withings does not accept the URL or does not answer.
     */
    CompletableFuture<Set<Appli>> repair(URI callback, Set<Appli> wanted) {
        return sequentially(() -> list().thenCompose(listed -> repair(callback, wanted, listed)));
    }

    /** Revokes each outdated subscription right after its replacement, because their number is limited. */
    private CompletableFuture<Set<Appli>> repair(URI callback, Set<Appli> wanted, List<Subscription> listed) {
        Set<Appli> missing = missing(callback, wanted, listed);
        List<Subscription> outdated = new ArrayList<>(listed);
        outdated.removeIf(one -> !address.isOurs(one.callbackUrl())
                || WebhookAddress.same(one.callbackUrl(), callback) && wanted.stream().anyMatch(isFor(one)));
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Appli appli : missing) {
            List<Subscription> replaced = outdated.stream().filter(one -> one.appli() == appli.number()).toList();
            outdated.removeAll(replaced);
            done = done.thenComposeAsync(none -> subscribe(callback, appli), spaced)
                    .thenCompose(none -> revoke(replaced));
        }
        return done.thenCompose(none -> revoke(outdated)).thenApply(none -> offered(missing));
    }

    private Set<Appli> offered(Set<Appli> kinds) {
        kinds.removeAll(notOffered);
        return kinds;
    }

    private static Set<Appli> missing(URI callback, Set<Appli> wanted, List<Subscription> listed) {
        Set<Appli> missing = EnumSet.noneOf(Appli.class);
        missing.addAll(wanted);
        listed.stream().filter(one -> WebhookAddress.same(one.callbackUrl(), callback))
                .forEach(one -> missing.removeIf(isFor(one)));
        return missing;
    }

    private static Predicate<Appli> isFor(Subscription subscription) {
        return appli -> appli.number() == subscription.appli();
    }

    /**
     * Returns the kinds that are missing now, except those that Withings does not offer. Does not wait for a repair,
     * which takes seconds per subscription.
     */
    CompletableFuture<Set<Appli>> findMissing(URI callback, Set<Appli> wanted) {
        return api.get().subscriptions().thenApplyAsync(listed -> offered(missing(callback, wanted, listed)), executor);
    }

    /** Fetches all subscriptions that the application has for the person. */
    public CompletableFuture<List<Listed>> listed() {
        return sequentially(() -> list().thenApply(listed -> lastListed()));
    }

    /** Revokes all subscriptions with a callback URL of this account. */
    CompletableFuture<Void> end() {
        return sequentially(() -> list().thenCompose(
                listed -> revoke(listed.stream().filter(one -> address.isOurs(one.callbackUrl())).toList())));
    }

    /** Returns the last list of Withings with the changes made since; empty if there was none since the start. */
    List<Listed> lastListed() {
        return List.copyOf(lastListed);
    }

    /** Runs one change after the other, because a list is only valid until the next change. */
    private <T> CompletableFuture<T> sequentially(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> done = previous.handle((result, thrown) -> null).thenCompose(none -> work.get());
        previous = done;
        return done;
    }

    private CompletableFuture<List<Subscription>> list() {
        return api.get().subscriptions().thenApplyAsync(listed -> {
            lastListed.clear();
            listed.forEach(one -> lastListed.add(new Listed(one.appli(), address.isOurs(one.callbackUrl()))));
            return listed;
        }, executor);
    }

    private CompletableFuture<Void> subscribe(URI callback, Appli appli) {
        return ignoringInvalid(api.get().subscribe(callback, appli.number(), COMMENT), () -> {
            notOffered.remove(appli);
            lastListed.add(new Listed(appli.number(), true));
        }, () -> {
            logger.debug("Withings does not offer notifications of {}", appli);
            notOffered.add(appli);
        });
    }

    private CompletableFuture<Void> revoke(List<Subscription> subscriptions) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Subscription subscription : subscriptions) {
            done = done.thenCompose(none -> ignoringInvalid(
                    api.get().revoke(subscription.callbackUrl(), subscription.appli()),
                    () -> lastListed.remove(new Listed(subscription.appli(), true)),
                    () -> logger.debug("Withings does not revoke a subscription to {}", subscription.appli())));
        }
        return done;
    }

    /** Continues after a change that Withings refuses, unless the callback URL, and so all changes, are refused. */
    private CompletableFuture<Void> ignoringInvalid(CompletableFuture<?> change, Runnable done, Runnable invalid) {
        return change.handleAsync((none, thrown) -> {
            WithingsException failure = thrown == null ? null : WithingsException.of(thrown);
            if (failure == null) {
                done.run();
            } else if (failure.failure() == Failure.INVALID_REQUEST && !failure.refusesCallback()) {
                invalid.run();
            } else {
                throw new CompletionException(failure);
            }
            return null;
        }, executor);
    }
}
