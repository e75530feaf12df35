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
 * @param channelId the channel's ID within its thing, such as "body#weight"
 * @param states at least one state by the time from which it is valid; the last one is to be shown
 * @param history whether the states are sent as a time series
 * @param time orders updates of the same channel: the latest is shown. Usually the time of the last state
 * @param corrected the span in which the states replace those sent before; null for additional states
 * @param event whether the state is the payload of a trigger channel
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time,
        @Nullable TimeSpan corrected, boolean event) {

    /** The groups with fields that only the rule action "measurements" returns. */
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

    /** Returns an event, which fires a trigger channel once unless it is older than a day or a later one has fired. */
    public static ChannelUpdate event(String channelId, Instant time, String payload) {
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(time, new StringType(payload))), false, time, null,
                true);
    }

    /** Returns an update with a state for each row, of which there is at least one; UNDEF only for the last one. */
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

    /** Returns this update as a replacement of the states sent for a span; null for additional states. */
    public ChannelUpdate correcting(@Nullable TimeSpan span) {
        return new ChannelUpdate(channelId, states, history, time, span, event);
    }

    /** Returns the state at the end of a span as a replacement of all states sent for the span. */
    public ChannelUpdate replacing(TimeSpan span) {
        State state = Objects.requireNonNull(states.get(span.end()));
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(span.start(), state, span.end(), state)), history,
                time, span, event);
    }

    /**
     * Corrects a span in which data was deleted, using the remaining states in it and the newest one before it. openHAB
     * replaces persisted states only between the first and the last point of a time series, which cannot contain UNDEF,
     * so the value before the span is repeated at the span's start, and the last one of the span at its end.
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

    /** Returns whether a thing gets the channel, which it does not if all its states are UNDEF. */
    public boolean hasData() {
        return (SHOWN.contains(channelId) || ChannelGroup.of(channelId).filter(PARTLY_SHOWN::contains).isEmpty())
                && states.values().stream().anyMatch(state -> state != UnDefType.UNDEF);
    }

    /** Returns the states except UNDEF, to be added, or to replace others if this is a correction. */
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
