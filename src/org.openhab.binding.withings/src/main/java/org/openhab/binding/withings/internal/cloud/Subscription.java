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
package org.openhab.binding.withings.internal.cloud;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A promise of Withings to call us (Withings reference, Notify - List).
 *
 * @param appli the kind of notification by Withings' number
 * @param callbackUrl the address as Withings writes it, which need not be, character by character, what was
 *            subscribed
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Subscription(int appli, String callbackUrl) {

    /** The address holds a secret: it stays out of logs. */
    @Override
    public String toString() {
        return "Subscription[appli=" + appli + "]";
    }
}
