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
package org.openhab.binding.withings.simulator.oauth;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * One consent of a person to an application, the root of all tokens that come from it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Grant {

    private final Person person;
    private final ClientApplication application;
    private final Set<Scope> scopes;
    private final AtomicBoolean withdrawn = new AtomicBoolean();

    Grant(Person person, ClientApplication application, Set<Scope> scopes) {
        this.person = person;
        this.application = application;
        this.scopes = Set.copyOf(scopes);
    }

    /**
     * @return who consented
     */
    public Person person() {
        return person;
    }

    /**
     * @return to whom
     */
    public ClientApplication application() {
        return application;
    }

    /**
     * @return what was consented to
     */
    public Set<Scope> scopes() {
        return scopes;
    }

    /**
     * @return whether the consent still holds
     */
    public boolean isAlive() {
        return !withdrawn.get();
    }

    void withdraw() {
        withdrawn.set(true);
    }
}
