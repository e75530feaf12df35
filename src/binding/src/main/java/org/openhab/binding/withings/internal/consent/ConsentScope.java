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
package org.openhab.binding.withings.internal.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What we ask a person to grant (Withings reference, OAuth2 scopes). People may grant less.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum ConsentScope {
    /** Devices and goals. */
    PROFILE("user.info"),
    /** Weight, blood pressure, temperatures and everything else that is measured now and then. */
    MEASUREMENTS("user.metrics"),
    /** Activity, workouts and nights. */
    ACTIVITY("user.activity"),
    /** Getting into bed, getting out of it, as it happens. */
    BED_EVENTS("user.sleepevents");

    private final String id;

    ConsentScope(String id) {
        this.id = id;
    }

    /** Withings' name of the scope. */
    public String id() {
        return id;
    }

    /** All scopes in the form of the authorization URL's parameter: separated by commas. */
    static String all() {
        return Arrays.stream(values()).map(ConsentScope::id).collect(Collectors.joining(","));
    }

    /** The last part of the keys of the texts about this scope. */
    String textKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
