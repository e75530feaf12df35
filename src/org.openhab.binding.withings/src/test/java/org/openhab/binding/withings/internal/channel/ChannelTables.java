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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.channel.ActivityChannels.ActivityField;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;

/**
 * All channels of all tables.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ChannelTables {

    private ChannelTables() {
    }

    /**
     * @param group a channel group
     * @return its channels in the order to show them
     */
    public static List<ChannelDefinition> channels(ChannelGroup group) {
        return switch (group) {
            case BODY, SEGMENTS, HEART, TEMPERATURE -> measured(group);
            case ECG -> Stream.concat(HeartChannels.ALL.stream(), measures(group)).toList();
            case SLEEP -> Stream.of(SleepChannels.STATES.keySet().stream(),
                    Stream.of(SleepChannels.STATE, SleepChannels.EVENT), SleepChannels.SERIES.values().stream())
                    .flatMap(channels -> channels).toList();
            case NAP -> Stream.concat(NapChannels.LAST_NAP.stream(),
                    Stream.of(NapChannels.COUNT, NapChannels.TOTAL_DURATION)).toList();
            case BED -> BedChannels.ALL;
            case ACTIVITY -> Stream.concat(Stream.of(ActivityChannels.DATE),
                    Arrays.stream(ActivityField.values()).map(ActivityField::channel)).toList();
            case LAST_DAY -> Stream.concat(Stream.of(ActivityChannels.LAST_DAY_DATE),
                    Arrays.stream(ActivityField.values()).map(ActivityField::lastDayChannel)).toList();
            case INTRADAY -> IntradayChannels.ALL;
            case WORKOUT -> Stream.concat(WorkoutChannels.STATES.keySet().stream(),
                    Stream.of(WorkoutChannels.RECORDED)).toList();
            case GOALS -> List.of(GoalChannels.STEPS, GoalChannels.STEPS_PROGRESS, GoalChannels.SLEEP,
                    GoalChannels.SLEEP_PROGRESS, GoalChannels.WEIGHT, GoalChannels.WEIGHT_PROGRESS,
                    GoalChannels.WEIGHT_DIFFERENCE, GoalChannels.WEIGHT_START);
            case DEVICE -> List.of(DeviceChannels.BATTERY_LEVEL, DeviceChannels.LOW_BATTERY,
                    DeviceChannels.LAST_SESSION, DeviceChannels.FIRST_SESSION);
        };
    }

    private static List<ChannelDefinition> measured(ChannelGroup group) {
        return Stream.concat(measures(group),
                Stream.of(MeasureChannels.timeChannel(group), MeasureChannels.sourceChannel(group))).toList();
    }

    private static Stream<ChannelDefinition> measures(ChannelGroup group) {
        return Arrays.stream(MeasureType.values()).filter(type -> type.group() == group).flatMap(
                type -> Stream.concat(type.channels().stream(), MeasureChannels.derivedChannels(type).stream()));
    }
}
