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
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries.Entry;

/**
 * What a channel has to tell: states, each with the time from which it is true.
 *
 * @param channelId the channel within its thing, group and id joined by "#"
 * @param points the states in the order of their times, at least one; the last one is the state to show
 * @param history whether all the states are of interest (a time series) or only the last one
 * @param time what the state to show is chosen by: of two updates the one with the later time knows better. Mostly the
 *            time from which the last state is true
 * @param corrected the time for which the states tell everything there is: whatever else was told of it is taken back.
 *            Null for states that come in addition
 * @param event whether something has happened just now, of which a trigger channel tells
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelUpdate(String channelId, List<Entry> points, boolean history, Instant time,
        @Nullable TimeSpan corrected, boolean event) {

    public ChannelUpdate {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("An update of " + channelId + " without a state");
        }
        for (int i = 1; i < points.size(); i++) {
            if (!points.get(i - 1).timestamp().isBefore(points.get(i).timestamp())) {
                throw new IllegalArgumentException("The states of " + channelId + " are not in order");
            }
        }
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time,
            @Nullable TimeSpan corrected) {
        this(channelId,
                states.entrySet().stream().map(state -> new Entry(state.getKey(), state.getValue())).toList(),
                history, time, corrected, false);
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time) {
        this(channelId, states, history, time, null);
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history) {
        this(channelId, states, history, states.isEmpty() ? Instant.MIN : states.lastKey());
    }

    /**
     * @return an update of a channel whose past is of no interest
     */
    public static ChannelUpdate of(String channelId, Instant time, State state) {
        return new ChannelUpdate(channelId, List.of(new Entry(time, state)), false, time, null, false);
    }

    /**
     * Something has happened: a trigger channel fires once for it, unless openHAB learns of it more than a day later or
     * after the channel has fired for something that happened later.
     *
     * @param channelId a trigger channel
     * @param time when it happened
     * @param payload what the event says
     */
    public static ChannelUpdate event(String channelId, Instant time, String payload) {
        return new ChannelUpdate(channelId, List.of(new Entry(time, new StringType(payload))), false, time, null, true);
    }

    /**
     * @return an update that just adds to the history of a channel and does not change what it shows
     */
    public static ChannelUpdate past(String channelId, NavigableMap<Instant, State> states) {
        return new ChannelUpdate(channelId, states, true, Instant.MIN);
    }

    /**
     * @return whether the channel goes on showing what it shows
     */
    public boolean isPast() {
        return time.equals(Instant.MIN);
    }

    /**
     * @return the states by time
     */
    public NavigableMap<Instant, State> states() {
        NavigableMap<Instant, State> states = new TreeMap<>();
        points.forEach(point -> states.put(point.timestamp(), point.state()));
        return states;
    }

    /**
     * @return the newest state
     */
    public State state() {
        return points.get(points.size() - 1).state();
    }
}
