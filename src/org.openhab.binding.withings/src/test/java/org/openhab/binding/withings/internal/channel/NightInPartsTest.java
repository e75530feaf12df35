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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NightInPartsTest {

    private static final Instant START = Instant.ofEpochSecond(1_779_225_480);
    private static final Instant FIRST_END = Instant.ofEpochSecond(1_779_243_900);
    private static final Instant SECOND_START = Instant.ofEpochSecond(1_779_245_400);
    private static final Instant END = Instant.ofEpochSecond(1_779_261_660);
    private static final SleepSummary FIRST = part(902, START, FIRST_END,
            Map.of("total_sleep_time", 17000, "total_timeinbed", 18420, "sleep_score", 77, "wakeupcount", 2,
                    "hr_average", 54, "hr_min", 46, "hr_max", 78, "sleep_latency", 600));
    private static final SleepSummary SECOND = part(903, SECOND_START, END,
            Map.of("total_sleep_time", 15000, "total_timeinbed", 16260, "sleep_score", 70, "wakeupcount", 1,
                    "hr_average", 57, "hr_min", 49, "hr_max", 83, "sleep_latency", -1));

    @Test
    void twoRowsOfOneDeviceWithAShortGapAreOneNight() {
        NightsAndNaps sleep = NightsAndNaps.among(List.of(SECOND, FIRST));

        Updates night = new Updates(SleepChannels.lastNight(sleep.nights()));

        assertThat(sleep.nights(), hasSize(1));
        assertThat(sleep.naps(), is(empty()));
        assertEquals(new DateTimeType(START), night.state("sleep#start"));
        assertEquals(new DateTimeType(END), night.state("sleep#end"));
        assertEquals(new QuantityType<>("32000 s"), night.state("sleep#total-sleep-time"));
        assertEquals(new QuantityType<>("34680 s"), night.state("sleep#time-in-bed"));
        assertEquals(new DecimalType(3), night.state("sleep#wakeup-count"));
        assertEquals(new DecimalType(77), night.state("sleep#sleep-score"));
        assertEquals(new QuantityType<>("600 s"), night.state("sleep#sleep-latency"));
        assertEquals(new DecimalType("55.40625"), night.state("sleep#heart-rate-average"));
        assertEquals(new DecimalType(46), night.state("sleep#heart-rate-minimum"));
        assertEquals(new DecimalType(83), night.state("sleep#heart-rate-maximum"));
    }

    @Test
    void eachPartHasItsOwnSleepPhases() {
        assertThat(NightsAndNaps.sleeps(List.of(FIRST, SECOND)), containsInAnyOrder(FIRST, SECOND));
    }

    @Test
    void anHourApartTheyAreTwoSleeps() {
        SleepSummary later = part(904, FIRST_END.plusSeconds(3600), END.plusSeconds(3600), Map.of());

        NightsAndNaps sleep = NightsAndNaps.among(List.of(FIRST, later));

        assertThat(sleep.nights().size() + sleep.naps().size(), is(2));
    }

    @Test
    void twoNapsWithAShortGapAreOne() {
        Instant noon = Instant.parse("2026-05-20T10:00:00Z");
        SleepSummary one = part(905, noon, noon.plusSeconds(1200), Map.of());
        SleepSummary other = part(906, noon.plusSeconds(1800), noon.plusSeconds(3000), Map.of());

        NightsAndNaps sleep = NightsAndNaps.among(List.of(FIRST, SECOND, one, other));
        Updates nap = new Updates(NapChannels.count(sleep));

        assertThat(sleep.naps(), hasSize(1));
        assertEquals(new DecimalType(1), nap.state("nap#count"));
        assertEquals(new QuantityType<>("2400 s"), nap.state("nap#total-duration"));
    }

    private static SleepSummary part(long id, Instant start, Instant end, Map<String, Integer> values) {
        Map<String, BigDecimal> numbers = values.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, value -> BigDecimal.valueOf(value.getValue())));
        return new SleepSummary(id, start, end, LocalDate.of(2026, 5, 20), ZoneId.of("Europe/Zurich"), 32, "mat", end,
                true, numbers, null, List.of());
    }
}
