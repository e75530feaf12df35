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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * A physical device, listed for every person who uses it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Device {
    private final String deviceId;
    private final DeviceKind kind;
    private final String model;
    private final int modelId;
    private final String timezone;
    private final Set<Person> users = new LinkedHashSet<>();
    private final Set<Person> formerUsers = new LinkedHashSet<>();
    private double charge;
    private Instant chargedAt;
    private @Nullable Instant firstSession;
    private @Nullable Instant lastSession;

    Device(String deviceId, DeviceKind kind, String model, int modelId, String timezone, List<Person> users,
            @Nullable Instant firstSession,
            double charge, Instant chargedAt) {
        this.charge = charge;
        this.chargedAt = chargedAt;
        this.deviceId = deviceId;
        this.kind = kind;
        this.model = model;
        this.modelId = modelId;
        this.timezone = timezone;
        this.users.addAll(users);
        this.firstSession = firstSession;
    }

    /** The ID in the API, 40 hexadecimal digits. */
    public String deviceId() {
        return deviceId;
    }

    public DeviceKind kind() {
        return kind;
    }

    /** The name of the model in the list of devices, which may be empty. */
    public String model() {
        return model;
    }

    /** The people for whom it is listed. */
    public synchronized List<Person> users() {
        return List.copyOf(users);
    }

    /** The battery level in the API, which decreases over time. */
    public synchronized Battery battery(Instant now) {
        double days = Duration.between(chargedAt, now).toHours() / 24.0;
        return Battery.of((int) Math.max(0, charge - days * 100 / kind.daysPerCharge()));
    }

    synchronized void charge(double percent, Instant now) {
        charge = percent;
        chargedAt = now;
    }

    synchronized void used(Instant moment) {
        Instant before = lastSession;
        if (before == null || before.isBefore(moment)) {
            lastSession = moment;
        }
        if (firstSession == null) {
            firstSession = moment;
        }
    }

    /** The people who have removed it. */
    public synchronized List<Person> formerUsers() {
        return List.copyOf(formerUsers);
    }

    synchronized boolean leave(Person person) {
        return users.remove(person) && formerUsers.add(person);
    }

    synchronized void join(Person person) {
        users.add(person);
        formerUsers.remove(person);
    }

    public synchronized JsonObject toJson(Instant now) {
        JsonObject row = Json.object("type", kind.type(), "battery", battery(now).text(), "model", model,
                "model_id", modelId, "timezone", timezone);
        addMoment(row, "first_session_date", firstSession);
        addMoment(row, "last_session_date", lastSession);
        Json.add(row, "deviceid", deviceId, "hash_deviceid", deviceId);
        return row;
    }

    private static void addMoment(JsonObject row, String name, @Nullable Instant moment) {
        if (moment == null) {
            row.add(name, JsonNull.INSTANCE);
        } else {
            row.addProperty(name, moment.getEpochSecond());
        }
    }

    /** The battery levels of the API. Source: Withings reference, User - Getdevice. */
    public enum Battery {
        HIGH,
        MEDIUM,
        LOW;

        /** The level of a charge from 0 to 100. */
        public static Battery of(int percent) {
            return percent > 75 ? HIGH : percent > 30 ? MEDIUM : LOW;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The models of the household. Source: Withings reference, User - Getdevice, and recorded answers. */
    public enum DeviceKind {
        /** A scale that also measures body segments. */
        SCALE("Scale", "Body Scan", 10, 365),
        /** A mains-powered mat under the mattress. */
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
}
