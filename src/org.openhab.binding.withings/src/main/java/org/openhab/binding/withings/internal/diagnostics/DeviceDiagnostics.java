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
package org.openhab.binding.withings.internal.diagnostics;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Device;

/**
 * What kind of device there is.
 *
 * @param type what it is in Withings' words
 * @param model the name of the model
 * @param modelNumber Withings' number of the model
 * @param firmware the version of the firmware, null where Withings does not tell
 * @param battery how full the battery is
 * @param thing its thing, null if there is none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record DeviceDiagnostics(String type, String model, @Nullable Integer modelNumber, @Nullable String firmware,
        Device.Battery battery, @Nullable ThingDiagnostics thing) {

    public static DeviceDiagnostics of(Device device, @Nullable ThingDiagnostics thing) {
        return new DeviceDiagnostics(device.type(), device.model(), device.modelId(), device.firmware(),
                device.battery(), thing);
    }
}
