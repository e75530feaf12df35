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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
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
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.api.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HeartChannelsTest {
    private static final Instant MORNING = Instant.parse("2026-03-10T07:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int BPM_CORE = 44;
    private static final int SCAN_WATCH = 93;

    private static HeartRecording byWatch(Instant time, @Nullable Integer afib) {
        return new HeartRecording(time, time, "watch", SCAN_WATCH, new Electrocardiogram(48L, afib), null,
                new BigDecimal(63), null, null);
    }

    private static HeartRecording byCuff(Instant time, int afib) {
        return new HeartRecording(time, time, "cuff", BPM_CORE, new Electrocardiogram(50L, afib),
                new Stethoscope(2), new BigDecimal(67), new BigDecimal(121), new BigDecimal(78));
    }

    private static Updates updates(HeartRecording... recordings) {
        return new Updates(HeartChannels.updates(List.of(recordings)));
    }

    @Test
    void showsAllValuesOfTheLastElectrocardiogram() {
        Updates updates = updates(byCuff(NOON, 1), byWatch(MORNING, 0));

        assertEquals(new DateTimeType(NOON), updates.state("ecg#time"));
        assertEquals(new StringType("POSITIVE"), updates.state("ecg#result"));
        assertEquals(new DecimalType(67), updates.state("ecg#heart-rate"));
        assertEquals(new QuantityType<>("121 mmHg"), updates.state("ecg#systolic-pressure"));
        assertEquals(new QuantityType<>("78 mmHg"), updates.state("ecg#diastolic-pressure"));
        assertEquals(new StringType("50"), updates.state("ecg#signal-id"));
        assertEquals(new StringType("BPM Core"), updates.state("ecg#source"));
    }

    @Test
    void hasAHistoryOfRecordings() {
        Updates updates = updates(byCuff(MORNING, 1), byWatch(NOON, 0));

        assertEquals(new TreeMap<>(Map.of(MORNING, new StringType("POSITIVE"), NOON, new StringType("NEGATIVE"))),
                updates.states("ecg#result"));
        assertEquals(new TreeMap<>(Map.of(MORNING, new DecimalType(67), NOON, new DecimalType(63))),
                updates.states("ecg#heart-rate"));
        assertEquals(UnDefType.UNDEF, updates.state("ecg#systolic-pressure"));
        assertTrue(updates.of("ecg#result").history());
        assertFalse(updates.of("ecg#signal-id").history());
    }

    @ParameterizedTest
    @CsvSource({ "0, NEGATIVE", "1, POSITIVE", "2, INCONCLUSIVE", "3, UNDEF", "-1, UNDEF", "99, UNDEF" })
    void showsOnlyDocumentedResults(int afib, String result) {
        assertEquals(result, updates(byWatch(MORNING, 1), byWatch(NOON, afib)).state("ecg#result").toString());
    }

    @Test
    void usesTheLaterOfTwoVersionsOfARecording() {
        HeartRecording first = byWatch(NOON, 0);
        HeartRecording corrected = new HeartRecording(NOON, NOON.plusSeconds(60), "watch", SCAN_WATCH,
                new Electrocardiogram(48L, 2), null, first.heartRate(), first.systolic(), first.diastolic());

        assertEquals(new StringType("INCONCLUSIVE"), updates(corrected, first).state("ecg#result"));
    }

    @Test
    void usesTheRecordingWithMoreResultsOfTheSameSecond() {
        HeartRecording lateButEmpty = new HeartRecording(NOON, NOON.plusSeconds(60), "watch", SCAN_WATCH,
                new Electrocardiogram(null, 3), null, null, null, null);

        HeartRecording withoutSignal = new HeartRecording(NOON, NOON.plusSeconds(60), "watch", SCAN_WATCH,
                new Electrocardiogram(null, 2), null, new BigDecimal(63), null, null);

        assertEquals(new StringType("POSITIVE"),
                updates(lateButEmpty, withoutSignal, byWatch(NOON, 1)).state("ecg#result"));
    }

    @Test
    void keepsTheStethoscopeResultWhenAWatchRecordsLater() {
        Updates updates = updates(byCuff(MORNING, 0), byWatch(NOON, 0));

        assertEquals(new DecimalType(2), updates.state("ecg#stethoscope"));
        assertEquals(new DateTimeType(MORNING), updates.state("ecg#stethoscope-time"));
    }

    @Test
    void keepsTheElectrocardiogramAfterAStethoscopeRecording() {
        Updates updates = updates(new HeartRecording(NOON, null, "beamo", null, null, new Stethoscope(1), null,
                null, null));

        assertEquals(Set.of("ecg#stethoscope", "ecg#stethoscope-time"), Set.copyOf(updates.all().stream()
                .map(ChannelUpdate::channelId).toList()));
    }

    @Test
    void firesEventsForTheLastElectrocardiogramAndForAFailure() {
        assertEquals(List.of(ChannelUpdate.event("ecg#event", NOON, "RECORDED")),
                HeartChannels.events(List.of(byWatch(NOON, 0), byCuff(MORNING, 0))));
        assertEquals(ChannelUpdate.event("ecg#event", NOON, "FAILED"), HeartChannels.failure(NOON));
    }

    @Test
    void collectsUnknownResultsAndModels() {
        UnknownIds unknownIds = new UnknownIds();

        HeartChannels.noteUnknown(List.of(byWatch(NOON, 3), byCuff(MORNING, 0), new HeartRecording(NOON, null, null,
                9_999, null, null, null, null, null)), unknownIds);

        assertEquals(Map.of(Kind.AFIB_RESULT, Set.of("3"), Kind.DEVICE_MODEL, Set.of("9999")), unknownIds.all());
    }
}
