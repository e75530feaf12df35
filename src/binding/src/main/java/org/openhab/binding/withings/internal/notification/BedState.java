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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What is known of a bed. Who is in it follows from the times alone, so that the order in which the notifications
 * arrive, and how often, does not matter.
 *
 * @param lastIn when somebody last lay down
 * @param lastOut when somebody last got up
 * @param lastInflated when the sleep monitor last finished inflating
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record BedState(@Nullable Instant lastIn, @Nullable Instant lastOut, @Nullable Instant lastInflated) {

    /** Nothing has ever been heard of the bed. */
    public static final BedState UNKNOWN = new BedState(null, null, null);

    /**
     * @return whether somebody is in bed, empty as long as nothing has been heard
     */
    public Optional<Boolean> inBed() {
        Instant in = lastIn;
        if (in == null) {
            return lastOut == null ? Optional.empty() : Optional.of(false);
        }
        return Optional.of(isAfter(in, lastOut));
    }

    /**
     * @param event an event in any order
     * @return the state with the event taken in; the same state if the event was known or has been overtaken
     */
    public BedState after(BedEvent event) {
        Instant time = event.time();
        return switch (event.kind()) {
            case IN -> isAfter(time, lastIn) ? new BedState(time, lastOut, lastInflated) : this;
            case OUT -> isAfter(time, lastOut) ? new BedState(lastIn, time, lastInflated) : this;
            case INFLATED -> isAfter(time, lastInflated) ? new BedState(lastIn, lastOut, time) : this;
        };
    }

    /**
     * @return whether a rule should hear of the event: it is new, and nothing that undoes it has been heard of before
     */
    public boolean isNews(BedEvent event) {
        Instant time = event.time();
        return switch (event.kind()) {
            case IN -> isAfter(time, lastIn) && isAfter(time, lastOut);
            case OUT -> isAfter(time, lastOut) && (lastIn == null || !isAfter(lastIn, time));
            case INFLATED -> isAfter(time, lastInflated);
        };
    }

    private static boolean isAfter(@Nullable Instant time, @Nullable Instant other) {
        return time != null && (other == null || time.isAfter(other));
    }
}
