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
package org.openhab.binding.withings.internal.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;

/**
 * Maps bed presence, which is notified by a sleep monitor, to the bed channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class BedChannels {
    public static final ChannelDefinition IN_BED = ChannelGroup.BED.channel("in-bed", StateType.IN_BED);
    public static final ChannelDefinition LAST_IN = ChannelGroup.BED.channel("last-in", StateType.TIME);
    public static final ChannelDefinition LAST_OUT = ChannelGroup.BED.channel("last-out", StateType.TIME);
    public static final ChannelDefinition LAST_INFLATION = ChannelGroup.BED.channel("last-inflation",
            StateType.ADVANCED_TIME);
    /** Trigger; the payloads are the kinds of bed events. */
    public static final ChannelDefinition EVENT = ChannelGroup.BED.channel("event", StateType.BED_EVENT);
    public static final List<ChannelDefinition> ALL = List.of(IN_BED, LAST_IN, LAST_OUT, LAST_INFLATION, EVENT);

    private BedChannels() {
    }

    /** Returns an update of each state channel whose state is known. */
    public static List<ChannelUpdate> updates(BedPresence bed) {
        List<ChannelUpdate> updates = new ArrayList<>();
        Instant in = bed.lastIn();
        Instant out = bed.lastOut();
        Instant latest = in == null || out != null && out.isAfter(in) ? out : in;
        if (latest != null) {
            updates.add(ChannelUpdate.of(IN_BED, latest, OnOffType.from(bed.inBed().orElse(false))));
        }
        add(updates, LAST_IN, in);
        add(updates, LAST_OUT, out);
        add(updates, LAST_INFLATION, bed.lastInflated());
        return updates;
    }

    private static void add(List<ChannelUpdate> updates, ChannelDefinition channel, @Nullable Instant time) {
        if (time != null) {
            updates.add(ChannelUpdate.of(channel, time, new DateTimeType(time)));
        }
    }

    /**
     * Presence in a bed, derived from times only, so that events may arrive in any order and repeatedly.
     *
     * @param nightEnd end of the mat's last completed night, which ends an earlier presence without a bed-out event
     */
    public record BedPresence(@Nullable Instant lastIn, @Nullable Instant lastOut, @Nullable Instant lastInflated,
            @Nullable Instant nightEnd) {

        public static final BedPresence UNKNOWN = new BedPresence(null, null, null, null);

        /** A bed-out event and the end of the night count as the same if they are not further apart. */
        private static final Duration SAME_BED_OUT = Duration.ofMinutes(10);

        /** Returns whether the bed is occupied; empty before the first event. */
        public Optional<Boolean> inBed() {
            return lastIn == null && lastOut == null ? Optional.empty() : Optional.of(isAfter(lastIn, lastOut));
        }

        /** Returns the presence after an event; equal to this one if the event changes nothing. */
        public BedPresence after(BedEvent event) {
            Instant time = event.time();
            return switch (event.kind()) {
                case IN -> new BedPresence(later(time, lastIn), lastOut, lastInflated, nightEnd).endedByNight();
                case OUT -> new BedPresence(lastIn, later(time, lastOut), lastInflated, nightEnd);
                case INFLATED -> new BedPresence(lastIn, lastOut, later(time, lastInflated), nightEnd);
            };
        }

        /** Returns the presence after the end of a completed night, which ends an earlier presence. */
        public BedPresence afterNight(Instant end) {
            return new BedPresence(lastIn, lastOut, lastInflated, later(end, nightEnd)).endedByNight();
        }

        private BedPresence endedByNight() {
            return isAfter(lastIn, lastOut) && !isAfter(lastIn, nightEnd)
                    ? new BedPresence(lastIn, nightEnd, lastInflated, nightEnd)
                    : this;
        }

        /** Returns whether an event should fire the trigger: it is new, and none that is later has arrived before. */
        public boolean isNews(BedEvent event) {
            Instant time = event.time();
            return switch (event.kind()) {
                case IN -> isAfter(time, lastIn) && isAfter(time, lastOut) && isAfter(time, nightEnd);
                case OUT -> isAfter(time, lastOut) && (lastIn == null || !isAfter(lastIn, time))
                        && !isSameBedOut(time);
                case INFLATED -> isAfter(time, lastInflated);
            };
        }

        private boolean isSameBedOut(Instant out) {
            Instant last = lastOut;
            return last != null && !isAfter(lastIn, last) && out.isBefore(last.plus(SAME_BED_OUT));
        }

        private static Instant later(Instant time, @Nullable Instant other) {
            return other == null || time.isAfter(other) ? time : other;
        }

        private static boolean isAfter(@Nullable Instant time, @Nullable Instant other) {
            return time != null && (other == null || time.isAfter(other));
        }
    }
}
