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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openhab.binding.withings.simulator.household.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.RecordKind;

import com.google.gson.JsonObject;

/**
 * Recorded answers that are served again.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ReplayTest extends SimulatorTest {

    private static final String GROUPS = """
            {"status":0,"body":{"updatetime":1700000500,"timezone":"Europe\\/Lisbon","measuregrps":[
            {"grpid":11,"attrib":0,"date":1700000100,"created":1700000110,"modified":1700000120,"category":1,
            "deviceid":"d1","measures":[{"value":7012,"type":1,"unit":-2,"algo":3,"fm":3},
            {"value":701200,"type":5,"unit":-4,"position":7}],"comment":null},
            {"grpid":12,"attrib":17,"date":1600000100,"category":1,"deviceid":null,
            "measures":[{"value":36600,"type":71,"unit":-3}],"comment":null}]}}""";
    private static final String MORE_GROUPS = """
            {"status":0,"body":{"updatetime":1,"timezone":"Asia/Tokyo","more":1,"offset":99,"measuregrps":[
            {"grpid":13,"attrib":0,"date":1650000100,"modified":1650000120,"category":1,
            "measures":[{"value":81,"type":9,"unit":0}]}]}}""";
    private static final String PHASES = """
            {"status":0,"body":{"series":[{"startdate":1700000000,"state":3,"enddate":1700000600,
            "hr":{"1700000000":61.50},"model":"Aura Sensor V2","model_id":63}],"model":32}}""";
    private static final String PLAIN_PHASES = PHASES.replace("\"hr\":{\"1700000000\":61.50},", "");
    private static final String WORKOUTS = """
            {"status":0,"body":{"series":[{"id":1,"category":1,"startdate":1700000000,"data":{"calories":47.10}}]}}""";
    private static final String NIGHTS = """
            {"status":0,"body":{"series":[{"id":2,"startdate":1700000000,"modified":5,"data":{"hr_average":51}}]}}""";

    @TempDir
    @Nullable
    Path temporary;

    private Path folder() {
        Path folder = temporary;
        if (folder == null) {
            throw new IllegalStateException("No folder");
        }
        return folder;
    }

    @Override
    SimulatorOptions options() {
        try {
            write("b.json", GROUPS);
            write("c.json", MORE_GROUPS);
            write("sleep.json", PHASES);
            write("sleep_no_datafields.json", PLAIN_PHASES);
            write("walks.json", WORKOUTS);
            write("nights.json", NIGHTS);
            write("goals.json", "{\"status\":0,\"body\":{\"goals\":{\"steps\":7000}}}");
            write("goals_2.json", "{\"status\":0,\"body\":{\"goals\":{\"steps\":1,\"sleep\":28000}}}");
            write("goals_none.json", "{\"status\":0,\"body\":{\"goals\":[]}}");
            write("device.json",
                    "{\"status\":0,\"body\":{\"devices\":[{\"type\":\"Scale\",\"model\":null,\"deviceid\":\"d1\"}]}}");
            write("activity.json",
                    "{\"status\":0,\"body\":{\"activities\":[{\"date\":\"2021-01-03\",\"calories\":374.474}],"
                            + "\"more\":false,\"offset\":0}}");
            write("profiles.json", "{\"status\":0,\"body\":{\"profiles\":[{\"appli\":1,\"callbackurl\":"
                    + "\"https://other.example.org\",\"expires\":2147483647,\"comment\":\"\"}]}}");
            write("broken.json", "{\"status\":0,");
            write("revoke.json", "{\"status\":0,\"body\":{}}");
            write("notes.txt", "not an answer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.options().replay(folder());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder().resolve(name), content);
    }

    private Person person() {
        return simulator().household().people().get(0);
    }

    @Test
    void servesValuesUnitsAndTimesAsTheyWereRecorded() throws IOException {
        String answer = post("/measure", access(person()), "action", "getmeas").body();

        assertThat(answer, allOf(containsString("\"updatetime\":1700000500"), containsString("\"value\":7012,"),
                containsString("\"value\":701200,"), containsString("\"unit\":-4"),
                containsString("\"date\":1600000100"),
                containsString("\"Europe/Lisbon\"")));
        assertThat(post("/v2/measure", access(person()), "action", "getactivity", "lastupdate", "0").body(),
                containsString("\"calories\":374.474"));
        assertThat(post("/v2/sleep", access(person()), "action", "get", "startdate", "1779000000", "enddate",
                "1779000100", "data_fields", "hr").body(), containsString("61.50"));
    }

    @Test
    void mergesFilesOfTheSameKindAndPagesThem() throws IOException {
        simulator().behaviour().pageSize(RecordKind.MEASURE_GROUP, 2);
        String access = access(person());

        JsonObject first = body("/measure", access, "action", "getmeas", "startdate", "1779000000", "enddate",
                "1779000100");
        JsonObject second = body("/measure", access, "action", "getmeas", "offset", "2");

        assertThat(rows(first, "measuregrps").stream().map(row -> row.get("grpid").getAsInt()).toList(),
                contains(11, 12));
        assertThat(first.get("more").getAsInt(), is(1));
        assertThat(rows(second, "measuregrps").stream().map(row -> row.get("grpid").getAsInt()).toList(), contains(13));
        assertThat(second.get("more").getAsInt(), is(0));
    }

    @Test
    void filtersByModificationWhereItWasRecorded() throws IOException {
        JsonObject body = body("/measure", access(person()), "action", "getmeas", "lastupdate", "1690000000");

        assertThat(rows(body, "measuregrps").stream().map(row -> row.get("grpid").getAsInt()).toList(),
                containsInAnyOrder(11, 12));
    }

    @Test
    void tellsSeriesApartByTheirContent() throws IOException {
        String access = access(person());
        String[] window = { "startdate", "1779000000", "enddate", "1779000100" };

        JsonObject plain = body("/v2/sleep", access, "action", "get", window[0], window[1], window[2], window[3]);
        JsonObject workouts = body("/v2/measure", access, "action", "getworkouts", "lastupdate", "0");
        JsonObject nights = body("/v2/sleep", access, "action", "getsummary", "startdateymd", "2026-01-01",
                "enddateymd", "2026-01-02");

        assertThat(rows(plain, "series").get(0).has("hr"), is(false));
        assertThat(plain.get("model").getAsInt(), is(32));
        assertThat(rows(workouts, "series").get(0).get("id").getAsInt(), is(1));
        assertThat(rows(nights, "series").get(0).get("id").getAsInt(), is(2));
    }

    @Test
    void servesDevicesGoalsAndSubscriptions() throws IOException {
        String access = access(person());

        JsonObject goals = body("/v2/user", access, "action", "getgoals").getAsJsonObject("goals");
        assertThat(goals.get("steps").getAsInt(), is(7000));
        assertThat(goals.get("sleep").getAsInt(), is(28000));
        JsonObject device = rows(body("/v2/user", access, "action", "getdevice"), "devices").get(0);
        assertThat(device.get("model").isJsonNull(), is(true));
        assertThat(rows(body("/notify", access, "action", "list"), "profiles").get(0).get("callbackurl").getAsString(),
                is("https://other.example.org"));
    }

    @Test
    void namesWhatItCannotRead() {
        assertThat(simulator().replayMessages(), hasItems(startsWith("broken.json: is no JSON"),
                is("revoke.json: an empty answer, nothing to replay."), startsWith("b.json: 2 measure groups")));
        assertThat(simulator().replayMessages().toString(), not(containsString("notes.txt")));
    }

    @Test
    void goesOnLivingAfterTheRecording() throws IOException {
        long group = simulator().household().stepOnScale(person(), 70.5);

        JsonObject body = body("/measure", access(person()), "action", "getmeas", "lastupdate",
                Long.toString(NOW.getEpochSecond()));

        assertThat(simulator().household().device(person(), DeviceKind.SCALE).deviceId(), is("d1"));
        assertThat(person().zone().getId(), is("Europe/Lisbon"));
        assertThat(rows(body, "measuregrps").stream().map(row -> row.get("grpid").getAsLong()).toList(),
                hasItem(group));
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        SimulatorOptions missing = SimulatorOptions.defaults().time(time).replay(folder().resolve("missing"));

        UncheckedIOException thrown = Assertions.assertThrows(UncheckedIOException.class,
                () -> WithingsSimulator.start(missing));

        assertThat(thrown.getMessage(), containsString("missing"));
    }

    @Test
    void readsTheRecordedAnswersKeptBesideTheProject() throws IOException {
        Path recordings = Path.of("..", "..", "..", "..", "shared", "recordings");
        assumeTrue(Files.isDirectory(recordings), "There are no recorded answers in ../shared/recordings");

        try (WithingsSimulator replaying = WithingsSimulator
                .start(SimulatorOptions.defaults().time(time).replay(recordings))) {
            List<String> messages = replaying.replayMessages();

            assertThat(messages, hasItem(matchesPattern("measurement.json: [1-9][0-9]* measure groups.")));
            assertThat(messages, hasItem(matchesPattern("sleep.json: [1-9][0-9]* sleep phases.")));
            assertThat(messages, hasItem(matchesPattern("workouts.json: [1-9][0-9]* workouts.")));
            assertThat(messages.toString(), not(anyOf(containsString("no JSON"), containsString("cannot be read"))));
        }
    }
}
