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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What is known of a bed. Who is in it follows from the times alone, so that the order in which they become known, and
 * how often, does not matter.
 *
 * @param lastIn when somebody last lay down
 * @param lastOut when somebody last got up
 * @param lastInflated when the sleep monitor last finished inflating
 * @param nightEnd when the last night ended of which the sleep monitor has told: whoever lay down before has got up,
 *            even if nobody was told
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record BedState(@Nullable Instant lastIn, @Nullable Instant lastOut, @Nullable Instant lastInflated,
        @Nullable Instant nightEnd) {

    /** Nothing has ever been heard of the bed. */
    public static final BedState UNKNOWN = new BedState(null, null, null, null);

    /** Both the bed-out and the night tell of the same getting up, and not to the minute. */
    private static final Duration GETTING_UP = Duration.ofMinutes(10);

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
     * @return the state with the event taken in; an equal state if the event was known or has been overtaken
     */
    public BedState after(BedEvent event) {
        Instant time = event.time();
        return switch (event.kind()) {
            case IN -> new BedState(later(time, lastIn), lastOut, lastInflated, nightEnd).withoutWhoeverGotUp();
            case OUT -> new BedState(lastIn, later(time, lastOut), lastInflated, nightEnd);
            case INFLATED -> new BedState(lastIn, lastOut, later(time, lastInflated), nightEnd);
        };
    }

    /**
     * @param end when a night ended that the sleep monitor has finished with
     * @return the state in which whoever lay down before has got up. It says nothing of a bed in which nobody has been
     *         noticed at all: without a webhook nobody would ever get in
     */
    public BedState afterNight(Instant end) {
        return new BedState(lastIn, lastOut, lastInflated, later(end, nightEnd)).withoutWhoeverGotUp();
    }

    private BedState withoutWhoeverGotUp() {
        return inBed().orElse(false) && !isAfter(lastIn, nightEnd)
                ? new BedState(lastIn, nightEnd, lastInflated, nightEnd)
                : this;
    }

    /**
     * @return whether a rule should hear of the event: it is new, and nothing that undoes it has been heard of before
     */
    public boolean isNews(BedEvent event) {
        Instant time = event.time();
        return switch (event.kind()) {
            case IN -> isAfter(time, lastIn) && isAfter(time, lastOut) && isAfter(time, nightEnd);
            case OUT -> isAfter(time, lastOut) && (lastIn == null || !isAfter(lastIn, time)) && !isSameGettingUp(time);
            case INFLATED -> isAfter(time, lastInflated);
        };
    }

    /**
     * @return whether nobody is known to have lain down again since somebody got up, just before
     */
    private boolean isSameGettingUp(Instant out) {
        Instant left = lastOut;
        return left != null && !inBed().orElse(false) && out.isBefore(left.plus(GETTING_UP));
    }

    private static Instant later(Instant time, @Nullable Instant other) {
        return other == null || time.isAfter(other) ? time : other;
    }

    private static boolean isAfter(@Nullable Instant time, @Nullable Instant other) {
        return time != null && (other == null || time.isAfter(other));
    }
}
