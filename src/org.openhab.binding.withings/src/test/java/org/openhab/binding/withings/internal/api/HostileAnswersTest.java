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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.Records.BodyType;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.NightsAndNaps;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.PlainCipher;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * Whatever Withings, or a server in its place, answers: it is read, or a {@link WithingsException} says that it cannot
 * be.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileAnswersTest {

    /** What is read from an answer, and an answer that makes sense. */
    record Sample(BodyType<?> type, String body) {}

    static final List<Sample> SAMPLES = List.of(
            new Sample(Records.MEASURES,
                    """
                            {"updatetime": 1772366500, "timezone": "Europe/Paris", "more": 1, "offset": 37, "measuregrps": [
                             {"grpid": 11, "attrib": 2, "date": 1772366400, "created": 1772366401, "modified": 1772366402,
                              "category": 1, "deviceid": "scale", "hash_deviceid": "hashed", "model": "Body Scan",
                              "modelid": 10, "comment": null, "timezone": "Asia/Tokyo", "is_inconclusive": false,
                              "measures": [{"value": 72345, "type": 1, "unit": -3, "algo": 3, "fm": 5},
                               {"value": 5512, "type": 5, "unit": -2, "position": 7}]},
                             {"grpid": "12", "date": "1772366500", "measures": [{"value": "61", "type": "11", "unit": 0}]}]}"""),
            new Sample(Records.ACTIVITIES,
                    """
                            {"more": false, "offset": 0, "activities": [
                             {"date": "2026-03-01", "timezone": "Europe/Paris", "modified": 1772366402, "deviceid": null,
                              "brand": 18, "is_tracker": true, "steps": 8454, "distance": 6012.31, "calories": 467.076,
                              "hr_zone_0": 100, "totalcalories": "2100.5"}]}"""),
            new Sample(Records.INTRADAY, """
                    {"series": {"1772366400": {"deviceid": "watch", "model": "Watch", "model_id": 93, "duration": 60,
                      "steps": 14, "distance": 9.8, "calories": 0.56, "heart_rate": 71},
                     "1772366460": {"heart_rate": 72}}}"""),
            new Sample(Records.WORKOUTS,
                    """
                            {"more": 0, "offset": 0, "series": [
                             {"id": 3661300277, "category": 1, "attrib": 0, "startdate": 1693335000, "enddate": 1693336513,
                              "timezone": "Europe/Amsterdam", "date": "2023-08-29", "modified": 1693336600, "model": 93,
                              "deviceid": "watch", "data": {"calories": 50.2, "distance": 680, "hr_average": 101}}]}"""),
            new Sample(Records.SLEEP_SUMMARIES,
                    """
                            {"more": false, "offset": 0, "series": [
                             {"id": 81, "startdate": 1772320000, "enddate": 1772348800, "date": "2026-03-01", "model": 32,
                              "timezone": "Europe/Paris", "deviceid": "mat", "modified": 1772350000, "completed": true,
                              "data": {"sleep_score": 81, "deepsleepduration": 5400, "snoring": null,
                               "core_body_temperature_status": "normal",
                               "night_events": {"1": [600, 1200], "2": [120], "4": []}}}]}"""),
            new Sample(Records.SLEEP_PHASES,
                    """
                            {"model": 32, "series": [
                             {"startdate": 1772320000, "enddate": 1772323600, "state": 2, "deviceid": "mat",
                              "hr": {"1772320060": 61, "1772320120": 60}, "sdnn_1": {"1772320060": 45.5}, "snoring": {}},
                             {"startdate": 1772323600, "enddate": 1772327200, "state": 1, "hr": []}]}"""),
            new Sample(Records.HEART,
                    """
                            {"more": false, "offset": 0, "series": [
                             {"deviceid": "watch", "model": 93, "ecg": {"signalid": 9876, "afib": 0}, "heart_rate": 69,
                              "bloodpressure": {"systole": 121, "diastole": 79}, "timestamp": 1772366400,
                              "modified": 1772366500},
                             {"signalid": 9877, "vhd": 1, "stetho": {"signalid": 9878, "vhd": 2}, "timestamp": 1772366401}]}"""),
            new Sample(Records.ECG_SIGNAL,
                    """
                            {"signal": [0, -12, 7, 230, 18], "sampling_frequency": 300, "wearposition": 1, "heart_rate": 69}"""),
            new Sample(Records.DEVICES, """
                    {"devices": [{"type": "Scale", "model": "Body+", "model_id": 13, "battery": "high",
                      "deviceid": "scale", "hash_deviceid": "hashed", "timezone": "Europe/Paris", "fw": "1861",
                      "first_session_date": 1600000000, "last_session_date": 1772366400,
                      "mac_address": "00:24:e4:00:00:01"}]}"""),
            new Sample(Records.GOALS, """
                    {"goals": {"steps": 10000, "sleep": 28800, "weight": {"value": 70500, "unit": -3}}}"""),
            new Sample(Records.SUBSCRIPTIONS, """
                    {"profiles": [{"appli": 1, "callbackurl": "https://home.example.org/withings/webhook/secret",
                      "expires": 2147483647, "comment": "openHAB"}]}"""),
            new Sample(Records.tokens(Instant.EPOCH, null), """
                    {"userid": "363", "access_token": "a075f8c14fb8df40b08ebc8508533dc332a6910a",
                     "refresh_token": "f631236f02b991810feb774765b6ae8e6c6839ca", "expires_in": 10800,
                     "scope": "user.info,user.metrics", "csrf_token": "PACnnxwHTaBQOzF7bQqwFUUotIuvtzSM"}"""),
            new Sample(Records.NONCE, "{\"nonce\": \"4c1a9e7a2f3b\"}"),
            new Sample(Records.NOTHING, "{\"wait_seconds\": 12}"));

    @HostileInput
    void anAnswerIsReadAndShownOrRefused(@ForAll("answers") Map.Entry<Sample, String> answer) {
        BodyType<?> type = answer.getKey().type();
        Object read;
        try {
            read = type.read(answer.getValue().getBytes(StandardCharsets.UTF_8));
        } catch (WithingsException e) {
            // the only way in which it may fail
            return;
        }
        show(type, read);
    }

    private static void show(BodyType<?> type, @Nullable Object read) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        UnknownIds unknown = new UnknownIds();
        if (type == Records.MEASURES) {
            MeasureChannels.updates(rows(read, MeasureGroup.class), new TreeMap<>(), channel -> null, unknown);
        } else if (type == Records.ACTIVITIES) {
            ActivityChannels.updates(rows(read, Activity.class), now);
        } else if (type == Records.INTRADAY) {
            Activity day = new Activity(LocalDate.of(2026, 3, 1), ZoneOffset.UTC, now, false, "watch", Map.of());
            ActivityChannels.intradayUpdates(day, rows(read, IntradayActivity.class), now);
        } else if (type == Records.WORKOUTS) {
            List<Workout> workouts = rows(read, Workout.class);
            WorkoutChannels.updates(workouts);
            workouts.forEach(WorkoutChannels::recorded);
        } else if (type == Records.SLEEP_SUMMARIES) {
            NightsAndNaps sleep = NightsAndNaps.among(rows(read, SleepSummary.class));
            SleepChannels.lastNight(sleep.nights());
            NapChannels.lastNap(sleep);
            NapChannels.count(sleep);
        } else if (type == Records.SLEEP_PHASES) {
            SleepChannels.phases(rows(read, SleepPhase.class), null);
        } else if (type == Records.HEART) {
            List<HeartRecording> recordings = rows(read, HeartRecording.class);
            HeartChannels.updates(recordings);
            HeartChannels.events(recordings);
            HeartChannels.noteUnknown(recordings, unknown);
        } else if (type == Records.DEVICES) {
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

    @Provide
    Arbitrary<Map.Entry<Sample, String>> answers() {
        return Arbitraries.of(SAMPLES).flatMap(
                sample -> Hostile.json("{\"status\": 0, \"body\": " + sample.body() + ", \"error\": \"\"}")
                        .map(json -> Map.entry(sample, json)));
    }

    @HostileInput
    void rubbishIsMalformed(@ForAll byte[] bytes) {
        for (Sample sample : SAMPLES) {
            WithingsException refused = assertThrows(WithingsException.class, () -> sample.type().read(bytes));
            assertThat(refused.failure(), is(Failure.MALFORMED_ANSWER));
        }
    }

    @Test
    void samplesMakeSense() throws Exception {
        for (Sample sample : SAMPLES) {
            String json = "{\"status\": 0, \"body\": " + sample.body() + "}";
            Object result = sample.type().read(json.getBytes(StandardCharsets.UTF_8));
            if (result instanceof Page<?> page) {
                assertThat(page.rows().isEmpty(), is(false));
            }
        }
    }

    @Provide
    Arbitrary<String> entries() {
        return Hostile
                .json("""
                        {"userId": "363", "accessToken": "acc3ss", "refreshToken": "r3fresh", "previousRefreshToken": "pr3vious",
                         "issued": 1772366400, "expires": 1772377200, "scopes": ["user.info", "user.metrics"]}""");
    }

    @HostileInput
    void aStoredEntryIsReadOrTheConsentIsAskedForAgain(@ForAll("entries") String entry) {
        MemoryStorage storage = new MemoryStorage();
        storage.put("withings:account:home/363", entry);

        new TokenStore(new SealedStorage(storage, new PlainCipher()), "withings:account:home").load("363");
    }
}
