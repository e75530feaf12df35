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
package org.openhab.binding.withings.simulator.household;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The models that stand in the household. Source: Withings reference, User - Getdevice, and the undocumented names seen
 * in recorded answers ("Aura Sensor V2" is what the API calls the sleep mat).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum DeviceKind {
    /** A scale that measures segments of the body too. */
    SCALE("Scale", "Body Scan", 10, 365),
    /** A mat under the mattress, fed from the mains. */
    SLEEP_MONITOR("Sleep Monitor", "Aura Sensor V2", 63, Integer.MAX_VALUE),
    /** A blood pressure monitor with ECG and stethoscope. */
    BLOOD_PRESSURE_MONITOR("Blood Pressure Monitor", "BPM Core", 44, 180),
    WATCH("Activity Tracker", "ScanWatch 2", 94, 30),
    THERMOMETER("Smart Connected Thermometer", "Thermo", 70, 700);

    private final String type;
    private final String model;
    private final int modelId;
    private final int daysPerCharge;

    DeviceKind(String type, String model, int modelId, int daysPerCharge) {
        this.type = type;
        this.model = model;
        this.modelId = modelId;
        this.daysPerCharge = daysPerCharge;
    }

    public String type() {
        return type;
    }

    public String model() {
        return model;
    }

    public int modelId() {
        return modelId;
    }

    int daysPerCharge() {
        return daysPerCharge;
    }
}
