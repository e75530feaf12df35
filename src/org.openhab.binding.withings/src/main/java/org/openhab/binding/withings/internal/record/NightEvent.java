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

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Something that happened at a moment of the night (Withings reference, Sleep v2 - Getsummary, "night_events").
 *
 * @param time when it happened
 * @param number Withings' number of what happened
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record NightEvent(Instant time, int number) {

    /**
     * What can happen.
     */
    public enum Kind {
        GOT_IN_BED(1),
        FELL_ASLEEP(2),
        WOKE_UP(3),
        GOT_OUT_OF_BED(4),
        /** Somebody has typed in that the person fell asleep. */
        FELL_ASLEEP_MANUAL(5),
        /** Somebody has typed in that the person woke up. */
        WOKE_UP_MANUAL(6);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /**
     * @return what happened, empty for a number that is not documented
     */
    public Optional<Kind> kind() {
        return Arrays.stream(Kind.values()).filter(kind -> kind.number == number).findAny();
    }
}
