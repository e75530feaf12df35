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

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

/**
 * The categories of notifications. Source: Withings developer guide, Notification categories.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Appli {
    BODY_COMPOSITION(1, Scope.USER_METRICS),
    TEMPERATURE(2, Scope.USER_METRICS),
    BLOOD_PRESSURE(4, Scope.USER_METRICS),
    ACTIVITY(16, Scope.USER_ACTIVITY),
    SLEEP(44, Scope.USER_ACTIVITY),
    /** The profile was changed, unlinked or deleted. */
    PROFILE(46, Scope.USER_INFO),
    BED_IN(50, Scope.USER_SLEEPEVENTS),
    BED_OUT(51, Scope.USER_SLEEPEVENTS),
    INFLATED(52, Scope.USER_SLEEPEVENTS),
    ECG(54, Scope.USER_METRICS),
    ECG_FAILED(55, Scope.USER_METRICS),
    GLUCOSE(58, Scope.USER_METRICS);

    private final int number;
    private final Scope scope;

    Appli(int number, Scope scope) {
        this.number = number;
        this.scope = scope;
    }

    /** The category of that number, empty if Withings knows none. */
    public static Optional<Appli> of(long number) {
        return Arrays.stream(values()).filter(appli -> appli.number == number).findFirst();
    }

    /** The category that new measures of a type are announced in. */
    public static Appli ofMeasure(int type) {
        return switch (type) {
            case 9, 10, 11, 54 -> BLOOD_PRESSURE;
            case 12, 71, 73 -> TEMPERATURE;
            case 119 -> GLUCOSE;
            case 130, 135, 136, 137, 138 -> ECG;
            default -> BODY_COMPOSITION;
        };
    }

    public int number() {
        return number;
    }

    public Scope scope() {
        return scope;
    }
}
