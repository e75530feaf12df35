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
package org.openhab.binding.withings.internal.channel;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The parts of the body that a scale with a handle tells apart (Withings reference, Measure - Getmeas, "position").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Segment {
    RIGHT_ARM("right-arm", 2),
    LEFT_ARM("left-arm", 3),
    LEFT_LEG("left-leg", 10),
    RIGHT_LEG("right-leg", 11),
    TORSO("torso", 12);

    private final String id;
    private final int position;

    Segment(String id, int position) {
        this.id = id;
        this.position = position;
    }

    /**
     * @return the part of a channel's id that names the segment
     */
    String id() {
        return id;
    }

    /**
     * @param position Withings' number of a part of the body, null for none
     * @return the segment, null when it is none of those
     */
    static @Nullable Segment at(@Nullable Integer position) {
        if (position != null) {
            for (Segment segment : values()) {
                if (segment.position == position) {
                    return segment;
                }
            }
        }
        return null;
    }
}
