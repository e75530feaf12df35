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

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a person can allow an application to see. Source: Withings developer guide, Get access - OAuth scopes.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Scope {
    /** Devices and goals. */
    USER_INFO("user.info"),
    /** Measures and heart recordings. */
    USER_METRICS("user.metrics"),
    /** Activity, workouts and sleep. */
    USER_ACTIVITY("user.activity"),
    /** Notifications of getting into and out of bed and of the inflation of the mat. */
    USER_SLEEPEVENTS("user.sleepevents");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /**
     * @return the scope of that name, empty if Withings knows none
     */
    public static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /**
     * @return the scopes as Withings lists them: separated by commas
     */
    public static String list(Collection<Scope> scopes) {
        Set<Scope> ordered = scopes.isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes);
        return ordered.stream().map(Scope::text).collect(Collectors.joining(","));
    }

    /**
     * @return the name on the wire, such as {@code user.metrics}
     */
    public String text() {
        return text;
    }
}
