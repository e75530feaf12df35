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
package org.openhab.binding.withings.internal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ThingTypeUID;

/**
 * Constants shared with the XML descriptions. The channels are defined in the package {@code channel}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WithingsBindingConstants {
    public static final String BINDING_ID = "withings";

    public static final ThingTypeUID THING_TYPE_ACCOUNT = new ThingTypeUID(BINDING_ID, "account");
    public static final ThingTypeUID THING_TYPE_PERSON = new ThingTypeUID(BINDING_ID, "person");
    public static final ThingTypeUID THING_TYPE_SCALE = new ThingTypeUID(BINDING_ID, "scale");
    public static final ThingTypeUID THING_TYPE_SLEEP_MONITOR = new ThingTypeUID(BINDING_ID, "sleep-monitor");
    public static final ThingTypeUID THING_TYPE_BLOOD_PRESSURE_MONITOR = new ThingTypeUID(BINDING_ID,
            "blood-pressure-monitor");
    public static final ThingTypeUID THING_TYPE_WATCH = new ThingTypeUID(BINDING_ID, "watch");
    public static final ThingTypeUID THING_TYPE_THERMOMETER = new ThingTypeUID(BINDING_ID, "thermometer");
    public static final ThingTypeUID THING_TYPE_DEVICE = new ThingTypeUID(BINDING_ID, "device");

    /** The things that represent one physical device. */
    public static final Set<ThingTypeUID> DEVICE_THING_TYPES = Set.of(THING_TYPE_SCALE, THING_TYPE_SLEEP_MONITOR,
            THING_TYPE_BLOOD_PRESSURE_MONITOR, THING_TYPE_WATCH, THING_TYPE_THERMOMETER, THING_TYPE_DEVICE);

    /** The things that are discovered in an account. */
    public static final Set<ThingTypeUID> DISCOVERABLE_THING_TYPES = Stream
            .concat(Stream.of(THING_TYPE_PERSON), DEVICE_THING_TYPES.stream()).collect(Collectors.toUnmodifiableSet());

    public static final String CONFIG_USER_ID = "userId";
    public static final String CONFIG_DEVICE_ID = "deviceId";

    public static final String VENDOR = "Withings";
    /** Property of a device: its type as Withings names it, such as "Scale". */
    public static final String PROPERTY_TYPE = "type";
    public static final String PROPERTY_MODEL_NUMBER = "modelNumber";
    public static final String PROPERTY_TIMEZONE = "timezone";
    /** Property of a device: when it was first used, in ISO 8601 with the offset of its own time zone. */
    public static final String PROPERTY_FIRST_SESSION = "firstSession";

    private WithingsBindingConstants() {
    }
}
