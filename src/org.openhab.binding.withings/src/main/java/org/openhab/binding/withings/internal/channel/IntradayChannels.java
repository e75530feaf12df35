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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.binding.withings.internal.record.IntradayActivity;
import org.openhab.core.types.State;

/**
 * From the course of a day to its channels, all of them time series.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class IntradayChannels {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private IntradayChannels() {
    }

    /**
     * Sums are true from the last second of their hour; hours are those of the person's time zone, and what goes on
     * beyond the full hour counts for the hour in which it began. An hour in which nothing was counted has a sum of
     * zero, if that was counted at all that day. The running hour, and those of which the tracker has not told yet,
     * have no sum: it would be too small, and nobody would know.
     *
     * @param day the day as a whole, which says by its device which tracker counts where there are several
     * @param course what was noticed on that day, in any order
     * @param now the current time
     * @return the updates, none for what was not measured
     */
    public static List<ChannelUpdate> updates(Activity day, List<IntradayActivity> course, Instant now) {
        Instant toldUntil = toldUntil(day, course, now);
        List<ChannelUpdate> updates = new ArrayList<>();
        for (IntradaySum sum : IntradaySum.values()) {
            NavigableMap<Instant, State> states = hourly(sum, day, course, toldUntil);
            if (!states.isEmpty()) {
                updates.add(new ChannelUpdate(sum.channel().channelId(), states, true));
            }
        }
        for (IntradaySeries series : IntradaySeries.values()) {
            StateType type = series.channel().type();
            NavigableMap<Instant, State> states = new TreeMap<>();
            for (IntradayActivity moment : course) {
                BigDecimal value = moment.values().get(series.field());
                if (value != null && type.accepts(value) && !moment.start().isAfter(now)) {
                    states.put(moment.start(), type.state(value));
                }
            }
            if (!states.isEmpty()) {
                updates.add(new ChannelUpdate(series.channel().channelId(), states, true));
            }
        }
        return updates;
    }

    /**
     * A day that is over changes no more unless a tracker tells of it late, and then it comes again.
     */
    private static Instant toldUntil(Activity day, List<IntradayActivity> course, Instant now) {
        if (!day.end().isAfter(now)) {
            return day.end();
        }
        Instant modified = day.modified();
        Instant told = course.stream().map(IntradayActivity::end).max(Comparator.naturalOrder())
                .filter(end -> modified == null || end.isAfter(modified))
                .orElse(Objects.requireNonNullElse(modified, day.start()));
        return told.isBefore(now) ? told : now;
    }

    private static NavigableMap<Instant, State> hourly(IntradaySum sum, Activity day, List<IntradayActivity> course,
            Instant toldUntil) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        Map<String, Map<Long, BigDecimal>> sumsOfDevices = new HashMap<>();
        for (IntradayActivity moment : course) {
            BigDecimal value = moment.values().get(sum.field());
            if (value != null && sum.channel().type().accepts(value)) {
                long hour = Duration.between(day.start(), moment.start()).dividedBy(HOUR);
                sumsOfDevices.computeIfAbsent(name(moment.deviceId()), device -> new HashMap<>()).merge(hour, value,
                        BigDecimal::add);
            }
        }
        if (sumsOfDevices.isEmpty()) {
            return states;
        }
        Map<Long, BigDecimal> sums = sumsOfDevices.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<String, ?> device) -> device.getKey().equals(name(day.deviceId())))
                        .thenComparing(device -> !device.getKey().isEmpty()).thenComparing(Map.Entry::getKey))
                .orElseThrow().getValue();
        long hour = 0;
        for (Instant start = day.start(); start.isBefore(day.end()); start = start.plus(HOUR)) {
            Instant end = start.plus(HOUR).isBefore(day.end()) ? start.plus(HOUR) : day.end();
            if (!end.isAfter(toldUntil)) {
                states.put(end.minus(SECOND),
                        sum.channel().type().state(sums.getOrDefault(hour, BigDecimal.ZERO)));
            }
            hour++;
        }
        return states;
    }

    private static String name(@Nullable String deviceId) {
        return Objects.requireNonNullElse(deviceId, "");
    }
}
