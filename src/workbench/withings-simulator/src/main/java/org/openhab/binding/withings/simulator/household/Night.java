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

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * One sleep, seen by the mat below or by the watch on the wrist: its phases, and the values of each minute, which are
 * computed on request so that two years of them cost nothing. Source: Withings reference, Sleep - Get and Sleep -
 * Getsummary.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Night {

    private static final Set<String> SERIES_FIELDS_OF_MAT = Set.of("hr", "rr", "snoring", "sdnn_1", "rmssd",
            "mvt_score", "chest_movement_rate", "withings_index", "breathing_sounds");
    private static final Set<String> SERIES_FIELDS_OF_WATCH = Set.of("hr", "rr", "sdnn_1", "rmssd", "hrv_quality",
            "mvt_score");
    /** The data fields of the summary that come without being asked for. */
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

    /**
     * @param start when the person got into bed, at a whole minute
     * @param length how long the person stayed, at least 20 minutes
     * @param monitor the mat or the watch
     */
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
                case AWAKE -> throw new IllegalStateException("Nobody is awake in a cycle of sleep");
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

    /**
     * @return when the person got into bed
     */
    public Instant start() {
        return start;
    }

    /**
     * @return when the person got up
     */
    public Instant end() {
        return end;
    }

    /**
     * @param from start of the window
     * @param to end of the window
     * @param fields the data fields asked for
     * @return the rows of sleep get whose phase touches the window
     */
    public List<JsonObject> series(Instant from, Instant to, Set<String> fields) {
        return phases.stream()
                .filter(phase -> phase.end() > from.getEpochSecond() && phase.start() < to.getEpochSecond())
                .map(phase -> row(phase, fields)).toList();
    }

    private JsonObject row(Phase phase, Set<String> fields) {
        JsonObject row = new JsonObject();
        row.addProperty("startdate", phase.start());
        row.addProperty("state", phase.state().code());
        row.addProperty("enddate", phase.end());
        row.addProperty("model", monitor.kind().model());
        for (String field : fields) {
            if (seriesFields().contains(field)) {
                JsonObject values = new JsonObject();
                for (long minute = phase.start(); minute < phase.end(); minute += MINUTE) {
                    values.addProperty(Long.toString(minute), value(field, phase.state(), minute));
                }
                row.add(field, values);
            }
        }
        row.addProperty("hash_deviceid", monitor.deviceId());
        row.addProperty("model_id", monitor.kind().modelId());
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

    /** A value from the random bits of its minute, which each field takes from another place. */
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
        JsonObject row = new JsonObject();
        row.addProperty("id", id);
        row.addProperty("timezone", zone.getId());
        row.addProperty("model", isByMat() ? MODEL_SLEEP_MONITOR : MODEL_TRACKER);
        row.addProperty("model_id", monitor.kind().modelId());
        row.addProperty("hash_deviceid", monitor.deviceId());
        row.addProperty("startdate", start.getEpochSecond());
        row.addProperty("enddate", end.getEpochSecond());
        row.addProperty("date", end.atZone(zone).toLocalDate().toString());
        row.add("data", data(chance));
        row.addProperty("created", created.getEpochSecond());
        // recorded nights were modified a second before they were created in about a third of the cases
        row.addProperty("modified", created.getEpochSecond() - (chance.percent(38) ? 1 : 0));
        row.addProperty("completed", true);
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
        data.addProperty("total_timeinbed", inBed);
        data.addProperty("total_sleep_time", asleep);
        data.addProperty("asleepduration", asleep);
        data.addProperty("lightsleepduration", light);
        data.addProperty("deepsleepduration", deep);
        data.addProperty("remsleepduration", rem);
        data.addProperty("wakeupduration", awake);
        data.addProperty("wakeupcount", count(SleepState.AWAKE) - 2);
        data.addProperty("sleep_latency", latency);
        data.addProperty("durationtosleep", latency);
        data.addProperty("wakeup_latency", wakingUp);
        data.addProperty("durationtowakeup", wakingUp);
        data.addProperty("sleep_efficiency", Math.round(100.0 * asleep / inBed) / 100.0);
        data.addProperty("waso", chance.oneIn(300) ? -60 : awake - latency - wakingUp);
        data.addProperty("nb_rem_episodes", count(SleepState.REM));
        addStatistics(data, "hr");
        addStatistics(data, "rr");
        data.addProperty("mvt_score_avg", Math.round(statistics("mvt_score", phase -> true).getAverage()));
        data.addProperty("mvt_active_duration", awake / 2);
        data.addProperty("rmssd_start_avg", chance.between(28, 60));
        data.addProperty("rmssd_end_avg", chance.between(28, 60));
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
        data.add("night_events", events(inBed, latency, wakingUp));
        return data;
    }

    private void addBreathing(JsonObject data, Chance chance) {
        IntSummaryStatistics snoring = statistics("snoring", phase -> true);
        data.addProperty("snoring", snoring.getSum());
        data.addProperty("snoringepisodecount", snoring.getSum() / 300);
        boolean unknown = chance.percent(12);
        data.addProperty("breathing_disturbances_intensity", unknown ? -1 : chance.between(0, 22));
        data.addProperty("apnea_hypopnea_index", unknown ? -1 : chance.between(0, 9));
        data.addProperty("withings_index", chance.between(0, 14));
        data.addProperty("breathing_quality_assessment", chance.between(1, 3));
        data.addProperty("breathing_sounds", statistics("breathing_sounds", phase -> true).getSum());
        data.addProperty("breathing_sounds_episode_count", chance.between(0, 4));
        IntSummaryStatistics chest = statistics("chest_movement_rate", phase -> true);
        data.addProperty("chest_movement_rate_average", Math.round(chest.getAverage()));
        data.addProperty("chest_movement_rate_min", chest.getMin());
        data.addProperty("chest_movement_rate_max", chest.getMax());
    }

    private static void addTemperature(JsonObject data, Chance chance) {
        int tenths = chance.between(364, 371);
        data.addProperty("core_body_temperature_avg", tenths / 10.0);
        data.addProperty("core_body_temperature_min", (tenths - 4) / 10.0);
        data.addProperty("core_body_temperature_max", (tenths + 5) / 10.0);
        data.addProperty("core_body_temperature_status", tenths > 370 ? "elevated" : "usual");
    }

    private JsonObject events(long inBed, long latency, long wakingUp) {
        JsonObject events = new JsonObject();
        long[] offsets = { 0, latency, inBed - wakingUp, inBed };
        // a watch does not know of the bed
        int margin = isByMat() ? 0 : 1;
        for (int i = margin; i < offsets.length - margin; i++) {
            JsonArray at = new JsonArray();
            at.add(offsets[i]);
            events.add(Integer.toString(i + 1), at);
        }
        return events;
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

    @Override
    public String toString() {
        return "Night from " + start + " to " + end + ", device " + monitor.deviceId();
    }
}
