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

/**
 * What is added up for each hour of a day and has a channel: one line for each (Withings reference, Measure v2 -
 * Getintradayactivity, "data_fields").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum IntradaySum {
    STEPS("hourly-steps", StateType.COUNT, "steps"),
    DISTANCE("hourly-distance", StateType.DISTANCE, "distance"),
    // floors, not metres, in the words of the reference
    ELEVATION("hourly-elevation", StateType.COUNT, "elevation"),
    CALORIES("hourly-calories", StateType.CALORIES, "calories"),
    STROKES("hourly-strokes", StateType.ADVANCED_COUNT, "stroke"),
    POOL_LAPS("hourly-pool-laps", StateType.ADVANCED_COUNT, "pool_lap");

    private final ChannelDefinition channel;
    private final String field;

    IntradaySum(String id, StateType type, String field) {
        this.channel = new ChannelDefinition(ChannelGroup.INTRADAY, id, type);
        this.field = field;
    }

    /**
     * @return the channel of the sums
     */
    public ChannelDefinition channel() {
        return channel;
    }

    /**
     * @return Withings' name of the field
     */
    public String field() {
        return field;
    }
}
