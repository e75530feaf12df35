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
            case BODY -> Stream.concat(Stream.of(MeasureChannels.BODY_MASS_INDEX), measures(group)).toList();
            case SEGMENTS, HEART, TEMPERATURE -> measures(group).toList();
            case ECG -> Stream.concat(HeartChannels.ALL.stream(), measures(group)).toList();
            case SLEEP -> Stream
                    .of(Stream.of(SleepChannels.START, SleepChannels.END, SleepChannels.GOT_IN_BED,
                            SleepChannels.FELL_ASLEEP, SleepChannels.WOKE_UP, SleepChannels.GOT_OUT_OF_BED),
                            Arrays.stream(SleepField.values()).map(SleepField::channel),
                            Stream.of(SleepChannels.CORE_BODY_TEMPERATURE_STATUS, SleepChannels.COMPLETED,
                                    SleepChannels.STATE, SleepChannels.EVENT),
                            Arrays.stream(SleepSeries.values()).map(SleepSeries::channel))
                    .flatMap(channels -> channels).toList();
            case NAP -> NapChannels.all();
            case BED -> List.of(BedChannels.IN_BED, BedChannels.LAST_IN, BedChannels.LAST_OUT,
                    BedChannels.LAST_INFLATION, BedChannels.EVENT);
            case ACTIVITY -> Stream.concat(Stream.of(ActivityChannels.DATE),
                    Arrays.stream(ActivityField.values()).map(ActivityField::channel)).toList();
            case LAST_DAY -> Stream.concat(Stream.of(ActivityChannels.LAST_DAY_DATE),
                    Arrays.stream(ActivityField.values()).map(ActivityField::lastDayChannel)).toList();
            case INTRADAY -> Stream.concat(Arrays.stream(IntradaySum.values()).map(IntradaySum::channel),
                    Arrays.stream(IntradaySeries.values()).map(IntradaySeries::channel)).toList();
            case WORKOUT -> Stream.of(
                    Stream.of(WorkoutChannels.CATEGORY, WorkoutChannels.START, WorkoutChannels.END,
                            WorkoutChannels.DURATION, WorkoutChannels.ACTIVE_DURATION),
                    Arrays.stream(WorkoutField.values()).map(WorkoutField::channel),
                    Stream.of(WorkoutChannels.CORE_BODY_TEMPERATURE_STATUS, WorkoutChannels.RECORDED))
                    .flatMap(channels -> channels).toList();
            case GOALS -> List.of(GoalChannels.STEPS, GoalProgress.STEPS, GoalChannels.SLEEP, GoalProgress.SLEEP,
                    GoalChannels.WEIGHT, GoalProgress.WEIGHT, GoalProgress.WEIGHT_DIFFERENCE,
                    GoalProgress.WEIGHT_START);
            case DEVICE -> List.of(DeviceChannels.BATTERY_LEVEL, DeviceChannels.LOW_BATTERY,
                    DeviceChannels.LAST_SESSION, DeviceChannels.FIRST_SESSION);
        };
    }

    private static Stream<ChannelDefinition> measures(ChannelGroup group) {
        return Stream.concat(
                Arrays.stream(MeasureType.values()).filter(type -> type.group() == group).flatMap(
                        type -> Stream.concat(type.channels().stream(), Stream.of(type.timeChannel()))),
                Stream.of(MeasureChannels.sourceChannel(group)));
    }
}
