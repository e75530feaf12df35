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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Measure;

/**
 * The kinds of measures that have a channel: one line for each (Withings reference, Measure - Getmeas, "meastype").
 * <p>
 * A line needs its texts in {@code withings.properties} (channel and channel-time, label and description); descriptions
 * and README tables are written from both by {@code mvn -pl src/org.openhab.binding.withings -am test -Dwithings.write-descriptions}.
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
    VISCERAL_FAT(ChannelGroup.BODY, "visceral-fat", StateType.INDEX, 170),
    BASAL_METABOLIC_RATE(ChannelGroup.BODY, "basal-metabolic-rate", StateType.CALORIES, 226),
    METABOLIC_AGE(ChannelGroup.BODY, "metabolic-age", StateType.AGE, 227),
    EXTRACELLULAR_WATER(ChannelGroup.BODY, "extracellular-water", StateType.ADVANCED_MASS, 168),
    INTRACELLULAR_WATER(ChannelGroup.BODY, "intracellular-water", StateType.ADVANCED_MASS, 169),
    NERVE_HEALTH_SCORE(ChannelGroup.BODY, "nerve-health-score", StateType.ADVANCED_INDEX, 167),
    NERVE_HEALTH_LEFT(ChannelGroup.BODY, "nerve-health-left", StateType.ADVANCED_INDEX, 158),
    NERVE_HEALTH_RIGHT(ChannelGroup.BODY, "nerve-health-right", StateType.ADVANCED_INDEX, 159),
    SKIN_CONDUCTANCE(ChannelGroup.BODY, "skin-conductance", StateType.SKIN_CONDUCTANCE, 229),
    ELECTRODERMAL_FEET(ChannelGroup.BODY, "electrodermal-feet", StateType.ADVANCED_INDEX, 196),
    ELECTRODERMAL_LEFT(ChannelGroup.BODY, "electrodermal-left", StateType.ADVANCED_INDEX, 197),
    ELECTRODERMAL_RIGHT(ChannelGroup.BODY, "electrodermal-right", StateType.ADVANCED_INDEX, 198),
    SEGMENT_FAT_MASS(ChannelGroup.SEGMENTS, "fat-mass", StateType.MASS, 174),
    SEGMENT_FAT_FREE_MASS(ChannelGroup.SEGMENTS, "fat-free-mass", StateType.MASS, 173),
    SEGMENT_MUSCLE_MASS(ChannelGroup.SEGMENTS, "muscle-mass", StateType.MASS, 175),
    HEART_PULSE(ChannelGroup.HEART, "heart-pulse", StateType.HEART_RATE, 11),
    SYSTOLIC_PRESSURE(ChannelGroup.HEART, "systolic-pressure", StateType.PRESSURE, 10),
    DIASTOLIC_PRESSURE(ChannelGroup.HEART, "diastolic-pressure", StateType.PRESSURE, 9),
    SPO2(ChannelGroup.HEART, "spo2", StateType.RATIO, 54, 35),
    GLUCOSE(ChannelGroup.HEART, "glucose", StateType.GLUCOSE, 119),
    PULSE_WAVE_VELOCITY(ChannelGroup.HEART, "pulse-wave-velocity", StateType.PULSE_WAVE_VELOCITY, 91),
    VASCULAR_AGE(ChannelGroup.HEART, "vascular-age", StateType.AGE, 155),
    VO2MAX(ChannelGroup.HEART, "vo2max", StateType.VO2MAX, 123),
    AFIB_BY_ECG(ChannelGroup.ECG, "afib", StateType.AFIB_RESULT, 130),
    AFIB_BY_PPG(ChannelGroup.ECG, "afib-ppg", StateType.AFIB_RESULT, 139),
    QRS_INTERVAL(ChannelGroup.ECG, "qrs-interval", StateType.ECG_INTERVAL, 135),
    PR_INTERVAL(ChannelGroup.ECG, "pr-interval", StateType.ECG_INTERVAL, 136),
    QT_INTERVAL(ChannelGroup.ECG, "qt-interval", StateType.ECG_INTERVAL, 137),
    QTC_INTERVAL(ChannelGroup.ECG, "qtc-interval", StateType.ECG_INTERVAL, 138),
    TEMPERATURE(ChannelGroup.TEMPERATURE, "temperature", StateType.TEMPERATURE, 12),
    BODY_TEMPERATURE(ChannelGroup.TEMPERATURE, "body-temperature", StateType.TEMPERATURE, 71),
    SKIN_TEMPERATURE(ChannelGroup.TEMPERATURE, "skin-temperature", StateType.TEMPERATURE, 73);

    private static final String TIME_SUFFIX = "-time";

    /** Looked up for every measure of a long history. */
    private static final @Nullable MeasureType[] BY_NUMBER = new @Nullable MeasureType[256];

    static {
        for (MeasureType type : values()) {
            for (int number : type.numbers) {
                BY_NUMBER[number] = type;
            }
        }
    }

    private final List<ChannelDefinition> channels;
    private final ChannelDefinition timeChannel;
    private final List<Integer> numbers;

    /**
     * @param group the group of the channel; {@link ChannelGroup#SEGMENTS} for what has a channel for each segment of
     *            the body
     * @param id the id of the channel, to which that of the segment is added
     * @param numbers Withings' numbers of the measure; more than one where firmwares differ
     */
    MeasureType(ChannelGroup group, String id, StateType type, int... numbers) {
        this.channels = group == ChannelGroup.SEGMENTS
                ? Arrays.stream(Segment.values())
                        .map(segment -> new ChannelDefinition(group, id + "-" + segment.id(), type)).toList()
                : List.of(new ChannelDefinition(group, id, type));
        this.timeChannel = new ChannelDefinition(group, id + TIME_SUFFIX, StateType.MEASURED_AT);
        this.numbers = Arrays.stream(numbers).boxed().toList();
    }

    /**
     * @param number Withings' number of a measure
     * @return its kind, null when there is no channel for it
     */
    public static @Nullable MeasureType of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /**
     * @return Withings' numbers of the measure, the documented one first
     */
    public List<Integer> numbers() {
        return numbers;
    }

    /**
     * @return the group of the channels
     */
    public ChannelGroup group() {
        return timeChannel.group();
    }

    /**
     * @return the channels of the values: one, or one for each segment of the body
     */
    public List<ChannelDefinition> channels() {
        return channels;
    }

    /**
     * @return the channel of the time at which the value shown was measured
     */
    public ChannelDefinition timeChannel() {
        return timeChannel;
    }

    /**
     * @param measure a measure of this kind
     * @return the channel that shows it, null when none does: the composition of the whole body and that of its
     *         segments have channels of their own
     */
    @Nullable
    ChannelDefinition channel(Measure measure) {
        return switch (group()) {
            case SEGMENTS -> {
                Segment segment = Segment.at(measure.position());
                yield segment == null ? null : channels.get(segment.ordinal());
            }
            case BODY -> wholeBodyRank(measure.position()) >= 0 ? channels.get(0) : null;
            default -> channels.get(0);
        };
    }

    /**
     * How well a measure stands for its channel where a group of measures holds several for it.
     *
     * @return 0 for the best, a greater number for a lesser one
     */
    int rank(Measure measure) {
        return numbers.indexOf(measure.type())
                + (group() == ChannelGroup.BODY ? wholeBodyRank(measure.position()) : 0);
    }

    /**
     * What is measured at the feet counts too: nerves are, and there is no more of them to measure.
     *
     * @return 0 for Withings' number of "the whole body", a greater number for what stands for it less well, -1 for the
     *         other parts of the body
     */
    private static int wholeBodyRank(@Nullable Integer position) {
        return position == null ? 1 : switch (position) {
            case 7 -> 0;
            case 6 -> 2;
            case 5 -> 3;
            case 4 -> 4;
            default -> -1;
        };
    }
}
