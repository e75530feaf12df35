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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.Device.Battery;

/**
 * Reads devices (Withings reference, User v2 - Getdevice).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class DeviceReader extends PageReader<Device> {

    DeviceReader() {
        super("devices");
    }

    @Override
    @Nullable
    Device row(AnswerReader in) throws IOException {
        String deviceId = null;
        String hashDeviceId = null;
        String type = null;
        String model = null;
        Integer modelId = null;
        String battery = null;
        ZoneId zone = null;
        Instant firstSession = null;
        Instant lastSession = null;
        String firmware = null;
        String macAddress = null;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "type" -> type = in.text();
                case "model" -> model = in.text();
                case "model_id" -> modelId = in.smallInteger();
                case "battery" -> battery = in.text();
                case "timezone" -> zone = in.zone();
                case "first_session_date" -> firstSession = in.time();
                case "last_session_date" -> lastSession = in.time();
                case "fw" -> firmware = in.text();
                case "mac_address" -> macAddress = in.text();
                default -> in.skip();
            }
        }
        String id = deviceId != null ? deviceId : hashDeviceId;
        return id == null || id.isBlank()
                ? null
                : new Device(id, type == null ? "" : type, model == null ? "" : model, modelId, battery(battery), zone,
                        firstSession, lastSession, firmware, macAddress);
    }

    private static Battery battery(@Nullable String word) {
        return word == null ? Battery.UNKNOWN : switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "high" -> Battery.HIGH;
            case "medium" -> Battery.MEDIUM;
            case "low" -> Battery.LOW;
            default -> Battery.UNKNOWN;
        };
    }
}
