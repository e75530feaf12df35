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
import java.math.BigDecimal;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.HeartRecording;
import org.openhab.binding.withings.internal.record.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.record.HeartRecording.Stethoscope;

/**
 * Reads recordings of the heart (Withings reference, Heart v2 - List and Stetho v2 - List). The list of the stethoscope
 * has the fields of its sounds in the row itself.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class HeartReader extends PageReader<HeartRecording> {

    HeartReader() {
        super("series");
    }

    @Override
    @Nullable
    HeartRecording row(AnswerReader in) throws IOException {
        Instant time = null;
        Instant modified = null;
        String deviceId = null;
        String hashDeviceId = null;
        Integer model = null;
        Part electrocardiogram = Part.NONE;
        Part stethoscope = Part.NONE;
        Long signalId = null;
        Integer valvularHeartDisease = null;
        BigDecimal heartRate = null;
        Pressure pressure = Pressure.NONE;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "timestamp" -> time = in.time();
                case "modified" -> modified = in.time();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> hashDeviceId = in.text();
                case "model" -> model = in.smallInteger();
                case "ecg" -> electrocardiogram = part(in, "afib");
                case "stetho" -> stethoscope = part(in, "vhd");
                case "signalid" -> signalId = in.integer();
                case "vhd" -> valvularHeartDisease = in.smallInteger();
                case "heart_rate" -> heartRate = in.number();
                case "bloodpressure" -> pressure = pressure(in);
                default -> in.skip();
            }
        }
        Part sounds = stethoscope.isThere() ? stethoscope : new Part(signalId, valvularHeartDisease);
        return time == null
                ? null
                : new HeartRecording(time, modified, deviceId != null ? deviceId : hashDeviceId, model,
                        electrocardiogram.isThere()
                                ? new Electrocardiogram(electrocardiogram.signalId(), electrocardiogram.result())
                                : null,
                        sounds.isThere() ? new Stethoscope(sounds.signalId(), sounds.result()) : null, heartRate,
                        pressure.systolic(), pressure.diastolic());
    }

    private record Part(@Nullable Long signalId, @Nullable Integer result) {
        static final Part NONE = new Part(null, null);

        boolean isThere() {
            return signalId != null || result != null;
        }
    }

    private static Part part(AnswerReader in, String resultName) throws IOException {
        Long signalId = null;
        Integer result = null;
        in.object();
        while (in.nextField()) {
            if ("signalid".equals(in.field())) {
                signalId = in.integer();
            } else if (resultName.equals(in.field())) {
                result = in.smallInteger();
            } else {
                in.skip();
            }
        }
        return new Part(signalId, result);
    }

    private record Pressure(@Nullable BigDecimal systolic, @Nullable BigDecimal diastolic) {
        static final Pressure NONE = new Pressure(null, null);
    }

    private static Pressure pressure(AnswerReader in) throws IOException {
        BigDecimal systolic = null;
        BigDecimal diastolic = null;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "systole" -> systolic = in.number();
                case "diastole" -> diastolic = in.number();
                default -> in.skip();
            }
        }
        return new Pressure(systolic, diastolic);
    }
}
