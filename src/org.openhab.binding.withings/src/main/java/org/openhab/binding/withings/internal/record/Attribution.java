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

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a measure group came to its person (Withings reference, Measure - Getmeas, "attrib").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Attribution {
    /** Measured by a device that knows whom it measured, or confirmed by the person. */
    CERTAIN,
    /** Measured by a device that took this person for the most likely of several. */
    AMBIGUOUS,
    /** Typed in by hand. */
    MANUAL;

    /**
     * Besides the documented numbers those that people have seen: none of them is news. Withings describes 5 as the
     * average of three blood pressures, 7 as confirmed by the person, 15 and 17 as measured under guidance.
     */
    private static final Set<Integer> KNOWN = Set.of(0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 17, 10000);

    /**
     * Numbers that Withings has not documented count as measured by a device: every one of them seen so far was.
     *
     * @param attrib Withings' number
     * @return its meaning for us
     */
    public static Attribution of(int attrib) {
        return switch (attrib) {
            case 1 -> AMBIGUOUS;
            case 2, 4 -> MANUAL;
            default -> CERTAIN;
        };
    }

    /**
     * @param attrib Withings' number
     * @return whether it is one that Withings documents or that has been seen before
     */
    public static boolean isKnown(int attrib) {
        return KNOWN.contains(attrib);
    }
}
