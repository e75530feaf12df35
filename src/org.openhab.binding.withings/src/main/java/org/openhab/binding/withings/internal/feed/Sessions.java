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
package org.openhab.binding.withings.internal.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.DeviceType;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;

/**
 * When devices last sent something (Withings reference, User v2 - Getdevice, "last_session_date").
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Sessions {

    private Sessions() {
    }

    /**
     * @return the newest session of all devices, by the service that tells what they measure
     */
    static Map<Service, Instant> of(Collection<Device> devices) {
        Map<Service, Instant> sessions = new EnumMap<>(Service.class);
        for (Device device : devices) {
            Service service = DeviceType.of(device.type()).map(Sessions::service).orElse(null);
            Instant session = device.lastSession();
            if (service != null && session != null) {
                sessions.merge(service, session, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return sessions;
    }

    private static @Nullable Service service(DeviceType type) {
        return switch (type) {
            case SCALE, BLOOD_PRESSURE_MONITOR, THERMOMETER, GLUCOSE_METER -> Service.MEASURES;
            case SLEEP_MONITOR -> Service.SLEEP;
            case ACTIVITY_TRACKER -> Service.ACTIVITY;
            default -> null;
        };
    }
}
