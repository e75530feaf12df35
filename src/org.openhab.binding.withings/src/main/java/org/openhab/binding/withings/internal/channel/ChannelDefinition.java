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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;

/**
 * A channel defined by one of the tables of this package.
 *
 * @param group the channel group
 * @param id the ID within the group
 * @param type the type of its states
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelDefinition(ChannelGroup group, String id, StateType type) {

    /**
     * @return the channel's ID within its thing, group and ID joined by "#"
     */
    public String channelId() {
        return group.id + ChannelUID.CHANNEL_GROUP_SEPARATOR + id;
    }

    /**
     * The channel groups of all things; a group and its group type have the same ID.
     */
    public enum ChannelGroup {
        BODY("body"),
        SEGMENTS("segments"),
        HEART("heart"),
        ECG("ecg"),
        TEMPERATURE("temperature"),
        SLEEP("sleep"),
        NAP("nap"),
        BED("bed"),
        ACTIVITY("activity"),
        LAST_DAY("last-day"),
        INTRADAY("intraday"),
        WORKOUT("workout"),
        GOALS("goals"),
        DEVICE("device");

        private final String id;

        ChannelGroup(String id) {
            this.id = id;
        }

        static Optional<ChannelGroup> of(String channelId) {
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

    /**
     * A number in the "data" of a night, a day or a workout that has a channel.
     */
    public interface DataField {

        ChannelDefinition channel();

        /**
         * @return Withings' names of the field, the preferred one first
         */
        List<String> keys();

        /**
         * @param values numbers by Withings' field names
         * @return the first valid number in Withings' unit, null if there is none
         */
        default @Nullable BigDecimal value(Map<String, BigDecimal> values) {
            for (String key : keys()) {
                BigDecimal value = values.get(key);
                if (value != null && channel().type().accepts(value)) {
                    return value;
                }
            }
            return null;
        }

        /**
         * @param values numbers by Withings' field names
         * @return the state of the channel, UNDEF without a valid number
         */
        default State state(Map<String, BigDecimal> values) {
            return channel().type().state(value(values));
        }
    }
}
