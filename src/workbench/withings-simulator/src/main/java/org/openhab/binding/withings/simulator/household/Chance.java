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

import java.util.SplittableRandom;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reproducible random choices, which depend only on the household's seed, the person, the subject and the day.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Chance {
    private final SplittableRandom random;

    private Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    static Chance of(long seed, long userId, String subject, long day) {
        return new Chance(mix(mix(mix(seed) ^ userId) ^ subject.hashCode()) ^ mix(day));
    }

    /** Mixes numbers into a pseudorandom one. */
    static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 29);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    boolean percent(int probability) {
        return random.nextInt(100) < probability;
    }

    int between(int lowest, int highest) {
        return random.nextInt(lowest, highest + 1);
    }

    double around(double middle, double deviation) {
        return middle + Math.max(-3, Math.min(3, random.nextGaussian())) * deviation;
    }

    int pick(int... choices) {
        return choices[random.nextInt(choices.length)];
    }

    long number() {
        return random.nextLong();
    }
}
