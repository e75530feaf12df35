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
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Values that were measured together (Withings reference, Measure - Getmeas, "measuregrps").
 *
 * @param attrib how the values came to the person by Withings' number, see {@link Attribution}
 * @param modified when Withings last changed the group, else the time of creation, else the date
 * @param edited whether the group was changed some time after it had been stored
 * @param category 1 for real measures, 2 for objectives
 * @param deviceId null for values typed in by hand
 * @param model the name of the model, or one made of its number; null if Withings sends neither
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeasureGroup(long id, int attrib, Instant date, Instant modified, boolean edited, int category,
        @Nullable String deviceId, @Nullable String model, List<Measure> measures) {

    public Attribution attribution() {
        return Attribution.of(attrib);
    }

    /**
     * @param type Withings' number ("meastype")
     * @param value in the SI based unit that Withings defines for the type
     * @param position the part of the body by Withings' number, null for the whole body
     */
    public record Measure(int type, BigDecimal value, @Nullable Integer position) {}

    /** How a measure group came to its person ("attrib"). */
    public enum Attribution {
        /** Measured by a device that knows whom it measured, or confirmed by the person. */
        CERTAIN,
        /** Measured by a device that took this person for the most likely of several. */
        AMBIGUOUS,
        MANUAL;

        private static final Set<Integer> KNOWN = Set.of(0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 17, 10000);

        /** Undocumented numbers count as measured by a device: every one of them seen so far was. */
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
