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

import com.google.gson.JsonArray;

/**
 * A recording of the heart, computed on request. Source: Withings reference, Heart - Get and Stetho - Get: a ScanWatch
 * records 30 s at 300 Hz, a BPM Core 20 s at 500 Hz; values are in microvolt.
 *
 * @param signalId its id
 * @param device the recording device
 * @param heartRate beats per minute
 * @param stethoscope whether it is sound rather than current
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Signal(long signalId, Device device, int heartRate, boolean stethoscope) {

    /**
     * @return samples per second
     */
    public int frequency() {
        return device.kind() == DeviceKind.WATCH ? 300 : 500;
    }

    /**
     * @return length in seconds
     */
    public int seconds() {
        return device.kind() == DeviceKind.WATCH ? 30 : 20;
    }

    /**
     * @return where it is worn: a wrist for a watch, the left arm for a cuff
     */
    public int wearPosition() {
        return device.kind() == DeviceKind.WATCH ? 1 : 3;
    }

    /**
     * @return all samples
     */
    public JsonArray samples() {
        JsonArray samples = new JsonArray();
        int count = frequency() * seconds();
        double samplesPerBeat = frequency() * 60.0 / heartRate;
        for (int i = 0; i < count; i++) {
            double phase = i % samplesPerBeat / samplesPerBeat;
            double peak = 900 * Math.exp(-Math.pow((phase - 0.3) / 0.012, 2));
            double waves = 90 * Math.exp(-Math.pow((phase - 0.15) / 0.03, 2))
                    + 160 * Math.exp(-Math.pow((phase - 0.55) / 0.05, 2));
            samples.add(Math.round(peak + waves + Math.floorMod(Chance.mix(signalId ^ i), 9L) - 4));
        }
        return samples;
    }
}
