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
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;

/**
 * What a channel has to tell: states, each with the time from which it is true.
 *
 * @param channelId the channel within its thing, group and id joined by "#"
 * @param states the states by time, at least one; the last one is the state to show
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
public record ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time,
        @Nullable TimeSpan corrected, boolean event) {

    public ChannelUpdate {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("An update of " + channelId + " without a state");
        }
        states = Collections.unmodifiableNavigableMap(new TreeMap<>(states));
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time,
            @Nullable TimeSpan corrected) {
        this(channelId, states, history, time, corrected, false);
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history, Instant time) {
        this(channelId, states, history, time, null, false);
    }

    public ChannelUpdate(String channelId, NavigableMap<Instant, State> states, boolean history) {
        this(channelId, states, history, states.isEmpty() ? Instant.MIN : states.lastKey());
    }

    /**
     * @return an update of a channel whose past is of no interest
     */
    public static ChannelUpdate of(String channelId, Instant time, State state) {
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(time, state)), false);
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
        return new ChannelUpdate(channelId, new TreeMap<>(Map.of(time, new StringType(payload))), false, time, null,
                true);
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
     * @return the newest state
     */
    public State state() {
        return states.lastEntry().getValue();
    }
}
