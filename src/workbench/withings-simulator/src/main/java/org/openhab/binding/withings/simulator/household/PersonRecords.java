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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.IntradayData.Walk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * All records of one person as rows of the API, generated or replayed from recorded answers. Rows are replaced, never
 * modified, because answers may still be using them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PersonRecords {
    private final boolean replayed;
    private final Map<RecordKind, List<JsonObject>> rows = new EnumMap<>(RecordKind.class);
    private final Map<RecordKind, JsonObject> frames = new EnumMap<>(RecordKind.class);
    private final List<Night> nights = new ArrayList<>();
    private final List<Walk> walks = new ArrayList<>();
    private final Map<Long, Signal> signals = new HashMap<>();
    private JsonElement goals = new JsonArray();
    private final JsonArray devices = new JsonArray();
    private final JsonArray profiles = new JsonArray();

    public PersonRecords(boolean replayed) {
        this.replayed = replayed;
        for (RecordKind kind : RecordKind.values()) {
            rows.put(kind, new ArrayList<>());
        }
    }

    /** Whether the rows are recorded ones, which keep their order and all their fields. */
    public boolean isReplayed() {
        return replayed;
    }

    /** All current rows of a kind, in the order in which they were added. */
    public synchronized List<JsonObject> rows(RecordKind kind) {
        return List.copyOf(list(kind));
    }

    public synchronized void add(RecordKind kind, JsonObject row) {
        list(kind).add(row);
    }

    public synchronized List<JsonObject> remove(RecordKind kind, Predicate<JsonObject> chosen) {
        List<JsonObject> removed = list(kind).stream().filter(chosen).toList();
        list(kind).removeAll(removed);
        return removed;
    }

    private List<JsonObject> list(RecordKind kind) {
        return rows.computeIfAbsent(kind, any -> new ArrayList<>());
    }

    /** The members of a recorded answer besides its rows, such as {@code updatetime}; empty without a recording. */
    public synchronized Optional<JsonObject> frame(RecordKind kind) {
        return Optional.ofNullable(frames.get(kind)).map(JsonObject::deepCopy);
    }

    /** Adds the members of a recorded answer besides its rows; existing ones are kept. */
    public synchronized void addFrame(RecordKind kind, JsonObject frame) {
        JsonObject known = frames.computeIfAbsent(kind, any -> new JsonObject());
        frame.entrySet().stream().filter(entry -> !known.has(entry.getKey()))
                .forEach(entry -> known.add(entry.getKey(), entry.getValue()));
    }

    public synchronized List<Night> nights() {
        return List.copyOf(nights);
    }

    synchronized void add(Night night, JsonObject summary) {
        nights.add(night);
        list(RecordKind.SLEEP_SUMMARY).add(summary);
    }

    synchronized List<Walk> walks() {
        return List.copyOf(walks);
    }

    synchronized void add(Walk walk) {
        walks.add(walk);
    }

    /** The recording behind a signal id. */
    public synchronized Optional<Signal> signal(long signalId) {
        return Optional.ofNullable(signals.get(signalId));
    }

    synchronized void add(Signal signal) {
        signals.put(signal.signalId(), signal);
    }

    /** The goals object, or an empty array if there are none. */
    public synchronized JsonElement goals() {
        return goals.deepCopy();
    }

    /** The goals object, or an empty array for none. */
    public synchronized void setGoals(JsonElement goals) {
        this.goals = goals;
    }

    /** Recorded rows of getdevice, empty if none were recorded. */
    public synchronized Optional<JsonArray> recordedDevices() {
        return Optional.of(devices).filter(rows -> !rows.isEmpty());
    }

    public synchronized void addDevices(JsonArray rows) {
        devices.addAll(rows);
    }

    /** Recorded rows of notify list. */
    public synchronized JsonArray recordedProfiles() {
        return profiles.deepCopy();
    }

    public synchronized void addProfiles(JsonArray rows) {
        profiles.addAll(rows);
    }

    /**
     * An ECG in microvolt: 30 s at 300 Hz by a ScanWatch, 20 s at 500 Hz by a BPM Core. Source: Withings reference,
     * Heart.
     */
    public record Signal(long signalId, Device device, int heartRate) {
        /** Samples per second. */
        public int frequency() {
            return device.kind() == DeviceKind.WATCH ? 300 : 500;
        }

        /** The wear position: a wrist for a watch, the left arm for a cuff. */
        public int wearPosition() {
            return device.kind() == DeviceKind.WATCH ? 1 : 3;
        }

        public JsonArray samples() {
            JsonArray samples = new JsonArray();
            int count = frequency() * (device.kind() == DeviceKind.WATCH ? 30 : 20);
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

    /** The kinds of rows that a service lists. */
    public enum RecordKind {
        MEASURE_GROUP("measuregrps"),
        ACTIVITY("activities"),
        /** Recorded objects of points by second; generated ones are made on request. */
        INTRADAY("series"),
        WORKOUT("series"),
        SLEEP_SUMMARY("series"),
        /** Phases of sleep get; generated ones are made on request. */
        SLEEP_SERIES("series"),
        /** Electrocardiograms, blood pressures and stethoscope recordings of heart list. */
        HEART("series"),
        STETHOSCOPE("series");

        private final String rowsName;

        RecordKind(String rowsName) {
            this.rowsName = rowsName;
        }

        public String rowsName() {
            return rowsName;
        }
    }
}
