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
 * @param attrib Withings' number of the {@link Attribution}
 * @param modified when Withings last changed the group; if unknown, the time of creation or the date
 * @param edited whether the group was changed more than a minute after its creation
 * @param category 1 for real measures, 2 for objectives
 * @param deviceId null for manual entries
 * @param model the model name, derived from the model number if missing; null if Withings sends neither
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
     * @param value scaled, in the unit that Withings documents for the type
     * @param position Withings' number of the body part, null for the whole body
     */
    public record Measure(int type, BigDecimal value, @Nullable Integer position) {}

    /** How Withings attributed a measure group to the person ("attrib"). */
    public enum Attribution {
        /** Measured by a device for this person, or confirmed by the person. */
        CERTAIN,
        /** Measured by a device, but possibly for another of its users. */
        AMBIGUOUS,
        MANUAL;

        private static final Set<Integer> KNOWN = Set.of(0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 17, 10000);

        /** Undocumented numbers count as {@link #CERTAIN}: all that were seen so far came from devices. */
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
