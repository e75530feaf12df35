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
 * An electrocardiogram, a stethoscope recording, or both at once (Withings reference, Heart v2 - List and Stetho v2 -
 * List).
 *
 * @param modified when Withings last changed it, null if unknown
 * @param heartRate in beats per minute; systolic and diastolic blood pressure of the same recording are in mmHg
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HeartRecording(Instant time, @Nullable Instant modified, @Nullable String deviceId,
        @Nullable Integer model, @Nullable Electrocardiogram electrocardiogram, @Nullable Stethoscope stethoscope,
        @Nullable BigDecimal heartRate, @Nullable BigDecimal systolic, @Nullable BigDecimal diastolic) {
    /** The ID of the signal and the number of the result, see {@link AfibResult}. */
    public record Electrocardiogram(@Nullable Long signalId, @Nullable Integer afib) {}

    /** The number of the result ("vhd"); Withings does not document the numbers. */
    public record Stethoscope(@Nullable Integer valvularHeartDisease) {}

    public Instant lastChange() {
        Instant change = modified;
        return change == null ? time : change;
    }

    public @Nullable Long signalId() {
        Electrocardiogram ecg = electrocardiogram;
        return ecg == null ? null : ecg.signalId();
    }

    public @Nullable Integer afib() {
        Electrocardiogram ecg = electrocardiogram;
        return ecg == null ? null : ecg.afib();
    }

    /** Atrial fibrillation results, in the order of Withings' numbers from 0; Heart v2 - List uses the first three. */
    public enum AfibResult {
        NEGATIVE, POSITIVE, INCONCLUSIVE, NO_SIGNAL, OTHER, NOISE, LOW_HEART_RATE, HIGH_HEART_RATE, INCONCLUSIVE_US,
        NEGATIVE_NORMAL_HEART_RATE, NEGATIVE_HIGH_HEART_RATE, POSITIVE_NORMAL_HEART_RATE, POSITIVE_HIGH_HEART_RATE,
        NO_DIAGNOSIS;

        /** Returns the name of the result, or the number itself if it is not documented. */
        public static String nameOf(BigDecimal number) {
            return of(number).map(AfibResult::name).orElseGet(() -> number.stripTrailingZeros().toPlainString());
        }

        public static Optional<AfibResult> of(BigDecimal number) {
            return Stream.of(values()).filter(result -> number.compareTo(BigDecimal.valueOf(result.ordinal())) == 0)
                    .findAny();
        }
    }

    /** The signal of an electrocardiogram (Withings reference, Heart v2 - Get), in microvolt and hertz. */
    public record EcgSignal(int samplingFrequency, List<Integer> samples) {
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
