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
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.Hostile.HostileInput;
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
 * Invalid answers, of Withings or of another server, are read or fail with a {@link WithingsException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileAnswersTest {

    /** The type of an answer and a valid body. */
    record Sample(BodyType<?> type, String body) {}

    private static final List<Sample> SAMPLES = List.of(new Sample(Records.MEASURES, RecordsTest.OfMeasures.BODY),
            new Sample(Records.ACTIVITIES, RecordsTest.OfActivities.BODY),
            new Sample(Records.INTRADAY, RecordsTest.OfIntradayActivity.BODY),
            new Sample(Records.WORKOUTS, RecordsTest.OfWorkouts.BODY),
            new Sample(Records.SLEEP_SUMMARIES, RecordsTest.OfSleepSummaries.BODY),
            new Sample(Records.SLEEP_PHASES, RecordsTest.OfSleepPhases.BODY),
            new Sample(Records.HEART, RecordsTest.OfTheHeart.BODY),
            new Sample(Records.ECG_SIGNAL, "{\"signal\": [0, -12, 7], \"sampling_frequency\": 300}"),
            new Sample(Records.DEVICES, RecordsTest.OfDevices.BODY),
            new Sample(Records.GOALS, """
                    {"goals": {"steps": 10000, "sleep": 28800, "weight": {"value": 70500, "unit": -3}}}"""),
            new Sample(Records.SUBSCRIPTIONS, RecordsTest.OfSubscriptions.BODY),
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
            // the only exception allowed
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

    @Provide
    Arbitrary<String> entries() {
        return Hostile
                .json("""
                        {"userId": "363", "accessToken": "acc3ss", "refreshToken": "r3fresh", "previousRefreshToken": "pr3vious",
                         "issued": 1772366400, "expires": 1772377200, "scopes": ["user.info", "user.metrics"]}""");
    }

    @HostileInput
    void aStoredEntryIsReadOrANewConsentIsRequired(@ForAll("entries") String entry) {
        MemoryStorage storage = new MemoryStorage();
        storage.put("withings:account:home/363", entry);

        new TokenStore(new SealedStorage(storage, new PlainCipher()), "withings:account:home").load("363");
    }
}
