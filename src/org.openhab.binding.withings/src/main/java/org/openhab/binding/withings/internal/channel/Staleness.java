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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;

/**
 * When states become stale. Times, the height, bed presence, goals and devices never do.
 *
 * @param measurements lifetime of measurements, days and workouts; zero for ever
 * @param nights lifetime of the last night and nap after the end of its day; zero for ever
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Staleness(Duration measurements, Duration nights) {
    private static final String HEIGHT = MeasureType.HEIGHT.channel().channelId();

    /**
     * @param since the time of the state or when it was first shown, whichever is later
     * @return when the state becomes stale, null if never
     */
    public @Nullable Instant end(String channelId, State state, Instant since) {
        Duration lifetime = state instanceof DateTimeType || HEIGHT.equals(channelId)
                ? Duration.ZERO
                : ChannelGroup.of(channelId).map(this::lifetime).orElse(Duration.ZERO);
        if (lifetime.isZero()) {
            return null;
        }
        // values of a night have the end of its day as their time, points of its series their own
        boolean series = SleepChannels.SERIES_CHANNELS.contains(channelId);
        return since.plus(lifetime).plus(series ? Duration.ofDays(1) : Duration.ZERO);
    }

    private Duration lifetime(ChannelGroup group) {
        return switch (group) {
            case BODY, SEGMENTS, HEART, ECG, TEMPERATURE, ACTIVITY, LAST_DAY, INTRADAY, WORKOUT -> measurements;
            case SLEEP, NAP -> nights;
            case BED, GOALS, DEVICE -> Duration.ZERO;
        };
    }
}
