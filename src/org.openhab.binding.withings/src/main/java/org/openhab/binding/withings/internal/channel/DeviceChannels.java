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
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.DeviceModels;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From devices to their things: which thing, with which properties, and its channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DeviceChannels {

    /** How full the battery is. */
    public static final ChannelDefinition BATTERY_LEVEL = new ChannelDefinition(ChannelGroup.DEVICE, "battery-level",
            StateType.BATTERY_LEVEL);
    /** Whether the battery should be charged or replaced. */
    public static final ChannelDefinition LOW_BATTERY = new ChannelDefinition(ChannelGroup.DEVICE, "low-battery",
            StateType.LOW_BATTERY);
    /** When the device last sent data. */
    public static final ChannelDefinition LAST_SESSION = new ChannelDefinition(ChannelGroup.DEVICE, "last-session",
            StateType.TIME);

    /** When the device was first used. */
    public static final ChannelDefinition FIRST_SESSION = new ChannelDefinition(ChannelGroup.DEVICE, "first-session",
            StateType.ADVANCED_TIME);

    private DeviceChannels() {
    }

    /**
     * Withings knows three levels: above 75 %, above 30 %, and below. Each becomes a round number within its range
     * that nobody takes for a measurement: 100, 50 and 20.
     *
     * @param device a device
     * @param now the current time: Withings does not tell since when a level holds
     * @return an update of each channel, UNDEF for what Withings does not tell
     */
    public static List<ChannelUpdate> updates(Device device, Instant now) {
        State level = switch (device.battery()) {
            case HIGH -> new DecimalType(100);
            case MEDIUM -> new DecimalType(50);
            case LOW -> new DecimalType(20);
            case UNKNOWN -> UnDefType.UNDEF;
        };
        State low = switch (device.battery()) {
            case HIGH, MEDIUM -> OnOffType.OFF;
            case LOW -> OnOffType.ON;
            case UNKNOWN -> UnDefType.UNDEF;
        };
        return List.of(ChannelUpdate.of(BATTERY_LEVEL.channelId(), now, level),
                ChannelUpdate.of(LOW_BATTERY.channelId(), now, low),
                ChannelUpdate.of(LAST_SESSION.channelId(), now, time(device.lastSession())),
                ChannelUpdate.of(FIRST_SESSION.channelId(), now, time(device.firstSession())));
    }

    private static State time(@Nullable Instant time) {
        return time == null ? UnDefType.UNDEF : new DateTimeType(time);
    }

    /**
     * @param device a device
     * @return its thing properties by name; what Withings does not tell is left out
     */
    public static Map<String, String> properties(Device device) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(Thing.PROPERTY_VENDOR, WithingsBindingConstants.VENDOR);
        Integer number = device.modelId();
        put(properties, Thing.PROPERTY_MODEL_ID, device.model().isBlank() && number != null
                ? DeviceModels.nameOrNumber(number)
                : device.model());
        put(properties, Thing.PROPERTY_FIRMWARE_VERSION, device.firmware());
        put(properties, Thing.PROPERTY_MAC_ADDRESS, device.macAddress());
        put(properties, WithingsBindingConstants.PROPERTY_TYPE, device.type());
        put(properties, WithingsBindingConstants.PROPERTY_MODEL_NUMBER, number);
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

    /**
     * @param device a device
     * @return the type of thing that stands for it
     */
    public static ThingTypeUID thingType(Device device) {
        return DeviceType.of(device.type()).map(DeviceType::thingType)
                .orElse(WithingsBindingConstants.THING_TYPE_DEVICE);
    }

    /**
     * @param device a device
     * @return what to call it: by its model, as far as that is known, else by what it is
     */
    public static String label(Device device) {
        Integer number = device.modelId();
        String name = !device.model().isBlank()
                ? device.model()
                : number != null ? DeviceModels.nameOrNumber(number) : device.type();
        String label = name.startsWith(WithingsBindingConstants.VENDOR)
                ? name
                : WithingsBindingConstants.VENDOR + " " + name;
        return label.strip();
    }

    /**
     * Withings sells new devices before it documents them.
     *
     * @param devices devices
     * @param unknownIds takes the types and models among them that are not known
     */
    public static void tellUnknown(Collection<Device> devices, UnknownIds unknownIds) {
        for (Device device : devices) {
            if (DeviceType.of(device.type()).isEmpty()) {
                unknownIds.seen(Kind.DEVICE_TYPE, device.type());
            }
            Integer number = device.modelId();
            if (number != null && DeviceModels.name(number).isEmpty()) {
                unknownIds.seen(Kind.DEVICE_MODEL, number);
            }
        }
    }
}
