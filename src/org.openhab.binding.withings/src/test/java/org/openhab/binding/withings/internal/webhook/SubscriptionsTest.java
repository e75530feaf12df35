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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.*;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.WithingsException;

/**
 * Adding and revoking subscriptions.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SubscriptionsTest {
    private static final URI OLD = URI.create("https://cloud.example.org/api/hooks/old");
    private static final URI NEW = URI.create("https://cloud.example.org/api/hooks/new");
    private static final String FOREIGN = "https://cloud.example.org/api/hooks/another-openhab";

    private final MadeUpWebhook home = new MadeUpWebhook();

    /** Creates the subscriptions with the stored data, as after a restart. */
    private Subscriptions subscriptions() {
        return new Subscriptions(() -> home.api, home.address(), home.executor);
    }

    private Set<Appli> repair(URI callback, Set<Appli> wanted) throws Exception {
        home.address().remember(callback);
        return finish(subscriptions().repair(callback, wanted));
    }

    private <T> T finish(CompletableFuture<T> work) throws Exception {
        home.scheduler.advance(Duration.ofMinutes(1));
        return resultOf(work);
    }

    private void lists(int appli, Object callback) {
        home.subscriptions.add(new Subscription(appli, callback.toString()));
    }

    @Test
    void subscribesSequentiallyWithPauses() {
        subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        assertThat(home.calls, is(List.of("list")));
        home.scheduler.advance(Duration.ofSeconds(2));
        assertThat(home.calls, is(List.of("list", "subscribe")));
        home.scheduler.advance(Duration.ofSeconds(2));
        assertThat(home.subscribedTo(NEW), is(Set.of(1, 44)));
    }

    @Test
    void replacesSubscriptionsWithAnOldUrlOneByOne() throws Exception {
        repair(OLD, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));
        home.calls.clear();

        repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        assertThat(home.subscribedTo(NEW), is(Set.of(1, 44)));
        assertThat(home.subscribedTo(OLD), is(empty()));
        assertThat(home.calls, contains("list", "subscribe", "revoke", "subscribe", "revoke"));
    }

    @Test
    void keepsSubscriptionsOfOtherInstallations() throws Exception {
        lists(1, FOREIGN);
        lists(44, "https://home.example.org/withings/webhook/feedbeef");
        List<Subscription> before = List.copyOf(home.subscriptions);

        repair(NEW, EnumSet.of(Appli.WEIGHT));
        finish(subscriptions().end());

        assertThat(home.subscriptions, is(before));
    }

    @Test
    void revokesSubscriptionsLeftByACheck() throws Exception {
        lists(1, NEW);
        lists(1, NEW + "?probe=0a1b");

        repair(NEW, EnumSet.of(Appli.WEIGHT));

        assertThat(home.subscriptions, contains(new Subscription(1, NEW.toString())));
    }

    @Test
    void revokesAllOwnSubscriptions() throws Exception {
        repair(OLD, EnumSet.of(Appli.WEIGHT));
        lists(44, "https://home.example.org/withings/webhook/" + home.secret());
        lists(44, OLD + "/?probe=0a1b");

        finish(subscriptions().end());

        assertThat(home.subscriptions, is(empty()));
    }

    @Test
    void revokesSubscriptionsThatAreBeingAdded() throws Exception {
        home.address().remember(NEW);
        Subscriptions subscriptions = subscriptions();
        subscriptions.repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));

        finish(subscriptions.end());

        assertThat(home.subscriptions, is(empty()));
    }

    @Test
    void acceptsKindsThatWithingsDoesNotOffer() throws Exception {
        home.refusals.put(58, new WithingsException(Failure.INVALID_REQUEST, "made up"));

        Set<Appli> added = repair(NEW, EnumSet.of(Appli.GLUCOSE, Appli.ECG));

        assertThat(added, is(Set.of(Appli.ECG)));
        assertThat(home.subscribedTo(NEW), is(Set.of(54)));
    }

    @Test
    void failsWhenWithingsRefusesTheUrl() throws Exception {
        home.fromWithings = 404;
        CompletableFuture<Set<Appli>> repair = subscriptions().repair(NEW, EnumSet.of(Appli.WEIGHT, Appli.SLEEP));
        home.scheduler.advance(Duration.ofMinutes(1));

        assertThat(failureOf(repair).refusesCallback(), is(true));
        assertThat("what is the same for all is asked once", home.calls, is(List.of("list", "subscribe")));
    }

    @Test
    void listsSubscriptionsWithoutUrls() throws Exception {
        lists(1, FOREIGN);
        repair(NEW, EnumSet.of(Appli.WEIGHT));

        assertThat(finish(subscriptions().listed()),
                contains(new Subscriptions.Listed(1, false), new Subscriptions.Listed(1, true)));
    }
}
