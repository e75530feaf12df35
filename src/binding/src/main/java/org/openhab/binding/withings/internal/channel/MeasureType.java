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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Measure;

/**
 * The kinds of measures that have a channel: one line for each (Withings reference, Measure - Getmeas, "meastype").
 * <p>
 * A line needs its texts in {@code withings.properties} (channel and channel-time, label and description); descriptions
 * and README tables are written from both by {@code mvn -pl src/binding -am test -Dwithings.write-descriptions}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum MeasureType {
    WEIGHT(ChannelGroup.BODY, "weight", StateType.MASS, 1),
    HEIGHT(ChannelGroup.BODY, "height", StateType.HEIGHT, 4),
    FAT_RATIO(ChannelGroup.BODY, "fat-ratio", StateType.RATIO, 6),
    FAT_MASS(ChannelGroup.BODY, "fat-mass", StateType.MASS, 8),
    FAT_FREE_MASS(ChannelGroup.BODY, "fat-free-mass", StateType.MASS, 5),
    MUSCLE_MASS(ChannelGroup.BODY, "muscle-mass", StateType.MASS, 76),
    HYDRATION(ChannelGroup.BODY, "hydration", StateType.MASS, 77),
    BONE_MASS(ChannelGroup.BODY, "bone-mass", StateType.MASS, 88),
    HEART_PULSE(ChannelGroup.HEART, "heart-pulse", StateType.HEART_RATE, 11),
    SYSTOLIC_PRESSURE(ChannelGroup.HEART, "systolic-pressure", StateType.PRESSURE, 10),
    DIASTOLIC_PRESSURE(ChannelGroup.HEART, "diastolic-pressure", StateType.PRESSURE, 9),
    SPO2(ChannelGroup.HEART, "spo2", StateType.RATIO, 54, 35),
    TEMPERATURE(ChannelGroup.TEMPERATURE, "temperature", StateType.TEMPERATURE, 12),
    BODY_TEMPERATURE(ChannelGroup.TEMPERATURE, "body-temperature", StateType.TEMPERATURE, 71),
    SKIN_TEMPERATURE(ChannelGroup.TEMPERATURE, "skin-temperature", StateType.TEMPERATURE, 73);

    private static final String TIME_SUFFIX = "-time";

    /** Withings' numbers for "the whole body", the one to prefer first. No number at all comes between the two. */
    private static final List<Integer> WHOLE_BODY = Arrays.asList(7, null, 6);

    private static final Map<Integer, MeasureType> BY_NUMBER = new HashMap<>();

    static {
        for (MeasureType type : values()) {
            for (int number : type.numbers) {
                BY_NUMBER.put(number, type);
            }
        }
    }

    private final ChannelDefinition channel;
    private final ChannelDefinition timeChannel;
    private final List<Integer> numbers;

    /**
     * @param numbers Withings' numbers of the measure; more than one where firmwares differ
     */
    MeasureType(ChannelGroup group, String id, StateType type, int... numbers) {
        this.channel = new ChannelDefinition(group, id, type);
        this.timeChannel = new ChannelDefinition(group, id + TIME_SUFFIX, StateType.MEASURED_AT);
        this.numbers = Arrays.stream(numbers).boxed().toList();
    }

    /**
     * @param number Withings' number of a measure
     * @return its kind, null when there is no channel for it
     */
    public static @Nullable MeasureType of(int number) {
        return BY_NUMBER.get(number);
    }

    /**
     * @return Withings' numbers of the measure, the documented one first
     */
    public List<Integer> numbers() {
        return numbers;
    }

    /**
     * @return the channel of the values
     */
    public ChannelDefinition channel() {
        return channel;
    }

    /**
     * @return the channel of the time at which the value shown was measured
     */
    public ChannelDefinition timeChannel() {
        return timeChannel;
    }

    /**
     * How well a measure stands for this type as a whole. Body composition comes for the whole body and for its
     * segments under the same type; for everything else the position is just where the device sat.
     *
     * @return 0 for the best, a greater number for a lesser one, -1 for a measure of a segment
     */
    int rank(Measure measure) {
        return channel.group() == ChannelGroup.BODY ? WHOLE_BODY.indexOf(measure.position()) : 0;
    }
}
