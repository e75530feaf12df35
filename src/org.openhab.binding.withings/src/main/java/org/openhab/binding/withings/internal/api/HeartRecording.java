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
package org.openhab.binding.withings.internal.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A recording of the heart: an electrocardiogram, the sounds that a stethoscope recorded, or both at once (Withings
 * reference, Heart v2 - List and Stetho v2 - List).
 *
 * @param time when it was recorded
 * @param modified when Withings last changed it, null where it does not say
 * @param deviceId the device that recorded
 * @param model Withings' number of the device's model
 * @param electrocardiogram the electrocardiogram, null if there is none
 * @param stethoscope what the stethoscope recorded, null if there is none
 * @param heartRate average heartbeats per minute
 * @param systolic blood pressure measured along with it while the heart beats, in mmHg
 * @param diastolic blood pressure measured along with it between two heartbeats, in mmHg
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HeartRecording(Instant time, @Nullable Instant modified, @Nullable String deviceId,
        @Nullable Integer model, @Nullable Electrocardiogram electrocardiogram, @Nullable Stethoscope stethoscope,
        @Nullable BigDecimal heartRate, @Nullable BigDecimal systolic, @Nullable BigDecimal diastolic) {

    /**
     * An electrocardiogram.
     *
     * @param signalId what to ask for to get its signal
     * @param afib Withings' number of what the device says about atrial fibrillation
     */
    public record Electrocardiogram(@Nullable Long signalId, @Nullable Integer afib) {}

    /**
     * The sounds of the heart.
     *
     * @param signalId what to ask for to get them
     * @param valvularHeartDisease Withings' number of what the device says about the valves of the heart; Withings does
     *            not document what the numbers mean
     */
    public record Stethoscope(@Nullable Long signalId, @Nullable Integer valvularHeartDisease) {}

    /**
     * @return when Withings last changed it, or else when it was recorded
     */
    public Instant lastChange() {
        Instant change = modified;
        return change == null ? time : change;
    }

    /**
     * @return the ID of the electrocardiogram's signal, null if there is none
     */
    public @Nullable Long signalId() {
        Electrocardiogram ecg = electrocardiogram;
        return ecg == null ? null : ecg.signalId();
    }

    /**
     * @return Withings' number of the result about atrial fibrillation, null if there is none
     */
    public @Nullable Integer afib() {
        Electrocardiogram ecg = electrocardiogram;
        return ecg == null ? null : ecg.afib();
    }

    /**
     * What a device says about atrial fibrillation, neither more nor less (Withings reference, Measure - Getmeas,
     * "meastype" 130). Results of the heart list use the first three numbers only.
     */
    public enum AfibResult {
        // in the order of Withings' numbers, from 0
        NEGATIVE,
        POSITIVE,
        INCONCLUSIVE,
        NO_SIGNAL,
        OTHER,
        NOISE,
        LOW_HEART_RATE,
        HIGH_HEART_RATE,
        /** Not conclusive by the rules of the United States. */
        INCONCLUSIVE_US,
        NEGATIVE_NORMAL_HEART_RATE,
        NEGATIVE_HIGH_HEART_RATE,
        POSITIVE_NORMAL_HEART_RATE,
        POSITIVE_HIGH_HEART_RATE,
        NO_DIAGNOSIS;

        /**
         * @return the result with Withings' number, empty for a number that is not documented
         */
        public static Optional<AfibResult> of(int number) {
            return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
        }

        /**
         * @return the name of the result; the number itself where it is not documented, because only the device knows
         */
        public static String nameOf(BigDecimal number) {
            return of(number).map(AfibResult::name).orElseGet(() -> number.stripTrailingZeros().toPlainString());
        }

        public static boolean isKnown(BigDecimal number) {
            return of(number).isPresent();
        }

        private static Optional<AfibResult> of(BigDecimal number) {
            return Stream.of(values()).filter(result -> number.compareTo(BigDecimal.valueOf(result.ordinal())) == 0)
                    .findAny();
        }
    }

    /**
     * The curve of an electrocardiogram (Withings reference, Heart v2 - Get). Devices record for 20 or 30 seconds.
     *
     * @param samplingFrequency samples per second, 300 or 500 so far
     * @param samples the voltage in microvolt, sample by sample
     * @param wearPosition where the device was worn, by Withings' number: 1 is the left wrist
     * @param heartRate average heartbeats per minute
     */
    public record EcgSignal(int samplingFrequency, List<Integer> samples, @Nullable Integer wearPosition,
            @Nullable Integer heartRate) {

        public EcgSignal {
            samples = List.copyOf(samples);
        }

        public Duration duration() {
            return Duration.ofMillis(samples.size() * 1000L / samplingFrequency);
        }

        /** Health values stay out of logs. */
        @Override
        public String toString() {
            return "EcgSignal of " + duration() + " at " + samplingFrequency + " Hz";
        }
    }
}
