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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.channel.MeasureChannels.Corrections;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

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
    void hasNoSegmentForTheWholeBodyOrAPositionThatIsNotKnown() {
        MeasureGroup group = certain(MONDAY, measure(173, "56", 7), measure(173, "55", null), measure(174, "9", 99));

        assertThat(updates(group).all(), is(empty()));
    }

    @Test
    void prefersTheDocumentedNumberOfAMeasure() {
        MeasureGroup group = certain(MONDAY, measure(35, "95"), measure(54, "97"));

        assertEquals(new QuantityType<>("97 %"), updates(group).state("heart#spo2"));
    }

    @Test
    void tellsTheModelThatMeasuredLastInEachGroupOfChannels() {
        MeasureGroup weighIn = from("Body+", CERTAIN, MONDAY, measure(1, "71.2"));
        MeasureGroup bloodPressure = from("BPM Connect", CERTAIN, TUESDAY, measure(10, "121"), measure(9, "79"));
        MeasureGroup weighInOfBefore = from("Body Scan", CERTAIN, MONDAY.minusSeconds(60), measure(6, "21"));

        Updates updates = updates(weighIn, bloodPressure, weighInOfBefore);

        assertEquals(new StringType("Body+"), updates.state("body#source"));
        assertEquals(new StringType("BPM Connect"), updates.state("heart#source"));
        assertThat(updates.have("temperature#source"), is(false));
    }

    @Test
    void theSourceOfAValueTypedInIsManual() {
        Updates updates = updates(from("Body+", CERTAIN, MONDAY, measure(1, "71.2")),
                from(null, MANUAL, TUESDAY, measure(1, "71")));

        assertEquals(new StringType("manual"), updates.state("body#source"));
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

    @Test
    void timeAndSourceOfTheBodyFollowTheWeight() {
        Updates updates = updates(from("Body+", CERTAIN, MONDAY, measure(1, "71.2")),
                from(null, MANUAL, TUESDAY, measure(4, "1.78")));

        assertEquals(new DateTimeType(MONDAY), updates.state("body#time"));
        assertEquals(new StringType("Body+"), updates.state("body#source"));
    }

    @Test
    void timeAndSourceOfTheHeartFollowTheSystolicPressure() {
        Updates updates = updates(from("BPM Connect", CERTAIN, MONDAY, measure(10, "121")),
                from("ScanWatch", CERTAIN, TUESDAY, measure(11, "62"), measure(54, "97")));

        assertEquals(new DateTimeType(MONDAY), updates.state("heart#time"));
        assertEquals(new StringType("BPM Connect"), updates.state("heart#source"));
        assertEquals(new DateTimeType(TUESDAY), updates.state("heart#spo2-time"));
    }

    @Test
    void withoutALeadingMeasureTimeAndSourceFollowTheNewestOfTheGroup() {
        Updates updates = updates(from("Body Scan", CERTAIN, MONDAY, measure(11, "62")),
                from("ScanWatch", CERTAIN, TUESDAY, measure(54, "97")));

        assertEquals(new DateTimeType(TUESDAY), updates.state("heart#time"));
        assertEquals(new StringType("ScanWatch"), updates.state("heart#source"));
    }

    @Test
    void timeOfTheTemperatureFollowsTheBodyTemperatureBeforeOthers() {
        Updates updates = updates(certain(MONDAY, measure(71, "37.1")), certain(TUESDAY, measure(73, "33.9")));

        assertEquals(new DateTimeType(MONDAY), updates.state("temperature#time"));
    }

    @Test
    void timeStaysThatOfTheLeadingMeasureShown() {
        Updates updates = new Updates(MeasureChannels.updates(List.of(certain(TUESDAY, measure(11, "62"))),
                new TreeMap<>(), channel -> channel.equals("heart#systolic-pressure") ? MONDAY : null,
                new UnknownIds()));

        assertThat(updates.have("heart#time"), is(false));
    }

    @Test
    void theFirstLeadingMeasureReplacesTheTimeOfALaterOther() {
        Updates updates = new Updates(MeasureChannels.updates(List.of(certain(MONDAY, measure(10, "121"))),
                new TreeMap<>(), channel -> channel.equals("heart#heart-pulse") ? TUESDAY : null, new UnknownIds()));

        TimeSpan corrected = updates.of("heart#time").corrected();
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
    void zeroIsNoMeasurementOfALivingBody(int type) {
        assertThat(updates(certain(MONDAY, measure(type, "0"))).all(), is(empty()));
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

    @ParameterizedTest
    @CsvSource({ "1, 1", "2, 2" })
    void leavesOutWhatMayBelongToSomebodyElseAndObjectives(int attrib, int category) {
        Updates updates = updates(certain(MONDAY, measure(1, "71.2")),
                group(attrib, TUESDAY, TUESDAY, category, measure(1, "84.0")));

        assertEquals(Map.of(MONDAY, kilograms("71.2")), updates.states("body#weight"));
    }

    @Test
    void showsMeasuresOfCategoriesThatAreNotDocumented() {
        MeasureGroup group = group(CERTAIN, MONDAY, MONDAY, 4, measure(73, "33.2"));

        assertThat(updates(group).have("temperature#skin-temperature"), is(true));
    }

    @Test
    void takesTheGroupModifiedLastWhereTwoTellOfTheSameMoment() {
        MeasureGroup corrected = group(CERTAIN, MONDAY, TUESDAY, REAL, measure(1, "70.9"));
        MeasureGroup first = certain(MONDAY, measure(1, "71.2"));

        assertEquals(kilograms("70.9"), updates(corrected, first).state("body#weight"));
    }

    @Test
    void prefersTheWholeBodyToALesserPosition() {
        MeasureGroup group = certain(MONDAY, measure(5, "3.1", 2), measure(5, "55.8", 6), measure(5, "56.0", null),
                measure(5, "56.1", 7));

        assertEquals(kilograms("56.1"), updates(group).state("body#fat-free-mass"));
    }

    @Test
    void keepsTheLastTrueValueWhenANewerOneCannotBeTrue() {
        Updates updates = updates(certain(MONDAY, measure(11, "62")), certain(TUESDAY, measure(11, "-1")));

        assertEquals(new DecimalType(62), updates.state("heart#heart-pulse"));
        assertEquals(new DateTimeType(MONDAY), updates.state("heart#time"));
    }

    @Test
    void notesWhatItDoesNotKnowAndShowsTheRest() {
        MeasureGroup group = group(23, MONDAY, MONDAY, REAL, measure(9999, "5"),
                measure(130, "14"), measure(1, "71.2"));
        UnknownIds unknownIds = new UnknownIds();

        MeasureChannels.updates(List.of(group), new TreeMap<>(), channel -> null, unknownIds);

        assertEquals(Map.of(Kind.MEASURE_TYPE, Set.of("9999"), Kind.ATTRIB, Set.of("23"), Kind.AFIB_RESULT,
                Set.of("14")), unknownIds.all());
        assertEquals(kilograms("71.2"), updates(group).state("body#weight"));
    }

    private static Updates updates(MeasureGroup... groups) {
        return new Updates(
                MeasureChannels.updates(List.of(groups), new TreeMap<>(), channel -> null, new UnknownIds()));
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

    @Nested
    class Deletions {

        private static final Instant BEFORE = Instant.parse("2026-03-09T07:00:00Z");
        private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");
        private static final Instant MIDDLE = START.plusSeconds(1800);
        private static final Instant END = START.plusSeconds(3600);
        private static final Instant AFTER = Instant.parse("2026-03-11T07:00:00Z");
        private static final TimeSpan SPAN = new TimeSpan(START, END);
        private static final int WEIGHT = 1;
        private static final int PULSE = 11;

        private final Map<String, Instant> shown = new HashMap<>();

        @Test
        void nothingIsGoneIfTheValueShownIsStillThere() {
            shown.put("body#weight", MIDDLE);

            assertThat(corrections(one(MIDDLE, WEIGHT, "71.2")).gone(), is(empty()));
        }

        @Test
        void nothingIsGoneAfterANewMeasure() {
            shown.put("body#weight", BEFORE);
            shown.put("heart#systolic-pressure", AFTER);

            assertThat(corrections(one(MIDDLE, WEIGHT, "71.2")).gone(), is(empty()));
        }

        @Test
        void aValueShownWithinTheSpanThatNoRowGivesIsGone() {
            shown.put("body#weight", MIDDLE);
            shown.put("heart#heart-pulse", MIDDLE);

            assertEquals(Set.of(MeasureType.WEIGHT), corrections(one(MIDDLE, PULSE, "62")).gone());
        }

        @Test
        void inAnEmptySpanAValueBeforeTheOneShownMayBeGone() {
            shown.put("body#weight", AFTER);
            shown.put("heart#heart-pulse", BEFORE);

            assertEquals(Set.of(MeasureType.WEIGHT), corrections().gone());
        }

        @Test
        void findsTheTypesWithoutAnEarlierValue() {
            assertEquals(Set.of(MeasureType.HEART_PULSE), corrections()
                    .missing(Set.of(MeasureType.WEIGHT, MeasureType.HEART_PULSE),
                            List.of(one(BEFORE, WEIGHT, "71.2"))));
        }

        @Test
        void repeatsTheValueBeforeAtBothEndsOfTheSpan() {
            shown.put("body#weight", MIDDLE);
            shown.put("body#time", MIDDLE);

            Updates updates = corrected(corrections(), one(BEFORE, WEIGHT, "71.2"));

            QuantityType<?> before = new QuantityType<>("71.2 kg");
            ChannelUpdate weight = updates.of("body#weight");
            assertEquals(Map.of(START, before, END, before), weight.states());
            assertEquals(SPAN, weight.corrected());
            assertEquals(BEFORE, weight.time());
            assertEquals(new DecimalType("22.47"), updates.state("body#bmi"));
            assertEquals(new DateTimeType(BEFORE), updates.state("body#time"));
            assertEquals(new StringType("Body+"), updates.state("body#source"));
        }

        @Test
        void keepsWhatIsLeftOfTheSpan() {
            shown.put("body#weight", END);

            Updates updates = corrected(corrections(one(MIDDLE, WEIGHT, "70.8")), one(BEFORE, WEIGHT, "71.2"));

            assertEquals(Map.of(START, new QuantityType<>("71.2 kg"), MIDDLE, new QuantityType<>("70.8 kg"), END,
                    new QuantityType<>("70.8 kg")), updates.states("body#weight"));
            assertEquals(MIDDLE, updates.of("body#weight").time());
        }

        @Test
        void leavesTimeAndSourceOfALaterValueAlone() {
            shown.put("body#weight", AFTER);
            shown.put("body#time", AFTER);

            Updates updates = corrected(corrections(), one(BEFORE, WEIGHT, "71.2"));

            assertThat(updates.have("body#weight"), is(true));
            assertThat(updates.have("body#time"), is(false));
            assertThat(updates.have("body#source"), is(false));
        }

        @Test
        void showsNothingIfNoValueIsLeft() {
            shown.put("body#weight", MIDDLE);
            shown.put("body#time", MIDDLE);

            Updates updates = corrected(corrections());

            for (String channel : List.of("body#weight", "body#bmi", "body#time", "body#source")) {
                assertEquals(UnDefType.UNDEF, updates.state(channel), channel);
                assertEquals(Instant.EPOCH, updates.of(channel).time(), channel);
            }
        }

        private Corrections corrections(MeasureGroup... within) {
            return new Corrections(SPAN, List.of(within), tall(), shown::get, new UnknownIds());
        }

        private static Updates corrected(Corrections corrections, MeasureGroup... before) {
            return new Updates(corrections.updates(Set.of(MeasureType.WEIGHT), List.of(before), tall()));
        }

        private static NavigableMap<Instant, BigDecimal> tall() {
            return new TreeMap<>(Map.of(BEFORE, new BigDecimal("1.78")));
        }

        private static MeasureGroup one(Instant date, int type, String value) {
            return new MeasureGroup(date.getEpochSecond(), 0, date, date, false, 1, "5ca1e", "Body+",
                    List.of(new Measure(type, new BigDecimal(value), null)));
        }
    }
}
