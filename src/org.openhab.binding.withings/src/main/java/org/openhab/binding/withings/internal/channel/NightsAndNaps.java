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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.record.SleepSummary;

/**
 * Tells nights from naps, which Withings does not: its records are just stretches of sleep, and each device that
 * watched has one of its own. Days and times of day are those of the time zone that the person slept in.
 * <ul>
 * <li>Records that overlap are one sleep. Where a sleep monitor and a tracker watched the same, the sleep monitor's
 * record counts, because it knows more.
 * <li>The longest sleep of a day of waking is the night, unless it is short and began by day. Who flies around the
 * world may have two nights on one date, each in its own time zone.
 * <li>Everything else is a nap. A short sleep in the evening may turn out to be the beginning of the night, so it is
 * neither until the next night is told.
 * </ul>
 *
 * @param nights the nights, the earliest first
 * @param naps the naps, the earliest first
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record NightsAndNaps(List<SleepSummary> nights, List<SleepSummary> naps) {

    /** Whatever is as long as this can be a night, even by day. */
    private static final Duration SHORTEST_LONG_SLEEP = Duration.ofHours(3);
    /** A short sleep that begins later on the day of waking is no night. */
    private static final LocalTime DAY = LocalTime.of(9, 0);
    /** A short sleep that begins later on the day of waking may be the beginning of the next night. */
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final Comparator<SleepSummary> BY_LENGTH = Comparator.comparing(NightsAndNaps::length)
            .thenComparing(SleepSummary::start);
    private static final Comparator<SleepSummary> BY_TIME = Comparator.comparing(SleepSummary::end);

    public NightsAndNaps {
        nights = List.copyOf(nights);
        naps = List.copyOf(naps);
    }

    /**
     * @param records records of one person in any order, among them all those of each day: a nap of three hours would
     *            pass for the night. Of several versions of a record the one modified last counts
     */
    public static NightsAndNaps among(Collection<SleepSummary> records) {
        List<SleepSummary> sleeps = sleeps(records);
        List<SleepSummary> nights = nights(sleeps);
        List<SleepSummary> naps = sleeps.stream().filter(sleep -> !nights.contains(sleep))
                .filter(sleep -> !isInTheEvening(sleep)
                        || nights.stream().anyMatch(night -> night.end().isAfter(sleep.end())))
                .sorted(BY_TIME).toList();
        return new NightsAndNaps(nights, naps);
    }

    /**
     * @return one record for each stretch of sleep, in no particular order
     */
    public static List<SleepSummary> sleeps(Collection<SleepSummary> records) {
        List<SleepSummary> left = new ArrayList<>(newestVersions(records));
        left.removeIf(record -> !record.end().isAfter(record.start()));
        left.sort(BY_LENGTH.reversed());
        List<SleepSummary> sleeps = new ArrayList<>();
        while (!left.isEmpty()) {
            SleepSummary longest = left.get(0);
            SleepSummary best = left.stream().filter(SleepSummary::isFromSleepMonitor)
                    .filter(record -> watchedMostOf(longest, record)).findFirst().orElse(longest);
            sleeps.add(best);
            left.removeIf(record -> !overlap(record, longest).isZero() || !overlap(record, best).isZero());
        }
        return sleeps;
    }

    private static Collection<SleepSummary> newestVersions(Collection<SleepSummary> records) {
        Map<Object, SleepSummary> newest = new LinkedHashMap<>();
        for (SleepSummary record : records) {
            Object key = Objects.requireNonNullElse(record.id(), record);
            newest.merge(key, record, (one, other) -> other.modified().isBefore(one.modified()) ? one : other);
        }
        return newest.values();
    }

    private static List<SleepSummary> nights(List<SleepSummary> sleeps) {
        Map<LocalDate, Map<ZoneId, SleepSummary>> longestOfDays = new TreeMap<>();
        for (SleepSummary sleep : sleeps) {
            longestOfDays.computeIfAbsent(sleep.date(), date -> new HashMap<>()).merge(sleep.zone(), sleep,
                    (one, other) -> BY_LENGTH.compare(one, other) < 0 ? other : one);
        }
        List<SleepSummary> nights = new ArrayList<>();
        for (Map<ZoneId, SleepSummary> longestByZone : longestOfDays.values()) {
            SleepSummary longest = longestByZone.values().stream().max(BY_LENGTH).orElseThrow();
            longestByZone.values().stream()
                    .filter(sleep -> isLong(sleep) || sleep.equals(longest) && !beganAfter(DAY, sleep))
                    .forEach(nights::add);
        }
        nights.sort(BY_TIME);
        return nights;
    }

    private static boolean isInTheEvening(SleepSummary sleep) {
        return !isLong(sleep) && beganAfter(EVENING, sleep);
    }

    private static boolean isLong(SleepSummary sleep) {
        return length(sleep).compareTo(SHORTEST_LONG_SLEEP) >= 0;
    }

    /**
     * @return whether a sleep began at a time of its day of waking or later
     */
    private static boolean beganAfter(LocalTime time, SleepSummary sleep) {
        return !sleep.start().isBefore(sleep.date().atTime(time).atZone(sleep.zone()).toInstant());
    }

    /**
     * What is told of a day later counts, even where it ended earlier: a night may be told after a nap, and a
     * correction
     * may end it sooner. So everything that is told of a day gets this as the time that it is chosen by.
     *
     * @return the end of the day of waking
     */
    public static Instant endOfDay(SleepSummary sleep) {
        return sleep.date().plusDays(1).atStartOfDay(sleep.zone()).toInstant();
    }

    /**
     * @return how long a sleep was in all
     */
    static Duration length(SleepSummary sleep) {
        return Duration.between(sleep.start(), sleep.end());
    }

    private static boolean watchedMostOf(SleepSummary sleep, SleepSummary record) {
        return overlap(sleep, record).multipliedBy(2).compareTo(length(sleep)) >= 0;
    }

    private static Duration overlap(SleepSummary one, SleepSummary other) {
        Instant start = one.start().isAfter(other.start()) ? one.start() : other.start();
        Instant end = one.end().isBefore(other.end()) ? one.end() : other.end();
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }
}
