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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;

/**
 * How long a value passes for the present one while nothing newer comes. Facts are true for ever: times, somebody's
 * height, who lies in bed, goals.
 *
 * @param measurements how long for measurements, days and workouts; zero for ever
 * @param nights how long for the last night and nap after the end of its day; zero for ever
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Freshness(Duration measurements, Duration nights) {
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final Set<String> HEIGHT = MeasureType.HEIGHT.channels().stream().map(ChannelDefinition::channelId)
            .collect(Collectors.toSet());
    private static final Set<String> COURSE_OF_THE_NIGHT = Stream
            .concat(Stream.of(SleepChannels.STATE), Stream.of(SleepSeries.values()).map(SleepSeries::channel))
            .map(ChannelDefinition::channelId).collect(Collectors.toSet());

    /**
     * @param channelId the channel within its thing
     * @param since the time from which the state is true or when openHAB first showed it, whichever is later
     * @return when the state ceases to be the present one, null if it never does
     */
    public @Nullable Instant end(String channelId, State state, Instant since) {
        Duration lasts = state instanceof DateTimeType || HEIGHT.contains(channelId)
                ? Duration.ZERO
                : ChannelGroup.of(channelId).map(this::lasts).orElse(Duration.ZERO);
        if (lasts.isZero()) {
            return null;
        }
        // the values of a night are those of its whole day, but in its course each has its own time
        return since.plus(lasts).plus(COURSE_OF_THE_NIGHT.contains(channelId) ? ONE_DAY : Duration.ZERO);
    }

    private Duration lasts(ChannelGroup group) {
        return switch (group) {
            case BODY, SEGMENTS, HEART, ECG, TEMPERATURE, ACTIVITY, LAST_DAY, INTRADAY, WORKOUT -> measurements;
            case SLEEP, NAP -> nights;
            case BED, GOALS, DEVICE -> Duration.ZERO;
        };
    }
}
