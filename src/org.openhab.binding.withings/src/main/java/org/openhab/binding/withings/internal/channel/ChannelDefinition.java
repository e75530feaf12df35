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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;

/**
 * The definition of a channel, as listed in the tables of this package.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelDefinition(ChannelGroup group, String id, StateType type) {

    /** Returns the channel's ID within its thing, such as "body#weight". */
    public String channelId() {
        return group.id + ChannelUID.CHANNEL_GROUP_SEPARATOR + id;
    }

    /** The channel groups of all things; a group and its group type have the same ID. */
    public enum ChannelGroup {
        BODY, SEGMENTS, HEART, ECG, TEMPERATURE, SLEEP, NAP, BED, ACTIVITY, LAST_DAY, INTRADAY, WORKOUT, GOALS, DEVICE;

        private final String id = Texts.key(this);

        /** Returns the group of a channel's ID within its thing. */
        public static Optional<ChannelGroup> of(String channelId) {
            return Stream.of(values())
                    .filter(group -> channelId.startsWith(group.id + ChannelUID.CHANNEL_GROUP_SEPARATOR)).findFirst();
        }

        public String id() {
            return id;
        }

        ChannelDefinition channel(String id, StateType type) {
            return new ChannelDefinition(this, id, type);
        }
    }

    /** A numeric value of a night, a day or a workout that has a channel. */
    public interface DataField {
        ChannelDefinition channel();

        /** Returns Withings' names of the field, the preferred one first. */
        List<String> keys();

        /** Returns the first valid number in Withings' unit, null if there is none. */
        default @Nullable BigDecimal value(Map<String, BigDecimal> values) {
            return validKeys(values).findFirst().map(values::get).orElse(null);
        }

        /** Returns Withings' names of the field that have a valid number. */
        default Stream<String> validKeys(Map<String, BigDecimal> values) {
            return keys().stream().filter(key -> {
                BigDecimal value = values.get(key);
                return value != null && channel().type().accepts(value);
            });
        }

        /** Returns the state of the channel; UNDEF without a valid number. */
        default State state(Map<String, BigDecimal> values) {
            return channel().type().state(value(values));
        }
    }

    record SimpleField(ChannelDefinition channel, List<String> keys) implements DataField {}

    /**
     * When states become stale. Times, height, bed presence, goals and device states never do.
     *
     * @param measurements lifetime of measurements, days and workouts; zero for unlimited
     * @param nights lifetime of the last night and nap after the end of its day; zero for unlimited
     */
    public record Staleness(Duration measurements, Duration nights) {
        private static final String HEIGHT = MeasureType.HEIGHT.channel().channelId();

        /** Returns when a state that is valid or shown since a time becomes stale; null if never. */
        public @Nullable Instant end(String channelId, State state, Instant since) {
            Duration lifetime = state instanceof DateTimeType || HEIGHT.equals(channelId)
                    ? Duration.ZERO
                    : ChannelGroup.of(channelId).map(this::lifetime).orElse(Duration.ZERO);
            if (lifetime.isZero()) {
                return null;
            }
            // a night's values are dated at the end of its day, the points of its time series are not
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
}
