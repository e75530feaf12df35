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
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;

/**
 * Distinguishes nights from naps, which Withings does not, and chooses one device's record of each sleep. Dates and
 * times of day are in the time zone of the sleep.
 * <ul>
 * <li>Rows of one device with a gap of less than an hour are parts of one sleep.
 * <li>Overlapping records are one sleep. The record of a sleep monitor is preferred to that of a tracker.
 * <li>The longest sleep that ends on a date is the night, unless it is short and began during the day. A traveller may
 * have two nights on one date in different time zones.
 * <li>All others are naps. A short sleep in the evening may be the beginning of the night, so it is neither until the
 * next night is known.
 * </ul>
 *
 * @param nights the nights, the earliest first, as are the naps; naps have lengths without the gaps between parts
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record NightsAndNaps(List<SleepSummary> nights, List<SleepSummary> naps,
        Map<SleepSummary, Duration> napLengths) {

    /** A sleep of at least this length can be a night even during the day. */
    private static final Duration SHORTEST_LONG_SLEEP = Duration.ofHours(3);
    /** A short sleep that begins later on its date is not a night. */
    private static final LocalTime DAY = LocalTime.of(9, 0);
    /** A short sleep that begins later on its date may be the beginning of the next night. */
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final Comparator<SleepParts> BY_LENGTH = Comparator.comparing(SleepParts::length)
            .thenComparing(sleep -> sleep.whole().start());
    private static final Comparator<SleepParts> BY_TIME = Comparator.comparing(sleep -> sleep.whole().end());

    /** Takes all records of some days; of several versions of a record, the one modified last is used. */
    public static NightsAndNaps among(Collection<SleepSummary> records) {
        List<SleepParts> sleeps = chosen(records);
        List<SleepParts> nights = nights(sleeps);
        List<SleepParts> naps = sleeps.stream().filter(sleep -> !nights.contains(sleep))
                .filter(sleep -> !isInTheEvening(sleep)
                        || nights.stream().anyMatch(night -> night.whole().end().isAfter(sleep.whole().end())))
                .sorted(BY_TIME).toList();
        return new NightsAndNaps(nights.stream().map(SleepParts::whole).toList(),
                naps.stream().map(SleepParts::whole).toList(),
                naps.stream().collect(Collectors.toMap(SleepParts::whole, SleepParts::length)));
    }

    /** Returns those of the given dates, first and last included; those of others may be incomplete. */
    public NightsAndNaps within(LocalDate first, LocalDate last) {
        Predicate<SleepSummary> within = sleep -> !sleep.date().isBefore(first) && !sleep.date().isAfter(last);
        return new NightsAndNaps(nights.stream().filter(within).toList(), naps.stream().filter(within).toList(),
                napLengths);
    }

    /** Returns the records of nights and naps, in no particular order; several for a sleep of several parts. */
    public static List<SleepSummary> sleeps(Collection<SleepSummary> records) {
        return chosen(records).stream().flatMap(sleep -> sleep.parts().stream()).toList();
    }

    private static List<SleepParts> chosen(Collection<SleepSummary> records) {
        List<SleepParts> left = new ArrayList<>(SleepParts.of(newestVersions(records).stream()
                .filter(record -> record.end().isAfter(record.start())).toList()));
        left.sort(BY_LENGTH.reversed());
        List<SleepParts> sleeps = new ArrayList<>();
        while (!left.isEmpty()) {
            SleepParts longest = left.get(0);
            SleepParts best = left.stream().filter(sleep -> sleep.whole().isFromSleepMonitor())
                    .filter(sleep -> coversMostOf(longest, sleep)).findFirst().orElse(longest);
            sleeps.add(best);
            left.removeIf(sleep -> !overlap(sleep, longest).isZero() || !overlap(sleep, best).isZero());
        }
        return sleeps;
    }

    private static Collection<SleepSummary> newestVersions(Collection<SleepSummary> records) {
        Map<Object, SleepSummary> newest = new LinkedHashMap<>();
        records.forEach(record -> newest.merge(Objects.requireNonNullElse(record.id(), record), record,
                (one, other) -> other.modified().isBefore(one.modified()) ? one : other));
        return newest.values();
    }

    Stream<SleepSummary> all() {
        return Stream.concat(nights.stream(), naps.stream());
    }

    private static List<SleepParts> nights(List<SleepParts> sleeps) {
        return sleeps.stream().collect(Collectors.groupingBy(sleep -> sleep.whole().date())).values().stream()
                .flatMap(day -> day.stream().filter(sleep -> isNight(sleep, day))).sorted(BY_TIME).toList();
    }

    private static boolean isNight(SleepParts sleep, List<SleepParts> sleepsOfDay) {
        List<SleepParts> longer = sleepsOfDay.stream().filter(other -> BY_LENGTH.compare(other, sleep) > 0).toList();
        return isLong(sleep)
                ? longer.stream().noneMatch(other -> other.whole().zone().equals(sleep.whole().zone()))
                : longer.isEmpty() && !beganAfter(DAY, sleep.whole());
    }

    private static boolean isInTheEvening(SleepParts sleep) {
        return !isLong(sleep) && beganAfter(EVENING, sleep.whole());
    }

    private static boolean isLong(SleepParts sleep) {
        return sleep.length().compareTo(SHORTEST_LONG_SLEEP) >= 0;
    }

    private static boolean beganAfter(LocalTime time, SleepSummary sleep) {
        return !sleep.start().isBefore(sleep.date().atTime(time).atZone(sleep.zone()).toInstant());
    }

    /** The time of updates: not the end of the sleep, which may be corrected to an earlier time. */
    public static Instant endOfDay(SleepSummary sleep) {
        return sleep.date().plusDays(1).atStartOfDay(sleep.zone()).toInstant();
    }

    /** Returns the length of a nap, without the gaps between its parts. */
    Duration lengthOf(SleepSummary nap) {
        return Objects.requireNonNull(napLengths.get(nap));
    }

    private static boolean coversMostOf(SleepParts sleep, SleepParts other) {
        return overlap(sleep, other).multipliedBy(2).compareTo(sleep.length()) >= 0;
    }

    private static Duration overlap(SleepParts one, SleepParts other) {
        SleepSummary a = one.whole();
        SleepSummary b = other.whole();
        Instant start = a.start().isAfter(b.start()) ? a.start() : b.start();
        Instant end = a.end().isBefore(b.end()) ? a.end() : b.end();
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }

    /** A sleep recorded by one device in one or more rows; gaps count neither as sleep nor as time in bed. */
    private record SleepParts(List<SleepSummary> parts, SleepSummary whole) {
        private static final Duration LONGEST_GAP = Duration.ofMinutes(59);

        /** Returns the sleeps of each device. */
        static List<SleepParts> of(Collection<SleepSummary> rows) {
            List<List<SleepSummary>> sleeps = new ArrayList<>();
            for (SleepSummary row : rows.stream().sorted(Comparator.comparing(SleepSummary::start)).toList()) {
                sleeps.stream().filter(parts -> continues(parts.get(parts.size() - 1), row)).findFirst()
                        .ifPresentOrElse(parts -> parts.add(row), () -> sleeps.add(new ArrayList<>(List.of(row))));
            }
            return sleeps.stream().map(parts -> new SleepParts(List.copyOf(parts), joined(parts))).toList();
        }

        private static boolean continues(SleepSummary part, SleepSummary next) {
            Duration gap = Duration.between(part.end(), next.start());
            return Objects.equals(part.deviceId(), next.deviceId())
                    && (part.deviceId() != null || part.deviceType() == next.deviceType()) && !gap.isNegative()
                    && gap.compareTo(LONGEST_GAP) <= 0;
        }

        Duration length() {
            return parts.stream().map(SleepParts::lengthOf).reduce(Duration.ZERO, Duration::plus);
        }

        private static Duration lengthOf(SleepSummary part) {
            return Duration.between(part.start(), part.end());
        }

        private static SleepSummary joined(List<SleepSummary> parts) {
            if (parts.size() == 1) {
                return parts.get(0);
            }
            SleepSummary first = parts.get(0);
            SleepSummary last = parts.get(parts.size() - 1);
            SleepSummary longest = parts.stream().max(Comparator.comparing(SleepParts::lengthOf)).orElseThrow();
            Map<String, BigDecimal> values = new HashMap<>();
            for (SleepField field : SleepField.values()) {
                BigDecimal value = value(field, parts, longest);
                if (value != null) {
                    values.put(field.keys().get(0), value);
                }
            }
            return new SleepSummary(first.id(), first.start(), last.end(), last.date(), last.zone(), first.deviceType(),
                    first.deviceId(), parts.stream().map(SleepSummary::modified).max(Instant::compareTo).orElseThrow(),
                    parts.stream().allMatch(SleepSummary::completed), values, longest.coreBodyTemperatureStatus(),
                    parts.stream().flatMap(part -> part.events().stream()).toList());
        }

        private static @Nullable BigDecimal value(SleepField field, List<SleepSummary> parts, SleepSummary longest) {
            Stream<BigDecimal> values = numbers(field, parts).stream();
            return switch (field) {
                case SLEEP_LATENCY, RMSSD_START -> field.value(parts.get(0).values());
                case WAKEUP_LATENCY, RMSSD_END -> field.value(parts.get(parts.size() - 1).values());
                case SLEEP_SCORE, BREATHING_QUALITY -> field.value(longest.values());
                case HEART_RATE_MINIMUM, RESPIRATION_RATE_MINIMUM, CHEST_MOVEMENT_RATE_MINIMUM, CORE_BODY_TEMPERATURE_MINIMUM -> values
                        .min(Comparator.naturalOrder()).orElse(null);
                case HEART_RATE_MAXIMUM, RESPIRATION_RATE_MAXIMUM, CHEST_MOVEMENT_RATE_MAXIMUM, CORE_BODY_TEMPERATURE_MAXIMUM -> values
                        .max(Comparator.naturalOrder()).orElse(null);
                case SLEEP_EFFICIENCY -> efficiency(parts);
                case HEART_RATE_AVERAGE, RESPIRATION_RATE_AVERAGE, BREATHING_DISTURBANCES, APNEA_HYPOPNEA_INDEX, WITHINGS_INDEX, MOVEMENT_SCORE, CHEST_MOVEMENT_RATE_AVERAGE, CORE_BODY_TEMPERATURE_AVERAGE -> mean(
                        field, parts);
                default -> values.reduce(BigDecimal::add).orElse(null);
            };
        }

        /** Returns the valid numbers of a field. */
        private static List<BigDecimal> numbers(SleepField field, List<SleepSummary> parts) {
            return parts.stream().map(part -> field.value(part.values())).filter(Objects::nonNull).toList();
        }

        private static @Nullable BigDecimal efficiency(List<SleepSummary> parts) {
            List<BigDecimal> asleep = numbers(SleepField.TOTAL_SLEEP_TIME, parts);
            List<BigDecimal> inBed = numbers(SleepField.TIME_IN_BED, parts);
            BigDecimal total = inBed.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return asleep.size() < parts.size() || inBed.size() < parts.size() || total.signum() == 0
                    ? mean(SleepField.SLEEP_EFFICIENCY, parts)
                    : asleep.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(total, MathContext.DECIMAL32);
        }

        /** Returns the mean weighted by total sleep time, or by length if a part with a value has none. */
        private static @Nullable BigDecimal mean(SleepField field, List<SleepSummary> parts) {
            List<SleepSummary> known = parts.stream().filter(part -> field.value(part.values()) != null).toList();
            List<BigDecimal> asleep = numbers(SleepField.TOTAL_SLEEP_TIME, known);
            boolean bySleep = asleep.size() == known.size() && asleep.stream().anyMatch(time -> time.signum() > 0);
            List<BigDecimal> weights = bySleep
                    ? asleep
                    : known.stream().map(part -> BigDecimal.valueOf(lengthOf(part).toSeconds())).toList();
            List<BigDecimal> values = numbers(field, known);
            BigDecimal sum = IntStream.range(0, known.size()).mapToObj(i -> values.get(i).multiply(weights.get(i)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal weight = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return weight.signum() == 0 ? null : sum.divide(weight, MathContext.DECIMAL32);
        }
    }
}
