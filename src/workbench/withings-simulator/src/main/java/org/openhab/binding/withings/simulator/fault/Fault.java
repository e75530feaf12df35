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
package org.openhab.binding.withings.simulator.fault;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Something to go wrong: what, with which requests or notifications, and how often.
 *
 * @param kind what goes wrong
 * @param path the path of the service, null for all
 * @param action the action of the service, null for all
 * @param person whose requests or notifications, null for those of all people
 * @param appli the number of the category of notifications, 0 for all
 * @param spared how many that fit are let through first
 * @param times how often it goes wrong afterwards, {@link Integer#MAX_VALUE} until switched off
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Fault(FaultKind kind, @Nullable String path, @Nullable String action, @Nullable Person person, int appli,
        int spared, int times) {

    /** A fault of everything, until switched off. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, null, null, null, 0, 0, Integer.MAX_VALUE);
    }

    /**
     * The same with requests to that path only.
     *
     * @param path such as {@code /v2/oauth2}
     */
    public Fault on(String path) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    /** The same with requests of that action only. */
    public Fault action(String action) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    /** The same with requests or notifications of that person only. */
    public Fault forPerson(Person person) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    /** The same with notifications of that category only. */
    public Fault appli(int appli) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    /** The same after that many were let through. */
    public Fault after(int spared) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    /** The same for that many times. */
    public Fault times(int times) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }
}
