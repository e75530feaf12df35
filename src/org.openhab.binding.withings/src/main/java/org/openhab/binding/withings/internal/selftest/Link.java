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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The links of the chain from Withings to openHAB, in the order in which they are looked at.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Link {
    /** How Withings is to reach us, and whether it can take such an address. */
    WAY,
    /** Whether our address can be reached through its public name, seen from here. */
    REACHABILITY,
    /** What each person granted. */
    SCOPES,
    /** What Withings notifies of, for each person. */
    SUBSCRIPTIONS,
    /** When the last notification was seen, for each person. */
    NOTIFICATIONS,
    /** Whether Withings itself reaches our webhook. */
    ROUND_TRIP
}
