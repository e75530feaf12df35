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
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The kinds of data that are read for a person, each with its own API call.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Service {
    MEASURES(Scope.METRICS),
    SLEEP(Scope.ACTIVITY),
    ACTIVITY(Scope.ACTIVITY),
    WORKOUTS(Scope.ACTIVITY),
    /** Electrocardiograms and stethoscope recordings, with the blood pressure of the same recording. */
    HEART(Scope.METRICS),
    DEVICES(Scope.INFO),
    GOALS(Scope.INFO);

    private final Scope scope;

    Service(Scope scope) {
        this.scope = scope;
    }

    public Scope scope() {
        return scope;
    }

    public boolean changesRarely() {
        return this == DEVICES || this == GOALS;
    }

    /** OAuth scopes: the data that a person allows to read (Withings reference, OAuth 2.0 - Scopes). */
    public enum Scope {
        /** Devices and goals. */
        INFO("user.info"),
        /** Measures, electrocardiograms and stethoscope recordings. */
        METRICS("user.metrics"),
        /** Activity, workouts and nights. */
        ACTIVITY("user.activity"),
        /** Bed events. */
        SLEEP_EVENTS("user.sleepevents");

        private final String id;

        Scope(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        public static String all() {
            return Arrays.stream(values()).map(Scope::id).collect(Collectors.joining(","));
        }
    }
}
