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
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Values that were measured together (Withings reference, Measure - Getmeas, "measuregrps").
 *
 * @param id Withings' number of the group
 * @param attrib how the values came to the person by Withings' number
 * @param date when the values were measured
 * @param modified when Withings last changed the group; the time of creation, else of measurement, where Withings does
 *            not say
 * @param edited whether the group was changed some time after it had been stored
 * @param category 1 for real measures, 2 for objectives
 * @param deviceId the device that measured, null for values typed in by hand
 * @param model the name of the model, or one made of its number; null where the answer has neither
 * @param zone the time zone that the person was in, null where Withings does not say
 * @param measures the values in the order in which they came; a type may occur more than once
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeasureGroup(long id, int attrib, Instant date, Instant modified, boolean edited, int category,
        @Nullable String deviceId, @Nullable String model, @Nullable ZoneId zone, List<Measure> measures) {

    public MeasureGroup {
        measures = List.copyOf(measures);
    }

    public Attribution attribution() {
        return Attribution.of(attrib);
    }

    /**
     * One value of a measure group.
     *
     * @param type the kind of measure by Withings' number (Withings reference, Measure - Getmeas, "meastype")
     * @param value the real value, that is the transmitted integer times ten to the power of the transmitted exponent,
     *            in the SI based unit that Withings defines for the type
     * @param position the part of the body by Withings' number, null when the value is not about a part
     */
    public record Measure(int type, BigDecimal value, @Nullable Integer position) {}

    /**
     * How a measure group came to its person (Withings reference, Measure - Getmeas, "attrib").
     */
    public enum Attribution {
        /** Measured by a device that knows whom it measured, or confirmed by the person. */
        CERTAIN,
        /** Measured by a device that took this person for the most likely of several. */
        AMBIGUOUS,
        /** Typed in by hand. */
        MANUAL;

        /**
         * Documented numbers and those seen in practice: none of them is reported as unknown. Withings describes 5 as
         * the
         * average of three blood pressures, 7 as confirmed by the person, 15 and 17 as measured under guidance.
         */
        private static final Set<Integer> KNOWN = Set.of(0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 17, 10000);

        /**
         * Numbers that Withings has not documented count as measured by a device: every one of them seen so far was.
         */
        public static Attribution of(int attrib) {
            return switch (attrib) {
                case 1 -> AMBIGUOUS;
                case 2, 4 -> MANUAL;
                default -> CERTAIN;
            };
        }

        public static boolean isKnown(int attrib) {
            return KNOWN.contains(attrib);
        }
    }
}
