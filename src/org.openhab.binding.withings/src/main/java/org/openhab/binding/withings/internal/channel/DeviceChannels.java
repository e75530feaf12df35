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

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Device.Battery;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Maps devices to things, their properties and their channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DeviceChannels {
    static final ChannelDefinition BATTERY_LEVEL = ChannelGroup.DEVICE.channel("battery-level",
            StateType.BATTERY_LEVEL);
    static final ChannelDefinition LOW_BATTERY = ChannelGroup.DEVICE.channel("low-battery", StateType.LOW_BATTERY);
    static final ChannelDefinition LAST_SESSION = ChannelGroup.DEVICE.channel("last-session", StateType.TIME);
    static final ChannelDefinition FIRST_SESSION = ChannelGroup.DEVICE.channel("first-session",
            StateType.ADVANCED_TIME);

    /** By device type in lower case (User v2 - Getdevice), because Withings adds models without notice. */
    private static final Map<String, ThingTypeUID> THING_TYPES = Map.of( //
            "scale", WithingsBindingConstants.THING_TYPE_SCALE, //
            "sleep monitor", WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR, //
            "blood pressure monitor", WithingsBindingConstants.THING_TYPE_BLOOD_PRESSURE_MONITOR, //
            "activity tracker", WithingsBindingConstants.THING_TYPE_WATCH, //
            "smart connected thermometer", WithingsBindingConstants.THING_TYPE_THERMOMETER);
    private static final Set<String> OTHER_TYPES = Set.of("babyphone", "gateway", "iglucose", "healthkit apple",
            "healthkit google", "healthkit huawei", "lingo");

    private DeviceChannels() {
    }

    /**
     * Returns an update of each channel, UNDEF for missing values. Withings sends three battery levels: above 75 %,
     * above 30 % and below. They are shown as 100, 50 and 20 %.
     */
    public static List<ChannelUpdate> updates(Device device, Instant now) {
        State level = switch (device.battery()) {
            case HIGH -> new DecimalType(100);
            case MEDIUM -> new DecimalType(50);
            case LOW -> new DecimalType(20);
            case UNKNOWN -> UnDefType.UNDEF;
        };
        State low = level == UnDefType.UNDEF ? level : OnOffType.from(device.battery() == Battery.LOW);
        return List.of(ChannelUpdate.of(BATTERY_LEVEL, now, level), ChannelUpdate.of(LOW_BATTERY, now, low),
                ChannelUpdate.of(LAST_SESSION, now, time(device.lastSession())),
                ChannelUpdate.of(FIRST_SESSION, now, time(device.firstSession())));
    }

    private static State time(@Nullable Instant time) {
        return time == null ? UnDefType.UNDEF : new DateTimeType(time);
    }

    /** Returns the thing properties by name, without missing values. */
    public static Map<String, String> properties(Device device) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(Thing.PROPERTY_VENDOR, WithingsBindingConstants.VENDOR);
        put(properties, Thing.PROPERTY_MODEL_ID, device.model());
        put(properties, Thing.PROPERTY_FIRMWARE_VERSION, device.firmware());
        put(properties, Thing.PROPERTY_MAC_ADDRESS, device.macAddress());
        put(properties, WithingsBindingConstants.PROPERTY_TYPE, device.type());
        put(properties, WithingsBindingConstants.PROPERTY_MODEL_NUMBER, device.modelId());
        ZoneId zone = device.zone();
        put(properties, WithingsBindingConstants.PROPERTY_TIMEZONE, zone);
        Instant firstSession = device.firstSession();
        if (firstSession != null) {
            put(properties, WithingsBindingConstants.PROPERTY_FIRST_SESSION, DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .format(firstSession.atZone(zone == null ? ZoneOffset.UTC : zone)));
        }
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            properties.put(name, value.toString());
        }
    }

    public static ThingTypeUID thingType(Device device) {
        return THING_TYPES.getOrDefault(key(device), WithingsBindingConstants.THING_TYPE_DEVICE);
    }

    private static String key(Device device) {
        return device.type().strip().toLowerCase(Locale.ROOT);
    }

    /** Returns a label with the model, or with the type if the model is unknown. */
    public static String label(Device device) {
        String name = device.model().isBlank() ? device.type() : device.model();
        String label = name.startsWith(WithingsBindingConstants.VENDOR)
                ? name
                : WithingsBindingConstants.VENDOR + " " + name;
        return label.strip();
    }

    /** Collects device types and models that are not documented. */
    public static void noteUnknown(Collection<Device> devices, UnknownIds unknownIds) {
        for (Device device : devices) {
            if (!THING_TYPES.containsKey(key(device)) && !OTHER_TYPES.contains(key(device))) {
                unknownIds.seen(Kind.DEVICE_TYPE, device.type());
            }
            unknownIds.seenModel(device.modelId());
        }
    }
}
