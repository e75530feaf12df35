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

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;
import org.openhab.binding.withings.simulator.oauth.Grant;

/**
 * An application's wish to be told of one category of one person's data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Subscription {

    private final Grant grant;
    private final Appli appli;
    private final CallbackUrl callback;
    private final String comment;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    Subscription(Grant grant, Appli appli, CallbackUrl callback, String comment) {
        this.grant = grant;
        this.appli = appli;
        this.callback = callback;
        this.comment = comment;
    }

    /**
     * @return whose data it is about
     */
    public Person person() {
        return grant.person();
    }

    /**
     * @return the category
     */
    public Appli appli() {
        return appli;
    }

    /**
     * @return where notifications go, as the application wrote it
     */
    public String callbackUrl() {
        return callback.text();
    }

    /**
     * @return what the application noted
     */
    public String comment() {
        return comment;
    }

    /**
     * @return who subscribed
     */
    public ClientApplication application() {
        return grant.application();
    }

    Grant grant() {
        return grant;
    }

    CallbackUrl callback() {
        return callback;
    }

    /** The callback URL without what may be secret in it. */
    public String shownCallback() {
        return callback.shown();
    }

    /** Without the scope of its category a subscription exists but never hears anything. */
    boolean hears(Notification notification) {
        return appli == notification.appli() && person().equals(notification.person())
                && grant.scopes().contains(appli.scope());
    }

    int failed() {
        return failuresInARow.incrementAndGet();
    }

    void succeeded() {
        failuresInARow.set(0);
    }
}
