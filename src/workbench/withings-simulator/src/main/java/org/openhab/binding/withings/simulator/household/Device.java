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
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * A physical device, seen by everybody who uses it.
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
    private boolean batteryKnown = true;
    private @Nullable Instant firstSession;
    private @Nullable Instant lastSession;

    /**
     * @param model the name in the list of devices, empty for models that the API has no name for
     * @param charge percent of the battery at the given moment
     */
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

    /**
     * @return the id on the wire, 40 hexadecimal digits
     */
    public String deviceId() {
        return deviceId;
    }

    /**
     * @return which model it is
     */
    public DeviceKind kind() {
        return kind;
    }

    /**
     * @return the name of the model in the list of devices, which may be empty
     */
    public String model() {
        return model;
    }

    /**
     * @return in whose accounts it shows
     */
    public synchronized List<Person> users() {
        return List.copyOf(users);
    }

    /**
     * @return what the API tells about the battery, which drains as time goes by
     */
    public synchronized Battery battery(Instant now) {
        double days = Duration.between(chargedAt, now).toHours() / 24.0;
        return batteryKnown
                ? Battery.of((int) Math.max(0, charge - days * 100 / kind.daysPerCharge()))
                : Battery.UNKNOWN;
    }

    synchronized void charge(double percent, Instant now) {
        charge = percent;
        chargedAt = now;
        batteryKnown = true;
    }

    synchronized void hideBattery() {
        batteryKnown = false;
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

    /**
     * @return in whose accounts it showed before they removed it
     */
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

    /**
     * @return the row of getdevice
     */
    public synchronized JsonObject toJson(Instant now) {
        JsonObject row = new JsonObject();
        row.addProperty("type", kind.type());
        row.addProperty("battery", battery(now).text());
        row.addProperty("model", model);
        row.addProperty("model_id", modelId);
        row.addProperty("timezone", timezone);
        addMoment(row, "first_session_date", firstSession);
        addMoment(row, "last_session_date", lastSession);
        row.addProperty("deviceid", deviceId);
        row.addProperty("hash_deviceid", deviceId);
        return row;
    }

    private static void addMoment(JsonObject row, String name, @Nullable Instant moment) {
        if (moment == null) {
            row.add(name, JsonNull.INSTANCE);
        } else {
            row.addProperty(name, moment.getEpochSecond());
        }
    }

    @Override
    public String toString() {
        return kind.model() + " " + deviceId;
    }
}
