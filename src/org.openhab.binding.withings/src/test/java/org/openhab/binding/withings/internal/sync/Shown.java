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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The states of a thing and the persisted histories of its channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Shown {
    final List<ChannelUpdate> updates = new ArrayList<>();
    final Map<String, TimedState> states = new HashMap<>();
    final Map<String, NavigableMap<Instant, String>> histories = new HashMap<>();

    void show(List<ChannelUpdate> added) {
        updates.addAll(added);
        for (ChannelUpdate update : added) {
            TimeSpan corrected = update.corrected();
            if (update.history()) {
                NavigableMap<Instant, String> history = histories.computeIfAbsent(update.channelId(),
                        id -> new TreeMap<>());
                if (corrected != null) {
                    history.subMap(update.states().firstKey(), true, update.states().lastKey(), true).clear();
                }
                update.states().forEach((time, state) -> history.put(time, state.toString()));
            }
            TimedState before = states.get(update.channelId());
            if (before == null || !update.time().isBefore(before.time())
                    || corrected != null && corrected.contains(before.time())) {
                set(update.channelId(), update.time(), update.state());
            }
        }
    }

    void set(String channelId, Instant time, State state) {
        states.put(channelId, new TimedState(time, state));
    }

    @Nullable
    TimedState timed(String channelId) {
        return states.get(channelId);
    }

    String state(String channelId) {
        TimedState timed = states.get(channelId);
        assertThat(channelId + " is shown", timed, is(notNullValue()));
        State state = timed == null ? UnDefType.NULL : timed.state();
        return state instanceof DateTimeType time ? time.getInstant().toString() : state.toString();
    }

    NavigableMap<Instant, String> history(String channelId) {
        return histories.getOrDefault(channelId, new TreeMap<>());
    }

    ChannelUpdate lastUpdate(String channelId) {
        return updates.stream().filter(update -> update.channelId().equals(channelId))
                .reduce((first, second) -> second).orElseThrow(() -> new AssertionError("No update of " + channelId));
    }
}
