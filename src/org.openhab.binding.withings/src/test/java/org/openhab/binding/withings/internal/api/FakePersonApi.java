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

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;

/**
 * Withings' API with the rows of a test, filtered as by Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
public class FakePersonApi extends PersonApi {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int OVERLAP_SECONDS = 60;

    public final List<MeasureGroup> measures = new ArrayList<>();
    public final List<SleepSummary> nights = new ArrayList<>();
    public final List<SleepPhase> phases = new ArrayList<>();
    public final List<Activity> days = new ArrayList<>();
    public final List<IntradayActivity> moments = new ArrayList<>();
    public final List<Workout> workouts = new ArrayList<>();
    public final List<HeartRecording> recordings = new ArrayList<>();
    public final List<HeartRecording> sounds = new ArrayList<>();
    /** The calls so far: a name and the parameters. */
    public final List<String> calls = new ArrayList<>();
    /** Failures by the name of the call. */
    public final Map<String, Failure> failures = new HashMap<>();
    public int pageSize = Integer.MAX_VALUE;
    /** Completes when Withings answers. */
    public CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);

    public FakePersonApi() {
        super(null, "363", null, null);
    }

    @Override
    public PersonApi forImport() {
        return this;
    }

    /** Adds the rows of recorded answers, by the name of their folder in the test resources. */
    public void has(String name) throws Exception {
        measures.addAll(rows(name + "/measures.json", Records.MEASURES));
        nights.addAll(rows(name + "/nights.json", Records.SLEEP_SUMMARIES));
        workouts.addAll(rows(name + "/workouts.json", Records.WORKOUTS));
    }

    private static <R> List<R> rows(String file, Records.BodyType<Page<R>> type) throws Exception {
        try (InputStream json = FakePersonApi.class.getResourceAsStream("../cases/" + file)) {
            return json == null ? List.of() : type.read(json.readAllBytes()).rows();
        }
    }

    /** Returns the calls with a name. */
    public List<String> calls(String name) {
        return calls.stream().filter(call -> call.startsWith(name + " ")).toList();
    }

    private <R> CompletableFuture<List<R>> answer(String name, String parameters, List<R> rows, Predicate<R> filter) {
        calls.add(name + " " + parameters);
        Failure failure = failures.get(name);
        return failure == null
                ? ready.thenApply(done -> rows.stream().filter(filter).toList())
                : CompletableFuture.failedFuture(new WithingsException(failure, "on purpose"));
    }

    private <R> CompletableFuture<Void> pages(CompletableFuture<List<R>> answer, Consumer<List<R>> page) {
        return answer.thenAccept(rows -> {
            for (int i = 0; i < rows.size(); i += pageSize) {
                page.accept(rows.subList(i, (int) Math.min((long) i + pageSize, rows.size())));
            }
        });
    }

    private <R> CompletableFuture<Instant> changes(String name, Instant since, List<R> all,
            Function<R, Instant> modified, Consumer<List<R>> page) {
        Instant from = since.minusSeconds(OVERLAP_SECONDS);
        CompletableFuture<List<R>> answer = answer(name, "since " + since, all,
                row -> modified.apply(row) == null || !modified.apply(row).isBefore(from));
        return pages(answer, page).thenCompose(done -> answer).thenApply(rows -> rows.stream().map(modified)
                .filter(time -> time != null && time.isAfter(since)).max(Instant::compareTo).orElse(since));
    }

    private static boolean isWithin(Instant time, Instant start, Instant end) {
        return !time.isBefore(start) && !time.isAfter(end);
    }

    private static boolean isWithin(LocalDate day, LocalDate first, LocalDate last) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    @Override
    public CompletableFuture<Instant> measures(Instant lastUpdate, Consumer<List<MeasureGroup>> page) {
        return changes("measures", lastUpdate, measures, MeasureGroup::modified, page);
    }

    @Override
    public CompletableFuture<Void> measures(Instant start, Instant end, Consumer<List<MeasureGroup>> page) {
        return pages(answer("measures", start + " " + end, measures, group -> isWithin(group.date(), start, end)),
                page);
    }

    @Override
    public CompletableFuture<Void> measures(Collection<Integer> types, Instant start, Instant end,
            Consumer<List<MeasureGroup>> page) {
        return pages(answer("measures", types + " " + start + " " + end,
                measures.stream().map(group -> only(types, group)).toList(),
                group -> isWithin(group.date(), start, end) && !group.measures().isEmpty()), page);
    }

    private static MeasureGroup only(Collection<Integer> types, MeasureGroup group) {
        return new MeasureGroup(group.id(), group.attrib(), group.date(), group.modified(), group.edited(),
                group.category(), group.deviceId(), group.model(),
                group.measures().stream().filter(measure -> types.contains(measure.type())).toList());
    }

    @Override
    public CompletableFuture<Instant> sleepSummaries(Instant lastUpdate, Consumer<List<SleepSummary>> page) {
        return changes("nights", lastUpdate, nights, SleepSummary::modified, page);
    }

    @Override
    public CompletableFuture<Void> sleepSummaries(LocalDate first, LocalDate last, Consumer<List<SleepSummary>> page) {
        return pages(answer("nights", first + " " + last, nights, night -> isWithin(night.date(), first, last)), page);
    }

    @Override
    public CompletableFuture<List<SleepPhase>> sleepPhases(Instant start, Instant end) {
        return answer("phases", start + " " + end, phases,
                phase -> phase.end().isAfter(start) && phase.start().isBefore(end));
    }

    @Override
    public CompletableFuture<Instant> activities(Instant lastUpdate, Consumer<List<Activity>> page) {
        return changes("days", lastUpdate, days, Activity::modified, page);
    }

    @Override
    public CompletableFuture<Void> activities(LocalDate first, LocalDate last, Consumer<List<Activity>> page) {
        return pages(answer("days", first + " " + last, days, day -> isWithin(day.date(), first, last)), page);
    }

    @Override
    public CompletableFuture<List<IntradayActivity>> intradayActivity(Instant start, Instant end) {
        return answer("intraday", start + " " + end, moments,
                moment -> !moment.start().isBefore(start) && moment.start().isBefore(end));
    }

    @Override
    public CompletableFuture<Instant> workouts(Instant lastUpdate, Consumer<List<Workout>> page) {
        return changes("workouts", lastUpdate, workouts, Workout::modified, page);
    }

    @Override
    public CompletableFuture<Void> workouts(LocalDate first, LocalDate last, Consumer<List<Workout>> page) {
        return pages(answer("workouts", first + " " + last, workouts, workout -> isOf(workout, first, last)), page);
    }

    private static boolean isOf(Workout workout, LocalDate first, LocalDate last) {
        return isWithin(LocalDate.ofInstant(workout.start(), PARIS), first, last);
    }

    @Override
    public CompletableFuture<Void> heartRecordings(Instant start, Instant end, Consumer<List<HeartRecording>> page) {
        return pages(answer("heart", start + " " + end, recordings, row -> isWithin(row.time(), start, end)), page);
    }

    @Override
    public CompletableFuture<Void> stethoscopeRecordings(Instant start, Instant end,
            Consumer<List<HeartRecording>> page) {
        return pages(answer("sounds", start + " " + end, sounds, row -> isWithin(row.time(), start, end)), page);
    }

    @Override
    public CompletableFuture<EcgSignal> ecgSignal(long signalId) {
        return answer("signal", Long.toString(signalId), List.<EcgSignal>of(), signal -> true)
                .thenApply(none -> new EcgSignal(300, List.of(3, -4)));
    }
}
