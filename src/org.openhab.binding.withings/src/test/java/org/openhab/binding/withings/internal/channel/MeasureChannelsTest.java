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
package org.openhab.binding.withings.internal.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.types.State;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeasureChannelsTest {
    private static final Instant MONDAY = Instant.parse("2026-02-02T06:30:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-02-03T06:31:00Z");
    private static final int CERTAIN = 0;
    private static final int MANUAL = 2;
    private static final int REAL = 1;

    @ParameterizedTest
    @CsvSource({ "1, 71.35, body#weight, 71.35 kg", "4, 1.784, body#height, 1.784 m", "6, 21.4, body#fat-ratio, 21.4 %",
            "8, 15.27, body#fat-mass, 15.27 kg", "5, 56.08, body#fat-free-mass, 56.08 kg",
            "76, 53.3, body#muscle-mass, 53.3 kg", "77, 39.1, body#hydration, 39.1 kg",
            "88, 2.78, body#bone-mass, 2.78 kg", "10, 121, heart#systolic-pressure, 121 mmHg",
            "9, 79, heart#diastolic-pressure, 79 mmHg", "54, 97, heart#spo2, 97 %", "35, 96, heart#spo2, 96 %",
            "12, 36.4, temperature#temperature, 36.4 °C", "71, 37.1, temperature#body-temperature, 37.1 °C",
            "73, 33.9, temperature#skin-temperature, 33.9 °C", "91, 7.2, heart#pulse-wave-velocity, 7.2 m/s",
            "119, 95, heart#glucose, 95 mg/dl", "135, 92, ecg#qrs-interval, 92 ms",
            "136, 160, ecg#pr-interval, 160 ms", "137, 390, ecg#qt-interval, 390 ms",
            "138, 412, ecg#qtc-interval, 412 ms", "168, 15.3, body#extracellular-water, 15.3 kg",
            "169, 23.8, body#intracellular-water, 23.8 kg", "226, 1620, body#basal-metabolic-rate, 1620 kcal",
            "229, 74, body#skin-conductance, 74 µS", "11, 64, heart#heart-pulse, 64", "123, 41.5, heart#vo2max, 41.5",
            "155, 38.5, heart#vascular-age, 38.5", "158, 71, body#nerve-health-left, 71",
            "159, 69, body#nerve-health-right, 69", "167, 70, body#nerve-health-score, 70",
            "170, 4.5, body#visceral-fat, 4.5", "196, 62.5, body#electrodermal-feet, 62.5",
            "197, 61, body#electrodermal-left, 61", "198, 64, body#electrodermal-right, 64",
            "227, 41, body#metabolic-age, 41", "130, 0, ecg#afib, NEGATIVE", "130, 2, ecg#afib, INCONCLUSIVE",
            "130, 12, ecg#afib, POSITIVE_HIGH_HEART_RATE", "130, 13, ecg#afib, NO_DIAGNOSIS", "130, 14, ecg#afib, 14",
            "130, 2.5, ecg#afib, 2.5", "167, 0, body#nerve-health-score, 0",
            "130, 99999999999, ecg#afib, 99999999999", "139, 0, ecg#afib-ppg, NEGATIVE" })
    void showsEachKindOfMeasure(int type, String value, String channel, String expected) {
        State state = updates(certain(MONDAY, measure(type, value))).state(channel);

        assertEquals(state instanceof QuantityType ? new QuantityType<>(expected) : expected,
                state instanceof QuantityType ? state : state.toString());
    }

    @ParameterizedTest
    @CsvSource({ "2, right-arm", "3, left-arm", "10, left-leg", "11, right-leg", "12, torso" })
    void showsTheCompositionOfEachSegment(int position, String segment) {
        MeasureGroup group = certain(MONDAY, measure(173, "3.11", position), measure(174, "0.75", position),
                measure(175, "2.94", position));

        Updates updates = updates(group);

        assertEquals(kilograms("3.11"), updates.state("segments#fat-free-mass-" + segment));
        assertEquals(kilograms("0.75"), updates.state("segments#fat-mass-" + segment));
        assertEquals(kilograms("2.94"), updates.state("segments#muscle-mass-" + segment));
        assertEquals(new DateTimeType(MONDAY), updates.state("segments#time"));
    }

    @Test
    void showsTheSourceOfEachChannelGroup() {
        Updates updates = updates(from("Body+", CERTAIN, MONDAY, measure(1, "71.2")),
                from("BPM Connect", CERTAIN, TUESDAY, measure(10, "121"), measure(54, "97")),
                from(null, MANUAL, TUESDAY, measure(71, "37.1")),
                from("Body Scan", CERTAIN, MONDAY.minusSeconds(60), measure(6, "21")));

        assertEquals(new StringType("Body+"), updates.state("body#source"));
        assertEquals(new StringType("BPM Connect"), updates.state("heart#source"));
        assertEquals(new DateTimeType(TUESDAY), updates.state("heart#spo2-time"));
        assertEquals(new StringType("manual"), updates.state("temperature#source"));
    }

    @Test
    void derivesTheBodyMassIndexFromTheHeightKnownAtTheTime() {
        Instant childhood = MONDAY.minus(Duration.ofDays(3650));
        Updates updates = updates(certain(childhood, measure(4, "1.40")),
                certain(childhood.plusSeconds(60), measure(1, "35")), certain(MONDAY, measure(1, "71.2")),
                group(MANUAL, MONDAY.minusSeconds(60), TUESDAY, REAL, measure(4, "1.78")));

        assertEquals(
                Map.of(childhood.plusSeconds(60), new DecimalType("17.86"), MONDAY, new DecimalType("22.47")),
                updates.states("body#bmi"));
        assertThat(updates.of("body#bmi").history(), is(true));
    }

    @ParameterizedTest
    @CsvSource({ "1, 4, body, false", "10, 54, heart, false", "11, 54, heart, true", "71, 73, temperature, false" })
    void timeAndSourceFollowTheLeadingMeasureOfAGroupOrElseItsNewest(int earlier, int later, String group,
            boolean newest) {
        Updates updates = updates(from("Body+", CERTAIN, MONDAY, measure(earlier, "40")),
                from("ScanWatch", CERTAIN, TUESDAY, measure(later, "41")));

        assertEquals(new DateTimeType(newest ? TUESDAY : MONDAY), updates.state(group + "#time"));
        assertEquals(new StringType(newest ? "ScanWatch" : "Body+"), updates.state(group + "#source"));
    }

    @Test
    void timeStaysThatOfTheLeadingMeasureShown() {
        assertThat(updatesAfter("heart#systolic-pressure", MONDAY, certain(TUESDAY, measure(11, "62")))
                .have("heart#time"), is(false));
    }

    @Test
    void theFirstLeadingMeasureReplacesTheTimeOfALaterOther() {
        TimeSpan corrected = updatesAfter("heart#heart-pulse", TUESDAY, certain(MONDAY, measure(10, "121")))
                .of("heart#time").corrected();

        assertThat(corrected != null && corrected.contains(TUESDAY), is(true));
    }

    @Test
    void showsGlucoseInBothUnits() {
        Updates updates = updates(certain(MONDAY, measure(119, "95")));

        assertEquals(new QuantityType<>("95 mg/dl"), updates.state("heart#glucose"));
        assertEquals(new DecimalType("5.3"), updates.state("heart#glucose-molar"));
        assertThat(updates.of("heart#glucose-molar").history(), is(true));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4, 5, 6, 8, 9, 10, 11, 12, 35, 54, 71, 73, 76, 77, 88, 91, 119, 123, 155, 168, 169, 170,
            226, 227, 229 })
    void ignoresZero(int type) {
        assertThat(updates(certain(MONDAY, measure(type, "0"))).all(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({ "173, 7", "173, ", "174, 99" })
    void ignoresSegmentMeasuresOfTheWholeBodyOrAnUnknownPosition(int type, @Nullable Integer position) {
        assertThat(updates(certain(MONDAY, measure(type, "56", position))).all(), is(empty()));
    }

    @Test
    void acceptsGroupsInAnyOrder() {
        Updates updates = updates(certain(TUESDAY, measure(1, "71.0")), certain(MONDAY, measure(1, "71.2")));

        assertEquals(Map.of(MONDAY, kilograms("71.2"), TUESDAY, kilograms("71")), updates.states("body#weight"));
        assertEquals(kilograms("71"), updates.state("body#weight"));
        assertThat(updates.of("body#weight").history(), is(true));
    }

    @Test
    void treatsValuesWithDifferentScalesAsEqual() {
        State precise = updates(certain(MONDAY, measure(1, "70.5000"))).state("body#weight");

        assertEquals(kilograms("70.5"), precise);
        assertEquals("70.5 kg", precise.toString());
    }

    @ParameterizedTest
    @CsvSource({ "1, 1, false", "2, 2, false", "0, 4, true" })
    void ignoresOnlyAmbiguousMeasuresAndObjectives(int attrib, int category, boolean isShown) {
        assertThat(updates(group(attrib, TUESDAY, TUESDAY, category, measure(1, "84.0"))).have("body#weight"),
                is(isShown));
    }

    @Test
    void usesTheGroupModifiedLastOfTheSameTime() {
        MeasureGroup corrected = group(CERTAIN, MONDAY, TUESDAY, REAL, measure(1, "70.9"));
        MeasureGroup first = certain(MONDAY, measure(1, "71.2"));

        assertEquals(kilograms("70.9"), updates(corrected, first).state("body#weight"));
    }

    @Test
    void prefersTheWholeBodyAndTheDocumentedNumber() {
        Updates updates = updates(certain(MONDAY, measure(5, "3.1", 2), measure(5, "55.8", 6), measure(5, "56.0", null),
                measure(5, "56.1", 7), measure(35, "95"), measure(54, "97")));

        assertEquals(kilograms("56.1"), updates.state("body#fat-free-mass"));
        assertEquals(new QuantityType<>("97 %"), updates.state("heart#spo2"));
    }

    @Test
    void keepsTheLastValidValueWhenANewerOneIsInvalid() {
        Updates updates = updates(certain(MONDAY, measure(11, "62")), certain(TUESDAY, measure(11, "-1")));

        assertEquals(new DecimalType(62), updates.state("heart#heart-pulse"));
        assertEquals(new DateTimeType(MONDAY), updates.state("heart#time"));
    }

    @Test
    void collectsUnknownTypesAndShowsTheRest() {
        MeasureGroup group = group(23, MONDAY, MONDAY, REAL, measure(9999, "5"),
                measure(130, "14"), measure(1, "71.2"));
        UnknownIds unknownIds = new UnknownIds();

        MeasureChannels.updates(List.of(group), new TreeMap<>(), channel -> null, unknownIds);

        assertEquals(Map.of(Kind.MEASURE_TYPE, Set.of("9999"), Kind.ATTRIB, Set.of("23"), Kind.AFIB_RESULT,
                Set.of("14")), unknownIds.all());
        assertEquals(kilograms("71.2"), updates(group).state("body#weight"));
    }

    private static Updates updates(MeasureGroup... groups) {
        return updatesAfter("", MONDAY, groups);
    }

    private static Updates updatesAfter(String channelShown, Instant shown, MeasureGroup... groups) {
        return new Updates(MeasureChannels.updates(List.of(groups), new TreeMap<>(),
                channel -> channel.equals(channelShown) ? shown : null, new UnknownIds()));
    }

    private static MeasureGroup certain(Instant date, Measure... measures) {
        return group(CERTAIN, date, date, REAL, measures);
    }

    private static MeasureGroup group(int attrib, Instant date, Instant modified, int category,
            Measure... measures) {
        return new MeasureGroup(date.getEpochSecond(), attrib, date, modified, false, category, "5ca1e", "Body+",
                List.of(measures));
    }

    private static MeasureGroup from(@Nullable String model, int attrib, Instant date, Measure... measures) {
        return new MeasureGroup(date.getEpochSecond(), attrib, date, date, false, REAL, null, model,
                List.of(measures));
    }

    private static Measure measure(int type, String value) {
        return measure(type, value, null);
    }

    private static Measure measure(int type, String value, @Nullable Integer position) {
        return new Measure(type, new BigDecimal(value), position);
    }

    private static QuantityType<?> kilograms(String value) {
        return new QuantityType<>(new BigDecimal(value), SIUnits.KILOGRAM);
    }
}
