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
package org.openhab.binding.withings.internal.channel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.SimpleField;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;

/**
 * Maps activity summaries to the channels of the current day and the last complete day, and intraday activity to the
 * intraday channels, which are time series.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActivityChannels {
    /** Start of the newest day in the person's time zone. */
    public static final ChannelDefinition DATE = ChannelGroup.ACTIVITY.channel("date", StateType.DAY);
    public static final ChannelDefinition STEPS = ChannelGroup.ACTIVITY.channel("steps", StateType.STEPS);
    private static final ChannelDefinition LAST_DAY_DATE = ChannelGroup.LAST_DAY.channel("date", StateType.DAY);

    /** The values of a day (Withings reference, Measure v2 - Getactivity, "data_fields"). */
    static final List<DataField> FIELDS = List.of( //
            new SimpleField(STEPS, List.of("steps")), //
            field(ChannelGroup.ACTIVITY, "distance", StateType.DISTANCE, "distance"),
            // metres, although the reference says floors
            field(ChannelGroup.ACTIVITY, "elevation", StateType.ELEVATION, "elevation"), //
            field(ChannelGroup.ACTIVITY, "calories", StateType.CALORIES, "calories"),
            field(ChannelGroup.ACTIVITY, "total-calories", StateType.BASAL_CALORIES, "totalcalories"),
            field(ChannelGroup.ACTIVITY, "active-duration", StateType.DURATION, "active"),
            field(ChannelGroup.ACTIVITY, "soft-duration", StateType.ADVANCED_DURATION, "soft"),
            field(ChannelGroup.ACTIVITY, "moderate-duration", StateType.ADVANCED_DURATION, "moderate"),
            field(ChannelGroup.ACTIVITY, "intense-duration", StateType.ADVANCED_DURATION, "intense"),
            field(ChannelGroup.ACTIVITY, "heart-rate-average", StateType.HEART_RATE, "hr_average"),
            field(ChannelGroup.ACTIVITY, "heart-rate-minimum", StateType.ADVANCED_HEART_RATE, "hr_min"),
            field(ChannelGroup.ACTIVITY, "heart-rate-maximum", StateType.ADVANCED_HEART_RATE, "hr_max"),
            field(ChannelGroup.ACTIVITY, "heart-rate-zone-0", StateType.ADVANCED_DURATION, "hr_zone_0"),
            field(ChannelGroup.ACTIVITY, "heart-rate-zone-1", StateType.ADVANCED_DURATION, "hr_zone_1"),
            field(ChannelGroup.ACTIVITY, "heart-rate-zone-2", StateType.ADVANCED_DURATION, "hr_zone_2"),
            field(ChannelGroup.ACTIVITY, "heart-rate-zone-3", StateType.ADVANCED_DURATION, "hr_zone_3"));

    /** The channels of the last complete day; its other values are available to rule actions only. */
    static final List<ChannelDefinition> LAST_DAY = List.of(LAST_DAY_DATE, lastDay(STEPS),
            ChannelGroup.LAST_DAY.channel("distance", StateType.DISTANCE),
            ChannelGroup.LAST_DAY.channel("calories", StateType.CALORIES),
            ChannelGroup.LAST_DAY.channel("active-duration", StateType.DURATION));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Fields that are summed up per hour (Withings reference, Measure v2 - Getintradayactivity). */
    private static final List<DataField> SUMS = List.of( //
            field(ChannelGroup.INTRADAY, "hourly-steps", StateType.STEPS, "steps"), //
            field(ChannelGroup.INTRADAY, "hourly-distance", StateType.ADVANCED_DISTANCE, "distance"),
            // metres, although the reference says floors
            field(ChannelGroup.INTRADAY, "hourly-elevation", StateType.ELEVATION, "elevation"),
            field(ChannelGroup.INTRADAY, "hourly-calories", StateType.ADVANCED_CALORIES, "calories"),
            field(ChannelGroup.INTRADAY, "hourly-strokes", StateType.ADVANCED_COUNT, "stroke"),
            field(ChannelGroup.INTRADAY, "hourly-pool-laps", StateType.ADVANCED_COUNT, "pool_lap"));

    private static final List<DataField> SERIES = List.of( //
            field(ChannelGroup.INTRADAY, "heart-rate", StateType.HEART_RATE, "heart_rate"),
            field(ChannelGroup.INTRADAY, "spo2", StateType.ADVANCED_RATIO, "spo2_auto"),
            field(ChannelGroup.INTRADAY, "respiration-rate", StateType.ADVANCED_RATE, "rr"),
            field(ChannelGroup.INTRADAY, "rmssd", StateType.HEART_RATE_VARIABILITY, "rmssd"),
            // called "sdnn_1" in sleep data
            field(ChannelGroup.INTRADAY, "sdnn", StateType.HEART_RATE_VARIABILITY, "sdnn1"),
            field(ChannelGroup.INTRADAY, "hrv-quality", StateType.ADVANCED_INDEX, "hrv_quality"),
            field(ChannelGroup.INTRADAY, "core-body-temperature", StateType.ADVANCED_TEMPERATURE,
                    "core_body_temperature"),
            field(ChannelGroup.INTRADAY, "chest-movement-rate", StateType.ADVANCED_RATE, "chest_movement_rate"));

    public static final List<ChannelDefinition> INTRADAY = Stream.concat(SUMS.stream(), SERIES.stream())
            .map(DataField::channel).toList();

    private ActivityChannels() {
    }

    private static DataField field(ChannelGroup group, String id, StateType type, String key) {
        return new SimpleField(group.channel(id, type), List.of(key));
    }

    private static ChannelDefinition lastDay(ChannelDefinition channel) {
        return ChannelGroup.LAST_DAY.channel(channel.id(), channel.type());
    }

    /**
     * Returns an update of each channel, UNDEF if the newest day has no value; none for a group without a day. The
     * newest day is shown until there is data of the next, so that values stay between midnight and the first
     * synchronisation of a day. A day is complete when it has ended in its time zone, or when the next day has begun in
     * another one. Values of a complete day are dated at its last second, those of the current day at Withings' last
     * modification. All records of each day are required.
     */
    public static List<ChannelUpdate> updates(Collection<Activity> records, Instant now) {
        NavigableMap<Instant, Activity> days = new TreeMap<>();
        NavigableMap<Instant, Activity> completeDays = new TreeMap<>();
        Instant nextStart = Instant.MAX;
        for (Activity day : countedDays(records).descendingMap().values()) {
            if (!day.start().isAfter(now)) {
                Instant end = day.end().isBefore(nextStart) ? day.end() : nextStart;
                if (end.isAfter(now)) {
                    days.put(timeOf(day, now), day);
                } else {
                    days.put(end.minus(SECOND), day);
                    completeDays.put(end.minus(SECOND), day);
                }
                nextStart = day.start();
            }
        }
        List<ChannelUpdate> updates = new ArrayList<>();
        add(updates, DATE, Function.identity(), days);
        add(updates, LAST_DAY_DATE, ActivityChannels::lastDay, completeDays);
        return updates;
    }

    /** Chooses one record per day: preferably of a Withings device, then the one modified last. */
    public static NavigableMap<LocalDate, Activity> countedDays(Collection<Activity> records) {
        Comparator<Activity> better = Comparator.comparing((Activity day) -> !day.external())
                .thenComparing(day -> day.deviceId() != null)
                .thenComparing(day -> Objects.requireNonNullElse(day.modified(), Instant.MIN));
        return records.stream().collect(
                Collectors.toMap(Activity::date, Function.identity(), BinaryOperator.maxBy(better), TreeMap::new));
    }

    private static void add(List<ChannelUpdate> updates, ChannelDefinition date,
            Function<ChannelDefinition, ChannelDefinition> channelOf, NavigableMap<Instant, Activity> days) {
        if (!days.isEmpty()) {
            Activity newest = days.lastEntry().getValue();
            updates.add(ChannelUpdate.of(date, newest.end(), new DateTimeType(newest.start())));
            List<Map.Entry<Instant, Activity>> inOrder = List.copyOf(days.entrySet());
            FIELDS.forEach(field -> updates.add(ChannelUpdate.history(channelOf.apply(field.channel()), inOrder,
                    Map.Entry::getKey, day -> field.state(day.getValue().values()))));
        }
    }

    private static Instant timeOf(Activity unfinished, Instant now) {
        Instant modified = Objects.requireNonNullElse(unfinished.modified(), now);
        return modified.isAfter(now) || modified.isBefore(unfinished.start()) ? now : modified;
    }

    /**
     * Returns an update of each channel with values. A sum is dated at the last second of its hour in the person's time
     * zone; an entry counts for the hour in which it began. Hours without entries have a sum of zero if the day has any
     * value of the field. The current hour and hours not synchronised yet have no sum, because it would be incomplete.
     * Of several devices, that of the day's summary is preferred.
     */
    public static List<ChannelUpdate> intradayUpdates(Activity day, List<IntradayActivity> entries, Instant now) {
        Instant syncedUntil = syncedUntil(day, entries, now);
        List<ChannelUpdate> updates = new ArrayList<>();
        SUMS.forEach(field -> add(updates, field, hourly(field, day, entries, syncedUntil)));
        SERIES.forEach(field -> add(updates, field, series(field, entries, now)));
        return updates;
    }

    private static void add(List<ChannelUpdate> updates, DataField field, NavigableMap<Instant, State> states) {
        if (!states.isEmpty()) {
            updates.add(new ChannelUpdate(field.channel().channelId(), states, true));
        }
    }

    private static NavigableMap<Instant, State> series(DataField field, List<IntradayActivity> entries, Instant now) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (IntradayActivity entry : entries) {
            BigDecimal value = field.value(entry.values());
            if (value != null && !entry.start().isAfter(now)) {
                states.put(entry.start(), field.channel().type().state(value));
            }
        }
        return states;
    }

    private static Instant syncedUntil(Activity day, List<IntradayActivity> entries, Instant now) {
        if (!day.end().isAfter(now)) {
            return day.end();
        }
        Instant modified = Objects.requireNonNullElse(day.modified(), day.start());
        Instant synced = Stream.concat(Stream.of(modified), entries.stream().map(IntradayActivity::end))
                .max(Comparator.naturalOrder()).orElse(modified);
        return synced.isBefore(now) ? synced : now;
    }

    private static NavigableMap<Instant, State> hourly(DataField sum, Activity day, List<IntradayActivity> entries,
            Instant syncedUntil) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        Map<Long, BigDecimal> sums = ofOneDevice(sum, day, entries).stream()
                .collect(Collectors.toMap(entry -> Duration.between(day.start(), entry.start()).dividedBy(HOUR),
                        entry -> Objects.requireNonNull(sum.value(entry.values())), BigDecimal::add));
        long hour = 0;
        for (Instant start = day.start(); !sums.isEmpty() && start.isBefore(day.end()); start = start.plus(HOUR)) {
            Instant end = start.plus(HOUR).isBefore(day.end()) ? start.plus(HOUR) : day.end();
            if (!end.isAfter(syncedUntil)) {
                states.put(end.minus(SECOND), sum.channel().type().state(sums.getOrDefault(hour, BigDecimal.ZERO)));
            }
            hour++;
        }
        return states;
    }

    /** Devices count the same steps: uses that of the summary, else any device, else entries without one. */
    private static List<IntradayActivity> ofOneDevice(DataField field, Activity day, List<IntradayActivity> entries) {
        NavigableMap<String, List<IntradayActivity>> byDevice = entries.stream()
                .filter(entry -> field.value(entry.values()) != null)
                .collect(Collectors.groupingBy(entry -> name(entry.deviceId()), TreeMap::new, Collectors.toList()));
        List<IntradayActivity> anyDevice = byDevice.isEmpty() ? List.of() : byDevice.lastEntry().getValue();
        return byDevice.getOrDefault(name(day.deviceId()), anyDevice);
    }

    private static String name(@Nullable String deviceId) {
        return Objects.requireNonNullElse(deviceId, "");
    }
}
