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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.api.Device.Battery;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.api.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.SleepSummary.NightEvent;
import org.openhab.binding.withings.internal.api.SleepSummary.SleepPhase;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

/**
 * The types of answers, and the mapping from Withings' JSON ({@link Wire}) to the records of this package by pure
 * functions, which return null for a row without a required field.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Records {
    static final BodyType<@Nullable Void> NOTHING = type(Wire.Refusal.class, body -> null);
    static final BodyType<Page<MeasureGroup>> MEASURES = pageOf(Wire.MeasureGroup.class, Records::measureGroup);
    static final BodyType<Page<Activity>> ACTIVITIES = pageOf(Wire.Activity.class, Records::activity);
    static final BodyType<Page<IntradayActivity>> INTRADAY = type(Wire.Intraday.class, Records::intraday);
    static final BodyType<Page<Workout>> WORKOUTS = pageOf(Wire.Workout.class, Records::workout);
    static final BodyType<Page<SleepSummary>> SLEEP_SUMMARIES = pageOf(Wire.SleepSummary.class, Records::sleepSummary);
    static final BodyType<Page<SleepPhase>> SLEEP_PHASES = pageOf(Wire.SleepPhase.class, Records::sleepPhase);
    static final BodyType<Page<HeartRecording>> HEART = pageOf(Wire.HeartRecording.class, Records::heartRecording);
    static final BodyType<EcgSignal> ECG_SIGNAL = type(Wire.EcgSignal.class, Records::ecgSignal);
    static final BodyType<Page<Device>> DEVICES = pageOf(Wire.Device.class, Records::device);
    static final BodyType<Goals> GOALS = type(Wire.GoalsAnswer.class, Records::goals);
    static final BodyType<Page<Subscription>> SUBSCRIPTIONS = pageOf(Wire.Subscription.class, Records::subscription);
    static final BodyType<String> NONCE = type(Wire.Nonce.class, Records::nonce);
    private static final Logger LOGGER = LoggerFactory.getLogger(Records.class);
    private static final Wire.Data NO_DATA = new Wire.Data(null, null, Map.of());
    private static final int EXPONENT_LIMIT = 20;
    private static final int CATEGORY_REAL = 1;
    private static final int ATTRIB_DEVICE = 0;
    /** Withings adds computed measures to a group shortly after its creation; only later changes are edits. */
    private static final Duration COMPLETION = Duration.ofMinutes(1);
    /** Google Fit, HealthKit and the like. */
    private static final int BRAND_EXTERNAL = 18;
    private static final Duration LONGEST_MOMENT = Duration.ofDays(1);
    private static final Duration NIGHT_EVENT_TOLERANCE = Duration.ofMinutes(10);
    /** Ten times the longest known recording. */
    private static final int SAMPLE_LIMIT = 100_000;
    private static final Duration USUAL_TOKEN_LIFETIME = Duration.ofHours(3);
    private static final Duration LONGEST_TOKEN_LIFETIME = Duration.ofDays(366);

    /** Parses one type of answer. Withings' "error" text is ignored: it can repeat secrets of the request. */
    interface BodyType<T> {
        T read(byte[] json) throws WithingsException;
    }

    private interface Mapping<B, T> {
        T apply(B body) throws WithingsException;
    }

    private Records() {
    }

    private static <B, T> BodyType<T> type(Class<B> body, Mapping<B, T> mapping) {
        return json -> mapping.apply(body(json, TypeToken.get(body)));
    }

    @SuppressWarnings("unchecked")
    private static <W, R> BodyType<Page<R>> pageOf(Class<W> row, Function<W, @Nullable R> mapping) {
        TypeToken<Wire.Rows<W>> rows = (TypeToken<Wire.Rows<W>>) TypeToken.getParameterized(Wire.Rows.class, row);
        return json -> page(body(json, rows), mapping);
    }

    private static <W, R> Page<R> page(Wire.Rows<W> body, Function<W, @Nullable R> mapping) throws WithingsException {
        List<W> written = or(body.rows(), List.of());
        List<R> mapped = written.stream().filter(Objects::nonNull).map(mapping).filter(Objects::nonNull).toList();
        if (mapped.size() < written.size()) {
            LOGGER.debug("{} rows could not be read and were skipped", written.size() - mapped.size());
        }
        boolean more = Boolean.TRUE.equals(body.more());
        if (more && body.offset() == null) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "Withings promises more pages without an offset");
        }
        return new Page<>(mapped, more ? body.offset() : null);
    }

    private static <B> B body(byte[] json, TypeToken<B> type) throws WithingsException {
        try {
            Wire.Answer<B> answer = answer(json, type);
            Integer status = answer == null ? null : answer.status();
            if (answer == null || status == null) {
                throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has no status");
            }
            Failure failure = Failure.ofStatus(status);
            if (failure != null) {
                Wire.Answer<Wire.Refusal> refused = answer(json, TypeToken.get(Wire.Refusal.class));
                Wire.Refusal refusal = refused == null ? null : refused.body();
                Integer seconds = refusal == null ? null : refusal.waitSeconds();
                throw new WithingsException(failure, "Withings answered with status " + status, status,
                        seconds == null || seconds < 0 ? null : Duration.ofSeconds(seconds), null);
            }
            // a body that is missing, null or [] counts as an empty object
            B body = answer.body();
            return body != null ? body : Objects.requireNonNull(Json.read(new StringReader("{}"), type));
        } catch (IOException | JsonParseException e) {
            // Gson's own messages repeat names of fields, which may be times or identifiers
            throw new WithingsException(Failure.MALFORMED_ANSWER,
                    "The answer cannot be read as JSON: " + e.getClass().getSimpleName());
        }
    }

    @SuppressWarnings("unchecked")
    private static <B> Wire.@Nullable Answer<B> answer(byte[] json, TypeToken<B> body) throws IOException {
        TypeToken<Wire.Answer<B>> type = (TypeToken<Wire.Answer<B>>) TypeToken.getParameterized(Wire.Answer.class,
                body.getType());
        return Json.read(new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8), type);
    }

    /** The hash is preferred because "deviceid" has been seen as a plain number that matches no device. */
    private static @Nullable String device(@Nullable String hash, @Nullable String id) {
        return present(hash, present(id, null));
    }

    private static @Nullable LocalDate date(@Nullable String written, ZoneId zone) {
        return written == null ? null : Json.date(written, zone);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value != null ? value : otherwise;
    }

    private static @Nullable MeasureGroup measureGroup(Wire.MeasureGroup row) {
        Long id = row.grpid();
        Instant date = row.date();
        List<Measure> measures = or(row.measures(), List.<Wire.Measure>of()).stream().map(Records::measure)
                .filter(Objects::nonNull).toList();
        if (id == null || date == null || measures.isEmpty()) {
            return null;
        }
        Instant created = row.created();
        Instant modified = row.modified();
        boolean edited = modified != null && created != null && modified.isAfter(created.plus(COMPLETION));
        Integer number = row.modelid() != null ? row.modelid() : row.modelId();
        return new MeasureGroup(id, or(row.attrib(), ATTRIB_DEVICE), date, or(modified, or(created, date)), edited,
                or(row.category(), CATEGORY_REAL), device(row.hashDeviceid(), row.deviceid()),
                present(row.model(), number == null ? null : Device.modelName(number, "")), measures);
    }

    private static @Nullable Measure measure(Wire.@Nullable Measure written) {
        Integer type = written == null ? null : written.type();
        BigDecimal value = realValue(written);
        return type == null || value == null ? null : new Measure(type, value, written.position());
    }

    private static @Nullable BigDecimal realValue(Wire.@Nullable Measure written) {
        BigDecimal value = written == null ? null : written.value();
        Integer exponent = written == null ? null : written.unit();
        return value == null || exponent == null || exponent < -EXPONENT_LIMIT || exponent > EXPONENT_LIMIT
                ? null
                : value.scaleByPowerOfTen(exponent);
    }

    private static @Nullable Activity activity(Wire.Activity row) {
        ZoneId zone = or(row.timezone(), ZoneOffset.UTC);
        LocalDate date = date(row.date(), zone);
        if (date == null) {
            return null;
        }
        // "is_tracker" is useless: it is also true in recorded rows of phones
        String device = device(row.hashDeviceid(), row.deviceid());
        Integer brand = row.brand();
        boolean external = brand == null ? device == null : brand == BRAND_EXTERNAL;
        return new Activity(date, zone, row.modified(), external, device, row.values());
    }

    private static Page<IntradayActivity> intraday(Wire.Intraday body) {
        Map<String, Wire.Moment> series = or(body.series(), Map.of());
        List<IntradayActivity> moments = new ArrayList<>();
        series.forEach((key, moment) -> {
            Instant start = Json.time(key);
            if (start != null) {
                Long seconds = moment.duration();
                boolean lasting = seconds != null && seconds > 0 && seconds <= LONGEST_MOMENT.toSeconds();
                moments.add(new IntradayActivity(start, lasting ? Duration.ofSeconds(seconds) : Duration.ZERO,
                        device(moment.hashDeviceid(), moment.deviceid()), moment.values()));
            }
        });
        return new Page<>(moments, null);
    }

    private static @Nullable Workout workout(Wire.Workout row) {
        Instant start = row.startdate();
        Instant end = row.enddate();
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        Wire.Data data = or(row.data(), NO_DATA);
        return new Workout(row.id(), or(row.category(), WorkoutCategory.OTHER.number()), start, end,
                device(row.hashDeviceid(), row.deviceid()), or(row.modified(), end),
                data.values(), data.coreBodyTemperatureStatus());
    }

    private static @Nullable SleepSummary sleepSummary(Wire.SleepSummary row) {
        Instant start = row.startdate();
        Instant end = row.enddate();
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        ZoneId zone = or(row.timezone(), ZoneOffset.UTC);
        LocalDate date = date(row.date(), zone);
        Wire.Data data = or(row.data(), NO_DATA);
        return new SleepSummary(row.id(), start, end, or(date, LocalDate.ofInstant(end, zone)), zone,
                or(row.model(), 0), device(row.hashDeviceid(), row.deviceid()), or(row.modified(), end),
                !Boolean.FALSE.equals(row.completed()), data.values(), data.coreBodyTemperatureStatus(),
                nightEvents(start, end, or(data.nightEvents(), Map.of())));
    }

    /**
     * Withings gives seconds since the previous event of the same kind, for the first one since the start of the night.
     * Only if that exceeds the night, and seconds since the start (as in the API reference) do not, these are assumed.
     */
    private static List<NightEvent> nightEvents(Instant start, Instant end, Map<String, List<Long>> written) {
        long last = Duration.between(start, end.plus(NIGHT_EVENT_TOLERANCE)).toSeconds();
        Map<Integer, List<Long>> kinds = new LinkedHashMap<>();
        written.forEach((key, list) -> {
            Integer kind = Json.smallInteger(key);
            if (kind != null) {
                kinds.put(kind, list.stream().takeWhile(seconds -> seconds != null && seconds >= 0)
                        .map(seconds -> Math.min(seconds, last + 1)).toList());
            }
        });
        boolean offsets = kinds.values().stream().anyMatch(list -> list.stream().reduce(0L, Long::sum) > last)
                && kinds.values().stream().allMatch(list -> list.stream().allMatch(seconds -> seconds <= last)
                        && list.equals(list.stream().sorted().toList()));
        List<NightEvent> events = new ArrayList<>();
        kinds.forEach((kind, list) -> {
            long time = 0;
            for (long seconds : list) {
                time = offsets ? seconds : time + seconds;
                if (time <= last) {
                    events.add(new NightEvent(start.plusSeconds(time), kind));
                }
            }
        });
        return events;
    }

    private static @Nullable SleepPhase sleepPhase(Wire.SleepPhase row) {
        Instant start = row.startdate();
        Instant end = row.enddate();
        Integer state = row.state();
        if (start == null || end == null || end.isBefore(start) || state == null) {
            return null;
        }
        Map<String, SortedMap<Instant, BigDecimal>> series = new HashMap<>();
        row.series().forEach((name, written) -> {
            SortedMap<Instant, BigDecimal> values = new TreeMap<>();
            written.forEach((key, value) -> {
                Instant time = Json.time(key);
                if (time != null) {
                    values.put(time, value);
                }
            });
            if (!values.isEmpty()) {
                series.put(name, values);
            }
        });
        return new SleepPhase(start, end, state, device(row.hashDeviceid(), row.deviceid()), series);
    }

    private static @Nullable HeartRecording heartRecording(Wire.HeartRecording row) {
        Instant time = row.timestamp();
        if (time == null) {
            return null;
        }
        Wire.Signal ecg = row.ecg();
        boolean hasEcg = ecg != null && (ecg.signalid() != null || ecg.afib() != null);
        Wire.Signal sounds = row.stetho();
        if (sounds == null || sounds.signalid() == null && sounds.vhd() == null) {
            sounds = new Wire.Signal(row.signalid(), null, row.vhd());
        }
        boolean hasSounds = sounds.signalid() != null || sounds.vhd() != null;
        Wire.Pressure pressure = row.bloodpressure();
        return new HeartRecording(time, row.modified(), device(row.hashDeviceid(), row.deviceid()), row.model(),
                hasEcg ? new Electrocardiogram(ecg.signalid(), ecg.afib()) : null,
                hasSounds ? new Stethoscope(sounds.vhd()) : null, row.heartRate(),
                pressure == null ? null : pressure.systole(), pressure == null ? null : pressure.diastole());
    }

    private static EcgSignal ecgSignal(Wire.EcgSignal body) throws WithingsException {
        List<Integer> samples = or(body.signal(), List.of());
        Integer frequency = body.samplingFrequency();
        // a missing sample would shift all following ones in time
        if (samples.isEmpty() || samples.size() > SAMPLE_LIMIT || samples.contains(null) || frequency == null
                || frequency <= 0) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The electrocardiogram has no usable signal");
        }
        return new EcgSignal(frequency, samples);
    }

    private static @Nullable Device device(Wire.Device row) {
        String id = device(row.hashDeviceid(), row.deviceid());
        if (id == null) {
            return null;
        }
        String type = or(row.type(), "");
        Integer number = row.modelId() != null ? row.modelId() : row.modelid();
        String model = or(present(row.model(), number == null ? null : Device.modelName(number, type)), "").strip();
        return new Device(id, id.equals(row.deviceid()) ? null : row.deviceid(), type, model, number,
                battery(or(row.battery(), "")), row.timezone(), row.firstSessionDate(), row.lastSessionDate(),
                row.fw(), row.macAddress());
    }

    private static Battery battery(String word) {
        return Arrays.stream(Battery.values()).filter(level -> level.name().equalsIgnoreCase(word.strip())).findAny()
                .orElse(Battery.UNKNOWN);
    }

    /** A goal that is not above zero counts as none. */
    private static Goals goals(Wire.GoalsAnswer body) {
        Wire.Goals goals = or(body.goals(), new Wire.Goals(null, null, null));
        Integer steps = goals.steps();
        Integer sleep = goals.sleep();
        BigDecimal weight = realValue(goals.weight());
        return new Goals(steps == null || steps <= 0 ? null : steps,
                sleep == null || sleep <= 0 ? null : Duration.ofSeconds(sleep),
                weight == null || weight.signum() <= 0 ? null : weight);
    }

    private static @Nullable Subscription subscription(Wire.Subscription row) {
        Integer appli = row.appli();
        String callbackUrl = row.callbackurl();
        return appli == null || callbackUrl == null ? null : new Subscription(appli, callbackUrl);
    }

    private static String nonce(Wire.Nonce body) throws WithingsException {
        String nonce = body.nonce();
        if (nonce == null || nonce.isBlank()) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has no nonce");
        }
        return nonce;
    }

    /** Parses renewed tokens, or those of a new consent if "before" is null (OAuth2 - Get your access token). */
    static BodyType<Tokens> tokens(Instant asked, @Nullable Tokens before) {
        return type(Wire.Tokens.class, body -> tokens(body, asked, before));
    }

    private static Tokens tokens(Wire.Tokens body, Instant asked, @Nullable Tokens before) throws WithingsException {
        String userId = present(body.userid(), before == null ? null : before.userId());
        String access = present(body.accessToken(), null);
        String refresh = present(body.refreshToken(), before == null ? null : before.refreshToken());
        if (userId == null || access == null || refresh == null) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer lacks tokens or their user ID");
        }
        if (before != null && !userId.equals(before.userId())) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has the tokens of another user");
        }
        Long seconds = body.expiresIn();
        Duration lifetime = seconds == null || seconds <= 0
                ? USUAL_TOKEN_LIFETIME
                : Duration.ofSeconds(Math.min(seconds, LONGEST_TOKEN_LIFETIME.toSeconds()));
        String scope = body.scope();
        Set<String> scopes = scope != null ? split(scope) : before != null ? before.scopes() : Set.of();
        return new Tokens(userId, access, refresh, before == null ? null : before.refreshToken(), asked,
                asked.plus(lifetime), scopes, before == null ? null : before.name());
    }

    private static @Nullable String present(@Nullable String text, @Nullable String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }

    private static Set<String> split(String scopes) {
        return Arrays.stream(scopes.split("[,\\s]+")).filter(Predicate.not(String::isBlank))
                .collect(Collectors.toSet());
    }
}
