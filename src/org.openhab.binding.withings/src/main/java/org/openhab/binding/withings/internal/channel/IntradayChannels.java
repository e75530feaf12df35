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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.Activity.IntradayActivity;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.core.types.State;

/**
 * Maps intraday activity to the intraday channels, which are all time series.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class IntradayChannels {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Fields whose values of an hour are added up (Withings reference, Measure v2 - Getintradayactivity). */
    private static final List<Field> SUMS = List.of( //
            new Field("hourly-steps", StateType.COUNT, "steps"), //
            new Field("hourly-distance", StateType.DISTANCE, "distance"),
            // metres, although the reference says floors
            new Field("hourly-elevation", StateType.ELEVATION, "elevation"),
            new Field("hourly-calories", StateType.CALORIES, "calories"),
            new Field("hourly-strokes", StateType.ADVANCED_COUNT, "stroke"),
            new Field("hourly-pool-laps", StateType.ADVANCED_COUNT, "pool_lap"));

    /** Fields whose values are shown at the times at which they were measured. */
    private static final List<Field> SERIES = List.of( //
            new Field("heart-rate", StateType.HEART_RATE, "heart_rate"),
            new Field("spo2", StateType.RATIO, "spo2_auto"),
            new Field("respiration-rate", StateType.RESPIRATION_RATE, "rr"),
            new Field("rmssd", StateType.HEART_RATE_VARIABILITY, "rmssd"),
            // "sdnn_1" in the series of a night
            new Field("sdnn", StateType.HEART_RATE_VARIABILITY, "sdnn1"),
            new Field("hrv-quality", StateType.ADVANCED_INDEX, "hrv_quality"),
            new Field("core-body-temperature", StateType.ADVANCED_TEMPERATURE, "core_body_temperature"),
            new Field("chest-movement-rate", StateType.ADVANCED_RATE, "chest_movement_rate"));

    /** The channels in the order to show them. */
    public static final List<ChannelDefinition> ALL = Stream.concat(SUMS.stream(), SERIES.stream())
            .map(Field::channel).toList();

    private record Field(ChannelDefinition channel, List<String> keys) implements DataField {
        Field(String id, StateType type, String key) {
            this(ChannelGroup.INTRADAY.channel(id, type), List.of(key));
        }
    }

    private IntradayChannels() {
    }

    /**
     * A sum has the time of the last second of its hour in the person's time zone; an activity counts for the hour in
     * which it began. Hours without activity have a sum of zero if the day has any value of the field. The current hour
     * and hours not synchronised yet have no sum, because it would be too small.
     *
     * @param day the day's summary, whose device is preferred if there are several
     * @param course the day's intraday activity in any order
     * @return an update of each channel with values
     */
    public static List<ChannelUpdate> updates(Activity day, List<IntradayActivity> course, Instant now) {
        Instant syncedUntil = syncedUntil(day, course, now);
        List<ChannelUpdate> updates = new ArrayList<>();
        SUMS.forEach(field -> add(updates, field, hourly(field, day, course, syncedUntil)));
        SERIES.forEach(field -> add(updates, field, series(field, course, now)));
        return updates;
    }

    private static void add(List<ChannelUpdate> updates, Field field, NavigableMap<Instant, State> states) {
        if (!states.isEmpty()) {
            updates.add(new ChannelUpdate(field.channel().channelId(), states, true));
        }
    }

    private static NavigableMap<Instant, State> series(Field field, List<IntradayActivity> course, Instant now) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (IntradayActivity moment : course) {
            BigDecimal value = field.value(moment.values());
            if (value != null && !moment.start().isAfter(now)) {
                states.put(moment.start(), field.channel().type().state(value));
            }
        }
        return states;
    }

    private static Instant syncedUntil(Activity day, List<IntradayActivity> course, Instant now) {
        if (!day.end().isAfter(now)) {
            return day.end();
        }
        Instant modified = Objects.requireNonNullElse(day.modified(), day.start());
        Instant synced = Stream.concat(Stream.of(modified), course.stream().map(IntradayActivity::end))
                .max(Comparator.naturalOrder()).orElse(modified);
        return synced.isBefore(now) ? synced : now;
    }

    private static NavigableMap<Instant, State> hourly(Field sum, Activity day, List<IntradayActivity> course,
            Instant syncedUntil) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        Map<Long, BigDecimal> sums = new HashMap<>();
        for (IntradayActivity moment : ofOneDevice(sum, day, course)) {
            long hour = Duration.between(day.start(), moment.start()).dividedBy(HOUR);
            sums.merge(hour, Objects.requireNonNull(sum.value(moment.values())), BigDecimal::add);
        }
        if (sums.isEmpty()) {
            return states;
        }
        long hour = 0;
        for (Instant start = day.start(); start.isBefore(day.end()); start = start.plus(HOUR)) {
            Instant end = start.plus(HOUR).isBefore(day.end()) ? start.plus(HOUR) : day.end();
            if (!end.isAfter(syncedUntil)) {
                states.put(end.minus(SECOND), sum.channel().type().state(sums.getOrDefault(hour, BigDecimal.ZERO)));
            }
            hour++;
        }
        return states;
    }

    /**
     * Several devices count the same steps.
     *
     * @return the moments with a value from the device of the day, or else from any other, or else without a device
     */
    private static List<IntradayActivity> ofOneDevice(Field field, Activity day, List<IntradayActivity> course) {
        NavigableMap<String, List<IntradayActivity>> byDevice = course.stream()
                .filter(moment -> field.value(moment.values()) != null)
                .collect(Collectors.groupingBy(moment -> name(moment.deviceId()), TreeMap::new, Collectors.toList()));
        List<IntradayActivity> anyDevice = byDevice.isEmpty() ? List.of() : byDevice.lastEntry().getValue();
        return byDevice.getOrDefault(name(day.deviceId()), anyDevice);
    }

    private static String name(@Nullable String deviceId) {
        return Objects.requireNonNullElse(deviceId, "");
    }
}
