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
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonObject;

/**
 * Generates the intraday activity of a day, which adds up to the day's record. Source: Withings reference,
 * Measure v2 - Getintradayactivity.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class IntradayData {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final LocalTime UP = LocalTime.of(7, 0);
    private static final LocalTime DOWN = LocalTime.of(22, 0);
    private static final Duration OXYGEN_INTERVAL = Duration.ofHours(4);
    private static final Duration TEMPERATURE_INTERVAL = Duration.ofHours(1);
    private static final Duration SWIM_PART = Duration.ofMinutes(10);

    private final JsonObject day;
    private final LocalDate date;
    private final Instant start;
    private final Instant up;
    private final Instant down;
    private final Instant synced;
    private final NavigableMap<Instant, JsonObject> points = new TreeMap<>();

    private IntradayData(JsonObject day, ZoneId zone) {
        this.day = day;
        date = date(day);
        start = date.atStartOfDay(zone).toInstant();
        up = date.atTime(UP).atZone(zone).toInstant();
        down = date.atTime(DOWN).atZone(zone).toInstant();
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
        Instant modified = Instant.ofEpochSecond(Json.number(day, "modified", 0));
        synced = modified.isBefore(end) ? modified : end;
    }

    /** The entries of the day until the tracker was synchronised, by time. */
    public static NavigableMap<Instant, JsonObject> of(Person person, JsonObject day) {
        IntradayData intraday = new IntradayData(day, person.zone());
        List<Walk> walks = person.records().walks().stream()
                .filter(walk -> walk.start().atZone(person.zone()).toLocalDate().equals(intraday.date)).toList();
        intraday.addSteps(walks);
        if (day.has("hr_average")) {
            intraday.addHeart();
            person.records().rows(RecordKind.WORKOUT).stream()
                    .filter(workout -> intraday.date.toString().equals(Json.text(workout, "date")))
                    .forEach(intraday::addSwim);
        }
        return intraday.points;
    }

    public static LocalDate date(JsonObject day) {
        return LocalDate.parse(String.valueOf(Json.text(day, "date")));
    }

    /** Steps outside of walks are spread over the time before the tracker's first upload. */
    private void addSteps(List<Walk> walks) {
        NavigableMap<Instant, Integer> steps = new TreeMap<>();
        int walked = walks.stream().mapToInt(Walk::steps).sum();
        long strolled = Json.number(day, "steps", 0) - walked;
        Instant firstSync = walks.stream().map(Walk::earlierSync).min(Instant::compareTo).orElse(synced);
        Instant end = firstSync.isBefore(down) ? firstSync : down;
        long slots = Math.max(1, Duration.between(up, end).dividedBy(SLOT));
        long allLikeliness = 0;
        for (int slot = 0; slot < slots; slot++) {
            allLikeliness += likeliness(slot);
        }
        long likeliness = 0;
        for (int slot = 0; slot < slots; slot++) {
            long before = strolled * likeliness / allLikeliness;
            likeliness += likeliness(slot);
            steps.put(up.plus(SLOT.multipliedBy(slot)), (int) (strolled * likeliness / allLikeliness - before));
        }
        for (Walk walk : walks) {
            for (int minute = 0; minute < walk.minutes(); minute++) {
                steps.merge(walk.start().plusSeconds(minute * 60L), walk.stepsIn(minute), Integer::sum);
            }
        }
        addPointsOf(steps);
    }

    private long likeliness(int slot) {
        return 1 + Math.floorMod(chance(slot), 9);
    }

    private long chance(long slot) {
        return Chance.mix(Chance.mix(date.toEpochDay()) + slot);
    }

    private void addPointsOf(NavigableMap<Instant, Integer> stepsByTime) {
        int total = 0;
        for (var entry : stepsByTime.entrySet()) {
            int before = total;
            total += entry.getValue();
            if (total > before) {
                JsonObject point = point(entry.getKey());
                point.addProperty("steps", total - before);
                for (String field : List.of("distance", "elevation", "calories")) {
                    point.addProperty(field, rounded(part(field, total) - part(field, before)));
                }
                boolean isStroll = Duration.between(up, entry.getKey()).toSeconds() % SLOT.toSeconds() == 0;
                point.addProperty("duration", isStroll ? SLOT.toSeconds() : 60);
            }
        }
    }

    /** The part of the day's value that corresponds to a number of steps. */
    private double part(String field, int steps) {
        return rounded(day.get(field).getAsDouble() * steps / Math.max(1, Json.number(day, "steps", 0)));
    }

    private void addHeart() {
        long rest = Json.number(day, "hr_min", 0);
        long average = Json.number(day, "hr_average", 0);
        long most = Json.number(day, "hr_max", 0);
        for (Instant time = start; time.isBefore(synced); time = time.plus(SLOT)) {
            JsonObject point = point(time);
            Duration since = Duration.between(start, time);
            long slot = since.dividedBy(SLOT);
            int some = (int) Math.floorMod(chance(slot), 10);
            boolean asleep = time.isBefore(up);
            long pulse = asleep ? rest + some : average + some - 5;
            point.addProperty("heart_rate",
                    point.has("steps") ? Math.min(most, pulse + point.get("steps").getAsLong() / 12) : pulse);
            if (!point.has("duration")) {
                point.addProperty("duration", 60);
            }
            if (since.toSeconds() % OXYGEN_INTERVAL.toSeconds() == 0) {
                point.addProperty("spo2_auto", 94 + some / 2);
            }
            if (since.toSeconds() % TEMPERATURE_INTERVAL.toSeconds() == 0) {
                point.addProperty("core_body_temperature", rounded((asleep ? 36.4 : 36.8) + some / 20.0));
            }
            if (asleep) {
                Json.add(point, "rmssd", 34 + 2 * some, "sdnn1", 48 + 3 * some, "hrv_quality", 90 + some,
                        "rr", 12 + some / 3, "chest_movement_rate", 12 + some / 3);
            }
        }
    }

    private void addSwim(JsonObject workout) {
        JsonObject data = workout.getAsJsonObject("data");
        long laps = Json.number(data, "pool_laps", 0);
        Instant begin = Instant.ofEpochSecond(Json.number(workout, "startdate", 0));
        Instant end = Instant.ofEpochSecond(Json.number(workout, "enddate", 0));
        long parts = Math.max(1, Duration.between(begin, end).dividedBy(SWIM_PART));
        for (long part = 0; part < parts && laps > 0; part++) {
            JsonObject point = point(begin.plus(SWIM_PART.multipliedBy(part)));
            point.addProperty("pool_lap", laps * (part + 1) / parts - laps * part / parts);
            long strokes = Json.number(data, "strokes", 0);
            Json.add(point, "stroke", strokes * (part + 1) / parts - strokes * part / parts,
                    "duration", SWIM_PART.toSeconds());
        }
    }

    private JsonObject point(Instant time) {
        return points.computeIfAbsent(time, any -> {
            JsonObject point = Json.object("model", day.get("model"), "model_id", day.get("modelid"),
                    "deviceid", day.get("deviceid"));
            return point;
        });
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** A walk, and the time of the tracker's previous upload. */
    record Walk(Instant start, int minutes, int steps, Instant earlierSync) {

        private static final int STEPS_PER_MINUTE = 100;

        static Walk before(Instant end, Instant earliest, int steps, @Nullable Instant earlierSync) {
            int minutes = Math.max(1, steps / STEPS_PER_MINUTE);
            Instant start = end.minusSeconds(minutes * 60L);
            start = start.isBefore(earliest) ? earliest : start;
            return new Walk(start, minutes, steps, earlierSync == null ? start : earlierSync);
        }

        /** The steps of one of its minutes, which add up to all its steps. */
        int stepsIn(int minute) {
            return (int) ((long) steps * (minute + 1) / minutes - (long) steps * minute / minutes);
        }
    }
}
