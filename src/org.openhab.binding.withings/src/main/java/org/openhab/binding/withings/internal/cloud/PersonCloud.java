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

import java.net.URI;
import java.time.Clock;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RequestBudget.Urgency;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.EcgSignal;
import org.openhab.binding.withings.internal.record.Goals;
import org.openhab.binding.withings.internal.record.HeartRecording;
import org.openhab.binding.withings.internal.record.IntradayActivity;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.binding.withings.internal.record.Workout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withings' API as the application sees it for one person. Every method returns at once. Every failure is a
 * {@link WithingsException}; a call that may succeed when it is made again has been made again already, and the token
 * has been renewed once if it was not accepted. Rows and results are given on the scheduler's threads.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonCloud {
    private static final String MEASURE = "/measure";
    private static final String MEASURE_V2 = "/v2/measure";
    private static final String SLEEP = "/v2/sleep";
    private static final String HEART = "/v2/heart";
    private static final String STETHOSCOPE = "/v2/stetho";
    private static final String USER = "/v2/user";
    private static final String NOTIFY = "/notify";

    /**
     * Withings reference, Sleep v2 - Getsummary, "data_fields", all of them: without the list only 16 come. The two
     * "durationto…" are what older devices give instead of the latencies.
     */
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

    /** Withings reference, Sleep v2 - Get, "data_fields", all of them: without the list none comes. */
    private static final String PHASE_FIELDS = String.join(",", "hr", "rr", "snoring", "sdnn_1", "rmssd", "hrv_quality",
            "mvt_score", "chest_movement_rate", "withings_index", "breathing_sounds");

    /** Withings reference, Measure v2 - Getactivity, "data_fields", all of them. */
    private static final String ACTIVITY_FIELDS = String.join(",", "steps", "distance", "elevation", "soft", "moderate",
            "intense", "active", "calories", "totalcalories", "hr_average", "hr_min", "hr_max", "hr_zone_0",
            "hr_zone_1", "hr_zone_2", "hr_zone_3");

    /** Withings reference, Measure v2 - Getintradayactivity, "data_fields", all of them. */
    private static final String INTRADAY_FIELDS = String.join(",", "steps", "elevation", "calories", "distance",
            "stroke", "pool_lap", "duration", "heart_rate", "spo2_auto", "rmssd", "sdnn1", "hrv_quality",
            "core_body_temperature", "rr", "chest_movement_rate");

    /** Withings reference, Measure v2 - Getworkouts, "data_fields", all of them. */
    private static final String WORKOUT_FIELDS = String.join(",", "calories", "intensity", "manual_distance",
            "manual_calories", "manual_intensity", "hr_average", "hr_min", "hr_max", "hr_zone_0", "hr_zone_1",
            "hr_zone_2", "hr_zone_3", "pause_duration", "algo_pause_duration", "spo2_average",
            "core_body_temperature_avg", "core_body_temperature_min", "core_body_temperature_max",
            "core_body_temperature_status", "steps", "distance", "elevation", "pool_laps", "strokes", "pool_length");

    /** Withings reference, Sleep v2 - Get: of a longer time only the first 24 hours come. */
    private static final Duration PHASE_WINDOW = Duration.ofHours(24);
    /** Withings reference, Measure v2 - Getintradayactivity: of a longer time only the first 24 hours come. */
    private static final Duration INTRADAY_WINDOW = Duration.ofHours(24);
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    /** A century of days is fewer pages than this. */
    private static final int PAGE_LIMIT = 1_000;
    /** A row that was changed later than this in the future was not: clocks differ, but not by that much. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final Logger logger = LoggerFactory.getLogger(PersonCloud.class);
    private final String userId;
    private final AccessTokens tokens;
    private final WithingsHttp http;
    private final RequestBudget budget;
    private final Urgency urgency;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final LongAdder requests = new LongAdder();

    PersonCloud(String userId, AccessTokens tokens, WithingsHttp http, RequestBudget budget, Urgency urgency,
            ScheduledExecutorService scheduler, Clock clock) {
        this.userId = userId;
        this.tokens = tokens;
        this.http = http;
        this.budget = budget;
        this.urgency = urgency;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * @return how many requests have been made by this object, those that failed included
     */
    public long requests() {
        return requests.sum();
    }

    /**
     * @return the same API for what nobody waits for: its calls let all others go first and leave them half of the
     *         budget
     */
    public PersonCloud inBackground() {
        return new PersonCloud(userId, tokens, http, budget, Urgency.BACKGROUND, scheduler, clock);
    }

    /**
     * Fetches the measure groups that were created or changed after a time, of all types and categories (Withings
     * reference, Measure - Getmeas).
     *
     * @param lastUpdate the result of the call before; {@link Instant#EPOCH} for everything. Rows of the minute
     *            before may come again
     * @param page takes the groups, in no particular order, page by page
     * @return when all pages have been taken: the latest time of a change seen, or <code>lastUpdate</code>
     */
    public CompletableFuture<Instant> measures(Instant lastUpdate, Consumer<List<MeasureGroup>> page) {
        Changes<MeasureGroup> changes = new Changes<>(lastUpdate, MeasureGroup::modified, page);
        return pages(MEASURE, form("getmeas", "lastupdate", lastUpdate(lastUpdate)), MeasureReader::new, changes)
                .thenApply(done -> changes.latest());
    }

    /**
     * Fetches the measure groups that were measured in a time.
     *
     * @param page takes the groups, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> measures(Instant start, Instant end, Consumer<List<MeasureGroup>> page) {
        return pages(MEASURE, form("getmeas", "startdate", seconds(start), "enddate", seconds(end)), MeasureReader::new,
                page);
    }

    /**
     * Fetches the measures of some types that were measured in a time; the groups come without their other measures.
     *
     * @param types Withings' numbers of the types
     * @param page takes the groups, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> measures(Collection<Integer> types, Instant start, Instant end,
            Consumer<List<MeasureGroup>> page) {
        String numbers = types.stream().map(Object::toString).collect(Collectors.joining(","));
        return pages(MEASURE, form("getmeas", "meastypes", numbers, "startdate", seconds(start), "enddate",
                seconds(end)), MeasureReader::new, page);
    }

    /**
     * Fetches a page of the measure groups that were measured in a time.
     *
     * @param offset {@link Page#next()} of the page before, null for the first one
     */
    public CompletableFuture<Page<MeasureGroup>> measures(Instant start, Instant end, @Nullable Long offset) {
        return call(MEASURE, at(offset, form("getmeas", "startdate", start(start), "enddate", seconds(end))),
                MeasureReader::new);
    }

    /**
     * Fetches the nights and naps that were created or changed after a time (Withings reference, Sleep v2 -
     * Getsummary).
     *
     * @param lastUpdate the result of the call before; {@link Instant#EPOCH} for everything. Rows of the minute
     *            before may come again
     * @param page takes them, in no particular order, page by page
     * @return when all pages have been taken: the latest time of a change seen, or <code>lastUpdate</code>
     */
    public CompletableFuture<Instant> sleepSummaries(Instant lastUpdate, Consumer<List<SleepSummary>> page) {
        Changes<SleepSummary> changes = new Changes<>(lastUpdate, SleepSummary::modified, page);
        return pages(SLEEP, form("getsummary", "lastupdate", lastUpdate(lastUpdate), "data_fields", SUMMARY_FIELDS),
                SleepSummaryReader::new, changes).thenApply(done -> changes.latest());
    }

    /**
     * Fetches the nights and naps of some days.
     *
     * @param first the first day of waking, in the person's own time zone
     * @param last the last one
     * @param page takes them, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> sleepSummaries(LocalDate first, LocalDate last,
            Consumer<List<SleepSummary>> page) {
        return pages(SLEEP, form("getsummary", "startdateymd", first.toString(), "enddateymd", last.toString(),
                "data_fields", SUMMARY_FIELDS), SleepSummaryReader::new, page);
    }

    /**
     * Fetches the phases of sleep in a time (Withings reference, Sleep v2 - Get), a day at a time.
     *
     * @return the phases by their start; of one that came with both of two days, the one with more values
     */
    public CompletableFuture<List<SleepPhase>> sleepPhases(Instant start, Instant end) {
        Map<List<@Nullable Object>, SleepPhase> phases = new HashMap<>();
        Consumer<List<SleepPhase>> page = rows -> rows.forEach(phase -> phases.merge(
                Arrays.asList(phase.start(), phase.end(), phase.state(), phase.deviceId()), phase,
                (one, other) -> countValues(one) < countValues(other) ? other : one));
        CompletableFuture<@Nullable Void> windows = CompletableFuture.completedFuture(null);
        for (Instant windowStart = start; windowStart.isBefore(end); windowStart = windowStart.plus(PHASE_WINDOW)) {
            Instant windowEnd = windowStart.plus(PHASE_WINDOW);
            Map<String, String> form = form("get", "startdate", seconds(windowStart), "enddate",
                    seconds(windowEnd.isBefore(end) ? windowEnd : end), "data_fields", PHASE_FIELDS);
            windows = windows.thenCompose(done -> pages(SLEEP, form, SleepPhaseReader::new, page));
        }
        return windows.thenApply(done -> phases.values().stream()
                .sorted(Comparator.comparing(SleepPhase::start).thenComparing(SleepPhase::end)).toList());
    }

    private static int countValues(SleepPhase phase) {
        return phase.series().values().stream().mapToInt(Map::size).sum();
    }

    /**
     * Fetches the days that were created or changed after a time (Withings reference, Measure v2 - Getactivity).
     *
     * @param lastUpdate the result of the call before; {@link Instant#EPOCH} for everything. Rows of the minute
     *            before may come again
     * @param page takes the days, in no particular order, page by page
     * @return when all pages have been taken: the latest time of a change seen, or <code>lastUpdate</code>
     */
    public CompletableFuture<Instant> activities(Instant lastUpdate, Consumer<List<Activity>> page) {
        Changes<Activity> changes = new Changes<>(lastUpdate, Activity::modified, page);
        return pages(MEASURE_V2,
                form("getactivity", "lastupdate", lastUpdate(lastUpdate), "data_fields", ACTIVITY_FIELDS),
                ActivityReader::new, changes).thenApply(done -> changes.latest());
    }

    /**
     * Fetches the course of a day (Withings reference, Measure v2 - Getintradayactivity). A day of 25 hours takes two
     * calls.
     *
     * @param start the beginning of the time
     * @param end its end, exclusive
     * @return what was noticed in that time, by its start
     */
    public CompletableFuture<List<IntradayActivity>> intradayActivity(Instant start, Instant end) {
        SortedMap<Instant, IntradayActivity> moments = new TreeMap<>();
        Consumer<List<IntradayActivity>> page = rows -> rows.stream()
                .filter(row -> !row.start().isBefore(start) && row.start().isBefore(end))
                .forEach(row -> moments.put(row.start(), row));
        CompletableFuture<@Nullable Void> windows = CompletableFuture.completedFuture(null);
        for (Instant windowStart = start; windowStart.isBefore(end); windowStart = windowStart.plus(INTRADAY_WINDOW)) {
            Instant windowEnd = windowStart.plus(INTRADAY_WINDOW);
            Map<String, String> form = form("getintradayactivity", "startdate", seconds(windowStart), "enddate",
                    seconds(windowEnd.isBefore(end) ? windowEnd : end), "data_fields", INTRADAY_FIELDS);
            windows = windows.thenCompose(done -> pages(MEASURE_V2, form, IntradayActivityReader::new, page));
        }
        return windows.thenApply(done -> List.copyOf(moments.values()));
    }

    /**
     * Fetches some days.
     *
     * @param first the first day, in the person's own time zone
     * @param last the last one
     * @param page takes them, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> activities(LocalDate first, LocalDate last,
            Consumer<List<Activity>> page) {
        return pages(MEASURE_V2, form("getactivity", "startdateymd", first.toString(), "enddateymd", last.toString(),
                "data_fields", ACTIVITY_FIELDS), ActivityReader::new, page);
    }

    /**
     * Fetches the workouts that were created or changed after a time (Withings reference, Measure v2 - Getworkouts).
     *
     * @param lastUpdate the result of the call before; {@link Instant#EPOCH} for everything. Rows of the minute
     *            before may come again
     * @param page takes the workouts, in no particular order, page by page
     * @return when all pages have been taken: the latest time of a change seen, or <code>lastUpdate</code>
     */
    public CompletableFuture<Instant> workouts(Instant lastUpdate, Consumer<List<Workout>> page) {
        Changes<Workout> changes = new Changes<>(lastUpdate, Workout::modified, page);
        return pages(MEASURE_V2,
                form("getworkouts", "lastupdate", lastUpdate(lastUpdate), "data_fields", WORKOUT_FIELDS),
                WorkoutReader::new, changes).thenApply(done -> changes.latest());
    }

    /**
     * Fetches the electrocardiograms of a time, with what was measured along with them (Withings reference, Heart v2 -
     * List). There is no asking for what has changed.
     *
     * @param page takes the recordings, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> heartRecordings(Instant start, Instant end,
            Consumer<List<HeartRecording>> page) {
        return pages(HEART, list(start, end), HeartReader::new, page);
    }

    /**
     * Fetches a page of the electrocardiograms of a time.
     *
     * @param offset {@link Page#next()} of the page before, null for the first one
     */
    public CompletableFuture<Page<HeartRecording>> heartRecordings(Instant start, Instant end, @Nullable Long offset) {
        return call(HEART, at(offset, list(start, end)), HeartReader::new);
    }

    /**
     * Fetches what stethoscopes heard in a time (Withings reference, Stetho v2 - List), that of electrocardiograms
     * among it.
     *
     * @param page takes the recordings, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> stethoscopeRecordings(Instant start, Instant end,
            Consumer<List<HeartRecording>> page) {
        return pages(STETHOSCOPE, list(start, end), HeartReader::new, page);
    }

    private static Map<String, String> list(Instant start, Instant end) {
        return form("list", "startdate", start(start), "enddate", seconds(end));
    }

    /**
     * Fetches the curve of an electrocardiogram (Withings reference, Heart v2 - Get).
     *
     * @param signalId which one, as its {@link HeartRecording} tells
     */
    public CompletableFuture<EcgSignal> ecgSignal(long signalId) {
        return call(HEART, form("get", "signalid", Long.toString(signalId)), EcgSignalReader::new);
    }

    /**
     * Fetches the workouts of some days.
     *
     * @param first the first day, in the person's own time zone
     * @param last the last one
     * @param page takes them, in no particular order, page by page
     */
    public CompletableFuture<@Nullable Void> workouts(LocalDate first, LocalDate last, Consumer<List<Workout>> page) {
        return pages(MEASURE_V2, workouts(first, last), WorkoutReader::new, page);
    }

    /**
     * Fetches a page of the workouts of some days.
     *
     * @param offset {@link Page#next()} of the page before, null for the first one
     */
    public CompletableFuture<Page<Workout>> workouts(LocalDate first, LocalDate last, @Nullable Long offset) {
        return call(MEASURE_V2, at(offset, workouts(first, last)), WorkoutReader::new);
    }

    private static Map<String, String> workouts(LocalDate first, LocalDate last) {
        return form("getworkouts", "startdateymd", first.toString(), "enddateymd", last.toString(), "data_fields",
                WORKOUT_FIELDS);
    }

    /**
     * Fetches the devices linked to the person (Withings reference, User v2 - Getdevice).
     */
    public CompletableFuture<List<Device>> devices() {
        return call(USER, form("getdevice"), DeviceReader::new).thenApply(Page::rows);
    }

    /**
     * Fetches what the person wants to reach (Withings reference, User v2 - Getgoals).
     */
    public CompletableFuture<Goals> goals() {
        return call(USER, form("getgoals"), GoalsReader::new);
    }

    /**
     * Asks to be called (Withings reference, Notify - Subscribe). Withings calls the address at once to see whether it
     * answers.
     *
     * @param callback where to call
     * @param appli the kind of notification by Withings' number
     * @param comment what the person sees of it at Withings, at most 255 characters
     */
    public CompletableFuture<@Nullable Void> subscribe(URI callback, int appli, String comment) {
        return call(NOTIFY, form("subscribe", "callbackurl", callback.toString(), "appli", Integer.toString(appli),
                "comment", comment), NoBodyReader::new);
    }

    /**
     * Fetches the subscriptions that the application has for the person, other installations' among them (Withings
     * reference, Notify - List).
     */
    public CompletableFuture<List<Subscription>> subscriptions() {
        return call(NOTIFY, form("list"), SubscriptionReader::new).thenApply(Page::rows);
    }

    /**
     * Ends a subscription (Withings reference, Notify - Revoke). That there is none is fine.
     *
     * @param callbackUrl the address as {@link #subscriptions()} gave it
     */
    public CompletableFuture<@Nullable Void> revoke(String callbackUrl, int appli) {
        return call(NOTIFY, form("revoke", "callbackurl", callbackUrl, "appli", Integer.toString(appli)),
                NoBodyReader::new).exceptionallyCompose(trouble -> {
                    WithingsException failure = WithingsException.of(trouble);
                    Integer status = failure.status();
                    return status != null && status == WithingsStatus.NO_SUCH_SUBSCRIPTION
                            ? CompletableFuture.completedFuture(null)
                            : CompletableFuture.failedFuture(failure);
                });
    }

    private static Map<String, String> form(String action, String... namesAndValues) {
        Map<String, String> form = new HashMap<>(Map.of("action", action));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }

    /**
     * A row that changed while others were being read may have been told of in its older version, or not at all yet.
     */
    private static String lastUpdate(Instant time) {
        return start(time.minus(OVERLAP));
    }

    /** A time of zero may count as none at the server, and a call with neither time nor change as a mistake. */
    private static String start(Instant time) {
        return Long.toString(Math.max(1, time.getEpochSecond()));
    }

    private <T> CompletableFuture<T> call(String path, Map<String, String> form, Supplier<BodyReader<T>> reader) {
        // without notifications the data can be asked for all the same, which will tell if that has to pause as well
        boolean pausesAlone = path.equals(NOTIFY);
        return new PersonCall<>(userId, tokens, budget, urgency, pausesAlone, scheduler, accessToken -> {
            requests.increment();
            return http.post(path, form, accessToken, reader.get());
        }).start();
    }

    private <R> CompletableFuture<@Nullable Void> pages(String path, Map<String, String> form,
            Supplier<BodyReader<Page<R>>> reader, Consumer<List<R>> rows) {
        return new Pages<>(offset -> call(path, at(offset, form), reader), rows).follow();
    }

    private static Map<String, String> at(@Nullable Long offset, Map<String, String> form) {
        Map<String, String> page = new HashMap<>(form);
        if (offset != null) {
            page.put("offset", offset.toString());
        }
        return page;
    }

    /**
     * Follows the pages of one answer to the end.
     */
    private final class Pages<R> {
        private final Function<@Nullable Long, CompletableFuture<Page<R>>> call;
        private final Consumer<List<R>> rows;
        private final Set<Long> offsets = new HashSet<>(List.of(0L));
        private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

        Pages(Function<@Nullable Long, CompletableFuture<Page<R>>> call, Consumer<List<R>> rows) {
            this.call = call;
            this.rows = rows;
        }

        CompletableFuture<@Nullable Void> follow() {
            next(null);
            return end;
        }

        private void next(@Nullable Long offset) {
            call.apply(offset).thenAccept(this::take).exceptionally(trouble -> {
                end.completeExceptionally(WithingsException.of(trouble));
                return null;
            });
        }

        private void take(Page<R> page) {
            if (page.skipped() > 0) {
                logger.debug("{} rows made no sense and were left out", page.skipped());
            }
            if (!page.rows().isEmpty()) {
                rows.accept(page.rows());
            }
            Long offset = page.offset();
            if (!page.more()) {
                end.complete(null);
            } else if (offset == null || !offsets.add(offset) || offsets.size() > PAGE_LIMIT) {
                end.completeExceptionally(new WithingsException(Failure.MALFORMED_ANSWER,
                        "Withings promises more pages, but they lead nowhere"));
            } else {
                next(offset);
            }
        }
    }

    /**
     * Remembers the latest change among the rows that it passes on.
     */
    private final class Changes<R> implements Consumer<List<R>> {
        private final Function<R, @Nullable Instant> modified;
        private final Consumer<List<R>> rows;
        private Instant latest;

        Changes(Instant lastUpdate, Function<R, @Nullable Instant> modified, Consumer<List<R>> rows) {
            this.latest = lastUpdate;
            this.modified = modified;
            this.rows = rows;
        }

        @Override
        public void accept(List<R> page) {
            rows.accept(page);
            Instant future = Instant.now(clock).plus(CLOCK_TOLERANCE);
            for (R row : page) {
                Instant time = modified.apply(row);
                if (time != null && time.isAfter(latest) && time.isBefore(future)) {
                    latest = time;
                }
            }
        }

        Instant latest() {
            return latest;
        }
    }
}
