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

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.channel.DeviceChannels;

/**
 * The devices of an account's people, as Withings last listed them. Withings can list one device more than once: for
 * each person who shares it, and even for the same person. The entry used last counts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class KnownDevices {
    private final Map<String, List<Device>> byPerson = new HashMap<>();

    void put(String userId, List<Device> devices) {
        byPerson.put(userId, List.copyOf(devices));
    }

    void remove(String userId) {
        byPerson.remove(userId);
    }

    /**
     * @return whether Withings has listed the person's devices, possibly none
     */
    boolean isListed(String userId) {
        return byPerson.containsKey(userId);
    }

    Optional<Device> find(String deviceId) {
        return byPerson.values().stream().flatMap(List::stream).filter(device -> device.id().equals(deviceId))
                .reduce(KnownDevices::laterUsed);
    }

    /**
     * @return all devices, each once
     */
    Collection<Device> distinct() {
        Map<String, Device> distinct = new LinkedHashMap<>();
        byPerson.values().forEach(
                devices -> devices.forEach(device -> distinct.merge(device.id(), device, KnownDevices::laterUsed)));
        return distinct.values();
    }

    /**
     * @return the identifiers of the sleep monitors that are linked to a person
     */
    Set<String> sleepMonitors(String userId) {
        return byPerson.getOrDefault(userId, List.of()).stream()
                .filter(device -> WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR
                        .equals(DeviceChannels.thingType(device)))
                .map(Device::id).collect(Collectors.toSet());
    }

    /**
     * @return the sleep monitor that must be meant where none is named
     */
    Optional<String> onlySleepMonitor(String userId) {
        Set<String> monitors = sleepMonitors(userId);
        return monitors.size() == 1 ? monitors.stream().findFirst() : Optional.empty();
    }

    private static Device laterUsed(Device one, Device other) {
        Instant lastOfOne = one.lastSession();
        Instant lastOfOther = other.lastSession();
        return lastOfOther != null && (lastOfOne == null || lastOfOther.isAfter(lastOfOne)) ? other : one;
    }
}
