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
package org.openhab.binding.withings.sandbox.cloud;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What an openHAB has of the cloud.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Connection {
    /** Nothing, not even the service's class, as before openHAB 5.2. */
    UNKNOWN,
    /** No connector is installed, or it has been removed. */
    NONE,
    /** The connector is installed, but does not reach the cloud: requests stay open. */
    BROKEN,
    /** The connector passes on what arrives at the cloud. */
    UP
}
