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
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.record.Attribution;
import org.openhab.binding.withings.internal.record.Measure;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.library.unit.Units;
import org.openhab.core.types.State;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeasureChannelsTest {

    private static final Instant MONDAY = Instant.parse("2026-02-02T06:30:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-02-03T06:31:00Z");
    private static final int REAL = 1;
    private static final int OBJECTIVE = 2;

    @ParameterizedTest
    @CsvSource({ "1, 71.35, body#weight, 71.35 kg", "4, 1.784, body#height, 1.784 m", "6, 21.4, body#fat-ratio, 21.4 %",
            "8, 15.27, body#fat-mass, 15.27 kg", "5, 56.08, body#fat-free-mass, 56.08 kg",
            "76, 53.3, body#muscle-mass, 53.3 kg", "77, 39.1, body#hydration, 39.1 kg",
            "88, 2.78, body#bone-mass, 2.78 kg", "10, 121, heart#systolic-pressure, 121 mmHg",
            "9, 79, heart#diastolic-pressure, 79 mmHg", "54, 97, heart#spo2, 97 %", "35, 96, heart#spo2, 96 %",
            "12, 36.4, temperature#temperature, 36.4 °C", "71, 37.1, temperature#body-temperature, 37.1 °C",
            "73, 33.9, temperature#skin-temperature, 33.9 °C" })
    void showsEachKindOfMeasureInItsUnit(int type, String value, String channel, String expected) {
        MeasureGroup group = certain(MONDAY, measure(type, value));

        Updates updates = updates(group);

        assertEquals(new QuantityType<>(expected), updates.state(channel));
    }

    @Test
    void showsThePulseAsAPlainNumber() {
        MeasureGroup group = certain(MONDAY, measure(11, "64"));

        assertEquals(new DecimalType(64), updates(group).state("heart#heart-pulse"));
    }

    @Test
    void tellsWhenEachValueWasMeasured() {
        Updates updates = updates(certain(MONDAY, measure(1, "71.2"), measure(4, "1.78")),
                certain(TUESDAY, measure(1, "71.0")));

        assertEquals(new DateTimeType(TUESDAY), updates.state("body#weight-time"));
        assertEquals(new DateTimeType(MONDAY), updates.state("body#height-time"));
    }

    @Test
    void sortsGroupsThatComeInAnyOrder() {
        Updates updates = updates(certain(TUESDAY, measure(1, "71.0")), certain(MONDAY, measure(1, "71.2")));

        assertEquals(Map.of(MONDAY, kilograms("71.2"), TUESDAY, kilograms("71")), updates.states("body#weight"));
        assertEquals(kilograms("71"), updates.state("body#weight"));
        assertThat(updates.of("body#weight").history(), is(true));
    }

    @Test
    void takesValuesWithDifferentScalesForEqual() {
        State precise = updates(certain(MONDAY, measure(1, "70.5000"))).state("body#weight");
        State round = updates(certain(MONDAY, measure(1, "70.5"))).state("body#weight");

        assertEquals(round, precise);
        assertEquals("70.5 kg", precise.toString());
    }

    @Test
    void writesRoundNumbersWithoutAnExponent() {
        State state = updates(certain(MONDAY, measure(10, "120"))).state("heart#systolic-pressure");

        assertEquals("120 mmHg", state.toString());
    }

    @Test
    void leavesOutWhatMayBelongToSomebodyElse() {
        MeasureGroup ambiguous = group(Attribution.AMBIGUOUS, TUESDAY, TUESDAY, REAL, measure(1, "84.0"));

        Updates updates = updates(certain(MONDAY, measure(1, "71.2")), ambiguous);

        assertEquals(Map.of(MONDAY, kilograms("71.2")), updates.states("body#weight"));
    }

    @Test
    void hasNothingToShowWhenEverythingMayBelongToSomebodyElse() {
        MeasureGroup ambiguous = group(Attribution.AMBIGUOUS, MONDAY, MONDAY, REAL, measure(1, "84.0"));

        assertThat(updates(ambiguous).all(), is(empty()));
    }

    @Test
    void showsValuesTypedInByHand() {
        MeasureGroup manual = group(Attribution.MANUAL, MONDAY, MONDAY, REAL, measure(4, "1.78"));

        assertThat(updates(manual).have("body#height"), is(true));
    }

    @Test
    void ignoresObjectives() {
        MeasureGroup objective = group(Attribution.MANUAL, TUESDAY, TUESDAY, OBJECTIVE, measure(1, "65"));

        Updates updates = updates(certain(MONDAY, measure(1, "71.2")), objective);

        assertEquals(kilograms("71.2"), updates.state("body#weight"));
    }

    @Test
    void showsMeasuresOfCategoriesThatAreNotDocumented() {
        MeasureGroup group = group(Attribution.CERTAIN, MONDAY, MONDAY, 4, measure(73, "33.2"));

        assertThat(updates(group).have("temperature#skin-temperature"), is(true));
    }

    @Test
    void takesTheGroupModifiedLastWhereTwoTellOfTheSameMoment() {
        MeasureGroup corrected = group(Attribution.CERTAIN, MONDAY, TUESDAY, REAL, measure(1, "70.9"));
        MeasureGroup first = certain(MONDAY, measure(1, "71.2"));

        assertEquals(kilograms("70.9"), updates(corrected, first).state("body#weight"));
    }

    @Test
    void ignoresSegmentsOfTheBody() {
        MeasureGroup group = certain(MONDAY, measure(5, "3.1", 2), measure(5, "56.1", 7), measure(5, "9.4", 10));

        assertEquals(kilograms("56.1"), updates(group).state("body#fat-free-mass"));
    }

    @Test
    void hasNoValueOfTheWholeBodyWhenThereAreOnlySegments() {
        MeasureGroup group = certain(MONDAY, measure(5, "3.1", 2), measure(5, "26.4", 12));

        assertThat(updates(group).all(), is(empty()));
    }

    @Test
    void prefersTheWholeBodyToALesserPosition() {
        MeasureGroup group = certain(MONDAY, measure(5, "55.8", 6), measure(5, "56.0", null), measure(5, "56.1", 7));

        assertEquals(kilograms("56.1"), updates(group).state("body#fat-free-mass"));
    }

    @Test
    void takesTheFirstOfTwoValuesForTheSamePosition() {
        MeasureGroup group = certain(MONDAY, measure(5, "56.1", 7), measure(5, "56.3", 7));

        assertEquals(kilograms("56.1"), updates(group).state("body#fat-free-mass"));
    }

    @Test
    void showsBloodPressureWhereverTheCuffSat() {
        MeasureGroup group = certain(MONDAY, measure(10, "118", 3));

        assertEquals(new QuantityType<>(118, Units.MILLIMETRE_OF_MERCURY),
                updates(group).state("heart#systolic-pressure"));
    }

    @Test
    void ignoresNumbersThatCannotBeTrue() {
        MeasureGroup group = certain(MONDAY, measure(1, "-1"), measure(11, "0"), measure(6, "214"), measure(71, "0"));

        assertThat(updates(group).all(), is(empty()));
    }

    @Test
    void keepsTheLastTrueValueWhenANewerOneCannotBeTrue() {
        Updates updates = updates(certain(MONDAY, measure(11, "62")), certain(TUESDAY, measure(11, "-1")));

        assertEquals(new DecimalType(62), updates.state("heart#heart-pulse"));
        assertEquals(new DateTimeType(MONDAY), updates.state("heart#heart-pulse-time"));
    }

    @Test
    void reportsUnknownKindsOnceAndShowsTheOthers() {
        List<MeasureGroup> groups = List.of(certain(MONDAY, measure(9999, "5"), measure(1, "71.2")),
                certain(TUESDAY, measure(9999, "6"), measure(8888, "1")));

        assertEquals(Set.of(8888, 9999), MeasureChannels.unknownTypes(groups));
        assertEquals(kilograms("71.2"), new Updates(MeasureChannels.updates(groups)).state("body#weight"));
    }

    @Test
    void hasNothingToShowWithoutGroups() {
        assertThat(updates().all(), is(empty()));
    }

    private static Updates updates(MeasureGroup... groups) {
        return new Updates(MeasureChannels.updates(List.of(groups)));
    }

    private static MeasureGroup certain(Instant date, Measure... measures) {
        return group(Attribution.CERTAIN, date, date, REAL, measures);
    }

    private static MeasureGroup group(Attribution attribution, Instant date, Instant modified, int category,
            Measure... measures) {
        return new MeasureGroup(date.getEpochSecond(), attribution, date, modified, category, "5ca1e", "Body+",
                ZoneId.of("Europe/Berlin"), List.of(measures));
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
