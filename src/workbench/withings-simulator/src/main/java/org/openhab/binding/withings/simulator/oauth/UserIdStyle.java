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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a token answer writes the user id: the reference says integer, its samples show text.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum UserIdStyle {
    /** As a JSON number. */
    NUMBER,
    /** As a JSON string. */
    TEXT,
    /** As text and as a number in turns. */
    ALTERNATING
}
