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
package org.openhab.binding.withings.internal.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Kinds of notifications (Withings reference, Notification categories, "appli").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Appli {
    WEIGHT(1, Scope.METRICS, Service.MEASURES),
    TEMPERATURE(2, Scope.METRICS, Service.MEASURES),
    /** Blood pressure, heart pulse and SpO2. */
    PRESSURE(4, Scope.METRICS, Service.MEASURES),
    ACTIVITY(16, Scope.ACTIVITY, Service.ACTIVITY, Service.WORKOUTS),
    SLEEP(44, Scope.ACTIVITY, Service.SLEEP),
    /** Also sent when the person has withdrawn the consent, which the next request finds out. */
    PROFILE(46, Scope.INFO, Service.DEVICES, Service.GOALS),
    BED_IN(50, Scope.SLEEP_EVENTS),
    BED_OUT(51, Scope.SLEEP_EVENTS),
    INFLATED(52, Scope.SLEEP_EVENTS),
    ECG(54, Scope.METRICS, Service.HEART, Service.MEASURES),
    ECG_FAILED(55, Scope.METRICS),
    GLUCOSE(58, Scope.METRICS, Service.MEASURES);

    private final int number;
    private final Scope scope;
    private final Set<Service> services;

    Appli(int number, Scope scope, Service... services) {
        this.number = number;
        this.scope = scope;
        this.services = services.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(services));
    }

    public int number() {
        return number;
    }

    /** Returns the services that have the data; none for events, which the notification itself describes. */
    public Set<Service> services() {
        return services;
    }

    public static Optional<Appli> of(int number) {
        return Arrays.stream(values()).filter(appli -> appli.number == number).findFirst();
    }

    /** Returns what the granted scopes cover: Withings takes other subscriptions, but never notifies. */
    public static Set<Appli> within(Set<String> scopes) {
        return Arrays.stream(values()).filter(appli -> scopes.contains(appli.scope.id()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Appli.class)));
    }
}
