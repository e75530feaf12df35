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
package org.openhab.binding.withings.internal.cloud;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.binding.withings.internal.record.Attribution;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.Device.Battery;
import org.openhab.binding.withings.internal.record.Goals;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepState;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.record.WorkoutCategory;

/**
 * Reads real answers, where they lie beside the project.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RecordingsTest {
    private static final Path RECORDINGS = Path.of("../../../shared/recordings");

    @BeforeAll
    static void findRecordings() {
        assumeTrue(Files.isDirectory(RECORDINGS),
                () -> "No recorded answers beside this checkout: ../shared/recordings is not there");
    }

    private static <T> T read(String name, BodyReader<T> reader) throws IOException, WithingsException {
        Path file = RECORDINGS.resolve(name);
        assumeTrue(Files.exists(file), () -> "There is no recording " + name);
        try (InputStream content = Files.newInputStream(file)) {
            return Answer.read(content, reader);
        }
    }

    @Test
    void readsTheEnvelopeOfEveryRecording() throws Exception {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(RECORDINGS, "*.json")) {
            for (Path file : files) {
                read(file.getFileName().toString(), new NoBodyReader());
            }
        }
    }

    @Test
    void readsMeasures() throws Exception {
        Page<MeasureGroup> page = read("measurement.json", new MeasureReader());
        assertThat(page.rows(), hasSize(2));
        assertThat(page.skipped(), is(0));
        assertThat(page.more(), is(false));
        MeasureGroup group = page.rows().get(0);
        assertThat(group.date(), is(Instant.ofEpochSecond(1693651151)));
        assertThat(group.modified(), is(Instant.ofEpochSecond(1693651185)));
        assertThat(group.zone(), is(ZoneId.of("Europe/Amsterdam")));
        assertThat(group.model(), is("Body+"));
        assertThat(group.attribution(), is(Attribution.CERTAIN));
        assertThat(group.measures().get(0).value(), is(new BigDecimal("118.003")));
    }

    @Test
    void readsMeasuresOfAScaleWithBodyComposition() throws Exception {
        Page<MeasureGroup> page = read("tracker_measure.json", new MeasureReader());
        MeasureGroup group = page.rows().get(0);
        assertThat(group.zone(), is(ZoneId.of("Asia/Tokyo")));
        assertThat("without a change the time of creation counts", group.modified(),
                is(Instant.ofEpochSecond(1609754674)));
        assertThat(group.measures().stream().map(measure -> measure.type() + "=" + measure.value()).toList(), contains(
                "1=81.200", "8=21.80", "76=56.19", "77=45.60", "88=3.20", "6=26.847", "5=59.400"));
    }

    @Test
    void readsSleepPhases() throws Exception {
        Page<SleepPhase> page = read("sleep.json", new SleepPhaseReader());
        assertThat(page.skipped(), is(0));
        List<SleepPhase> phases = page.rows();
        assertThat(phases, hasSize(613));
        assertThat(phases.stream().filter(phase -> phase.state() == SleepState.DEEP).count(), is(147L));
        assertThat(phases.stream().filter(phase -> phase.state() == SleepState.REM).count(), is(69L));
        assertThat(phases.stream().mapToInt(phase -> phase.series().get("hr").size()).sum(), is(2872));
        assertThat(phases.get(0).series().get("hr").get(Instant.ofEpochSecond(1618691513)), is(new BigDecimal("71")));
    }

    @Test
    void readsSleepPhasesWithoutFields() throws Exception {
        Page<SleepPhase> page = read("sleep_no_datafields.json", new SleepPhaseReader());
        assertThat(page.rows(), hasSize(613));
        assertThat(page.rows().get(0).series().entrySet(), is(empty()));
    }

    @Test
    void readsDays() throws Exception {
        Page<Activity> page = read("tracker_activity.json", new ActivityReader());
        assertThat(page.rows(), hasSize(2));
        Activity day = page.rows().get(1);
        assertThat(day.date(), is(LocalDate.of(2021, 1, 4)));
        assertThat(day.zone(), is(ZoneId.of("Asia/Tokyo")));
        assertThat(day.values().get("steps"), is(new BigDecimal("10280")));
        assertThat(day.values().get("calories"), is(new BigDecimal("467.076")));
        assertThat("a telephone", day.external(), is(true));
    }

    @Test
    void readsWorkouts() throws Exception {
        Page<Workout> page = read("workouts.json", new WorkoutReader());
        assertThat(page.rows(), hasSize(11));
        assertThat(page.skipped(), is(0));
        Workout walk = page.rows().get(0);
        assertThat(walk.id(), is(3661300277L));
        assertThat(walk.category(), is(WorkoutCategory.WALK.number()));
        assertThat(walk.zone(), is(ZoneId.of("Europe/Amsterdam")));
        assertThat(walk.end(), is(Instant.ofEpochSecond(1693336513)));
        assertThat(walk.values().get("distance"), is(new BigDecimal("680")));
        assertThat(walk.values(), not(hasKey("algo_pause_duration")));
        assertThat("a workout of which nothing is known but that it was", page.rows().get(1).values(),
                is(anEmptyMap()));
    }

    @Test
    void showsRecordedDaysWherePeopleLive() throws Exception {
        Page<Activity> page = read("tracker_activity.json", new ActivityReader());
        Instant noonInTokyo = Instant.parse("2021-01-04T03:00:00Z");
        Map<String, String> shown = ActivityChannels.updates(page.rows(), noonInTokyo).stream()
                .collect(Collectors.toMap(ChannelUpdate::channelId, update -> update.state().toString()));
        assertThat(shown, allOf(hasEntry("activity#steps", "10280"), hasEntry("activity#calories", "467.076 kcal"),
                hasEntry("activity#distance", "UNDEF"), hasEntry("last-day#steps", "8454"),
                hasEntry("last-day#heart-rate-maximum", "117")));
    }

    @Test
    void readsDevices() throws Exception {
        Page<Device> page = read("device.json", new DeviceReader());
        assertThat(page.rows(), hasSize(5));
        assertThat(page.rows().get(0).lastSession(), is(Instant.ofEpochSecond(1693867179)));
        assertThat(page.rows().get(0).battery(), is(Battery.HIGH));
        assertThat(page.rows().get(2).battery(), is(Battery.UNKNOWN));
        assertThat(page.rows().get(4).model(), is(""));
    }

    @Test
    void readsGoals() throws Exception {
        assertThat(read("goals.json", new GoalsReader()),
                is(new Goals(10_000, Duration.ofHours(8), new BigDecimal("70.500"))));
        assertThat(read("goals_1.json", new GoalsReader()), is(new Goals(null, null, new BigDecimal("70.500"))));
        assertThat(read("no_goals.json", new GoalsReader()), is(new Goals(null, null, null)));
    }

    @Test
    void readsSubscriptions() throws Exception {
        assertThat(read("notify_list.json", new SubscriptionReader()).rows(),
                is(List.of(new Subscription(1, "https://www.withings.com"))));
        assertThat(read("notify_subscribe.json", new NoBodyReader()), is(nullValue()));
        assertThat(read("notify_revoke.json", new NoBodyReader()), is(nullValue()));
    }
}
