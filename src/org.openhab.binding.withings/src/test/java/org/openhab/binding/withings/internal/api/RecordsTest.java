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
import org.openhab.binding.withings.internal.api.Records.BodyType;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase.SleepState;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;

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

    private static <R> List<R> rows(BodyType<Page<R>> type, String rows) throws WithingsException {
        return read(type, "{\"series\": [" + rows + "]}").rows();
    }

    private static <R> R row(BodyType<Page<R>> type, String row) throws WithingsException {
        List<R> rows = rows(type, row);
        assertThat(rows, hasSize(1));
        return rows.get(0);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }

    @Nested
    class OfMeasures {
        static final String BODY = """
                {"updatetime": 1772366500, "timezone": "Europe/Paris", "more": 1, "offset": 37, "measuregrps": [
                  {"grpid": 11, "attrib": 2, "date": 1772366400, "created": 1772366401, "modified": 1772366402,
                   "category": 2, "deviceid": "scale", "hash_deviceid": "hashed", "model": "Body Scan",
                   "modelid": 10, "comment": null, "timezone": "Asia/Tokyo", "is_inconclusive": false,
                   "measures": [
                     {"value": 72345, "type": 1, "unit": -3, "algo": 3, "fm": 5},
                     {"value": 5512, "type": 5, "unit": -2, "position": 7}]}]}""";

        private static final String MEASURE = "\"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}";

        private MeasureGroup group(String fields) throws WithingsException {
            return row(Records.MEASURES, "{\"grpid\": 1, \"date\": 1772366000, " + fields + ", " + MEASURE);
        }

        @ParameterizedTest
        @CsvSource({ "'Body+', 13, Body+", "'', 13, Body+", "'', 4711, Withings 4711" })
        void nameTheModelByItsNumberIfItHasNoName(String model, int number, String expected) throws WithingsException {
            assertThat(group("\"model\": \"%s\", \"modelid\": %d".formatted(model, number)).model(), is(expected));
        }

        @ParameterizedTest
        @CsvSource({ "1772366400, false", "1772366402, false", "1772370000, true" })
        void distinguishEditedFromCompletedGroups(long modified, boolean edited) throws WithingsException {
            assertThat(group("\"created\": 1772366400, \"modified\": " + modified).edited(), is(edited));
        }

        @Test
        void readAGroupWithAllItsFields() throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, BODY);
            assertThat(page.rows(),
                    is(List.of(new MeasureGroup(11, 2, at(1772366400), at(1772366402), false, 2, "hashed",
                            "Body Scan", List.of(new Measure(1, decimal("72.345"), null),
                                    new Measure(5, decimal("55.12"), 7))))));
            assertThat(page.next(), is(37L));
        }

        @Test
        void acceptMissingOptionalFields() throws WithingsException {
            assertThat(row(Records.MEASURES, """
                    {"grpid": "1", "date": "1772366400", "measures": [{"type": "1", "value": "700", "unit": "-1"}]}"""),
                    is(new MeasureGroup(1, 0, at(1772366400), at(1772366400), false, 1, null, null,
                            List.of(new Measure(1, decimal("70.0"), null)))));
        }

        @Test
        void keepValidMeasuresOfAGroupWithInvalidOnes() throws WithingsException {
            assertThat(row(Records.MEASURES, """
                    {"grpid": 1, "date": 1772366400, "measures": [
                      {"type": 1, "value": null, "unit": 0}, {"type": 1, "unit": 0}, {"value": 3, "unit": 0}, null, 17,
                      {"type": 1, "value": 5}, {"type": 1, "value": 5, "unit": 2000000000},
                      {"type": 1, "value": 5, "unit": -2147483648}, {"type": 1, "value": {},
                      "unit": 0}, {"type": 99999, "value": -1, "unit": 0}]}""").measures(),
                    is(List.of(new Measure(99999, decimal("-1"), null))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "null", "17", "[]", "{}", "{\"date\": 1772366400, " + MEASURE,
                "{\"grpid\": 1, " + MEASURE, "{\"grpid\": 1, \"date\": -1, " + MEASURE,
                "{\"grpid\": 1, \"date\": 1772366400, \"measures\": []}",
                "{\"grpid\": 1, \"date\": 1772366400, \"measures\": null}", "{\"grpid\": 1, \"date\": 1772366400}" })
        void skipAnInvalidGroupAndKeepTheNext(String row) throws WithingsException {
            List<MeasureGroup> groups = rows(Records.MEASURES,
                    row + ", {\"grpid\": 2, \"date\": 1772366400, " + MEASURE);
            assertThat(groups.stream().map(MeasureGroup::id).toList(), contains(2L));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{}", "null", "{\"measuregrps\": []}", "{\"measuregrps\": null}",
                "{\"measuregrps\": \"none\"}" })
        void readNoRowsFromAnEmptyAnswer(String body) throws WithingsException {
            Page<MeasureGroup> page = read(Records.MEASURES, body);
            assertThat(page.rows(), is(empty()));
            assertThat(page.next(), is(nullValue()));
        }
    }

    @Nested
    class OfSleepSummaries {
        static final String BODY = """
                {"series": [{"id": 9, "timezone": "Europe/Paris", "model": 32, "model_id": 63,
                  "hash_deviceid": "mat", "startdate": 1772319600, "enddate": 1772348400, "date": "2026-03-01",
                  "created": 1772348500, "modified": 1772348499, "completed": false,
                  "data": {"sleep_score": 81, "sleep_efficiency": 0.86, "snoring": "120", "waso": -1,
                    "hr_average": null, "night_events": {"1": [0], "4": [28800]},
                    "core_body_temperature_status": "usual"}}], "more": false, "offset": 0}""";

        @Test
        void readANightWithAllItsFields() throws WithingsException {
            Page<SleepSummary> page = read(Records.SLEEP_SUMMARIES, BODY);
            assertThat(page.rows(),
                    is(List.of(new SleepSummary(9L, at(1772319600), at(1772348400), LocalDate.of(2026, 3, 1), PARIS, 32,
                            "mat", at(1772348499), false, Map.of("sleep_score", decimal("81"), "sleep_efficiency",
                                    decimal("0.86"), "snoring", decimal("120"), "waso", decimal("-1")),
                            "usual", List.of(new NightEvent(at(1772319600), 1), new NightEvent(at(1772348400), 4))))));
        }

        @Test
        void acceptMissingOptionalFields() throws WithingsException {
            assertThat(row(Records.SLEEP_SUMMARIES, """
                    {"startdate": 1772319600, "enddate": 1772348400, "timezone": "Nowhere", "data": []}"""),
                    is(new SleepSummary(null, at(1772319600), at(1772348400), LocalDate.of(2026, 3, 1), ZoneOffset.UTC,
                            0, null, at(1772348400), true, Map.of(), null, List.of())));
        }

        private List<String> events(String written) throws WithingsException {
            SleepSummary night = row(Records.SLEEP_SUMMARIES, """
                    {"data": {"night_events": %s, "sleep_score": 81}, "startdate": 1772319600, "enddate": 1772348400}
                    """.formatted(written));
            assertThat("the rest is read", night.values(), hasEntry("sleep_score", decimal("81")));
            return night.events().stream()
                    .map(event -> event.number() + "@" + (event.time().getEpochSecond() - 1772319600)).toList();
        }

        @ParameterizedTest
        @CsvSource(delimiter = ';', value = {
                // the end is exceeded as gaps, but not as offsets, so all kinds are read as offsets
                "{\"2\": [1800, 20000], \"3\": [14400, 28000], \"4\": [29400]}; 2@1800 2@20000 3@14400 3@28000 4@29400",
                "{\"2\": [1800, 20000], \"3\": [14400, 28000, \"x\", 1]}; 2@1800 2@20000 3@14400 3@28000",
                "{\"3\": [20000, 20000]}; 3@20000 3@20000",
                // not valid as offsets either: a list does not ascend, or an offset exceeds the end
                "{\"2\": [1800, 1700], \"3\": [14400, 28000]}; 2@1800 2@3500 3@14400",
                "{\"2\": [1800, 20000], \"3\": [14400, 28000], \"4\": [29401]}; 2@1800 2@21800 3@14400",
                // seconds since the previous event of the same kind
                "{\"3\": [3600, \"7200\"], \"17\": [60]}; 3@3600 3@10800 17@60",
                // a sum may exceed the end of 28800 by up to ten minutes
                "{\"3\": [20000, 9400]}; 3@20000 3@29400",
                // a value further beyond ends the list
                "{\"3\": [14400, 29401]}; 3@14400", "{\"3\": [14400, 9223372036854775807]}; 3@14400",
                // an invalid value ends the list
                "{\"2\": [60, null, 60], \"3\": [-1], \"4\": [60, 1.5]}; 2@60 4@60" })
        void readAllEventsOfANightInTheSameWay(String written, String expected) throws WithingsException {
            assertThat(String.join(" ", events(written)), is(expected));
            assertThat("as text", String.join(" ", events('"' + written.replace("\"", "\\\"") + '"')), is(expected));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "null", "17", "\"\"", "\"{\"", "\"rubbish\"", "\"{} {}\"", "{\"2\": 60}",
                "{\"2\": [null, -1, 1e30, {}]}", "{\"two\": [60]}", "{\"2\": [9999999]}" })
        void skipInvalidEvents(String written) throws WithingsException {
            assertThat(events(written), is(empty()));
        }
    }

    @Nested
    class OfSleepPhases {
        static final String BODY = """
                {"series": [{"startdate": 1772319600, "enddate": 1772319720, "state": 2, "model": "Aura Sensor V2",
                  "model_id": 63, "hash_deviceid": "mat", "hr": {"1772319660": 52, "1772319600": "51"},
                  "rr": {"1772319600": null, "x": 3}, "snoring": [], "rmssd": 17}], "model": 32}""";

        @Test
        void readAPhaseWithAllItsSeries() throws WithingsException {
            Page<SleepPhase> page = read(Records.SLEEP_PHASES, BODY);
            assertThat(page.rows(),
                    is(List.of(new SleepPhase(at(1772319600), at(1772319720), 2, "mat", Map.of("hr",
                            new TreeMap<>(Map.of(at(1772319600), decimal("51"), at(1772319660), decimal("52"))))))));
            assertThat("it is not documented", row(Records.SLEEP_PHASES,
                    "{\"startdate\": 1772319600, \"enddate\": 1772319720, \"state\": 42}").state(),
                    is(SleepState.UNSPECIFIED));
        }
    }

    @Nested
    class OfActivities {
        static final String BODY = """
                {"activities": [{"date": "2026-03-01", "timezone": "Europe/Paris", "deviceid": null,
                  "hash_deviceid": "watch", "brand": 1, "is_tracker": true, "modified": 1772366400,
                  "steps": 8123, "distance": "5432.1", "calories": 312.25, "hr_average": null,
                  "hr_zone_0": 0, "something": {"new": 1}}], "more": true, "offset": 200}""";

        @Test
        void readADayWithAllItsFields() throws WithingsException {
            Page<Activity> page = read(Records.ACTIVITIES, BODY);
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
        void distinguishWithingsDevicesFromExternalTrackers(String fields, boolean external) throws WithingsException {
            assertThat(row(Records.ACTIVITIES, "{\"date\": \"2026-03-01\", " + fields + "}").external(), is(external));
        }
    }

    @Nested
    class OfIntradayActivity {
        static final String BODY = """
                {"series": {
                  "1772366400": {"steps": 17, "elevation": 0, "calories": 0.7, "distance": 12.5, "duration": 60,
                    "model": "ScanWatch", "deviceid": "watch"},
                  "1772366460": {"heart_rate": 64, "spo2_auto": 97, "rmssd": 41, "model": null,
                    "hash_deviceid": "hashed"}}}""";

        private Page<IntradayActivity> read(String body) throws WithingsException {
            return RecordsTest.read(Records.INTRADAY, body);
        }

        @Test
        void readEntriesByTime() throws WithingsException {
            Page<IntradayActivity> page = read(BODY);
            assertThat(page.rows(), contains(
                    new IntradayActivity(at(1772366400), Duration.ofMinutes(1), "watch",
                            Map.of("steps", decimal("17"), "elevation", decimal("0"), "calories", decimal("0.7"),
                                    "distance", decimal("12.5"), "duration", decimal("60"))),
                    new IntradayActivity(at(1772366460), Duration.ZERO, "hashed", Map.of("heart_rate", decimal("64"),
                            "spo2_auto", decimal("97"), "rmssd", decimal("41")))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "-60", "0", "null", "\"long\"", "86401", "9223372036854775807" })
        void ignoreInvalidDurations(String duration) throws WithingsException {
            assertThat(read("{\"series\": {\"1772366400\": {\"duration\": " + duration + "}}}").rows().get(0).end(),
                    is(at(1772366400)));
        }

        @Test
        void skipEntriesWithoutTimeAndNonNumericFields() throws WithingsException {
            assertThat(read("""
                    {"series": {"noon": {"steps": 1}, "": {"steps": 2}, "-5": {"steps": 3}, "1772366460": null,
                      "1772366400": {"steps": null, "heart_rate": {"new": [1]}, "rr": "fast", "distance": "17",
                        "duration": "300"}}}""").rows(),
                    contains(new IntradayActivity(at(1772366400), Duration.ofMinutes(5), null,
                            Map.of("distance", decimal("17"), "duration", decimal("300")))));
        }
    }

    @Nested
    class OfWorkouts {
        static final String BODY = """
                {"series": [{"id": 3661300277, "category": 7, "timezone": "Europe/Paris", "model": 93, "attrib": 7,
                  "startdate": 1772366400, "enddate": 1772368200, "date": "2026-03-01", "deviceid": null,
                  "hash_deviceid": "watch", "modified": 1772368300, "something": {"new": 1},
                  "data": {"calories": 312.25, "distance": "1500", "manual_distance": 0, "hr_average": 128,
                    "algo_pause_duration": null, "pool_laps": 60, "core_body_temperature_avg": 37.4,
                    "core_body_temperature_status": "elevated", "something": [1]}}],
                 "more": true, "offset": 200}""";

        @Test
        void readAWorkoutWithAllItsFields() throws WithingsException {
            Page<Workout> page = read(Records.WORKOUTS, BODY);
            assertThat(page.rows(),
                    is(List.of(new Workout(3661300277L, 7, at(1772366400), at(1772368200), "watch",
                            at(1772368300),
                            Map.of("calories", decimal("312.25"), "distance", decimal("1500"), "manual_distance",
                                    decimal("0"), "hr_average", decimal("128"), "pool_laps", decimal("60"),
                                    "core_body_temperature_avg", decimal("37.4")),
                            "elevated"))));
            assertThat(page.next(), is(200L));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{}", "null" })
        void acceptMissingOptionalFields(String data) throws WithingsException {
            assertThat(row(Records.WORKOUTS,
                    "{\"startdate\": 1772366400, \"enddate\": 1772368200, \"data\": " + data + "}"),
                    is(new Workout(null, WorkoutCategory.OTHER.number(), at(1772366400), at(1772368200), null,
                            at(1772368200), Map.of(), null)));
        }

        @ParameterizedTest
        @CsvSource({ "1, WALK", "36, OTHER", "128, NO_ACTIVITY", "568, COOKING", "0, CATEGORY_0", "999, CATEGORY_999" })
        void nameTheirCategoryOrItsNumber(int number, String name) {
            assertThat(WorkoutCategory.nameOf(number), is(name));
        }
    }

    @Nested
    class OfTheHeart {
        static final String BODY = """
                {"more": true, "offset": 2, "series": [
                  {"deviceid": "cuff", "hash_deviceid": "hashed", "model": 44, "ecg": {"signalid": 48, "afib": 1},
                   "bloodpressure": {"diastole": 78, "systole": 121}, "stetho": {"signalid": 49, "vhd": 2},
                   "heart_rate": 67, "timestamp": 1772366400, "modified": 1772366460, "timezone": "Europe/Paris"}
                ]}""";

        @Test
        void readARecordingWithAllItsFields() throws WithingsException {
            Page<HeartRecording> page = read(Records.HEART, BODY);

            assertThat(page.rows(),
                    is(List.of(new HeartRecording(at(1772366400), at(1772366460), "hashed", 44,
                            new Electrocardiogram(48L, 1), new Stethoscope(2), decimal("67"), decimal("121"),
                            decimal("78")))));
            assertThat(page.next(), is(2L));
        }

        @Test
        void acceptMissingOptionalFields() throws WithingsException {
            HeartRecording bare = new HeartRecording(at(1772366400), null, null, null, null, null, null, null, null);

            assertThat(row(Records.HEART, "{\"timestamp\": 1772366400}"), is(bare));
            assertThat(row(Records.HEART, "{\"timestamp\": \"1772366400\", \"ecg\": [], \"stetho\": null,"
                    + " \"bloodpressure\": [], \"heart_rate\": null, \"model\": \"x\"}"), is(bare));
        }

        @Test
        void readTheListOfTheStethoscope() throws WithingsException {
            HeartRecording sounds = row(Records.HEART, "{\"hash_deviceid\": \"beamo\", \"signalid\": 7, \"vhd\": 1,"
                    + " \"timestamp\": 1772366400, \"timezone\": \"Europe/Paris\"}");

            assertThat(sounds.stethoscope(), is(new Stethoscope(1)));
            assertThat(sounds.electrocardiogram(), is(nullValue()));
            assertThat(sounds.deviceId(), is("beamo"));
        }

        @Test
        void readTheSignalOfAnElectrocardiogram() throws WithingsException {
            EcgSignal signal = read(Records.ECG_SIGNAL, """
                    {"signal": [12, -7, 903, "4"], "sampling_frequency": 300, "wearposition": 1, "model": 93,
                     "heart_rate": 67}""");

            assertThat(signal, is(new EcgSignal(300, List.of(12, -7, 903, 4))));
            assertThat(read(Records.ECG_SIGNAL,
                    "{\"sampling_frequency\": 500, \"signal\": [" + "5,".repeat(29_999) + "6]}")
                            .duration(),
                    is(Duration.ofMinutes(1)));
            refuseAnInvalidSignal("{\"sampling_frequency\": 300, \"signal\": [" + "1,".repeat(100_000) + "1]}");
        }

        @ParameterizedTest
        @ValueSource(strings = { "{}", "[]", "{\"signal\": [], \"sampling_frequency\": 300}", "{\"signal\": [1]}",
                "{\"signal\": [1], \"sampling_frequency\": 0}",
                "{\"signal\": [1, null, 3], \"sampling_frequency\": 300}" })
        void refuseAnInvalidSignal(String body) {
            assertThat(assertThrows(WithingsException.class, () -> read(Records.ECG_SIGNAL, body)).failure(),
                    is(Failure.MALFORMED_ANSWER));
        }
    }

    @Nested
    class OfDevices {
        static final String BODY = """
                {"devices": [{"type": "Scale", "model": "Body+", "model_id": 5, "battery": "medium",
                  "deviceid": "abc", "hash_deviceid": "hashed", "timezone": "Europe/Paris",
                  "first_session_date": 1700000000, "last_session_date": 1772366400, "fw": 1981,
                  "mac_address": "00:24:e4:00:00:01", "network": "wifi"}]}""";

        @Test
        void readADeviceWithAllItsFields() throws WithingsException {
            Page<Device> page = read(Records.DEVICES, BODY);
            assertThat(page.rows(), is(List.of(new Device("hashed", "abc", "Scale", "Body+", 5, Battery.MEDIUM, PARIS,
                    at(1700000000), at(1772366400), "1981", "00:24:e4:00:00:01"))));
        }

        @Test
        void acceptMissingOptionalFields() throws WithingsException {
            assertThat(row(Records.DEVICES, "{\"deviceid\": \"abc\", \"model\": null}"),
                    is(new Device("abc", null, "", "", null, Battery.UNKNOWN, null, null, null, null, null)));
        }

        @ParameterizedTest
        @CsvSource({ "'', Scale, 44, BPM Core", "' ', Scale, 99, Withings 99", "BPM Core 2, Scale, 99, BPM Core 2",
                "'', Scale, 13, Body+", "'', Sleep Monitor, 13, Sleep Analyzer", "Body Max, Scale, 13, Body Max" })
        void nameTheModelByItsNumberIfItHasNoName(String model, String type, int number, String expected)
                throws WithingsException {
            assertThat(row(Records.DEVICES,
                    "{\"deviceid\": \"abc\", \"type\": \"%s\", \"model\": \"%s\", \"model_id\": %d}".formatted(type,
                            model, number)).model(),
                    is(expected));
        }

        @ParameterizedTest
        @CsvSource({ "high, HIGH", "medium, MEDIUM", "low, LOW", "unknown, UNKNOWN", "no, UNKNOWN", "full, UNKNOWN" })
        void readBatteryLevels(String word, Battery battery) throws WithingsException {
            assertThat(row(Records.DEVICES, "{\"deviceid\": \"abc\", \"battery\": \"" + word + "\"}").battery(),
                    is(battery));
        }
    }

    @Nested
    class OfGoals {

        @Test
        void readAllGoals() throws WithingsException {
            assertThat(read(Records.GOALS, """
                    {"goals": {"steps": 9000, "sleep": 27000, "weight": {"value": 68500, "unit": -3}}}"""),
                    is(new Goals(9000, Duration.ofMinutes(450), decimal("68.500"))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "[]", "{\"goals\": []}", "{\"goals\": {}}", "{\"goals\": null}",
                "{\"goals\": {\"steps\": null, \"sleep\": 0, \"weight\": []}}",
                "{\"goals\": {\"steps\": -1, \"weight\": {\"value\": 0, \"unit\": 0}}}",
                "{\"goals\": {\"weight\": {\"value\": 70}}}" })
        void ignoreGoalsThatAreNotSet(String body) throws WithingsException {
            assertThat(read(Records.GOALS, body), is(new Goals(null, null, null)));
        }
    }

    @Nested
    class OfSubscriptions {
        static final String BODY = """
                {"profiles": [{"appli": 44, "callbackurl": "https://home.example.org/hook", "expires": 2147483647,
                  "comment": "x"}, {"appli": 1}, {"callbackurl": "https://home.example.org/hook"}]}""";

        @Test
        void readSubscriptions() throws WithingsException {
            Page<Subscription> page = read(Records.SUBSCRIPTIONS, BODY);
            assertThat(page.rows(), is(List.of(new Subscription(44, "https://home.example.org/hook"))));
            assertThat("it is a secret", page.rows().toString(), not(containsString("hook")));
        }
    }

    /** Unusual answers, as seen in real ones. */
    @Nested
    class OfOddAnswers {

        private <T> T read(String name, BodyType<T> type) throws Exception {
            try (InputStream json = RecordsTest.class.getResourceAsStream("../cases/" + name)) {
                return type.read(Objects.requireNonNull(json, name).readAllBytes());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = { "night-events-text", "night-events-object" })
        void readNightEventsAsSecondsSinceThePreviousOne(String name) throws Exception {
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
        void skipRowsWithoutTimeOrIdOrWithAnEndBeforeTheStart() throws WithingsException {
            String backwards = "{\"state\": 1, \"startdate\": 1772348400, \"enddate\": 1772319600}";
            String endless = "{\"state\": 1, \"startdate\": 1772348400}, {\"state\": 1, \"enddate\": 1772348400}";
            String stateless = "{\"startdate\": 1772319600, \"enddate\": 1772319720}";
            String odd = "null, 17, [], {}, {\"timestamp\": 0}, {\"timestamp\": \"yesterday\"}, {\"date\": 17}, {\"deviceid\": \"\"}";

            for (BodyType<? extends Page<?>> type : List.of(Records.SLEEP_SUMMARIES, Records.SLEEP_PHASES,
                    Records.WORKOUTS, Records.HEART, Records.ACTIVITIES, Records.DEVICES)) {
                Page<?> page = RecordsTest.read(type,
                        "{\"series\": [" + String.join(",", backwards, endless, odd) + "]}");
                assertThat(page.rows(), is(empty()));
            }
            assertThat(rows(Records.SLEEP_PHASES, stateless), is(empty()));
        }

        @Test
        void useTheHashAsDeviceIdAndTheDeviceTypeForTheModel() throws Exception {
            assertThat(read("model-13/devices.json", Records.DEVICES).rows().get(0).model(), is("Body+"));
            assertThat(read("numeric-device-id/nights.json", Records.SLEEP_SUMMARIES).rows().get(0).deviceId(),
                    is("fa5c4b5c0d2943d823d887759fbfa9b29d3ebadb"));
            assertThat(read("model-13/measures.json", Records.MEASURES).rows().get(0).model(), is("Body+"));
        }

        @ParameterizedTest
        @ValueSource(strings = { "\"deviceid\": 17, \"hash_deviceid\": \"hash\"",
                "\"hash_deviceid\": \"hash\", \"deviceid\": \"other\"",
                "\"deviceid\": \"hash\", \"hash_deviceid\": null",
                "\"deviceid\": \"hash\", \"hash_deviceid\": \"\"" })
        void readTheDeviceOfEveryKindOfRow(String ids) throws Exception {
            String row = "{" + ids + """
                    , "grpid": 1, "date": "2026-03-01", "timestamp": 1772366400, "startdate": 1772366400,
                    "enddate": 1772366401, "state": 1}""";
            String measured = "{" + ids
                    + ", \"grpid\": 1, \"date\": 1772366400, \"measures\": [{\"type\": 1, \"value\": 1, \"unit\": 0}]}";

            assertThat(row(Records.MEASURES, measured).deviceId(), is("hash"));
            assertThat(row(Records.ACTIVITIES, row).deviceId(), is("hash"));
            assertThat(row(Records.WORKOUTS, row).deviceId(), is("hash"));
            assertThat(row(Records.SLEEP_SUMMARIES, row).deviceId(), is("hash"));
            assertThat(row(Records.SLEEP_PHASES, row).deviceId(), is("hash"));
            assertThat(row(Records.HEART, row).deviceId(), is("hash"));
            assertThat(row(Records.DEVICES, row).id(), is("hash"));
        }

        @Test
        void readDatesAndTimesInAlternativeFormats() throws Exception {
            assertThat(row(Records.ACTIVITIES, "{\"date\": 1772319600, \"timezone\": \"Europe/Paris\"}").date(),
                    is(LocalDate.of(2026, 3, 1)));
            assertThat(row(Records.HEART, "{\"timestamp\": \"2026-03-01T12:00:00Z\"}").time(), is(at(1772366400)));
        }
    }

    /** The envelope, which is the same for all. */
    @Nested
    class OfEveryKind {

        private Page<Subscription> parse(String json) throws WithingsException {
            return Records.SUBSCRIPTIONS.read(json.getBytes(StandardCharsets.UTF_8));
        }

        private WithingsException failure(String json) {
            return assertThrows(WithingsException.class, () -> parse(json));
        }

        @Test
        void readsTheBodyAtAnyPosition() throws WithingsException {
            assertThat(
                    parse("{\"body\": {\"profiles\": [{\"appli\": 1, \"callbackurl\": \"u\"}]}, \"status\": 0}").rows(),
                    is(List.of(new Subscription(1, "u"))));
        }

        @ParameterizedTest
        @ValueSource(strings = { "{\"status\": 0}", "{\"status\": 0, \"body\": []}", "{\"status\": 0, \"body\": null}",
                "{\"status\": \"0\", \"body\": {}}", "{\"status\": 0, \"body\": \"\", \"error\": \"\", \"new\": {}}" })
        void readsAMissingOrEmptyBodyAsAnEmptyObject(String json) throws WithingsException {
            assertThat(parse(json).rows(), is(empty()));
        }

        @ParameterizedTest
        @ValueSource(strings = { "", "[]", "null", "17", "{}", "{\"status\": null}",
                "{\"status\": \"fine\", \"body\": {}}",
                "<html>Maintenance</html>", "{\"status\": 0, \"body\": {\"profiles\": [{\"appli\": 1,",
                "Warning: something\n{\"status\": 0}", "{\"status\": 0} trailing" })
        void callsAnythingElseMalformed(String json) {
            assertThat(failure(json).failure(), is(Failure.MALFORMED_ANSWER));
        }

        @ParameterizedTest
        @CsvSource({ "188, 188", "-5, ", "null, ", "\"soon\", ", "99999999999999, " })
        void reportsStatusAndWaitButNotTheErrorTextWhichMayRepeatSecrets(String wait,
                @Nullable Long seconds) {
            WithingsException failure = failure("{\"status\": 601, \"body\": {\"wait_seconds\": " + wait
                    + "}, \"error\": \"Invalid Params: invalid refresh_token s3cr3t\"}");
            assertThat(failure.failure(), is(Failure.TOO_MANY_REQUESTS));
            assertThat(failure.status(), is(601));
            assertThat(failure.retryAfter(), is(seconds == null ? null : Duration.ofSeconds(seconds)));
            assertThat(failure.getMessage(), not(containsString("s3cr3t")));
        }
    }
}
