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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The data services.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DataTest extends SimulatorTest {
    private static String seconds(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }

    private List<JsonObject> allPages(String access, String path, String rowsName, String... call)
            throws IOException {
        List<JsonObject> all = new ArrayList<>();
        String offset = "0";
        boolean more = true;
        for (int pages = 0; more; pages++) {
            assertThat("pages end", pages, is(lessThan(100)));
            List<String> parameters = new ArrayList<>(List.of(call));
            parameters.addAll(List.of("offset", offset));
            JsonObject body = body(path, access, parameters.toArray(String[]::new));
            all.addAll(rows(body, rowsName));
            JsonElement flag = body.get("more");
            more = flag != null
                    && (flag.getAsJsonPrimitive().isBoolean() ? flag.getAsBoolean() : flag.getAsInt() == 1);
            offset = more ? body.get("offset").getAsString() : "";
        }
        return all;
    }

    @Test
    void answersMeasuresAsGroupsWithWholeNumbersAndExponents() throws IOException {
        long group = simulator().household().stepOnScale(mira(), 66.123);

        JsonObject body = body("/measure", access(mira()), "action", "getmeas", "lastupdate", seconds(NOW));

        assertThat(body.get("timezone").getAsString(), is("Europe/Berlin"));
        assertThat(body.get("updatetime").getAsLong(), is(NOW.getEpochSecond()));
        assertThat("everything fits on the page", body.has("more"), is(false));
        JsonObject row = rows(body, "measuregrps").get(0);
        assertThat(row.get("grpid").getAsLong(), is(group));
        assertThat(row.get("attrib").getAsInt(), is(0));
        assertThat(row.get("date").getAsLong(), is(NOW.getEpochSecond()));
        assertThat(row.get("model").getAsString(), is("Body Scan"));
        assertThat(row.get("modelid").getAsInt(), is(10));
        assertThat(row.get("comment").isJsonNull(), is(true));
        JsonObject weight = rows(row, "measures").stream().filter(measure -> measure.get("type").getAsInt() == 1)
                .findFirst().orElseThrow();
        assertThat(weight.get("value").getAsLong() * Math.pow(10, weight.get("unit").getAsInt()),
                is(closeTo(66.123, 0.01)));
    }

    @Test
    void pagesMeasuresOutOfOrderWithNumbersForMore() throws IOException {
        simulator().behaviour().pageSize(RecordKind.MEASURE_GROUP, 10);
        String access = access(mira());

        JsonObject first = body("/measure", access, "action", "getmeas");
        List<JsonObject> all = allPages(access, "/measure", "measuregrps", "action", "getmeas");

        assertThat(first.get("more").getAsJsonPrimitive().isNumber(), is(true));
        assertThat(first.get("more").getAsInt(), is(1));
        assertThat(first.get("offset").getAsInt(), is(10));
        assertThat(all, hasSize(mira().records().rows(RecordKind.MEASURE_GROUP).size()));
        assertThat(all.stream().map(row -> row.get("grpid")).distinct().count(), is((long) all.size()));
        List<Long> dates = all.stream().map(row -> row.get("date").getAsLong()).toList();
        assertThat("rows are not sorted", dates, is(not(dates.stream().sorted().toList())));
        assertThat("rows are not sorted backwards", dates,
                is(not(dates.stream().sorted((one, two) -> Long.compare(two, one)).toList())));
    }

    @Test
    void filtersMeasuresByTypeCategoryAndTime() throws IOException {
        String access = access(jonas());
        simulator().household().measureBloodPressure(jonas(), 128, 81, 70);

        JsonObject pulses = body("/v2/measure", access, "action", "getmeas", "meastypes", "11,9", "startdate",
                seconds(NOW.minusSeconds(10)), "enddate", seconds(NOW));
        JsonObject objectives = body("/measure", access, "action", "getmeas", "category", "2");

        List<JsonObject> measures = rows(rows(pulses, "measuregrps").get(0), "measures");
        assertThat(measures.stream().map(measure -> measure.get("type").getAsInt()).toList(),
                containsInAnyOrder(9, 11));
        assertThat(rows(pulses, "measuregrps"), hasSize(1));
        assertThat(rows(objectives, "measuregrps"), hasSize(1));
    }

    @Test
    void refusesWhatWithingsRefuses() throws IOException {
        String access = access(mira());
        String now = seconds(NOW);
        String dayBefore = seconds(NOW.minus(Duration.ofHours(25)));
        String[][] wrong = { { "/measure", "getmeas", "startdate", dayBefore, "lastupdate", dayBefore },
                { "/measure", "getmeas", "startdate", "yesterday" }, { "/measure", "getmeas", "meastypes", "1;6" },
                { "/measure", "getmeas", "category", "3" }, { "/measure", "getmeas", "offset", "-1" },
                { "/v2/measure", "getactivity" }, { "/v2/measure", "getactivity", "startdateymd", "2026-05-01" },
                { "/v2/measure", "getactivity", "startdateymd", "2026-05-01", "enddateymd", "20.05.2026" },
                { "/v2/measure", "getworkouts", "lastupdate", "0", "enddateymd", "2026-05-01" },
                { "/v2/measure", "getintradayactivity", "startdate", dayBefore, "enddate", now },
                { "/v2/sleep", "getsummary" }, { "/v2/sleep", "get" },
                { "/v2/sleep", "get", "startdate", dayBefore, "enddate", now }, { "/v2/heart", "get" },
                { "/v2/heart", "get", "signalid", "1" } };
        for (String[] call : wrong) {
            List<String> parameters = new ArrayList<>(List.of("action"));
            parameters.addAll(List.of(call).subList(1, call.length));

            JsonObject envelope = envelope(call[0], access, parameters.toArray(String[]::new));

            assertThat(String.join(" ", call), status(envelope), is(503));
        }
    }

    @Test
    void answersUnknownActionsPathsAndMethods() throws IOException {
        String access = access(mira());

        assertThat(status(envelope("/measure", access, "action", "getmeasures")), is(2554));
        assertThat(status(envelope("/measure", access)), is(2554));
        assertThat(post("/v3/measure", access, "action", "getmeas").statusCode(), is(404));
        HttpResponse<String> put = send(HttpRequest.newBuilder(simulator().address().resolve("/measure"))
                .PUT(HttpRequest.BodyPublishers.ofString("action=getmeas")).build());
        assertThat(put.statusCode(), is(405));
        HttpResponse<String> garbled = send(HttpRequest.newBuilder(simulator().address().resolve("/measure"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("action=%zz")).build());
        assertThat(garbled.statusCode(), is(400));
    }

    @Test
    void asksForAnAccessTokenAndItsScope() throws IOException {
        String metricsOnly = consent(mira(), "user.metrics").access();

        assertThat(status(envelope("/measure", null, "action", "getmeas")), is(401));
        assertThat(status(envelope("/measure", "guessed", "action", "getmeas")), is(401));
        HttpResponse<String> sleep = post("/v2/sleep", metricsOnly, "action", "getsummary", "lastupdate", "0");
        assertThat(sleep.statusCode(), is(403));
        assertThat(sleep.body(), containsString("user.activity"));
        assertThat(post("/v2/user", metricsOnly, "action", "getdevice").statusCode(), is(403));
    }

    @Test
    void returnsRowsCreatedOrChangedSince() throws IOException {
        String access = access(mira());
        long group = simulator().household().stepOnScale(mira(), 66.1);
        time.advance(Duration.ofHours(1));
        simulator().household().correctWeight(mira(), group, 65.9);

        JsonObject since = body("/measure", access, "action", "getmeas", "lastupdate",
                seconds(NOW.plus(Duration.ofMinutes(59))));
        JsonObject later = body("/measure", access, "action", "getmeas", "lastupdate",
                seconds(NOW.plus(Duration.ofMinutes(61))));

        assertThat(rows(since, "measuregrps"), hasSize(1));
        assertThat(rows(since, "measuregrps").get(0).get("date").getAsLong(), is(NOW.getEpochSecond()));
        assertThat(rows(later, "measuregrps"), is(empty()));
    }

    @Test
    void summarisesNightsWithSixteenFieldsUnlessAskedForMore() throws IOException {
        String access = access(mira());

        List<JsonObject> plain = allPages(access, "/v2/sleep", "series", "action", "getsummary", "lastupdate", "0");
        List<JsonObject> asked = allPages(access, "/v2/sleep", "series", "action", "getsummary", "lastupdate", "0",
                "data_fields",
                "hr_average,sleep_score,snoring,breathing_disturbances_intensity,core_body_temperature_avg");

        List<JsonObject> ofMat = asked.stream().filter(row -> row.get("model").getAsInt() == 32).toList();
        assertThat(plain.get(0).getAsJsonObject("data").size(), is(16));
        assertThat(plain.get(0).getAsJsonObject("data").has("hr_average"), is(false));
        assertThat(asked.get(0).getAsJsonObject("data").keySet(),
                containsInAnyOrder("hr_average", "sleep_score", "snoring", "breathing_disturbances_intensity"));
        assertThat(plain.size(), is(asked.size()));
        assertThat("some values are not available", ofMat.stream()
                .anyMatch(row -> row.getAsJsonObject("data").get("breathing_disturbances_intensity").getAsInt() == -1),
                is(true));
        assertThat("some rows are modified before they are created",
                asked.stream().anyMatch(row -> row.get("modified").getAsLong() < row.get("created").getAsLong()),
                is(true));
        JsonObject night = plain.get(0);
        assertThat(night.get("model").getAsInt(), is(32));
        assertThat(night.getAsJsonObject("data").get("sleep_efficiency").getAsDouble(), is(lessThanOrEqualTo(1.0)));
    }

    @Test
    void showsTheSeriesOfANightWithTheFieldsAskedFor() throws IOException {
        String access = access(jonas());
        simulator().household().uploadSleep(jonas(), Duration.ofHours(8));
        String[] window = { "startdate", seconds(NOW.minus(Duration.ofHours(9))), "enddate", seconds(NOW) };

        JsonObject plain = body("/v2/sleep", access, "action", "get", window[0], window[1], window[2], window[3]);
        JsonObject asked = body("/v2/sleep", access, "action", "get", window[0], window[1], window[2], window[3],
                "data_fields", "hr,rr,hrv_quality");

        assertThat(plain.get("model").getAsInt(), is(32));
        JsonObject row = rows(plain, "series").get(0);
        assertThat(row.keySet(),
                containsInAnyOrder("startdate", "state", "enddate", "model", "hash_deviceid", "model_id"));
        JsonObject detailed = rows(asked, "series").get(1);
        assertThat(detailed.keySet(), hasItems("hr", "rr"));
        assertThat(detailed.has("hrv_quality"), is(false));
        assertThat(detailed.getAsJsonObject("hr").keySet().iterator().next(),
                is(detailed.get("startdate").getAsString()));
        assertThat(rows(plain, "series").stream().map(phase -> phase.get("state").getAsInt()).distinct().toList(),
                containsInAnyOrder(0, 1, 2, 3));
    }

    @Test
    void showsWhatEachDeviceSawOfTheSameNap() throws IOException {
        String access = access(mira());
        simulator().household().uploadSleep(mira(), Duration.ofMinutes(45));
        simulator().household().uploadSleepOfWatch(mira(), Duration.ofMinutes(40));

        List<JsonObject> naps = rows(
                body("/v2/sleep", access, "action", "getsummary", "lastupdate", seconds(NOW.minusSeconds(1)),
                        "data_fields", "out_of_bed_count,core_body_temperature_status,night_events"),
                "series");
        List<JsonObject> phases = rows(
                body("/v2/sleep", access, "action", "get", "startdate", seconds(NOW.minus(Duration.ofMinutes(45))),
                        "enddate", seconds(NOW), "data_fields", "hr,snoring,hrv_quality"),
                "series");

        assertThat(naps.stream().map(row -> row.get("model").getAsInt()).toList(), containsInAnyOrder(32, 16));
        for (JsonObject nap : naps) {
            boolean watch = nap.get("model").getAsInt() == 16;
            assertThat(nap.getAsJsonObject("data").keySet(), containsInAnyOrder("night_events",
                    watch ? "core_body_temperature_status" : "out_of_bed_count"));
            assertThat("only the mat knows of the bed",
                    JsonParser.parseString(nap.getAsJsonObject("data").get("night_events").getAsString())
                            .getAsJsonObject().size(),
                    is(watch ? 2 : 4));
        }
        for (JsonObject phase : phases) {
            boolean watch = phase.get("model").getAsString().startsWith("ScanWatch");
            assertThat(phase.has("snoring"), is(!watch));
            assertThat(phase.has("hrv_quality"), is(watch));
            assertThat(phase.has("hr"), is(true));
        }
    }

    @Test
    void splitsADayIntoPointsAndWritesNoPointsAsAnArray() throws IOException {
        String access = access(mira());
        simulator().household().walk(mira(), 4_000);

        JsonObject latest = body("/v2/measure", access, "action", "getintradayactivity");
        JsonObject none = body("/v2/measure", access, "action", "getintradayactivity", "startdate", "1000",
                "enddate", "2000");

        JsonObject series = latest.getAsJsonObject("series");
        JsonObject today = mira().records().rows(RecordKind.ACTIVITY).stream()
                .filter(row -> "2026-05-20".equals(row.get("date").getAsString())).findFirst().orElseThrow();
        for (String field : List.of("steps", "distance", "calories", "elevation")) {
            assertThat(field, sum(series, field), is(closeTo(today.get(field).getAsDouble(), 0.0005)));
        }
        assertThat(none.get("series").isJsonArray(), is(true));
    }

    @Test
    void tellsOfAWalkMinuteByMinuteAndLeavesTheEarlierHoursAsTheyWere() throws IOException {
        String access = access(mira());
        JsonObject before = body("/v2/measure", access, "action", "getintradayactivity").getAsJsonObject("series");
        time.advance(Duration.ofHours(1));

        simulator().household().walk(mira(), 450);

        JsonObject after = body("/v2/measure", access, "action", "getintradayactivity").getAsJsonObject("series");
        double walk = 0;
        for (int minute = 1; minute <= 4; minute++) {
            JsonObject point = after.getAsJsonObject(seconds(NOW.plus(Duration.ofMinutes(60 - minute))));
            assertThat(point.get("duration").getAsLong(), is(60L));
            walk += point.get("steps").getAsDouble();
        }
        assertThat(walk, is(450.0));
        assertThat(sum(before, "steps"), is(greaterThan(0.0)));
        before.entrySet().forEach(point -> assertThat(point.getKey(),
                after.getAsJsonObject(point.getKey()).get("steps"),
                is(point.getValue().getAsJsonObject().get("steps"))));
    }

    private static double sum(JsonObject series, String field) {
        return series.entrySet().stream().map(point -> point.getValue().getAsJsonObject().get(field))
                .filter(value -> value != null).mapToDouble(value -> value.getAsDouble()).sum();
    }

    @Test
    void listsHeartRecordingsAndTheirSignals() throws IOException {
        simulator().household().recordElectrocardiogram(mira(), 1);
        simulator().household().recordElectrocardiogram(jonas(), 0);
        String mira = access(mira());
        String jonas = access(jonas());
        String[] today = { "startdate", seconds(NOW), "enddate", seconds(NOW) };

        JsonObject watch = rows(body("/v2/heart", mira, "action", "list", today[0], today[1], today[2], today[3]),
                "series").get(0);
        JsonObject cuff = rows(body("/v2/heart", jonas, "action", "list", today[0], today[1], today[2], today[3]),
                "series").get(0);
        JsonObject signal = body("/v2/heart", mira, "action", "get", "signalid",
                watch.getAsJsonObject("ecg").get("signalid").getAsString());

        assertThat(watch.getAsJsonObject("ecg").get("afib").getAsInt(), is(1));
        assertThat(signal.getAsJsonArray("signal").size(), is(300 * 30));
        assertThat(signal.get("sampling_frequency").getAsInt(), is(300));
        assertThat(cuff.getAsJsonObject("bloodpressure").has("systole"), is(true));
        assertThat(rows(body("/v2/stetho", jonas, "action", "list"), "series"), is(not(empty())));
    }

}
