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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.Device.Battery;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.api.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RecordsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static <T> T read(BodyType<T> type, String body) throws WithingsException {
        String json = "{\"status\": 0, \"body\": " + body + "}";
        return type.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }

    @Nested
    class OfMeasures {

        private MeasureGroup group(String row) throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, "{\"measuregrps\": [" + row + "]}");
            assertThat(page.rows(), hasSize(1));
            return page.rows().get(0);
        }

        @ParameterizedTest
        @CsvSource({ "'Body+', 13, Body+", "'', 13, Body+", "'', 4711, Withings 4711" })
        void nameTheModelByItsNumberWhereItHasNoName(String model, int number, String expected)
                throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, """
                    {"measuregrps": [{"grpid": 1, "date": 1772366000, "model": "%s", "modelid": %d,
                      "measures": [{"value": 72345, "type": 1, "unit": -3}]}]}""".formatted(model, number));
            assertThat(page.rows().get(0).model(), is(expected));
        }

        @ParameterizedTest
        @CsvSource({ "1772366400, false", "1772366402, false", "1772370000, true" })
        void tellGroupsThatWereEditedFromThoseThatWereOnlyCompleted(long modified, boolean edited)
                throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, """
                    {"measuregrps": [{"grpid": 1, "attrib": 0, "date": 1772366000, "created": 1772366400,
                      "modified": %d, "measures": [{"value": 72345, "type": 1, "unit": -3}]}]}""".formatted(modified));
            assertThat(page.rows().get(0).edited(), is(edited));
        }

        @Test
        void readAGroupWithAllItsFields() throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, """
                    {"updatetime": 1772366500, "timezone": "Europe/Paris", "more": 1, "offset": 37, "measuregrps": [
                      {"grpid": 11, "attrib": 2, "date": 1772366400, "created": 1772366401, "modified": 1772366402,
                       "category": 2, "deviceid": "scale", "hash_deviceid": "hashed", "model": "Body Scan",
                       "modelid": 10, "comment": null, "timezone": "Asia/Tokyo", "is_inconclusive": false,
                       "measures": [
                         {"value": 72345, "type": 1, "unit": -3, "algo": 3, "fm": 5},
                         {"value": 5512, "type": 5, "unit": -2, "position": 7}]}]}""");
            assertThat(page.rows(),
                    is(List.of(new MeasureGroup(11, 2, at(1772366400), at(1772366402), false, 2, "hashed",
                            "Body Scan", ZoneId.of("Asia/Tokyo"), List.of(new Measure(1, decimal("72.345"), null),
                                    new Measure(5, decimal("55.12"), 7))))));
            assertThat(page.next(), is(37L));
        }

        @Test
        void takeTheTimeZoneOfTheAnswerWhereTheGroupHasNone() throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES,
                    """
                            {"measuregrps": [{"grpid": 1, "date": 1772366400, "measures": [{"type": 1, "value": 1, "unit": 0}]}],
                             "timezone": "Europe/Paris"}""");
            assertThat(page.rows().get(0).zone(), is(PARIS));
        }

        @Test
        void doWithoutAllThatCanBeDoneWithout() throws WithingsException {
            assertThat(
                    group("{\"grpid\": \"1\", \"date\": \"1772366400\","
                            + " \"measures\": [{\"type\": \"1\", \"value\": \"700\", \"unit\": \"-1\"}]}"),
                    is(new MeasureGroup(1, 0, at(1772366400), at(1772366400), false, 1, null, null, null,
                            List.of(new Measure(1, decimal("70.0"), null)))));
        }

        @Test
        void takeTheTimeOfCreationWhereTheGroupWasNeverChanged() throws WithingsException {
            assertThat(group("{\"grpid\": 1, \"date\": 1772366400, \"created\": 1772366410, \"modified\": null,"
                    + " \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}").modified(), is(at(1772366410)));
        }

        @Test
        void takeTheHashOfTheDevice() throws WithingsException {
            assertThat(group("{\"grpid\": 1, \"date\": 1772366400, \"deviceid\": null, \"hash_deviceid\": \"hashed\","
                    + " \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}").deviceId(), is("hashed"));
        }

        @Test
        void keepTheGoodMeasuresBesideBadOnes() throws WithingsException {
            assertThat(group("""
                    {"grpid": 1, "date": 1772366400, "measures": [
                      {"type": 1, "value": null, "unit": 0}, {"type": 1, "unit": 0}, {"value": 3, "unit": 0}, null, 17,
                      {"type": 1, "value": 5}, {"type": 1, "value": 5, "unit": 2000000000},
                      {"type": 1, "value": 5, "unit": -2147483648}, {"type": 1, "value": {},
                      "unit": 0}, {"type": 99999, "value": -1, "unit": 0}]}""").measures(),
                    is(List.of(new Measure(99999, decimal("-1"), null))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "null", "17", "[]", "{}",
                "{\"date\": 1772366400, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}",
                "{\"grpid\": 1, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}",
                "{\"grpid\": 1, \"date\": -1, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}",
                "{\"grpid\": 1, \"date\": 1772366400, \"measures\": []}",
                "{\"grpid\": 1, \"date\": 1772366400, \"measures\": null}", "{\"grpid\": 1, \"date\": 1772366400}" })
        void leaveOutOneGroupThatMakesNoSenseAndKeepTheNext(String row) throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, "{\"measuregrps\": [" + row
                    + ", {\"grpid\": 2, \"date\": 1772366400, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}]}");
            assertThat(page.rows().stream().map(MeasureGroup::id).toList(), contains(2L));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{}", "null", "{\"measuregrps\": []}", "{\"measuregrps\": null}",
                "{\"measuregrps\": \"none\"}" })
        void findNothingInAnEmptyAnswer(String body) throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, body);
            assertThat(page.rows(), is(empty()));
            assertThat(page.next(), is(nullValue()));
        }
    }

    @Nested
    class OfSleepSummaries {

        @Test
        void readANightWithAllItsFields() throws WithingsException {
            Page<SleepSummary> page = read(Records.SLEEP_SUMMARIES, """
                    {"series": [{"id": 9, "timezone": "Europe/Paris", "model": 32, "model_id": 63,
                      "hash_deviceid": "mat", "startdate": 1772319600, "enddate": 1772348400, "date": "2026-03-01",
                      "created": 1772348500, "modified": 1772348499, "completed": false,
                      "data": {"sleep_score": 81, "sleep_efficiency": 0.86, "snoring": "120", "waso": -1,
                        "hr_average": null, "night_events": {"1": [0], "4": [28800]},
                        "core_body_temperature_status": "usual"}}], "more": false, "offset": 0}""");
            assertThat(page.rows(),
                    is(List.of(new SleepSummary(9L, at(1772319600), at(1772348400), LocalDate.of(2026, 3, 1), PARIS, 32,
                            "mat", at(1772348499), false, Map.of("sleep_score", decimal("81"), "sleep_efficiency",
                                    decimal("0.86"), "snoring", decimal("120"), "waso", decimal("-1")),
                            "usual", List.of(new NightEvent(at(1772319600), 1), new NightEvent(at(1772348400), 4))))));
        }

        @Test
        void doWithoutAllThatCanBeDoneWithout() throws WithingsException {
            Page<SleepSummary> page = read(Records.SLEEP_SUMMARIES,
                    "{\"series\": [{\"startdate\": 1772319600, \"enddate\": 1772348400, \"timezone\": \"Nowhere\","
                            + " \"data\": []}]}");
            assertThat(page.rows(), is(List.of(new SleepSummary(null, at(1772319600), at(1772348400),
                    LocalDate.of(2026, 3, 1), ZoneOffset.UTC, 0, null, at(1772348400), true, Map.of(), null,
                    List.of()))));
        }

        private List<String> events(String written) throws WithingsException {
            Page<SleepSummary> page = read(Records.SLEEP_SUMMARIES, """
                    {"series": [{"data": {"night_events": %s, "sleep_score": 81},
                      "startdate": 1772319600, "enddate": 1772348400}]}""".formatted(written));
            assertThat("the rest is read", page.rows().get(0).values(), hasEntry("sleep_score", decimal("81")));
            return page.rows().get(0).events().stream()
                    .map(event -> event.number() + "@" + (event.time().getEpochSecond() - 1772319600)).toList();
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', value = {
                // seconds since the event of the same kind before
                "{\"3\": [3600, \"7200\"], \"17\": [60]}; 3@3600 3@10800 17@60",
                // a sum may be up to ten minutes beyond the end of 28800
                "{\"3\": [20000, 9400]}; 3@20000 3@29400",
                // what is further beyond ends the list
                "{\"3\": [14400, 29401]}; 3@14400", "{\"3\": [14400, 9223372036854775807]}; 3@14400",
                // what is no number of seconds ends the list
                "{\"2\": [60, null, 60], \"3\": [-1], \"4\": [60, 1.5]}; 2@60 4@60" })
        void addUpTheSecondsOfTheEventsOfAKind(String written, String expected) throws WithingsException {
            assertThat(String.join(" ", events(written)), is(expected));
            assertThat("as text", String.join(" ", events('"' + written.replace("\"", "\\\"") + '"')), is(expected));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "null", "17", "\"\"", "\"{\"", "\"rubbish\"", "\"{} {}\"", "{\"2\": 60}",
                "{\"2\": [null, -1, 1e30, {}]}", "{\"two\": [60]}", "{\"2\": [9999999]}" })
        void leaveOutEventsThatMakeNoSense(String written) throws WithingsException {
            assertThat(events(written), is(empty()));
        }

        @Test
        void leaveOutNightsWithoutBeginningOrThatEndBeforeTheyBegin() throws WithingsException {
            Page<SleepSummary> page = read(Records.SLEEP_SUMMARIES,
                    "{\"series\": [{\"enddate\": 1772348400}, {\"startdate\": 1772348400, \"enddate\": 1772319600}]}");
            assertThat(page.rows(), is(empty()));
        }
    }

    @Nested
    class OfSleepPhases {

        @Test
        void readAPhaseWithAllItsSeries() throws WithingsException {
            Page<SleepPhase> page = read(Records.SLEEP_PHASES, """
                    {"series": [{"startdate": 1772319600, "enddate": 1772319720, "state": 2, "model": "Aura Sensor V2",
                      "model_id": 63, "hash_deviceid": "mat", "hr": {"1772319660": 52, "1772319600": "51"},
                      "rr": {"1772319600": null, "x": 3}, "snoring": [], "rmssd": 17}], "model": 32}""");
            assertThat(page.rows(),
                    is(List.of(new SleepPhase(at(1772319600), at(1772319720), 2, "mat", Map.of("hr",
                            new TreeMap<>(Map.of(at(1772319600), decimal("51"), at(1772319660), decimal("52"))))))));
        }

        @Test
        void leaveOutPhasesWithoutStateOrTime() throws WithingsException {
            Page<SleepPhase> page = read(Records.SLEEP_PHASES, """
                    {"series": [{"startdate": 1772319600, "enddate": 1772319720}, {"state": 1, "enddate": 1772319720},
                      {"state": 1, "startdate": 1772319720, "enddate": 1772319600}]}""");
            assertThat(page.rows(), is(empty()));
        }

        @Test
        void takeAStateThatIsNotDocumentedForUnspecified() throws WithingsException {
            Page<SleepPhase> page = read(Records.SLEEP_PHASES,
                    "{\"series\": [{\"startdate\": 1772319600, \"enddate\": 1772319720, \"state\": 42}]}");
            assertThat(page.rows().get(0).state(), is(SleepState.UNSPECIFIED));
        }
    }

    @Nested
    class OfActivities {

        @Test
        void readADayWithAllItsFields() throws WithingsException {
            Page<Activity> page = read(Records.ACTIVITIES, """
                    {"activities": [{"date": "2026-03-01", "timezone": "Europe/Paris", "deviceid": null,
                      "hash_deviceid": "watch", "brand": 1, "is_tracker": true, "modified": 1772366400,
                      "steps": 8123, "distance": "5432.1", "calories": 312.25, "hr_average": null,
                      "hr_zone_0": 0, "something": {"new": 1}}], "more": true, "offset": 200}""");
            assertThat(page.rows(),
                    is(List.of(new Activity(LocalDate.of(2026, 3, 1), PARIS, at(1772366400), false, "watch",
                            Map.of("steps", decimal("8123"), "distance", decimal("5432.1"), "calories",
                                    decimal("312.25"), "hr_zone_0", decimal("0"), "brand", decimal("1"), "modified",
                                    decimal("1772366400"))))));
            assertThat(page.next(), is(200L));
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', value = { "\"brand\": 18, \"deviceid\": null; true",
                "\"brand\": \"18\", \"is_tracker\": true; true", "\"is_tracker\": false; true",
                "\"brand\": 1, \"deviceid\": null; false", "\"brand\": null, \"deviceid\": \"watch\"; false",
                "\"brand\": 18, \"deviceid\": \"watch\"; true" })
        void tellWithingsDevicesFromOtherVendorsTrackers(String fields, boolean external) throws WithingsException {
            assertThat(read(Records.ACTIVITIES, "{\"activities\": [{\"date\": \"2026-03-01\", " + fields + "}]}")
                    .rows().get(0).external(), is(external));
        }

        @Test
        void leaveOutADayWithoutDate() throws WithingsException {
            assertThat(read(Records.ACTIVITIES, "{\"activities\": [{\"steps\": 1}, {\"date\": 17}]}").rows(),
                    is(empty()));
        }
    }

    @Nested
    class OfIntradayActivity {

        private Page<IntradayActivity> read(String body) throws WithingsException {
            return RecordsTest.read(Records.INTRADAY, body);
        }

        @Test
        void readWhatWasNoticedByItsTime() throws WithingsException {
            Page<IntradayActivity> page = read("""
                    {"series": {
                      "1772366400": {"steps": 17, "elevation": 0, "calories": 0.7, "distance": 12.5, "duration": 60,
                        "model": "ScanWatch", "deviceid": "watch"},
                      "1772366460": {"heart_rate": 64, "spo2_auto": 97, "rmssd": 41, "model": null,
                        "hash_deviceid": "hashed"}}}""");
            assertThat(page.rows(), contains(
                    new IntradayActivity(at(1772366400), Duration.ofMinutes(1), "watch",
                            Map.of("steps", decimal("17"), "elevation", decimal("0"), "calories", decimal("0.7"),
                                    "distance", decimal("12.5"), "duration", decimal("60"))),
                    new IntradayActivity(at(1772366460), Duration.ZERO, "hashed", Map.of("heart_rate", decimal("64"),
                            "spo2_auto", decimal("97"), "rmssd", decimal("41")))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "{\"series\": []}", "{\"series\": {}}", "{\"series\": null}",
                "{\"series\": [{\"steps\": 1}]}", "{}",
                "[]" })
        void readNothingWhereThereIsNothing(String body) throws WithingsException {
            assertThat(read(body), is(new Page<>(List.of(), null)));
        }

        @Test
        void readNumbersThatAreWrittenAsStrings() throws WithingsException {
            assertThat(read("{\"series\": {\"1772366400\": {\"steps\": \"17\", \"duration\": \"300\"}}}").rows(),
                    contains(new IntradayActivity(at(1772366400), Duration.ofMinutes(5), null,
                            Map.of("steps", decimal("17"), "duration", decimal("300")))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "-60", "0", "null", "\"long\"", "86401", "9223372036854775807" })
        void takeASenselessDurationForNone(String duration) throws WithingsException {
            assertThat(read("{\"series\": {\"1772366400\": {\"duration\": " + duration + "}}}").rows().get(0).end(),
                    is(at(1772366400)));
        }

        @Test
        void leaveOutWhatHasNoTime() throws WithingsException {
            Page<IntradayActivity> page = read("""
                    {"series": {"noon": {"steps": 1}, "": {"steps": 2}, "-5": {"steps": 3}, "1772366400": {"steps": 4}}}
                    """);
            assertThat(page.rows().stream().map(row -> row.values().get("steps")).toList(), contains(decimal("4")));
        }

        @Test
        void ignoreFieldsThatAreNoNumbers() throws WithingsException {
            assertThat(read("""
                    {"series": {"1772366400": {"steps": null, "heart_rate": {"new": [1]}, "rr": "fast"},
                      "1772366460": null}}""").rows(),
                    contains(new IntradayActivity(at(1772366400), Duration.ZERO, null, Map.of())));
        }
    }

    @Nested
    class OfWorkouts {

        @Test
        void readAWorkoutWithAllItsFields() throws WithingsException {
            Page<Workout> page = read(Records.WORKOUTS, """
                    {"series": [{"id": 3661300277, "category": 7, "timezone": "Europe/Paris", "model": 93, "attrib": 7,
                      "startdate": 1772366400, "enddate": 1772368200, "date": "2026-03-01", "deviceid": null,
                      "hash_deviceid": "watch", "modified": 1772368300, "something": {"new": 1},
                      "data": {"calories": 312.25, "distance": "1500", "manual_distance": 0, "hr_average": 128,
                        "algo_pause_duration": null, "pool_laps": 60, "core_body_temperature_avg": 37.4,
                        "core_body_temperature_status": "elevated", "something": [1]}}],
                     "more": true, "offset": 200}""");
            assertThat(page.rows(),
                    is(List.of(new Workout(3661300277L, 7, at(1772366400), at(1772368200), PARIS, "watch",
                            at(1772368300),
                            Map.of("calories", decimal("312.25"), "distance", decimal("1500"), "manual_distance",
                                    decimal("0"), "hr_average", decimal("128"), "pool_laps", decimal("60"),
                                    "core_body_temperature_avg", decimal("37.4")),
                            "elevated"))));
            assertThat(page.next(), is(200L));
        }

        @Test
        void readNumbersThatAreWrittenAsStrings() throws WithingsException {
            Page<Workout> page = read(Records.WORKOUTS, """
                    {"series": [{"id": "1", "category": "306", "startdate": "1772366400", "enddate": "1772368200",
                      "modified": "1772368300", "data": {"steps": "3100", "calories": "98.5"}}], "more": "0"}""");
            assertThat(page.rows(),
                    is(List.of(new Workout(1L, 306, at(1772366400), at(1772368200), ZoneOffset.UTC, null,
                            at(1772368300), Map.of("steps", decimal("3100"), "calories", decimal("98.5")), null))));
            assertThat(page.next(), is(nullValue()));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{}", "null" })
        void doWithoutAllThatCanBeDoneWithout(String data) throws WithingsException {
            Page<Workout> page = read(Records.WORKOUTS,
                    "{\"series\": [{\"startdate\": 1772366400, \"enddate\": 1772368200, \"data\": " + data + "}]}");
            assertThat(page.rows(),
                    is(List.of(new Workout(null, WorkoutCategory.OTHER.number(), at(1772366400), at(1772368200),
                            ZoneOffset.UTC, null, at(1772368200), Map.of(), null))));
        }

        @Test
        void leaveOutWorkoutsWithoutBeginningOrThatEndBeforeTheyBegin() throws WithingsException {
            Page<Workout> page = read(Records.WORKOUTS, """
                    {"series": [{"category": 1, "enddate": 1772368200}, {"category": 1, "startdate": 1772366400},
                      {"category": 1, "startdate": 1772368200, "enddate": 1772366400}]}""");
            assertThat(page.rows(), is(empty()));
        }
    }

    @Nested
    class OfTheHeart {

        private HeartRecording recording(String row) throws WithingsException {
            Page<HeartRecording> page = read(Records.HEART, "{\"series\": [" + row + "]}");
            assertThat(page.rows(), hasSize(1));
            return page.rows().get(0);
        }

        @Test
        void readARecordingWithAllItsFields() throws WithingsException {
            Page<HeartRecording> page = read(Records.HEART, """
                    {"more": true, "offset": 2, "series": [
                      {"deviceid": "cuff", "hash_deviceid": "hashed", "model": 44, "ecg": {"signalid": 48, "afib": 1},
                       "bloodpressure": {"diastole": 78, "systole": 121}, "stetho": {"signalid": 49, "vhd": 2},
                       "heart_rate": 67, "timestamp": 1772366400, "modified": 1772366460, "timezone": "Europe/Paris"}
                    ]}""");

            assertThat(page.rows(),
                    is(List.of(new HeartRecording(at(1772366400), at(1772366460), "hashed", 44,
                            new Electrocardiogram(48L, 1), new Stethoscope(49L, 2), decimal("67"), decimal("121"),
                            decimal("78")))));
            assertThat(page.next(), is(2L));
        }

        @Test
        void doWithoutAllThatCanBeDoneWithout() throws WithingsException {
            HeartRecording bare = new HeartRecording(at(1772366400), null, null, null, null, null, null, null, null);

            assertThat(recording("{\"timestamp\": 1772366400}"), is(bare));
            assertThat(recording("{\"timestamp\": \"1772366400\", \"ecg\": [], \"stetho\": null,"
                    + " \"bloodpressure\": [], \"heart_rate\": null, \"model\": \"x\"}"), is(bare));
        }

        @Test
        void readTheListOfTheStethoscope() throws WithingsException {
            HeartRecording sounds = recording("{\"hash_deviceid\": \"beamo\", \"signalid\": 7, \"vhd\": 1,"
                    + " \"timestamp\": 1772366400, \"timezone\": \"Europe/Paris\"}");

            assertThat(sounds.stethoscope(), is(new Stethoscope(7L, 1)));
            assertThat(sounds.electrocardiogram(), is(nullValue()));
            assertThat(sounds.deviceId(), is("beamo"));
        }

        @ParameterizedTest
        @ValueSource(strings = { "null", "17", "[]", "{}", "{\"ecg\": {\"signalid\": 48, \"afib\": 0}}",
                "{\"timestamp\": 0}", "{\"timestamp\": \"yesterday\"}" })
        void leaveOutARecordingWithoutTime(String row) throws WithingsException {
            assertThat(read(Records.HEART, "{\"series\": [" + row + "]}").rows(), is(empty()));
        }

        @Test
        void readTheCurveOfAnElectrocardiogram() throws WithingsException {
            EcgSignal signal = read(Records.ECG_SIGNAL, """
                    {"signal": [12, -7, 903, "4"], "sampling_frequency": 300, "wearposition": 1, "model": 93,
                     "heart_rate": 67}""");

            assertThat(signal, is(new EcgSignal(300, List.of(12, -7, 903, 4), 1, 67)));
        }

        @Test
        void readTheCurveOfALongRecording() throws WithingsException {
            EcgSignal signal = read(Records.ECG_SIGNAL,
                    "{\"sampling_frequency\": 500, \"signal\": [" + "5,".repeat(29_999) + "6]}");

            assertThat(signal.duration(), is(Duration.ofMinutes(1)));
            assertThat(signal.samples().get(29_999), is(6));
        }

        @ParameterizedTest
        @ValueSource(strings = { "{}", "[]", "{\"signal\": [], \"sampling_frequency\": 300}", "{\"signal\": [1]}",
                "{\"signal\": [1], \"sampling_frequency\": 0}",
                "{\"signal\": [1, null, 3], \"sampling_frequency\": 300}" })
        void refuseACurveThatIsNone(String body) {
            assertThat(assertThrows(WithingsException.class, () -> read(Records.ECG_SIGNAL, body)).failure(),
                    is(Failure.MALFORMED_ANSWER));
        }

        @Test
        void refuseACurveWithoutEnd() {
            String body = "{\"sampling_frequency\": 300, \"signal\": [" + "1,".repeat(100_000) + "1]}";

            assertThat(assertThrows(WithingsException.class, () -> read(Records.ECG_SIGNAL, body)).failure(),
                    is(Failure.MALFORMED_ANSWER));
        }
    }

    @Nested
    class OfDevices {

        @Test
        void readADeviceWithAllItsFields() throws WithingsException {
            Page<Device> page = read(Records.DEVICES, """
                    {"devices": [{"type": "Scale", "model": "Body+", "model_id": 5, "battery": "medium",
                      "deviceid": "abc", "hash_deviceid": "hashed", "timezone": "Europe/Paris",
                      "first_session_date": 1700000000, "last_session_date": 1772366400, "fw": 1981,
                      "mac_address": "00:24:e4:00:00:01", "network": "wifi"}]}""");
            assertThat(page.rows(), is(List.of(new Device("hashed", "Scale", "Body+", 5, Battery.MEDIUM, PARIS,
                    at(1700000000), at(1772366400), "1981", "00:24:e4:00:00:01"))));
        }

        @Test
        void doWithoutAllThatCanBeDoneWithout() throws WithingsException {
            Page<Device> page = read(Records.DEVICES, "{\"devices\": [{\"deviceid\": \"abc\", \"model\": null}]}");
            assertThat(page.rows(),
                    is(List.of(new Device("abc", "", "", null, Battery.UNKNOWN, null, null, null, null, null))));
        }

        @ParameterizedTest
        @CsvSource({ "'', 44, BPM Core", "' ', 99, Withings 99", "BPM Core 2, 99, BPM Core 2" })
        void nameTheModelByItsNumberWhereItHasNoName(String model, int number, String expected)
                throws WithingsException {
            assertThat(read(Records.DEVICES,
                    "{\"devices\": [{\"deviceid\": \"abc\", \"model\": \"%s\", \"model_id\": %d}]}"
                            .formatted(model, number)).rows().get(0).model(),
                    is(expected));
        }

        @ParameterizedTest
        @CsvSource({ "high, HIGH", "medium, MEDIUM", "low, LOW", "unknown, UNKNOWN", "no, UNKNOWN", "full, UNKNOWN" })
        void knowTheWordsForBatteries(String word, Battery battery) throws WithingsException {
            assertThat(read(Records.DEVICES,
                    "{\"devices\": [{\"deviceid\": \"abc\", \"battery\": \"" + word + "\"}]}").rows().get(0).battery(),
                    is(battery));
        }

        @Test
        void leaveOutADeviceWithoutIdentifier() throws WithingsException {
            assertThat(read(Records.DEVICES, "{\"devices\": [{\"type\": \"Scale\"}, {\"deviceid\": \"\"}]}")
                    .rows(), is(empty()));
        }
    }

    @Nested
    class OfGoals {

        @Test
        void readAllGoals() throws WithingsException {
            assertThat(
                    read(Records.GOALS,
                            "{\"goals\": {\"steps\": 9000, \"sleep\": 27000,"
                                    + " \"weight\": {\"value\": 68500, \"unit\": -3}}}"),
                    is(new Goals(9000, Duration.ofMinutes(450), decimal("68.500"))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{\"goals\": []}", "{\"goals\": {}}", "{\"goals\": null}",
                "{\"goals\": {\"steps\": null, \"sleep\": 0, \"weight\": []}}",
                "{\"goals\": {\"steps\": -1, \"weight\": {\"value\": 0, \"unit\": 0}}}",
                "{\"goals\": {\"weight\": {\"value\": 70}}}" })
        void takeAGoalThatIsNotSetForNone(String body) throws WithingsException {
            assertThat(read(Records.GOALS, body), is(new Goals(null, null, null)));
        }
    }

    @Nested
    class OfSubscriptions {

        @Test
        void readSubscriptions() throws WithingsException {
            Page<Subscription> page = read(Records.SUBSCRIPTIONS, """
                    {"profiles": [{"appli": 44, "callbackurl": "https://home.example.org/hook", "expires": 2147483647,
                      "comment": "x"}, {"appli": 1}, {"callbackurl": "https://home.example.org/hook"}]}""");
            assertThat(page.rows(), is(List.of(new Subscription(44, "https://home.example.org/hook"))));
        }

        @Test
        void keepTheSecretOfAnAddressOutOfLogs() {
            assertThat(new Subscription(1, "https://home.example.org/s3cr3t").toString(),
                    not(containsString("s3cr3t")));
        }
    }

    /** Answers with something odd in them, as seen in real ones. */
    @Nested
    class OfOddAnswers {

        private <T> T read(String name, BodyType<T> type) throws Exception {
            try (InputStream json = RecordsTest.class.getResourceAsStream("../cases/" + name)) {
                return type.read(Objects.requireNonNull(json, name).readAllBytes());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = { "night-events-text", "night-events-object" })
        void countNightEventsFromTheOneBefore(String name) throws Exception {
            SleepSummary night = read(name + "/nights.json", Records.SLEEP_SUMMARIES).rows().get(0);

            assertThat(night.events(),
                    is(List.of(event(night, 1, 0), event(night, 2, 1500), event(night, 2, 6900), event(night, 2, 13200),
                            event(night, 2, 16200), event(night, 3, 6000), event(night, 3, 10200),
                            event(night, 3, 15300), event(night, 3, 24900), event(night, 4, 28500))));
        }

        private NightEvent event(SleepSummary night, int kind, long seconds) {
            return new NightEvent(night.start().plusSeconds(seconds), kind);
        }

        @Test
        void nameTheDeviceByItsHash() throws Exception {
            assertThat(read("numeric-device-id/nights.json", Records.SLEEP_SUMMARIES).rows().get(0).deviceId(),
                    is("fa5c4b5c0d2943d823d887759fbfa9b29d3ebadb"));
        }

        @Test
        void nameTheModelByTheTypeOfTheDevice() throws Exception {
            assertThat(read("model-13/devices.json", Records.DEVICES).rows().get(0).model(), is("Body+"));
            assertThat(read("model-13/measures.json", Records.MEASURES).rows().get(0).model(), is("Body+"));
            assertThat(RecordsTest.read(Records.DEVICES,
                    "{\"devices\": [{\"deviceid\": \"mat\", \"type\": \"Sleep Monitor\", \"model_id\": 13}]}").rows()
                    .get(0).model(), is("Sleep Analyzer"));
        }

        @Test
        void keepTheNameThatWithingsSends() throws Exception {
            assertThat(RecordsTest.read(Records.DEVICES,
                    "{\"devices\": [{\"deviceid\": \"s\", \"type\": \"Scale\", \"model\": \"Body Max\", \"model_id\": 13}]}")
                    .rows().get(0).model(), is("Body Max"));
        }

        @ParameterizedTest
        @ValueSource(strings = { "\"deviceid\": 17, \"hash_deviceid\": \"hash\"",
                "\"hash_deviceid\": \"hash\", \"deviceid\": \"other\"",
                "\"deviceid\": \"hash\", \"hash_deviceid\": null",
                "\"deviceid\": \"hash\", \"hash_deviceid\": \"\"" })
        void nameTheDeviceOfEveryKindOfRow(String ids) throws Exception {
            String row = "{" + ids + """
                    , "grpid": 1, "date": "2026-03-01", "timestamp": 1772366400, "startdate": 1772366400,
                    "enddate": 1772366401, "state": 1}""";
            String measured = "{" + ids
                    + ", \"grpid\": 1, \"date\": 1772366400, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}";

            assertThat(one(Records.MEASURES, measured).deviceId(), is("hash"));
            assertThat(one(Records.ACTIVITIES, row).deviceId(), is("hash"));
            assertThat(one(Records.WORKOUTS, row).deviceId(), is("hash"));
            assertThat(one(Records.SLEEP_SUMMARIES, row).deviceId(), is("hash"));
            assertThat(one(Records.SLEEP_PHASES, row).deviceId(), is("hash"));
            assertThat(one(Records.HEART, row).deviceId(), is("hash"));
            assertThat(one(Records.DEVICES, row).id(), is("hash"));
        }

        private <R> R one(BodyType<Page<R>> type, String row) throws WithingsException {
            return RecordsTest.read(type, "{\"series\": [" + row + "]}").rows().get(0);
        }

        @Test
        void readDaysAndTimesInTheOtherForm() throws Exception {
            assertThat(one(Records.ACTIVITIES, "{\"date\": 1772319600, \"timezone\": \"Europe/Paris\"}").date(),
                    is(LocalDate.of(2026, 3, 1)));
            assertThat(one(Records.HEART, "{\"timestamp\": \"2026-03-01T12:00:00Z\"}").time(), is(at(1772366400)));
        }
    }

    @Nested
    class OfNothing {

        @Test
        void skipWhateverIsThere() throws WithingsException {
            @Nullable
            Void nothing = read(Records.NOTHING, "{\"a\": [1, {\"b\": 2}]}");
            assertThat(nothing, is(nullValue()));
        }
    }
}
