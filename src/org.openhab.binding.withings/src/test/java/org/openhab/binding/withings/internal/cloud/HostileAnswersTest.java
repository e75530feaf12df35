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
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.channel.Heights;
import org.openhab.binding.withings.internal.channel.IntradayChannels;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.NapChannels;
import org.openhab.binding.withings.internal.channel.NightsAndNaps;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.Goals;
import org.openhab.binding.withings.internal.record.HeartRecording;
import org.openhab.binding.withings.internal.record.IntradayActivity;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.Workout;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * Whatever Withings, or somebody in its place, answers: it is read, or a {@link WithingsException} says that it cannot
 * be.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileAnswersTest {

    /** What is read from an answer, and an answer that makes sense. */
    record Sample(Supplier<BodyReader<?>> reader, String body) {}

    static final Map<Class<?>, Sample> SAMPLES = Map.ofEntries(
            Map.entry(MeasureReader.class, new Sample(MeasureReader::new,
                    """
                            {"updatetime": 1772366500, "timezone": "Europe/Paris", "more": 1, "offset": 37, "measuregrps": [
                             {"grpid": 11, "attrib": 2, "date": 1772366400, "created": 1772366401, "modified": 1772366402,
                              "category": 1, "deviceid": "scale", "hash_deviceid": "hashed", "model": "Body Scan",
                              "modelid": 10, "comment": null, "timezone": "Asia/Tokyo", "is_inconclusive": false,
                              "measures": [{"value": 72345, "type": 1, "unit": -3, "algo": 3, "fm": 5},
                               {"value": 5512, "type": 5, "unit": -2, "position": 7}]},
                             {"grpid": "12", "date": "1772366500", "measures": [{"value": "61", "type": "11", "unit": 0}]}]}""")),
            Map.entry(ActivityReader.class, new Sample(ActivityReader::new,
                    """
                            {"more": false, "offset": 0, "activities": [
                             {"date": "2026-03-01", "timezone": "Europe/Paris", "modified": 1772366402, "deviceid": null,
                              "brand": 18, "is_tracker": true, "steps": 8454, "distance": 6012.31, "calories": 467.076,
                              "hr_zone_0": 100, "totalcalories": "2100.5"}]}""")),
            Map.entry(IntradayActivityReader.class, new Sample(IntradayActivityReader::new, """
                    {"series": {"1772366400": {"deviceid": "watch", "model": "Watch", "model_id": 93, "duration": 60,
                      "steps": 14, "distance": 9.8, "calories": 0.56, "heart_rate": 71},
                     "1772366460": {"heart_rate": 72}}}""")),
            Map.entry(WorkoutReader.class, new Sample(WorkoutReader::new,
                    """
                            {"more": 0, "offset": 0, "series": [
                             {"id": 3661300277, "category": 1, "attrib": 0, "startdate": 1693335000, "enddate": 1693336513,
                              "timezone": "Europe/Amsterdam", "date": "2023-08-29", "modified": 1693336600, "model": 93,
                              "deviceid": "watch", "data": {"calories": 50.2, "distance": 680, "hr_average": 101}}]}""")),
            Map.entry(SleepSummaryReader.class, new Sample(SleepSummaryReader::new,
                    """
                            {"more": false, "offset": 0, "series": [
                             {"id": 81, "startdate": 1772320000, "enddate": 1772348800, "date": "2026-03-01", "model": 32,
                              "timezone": "Europe/Paris", "deviceid": "mat", "modified": 1772350000, "completed": true,
                              "data": {"sleep_score": 81, "deepsleepduration": 5400, "snoring": null,
                               "core_body_temperature_status": "normal",
                               "night_events": {"1": [600, 1200], "2": [120], "4": []}}}]}""")),
            Map.entry(SleepPhaseReader.class, new Sample(SleepPhaseReader::new,
                    """
                            {"model": 32, "series": [
                             {"startdate": 1772320000, "enddate": 1772323600, "state": 2, "deviceid": "mat",
                              "hr": {"1772320060": 61, "1772320120": 60}, "sdnn_1": {"1772320060": 45.5}, "snoring": {}},
                             {"startdate": 1772323600, "enddate": 1772327200, "state": 1, "hr": []}]}""")),
            Map.entry(HeartReader.class, new Sample(HeartReader::new,
                    """
                            {"more": false, "offset": 0, "series": [
                             {"deviceid": "watch", "model": 93, "ecg": {"signalid": 9876, "afib": 0}, "heart_rate": 69,
                              "bloodpressure": {"systole": 121, "diastole": 79}, "timestamp": 1772366400,
                              "modified": 1772366500},
                             {"signalid": 9877, "vhd": 1, "stetho": {"signalid": 9878, "vhd": 2}, "timestamp": 1772366401}]}""")),
            Map.entry(EcgSignalReader.class, new Sample(EcgSignalReader::new,
                    """
                            {"signal": [0, -12, 7, 230, 18], "sampling_frequency": 300, "wearposition": 1, "heart_rate": 69}""")),
            Map.entry(DeviceReader.class, new Sample(DeviceReader::new, """
                    {"devices": [{"type": "Scale", "model": "Body+", "model_id": 13, "battery": "high",
                      "deviceid": "scale", "hash_deviceid": "hashed", "timezone": "Europe/Paris", "fw": "1861",
                      "first_session_date": 1600000000, "last_session_date": 1772366400,
                      "mac_address": "00:24:e4:00:00:01"}]}""")),
            Map.entry(GoalsReader.class, new Sample(GoalsReader::new, """
                    {"goals": {"steps": 10000, "sleep": 28800, "weight": {"value": 70500, "unit": -3}}}""")),
            Map.entry(SubscriptionReader.class, new Sample(SubscriptionReader::new, """
                    {"profiles": [{"appli": 1, "callbackurl": "https://home.example.org/withings/webhook/secret",
                      "expires": 2147483647, "comment": "openHAB"}]}""")),
            Map.entry(NoBodyReader.class, new Sample(NoBodyReader::new, "{\"wait_seconds\": 12}")));

    @Provide
    Arbitrary<Class<?>> readers() {
        return Arbitraries.of(SAMPLES.keySet().stream()
                .sorted((one, other) -> one.getName().compareTo(other.getName())).toList());
    }

    @HostileInput
    void anAnswerIsReadAndShownOrRefused(@ForAll("answers") Map.Entry<Class<?>, String> answer) {
        Object read;
        try {
            read = Answer.read(stream(answer.getValue().getBytes(StandardCharsets.UTF_8)),
                    SAMPLES.get(answer.getKey()).reader().get());
        } catch (WithingsException e) {
            // the only way in which it may fail
            return;
        }
        show(answer.getKey(), read);
    }

    private static void show(Class<?> reader, @Nullable Object read) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        UnknownIds unknown = new UnknownIds();
        if (reader == MeasureReader.class) {
            MeasureChannels.updates(rows(read, MeasureGroup.class), Heights.NONE, unknown);
        } else if (reader == ActivityReader.class) {
            ActivityChannels.updates(rows(read, Activity.class), now);
        } else if (reader == IntradayActivityReader.class) {
            Activity day = new Activity(LocalDate.of(2026, 3, 1), ZoneOffset.UTC, now, false, "watch", Map.of());
            IntradayChannels.updates(day, rows(read, IntradayActivity.class), now);
        } else if (reader == WorkoutReader.class) {
            List<Workout> workouts = rows(read, Workout.class);
            WorkoutChannels.updates(workouts);
            workouts.forEach(WorkoutChannels::recorded);
        } else if (reader == SleepSummaryReader.class) {
            NightsAndNaps sleep = NightsAndNaps.among(rows(read, SleepSummary.class));
            SleepChannels.lastNight(sleep.nights());
            NapChannels.lastNap(sleep);
            NapChannels.count(sleep);
        } else if (reader == SleepPhaseReader.class) {
            SleepChannels.phases(rows(read, SleepPhase.class), null);
        } else if (reader == HeartReader.class) {
            List<HeartRecording> recordings = rows(read, HeartRecording.class);
            HeartChannels.updates(recordings);
            HeartChannels.events(recordings);
            HeartChannels.tellUnknown(recordings, unknown);
        } else if (reader == DeviceReader.class) {
            for (Device device : rows(read, Device.class)) {
                DeviceChannels.updates(device, now);
                DeviceChannels.properties(device);
                DeviceChannels.thingType(device);
                DeviceChannels.label(device);
            }
        } else if (read instanceof Goals goals) {
            GoalChannels.updates(goals, now);
        }
    }

    private static <R> List<R> rows(@Nullable Object read, Class<R> type) {
        return read instanceof Page<?> page ? page.rows().stream().map(type::cast).toList() : List.of();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @Provide
    Arbitrary<Map.Entry<Class<?>, String>> answers() {
        return readers().flatMap(reader -> Hostile
                .json("{\"status\": 0, \"body\": " + SAMPLES.get(reader).body() + ", \"error\": \"\"}")
                .map(json -> Map.entry(reader, json)));
    }

    @HostileInput
    void rubbishIsReadOrMalformed(@ForAll("readers") Class<?> reader, @ForAll byte[] bytes) throws IOException {
        try {
            Answer.read(stream(bytes), SAMPLES.get(reader).reader().get());
        } catch (WithingsException e) {
            assertThat(e.failure(), is(Failure.MALFORMED_ANSWER));
        }
    }

    @Test
    void samplesMakeSense() throws Exception {
        for (Sample sample : SAMPLES.values()) {
            String json = "{\"status\": 0, \"body\": " + sample.body() + "}";
            Object result = Answer.read(stream(json.getBytes(StandardCharsets.UTF_8)), sample.reader().get());
            if (result instanceof Page<?> page) {
                assertThat(page.skipped(), is(0));
                assertThat(page.rows().isEmpty(), is(false));
            }
        }
    }

    @Test
    void noReaderIsForgotten() throws Exception {
        Path classes = Path.of(Answer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve(Answer.class.getPackageName().replace('.', '/'));
        Set<String> readers;
        try (Stream<Path> files = Files.list(classes)) {
            readers = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class"))
                    .map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> BodyReader.class.isAssignableFrom(type)
                            && !Modifier.isAbstract(type.getModifiers()))
                    .map(Class::getSimpleName).collect(Collectors.toSet());
        }
        assertThat(SAMPLES.keySet().stream().map(Class::getSimpleName).collect(Collectors.toSet()), is(readers));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(Answer.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
