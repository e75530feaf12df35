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
 * What is measured through the day and has a channel: one line for each (Withings reference, Measure v2 -
 * Getintradayactivity, "data_fields").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum IntradaySeries {
    HEART_RATE("heart-rate", StateType.HEART_RATE, "heart_rate"),
    SPO2("spo2", StateType.RATIO, "spo2_auto"),
    RESPIRATION_RATE("respiration-rate", StateType.RESPIRATION_RATE, "rr"),
    RMSSD("rmssd", StateType.HEART_RATE_VARIABILITY, "rmssd"),
    // the field of the same meaning is called "sdnn_1" in the course of a night
    SDNN("sdnn", StateType.HEART_RATE_VARIABILITY, "sdnn1"),
    HRV_QUALITY("hrv-quality", StateType.ADVANCED_INDEX, "hrv_quality"),
    CORE_BODY_TEMPERATURE("core-body-temperature", StateType.ADVANCED_TEMPERATURE, "core_body_temperature"),
    CHEST_MOVEMENT_RATE("chest-movement-rate", StateType.ADVANCED_RATE, "chest_movement_rate");

    private final ChannelDefinition channel;
    private final String field;

    IntradaySeries(String id, StateType type, String field) {
        this.channel = new ChannelDefinition(ChannelGroup.INTRADAY, id, type);
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
