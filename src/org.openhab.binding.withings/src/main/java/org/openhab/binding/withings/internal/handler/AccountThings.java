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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.core.thing.Thing;

/**
 * The initialized person and device things of an account and the devices that Withings last listed. Delivers bed events
 * to the things of person and sleep monitor. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountThings {
    /** Things are initialized within minutes after their account. */
    private static final Duration BED_EVENTS_KEPT = Duration.ofMinutes(10);
    private static final int BED_EVENTS_LIMIT = 256;

    private record Delivery(String userId, BedEvent event, boolean ofNight, Instant arrival) {}

    private final Clock clock;
    private final Set<WithingsThingHandler> things = new LinkedHashSet<>();
    private final Map<String, List<Device>> devices = new HashMap<>();
    /**
     * Recent events, to be delivered again to things that are initialized later or after the person's devices have been
     * read, because Withings does not repeat them. Things ignore events that they already know.
     */
    private final Deque<Delivery> bedEvents = new ArrayDeque<>();

    AccountThings(Clock clock) {
        this.clock = clock;
    }

    /** Returns a copy, because things may be attached or detached during an iteration. */
    List<WithingsThingHandler> all() {
        return List.copyOf(things);
    }

    Optional<PersonHandler> person(String userId) {
        return all(PersonHandler.class).filter(thing -> thing.userId().equals(userId)).findFirst();
    }

    private <T extends WithingsThingHandler> Stream<T> all(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast);
    }

    /** Returns whether the thing was not attached before. */
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
        deliverAgain();
        return true;
    }

    /** Returns whether the thing was attached before. */
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
        all(DeviceHandler.class).filter(thing -> read.stream().anyMatch(device -> device.isNamed(thing.deviceId())))
                .forEach(this::show);
        person(userId).ifPresent(this::ensureBed);
        deliverAgain();
    }

    void forgetDevices(String userId) {
        devices.remove(userId);
    }

    private void show(DeviceHandler thing) {
        find(thing.deviceId()).ifPresent(device -> thing.show(device, clock.instant()));
    }

    private void ensureBed(PersonHandler person) {
        if (sleepMonitors(person.userId()).findAny().isPresent()) {
            person.channels().ensureBedChannels();
        }
    }

    /** Returns whether the person's devices, possibly none, have been read. */
    boolean hasDevicesOf(String userId) {
        return devices.containsKey(userId);
    }

    /** Finds a device by one of its identifiers. */
    Optional<Device> find(String deviceId) {
        return devices().stream().filter(device -> device.isNamed(deviceId)).findFirst();
    }

    /**
     * Returns all devices, sorted by ID. Withings can list a device for each person who shares it, and even twice for
     * the same person; the entry with the latest session is used.
     */
    Collection<Device> devices() {
        Map<String, Device> distinct = new TreeMap<>();
        devices.values().forEach(
                listed -> listed.forEach(device -> distinct.merge(device.id(), device, AccountThings::laterUsed)));
        return distinct.values();
    }

    /** Returns all devices, each with its thing, initialized or not. */
    List<AccountSnapshot.Device> snapshot(List<Thing> all) {
        return devices().stream().map(device -> new AccountSnapshot.Device(device,
                all.stream().filter(thing -> isOf(thing, device)).map(ThingState::of).findFirst().orElse(null)))
                .toList();
    }

    private static boolean isOf(Thing thing, Device device) {
        return WithingsBindingConstants.DEVICE_THING_TYPES.contains(thing.getThingTypeUID())
                && device.isNamed(WithingsThingHandler.id(thing, WithingsBindingConstants.CONFIG_DEVICE_ID));
    }

    private static Device laterUsed(Device one, Device other) {
        Instant lastOfOne = one.lastSession();
        Instant lastOfOther = other.lastSession();
        return lastOfOther != null && (lastOfOne == null || lastOfOther.isAfter(lastOfOne)) ? other : one;
    }

    /** Returns the identifiers of the person's sleep monitors. */
    private Stream<String> sleepMonitors(String userId) {
        return devices.getOrDefault(userId, List.of()).stream().filter(
                device -> WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR.equals(DeviceChannels.thingType(device)))
                .map(Device::id).distinct();
    }

    boolean hasSleepMonitorThing(String userId) {
        return sleepMonitors(userId)
                .anyMatch(monitor -> all(DeviceHandler.class).anyMatch(thing -> isOf(thing, monitor)));
    }

    private boolean isOf(DeviceHandler thing, String deviceId) {
        return thing.deviceId().equals(deviceId)
                || find(deviceId).filter(device -> device.isNamed(thing.deviceId())).isPresent();
    }

    // beds

    /** @param ofNight whether the event is the end of a completed night, not a notification */
    void bedEvent(String userId, BedEvent event, boolean ofNight) {
        Delivery delivery = new Delivery(userId, event, ofNight, clock.instant());
        if (bedEvents.size() >= BED_EVENTS_LIMIT) {
            bedEvents.removeFirst();
        }
        bedEvents.addLast(delivery);
        deliver(delivery);
    }

    private void deliverAgain() {
        Instant now = clock.instant();
        bedEvents.removeIf(delivery -> !delivery.arrival().plus(BED_EVENTS_KEPT).isAfter(now));
        bedEvents.forEach(this::deliver);
    }

    private void deliver(Delivery delivery) {
        String monitor = monitor(delivery);
        Stream.concat(all(PersonHandler.class).filter(thing -> thing.userId().equals(delivery.userId())),
                all(DeviceHandler.class).filter(thing -> monitor != null && isOf(thing, monitor)))
                .map(WithingsThingHandler::channels).forEach(channels -> {
                    if (delivery.ofNight()) {
                        channels.bedLeft(delivery.event());
                    } else {
                        channels.bed(delivery.event());
                    }
                });
    }

    /** Returns the sleep monitor of an event; if the event names none, the person's only one, or null. */
    private @Nullable String monitor(Delivery delivery) {
        String named = delivery.event().deviceId();
        List<String> monitors = sleepMonitors(delivery.userId()).toList();
        return named == null && monitors.size() == 1 ? monitors.get(0) : named;
    }
}
