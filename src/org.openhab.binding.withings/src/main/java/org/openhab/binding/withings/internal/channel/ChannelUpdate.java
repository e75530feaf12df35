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

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * New states of a channel.
 *
 * @param channelId the channel within its thing, group and ID joined by "#"
 * @param states the states by the time from which each is valid, at least one; the last one is to be shown
 * @param history whether the states are to be sent as a time series
 * @param time ranks updates of the same channel: that with the latest time is shown. Mostly the time of the last state
 * @param corrected the span in which the states replace everything sent before; null for additional states
 * @param event whether the state is the payload of a trigger channel
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time,
        @Nullable TimeSpan corrected, boolean event) {

    /** The groups of which the rule action "measurements" knows more channels than things have. */
    private static final Set<ChannelGroup> PARTLY_SHOWN = Set.of(ChannelGroup.NAP, ChannelGroup.LAST_DAY);
    private static final Set<String> SHOWN = Stream
            .of(NapChannels.LAST_NAP, List.of(NapChannels.COUNT), ActivityChannels.LAST_DAY).flatMap(List::stream)
            .map(ChannelDefinition::channelId).collect(Collectors.toUnmodifiableSet());

    public ChannelUpdate {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("An update of " + channelId + " without a state");
        }
        states = Collections.unmodifiableNavigableMap(new TreeMap<>(states));
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history) {
        this(channelId, states, history, states.lastKey(), null, false);
    }

    /** Returns an update of a channel without a history. */
    public static ChannelUpdate of(String channelId, Instant time, State state) {
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(time, state)), false);
    }

    static ChannelUpdate of(ChannelDefinition channel, Instant time, State state) {
        return of(channel.channelId(), time, state);
    }

    /** An event fires a trigger channel once, unless it is more than a day old or a later one has fired. */
    public static ChannelUpdate event(String channelId, Instant time, String payload) {
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(time, new StringType(payload))), false, time, null,
                true);
    }

    /** Returns an update with a state for each row, the earliest first; UNDEF only for the last row. */
    static <T> ChannelUpdate history(ChannelDefinition channel, List<T> rows, Function<T, Instant> timeOf,
            Function<T, State> stateOf) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        rows.forEach(row -> states.put(timeOf.apply(row), stateOf.apply(row)));
        states.headMap(states.lastKey(), false).values().removeIf(UnDefType.UNDEF::equals);
        return new ChannelUpdate(channel.channelId(), states, true);
    }

    ChannelUpdate withTime(Instant otherTime) {
        return new ChannelUpdate(channelId, states, history, otherTime, corrected, event);
    }

    /** Returns the same update, replacing what was sent for a span. */
    public ChannelUpdate correcting(@Nullable TimeSpan span) {
        return new ChannelUpdate(channelId, states, history, time, span, event);
    }

    /** Returns the state at the end of a span, in place of everything that was sent for the span. */
    public ChannelUpdate replacing(TimeSpan span) {
        State state = Objects.requireNonNull(states.get(span.end()));
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(span.start(), state, span.end(), state)), history,
                time, span, event);
    }

    /**
     * Corrects a span of which something has been deleted, with what is left in it and the newest state from before it.
     * openHAB replaces stored states only between the first and the last point of a time series and accepts no UNDEF in
     * it, so the value before the span is repeated at the span's start, and the last one of the span at its end.
     */
    public static List<ChannelUpdate> corrections(TimeSpan span, Stream<String> channelIds,
            Collection<ChannelUpdate> left) {
        Map<String, ChannelUpdate> updates = left.stream()
                .collect(Collectors.toMap(ChannelUpdate::channelId, Function.identity()));
        return channelIds.map(id -> correction(id, span, updates.get(id))).toList();
    }

    private static ChannelUpdate correction(String channelId, TimeSpan span, @Nullable ChannelUpdate left) {
        if (left == null) {
            return of(channelId, Instant.EPOCH, UnDefType.UNDEF).correcting(span);
        }
        if (!left.history) {
            return left.correcting(span);
        }
        NavigableMap<Instant, State> corrected = new TreeMap<>(left.states.tailMap(span.start(), true));
        Map.Entry<Instant, State> before = left.states.floorEntry(span.start());
        if (before != null) {
            corrected.put(span.start(), before.getValue());
        }
        Map.Entry<Instant, State> last = corrected.floorEntry(span.end());
        if (last != null) {
            corrected.put(span.end(), last.getValue());
        }
        return new ChannelUpdate(channelId, corrected, true, left.time, span, false);
    }

    /** Whether a thing gets the channel: one that has only ever had UNDEF is of no use. */
    public boolean hasData() {
        return (SHOWN.contains(channelId) || ChannelGroup.of(channelId).filter(PARTLY_SHOWN::contains).isEmpty())
                && states.values().stream().anyMatch(state -> state != UnDefType.UNDEF);
    }

    /** Returns the states but UNDEF, which replace what was sent for the span if this is a correction. */
    public TimeSeries series() {
        TimeSeries series = new TimeSeries(corrected == null ? TimeSeries.Policy.ADD : TimeSeries.Policy.REPLACE);
        states.forEach((time, state) -> {
            if (state != UnDefType.UNDEF) {
                series.add(time, state);
            }
        });
        return series;
    }

    /** Returns the newest state. */
    public State state() {
        return states.lastEntry().getValue();
    }
}
