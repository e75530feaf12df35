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
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * The handler of a physical device, which may be linked to several people of the account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class DeviceHandler extends WithingsThingHandler {
    private volatile String deviceId = "";

    public DeviceHandler(Thing thing, SealedStorage storage, Clock clock) {
        super(thing, storage, clock);
    }

    @Override
    public void initialize() {
        deviceId = id(getThing(), WithingsBindingConstants.CONFIG_DEVICE_ID);
        super.initialize();
    }

    /** Returns the configured device ID, the deviceid or the hash_deviceid of Withings. */
    String deviceId() {
        return deviceId;
    }

    @Override
    protected ThingStatusInfo statusWithin(ConnectedAccount account) {
        if (account.things().find(deviceId).isPresent()) {
            return AccountHealth.online(null);
        }
        return account.people().stream().allMatch(account.things()::hasDevicesOf)
                ? AccountHealth.offline(ThingStatusDetail.GONE, "status.device.gone")
                : AccountHealth.UNKNOWN;
    }

    void show(Device device, Instant now) {
        showProperties(DeviceChannels.properties(device));
        channels().show(DeviceChannels.updates(device, now));
        channels().document().save();
    }
}
