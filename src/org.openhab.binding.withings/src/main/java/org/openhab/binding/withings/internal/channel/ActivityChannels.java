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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.core.library.types.DateTimeType;

/**
 * Maps activity summaries to the channels of the current and of the last complete day.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActivityChannels {

    /** Start of the newest day in the person's time zone. */
    public static final ChannelDefinition DATE = ChannelGroup.ACTIVITY.channel("date", StateType.TIME);
    /** Start of the last complete day in the person's time zone. */
    static final ChannelDefinition LAST_DAY_DATE = ChannelGroup.LAST_DAY.channel("date", StateType.TIME);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private ActivityChannels() {
    }

    /**
     * The newest day is shown until a newer one comes, so that values stay between midnight and the first
     * synchronisation of the day. A day is complete when it has ended in its zone, or when the person has begun the
     * next day in another zone. Values of a complete day have the time of its last second, those of the current day the
     * time of Withings' last change.
     *
     * @param records days of one person in any order, with all records of each day
     * @return an update of each channel, UNDEF where the newest day has no value; none for a group without a day
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
        add(updates, DATE, ActivityField::channel, days);
        add(updates, LAST_DAY_DATE, ActivityField::lastDayChannel, completeDays);
        return updates;
    }

    /**
     * Chooses one record of each day: that of a Withings device before that of a phone or another vendor's tracker,
     * then the one modified last.
     *
     * @param records days of one person in any order
     * @return the chosen records by day
     */
    public static NavigableMap<LocalDate, Activity> countedDays(Collection<Activity> records) {
        Comparator<Activity> better = Comparator.comparing((Activity day) -> !day.external())
                .thenComparing(day -> day.deviceId() != null)
                .thenComparing(day -> Objects.requireNonNullElse(day.modified(), Instant.MIN));
        return records.stream().collect(
                Collectors.toMap(Activity::date, Function.identity(), BinaryOperator.maxBy(better), TreeMap::new));
    }

    private static void add(List<ChannelUpdate> updates, ChannelDefinition date,
            Function<ActivityField, ChannelDefinition> channelOf, NavigableMap<Instant, Activity> days) {
        if (days.isEmpty()) {
            return;
        }
        Activity newest = days.lastEntry().getValue();
        updates.add(ChannelUpdate.of(date, newest.end(), new DateTimeType(newest.start())));
        List<Map.Entry<Instant, Activity>> inOrder = List.copyOf(days.entrySet());
        for (ActivityField field : ActivityField.values()) {
            updates.add(ChannelUpdate.history(channelOf.apply(field), inOrder, Map.Entry::getKey,
                    day -> field.state(day.getValue().values())));
        }
    }

    private static Instant timeOf(Activity unfinished, Instant now) {
        Instant modified = Objects.requireNonNullElse(unfinished.modified(), now);
        return modified.isAfter(now) || modified.isBefore(unfinished.start()) ? now : modified;
    }

    /**
     * The numbers of a day, one line each. Each has a channel for the current and one for the last complete day
     * (Withings reference, Measure v2 - Getactivity, "data_fields").
     */
    public enum ActivityField implements DataField {
        STEPS("steps", StateType.COUNT, "steps"),
        DISTANCE("distance", StateType.DISTANCE, "distance"),
        // metres, although the reference says floors
        ELEVATION("elevation", StateType.ELEVATION, "elevation"),
        CALORIES("calories", StateType.CALORIES, "calories"),
        TOTAL_CALORIES("total-calories", StateType.CALORIES, "totalcalories"),
        ACTIVE_DURATION("active-duration", StateType.DURATION, "active"),
        SOFT_DURATION("soft-duration", StateType.DURATION, "soft"),
        MODERATE_DURATION("moderate-duration", StateType.DURATION, "moderate"),
        INTENSE_DURATION("intense-duration", StateType.DURATION, "intense"),
        HEART_RATE_AVERAGE("heart-rate-average", StateType.HEART_RATE, "hr_average"),
        HEART_RATE_MINIMUM("heart-rate-minimum", StateType.HEART_RATE, "hr_min"),
        HEART_RATE_MAXIMUM("heart-rate-maximum", StateType.HEART_RATE, "hr_max"),
        HEART_RATE_ZONE_0("heart-rate-zone-0", StateType.ADVANCED_DURATION, "hr_zone_0"),
        HEART_RATE_ZONE_1("heart-rate-zone-1", StateType.ADVANCED_DURATION, "hr_zone_1"),
        HEART_RATE_ZONE_2("heart-rate-zone-2", StateType.ADVANCED_DURATION, "hr_zone_2"),
        HEART_RATE_ZONE_3("heart-rate-zone-3", StateType.ADVANCED_DURATION, "hr_zone_3");

        private final ChannelDefinition channel;
        private final ChannelDefinition lastDayChannel;
        private final List<String> keys;

        ActivityField(String id, StateType type, String key) {
            this.channel = ChannelGroup.ACTIVITY.channel(id, type);
            this.lastDayChannel = ChannelGroup.LAST_DAY.channel(id, type);
            this.keys = List.of(key);
        }

        @Override
        public ChannelDefinition channel() {
            return channel;
        }

        public ChannelDefinition lastDayChannel() {
            return lastDayChannel;
        }

        @Override
        public List<String> keys() {
            return keys;
        }
    }
}
