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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A home set up by text files: the whole history of a person is imported with units, scales and times.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class TextFilesTest {

    private static final long MIRA = 30_571_824;

    private static final String THINGS = """
            Bridge withings:account:home "Withings" [ clientId="household-client", clientSecret="household-secret",
                    redirectUrl="https://home.example.org/withings" ] {
                Thing person mira "Mira" [ userId="30571824" ]
                Thing scale scale "Scale" [ deviceId="%s" ]
                Thing blood-pressure-monitor cuff "Cuff" [ deviceId="%s" ]
                Thing watch watch "Watch" [ deviceId="%s" ]
                Thing thermometer thermometer "Thermometer" [ deviceId="%s" ]
                Thing device mat "Sleep Mat" [ deviceId="%s" ]
            }
            """;
    private static final String ITEMS = """
            Number:Mass Weight "Weight [%.1f %unit%]" { channel="withings:person:home:mira:body#weight" }
            DateTime Weight_Time { channel="withings:person:home:mira:body#time" }
            Number:Length Height { channel="withings:person:home:mira:body#height" }
            Number:Dimensionless Fat_Ratio { channel="withings:person:home:mira:body#fat-ratio", unit="%" }
            Number:Pressure Systolic { channel="withings:person:home:mira:heart#systolic-pressure", unit="mmHg" }
            Number:Pressure Diastolic_Default { channel="withings:person:home:mira:heart#diastolic-pressure" }
            Number Pulse { channel="withings:person:home:mira:heart#heart-pulse" }
            Number:Dimensionless Oxygen { channel="withings:person:home:mira:heart#spo2", unit="%" }
            Number:Temperature Temperature { channel="withings:person:home:mira:temperature#temperature" }
            Number:Temperature Fahrenheit { channel="withings:person:home:mira:temperature#temperature", unit="°F" }
            DateTime Sleep_Start { channel="withings:person:home:mira:sleep#start" }
            DateTime Sleep_End { channel="withings:person:home:mira:sleep#end" }
            Number:Time Sleep_Deep { channel="withings:person:home:mira:sleep#deep-sleep-duration" }
            Number:Dimensionless Sleep_Efficiency { channel="withings:person:home:mira:sleep#sleep-efficiency", unit="%" }
            Number Sleep_Pulse { channel="withings:person:home:mira:sleep#heart-rate-average" }
            String Sleep_State { channel="withings:person:home:mira:sleep#state" }
            Number Steps { channel="withings:person:home:mira:activity#steps" }
            Number Goal_Steps { channel="withings:person:home:mira:goals#steps" }
            Number:Time Goal_Sleep { channel="withings:person:home:mira:goals#sleep", unit="h" }
            Number:Mass Goal_Weight { channel="withings:person:home:mira:goals#weight" }
            Number Battery { channel="withings:scale:home:scale:device#battery-level" }
            DateTime Last_Session { channel="withings:scale:home:scale:device#last-session" }
            DateTime First_Session { channel="withings:scale:home:scale:device#first-session" }
            Number Cuff_Battery { channel="withings:blood-pressure-monitor:home:cuff:device#battery-level" }
            Switch Watch_Low { channel="withings:watch:home:watch:device#low-battery" }
            Switch Thermometer_Low { channel="withings:thermometer:home:thermometer:device#low-battery" }
            Number Mat_Battery { channel="withings:device:home:mat:device#battery-level" }
            String Ecg_Result { channel="withings:person:home:mira:ecg#result" }
            Number Ecg_Rate { channel="withings:person:home:mira:ecg#heart-rate" }
            DateTime Ecg_Time { channel="withings:person:home:mira:ecg#time" }
            Number:Pressure Ecg_Systolic { channel="withings:person:home:mira:ecg#systolic-pressure", unit="mmHg" }
            """;

    private final Home home;
    private final Person mira;
    private final Instant measured;

    TextFilesTest() {
        home = Home.ofTextFiles(options -> options, withings -> THINGS.formatted(Stream
                .of(DeviceKind.SCALE, DeviceKind.BLOOD_PRESSURE_MONITOR, DeviceKind.WATCH, DeviceKind.THERMOMETER,
                        DeviceKind.SLEEP_MONITOR)
                .map(kind -> withings.device(withings.person("Mira"), kind).deviceId()).toArray()), ITEMS);
        mira = home.person("Mira");
        Household household = home.withings().household();
        measured = home.now();
        household.stepOnScale(mira, 65.85);
        household.measureBloodPressure(mira, 118, 76, 61);
        household.takeTemperature(mira, 36.7);
        household.measureOxygen(mira, 97);
        household.recordElectrocardiogram(mira, 0);
    }

    @BeforeAll
    void connect() {
        assertThat(mira.userId(), is(MIRA));
        home.connectTextFiles(mira, "withings:person:home:mira");
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void showsMeasuresWithUnitAndScale() {
        home.awaitQuantity("Weight", "65.85", "kg");
        home.awaitQuantity("Height", "1.684", "m");
        home.awaitQuantity("Systolic", "118", "mmHg");
        // the watch, which recorded an electrocardiogram in the same second, uploaded later than the cuff
        home.awaitQuantity("Pulse", "63", "");
        home.awaitQuantity("Oxygen", "97", "%");
        home.awaitQuantity("Temperature", "36.7", "°C");
        home.awaitQuantity("Fahrenheit", "98.06", "°F");
        // openHAB's own unit for pressures, where the item has none: 76 mmHg
        String[] hectopascal = home.state("Diastolic_Default").split(" ");
        assertThat(hectopascal[1], is("hPa"));
        assertThat(new BigDecimal(hectopascal[0]), is(closeTo(new BigDecimal("101.325"), new BigDecimal("0.01"))));
    }

    @Test
    void showsWhenEachWasMeasured() {
        home.awaitTime("Weight_Time", measured);
    }

    @Test
    void showsTheRatioInPercent() {
        JsonObject newest = newest(6);

        home.awaitQuantity("Fat_Ratio", value(newest, 6).toPlainString(), "%");
    }

    @Test
    void bringsTheWholeHistoryWithItsTimes() {
        // given: certain and manual measurements, no goals
        NavigableMap<Instant, BigDecimal> expected = new TreeMap<>();
        for (JsonObject group : mira.records().rows(RecordKind.MEASURE_GROUP)) {
            if (group.get("category").getAsInt() == 1 && group.get("attrib").getAsInt() != 1 && has(group, 1)) {
                expected.put(Instant.ofEpochSecond(group.get("date").getAsLong()),
                        value(group, 1).stripTrailingZeros());
            }
        }

        // then
        assertThat(expected.size(), is(greaterThan(10)));
        home.soon("the history is that of Withings", () -> {
            NavigableMap<Instant, BigDecimal> stored = new TreeMap<>();
            home.history("Weight")
                    .forEach((time, state) -> stored.put(time, new BigDecimal(state).stripTrailingZeros()));
            return stored.equals(expected);
        });
    }

    @Test
    void showsTheLastNight() {
        // given: longer than any nap
        JsonObject night = mira.records().rows(RecordKind.SLEEP_SUMMARY).stream()
                .filter(row -> row.get("enddate").getAsLong() - row.get("startdate").getAsLong() > 2 * 3600)
                .max(Comparator.comparing(row -> row.get("enddate").getAsLong())).orElseThrow();
        JsonObject data = night.getAsJsonObject("data");

        // then
        home.awaitTime("Sleep_Start", Instant.ofEpochSecond(night.get("startdate").getAsLong()));
        home.awaitTime("Sleep_End", Instant.ofEpochSecond(night.get("enddate").getAsLong()));
        home.awaitQuantity("Sleep_Deep", data.get("deepsleepduration").getAsString(), "s");
        home.awaitQuantity("Sleep_Efficiency",
                data.get("sleep_efficiency").getAsBigDecimal().movePointRight(2).toPlainString(), "%");
        home.awaitQuantity("Sleep_Pulse", data.get("hr_average").getAsString(), "");
    }

    @Test
    void bringsTheIntradayDataOfTheNight() {
        home.soon("a night is shown", () -> !home.state("Sleep_Start").equals("NULL"));
        Instant start = OpenHab.instant(home.state("Sleep_Start"));
        home.soon("the sleep states of the nights are shown",
                () -> home.openHab().history("Sleep_State").containsKey(start));
        NavigableMap<Instant, String> phases = home.history("Sleep_State");

        assertThat(phases.get(start), is("AWAKE"));
        assertThat(phases.tailMap(start).values(), hasItems("LIGHT", "DEEP", "REM"));
        assertThat("nights of a week", phases.firstKey(), is(lessThan(start.minusSeconds(4 * 86_400))));
    }

    @Test
    void showsActivityAndGoals() {
        JsonObject today = mira.records().rows(RecordKind.ACTIVITY).stream()
                .filter(row -> row.get("date").getAsString().equals("2026-05-20")).findAny().orElseThrow();

        home.awaitQuantity("Steps", today.get("steps").getAsString(), "");
        home.awaitQuantity("Goal_Steps", "9000", "");
        home.awaitQuantity("Goal_Sleep", "8", "h");
        home.awaitQuantity("Goal_Weight", "64", "kg");
    }

    @Test
    void showsTheScale() {
        home.awaitOnline("withings:scale:home:scale");
        home.awaitQuantity("Battery", "100", "");
        home.awaitTime("Last_Session", measured);
        home.soon("its first session is shown", () -> home.state("First_Session").startsWith("20"));
    }

    @Test
    void showsDevicesOfEveryType() {
        home.awaitOnline("withings:blood-pressure-monitor:home:cuff");
        home.awaitOnline("withings:watch:home:watch");
        home.awaitOnline("withings:thermometer:home:thermometer");
        home.awaitQuantity("Cuff_Battery", "50", "");
        home.awaitState("Watch_Low", "OFF");
        home.awaitState("Thermometer_Low", "ON");
    }

    @Test
    void showsADeviceThatWasWrittenDownWithoutItsType() {
        home.awaitOnline("withings:device:home:mat");
        home.awaitQuantity("Mat_Battery", "100", "");
    }

    @Test
    void showsTheLastElectrocardiogram() {
        home.awaitState("Ecg_Result", "NEGATIVE");
        home.awaitQuantity("Ecg_Rate", "63", "");
        home.awaitTime("Ecg_Time", measured);
        assertThat("a watch measures no blood pressure", home.state("Ecg_Systolic"), is("UNDEF"));
    }

    private JsonObject newest(int type) {
        List<JsonObject> groups = mira.records().rows(RecordKind.MEASURE_GROUP).stream()
                .filter(group -> group.get("category").getAsInt() == 1 && has(group, type)).toList();
        return groups.stream().max(Comparator.comparing(group -> group.get("date").getAsLong())).orElseThrow();
    }

    private static boolean has(JsonObject group, int type) {
        return group.getAsJsonArray("measures").asList().stream().map(JsonElement::getAsJsonObject)
                .anyMatch(measure -> measure.get("type").getAsInt() == type);
    }

    private static BigDecimal value(JsonObject group, int type) {
        JsonObject found = group.getAsJsonArray("measures").asList().stream().map(JsonElement::getAsJsonObject)
                .filter(measure -> measure.get("type").getAsInt() == type).findFirst().orElseThrow();
        return found.get("value").getAsBigDecimal().scaleByPowerOfTen(found.get("unit").getAsInt());
    }
}
