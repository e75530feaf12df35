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
package org.openhab.binding.withings.internal.record;

import java.math.BigDecimal;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What a device says about atrial fibrillation, neither more nor less (Withings reference, Measure - Getmeas,
 * "meastype" 130). Results of the heart list use the first three numbers only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
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
     * @param number Withings' number
     * @return the result, empty for a number that is not documented
     */
    public static Optional<AfibResult> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /**
     * @param number Withings' number as a measure
     * @return the name of the result; the number itself where it is not documented, because only the device knows
     */
    public static String nameOf(BigDecimal number) {
        return of(number).map(AfibResult::name).orElseGet(() -> number.stripTrailingZeros().toPlainString());
    }

    /**
     * @param number Withings' number as a measure
     * @return whether it is documented
     */
    public static boolean isKnown(BigDecimal number) {
        return of(number).isPresent();
    }

    private static Optional<AfibResult> of(BigDecimal number) {
        for (AfibResult result : values()) {
            if (number.compareTo(BigDecimal.valueOf(result.ordinal())) == 0) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }
}
