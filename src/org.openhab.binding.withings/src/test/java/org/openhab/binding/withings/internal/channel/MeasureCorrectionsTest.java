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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.MeasureChannels.Heights;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeasureCorrectionsTest {

    private static final Instant BEFORE = Instant.parse("2026-03-09T07:00:00Z");
    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");
    private static final Instant MIDDLE = START.plusSeconds(1800);
    private static final Instant END = START.plusSeconds(3600);
    private static final Instant AFTER = Instant.parse("2026-03-11T07:00:00Z");
    private static final TimeSpan SPAN = new TimeSpan(START, END);
    private static final int WEIGHT = 1;
    private static final int PULSE = 11;
    private static final Heights TALL = new Heights(new TreeMap<>(Map.of(BEFORE, new BigDecimal("1.78"))));

    private final Map<String, Instant> shown = new HashMap<>();

    @Test
    void nothingIsGoneIfTheValueShownIsStillThere() {
        shown.put("body#weight", MIDDLE);

        assertThat(corrections(group(MIDDLE, WEIGHT, "71.2")).gone(), is(empty()));
    }

    @Test
    void nothingIsGoneAfterANewMeasure() {
        shown.put("body#weight", BEFORE);
        shown.put("heart#systolic-pressure", AFTER);

        assertThat(corrections(group(MIDDLE, WEIGHT, "71.2")).gone(), is(empty()));
    }

    @Test
    void aValueShownWithinTheSpanThatNoRowGivesIsGone() {
        shown.put("body#weight", MIDDLE);
        shown.put("heart#heart-pulse", MIDDLE);

        assertEquals(Set.of(MeasureType.WEIGHT), corrections(group(MIDDLE, PULSE, "62")).gone());
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
                .missing(Set.of(MeasureType.WEIGHT, MeasureType.HEART_PULSE), List.of(group(BEFORE, WEIGHT, "71.2"))));
    }

    @Test
    void repeatsTheValueBeforeAtBothEndsOfTheSpan() {
        shown.put("body#weight", MIDDLE);
        shown.put("body#time", MIDDLE);

        Updates updates = updates(corrections(), group(BEFORE, WEIGHT, "71.2"));

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

        Updates updates = updates(corrections(group(MIDDLE, WEIGHT, "70.8")), group(BEFORE, WEIGHT, "71.2"));

        assertEquals(Map.of(START, new QuantityType<>("71.2 kg"), MIDDLE, new QuantityType<>("70.8 kg"), END,
                new QuantityType<>("70.8 kg")), updates.states("body#weight"));
        assertEquals(MIDDLE, updates.of("body#weight").time());
    }

    @Test
    void leavesTimeAndSourceOfALaterValueAlone() {
        shown.put("body#weight", AFTER);
        shown.put("body#time", AFTER);

        Updates updates = updates(corrections(), group(BEFORE, WEIGHT, "71.2"));

        assertThat(updates.have("body#weight"), is(true));
        assertThat(updates.have("body#time"), is(false));
        assertThat(updates.have("body#source"), is(false));
    }

    @Test
    void showsNothingIfNoValueIsLeft() {
        shown.put("body#weight", MIDDLE);
        shown.put("body#time", MIDDLE);

        Updates updates = updates(corrections());

        for (String channel : List.of("body#weight", "body#bmi", "body#time", "body#source")) {
            assertEquals(UnDefType.UNDEF, updates.state(channel), channel);
            assertEquals(Instant.EPOCH, updates.of(channel).time(), channel);
        }
    }

    private MeasureCorrections corrections(MeasureGroup... within) {
        return new MeasureCorrections(SPAN, List.of(within), TALL, shown::get, new UnknownIds());
    }

    private static Updates updates(MeasureCorrections corrections, MeasureGroup... before) {
        return new Updates(corrections.updates(Set.of(MeasureType.WEIGHT), List.of(before), TALL));
    }

    private static MeasureGroup group(Instant date, int type, String value) {
        return new MeasureGroup(date.getEpochSecond(), 0, date, date, false, 1, "5ca1e", "Body+",
                List.of(new Measure(type, new BigDecimal(value), null)));
    }
}
