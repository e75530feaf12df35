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

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;

/**
 * The measure types that have a channel, one line each (Withings reference, Measure - Getmeas, "meastype").
 * <p>
 * To add one, add a line here and its label and description to {@code withings.properties}, then generate the channel
 * groups' XML and the README tables by
 * {@code mvn -pl src/org.openhab.binding.withings -am test -Dwithings.write-descriptions}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum MeasureType {
    WEIGHT(ChannelGroup.BODY, "weight", StateType.MASS, 1),
    HEIGHT(ChannelGroup.BODY, "height", StateType.HEIGHT, 4),
    FAT_RATIO(ChannelGroup.BODY, "fat-ratio", StateType.RATIO, 6),
    FAT_MASS(ChannelGroup.BODY, "fat-mass", StateType.MASS, 8),
    FAT_FREE_MASS(ChannelGroup.BODY, "fat-free-mass", StateType.ADVANCED_MASS, 5),
    MUSCLE_MASS(ChannelGroup.BODY, "muscle-mass", StateType.MASS, 76),
    HYDRATION(ChannelGroup.BODY, "hydration", StateType.WATER, 77),
    BONE_MASS(ChannelGroup.BODY, "bone-mass", StateType.MASS, 88),
    VISCERAL_FAT(ChannelGroup.BODY, "visceral-fat", StateType.BODY_INDEX, 170),
    BASAL_METABOLIC_RATE(ChannelGroup.BODY, "basal-metabolic-rate", StateType.BASAL_CALORIES, 226),
    METABOLIC_AGE(ChannelGroup.BODY, "metabolic-age", StateType.AGE, 227),
    EXTRACELLULAR_WATER(ChannelGroup.BODY, "extracellular-water", StateType.ADVANCED_WATER, 168),
    INTRACELLULAR_WATER(ChannelGroup.BODY, "intracellular-water", StateType.ADVANCED_WATER, 169),
    NERVE_HEALTH_SCORE(ChannelGroup.BODY, "nerve-health-score", StateType.ADVANCED_INDEX, 167),
    NERVE_HEALTH_LEFT(ChannelGroup.BODY, "nerve-health-left", StateType.ADVANCED_INDEX, 158),
    NERVE_HEALTH_RIGHT(ChannelGroup.BODY, "nerve-health-right", StateType.ADVANCED_INDEX, 159),
    SKIN_CONDUCTANCE(ChannelGroup.BODY, "skin-conductance", StateType.SKIN_CONDUCTANCE, 229),
    ELECTRODERMAL_FEET(ChannelGroup.BODY, "electrodermal-feet", StateType.ADVANCED_INDEX, 196),
    ELECTRODERMAL_LEFT(ChannelGroup.BODY, "electrodermal-left", StateType.ADVANCED_INDEX, 197),
    ELECTRODERMAL_RIGHT(ChannelGroup.BODY, "electrodermal-right", StateType.ADVANCED_INDEX, 198),
    SEGMENT_FAT_MASS(ChannelGroup.SEGMENTS, "fat-mass", StateType.ADVANCED_MASS, 174),
    SEGMENT_FAT_FREE_MASS(ChannelGroup.SEGMENTS, "fat-free-mass", StateType.ADVANCED_MASS, 173),
    SEGMENT_MUSCLE_MASS(ChannelGroup.SEGMENTS, "muscle-mass", StateType.ADVANCED_MASS, 175),
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
    SKIN_TEMPERATURE(ChannelGroup.TEMPERATURE, "skin-temperature", StateType.ADVANCED_TEMPERATURE, 73);

    private final ChannelGroup group;
    private final List<ChannelDefinition> channels;
    private final List<Integer> numbers;

    /** The ID is a prefix for segments; of the numbers, the preferred one comes first. */
    MeasureType(ChannelGroup group, String id, StateType type, Integer... numbers) {
        this.group = group;
        this.channels = group == ChannelGroup.SEGMENTS
                ? Stream.of(Segment.values()).map(segment -> group.channel(id + "-" + segment.id, type)).toList()
                : List.of(group.channel(id, type));
        this.numbers = List.of(numbers);
    }

    /** Returns the type with Withings' number, null if it has no channel. */
    static @Nullable MeasureType of(int number) {
        return Stream.of(values()).filter(type -> type.numbers.contains(number)).findFirst().orElse(null);
    }

    public List<Integer> numbers() {
        return numbers;
    }

    ChannelGroup group() {
        return group;
    }

    public List<ChannelDefinition> channels() {
        return channels;
    }

    /** Returns the channel of the type; of the segments of the body, the first one. */
    public ChannelDefinition channel() {
        return channels.get(0);
    }

    /** Returns the channel of a measure, null if there is none for its position. */
    @Nullable
    ChannelDefinition channel(Measure measure) {
        Integer position = measure.position();
        return switch (group) {
            case SEGMENTS -> Stream.of(Segment.values())
                    .filter(segment -> position != null && segment.position == position)
                    .map(segment -> channels.get(segment.ordinal())).findFirst().orElse(null);
            case BODY -> wholeBodyRank(position) < 0 ? null : channel();
            default -> channel();
        };
    }

    /** Returns the order of preference of measures with the same channel in one group, lowest first. */
    int rank(Measure measure) {
        return numbers.indexOf(measure.type()) + (group == ChannelGroup.BODY ? wholeBodyRank(measure.position()) : 0);
    }

    /** Includes the feet, because nerve health and skin conductance are measured there only; -1 for others. */
    private static int wholeBodyRank(@Nullable Integer position) {
        return position == null ? 1 : switch (position) {
            case 7 -> 0;
            case 6 -> 2;
            case 5 -> 3;
            case 4 -> 4;
            default -> -1;
        };
    }

    /** The segments of the body by number (Withings reference, Measure - Getmeas, "position"). */
    private enum Segment {
        RIGHT_ARM("right-arm", 2),
        LEFT_ARM("left-arm", 3),
        LEFT_LEG("left-leg", 10),
        RIGHT_LEG("right-leg", 11),
        TORSO("torso", 12);

        private final String id;
        private final int position;

        Segment(String id, int position) {
            this.id = id;
            this.position = position;
        }
    }
}
