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

import java.util.Arrays;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.core.thing.ThingTypeUID;

/**
 * Withings' words for what a device is (Withings reference, User v2 - Getdevice, "type"), and the things that stand
 * for it. The word decides, not the number of the model: numbers of new models come without notice.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum DeviceType {
    SCALE("Scale", WithingsBindingConstants.THING_TYPE_SCALE),
    SLEEP_MONITOR("Sleep Monitor", WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR),
    BLOOD_PRESSURE_MONITOR("Blood Pressure Monitor", WithingsBindingConstants.THING_TYPE_BLOOD_PRESSURE_MONITOR),
    ACTIVITY_TRACKER("Activity Tracker", WithingsBindingConstants.THING_TYPE_WATCH),
    THERMOMETER("Smart Connected Thermometer", WithingsBindingConstants.THING_TYPE_THERMOMETER),
    BABYPHONE("Babyphone", WithingsBindingConstants.THING_TYPE_DEVICE),
    GATEWAY("Gateway", WithingsBindingConstants.THING_TYPE_DEVICE),
    GLUCOSE_METER("iGlucose", WithingsBindingConstants.THING_TYPE_DEVICE),
    HEALTH_KIT_APPLE("HealthKit Apple", WithingsBindingConstants.THING_TYPE_DEVICE),
    HEALTH_KIT_GOOGLE("HealthKit Google", WithingsBindingConstants.THING_TYPE_DEVICE),
    HEALTH_KIT_HUAWEI("HealthKit Huawei", WithingsBindingConstants.THING_TYPE_DEVICE),
    LINGO("Lingo", WithingsBindingConstants.THING_TYPE_DEVICE);

    private final String word;
    private final ThingTypeUID thingType;

    DeviceType(String word, ThingTypeUID thingType) {
        this.word = word;
        this.thingType = thingType;
    }

    /**
     * @return the type of thing that stands for such devices
     */
    public ThingTypeUID thingType() {
        return thingType;
    }

    /**
     * @param word Withings' word, in whatever case
     * @return what it stands for, empty for a word that is not known
     */
    public static Optional<DeviceType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equalsIgnoreCase(word.strip())).findFirst();
    }
}
