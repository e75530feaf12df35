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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.*;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.api.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.DataSource.Changes;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;

/**
 * The updates and calls for heart recordings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HeartSourceTest {
    private final TestScheduler scheduler = new TestScheduler();
    private final Instant now = scheduler.clock().instant();
    private final Instant since = now.minus(Duration.ofHours(3));
    private final FakePersonApi withings = new FakePersonApi();
    private final Map<String, TimedState> shownBefore = new HashMap<>();
    private final List<ChannelUpdate> shown = new ArrayList<>();
    private final HeartSource source = new HeartSource(withings, new UnknownIds(), shownBefore::get,
            scheduler.clock());

    private void recorded(Instant time, Instant modified, int afib) {
        withings.recordings.add(new HeartRecording(time, modified, "watch", 93, new Electrocardiogram(48L, afib), null,
                BigDecimal.valueOf(63), null, null));
    }

    private void heard(Instant time) {
        withings.sounds.add(new HeartRecording(time, null, "beamo", null, null, new Stethoscope(1), null, null,
                null));
    }

    private Changes changes(Instant mark) throws Exception {
        return resultOf(source.changes(mark, shown::addAll));
    }

    private void corrections(Instant start, Instant end) throws Exception {
        resultOf(source.corrections(new TimeSpan(start, end), shown::addAll));
    }

    private void showRecordingOf(Instant time) {
        shownBefore.put("ecg#time", new TimedState(time, new DateTimeType(time)));
    }

    private List<String> shown(String channelId) {
        return shown.stream().filter(update -> update.channelId().equals(channelId))
                .map(update -> update.state().toString()).toList();
    }

    @ParameterizedTest
    @CsvSource({ "PT2M, PT1M, 1, POSITIVE, PT1M", "P4D, PT1M, 2, INCONCLUSIVE, PT1M",
            "PT1M, P-400D, 0, NEGATIVE, PT3H" })
    void showsANewRecordingThatIsUploadedLate(Duration age, Duration changed, int afib, String result, Duration mark)
            throws Exception {
        recorded(now.minus(age), now.minus(changed), afib);

        assertThat("a change in the future does not count", changes(since).mark(), is(now.minus(mark)));
        assertThat(shown("ecg#result"), contains(result));
        assertThat(shown("ecg#heart-rate"), contains("63"));
        assertThat(shown("ecg#event"), contains("RECORDED"));
    }

    @Test
    void doesNotShowUnchangedRecordingsAgain() throws Exception {
        recorded(since.minusSeconds(600), since.minusSeconds(500), 0);

        Changes changes = changes(since);

        assertThat(shown, is(empty()));
        assertThat(changes.mark(), is(since));
        assertThat(changes.modified(), is(empty()));
    }

    @Test
    void readsTheSignalOfTheLastElectrocardiogram() throws Exception {
        heard(now.minusSeconds(50));
        assertThat(resultOf(HeartSource.electrocardiogramBefore(now, withings)), is(nullValue()));
        assertThat(withings.calls, hasSize(1));

        recorded(now.minusSeconds(100), now, 0);
        recorded(now, now, 0);

        assertThat(resultOf(HeartSource.electrocardiogramBefore(now, withings)), is(new HeartSource.Electrocardiogram(
                now.minusSeconds(100), new EcgSignal(300, List.of(3, -4)))));
    }

    @Test
    void doesNotCountStethoscopeRecordingsAsLostNotifications() throws Exception {
        heard(now.minusSeconds(60));

        Changes changes = changes(since);

        assertThat(shown("ecg#stethoscope"), contains("1"));
        assertThat(changes.modified(), is(empty()));
    }

    @Test
    void failsOnlyIfElectrocardiogramsCannotBeListed() throws Exception {
        recorded(now.minusSeconds(60), now.minusSeconds(30), 0);
        withings.failures.put("heart", Failure.INVALID_REQUEST);
        assertThat(failureOf(source.changes(since, shown::addAll)).failure(), is(Failure.INVALID_REQUEST));
        assertThat(shown, is(empty()));
        withings.failures.clear();

        withings.failures.put("sounds", Failure.INVALID_REQUEST);
        assertThat(changes(since).modified(), contains(now.minusSeconds(30)));
        assertThat(shown("ecg#result"), contains("NEGATIVE"));
    }

    @Test
    void showsThePreviousRecordingWhenTheLastOneIsDeleted() throws Exception {
        recorded(now.minus(Duration.ofDays(300)), now.minus(Duration.ofDays(300)), 1);
        showRecordingOf(since);
        TimeSpan span = new TimeSpan(since, since.plusSeconds(30));

        corrections(span.start(), span.end());

        ChannelUpdate result = shown.stream().filter(update -> "ecg#result".equals(update.channelId())).findAny()
                .orElseThrow();
        assertThat(result.state(), hasToString("POSITIVE"));
        assertThat(result.corrected(), is(span));
        assertThat(result.states().keySet(), contains(span.start(), span.end()));
    }

    @Test
    void showsUndefWhenTheOnlyRecordingIsDeleted() throws Exception {
        recorded(since, since, 1);
        showRecordingOf(since);
        corrections(since, since);
        assertThat("it is there", shown, is(empty()));
        assertThat(withings.calls, hasSize(1));

        withings.recordings.clear();
        corrections(since, since);

        assertThat(shown("ecg#result"), contains("UNDEF"));
        assertThat(shown("ecg#time"), contains("UNDEF"));
    }

    @Test
    void readsTheHistoryWithoutEvents() throws Exception {
        Instant start = now.minus(Duration.ofDays(300));
        recorded(start.plusSeconds(60), start.plusSeconds(90), 0);
        heard(start.plusSeconds(60));
        recorded(now.minusSeconds(60), now.minusSeconds(30), 1);
        withings.pageSize = 1;

        resultOf(source.history(start, now, shown::addAll));

        assertThat(shown("ecg#result"), contains("POSITIVE"));
        assertThat(shown("ecg#stethoscope"), contains("1"));
        assertThat(shown("ecg#event"), is(empty()));
    }
}
