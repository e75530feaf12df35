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
 * The numbers of a day that have a channel for the newest and one for the last complete day: one line for each
 * (Withings
 * reference, Measure v2 - Getactivity, "data_fields").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum ActivityField {
    STEPS("steps", StateType.COUNT, "steps"),
    DISTANCE("distance", StateType.DISTANCE, "distance"),
    // floors, not metres, in the words of the reference
    ELEVATION("elevation", StateType.COUNT, "elevation"),
    CALORIES("calories", StateType.CALORIES, "calories"),
    TOTAL_CALORIES("total-calories", StateType.CALORIES, "totalcalories"),
    ACTIVE_DURATION("active-duration", StateType.DURATION, "active"),
    SOFT_DURATION("soft-duration", StateType.DURATION, "soft"),
    MODERATE_DURATION("moderate-duration", StateType.DURATION, "moderate"),
    INTENSE_DURATION("intense-duration", StateType.DURATION, "intense"),
    HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
    HEART_RATE_MINIMUM("heart-rate-minimum", StateType.HEART_RATE, "hr_min"),
    HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.HEART_RATE, "hr_max"),
    HEART_RATE_ZONE_0("heart-rate-zone-0", StateType.ADVANCED_DURATION, "hr_zone_0"),
    HEART_RATE_ZONE_1("heart-rate-zone-1", StateType.ADVANCED_DURATION, "hr_zone_1"),
    HEART_RATE_ZONE_2("heart-rate-zone-2", StateType.ADVANCED_DURATION, "hr_zone_2"),
    HEART_RATE_ZONE_3("heart-rate-zone-3", StateType.ADVANCED_DURATION, "hr_zone_3");

    private final ChannelDefinition channel;
    private final ChannelDefinition lastDayChannel;
    private final String field;

    ActivityField(String id, StateType type, String field) {
        this.channel = new ChannelDefinition(ChannelGroup.ACTIVITY, id, type);
        this.lastDayChannel = new ChannelDefinition(ChannelGroup.LAST_DAY, id, type);
        this.field = field;
    }

    /**
     * @return the channel of the newest day's value
     */
    public ChannelDefinition channel() {
        return channel;
    }

    /**
     * @return the channel of the last complete day's value
     */
    public ChannelDefinition lastDayChannel() {
        return lastDayChannel;
    }

    /**
     * @return Withings' name of the field
     */
    public String field() {
        return field;
    }
}
