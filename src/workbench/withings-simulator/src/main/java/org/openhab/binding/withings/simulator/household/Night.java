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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * One sleep, recorded by mat or watch; the values of each minute are computed on request. Source: Withings reference,
 * Sleep - Get and Sleep - Getsummary.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Night {
    private static final Set<String> SERIES_FIELDS_OF_MAT = Set.of("hr", "rr", "snoring", "sdnn_1", "rmssd",
            "mvt_score", "chest_movement_rate", "withings_index", "breathing_sounds");
    private static final Set<String> SERIES_FIELDS_OF_WATCH = Set.of("hr", "rr", "sdnn_1", "rmssd", "hrv_quality",
            "mvt_score");
    /** The data fields of the summary that are returned by default. */
    public static final Set<String> DEFAULT_SUMMARY_FIELDS = Set.of("wakeupduration", "wakeupcount",
            "durationtosleep", "durationtowakeup", "remsleepduration", "lightsleepduration", "deepsleepduration",
            "total_timeinbed", "total_sleep_time", "asleepduration", "sleep_efficiency", "sleep_latency",
            "wakeup_latency", "waso", "nb_rem_episodes", "out_of_bed_count");

    private static final int MINUTE = 60;
    private static final int MODEL_TRACKER = 16;
    private static final int MODEL_SLEEP_MONITOR = 32;

    private final Instant start;
    private final Instant end;
    private final List<Phase> phases;
    private final Device monitor;
    private final int restingPulse;
    private final long seed;

    private record Phase(SleepState state, long start, long end) {
        long seconds() {
            return end - start;
        }
    }

    Night(Instant start, Duration length, Device monitor, int restingPulse, Chance chance) {
        this.start = start;
        this.monitor = monitor;
        this.restingPulse = restingPulse;
        this.phases = phases(start.getEpochSecond(), length.toMinutes(), chance);
        this.end = Instant.ofEpochSecond(phases.get(phases.size() - 1).end());
        this.seed = chance.number();
    }

    private static List<Phase> phases(long start, long minutes, Chance chance) {
        List<Phase> phases = new ArrayList<>();
        long end = start + minutes * MINUTE;
        long fallingAsleep = start + chance.between(3, 15) * MINUTE;
        long wakingUp = end - chance.between(1, 4) * MINUTE;
        phases.add(new Phase(SleepState.AWAKE, start, fallingAsleep));
        long at = fallingAsleep;
        int turn = 0;
        SleepState[] cycle = { SleepState.LIGHT, SleepState.DEEP, SleepState.LIGHT, SleepState.REM };
        while (at < wakingUp) {
            SleepState state = cycle[turn % cycle.length];
            int length = switch (state) {
                case LIGHT -> chance.between(12, 38);
                case DEEP -> Math.max(4, chance.between(18, 34) - turn);
                case REM -> chance.between(8, 14) + turn;
                case AWAKE -> throw new IllegalStateException("A cycle of sleep has no awake phase");
            };
            long until = Math.min(wakingUp, at + length * MINUTE);
            phases.add(new Phase(state, at, until));
            at = until;
            turn++;
            if (at < wakingUp - 30 * MINUTE && chance.percent(15)) {
                long awake = at + chance.between(2, 9) * MINUTE;
                phases.add(new Phase(SleepState.AWAKE, at, awake));
                at = awake;
            }
        }
        phases.add(new Phase(SleepState.AWAKE, wakingUp, end));
        return List.copyOf(phases);
    }

    public Instant start() {
        return start;
    }

    public Instant end() {
        return end;
    }

    /** The rows of sleep get with phases that overlap the window. */
    public List<JsonObject> series(Instant from, Instant to, Set<String> fields) {
        return phases.stream()
                .filter(phase -> phase.end() > from.getEpochSecond() && phase.start() < to.getEpochSecond())
                .map(phase -> row(phase, fields)).toList();
    }

    private JsonObject row(Phase phase, Set<String> fields) {
        JsonObject row = Json.object("startdate", phase.start(), "state", phase.state().code(), "enddate", phase.end(),
                "model", monitor.kind().model());
        for (String field : fields) {
            if (seriesFields().contains(field)) {
                JsonObject values = new JsonObject();
                for (long minute = phase.start(); minute < phase.end(); minute += MINUTE) {
                    values.addProperty(Long.toString(minute), value(field, phase.state(), minute));
                }
                row.add(field, values);
            }
        }
        Json.add(row, "hash_deviceid", monitor.deviceId(), "model_id", monitor.kind().modelId());
        return row;
    }

    private boolean isByMat() {
        return monitor.kind() == DeviceKind.SLEEP_MONITOR;
    }

    private Set<String> seriesFields() {
        return isByMat() ? SERIES_FIELDS_OF_MAT : SERIES_FIELDS_OF_WATCH;
    }

    private int value(String field, SleepState state, long minute) {
        return value(field, state, Chance.mix(seed ^ minute), restingPulse);
    }

    /** A value from the random bits of its minute, at another position for each field. */
    private static int value(String field, SleepState state, long bits, int restingPulse) {
        int noise = (int) ((bits >>> field.length() * 3 & 0x3ff) * 1000 >> 10);
        return switch (field) {
            case "hr" -> restingPulse + state.pulseAboveRest() + noise % 7 - 3;
            case "rr", "chest_movement_rate" -> 13 + (state == SleepState.REM ? 2 : 0) + noise % 4;
            case "snoring" -> state == SleepState.DEEP && noise < 250 ? 60 : 0;
            case "breathing_sounds" -> noise < 60 ? 20 : 0;
            case "sdnn_1" -> 38 + noise % 30;
            case "rmssd" -> 30 + noise % 35;
            case "mvt_score" -> state == SleepState.AWAKE ? 60 + noise % 196 : noise % 20;
            case "withings_index" -> noise % 9;
            case "hrv_quality" -> 1 + noise % 4;
            default -> throw new IllegalArgumentException("No such field of the series: " + field);
        };
    }

    /** Writes the row of getsummary; some values are missing, as they are in recorded nights. */
    JsonObject summary(long id, ZoneId zone, Instant created, Chance chance) {
        JsonObject row = Json.object("id", id, "timezone", zone.getId(),
                "model", isByMat() ? MODEL_SLEEP_MONITOR : MODEL_TRACKER, "model_id", monitor.kind().modelId(),
                "hash_deviceid", monitor.deviceId(), "startdate", start.getEpochSecond(),
                "enddate", end.getEpochSecond(), "date", end.atZone(zone).toLocalDate().toString(),
                "data", data(chance), "created", created.getEpochSecond());
        // recorded nights were modified a second before they were created in about a third of the cases
        Json.add(row, "modified", created.getEpochSecond() - (chance.percent(38) ? 1 : 0), "completed", true);
        return row;
    }

    private JsonObject data(Chance chance) {
        JsonObject data = new JsonObject();
        long inBed = end.getEpochSecond() - start.getEpochSecond();
        long light = seconds(SleepState.LIGHT);
        long deep = seconds(SleepState.DEEP);
        long rem = seconds(SleepState.REM);
        long awake = seconds(SleepState.AWAKE);
        long latency = phases.get(0).seconds();
        long wakingUp = phases.get(phases.size() - 1).seconds();
        long asleep = light + deep + rem;
        Json.add(data, "total_timeinbed", inBed, "total_sleep_time", asleep, "asleepduration", asleep,
                "lightsleepduration", light, "deepsleepduration", deep, "remsleepduration", rem,
                "wakeupduration", awake, "wakeupcount", count(SleepState.AWAKE) - 2, "sleep_latency", latency,
                "durationtosleep", latency, "wakeup_latency", wakingUp, "durationtowakeup", wakingUp,
                "sleep_efficiency", Math.round(100.0 * asleep / inBed) / 100.0,
                "waso", chance.oneIn(300) ? -60 : awake - latency - wakingUp, "nb_rem_episodes", count(SleepState.REM));
        addStatistics(data, "hr");
        addStatistics(data, "rr");
        Json.add(data, "mvt_score_avg", Math.round(statistics("mvt_score", phase -> true).getAverage()),
                "mvt_active_duration", awake / 2, "rmssd_start_avg", chance.between(28, 60),
                "rmssd_end_avg", chance.between(28, 60));
        if (isByMat()) {
            addBreathing(data, chance);
            data.addProperty("out_of_bed_count", chance.percent(20) ? 1 : 0);
        } else {
            addTemperature(data, chance);
        }
        if (chance.percent(5)) {
            data.add("sleep_score", JsonNull.INSTANCE);
        } else {
            data.addProperty("sleep_score", Math.min(100, 40 + 50 * asleep / (8 * 3600) + chance.between(0, 9)));
        }
        data.addProperty("night_events", events());
        return data;
    }

    private void addBreathing(JsonObject data, Chance chance) {
        IntSummaryStatistics snoring = statistics("snoring", phase -> true);
        Json.add(data, "snoring", snoring.getSum(), "snoringepisodecount", snoring.getSum() / 300);
        boolean unknown = chance.percent(12);
        Json.add(data, "breathing_disturbances_intensity", unknown ? -1 : chance.between(0, 22),
                "apnea_hypopnea_index", unknown ? -1 : chance.between(0, 9), "withings_index", chance.between(0, 14),
                "breathing_quality_assessment", chance.between(1, 3),
                "breathing_sounds", statistics("breathing_sounds", phase -> true).getSum(),
                "breathing_sounds_episode_count", chance.between(0, 4));
        IntSummaryStatistics chest = statistics("chest_movement_rate", phase -> true);
        Json.add(data, "chest_movement_rate_average", Math.round(chest.getAverage()),
                "chest_movement_rate_min", chest.getMin(), "chest_movement_rate_max", chest.getMax());
    }

    private static void addTemperature(JsonObject data, Chance chance) {
        int tenths = chance.between(364, 371);
        Json.add(data, "core_body_temperature_avg", tenths / 10.0, "core_body_temperature_min", (tenths - 4) / 10.0,
                "core_body_temperature_max", (tenths + 5) / 10.0,
                "core_body_temperature_status", tenths > 370 ? "elevated" : "usual");
    }

    /** Each kind of event in seconds since the previous one, as text like in real answers; a watch has no bed. */
    private String events() {
        JsonObject events = new JsonObject();
        if (isByMat()) {
            events.add("1", gaps(List.of(phases.get(0).start())));
        }
        List<Phase> awake = phases.stream().filter(phase -> phase.state() == SleepState.AWAKE).toList();
        events.add("2", gaps(awake.subList(0, awake.size() - 1).stream().map(Phase::end).toList()));
        events.add("3", gaps(awake.subList(1, awake.size()).stream().map(Phase::start).toList()));
        if (isByMat()) {
            events.add("4", gaps(List.of(end.getEpochSecond())));
        }
        return Json.write(events);
    }

    private JsonArray gaps(List<Long> times) {
        JsonArray gaps = new JsonArray();
        long before = start.getEpochSecond();
        for (long time : times) {
            gaps.add(time - before);
            before = time;
        }
        return gaps;
    }

    private void addStatistics(JsonObject data, String field) {
        IntSummaryStatistics asleep = statistics(field, phase -> phase.state() != SleepState.AWAKE);
        data.addProperty(field + "_average", Math.round(asleep.getAverage()));
        data.addProperty(field + "_min", asleep.getMin());
        data.addProperty(field + "_max", asleep.getMax());
    }

    private IntSummaryStatistics statistics(String field, Predicate<Phase> chosen) {
        IntSummaryStatistics statistics = new IntSummaryStatistics();
        for (Phase phase : phases) {
            if (chosen.test(phase)) {
                for (long minute = phase.start(); minute < phase.end(); minute += MINUTE) {
                    statistics.accept(value(field, phase.state(), minute));
                }
            }
        }
        return statistics;
    }

    private long seconds(SleepState state) {
        return phases.stream().filter(phase -> phase.state() == state).mapToLong(Phase::seconds).sum();
    }

    private int count(SleepState state) {
        ToIntFunction<Phase> one = phase -> phase.state() == state ? 1 : 0;
        return phases.stream().mapToInt(one).sum();
    }

    /** The sleep states that the mat reports. Source: Withings reference, Sleep - Get. */
    enum SleepState {
        AWAKE(0, 9),
        LIGHT(1, 2),
        DEEP(2, -3),
        REM(3, 4);

        private final int code;
        private final int pulseAboveRest;

        SleepState(int code, int pulseAboveRest) {
            this.code = code;
            this.pulseAboveRest = pulseAboveRest;
        }

        int code() {
            return code;
        }

        int pulseAboveRest() {
            return pulseAboveRest;
        }
    }
}
