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
package org.openhab.binding.withings.internal.handler;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.DeviceChannels;

/**
 * The initialized things of an account's people and devices, and the devices that Withings has listed. Used on the
 * account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountThings {

    private final Clock clock;
    private final Set<WithingsThingHandler> things = new LinkedHashSet<>();
    private final KnownDevices devices = new KnownDevices();
    private final Beds beds;

    AccountThings(Clock clock) {
        this.clock = clock;
        this.beds = new Beds(things::stream, devices, clock);
    }

    /**
     * @return a copy, since showing data may change the things
     */
    List<WithingsThingHandler> all() {
        return List.copyOf(things);
    }

    private <T extends WithingsThingHandler> Stream<T> all(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast);
    }

    Optional<PersonHandler> person(String userId) {
        return all(PersonHandler.class).filter(thing -> thing.userId().equals(userId)).findFirst();
    }

    /**
     * @return whether the thing was not attached before
     */
    boolean attach(WithingsThingHandler thing) {
        if (!thing.isReady() || !things.add(thing)) {
            return false;
        }
        thing.attached();
        if (thing instanceof PersonHandler person) {
            ensureBed(person);
        } else if (thing instanceof DeviceHandler device) {
            show(device);
        }
        beds.deliverAgain();
        return true;
    }

    /**
     * @return whether the thing was attached before
     */
    boolean detach(WithingsThingHandler thing) {
        boolean attached = things.remove(thing);
        if (attached) {
            thing.detached();
        }
        return attached;
    }

    // devices

    void devicesRead(String userId, List<Device> read, UnknownIds unknownIds) {
        devices.put(userId, read);
        DeviceChannels.noteUnknown(read, unknownIds);
        Set<String> ids = read.stream().map(Device::id).collect(Collectors.toSet());
        all(DeviceHandler.class).filter(thing -> ids.contains(thing.deviceId())).forEach(this::show);
        person(userId).ifPresent(this::ensureBed);
        beds.deliverAgain();
    }

    void forgetDevices(String userId) {
        devices.remove(userId);
    }

    private void show(DeviceHandler thing) {
        devices.find(thing.deviceId()).ifPresent(device -> thing.show(device, clock.instant()));
    }

    private void ensureBed(PersonHandler person) {
        if (!devices.sleepMonitors(person.userId()).isEmpty()) {
            person.ensureBedChannels();
        }
    }

    /**
     * @return all devices, each once, however many people share it
     */
    Collection<Device> devices() {
        return devices.distinct();
    }

    boolean isListed(String deviceId) {
        return devices.find(deviceId).isPresent();
    }

    /**
     * @return whether Withings has listed the person's devices, perhaps none
     */
    boolean hasDevicesOf(String userId) {
        return devices.isListed(userId);
    }

    /**
     * @return whether there is a thing of one of the person's sleep monitors
     */
    boolean hasSleepMonitorThing(String userId) {
        Set<String> monitors = devices.sleepMonitors(userId);
        return all(DeviceHandler.class).anyMatch(device -> monitors.contains(device.deviceId()));
    }

    // beds

    void bedEvent(String userId, BedEvent event) {
        beds.happened(userId, event);
    }

    /**
     * A sleep monitor has completed a night, so the person has left the bed.
     */
    void nightEnded(String userId, BedEvent event) {
        beds.left(userId, event);
    }
}
