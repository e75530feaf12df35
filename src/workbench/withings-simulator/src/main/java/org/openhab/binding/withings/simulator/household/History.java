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
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.MeasureGroup.BodyComposition;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.household.PersonRecords.Signal;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * Generates the records of a person's devices day by day; equal seeds result in equal days.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class History {
    private static final int ATTRIB_SURE = 0;
    private static final int ATTRIB_AMBIGUOUS = 1;
    private static final int ATTRIB_MANUAL = 2;
    private static final int ATTRIB_ACCOUNT_CREATION = 4;
    private static final int ATTRIB_AUTO_AVERAGE = 5;
    /** Attributions: selected by the user, confirmed, guided measurement, and undocumented numbers of real answers. */
    private static final int[] RARE_ATTRIBS = { 3, 7, 8, 10, 15, 17 };
    /** Categories of workouts, one of them undocumented. */
    private static final int[] WORKOUTS = { 1, 2, 3, 6, 7, 12, 16, 28, 34, 46, 187, 188, 195, 272, 306, 308, 498, 550,
            566 };
    private static final Duration UPLOAD = Duration.ofSeconds(34);
    /** The delay between mat and watch in detecting that a person lies down. */
    private static final Duration WATCH_NOTICES = Duration.ofMinutes(5);

    private final long seed;
    private final Person person;
    private final PersonRecords records;
    private final Gear gear;
    private final LongSupplier ids;

    /** The devices that record for a person; null for what the person does not have. */
    record Gear(@Nullable Device scale, @Nullable Device mat, @Nullable Device cuff, @Nullable Device watch,
            @Nullable Device thermometer) {}

    History(long seed, Person person, Gear gear, LongSupplier ids) {
        this.seed = seed;
        this.person = person;
        this.records = person.records();
        this.gear = gear;
        this.ids = ids;
    }

    /** Generates the records of the days before a time, up to that time. */
    void fill(Instant now, int days) {
        LocalDate today = now.atZone(person.zone()).toLocalDate();
        createAccount(at(today.minusDays(days), LocalTime.NOON));
        for (LocalDate day = today.minusDays(days); !day.isAfter(today); day = day.plusDays(1)) {
            weighIn(day, now);
            bloodPressure(day, now);
            temperature(day, now);
            oxygen(day, now);
            glucose(day, now);
            night(day, now);
            nap(day, now);
            activity(day, now);
            workout(day, now);
            electrocardiogram(day, now);
        }
    }

    private Chance chance(String subject, LocalDate day) {
        return Chance.of(seed, person.userId(), subject, day.toEpochDay());
    }

    private Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, person.zone()).toInstant();
    }

    private void createAccount(Instant moment) {
        MeasureGroup account = group(ATTRIB_ACCOUNT_CREATION, moment, null);
        account.measure(4, person.body().heightMillimetres() / 1000.0, -3);
        account.measure(1, person.body().weightGrams() / 1000.0, -3);
        records.add(RecordKind.MEASURE_GROUP, account.toJson());
        records.add(RecordKind.MEASURE_GROUP, group(ATTRIB_MANUAL, moment, null).objective()
                .measure(1, person.body().weightGrams() / 1000.0 - 3, -3).toJson());
    }

    private MeasureGroup group(int attrib, Instant taken, @Nullable Device device) {
        return new MeasureGroup(ids.getAsLong(), attrib, taken, taken.plus(UPLOAD), device, person.zone().getId());
    }

    private void addGroup(MeasureGroup group, Instant taken, @Nullable Device device) {
        records.add(RecordKind.MEASURE_GROUP, group.toJson());
        if (device != null) {
            device.used(taken);
        }
    }

    private void weighIn(LocalDate day, Instant now) {
        Chance chance = chance("weight", day);
        Instant taken = at(day, LocalTime.of(6, 40)).plusSeconds(chance.between(0, 3000));
        Device scale = gear.scale();
        if (scale == null || !chance.percent(72) || taken.plus(UPLOAD).isAfter(now)) {
            return;
        }
        double kilograms = person.body().weightGrams() / 1000.0 + 1.8 * Math.sin(day.toEpochDay() / 58.0)
                + chance.around(0, 0.3);
        if (chance.oneIn(30)) {
            addGroup(group(ATTRIB_MANUAL, taken, null).measure(1, kilograms, -3), taken, null);
        } else {
            int attrib = chance.oneIn(25)
                    ? ATTRIB_AMBIGUOUS
                    : chance.oneIn(30) ? chance.pick(RARE_ATTRIBS) : ATTRIB_SURE;
            addGroup(BodyComposition.measure(group(attrib, taken, scale), person.body(), kilograms, chance), taken,
                    scale);
        }
    }

    private void bloodPressure(LocalDate day, Instant now) {
        Chance chance = chance("pressure", day);
        Instant taken = at(day, LocalTime.of(19, 10)).plusSeconds(chance.between(0, 5000));
        Device cuff = gear.cuff();
        if (cuff == null || !chance.percent(45) || taken.plus(UPLOAD).isAfter(now)) {
            return;
        }
        double systolic = chance.around(person.body().systolic(), 6);
        int exponent = chance.oneIn(5) ? -2 : 0;
        addGroup(group(chance.oneIn(8) ? ATTRIB_AUTO_AVERAGE : ATTRIB_SURE, taken, cuff)
                .measure(9, systolic * 0.64, exponent).measure(10, systolic, exponent)
                .measure(11, chance.around(person.body().restingPulse() + 10, 4), exponent), taken, cuff);
    }

    private void temperature(LocalDate day, Instant now) {
        Chance chance = chance("temperature", day);
        Instant taken = at(day, LocalTime.of(20, 0)).plusSeconds(chance.between(0, 5000));
        Device thermometer = gear.thermometer();
        if (thermometer == null || !chance.oneIn(9) || taken.plus(UPLOAD).isAfter(now)) {
            return;
        }
        double celsius = chance.around(36.6, 0.25);
        addGroup(group(ATTRIB_SURE, taken, thermometer).measure(71, celsius, -3).measure(73, celsius - 2.1, -3)
                .measure(12, celsius, -3), taken, thermometer);
    }

    private void oxygen(LocalDate day, Instant now) {
        Chance chance = chance("oxygen", day);
        Instant taken = at(day, LocalTime.of(13, 20)).plusSeconds(chance.between(0, 5000));
        Device watch = gear.watch();
        if (watch == null || !chance.oneIn(3) || taken.plus(UPLOAD).isAfter(now)) {
            return;
        }
        int percent = chance.between(94, 99);
        boolean vo2max = chance.oneIn(8);
        // older firmware uses another number
        MeasureGroup group = group(ATTRIB_SURE, taken, watch).measure(chance.oneIn(10) ? 35 : 54, percent, 0);
        if (vo2max) {
            group.measure(123, chance.around(37, 1), 0);
        }
        if (chance.oneIn(5)) {
            group.measure(139, 0, 0);
        }
        addGroup(group, taken, watch);
    }

    private void glucose(LocalDate day, Instant now) {
        Chance chance = chance("glucose", day);
        Instant taken = at(day, LocalTime.of(7, 20)).plusSeconds(chance.between(0, 1500));
        if (chance.oneIn(12) && taken.plus(UPLOAD).isBefore(now)) {
            addGroup(group(ATTRIB_MANUAL, taken, null).measure(119, chance.around(93, 5), 0), taken, null);
        }
    }

    private void night(LocalDate wakingDay, Instant now) {
        Chance chance = chance("night", wakingDay);
        Device mat = gear.mat();
        Instant start = at(wakingDay.minusDays(1), LocalTime.of(22, 20)).plus(chance.between(0, 80),
                ChronoUnit.MINUTES);
        Duration length = Duration.ofMinutes(chance.between(380, 510));
        if (mat != null && !chance.oneIn(40)) {
            addNight(start, length, mat, now, chance);
        }
        Chance worn = chance("watch in the night", wakingDay);
        Device watch = gear.watch();
        if (watch != null && worn.oneIn(3)) {
            addNight(start.plus(WATCH_NOTICES), length.minus(WATCH_NOTICES), watch, now, worn);
        }
    }

    private void nap(LocalDate day, Instant now) {
        Chance chance = chance("nap", day);
        Device mat = gear.mat();
        Instant start = at(day, LocalTime.of(13, 30)).plus(chance.between(0, 60), ChronoUnit.MINUTES);
        if (mat != null && chance.oneIn(11)) {
            Duration length = Duration.ofMinutes(chance.between(30, 75));
            addNight(start, length, mat, now, chance);
            Device watch = gear.watch();
            if (watch != null) {
                addNight(start.plus(WATCH_NOTICES), length.minus(WATCH_NOTICES), watch, now,
                        chance("watch in the nap", day));
            }
        }
    }

    private void addNight(Instant start, Duration length, Device monitor, Instant now, Chance chance) {
        Instant uploaded = start.plus(length).plus(chance.between(4, 25), ChronoUnit.MINUTES);
        if (uploaded.isBefore(now)) {
            addNight(new Night(start, length, monitor, person.body().restingPulse(), chance), monitor, uploaded,
                    chance);
        }
    }

    /** Adds a night that ended just now. */
    void addNight(Night night, Device monitor, Instant uploaded, Chance chance) {
        records.add(night, night.summary(ids.getAsLong(), person.zone(), uploaded, chance));
        monitor.used(night.end());
    }

    private void activity(LocalDate day, Instant now) {
        Chance chance = chance("activity", day);
        Instant morning = at(day, LocalTime.of(7, 0));
        if (now.isBefore(morning.plus(30, ChronoUnit.MINUTES)) || chance.oneIn(60)) {
            return;
        }
        Instant synced = at(day, LocalTime.of(23, 10)).plusSeconds(chance.between(0, 2000));
        double part = 1;
        if (synced.isAfter(now)) {
            synced = now;
            part = Math.min(1, Duration.between(morning, now).toMinutes() / (14 * 60.0));
        }
        int steps = (int) (part * Math.max(900, chance.around(8200, 2600)));
        records.add(RecordKind.ACTIVITY, activityRow(day, steps, synced, chance));
        Device watch = gear.watch();
        if (watch != null) {
            watch.used(synced);
        }
    }

    /** Writes a day of getactivity; without a watch it is from a phone and has no heart rate. */
    JsonObject activityRow(LocalDate day, int steps, Instant modified, Chance chance) {
        JsonObject row = new JsonObject();
        Device watch = gear.watch();
        Json.add(row, "date", day.toString(), "timezone", person.zone().getId(), "deviceid", null,
                "hash_deviceid", null, "brand", watch == null ? 18 : 1, "is_tracker", true,
                "modified", modified.getEpochSecond(), "model", watch == null ? 1059 : watch.kind().modelId(),
                "modelid", watch == null ? 1059 : watch.kind().modelId(), "steps", steps,
                "distance", rounded(steps * 0.74), "elevation", rounded(steps / 300.0), "soft", steps / 2,
                "moderate", steps / 6, "intense", steps / 30, "active", steps / 6 + steps / 30,
                "calories", rounded(steps * 0.041), "totalcalories", rounded(1650 + steps * 0.041));
        if (watch != null) {
            Json.add(row, "deviceid", watch.deviceId(), "hash_deviceid", watch.deviceId());
            int rest = person.body().restingPulse();
            Json.add(row, "hr_average", rest + chance.between(12, 20), "hr_min", rest - chance.between(2, 7),
                    "hr_max", rest + chance.between(50, 95), "hr_zone_0", 60_000 - steps, "hr_zone_1", steps / 2,
                    "hr_zone_2", steps / 9, "hr_zone_3", steps / 40);
        }
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void workout(LocalDate day, Instant now) {
        Chance chance = chance("workout", day);
        Instant start = at(day, LocalTime.of(17, 30)).plusSeconds(chance.between(0, 4000));
        Duration length = Duration.ofSeconds(chance.between(1200, 4200));
        Instant modified = start.plus(length).plusSeconds(chance.between(60, 4000));
        if (chance.oneIn(4) && modified.isBefore(now)) {
            int category = chance.pick(WORKOUTS);
            records.add(RecordKind.WORKOUT, chance.oneIn(6)
                    ? typedWorkoutRow(category, start, length, modified, length.toMinutes() * 75)
                    : workoutRow(category, start, length, modified, chance));
        }
    }

    /** Writes a workout that was entered manually. */
    JsonObject typedWorkoutRow(int category, Instant start, Duration length, Instant modified, long metres) {
        JsonObject row = Json.object("id", ids.getAsLong(), "category", category, "timezone", person.zone().getId(),
                "model", null, "attrib", ATTRIB_MANUAL, "startdate", start.getEpochSecond(),
                "enddate", start.plus(length).getEpochSecond(),
                "date", start.atZone(person.zone()).toLocalDate().toString(), "deviceid", null);
        JsonObject data = Json.object("algo_pause_duration", null, "pause_duration", 0, "manual_distance", metres,
                "manual_calories", length.toMinutes() * 8, "manual_intensity", 50);
        Json.add(row, "data", data, "modified", modified.getEpochSecond());
        return row;
    }

    /** Writes a workout of getworkouts; occasionally one without data. */
    JsonObject workoutRow(int category, Instant start, Duration length, Instant modified, Chance chance) {
        Device watch = gear.watch();
        JsonObject row = Json.object("id", ids.getAsLong(), "category", category, "timezone", person.zone().getId(),
                "model", watch == null ? 1059 : watch.kind().modelId(), "attrib", chance.oneIn(6) ? 7 : 0,
                "startdate", start.getEpochSecond(), "enddate", start.plus(length).getEpochSecond(),
                "date", start.atZone(person.zone()).toLocalDate().toString());
        Optional.ofNullable(watch).ifPresentOrElse(device -> row.addProperty("deviceid", device.deviceId()),
                () -> row.add("deviceid", JsonNull.INSTANCE));
        JsonObject data = new JsonObject();
        data.add("algo_pause_duration", JsonNull.INSTANCE);
        long minutes = length.toMinutes();
        if (!chance.oneIn(12)) {
            Json.add(data, "calories", rounded(minutes * 7.3), "intensity", chance.between(20, 60),
                    "manual_distance", 0, "manual_calories", 0, "pause_duration", chance.between(0, 240),
                    "steps", minutes * 95, "distance", minutes * 71, "elevation", chance.between(0, 36));
            if (watch != null) {
                Json.add(data, "hr_average", person.body().restingPulse() + 45,
                        "hr_min", person.body().restingPulse() + 12, "hr_max", person.body().restingPulse() + 88,
                        "hr_zone_0", 120, "hr_zone_1", minutes * 20, "hr_zone_2", minutes * 25,
                        "hr_zone_3", minutes * 10, "spo2_average", chance.between(94, 98),
                        "core_body_temperature_avg", 37.4, "core_body_temperature_min", 36.8,
                        "core_body_temperature_max", 38.1, "core_body_temperature_status", "elevated");
            }
            if (category == 7) {
                Json.add(data, "pool_laps", minutes, "strokes", minutes * 18, "pool_length", 25);
            }
        }
        Json.add(row, "data", data, "modified", modified.getEpochSecond());
        return row;
    }

    private void electrocardiogram(LocalDate day, Instant now) {
        Chance chance = chance("ecg", day);
        Instant taken = at(day, LocalTime.of(10, 30)).plusSeconds(chance.between(0, 5000));
        Device watch = gear.watch();
        Device cuff = gear.cuff();
        if (!chance.oneIn(14) || taken.plus(UPLOAD).isAfter(now)) {
            return;
        }
        if (watch != null) {
            addElectrocardiogram(watch, taken, chance.oneIn(15) ? 2 : 0, chance);
        } else if (cuff != null) {
            addElectrocardiogram(cuff, taken, 0, chance);
        }
    }

    /** Adds an ECG (afib: 0 negative, 1 positive, 2 inconclusive), by a cuff with blood pressure and heart sounds. */
    void addElectrocardiogram(Device device, Instant taken, int afib, Chance chance) {
        boolean cuff = device.kind() == DeviceKind.BLOOD_PRESSURE_MONITOR;
        Instant stored = taken.plus(UPLOAD);
        Signal current = new Signal(ids.getAsLong(), device, person.body().restingPulse() + 5);
        records.add(current);
        JsonObject row = Json.object("deviceid", device.deviceId(), "model", device.kind().modelId());
        JsonObject ecg = Json.object("signalid", current.signalId(), "afib", afib);
        row.add("ecg", ecg);
        if (cuff) {
            addBloodPressureAndSounds(row, device, stored, chance);
        }
        Json.add(row, "heart_rate", current.heartRate(), "timestamp", taken.getEpochSecond(),
                "modified", stored.getEpochSecond(), "timezone", person.zone().getId());
        records.add(RecordKind.HEART, row);
        MeasureGroup group = group(ATTRIB_SURE, taken, device).measure(130, afib, 0)
                .measure(11, current.heartRate(), 0).measure(135, chance.between(86, 104), 0)
                .measure(136, chance.between(140, 170), 0).measure(137, chance.between(370, 410), 0)
                .measure(138, chance.between(390, 430), 0);
        addGroup(group, taken, device);
    }

    private void addBloodPressureAndSounds(JsonObject row, Device device, Instant stored, Chance chance) {
        JsonObject pressure = Json.object("diastole", Math.round(person.body().systolic() * 0.64),
                "systole", person.body().systolic() + chance.between(-5, 5));
        row.add("bloodpressure", pressure);
        long sounds = ids.getAsLong();
        JsonObject stetho = Json.object("signalid", sounds, "vhd", 0);
        row.add("stetho", stetho);
        JsonObject recording = Json.object("hash_deviceid", device.deviceId(), "signalid", sounds, "vhd", 0,
                "timestamp", stored.getEpochSecond(), "modified", stored.getEpochSecond(),
                "timezone", person.zone().getId());
        records.add(RecordKind.STETHOSCOPE, recording);
    }

    /** Writes goals, or an empty array if all are 0. */
    static JsonElement goals(int steps, int sleepSeconds, int weightGrams) {
        JsonObject goals = new JsonObject();
        if (steps > 0) {
            goals.addProperty("steps", steps);
        }
        if (sleepSeconds > 0) {
            goals.addProperty("sleep", sleepSeconds);
        }
        if (weightGrams > 0) {
            JsonObject weight = Json.object("value", weightGrams, "unit", -3);
            goals.add("weight", weight);
        }
        return goals.isEmpty() ? new JsonArray() : goals;
    }
}
