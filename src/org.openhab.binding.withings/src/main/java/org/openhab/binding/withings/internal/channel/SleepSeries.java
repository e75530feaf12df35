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
 * What is measured through the night and has a channel: one line for each (Withings reference, Sleep v2 - Get,
 * "data_fields").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum SleepSeries {
    HEART_RATE("heart-rate", StateType.HEART_RATE, "hr"),
    RESPIRATION_RATE("respiration-rate", StateType.RESPIRATION_RATE, "rr"),
    // the reference says seconds, recorded nights hold just 0 and 1: so the number has no unit here
    SNORING("snoring", StateType.COUNT, "snoring"),
    RMSSD("rmssd", StateType.HEART_RATE_VARIABILITY, "rmssd"),
    SDNN("sdnn", StateType.HEART_RATE_VARIABILITY, "sdnn_1"),

    HRV_QUALITY("hrv-quality", StateType.ADVANCED_INDEX, "hrv_quality"),
    MOVEMENT("movement", StateType.ADVANCED_INDEX, "mvt_score"),
    CHEST_MOVEMENT_RATE("chest-movement-rate", StateType.ADVANCED_RATE, "chest_movement_rate"),
    WITHINGS_INDEX("withings-index-series", StateType.ADVANCED_INDEX, "withings_index"),
    // a number without a unit, as with snoring
    BREATHING_SOUNDS("breathing-sounds", StateType.ADVANCED_COUNT, "breathing_sounds");

    private final ChannelDefinition channel;
    private final String field;

    SleepSeries(String id, StateType type, String field) {
        this.channel = new ChannelDefinition(ChannelGroup.SLEEP, id, type);
        this.field = field;
    }

    /**
     * @return the channel of the series
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
