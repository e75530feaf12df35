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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;

/**
 * The kinds of answers, and how what Withings writes ({@link Wire}) becomes what the add-on works with: pure functions
 * that give null for a row in which something indispensable is missing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Records {
    static final BodyType<@Nullable Void> NOTHING = BodyType.of(Wire.Refusal.class, body -> null);
    static final BodyType<Page<MeasureGroup>> MEASURES = BodyType.pageOf(Wire.MeasureGroup.class,
            Records::measureGroup);
    static final BodyType<Page<Activity>> ACTIVITIES = BodyType.pageOf(Wire.Activity.class, Records::activity);
    static final BodyType<Page<IntradayActivity>> INTRADAY = BodyType.of(Wire.Intraday.class,
            Records::intraday);
    static final BodyType<Page<Workout>> WORKOUTS = BodyType.pageOf(Wire.Workout.class, Records::workout);
    static final BodyType<Page<SleepSummary>> SLEEP_SUMMARIES = BodyType.pageOf(Wire.SleepSummary.class,
            Records::sleepSummary);
    static final BodyType<Page<SleepPhase>> SLEEP_PHASES = BodyType.pageOf(Wire.SleepPhase.class, Records::sleepPhase);
    static final BodyType<Page<HeartRecording>> HEART = BodyType.pageOf(Wire.HeartRecording.class,
            Records::heartRecording);
    static final BodyType<EcgSignal> ECG_SIGNAL = BodyType.of(Wire.EcgSignal.class, Records::ecgSignal);
    static final BodyType<Page<Device>> DEVICES = BodyType.pageOf(Wire.Device.class, Records::device);
    static final BodyType<Goals> GOALS = BodyType.of(Wire.GoalsAnswer.class, Records::goals);
    static final BodyType<Page<Subscription>> SUBSCRIPTIONS = BodyType.pageOf(Wire.Subscription.class,
            Records::subscription);
    static final BodyType<String> NONCE = BodyType.of(Wire.Nonce.class, Records::nonce);

    /** The largest power of ten that a measure is multiplied with: far beyond any measure of a body. */
    private static final int EXPONENT_LIMIT = 20;
    private static final int CATEGORY_REAL = 1;
    private static final int ATTRIB_DEVICE = 0;
    /** Until so long after it was stored, a change of a measure group is Withings adding what it computes. */
    private static final Duration COMPLETION = Duration.ofMinutes(1);
    /** Withings reference, Measure v2 - Getactivity, "brand": Google Fit, HealthKit and the like. */
    private static final int BRAND_EXTERNAL = 18;
    private static final Duration LONGEST_MOMENT = Duration.ofDays(1);
    /** How long after the end of a night its last event may be. */
    private static final Duration NIGHT_EVENT_TOLERANCE = Duration.ofMinutes(10);
    /** Ten times what the longest known recording has. */
    private static final int SAMPLE_LIMIT = 100_000;
    private static final Duration USUAL_TOKEN_LIFETIME = Duration.ofHours(3);
    private static final Duration LONGEST_TOKEN_LIFETIME = Duration.ofDays(366);

    private Records() {
    }

    /**
     * The hash is preferred because "deviceid" has been seen as a plain number that matches no device.
     */
    private static @Nullable String device(@Nullable String hash, @Nullable String id) {
        String device = hash != null && !hash.isBlank() ? hash : id;
        return device == null || device.isBlank() ? null : device;
    }

    private static @Nullable LocalDate date(@Nullable String written, ZoneId zone) {
        return written == null ? null : Json.date(written, zone);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value != null ? value : otherwise;
    }

    private static @Nullable MeasureGroup measureGroup(Wire.MeasureGroup row, Wire.Rows<?> page) {
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
        String model = row.model();
        if (model == null || model.isBlank()) {
            model = number == null ? null : DeviceModels.nameOrNumber(number, "");
        }
        return new MeasureGroup(id, or(row.attrib(), ATTRIB_DEVICE), date, or(modified, or(created, date)), edited,
                or(row.category(), CATEGORY_REAL), device(row.hashDeviceid(), row.deviceid()), model,
                row.timezone() != null ? row.timezone() : page.timezone(), measures);
    }

    private static @Nullable Measure measure(Wire.@Nullable Measure written) {
        Integer type = written == null ? null : written.type();
        BigDecimal value = realValue(written);
        return type == null || value == null ? null : new Measure(type, value, written.position());
    }

    /**
     * @return the value times ten to the power of the unit, null if one of them is missing or senseless
     */
    private static @Nullable BigDecimal realValue(Wire.@Nullable Measure written) {
        BigDecimal value = written == null ? null : written.value();
        Integer exponent = written == null ? null : written.unit();
        return value == null || exponent == null || exponent < -EXPONENT_LIMIT || exponent > EXPONENT_LIMIT
                ? null
                : value.scaleByPowerOfTen(exponent);
    }

    private static @Nullable Activity activity(Wire.Activity row, Wire.Rows<?> page) {
        ZoneId zone = or(row.timezone(), ZoneOffset.UTC);
        LocalDate date = date(row.date(), zone);
        if (date == null) {
            return null;
        }
        // recorded rows of phones say that they come from a tracker, so "is_tracker" is no help
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

    private static @Nullable Workout workout(Wire.Workout row, Wire.Rows<?> page) {
        Instant start = row.startdate();
        Instant end = row.enddate();
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        Wire.Data data = row.data();
        return new Workout(row.id(), or(row.category(), WorkoutCategory.OTHER.number()), start, end,
                or(row.timezone(), ZoneOffset.UTC), device(row.hashDeviceid(), row.deviceid()),
                or(row.modified(), end), data == null ? Map.of() : data.values(),
                data == null ? null : data.coreBodyTemperatureStatus());
    }

    private static @Nullable SleepSummary sleepSummary(Wire.SleepSummary row, Wire.Rows<?> page) {
        Instant start = row.startdate();
        Instant end = row.enddate();
        if (start == null || end == null || end.isBefore(start)) {
            return null;
        }
        ZoneId zone = or(row.timezone(), ZoneOffset.UTC);
        LocalDate date = date(row.date(), zone);
        Wire.Data data = row.data();
        return new SleepSummary(row.id(), start, end, or(date, LocalDate.ofInstant(end, zone)), zone,
                or(row.model(), 0), device(row.hashDeviceid(), row.deviceid()), or(row.modified(), end),
                !Boolean.FALSE.equals(row.completed()), data == null ? Map.of() : data.values(),
                data == null ? null : data.coreBodyTemperatureStatus(),
                data == null ? List.of() : nightEvents(start, end, or(data.nightEvents(), Map.of())));
    }

    /**
     * The seconds of an event count from the event of the same kind before it, those of the first from the start of the
     * night, although the reference says that all count from the start.
     */
    private static List<NightEvent> nightEvents(Instant start, Instant end, Map<String, List<Long>> written) {
        Instant last = end.plus(NIGHT_EVENT_TOLERANCE);
        List<NightEvent> events = new ArrayList<>();
        written.forEach((key, gaps) -> {
            Integer kind = Json.smallInteger(key);
            Instant time = start;
            for (Long gap : kind == null ? List.<Long>of() : gaps) {
                if (gap == null || gap < 0 || gap > Duration.between(time, last).toSeconds()) {
                    break;
                }
                time = time.plusSeconds(gap);
                events.add(new NightEvent(time, kind));
            }
        });
        return events;
    }

    private static @Nullable SleepPhase sleepPhase(Wire.SleepPhase row, Wire.Rows<?> page) {
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

    private static @Nullable HeartRecording heartRecording(Wire.HeartRecording row, Wire.Rows<?> page) {
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
                hasSounds ? new Stethoscope(sounds.signalid(), sounds.vhd()) : null, row.heartRate(),
                pressure == null ? null : pressure.systole(), pressure == null ? null : pressure.diastole());
    }

    private static EcgSignal ecgSignal(Wire.EcgSignal body) throws WithingsException {
        List<Integer> samples = or(body.signal(), List.of());
        Integer frequency = body.samplingFrequency();
        // what follows a sample that is missing would be at the wrong time
        if (samples.isEmpty() || samples.size() > SAMPLE_LIMIT || samples.contains(null) || frequency == null
                || frequency <= 0) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The electrocardiogram has no usable signal");
        }
        return new EcgSignal(frequency, samples, body.wearposition(),
                body.heartRate());
    }

    private static @Nullable Device device(Wire.Device row, Wire.Rows<?> page) {
        String id = device(row.hashDeviceid(), row.deviceid());
        if (id == null) {
            return null;
        }
        String type = or(row.type(), "");
        String model = or(row.model(), "").strip();
        Integer number = row.modelId() != null ? row.modelId() : row.modelid();
        if (model.isEmpty() && number != null) {
            model = DeviceModels.nameOrNumber(number, type);
        }
        return new Device(id, type, model, number, battery(or(row.battery(), "")), row.timezone(),
                row.firstSessionDate(),
                row.lastSessionDate(), row.fw(), row.macAddress());
    }

    private static Battery battery(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "high" -> Battery.HIGH;
            case "medium" -> Battery.MEDIUM;
            case "low" -> Battery.LOW;
            default -> Battery.UNKNOWN;
        };
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

    private static @Nullable Subscription subscription(Wire.Subscription row, Wire.Rows<?> page) {
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

    /**
     * @param asked when the tokens were asked for
     * @param before the tokens that are to be replaced, null for a new consent
     * @return new tokens (Withings reference, OAuth2 - Get your access token)
     */
    static BodyType<Tokens> tokens(Instant asked, @Nullable Tokens before) {
        return BodyType.of(Wire.Tokens.class, body -> tokens(body, asked, before));
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
                asked.plus(lifetime), scopes);
    }

    private static @Nullable String present(@Nullable String text, @Nullable String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }

    private static Set<String> split(String scopes) {
        return Arrays.stream(scopes.split("[,\\s]+")).filter(Predicate.not(String::isBlank))
                .collect(Collectors.toSet());
    }
}
