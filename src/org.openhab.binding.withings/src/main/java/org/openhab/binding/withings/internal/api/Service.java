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

import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What Withings can be asked about a person, each by a call of its own.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Service {
    MEASURES(Scope.METRICS, Pace.DATA),
    SLEEP(Scope.ACTIVITY, Pace.DATA),
    ACTIVITY(Scope.ACTIVITY, Pace.DATA),
    WORKOUTS(Scope.ACTIVITY, Pace.DATA),
    /** Electrocardiograms, with the blood pressure measured along. */
    HEART(Scope.METRICS, Pace.DATA),
    DEVICES(Scope.INFO, Pace.SURROUNDINGS),
    GOALS(Scope.INFO, Pace.SURROUNDINGS);

    /**
     * How often something changes.
     */
    public enum Pace {
        /** With every use of a device. */
        DATA,
        /** Rarely: batteries, devices, what a person wants to reach. */
        SURROUNDINGS
    }

    private final Scope scope;
    private final Pace pace;

    Service(Scope scope, Pace pace) {
        this.scope = scope;
        this.pace = pace;
    }

    public Scope scope() {
        return scope;
    }

    public Pace pace() {
        return pace;
    }

    public String textKey() {
        return name().toLowerCase(Locale.ROOT);
    }
}
