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
package org.openhab.binding.withings.simulator.household;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a body scale finds out about somebody who steps on it, as the measures of one group.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class BodyComposition {

    private static final int WEIGHT = 1;
    private static final int FAT_FREE_MASS = 5;
    private static final int FAT_RATIO = 6;
    private static final int FAT_MASS = 8;
    private static final int HEART_PULSE = 11;
    private static final int MUSCLE_MASS = 76;
    private static final int HYDRATION = 77;
    private static final int BONE_MASS = 88;
    private static final int PULSE_WAVE_VELOCITY = 91;
    private static final int VASCULAR_AGE = 155;
    private static final int EXTRACELLULAR_WATER = 168;
    private static final int INTRACELLULAR_WATER = 169;
    private static final int VISCERAL_FAT = 170;
    private static final int NERVE_HEALTH_LEFT = 158;
    private static final int NERVE_HEALTH_RIGHT = 159;
    private static final int NERVE_HEALTH_SCORE = 167;
    private static final int SEGMENT_FAT_FREE_MASS = 173;
    private static final int SEGMENT_FAT_MASS = 174;
    private static final int SEGMENT_MUSCLE_MASS = 175;
    private static final int ELECTRODERMAL_FEET = 196;
    private static final int ELECTRODERMAL_LEFT = 197;
    private static final int ELECTRODERMAL_RIGHT = 198;
    private static final int BASAL_METABOLIC_RATE = 226;
    private static final int METABOLIC_AGE = 227;
    private static final int SKIN_CONDUCTANCE = 229;
    private static final int WHOLE_BODY = 7;
    /** Right arm, left arm, left leg, right leg, torso, with their parts of the body's mass. */
    private static final int[] SEGMENTS = { 2, 3, 10, 11, 12 };
    private static final double[] SHARES = { 0.055, 0.054, 0.17, 0.168, 0.5 };

    private BodyComposition() {
    }

    /** Adds all measures; the exponent of the weight changes from one weigh-in to the next. */
    static MeasureGroup measure(MeasureGroup group, Person.Body body, double kilograms, Chance chance) {
        double ratio = Math.max(5, chance.around(body.fatPercent(), 0.4));
        double fat = kilograms * ratio / 100;
        double lean = kilograms - fat;
        double muscle = lean * 0.95;
        double water = lean * 0.72;
        group.measure(WEIGHT, kilograms, chance.pick(-3, -3, -3, -2, -4));
        group.measure(FAT_MASS, fat, chance.pick(-2, -3));
        group.measure(MUSCLE_MASS, muscle, -2);
        group.measure(HYDRATION, water, -2);
        group.measure(BONE_MASS, lean * 0.05, -2);
        group.measure(FAT_RATIO, ratio, -3);
        group.measure(FAT_FREE_MASS, lean, chance.pick(-2, -3));
        group.measure(HEART_PULSE, chance.around(body.restingPulse() + 8, 4), 0);
        if (chance.percent(40)) {
            // a segment scan repeats the fat free mass, for the whole body this time
            group.measure(FAT_FREE_MASS, lean, -2, WHOLE_BODY);
            group.measure(EXTRACELLULAR_WATER, water * 0.42, -2, WHOLE_BODY);
            group.measure(INTRACELLULAR_WATER, water * 0.58, -2, WHOLE_BODY);
            group.measure(VISCERAL_FAT, Math.max(1, ratio / 8), -1);
            group.measure(PULSE_WAVE_VELOCITY, chance.around(7.1, 0.3), -3);
            group.measure(VASCULAR_AGE, chance.around(44, 1.5), -1);
            group.measure(BASAL_METABOLIC_RATE, 370 + 21.6 * lean, 0);
            group.measure(METABOLIC_AGE, chance.around(41, 1), 0);
            group.measure(NERVE_HEALTH_SCORE, chance.around(72, 2), 0);
            group.measure(NERVE_HEALTH_LEFT, chance.around(71, 2), 0);
            group.measure(NERVE_HEALTH_RIGHT, chance.around(73, 2), 0);
            group.measure(ELECTRODERMAL_FEET, chance.around(63, 2), -3);
            group.measure(ELECTRODERMAL_LEFT, chance.around(62, 2), -3);
            group.measure(ELECTRODERMAL_RIGHT, chance.around(64, 2), -3);
            group.measure(SKIN_CONDUCTANCE, chance.around(74, 2), 0);
            for (int i = 0; i < SEGMENTS.length; i++) {
                group.measure(SEGMENT_FAT_FREE_MASS, lean * SHARES[i], -2, SEGMENTS[i]);
                group.measure(SEGMENT_FAT_MASS, fat * SHARES[i], -2, SEGMENTS[i]);
                group.measure(SEGMENT_MUSCLE_MASS, muscle * SHARES[i], -2, SEGMENTS[i]);
            }
        }
        return group;
    }
}
