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
package org.openhab.binding.withings.simulator.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.PersonRecords;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Reads a folder of recorded answers into the records of one person. The type of an answer is detected from
 * its content; the file name only distinguishes answers of the same structure. Numbers keep their digits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Recordings {
    private final PersonRecords records = new PersonRecords(true);
    private final List<String> messages = new ArrayList<>();
    private JsonObject goals = new JsonObject();

    private Recordings() {
    }

    /** A folder with JSON files. */
    public static Recordings read(Path folder) {
        Recordings recordings = new Recordings();
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of recorded answers " + folder + " cannot be read", e);
        }
        files.forEach(recordings::readFile);
        if (files.isEmpty()) {
            recordings.messages.add("There are no JSON files in " + folder + ".");
        }
        if (!recordings.goals.isEmpty()) {
            recordings.records.setGoals(recordings.goals);
        }
        return recordings;
    }

    public PersonRecords records() {
        return records;
    }

    /** A sentence about each file. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    private void readFile(Path file) {
        String name = file.getFileName().toString();
        try {
            JsonElement answer = JsonParser.parseString(Files.readString(file));
            JsonElement body = answer.isJsonObject() ? answer.getAsJsonObject().get("body") : null;
            if (body == null || !body.isJsonObject()) {
                messages.add(name + ": no answer with data, left out.");
                return;
            }
            messages.add(name + ": " + readBody(name, body.getAsJsonObject()));
        } catch (IOException e) {
            messages.add(name + ": cannot be read (" + e.getMessage() + "), left out.");
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            messages.add(name + ": is no JSON of an answer, left out.");
        }
    }

    private String readBody(String name, JsonObject body) {
        if (body.has("devices")) {
            JsonArray devices = body.getAsJsonArray("devices");
            records.addDevices(devices);
            return count(devices, "devices");
        }
        if (body.has("profiles")) {
            JsonArray profiles = body.getAsJsonArray("profiles");
            records.addProfiles(profiles);
            return count(profiles, "subscriptions");
        }
        if (body.has("goals")) {
            return readGoals(body.get("goals"));
        }
        if (body.has("measuregrps")) {
            return readRows(body, RecordKind.MEASURE_GROUP, "measure groups");
        }
        if (body.has("activities")) {
            return readRows(body, RecordKind.ACTIVITY, "days of activity");
        }
        if (body.has("series") && body.get("series").isJsonObject()) {
            return readIntraday(body.getAsJsonObject("series"));
        }
        if (body.has("series") && body.get("series").isJsonArray()) {
            return readSeries(name, body);
        }
        return body.isEmpty()
                ? "an empty answer, nothing to replay."
                : "no kind of answer that can be replayed, left out.";
    }

    private String readGoals(JsonElement found) {
        if (!found.isJsonObject()) {
            return "no goals.";
        }
        found.getAsJsonObject().entrySet().stream().filter(entry -> !goals.has(entry.getKey()))
                .forEach(entry -> goals.add(entry.getKey(), entry.getValue()));
        return "goals.";
    }

    private String readIntraday(JsonObject series) {
        JsonObject points = new JsonObject();
        series.entrySet().stream().filter(point -> point.getKey().matches("\\d{1,18}"))
                .forEach(point -> points.add(point.getKey(), point.getValue()));
        records.add(RecordKind.INTRADAY, points);
        return points.size() + " moments of days.";
    }

    private String readSeries(String name, JsonObject body) {
        JsonArray series = body.getAsJsonArray("series");
        Optional<JsonObject> first = series.isEmpty()
                ? Optional.empty()
                : Optional.of(series.get(0)).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
        if (first.isEmpty()) {
            return "an empty series, left out.";
        }
        JsonObject row = first.get();
        if (row.has("state")) {
            return readSleepSeries(name, body);
        }
        if (row.has("data")) {
            return row.has("category")
                    ? readRows(body, RecordKind.WORKOUT, "workouts")
                    : readSummaries(name, body);
        }
        if (row.has("ecg") || row.has("bloodpressure") || row.has("heart_rate")) {
            return readRows(body, RecordKind.HEART, "heart recordings");
        }
        if (row.has("signalid")) {
            return readRows(body, RecordKind.STETHOSCOPE, "stethoscope recordings");
        }
        return "a series of an unknown kind, left out.";
    }

    private String readSleepSeries(String name, JsonObject body) {
        JsonArray series = body.getAsJsonArray("series");
        if (isWithoutFields(name)) {
            return "sleep phases without data fields, left out.";
        }
        return readRows(body, RecordKind.SLEEP_SERIES, "sleep phases");
    }

    private String readSummaries(String name, JsonObject body) {
        if (isWithoutFields(name)) {
            return "nights without data fields, left out.";
        }
        return readRows(body, RecordKind.SLEEP_SUMMARY, "nights");
    }

    private static boolean isWithoutFields(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").contains("nodatafields");
    }

    private String readRows(JsonObject body, RecordKind kind, String words) {
        JsonArray rows = body.getAsJsonArray(kind.rowsName());
        rows.forEach(row -> records.add(kind, row.getAsJsonObject()));
        JsonObject frame = new JsonObject();
        body.entrySet().stream()
                .filter(entry -> !List.of(kind.rowsName(), "more", "offset").contains(entry.getKey()))
                .forEach(entry -> frame.add(entry.getKey(), entry.getValue()));
        records.addFrame(kind, frame);
        return count(rows, words);
    }

    private static String count(JsonArray rows, String words) {
        return rows.size() + " " + words + ".";
    }
}
