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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Recorded answers, replayed by the simulator, are on the items with their units, scales and times. Each value is
 * compared with the file.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReplayTest {

    private static final String THINGS = """
            Bridge withings:account:home "Withings" [ clientId="household-client", clientSecret="household-secret",
                    redirectUrl="https://home.example.org/withings" ] {
                Thing person replayed "Replayed" [ userId="%d" ]
                Thing scale scale "Scale" [ deviceId="%s" ]
            }
            """;
    private static final String PERSON = "withings:person:home:replayed";
    private static final String SCALE = "withings:scale:home:scale";
    private static final String ITEMS = """
            Number:Mass          Weight           { channel="withings:person:home:replayed:body#weight" }
            Number:Mass          Weight_Pounds    { channel="withings:person:home:replayed:body#weight", unit="lb" }
            DateTime             Weight_Time      { channel="withings:person:home:replayed:body#time" }
            Number:Length        Height           { channel="withings:person:home:replayed:body#height" }
            Number:Dimensionless Fat_Ratio        { channel="withings:person:home:replayed:body#fat-ratio", unit="%" }
            Number:Mass          Fat_Mass         { channel="withings:person:home:replayed:body#fat-mass" }
            Number:Mass          Fat_Free_Mass    { channel="withings:person:home:replayed:body#fat-free-mass" }
            Number:Mass          Muscle_Mass      { channel="withings:person:home:replayed:body#muscle-mass" }
            Number:Mass          Hydration        { channel="withings:person:home:replayed:body#hydration" }
            Number:Mass          Bone_Mass        { channel="withings:person:home:replayed:body#bone-mass" }
            Number               Pulse            { channel="withings:person:home:replayed:heart#heart-pulse" }
            Number:Pressure      Systolic         { channel="withings:person:home:replayed:heart#systolic-pressure", unit="mmHg" }
            DateTime             Systolic_Time    { channel="withings:person:home:replayed:heart#time" }
            Number:Pressure      Diastolic        { channel="withings:person:home:replayed:heart#diastolic-pressure", unit="mmHg" }
            Number:Dimensionless Oxygen           { channel="withings:person:home:replayed:heart#spo2", unit="%" }
            Number:Temperature   Body_Temperature { channel="withings:person:home:replayed:temperature#body-temperature" }
            DateTime             Sleep_Start      { channel="withings:person:home:replayed:sleep#start" }
            DateTime             Sleep_End        { channel="withings:person:home:replayed:sleep#end" }
            Number               Sleep_Score      { channel="withings:person:home:replayed:sleep#sleep-score" }
            Number:Time          Sleep_Deep       { channel="withings:person:home:replayed:sleep#deep-sleep-duration" }
            Number:Dimensionless Sleep_Efficiency { channel="withings:person:home:replayed:sleep#sleep-efficiency", unit="%" }
            Number               Sleep_Pulse      { channel="withings:person:home:replayed:sleep#heart-rate-average" }
            Number:Time          Snoring_Duration { channel="withings:person:home:replayed:sleep#snoring-duration" }
            String               Sleep_State      { channel="withings:person:home:replayed:sleep#state" }
            Number               Heart_Rate       { channel="withings:person:home:replayed:sleep#heart-rate" }
            Number               Respiration_Rate { channel="withings:person:home:replayed:sleep#respiration-rate" }
            DateTime             Activity_Date    { channel="withings:person:home:replayed:activity#date" }
            Number               Steps            { channel="withings:person:home:replayed:activity#steps" }
            Number               Hourly_Steps     { channel="withings:person:home:replayed:intraday#hourly-steps" }
            Number               Day_Heart_Rate   { channel="withings:person:home:replayed:intraday#heart-rate" }
            Number:Energy        Calories         { channel="withings:person:home:replayed:activity#calories", unit="kcal" }
            String               Workout          { channel="withings:person:home:replayed:workout#category" }
            DateTime             Workout_End      { channel="withings:person:home:replayed:workout#end" }
            Number               Workout_Steps    { channel="withings:person:home:replayed:workout#steps" }
            Number               Goal_Steps       { channel="withings:person:home:replayed:goals#steps" }
            Number:Time          Goal_Sleep       { channel="withings:person:home:replayed:goals#sleep", unit="h" }
            Number:Mass          Goal_Weight      { channel="withings:person:home:replayed:goals#weight" }
            Number               Battery          { channel="withings:scale:home:scale:device#battery-level" }
            DateTime             Last_Session     { channel="withings:scale:home:scale:device#last-session" }
            """;
    private static final List<String> STATES = List.of("AWAKE", "LIGHT", "DEEP", "REM");

    /**
     * A home with a folder of recorded answers.
     */
    private static final class Replay implements AutoCloseable {

        private final Path folder;
        private final Home home;

        Replay(Path folder, String devices) {
            this(folder, devices, Home.START);
        }

        Replay(Path folder, String devices, Instant start) {
            this.folder = folder;
            String scale = text(rows(devices, "devices").filter(row -> text(row, "type").equals("Scale")).findFirst()
                    .orElseThrow(), "deviceid");
            home = Home.ofTextFiles(start, options -> options.replay(folder),
                    withings -> THINGS.formatted(withings.people().get(0).userId(), scale), ITEMS);
            home.connectTextFiles(home.withings().household().people().get(0), PERSON);
        }

        JsonObject body(String file) {
            try {
                return JsonParser.parseString(Files.readString(folder.resolve(file))).getAsJsonObject()
                        .getAsJsonObject("body");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Stream<JsonObject> rows(String file, String name) {
            return body(file).getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
        }

        JsonObject group(String file, long date) {
            return rows(file, "measuregrps").filter(group -> group.get("date").getAsLong() == date).findFirst()
                    .orElseThrow();
        }

        /**
         * Waits until a measure of a group of the file is on the item.
         */
        void awaitMeasure(String item, JsonObject group, int type, String unit) {
            JsonObject measure = group.getAsJsonArray("measures").asList().stream().map(JsonElement::getAsJsonObject)
                    .filter(candidate -> candidate.get("type").getAsInt() == type).findFirst().orElseThrow();
            home.awaitQuantity(item, scaled(measure).toPlainString(), unit);
        }

        /**
         * Waits until the item's history equals the series of all phases in the file.
         */
        void awaitSeries(String item, String file, String series) {
            NavigableMap<Instant, BigDecimal> expected = new TreeMap<>();
            rows(file, "series").filter(row -> row.has(series) && row.get(series).isJsonObject())
                    .forEach(row -> row.getAsJsonObject(series).entrySet()
                            .forEach(point -> expected.put(Instant.ofEpochSecond(Long.parseLong(point.getKey())),
                                    point.getValue().getAsBigDecimal().stripTrailingZeros())));
            assertThat(expected, is(not(anEmptyMap())));
            home.soon(() -> item + " has " + expected + ", but it has " + numbers(item),
                    () -> numbers(item).equals(expected));
            home.awaitQuantity(item, expected.lastEntry().getValue().toPlainString(), "");
        }

        /**
         * Waits until the history of sleep states equals the phases in the file, with AWAKE after a phase that no other
         * follows.
         */
        void awaitStates(String file, Instant since) {
            List<JsonObject> rows = rows(file, "series").filter(row -> moment(row, "enddate").isAfter(since)).toList();
            NavigableMap<Instant, String> expected = rows.stream()
                    .collect(Collectors.toMap(row -> moment(row, "startdate"),
                            row -> STATES.get(row.get("state").getAsInt()), (one, other) -> other, TreeMap::new));
            Set<Instant> starts = Set.copyOf(expected.keySet());
            rows.stream().map(row -> moment(row, "enddate")).filter(end -> !starts.contains(end))
                    .filter(end -> !"AWAKE".equals(expected.lowerEntry(end).getValue()))
                    .forEach(end -> expected.put(end, "AWAKE"));
            home.soon(() -> "the states are " + expected + ", but they are " + home.openHab().history("Sleep_State"),
                    () -> home.openHab().history("Sleep_State").equals(expected));
            home.awaitState("Sleep_State", expected.lastEntry().getValue());
        }

        NavigableMap<Instant, BigDecimal> numbers(String item) {
            return home.history(item).entrySet().stream()
                    .collect(Collectors.toMap(point -> point.getKey(),
                            point -> new BigDecimal(point.getValue().split(" ")[0]).stripTrailingZeros(),
                            (one, other) -> other, TreeMap::new));
        }

        /**
         * Waits until the newest day of the file is shown and the history has all days at their ends.
         */
        void awaitSteps(String file) {
            NavigableMap<Instant, BigDecimal> expected = new TreeMap<>();
            rows(file, "activities").forEach(day -> expected.put(
                    LocalDate.parse(text(day, "date")).plusDays(1).atStartOfDay(ZoneId.of(text(day, "timezone")))
                            .toInstant().minusSeconds(1),
                    day.get("steps").getAsBigDecimal().stripTrailingZeros()));
            home.soon(() -> "the steps are " + expected + ", but they are " + numbers("Steps"),
                    () -> numbers("Steps").equals(expected));
            JsonObject newest = rows(file, "activities")
                    .max((one, other) -> text(one, "date").compareTo(text(other, "date"))).orElseThrow();
            home.awaitQuantity("Steps", text(newest, "steps"), "");
            home.awaitQuantity("Calories", text(newest, "calories"), "kcal");
            home.awaitTime("Activity_Date", LocalDate.parse(text(newest, "date"))
                    .atStartOfDay(ZoneId.of(text(newest, "timezone"))).toInstant());
        }

        void awaitGoals(String file) {
            JsonObject goals = body(file).getAsJsonObject("goals");
            home.awaitQuantity("Goal_Steps", text(goals, "steps"), "");
            home.awaitQuantity("Goal_Sleep",
                    goals.get("sleep").getAsBigDecimal().divide(new BigDecimal(3600)).toPlainString(), "h");
            home.awaitQuantity("Goal_Weight", scaled(goals.getAsJsonObject("weight")).toPlainString(), "kg");
        }

        @Override
        public void close() {
            try {
                assertThat(home.complaints(), is(empty()));
            } finally {
                home.close();
            }
        }
    }

    /**
     * A small folder with known oddities of Withings: numbers as text, missing and null fields, empty lists instead of
     * objects, unsorted rows, undocumented measure types.
     */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OfMadeUpAnswers {

        private final Replay replay = new Replay(Path.of("src/test/resources/replay"), "devices.json");
        private final Home home = replay.home;

        @AfterAll
        void close() {
            replay.close();
        }

        @Test
        void showsTheWeighInWithUnitScaleAndTime() {
            JsonObject weighIn = replay.group("measures.json", 1_631_000_400);

            replay.awaitMeasure("Weight", weighIn, 1, "kg");
            replay.awaitMeasure("Fat_Ratio", weighIn, 6, "%");
            replay.awaitMeasure("Fat_Mass", weighIn, 8, "kg");
            replay.awaitMeasure("Fat_Free_Mass", weighIn, 5, "kg");
            replay.awaitMeasure("Muscle_Mass", weighIn, 76, "kg");
            replay.awaitMeasure("Hydration", weighIn, 77, "kg");
            replay.awaitMeasure("Bone_Mass", weighIn, 88, "kg");
            replay.awaitMeasure("Pulse", weighIn, 11, "");
            home.awaitTime("Weight_Time", moment(weighIn, "date"));
            // the same in plain numbers
            home.awaitQuantity("Weight", "66.42", "kg");
            home.awaitQuantity("Fat_Free_Mass", "50.38", "kg");
            home.awaitTime("Weight_Time", Instant.parse("2021-09-07T07:40:00Z"));
        }

        @Test
        void keepsEachMeasuresOwnTime() {
            home.awaitQuantity("Height", "1.712", "m");
            home.awaitQuantity("Systolic", "121", "mmHg");
            home.awaitTime("Systolic_Time", Instant.parse("2021-08-26T17:30:00Z"));
        }

        @Test
        void showsPressureTemperatureAndOxygen() {
            JsonObject group = replay.group("more-measures.json", 1_629_999_000);

            replay.awaitMeasure("Systolic", group, 10, "mmHg");
            replay.awaitMeasure("Diastolic", group, 9, "mmHg");
            replay.awaitMeasure("Body_Temperature", group, 71, "°C");
            replay.awaitMeasure("Oxygen", group, 54, "%");
        }

        @Test
        void showsTheHoursOfTheDaysThatHaveActivity() {
            home.within(Duration.ofMinutes(40), () -> "the heart rates come, not " + replay.numbers("Day_Heart_Rate"),
                    () -> replay.numbers("Day_Heart_Rate").size() == 2);

            assertThat(replay.numbers("Hourly_Steps").values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                    comparesEqualTo(new BigDecimal(350)));
            assertThat(replay.numbers("Hourly_Steps").get(Instant.parse("2021-09-06T06:59:59Z")),
                    comparesEqualTo(new BigDecimal(350)));
            assertThat(replay.numbers("Day_Heart_Rate").firstKey(), is(Instant.ofEpochSecond(1_630_908_000)));
        }

        @Test
        void leavesOutWhatIsNotThePersonsOrNoMeasure() {
            home.awaitQuantity("Weight", "66.42", "kg");

            // 7 with the unit 1, without the goal, the ambiguous and the missing value
            assertThat(replay.numbers("Weight").keySet(),
                    contains(Instant.ofEpochSecond(1_577_880_000), Instant.ofEpochSecond(1_631_000_400)));
            assertThat(replay.numbers("Weight").firstEntry().getValue(),
                    is(comparesEqualTo(new BigDecimal(70))));
        }

        @Test
        void convertsIntoTheUnitOfTheItem() {
            home.soon(() -> "the weight is in pounds, but it is " + home.state("Weight_Pounds"),
                    () -> home.state("Weight_Pounds").endsWith(" lb"));

            assertThat(new BigDecimal(home.state("Weight_Pounds").split(" ")[0]),
                    is(closeTo(new BigDecimal("146.431"), new BigDecimal("0.001"))));
        }

        @Test
        void showsTheLastNightAndTheOnesBefore() {
            JsonObject night = replay.rows("nights.json", "series").findFirst().orElseThrow();
            JsonObject data = night.getAsJsonObject("data");

            home.awaitTime("Sleep_Start", moment(night, "startdate"));
            home.awaitTime("Sleep_End", moment(night, "enddate"));
            home.awaitQuantity("Sleep_Score", text(data, "sleep_score"), "");
            home.awaitQuantity("Sleep_Deep", text(data, "deepsleepduration"), "s");
            home.awaitQuantity("Sleep_Efficiency", "93.5", "%");
            home.awaitQuantity("Sleep_Pulse", text(data, "hr_average"), "");
            // -1 means that it was not measured
            home.awaitState("Snoring_Duration", "UNDEF");
            assertThat(replay.numbers("Sleep_Score"), is(new TreeMap<>(Map.of(
                    Instant.ofEpochSecond(1_630_904_400), new BigDecimal(69),
                    Instant.ofEpochSecond(1_630_991_400), new BigDecimal(78)))));
        }

        @Test
        void showsTheIntradayDataOfTheNight() {
            replay.awaitStates("phases.json", Instant.EPOCH);
            replay.awaitSeries("Heart_Rate", "phases.json", "hr");
            replay.awaitSeries("Respiration_Rate", "phases.json", "rr");
            home.awaitState("Sleep_State", "AWAKE");
        }

        @Test
        void showsActivityGoalsAndDevice() {
            replay.awaitSteps("activity.json");
            home.awaitQuantity("Steps", "9321", "");
            replay.awaitGoals("goals.json");
            home.awaitQuantity("Goal_Weight", "64.25", "kg");
            home.awaitOnline(SCALE);
            home.awaitQuantity("Battery", "50", "");
            home.awaitTime("Last_Session", Instant.ofEpochSecond(1_631_000_461));
        }
    }

    /**
     * Recorded answers beside the project, if present.
     */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OfRecordedAnswers {

        private final Path folder = Path.of(Optional.ofNullable(System.getProperty("withings.recordings"))
                .orElse("../../../../shared/recordings"));
        private final Optional<Replay> opened = open();

        private Optional<Replay> open() {
            return Files.isDirectory(folder) ? Optional.of(new Replay(folder, "device.json")) : Optional.empty();
        }

        private Replay replay() {
            assumeTrue(opened.isPresent(), "There are no recorded answers in ../shared/recordings");
            return opened.orElseThrow();
        }

        @AfterAll
        void close() {
            opened.ifPresent(Replay::close);
        }

        @Test
        void showsTheNewestWeight() {
            Replay replay = replay();
            JsonObject group = replay.group("measurement.json", 1_693_651_151);

            replay.awaitMeasure("Weight", group, 1, "kg");
            replay.home.awaitQuantity("Weight", "118.003", "kg");
            replay.home.awaitTime("Weight_Time", Instant.parse("2023-09-02T10:39:11Z"));
        }

        @Test
        void showsTheOlderMeasuresAtTheirOwnTime() {
            Replay replay = replay();
            JsonObject group = replay.group("tracker_measure.json", 1_609_754_636);

            replay.awaitMeasure("Fat_Mass", group, 8, "kg");
            replay.awaitMeasure("Muscle_Mass", group, 76, "kg");
            replay.awaitMeasure("Hydration", group, 77, "kg");
            replay.awaitMeasure("Bone_Mass", group, 88, "kg");
            replay.awaitMeasure("Fat_Ratio", group, 6, "%");
            replay.awaitMeasure("Fat_Free_Mass", group, 5, "kg");
            replay.home.awaitQuantity("Fat_Ratio", "26.847", "%");
            assertThat("the older weight is history", replay.numbers("Weight").get(moment(group, "date")),
                    is(comparesEqualTo(new BigDecimal("81.2"))));
        }

        @Test
        void showsTheGoals() {
            Replay replay = replay();

            replay.awaitGoals("goals.json");
            replay.home.awaitQuantity("Goal_Steps", "10000", "");
            replay.home.awaitQuantity("Goal_Sleep", "8", "h");
            replay.home.awaitQuantity("Goal_Weight", "70.5", "kg");
        }

        @Test
        void showsTheSteps() {
            Replay replay = replay();

            replay.awaitSteps("tracker_activity.json");
            replay.home.awaitQuantity("Steps", "10280", "");
        }

        @Test
        void showsTheLastWorkoutAndKeepsTheOthers() {
            Replay replay = replay();

            Map<Instant, BigDecimal> steps = replay.rows("workouts.json", "series")
                    .filter(row -> row.getAsJsonObject("data").has("steps"))
                    .collect(Collectors.toMap(row -> moment(row, "enddate"),
                            row -> row.getAsJsonObject("data").get("steps").getAsBigDecimal().stripTrailingZeros(),
                            (one, same) -> one));
            replay.home.within(Duration.ofMinutes(10),
                    () -> "the steps are " + steps + ", but they are " + replay.numbers("Workout_Steps"),
                    () -> replay.numbers("Workout_Steps").equals(steps));
            replay.home.awaitTime("Workout_End", Instant.ofEpochSecond(1_696_844_638));
            replay.home.awaitState("Workout", "WALK");
            replay.home.awaitQuantity("Workout_Steps", "267", "");
        }

        @Test
        void showsTheStatesOfTheLastNight() {
            // given: the morning after, because the night has no summary yet
            Instant morning = replay().rows("sleep.json", "series").map(row -> moment(row, "enddate"))
                    .max(Instant::compareTo).orElseThrow().plusSeconds(60);

            try (Replay replay = new Replay(folder, "device.json", morning)) {
                replay.awaitStates("sleep.json", morning.minus(Duration.ofDays(1)));
            }
        }

        @Test
        void showsTheScale() {
            Replay replay = replay();

            replay.home.awaitOnline(SCALE);
            replay.home.awaitQuantity("Battery", "100", "");
            replay.home.awaitTime("Last_Session", Instant.ofEpochSecond(1_693_867_179));
        }
    }

    private static BigDecimal scaled(JsonObject valueAndUnit) {
        return valueAndUnit.get("value").getAsBigDecimal().scaleByPowerOfTen(valueAndUnit.get("unit").getAsInt());
    }

    private static Instant moment(JsonObject row, String name) {
        return Instant.ofEpochSecond(row.get(name).getAsLong());
    }

    private static String text(JsonObject row, String name) {
        return row.get(name).getAsString();
    }
}
