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
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;

/**
 * Distinguishes nights from naps, which Withings does not; each device has its own record of a sleep. Dates and times
 * of day are those of the time zone in which the person slept.
 * <ul>
 * <li>Rows of one device with a gap of less than an hour are parts of one sleep.
 * <li>Overlapping records are one sleep. The record of a sleep monitor is preferred to that of a tracker.
 * <li>The longest sleep of a day of waking is the night, unless it is short and began by day. A traveller may have two
 * nights on one date, each in its own time zone.
 * <li>Everything else is a nap. A short sleep in the evening may be the beginning of the night, so it is neither until
 * the next night is known.
 * </ul>
 *
 * @param nights the nights, the earliest first
 * @param naps the naps, the earliest first
 * @param napLengths the lengths of the naps
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record NightsAndNaps(List<SleepSummary> nights, List<SleepSummary> naps, List<Duration> napLengths) {

    /** A sleep as long as this can be a night even by day. */
    private static final Duration SHORTEST_LONG_SLEEP = Duration.ofHours(3);
    /** A short sleep that begins later on the day of waking is no night. */
    private static final LocalTime DAY = LocalTime.of(9, 0);
    /** A short sleep that begins later on the day of waking may be the beginning of the next night. */
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final Comparator<SleepParts> BY_LENGTH = Comparator.comparing(SleepParts::length)
            .thenComparing(sleep -> sleep.whole().start());
    private static final Comparator<SleepParts> BY_TIME = Comparator.comparing(sleep -> sleep.whole().end());

    /**
     * @param records records of one person in any order, with all records of each day; of several versions of a record
     *            the one modified last counts
     */
    public static NightsAndNaps among(Collection<SleepSummary> records) {
        List<SleepParts> sleeps = chosen(records);
        List<SleepParts> nights = nights(sleeps);
        List<SleepParts> naps = sleeps.stream().filter(sleep -> !nights.contains(sleep))
                .filter(sleep -> !isInTheEvening(sleep)
                        || nights.stream().anyMatch(night -> night.whole().end().isAfter(sleep.whole().end())))
                .sorted(BY_TIME).toList();
        return new NightsAndNaps(nights.stream().map(SleepParts::whole).toList(),
                naps.stream().map(SleepParts::whole).toList(), naps.stream().map(SleepParts::length).toList());
    }

    /**
     * @return the records of nights and naps, in no particular order; several for a sleep in parts
     */
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

    /**
     * @return the nights, then the naps
     */
    Stream<SleepSummary> all() {
        return Stream.concat(nights.stream(), naps.stream());
    }

    private static List<SleepParts> nights(List<SleepParts> sleeps) {
        Map<LocalDate, Map<ZoneId, SleepParts>> longestOfDays = new TreeMap<>();
        for (SleepParts sleep : sleeps) {
            longestOfDays.computeIfAbsent(sleep.whole().date(), date -> new HashMap<>()).merge(sleep.whole().zone(),
                    sleep, (one, other) -> BY_LENGTH.compare(one, other) < 0 ? other : one);
        }
        List<SleepParts> nights = new ArrayList<>();
        for (Map<ZoneId, SleepParts> longestByZone : longestOfDays.values()) {
            SleepParts longest = longestByZone.values().stream().max(BY_LENGTH).orElseThrow();
            longestByZone.values().stream()
                    .filter(sleep -> isLong(sleep) || sleep.equals(longest) && !beganAfter(DAY, sleep.whole()))
                    .forEach(nights::add);
        }
        nights.sort(BY_TIME);
        return nights;
    }

    private static boolean isInTheEvening(SleepParts sleep) {
        return !isLong(sleep) && beganAfter(EVENING, sleep.whole());
    }

    private static boolean isLong(SleepParts sleep) {
        return sleep.length().compareTo(SHORTEST_LONG_SLEEP) >= 0;
    }

    /**
     * @return whether a sleep began at or after a time of its day of waking
     */
    private static boolean beganAfter(LocalTime time, SleepSummary sleep) {
        return !sleep.start().isBefore(sleep.date().atTime(time).atZone(sleep.zone()).toInstant());
    }

    /**
     * A night may arrive after a nap, and a correction may move its end back. So updates of a day rank by its end.
     *
     * @return the end of the day of waking
     */
    public static Instant endOfDay(SleepSummary sleep) {
        return sleep.date().plusDays(1).atStartOfDay(sleep.zone()).toInstant();
    }

    /**
     * @return the length of a nap, without the gaps of a nap in parts
     */
    Duration lengthOf(SleepSummary nap) {
        return napLengths.get(naps.indexOf(nap));
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

    /**
     * A sleep of one device. Withings sometimes splits it into several rows with a short gap between them.
     *
     * @param parts the rows, the earliest first, at least one
     * @param whole the only row, or one made of all rows; the gap counts neither as sleep nor as time in bed
     */
    private record SleepParts(List<SleepSummary> parts, SleepSummary whole) {

        private static final Duration LONGEST_GAP = Duration.ofMinutes(59);

        /**
         * @param rows rows of one person in any order, each in its newest version
         * @return the sleeps of each device
         */
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
            return Objects.equals(part.deviceId(), next.deviceId()) && part.deviceType() == next.deviceType()
                    && !gap.isNegative() && gap.compareTo(LONGEST_GAP) <= 0;
        }

        /**
         * @return the sum of the parts' lengths
         */
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
            List<SleepSummary> known = parts.stream().filter(part -> field.value(part.values()) != null).toList();
            List<BigDecimal> values = known.stream().map(part -> number(field, part)).toList();
            return switch (field) {
                case SLEEP_LATENCY, RMSSD_START -> field.value(parts.get(0).values());
                case WAKEUP_LATENCY, RMSSD_END -> field.value(parts.get(parts.size() - 1).values());
                case SLEEP_SCORE, BREATHING_QUALITY -> field.value(longest.values());
                case HEART_RATE_MINIMUM, RESPIRATION_RATE_MINIMUM, CHEST_MOVEMENT_RATE_MINIMUM, CORE_BODY_TEMPERATURE_MINIMUM -> values
                        .stream().min(Comparator.naturalOrder()).orElse(null);
                case HEART_RATE_MAXIMUM, RESPIRATION_RATE_MAXIMUM, CHEST_MOVEMENT_RATE_MAXIMUM, CORE_BODY_TEMPERATURE_MAXIMUM -> values
                        .stream().max(Comparator.naturalOrder()).orElse(null);
                case SLEEP_EFFICIENCY -> efficiency(parts, known);
                case HEART_RATE_AVERAGE, RESPIRATION_RATE_AVERAGE, BREATHING_DISTURBANCES, APNEA_HYPOPNEA_INDEX, WITHINGS_INDEX, MOVEMENT_SCORE, CHEST_MOVEMENT_RATE_AVERAGE, CORE_BODY_TEMPERATURE_AVERAGE -> mean(
                        field, known);
                default -> values.stream().reduce(BigDecimal::add).orElse(null);
            };
        }

        private static @Nullable BigDecimal efficiency(List<SleepSummary> parts, List<SleepSummary> known) {
            BigDecimal asleep = sumOfAll(SleepField.TOTAL_SLEEP_TIME, parts);
            BigDecimal inBed = sumOfAll(SleepField.TIME_IN_BED, parts);
            return asleep == null || inBed == null || inBed.signum() == 0
                    ? mean(SleepField.SLEEP_EFFICIENCY, known)
                    : asleep.divide(inBed, MathContext.DECIMAL32);
        }

        /**
         * @return the mean weighted by total sleep time, or by length if a part has none
         */
        private static @Nullable BigDecimal mean(SleepField field, List<SleepSummary> known) {
            BigDecimal asleep = sumOfAll(SleepField.TOTAL_SLEEP_TIME, known);
            boolean bySleep = asleep != null && asleep.signum() > 0;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal weights = BigDecimal.ZERO;
            for (SleepSummary part : known) {
                BigDecimal weight = bySleep
                        ? number(SleepField.TOTAL_SLEEP_TIME, part)
                        : BigDecimal.valueOf(lengthOf(part).toSeconds());
                sum = sum.add(number(field, part).multiply(weight));
                weights = weights.add(weight);
            }
            return weights.signum() == 0 ? null : sum.divide(weights, MathContext.DECIMAL32);
        }

        /**
         * @return the sum over all parts, null if a part has no value
         */
        private static @Nullable BigDecimal sumOfAll(SleepField field, List<SleepSummary> parts) {
            return parts.stream().allMatch(part -> field.value(part.values()) != null)
                    ? parts.stream().map(part -> number(field, part)).reduce(BigDecimal.ZERO, BigDecimal::add)
                    : null;
        }

        private static BigDecimal number(SleepField field, SleepSummary part) {
            return Objects.requireNonNull(field.value(part.values()));
        }
    }
}
