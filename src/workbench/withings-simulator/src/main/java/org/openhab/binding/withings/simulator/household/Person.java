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
package org.openhab.binding.withings.simulator.household;

import java.time.ZoneId;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A Withings user, with a fictitious name (the API has no names) and the time zone of the account. Equal if the user
 * IDs are.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Person(long userId, String name, ZoneId zone, Body body, PersonRecords records) {
    /** The typical values of the generated data in mm, g, %, mmHg and beats per minute. */
    public record Body(int heightMillimetres, int weightGrams, double fatPercent, int systolic, int restingPulse) {}

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Person person && person.userId == userId;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(userId);
    }

    @Override
    public String toString() {
        return name + " (" + userId + ")";
    }
}
