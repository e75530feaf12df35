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
package org.openhab.binding.withings.simulator.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;
import org.openhab.binding.withings.simulator.oauth.Grant;

/**
 * All subscriptions that exist. May be called from any thread.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Subscriptions {

    private final List<Subscription> subscriptions = new ArrayList<>();

    /**
     * @return all of them
     */
    public synchronized List<Subscription> all() {
        return List.copyOf(subscriptions);
    }

    /**
     * @return those about a person, of all applications
     */
    public synchronized List<Subscription> of(Person person) {
        return subscriptions.stream().filter(subscription -> subscription.person().equals(person)).toList();
    }

    /**
     * Lets subscriptions lapse silently, as happens at Withings.
     *
     * @return how many there were
     */
    public int lapse(Person person, Appli appli) {
        return remove(subscription -> subscription.person().equals(person) && subscription.appli() == appli).size();
    }

    /**
     * Lets all subscriptions lapse silently.
     *
     * @return how many there were
     */
    public int lapseAll() {
        return remove(subscription -> true).size();
    }

    synchronized List<Subscription> of(Grant grant) {
        return subscriptions.stream().filter(subscription -> isOf(subscription, grant)).toList();
    }

    static boolean isOf(Subscription subscription, Grant grant) {
        ClientApplication application = subscription.grant().application();
        return subscription.person().equals(grant.person()) && application.equals(grant.application());
    }

    synchronized void add(Subscription subscription) {
        subscriptions.removeIf(old -> old.appli() == subscription.appli() && isOf(old, subscription.grant())
                && old.callback().isSameAs(subscription.callbackUrl()));
        subscriptions.add(subscription);
    }

    /**
     * Removes subscriptions.
     *
     * @return those that were there
     */
    public synchronized List<Subscription> remove(Predicate<Subscription> chosen) {
        List<Subscription> removed = subscriptions.stream().filter(chosen).toList();
        subscriptions.removeAll(removed);
        return removed;
    }

    synchronized boolean exists(Subscription subscription) {
        return subscriptions.contains(subscription);
    }
}
