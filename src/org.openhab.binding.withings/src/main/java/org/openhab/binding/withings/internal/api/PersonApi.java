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

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.RateLimiter.Lane;
import org.openhab.binding.withings.internal.api.Records.BodyType;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;

/**
 * Withings' API for one person. Used on the account's executor, on which futures complete and consumers are called.
 * Every failure is a {@link WithingsException}; a rejected access token is renewed once before a call fails.
 * <p>
 * Rows are passed on page by page, in no particular order. Methods with a "lastUpdate" fetch what was modified since
 * then ({@link Instant#EPOCH} for all), may repeat rows of the minute before, and return the latest modification time
 * seen, to be passed next time. Days are in the person's own time zone, first and last included.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonApi {
    /** A subscription; Withings may return the URL with another case, port or trailing slash. */
    public record Subscription(int appli, String callbackUrl) {
        /** The URL holds a secret: it stays out of logs. */
        @Override
        public String toString() {
            return "Subscription[appli=" + appli + "]";
        }
    }

    /** A person's goals, null for none: steps per day, sleep per night, weight in kilograms. */
    public record Goals(@Nullable Integer steps, @Nullable Duration sleep, @Nullable BigDecimal weight) {}

    /** The usable rows of one answer, and the offset of the next page, null if there is none. */
    public record Page<R> (List<R> rows, @Nullable Long next) {}

    /** By default only 16 fields are returned. Older devices have the two "durationto…" instead of the latencies. */
    private static final String SUMMARY_FIELDS = String.join(",", "total_timeinbed", "total_sleep_time",
            "asleepduration", "lightsleepduration", "deepsleepduration", "remsleepduration", "wakeupduration",
            "wakeupcount", "sleep_efficiency", "sleep_latency", "wakeup_latency", "durationtosleep", "durationtowakeup",
            "waso", "nb_rem_episodes", "out_of_bed_count", "sleep_score", "night_events", "hr_average", "hr_min",
            "hr_max", "rr_average", "rr_min", "rr_max", "rmssd_start_avg", "rmssd_end_avg", "snoring",
            "snoringepisodecount", "breathing_disturbances_intensity", "breathing_quality_assessment",
            "apnea_hypopnea_index", "withings_index", "breathing_sounds", "breathing_sounds_episode_count",
            "chest_movement_rate_average", "chest_movement_rate_min", "chest_movement_rate_max",
            "chest_movement_rate_wellness_average", "chest_movement_rate_wellness_min",
            "chest_movement_rate_wellness_max", "mvt_score_avg", "mvt_active_duration", "core_body_temperature_avg",
            "core_body_temperature_min", "core_body_temperature_max", "core_body_temperature_status");
    /** By default none is returned. */
    private static final String PHASE_FIELDS = String.join(",", "hr", "rr", "snoring", "sdnn_1", "rmssd", "hrv_quality",
            "mvt_score", "chest_movement_rate", "withings_index", "breathing_sounds");
    private static final String ACTIVITY_FIELDS = String.join(",", "steps", "distance", "elevation", "soft", "moderate",
            "intense", "active", "calories", "totalcalories", "hr_average", "hr_min", "hr_max", "hr_zone_0",
            "hr_zone_1", "hr_zone_2", "hr_zone_3");
    private static final String INTRADAY_FIELDS = String.join(",", "steps", "elevation", "calories", "distance",
            "stroke", "pool_lap", "duration", "heart_rate", "spo2_auto", "rmssd", "sdnn1", "hrv_quality",
            "core_body_temperature", "rr", "chest_movement_rate");
    private static final String WORKOUT_FIELDS = String.join(",", "calories", "intensity", "manual_distance",
            "manual_calories", "manual_intensity", "hr_average", "hr_min", "hr_max", "hr_zone_0", "hr_zone_1",
            "hr_zone_2", "hr_zone_3", "pause_duration", "algo_pause_duration", "spo2_average",
            "core_body_temperature_avg", "core_body_temperature_min", "core_body_temperature_max",
            "core_body_temperature_status", "steps", "distance", "elevation", "pool_laps", "strokes", "pool_length");
    private static final Query<MeasureGroup> MEASURES = new Query<>("/measure", "getmeas", "", Records.MEASURES);
    private static final Query<SleepSummary> NIGHTS = new Query<>("/v2/sleep", "getsummary", SUMMARY_FIELDS,
            Records.SLEEP_SUMMARIES);
    private static final Query<SleepPhase> PHASES = new Query<>("/v2/sleep", "get", PHASE_FIELDS,
            Records.SLEEP_PHASES);
    private static final Query<Activity> ACTIVITIES = new Query<>("/v2/measure", "getactivity", ACTIVITY_FIELDS,
            Records.ACTIVITIES);
    private static final Query<IntradayActivity> INTRADAY = new Query<>("/v2/measure", "getintradayactivity",
            INTRADAY_FIELDS, Records.INTRADAY);
    private static final Query<Workout> WORKOUTS = new Query<>("/v2/measure", "getworkouts", WORKOUT_FIELDS,
            Records.WORKOUTS);
    private static final Query<HeartRecording> HEART = new Query<>("/v2/heart", "list", "", Records.HEART);
    private static final Query<HeartRecording> STETHOSCOPE = new Query<>("/v2/stetho", "list", "", Records.HEART);
    private static final String USER = "/v2/user";
    private static final String NOTIFY = "/notify";
    /** Withings reference, Sleep v2 - Get and Measure v2 - Getintradayactivity: only 24 hours are returned. */
    private static final Duration SERIES_WINDOW = Duration.ofHours(24);
    /** Rows that changed while pages were read may have been returned in their old version or not at all. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    /** A century of days takes fewer pages. */
    private static final int PAGE_LIMIT = 1_000;
    private static final int NO_SUCH_SUBSCRIPTION = 286;
    /** Modification times further in the future are wrong and ignored. */
    public static final Duration MODIFIED_TOLERANCE = Duration.ofDays(1);

    private final WithingsApi api;
    private final String userId;
    private final TokenKeeper tokens;
    private final Lane lane;

    /** A call that returns rows; the fields are empty if it has no parameter "data_fields". */
    private record Query<R> (String path, String action, String fields, BodyType<Page<R>> type) {}

    PersonApi(WithingsApi api, String userId, TokenKeeper tokens, Lane lane) {
        this.api = api;
        this.userId = userId;
        this.tokens = tokens;
        this.lane = lane;
    }

    public PersonApi forImport() {
        return new PersonApi(api, userId, tokens, Lane.IMPORT);
    }

    public CompletableFuture<Instant> measures(Instant lastUpdate, Consumer<List<MeasureGroup>> page) {
        return changes(MEASURES, lastUpdate, MeasureGroup::modified, page);
    }

    public CompletableFuture<@Nullable Void> measures(Instant start, Instant end, Consumer<List<MeasureGroup>> page) {
        return rows(MEASURES, page, "startdate", seconds(start), "enddate", seconds(end));
    }

    /** Fetches measures of the given types, Withings' numbers; the groups have no other measures. */
    public CompletableFuture<@Nullable Void> measures(Collection<Integer> types, Instant start, Instant end,
            Consumer<List<MeasureGroup>> page) {
        String numbers = types.stream().map(Object::toString).collect(Collectors.joining(","));
        return rows(MEASURES, page, "meastypes", numbers, "startdate", seconds(start), "enddate", seconds(end));
    }

    public CompletableFuture<Instant> sleepSummaries(Instant lastUpdate, Consumer<List<SleepSummary>> page) {
        return changes(NIGHTS, lastUpdate, SleepSummary::modified, page);
    }

    public CompletableFuture<@Nullable Void> sleepSummaries(LocalDate first, LocalDate last,
            Consumer<List<SleepSummary>> page) {
        return days(NIGHTS, first, last, page);
    }

    /** Fetches the phases in order of time (Withings reference, Sleep v2 - Get), with one call per 24 hours. */
    public CompletableFuture<List<SleepPhase>> sleepPhases(Instant start, Instant end) {
        // a phase that spans two windows is returned with both
        Map<List<@Nullable Object>, SleepPhase> phases = new HashMap<>();
        return series(PHASES, start, end, rows -> rows.forEach(phase -> phases
                .put(Arrays.asList(phase.start(), phase.end(), phase.state(), phase.deviceId()), phase)))
                        .thenApply(done -> phases.values().stream().sorted(
                                Comparator.comparing(SleepPhase::start).thenComparing(SleepPhase::end)).toList());
    }

    public CompletableFuture<Instant> activities(Instant lastUpdate, Consumer<List<Activity>> page) {
        return changes(ACTIVITIES, lastUpdate, Activity::modified, page);
    }

    public CompletableFuture<@Nullable Void> activities(LocalDate first, LocalDate last,
            Consumer<List<Activity>> page) {
        return days(ACTIVITIES, first, last, page);
    }

    /** Fetches the entries from start to end, exclusive, in order of time, with one call per 24 hours. */
    public CompletableFuture<List<IntradayActivity>> intradayActivity(Instant start, Instant end) {
        SortedMap<Instant, IntradayActivity> moments = new TreeMap<>();
        return series(INTRADAY, start, end,
                rows -> rows.stream().filter(row -> !row.start().isBefore(start) && row.start().isBefore(end))
                        .forEach(row -> moments.put(row.start(), row)))
                                .thenApply(done -> List.copyOf(moments.values()));
    }

    public CompletableFuture<Instant> workouts(Instant lastUpdate, Consumer<List<Workout>> page) {
        return changes(WORKOUTS, lastUpdate, Workout::modified, page);
    }

    public CompletableFuture<@Nullable Void> workouts(LocalDate first, LocalDate last, Consumer<List<Workout>> page) {
        return days(WORKOUTS, first, last, page);
    }

    /** Fetches electrocardiograms (Withings reference, Heart v2 - List, which cannot be queried for changes). */
    public CompletableFuture<@Nullable Void> heartRecordings(Instant start, Instant end,
            Consumer<List<HeartRecording>> page) {
        return rows(HEART, page, "startdate", seconds(start), "enddate", seconds(end));
    }

    /** Fetches stethoscope recordings, also those of electrocardiograms (Withings reference, Stetho v2 - List). */
    public CompletableFuture<@Nullable Void> stethoscopeRecordings(Instant start, Instant end,
            Consumer<List<HeartRecording>> page) {
        return rows(STETHOSCOPE, page, "startdate", seconds(start), "enddate", seconds(end));
    }

    public CompletableFuture<EcgSignal> ecgSignal(long signalId) {
        return call(HEART.path(), form("get", "signalid", Long.toString(signalId)), Records.ECG_SIGNAL);
    }

    public CompletableFuture<List<Device>> devices() {
        return call(USER, form("getdevice"), Records.DEVICES).thenApply(Page::rows);
    }

    public CompletableFuture<Goals> goals() {
        return call(USER, form("getgoals"), Records.GOALS);
    }

    /** Withings calls the URL at once to check that it answers; the comment has at most 255 characters. */
    public CompletableFuture<@Nullable Void> subscribe(URI callback, int appli, String comment) {
        return call(NOTIFY, form("subscribe", "callbackurl", callback.toString(), "appli", Integer.toString(appli),
                "comment", comment), Records.NOTHING);
    }

    /** Fetches the application's subscriptions for the person, also those of other installations (Notify - List). */
    public CompletableFuture<List<Subscription>> subscriptions() {
        return call(NOTIFY, form("list"), Records.SUBSCRIPTIONS).thenApply(Page::rows);
    }

    /** Ends a subscription (Withings reference, Notify - Revoke); succeeds if there is none. */
    public CompletableFuture<@Nullable Void> revoke(String callbackUrl, int appli) {
        return call(NOTIFY, form("revoke", "callbackurl", callbackUrl, "appli", Integer.toString(appli)),
                Records.NOTHING).exceptionallyCompose(error -> {
                    WithingsException failure = WithingsException.of(error);
                    return Integer.valueOf(NO_SUCH_SUBSCRIPTION).equals(failure.status())
                            ? CompletableFuture.completedFuture(null)
                            : failure.future();
                });
    }

    private static Map<String, String> form(String action, String... namesAndValues) {
        Map<String, String> form = new HashMap<>(Map.of("action", action));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }

    /** At least 1, because Withings may treat zero as a missing parameter. */
    private static String seconds(Instant time) {
        return Long.toString(Math.max(1, time.getEpochSecond()));
    }

    /** A failed subscription call is not reported to the listener: data may be readable nevertheless. */
    private <T> CompletableFuture<T> call(String path, Map<String, String> form, BodyType<T> type) {
        Function<String, CompletableFuture<T>> request = token -> api
                .request(lane, !NOTIFY.equals(path), () -> api.http().post(path, form, token, type))
                .thenApply(answer -> {
                    tokens.accepted(userId, token);
                    return answer;
                });
        return tokens.accessToken(userId).thenCompose(token -> request.apply(token).exceptionallyCompose(error -> {
            WithingsException failure = WithingsException.of(error);
            return failure.failure() == Failure.AUTHENTICATION
                    ? tokens.renew(userId, token).thenCompose(request)
                    : failure.future();
        }));
    }

    private <R> CompletableFuture<Page<R>> page(Query<R> query, @Nullable Long offset, String... namesAndValues) {
        Map<String, String> form = form(query.action(), namesAndValues);
        if (!query.fields().isEmpty()) {
            form.put("data_fields", query.fields());
        }
        if (offset != null) {
            form.put("offset", offset.toString());
        }
        return call(query.path(), form, query.type());
    }

    private <R> CompletableFuture<@Nullable Void> days(Query<R> query, LocalDate first, LocalDate last,
            Consumer<List<R>> page) {
        return rows(query, page, "startdateymd", first.toString(), "enddateymd", last.toString());
    }

    private <R> CompletableFuture<@Nullable Void> rows(Query<R> query, Consumer<List<R>> rows,
            String... namesAndValues) {
        return rows(query, rows, null, new HashSet<>(List.of(0L)), namesAndValues)
                .exceptionallyCompose(error -> WithingsException.of(error).future());
    }

    private <R> CompletableFuture<@Nullable Void> rows(Query<R> query, Consumer<List<R>> rows, @Nullable Long offset,
            Set<Long> requested, String... namesAndValues) {
        return page(query, offset, namesAndValues).thenCompose(page -> {
            if (!page.rows().isEmpty()) {
                rows.accept(page.rows());
            }
            Long next = page.next();
            if (next == null) {
                return CompletableFuture.completedFuture(null);
            } else if (!requested.add(next) || requested.size() > PAGE_LIMIT) {
                return new WithingsException(Failure.MALFORMED_ANSWER,
                        "Withings promises more pages, but they lead nowhere").future();
            }
            return rows(query, rows, next, requested, namesAndValues);
        });
    }

    private <R> CompletableFuture<Instant> changes(Query<R> query, Instant lastUpdate,
            Function<R, @Nullable Instant> modified, Consumer<List<R>> rows) {
        AtomicReference<Instant> latest = new AtomicReference<>(lastUpdate);
        return rows(query, page -> {
            rows.accept(page);
            Instant future = api.context().now().plus(MODIFIED_TOLERANCE);
            page.stream().map(modified).filter(time -> time != null && time.isBefore(future))
                    .forEach(time -> latest.accumulateAndGet(time, (one, other) -> one.isAfter(other) ? one : other));
        }, "lastupdate", seconds(lastUpdate.minus(OVERLAP))).thenApply(done -> latest.get());
    }

    private <R> CompletableFuture<@Nullable Void> series(Query<R> query, Instant start, Instant end,
            Consumer<List<R>> rows) {
        if (!start.isBefore(end)) {
            return CompletableFuture.completedFuture(null);
        }
        Instant day = start.plus(SERIES_WINDOW);
        Instant stop = day.isBefore(end) ? day : end;
        return rows(query, rows, "startdate", seconds(start), "enddate", seconds(stop))
                .thenCompose(done -> series(query, stop, end, rows));
    }
}
