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
package org.openhab.binding.withings.internal.selftest;

import java.net.URI;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;

/**
 * How Withings is to reach us.
 *
 * @param callback our address, null if there is none that Withings would take. It is a secret
 * @param flaw what is wrong with the public URL that was entered, null if nothing is or there is none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Way(Kind kind, @Nullable URI callback, @Nullable UrlFlaw flaw) {

    /**
     * The ways there are.
     */
    public enum Kind {
        OPENHAB_CLOUD,
        PUBLIC_URL,
        /** Somebody chose not to be reached. */
        SWITCHED_OFF,
        /** There is no way. */
        NONE
    }

    /**
     * @return the public name of our address, null if there is none
     */
    @Nullable
    String host() {
        URI address = callback;
        return address == null ? null : address.getHost();
    }

    /** The address is a secret: it stays out of logs. */
    @Override
    public String toString() {
        return "Way[kind=" + kind + ", flaw=" + flaw + "]";
    }
}
