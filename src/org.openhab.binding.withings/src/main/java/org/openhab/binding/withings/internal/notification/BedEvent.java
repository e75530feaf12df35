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
package org.openhab.binding.withings.internal.notification;

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Something happened in a bed.
 *
 * @param kind what happened
 * @param time when it happened
 * @param deviceId the sleep monitor that noticed, where the notification tells
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record BedEvent(Kind kind, Instant time, @Nullable String deviceId) {

    /**
     * The names are the events of the trigger channel.
     */
    public enum Kind {
        IN,
        OUT,
        INFLATED
    }
}
