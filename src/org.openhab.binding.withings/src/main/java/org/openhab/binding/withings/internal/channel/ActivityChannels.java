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
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From days to the channels of the newest and of the last complete day.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActivityChannels {

    /** The newest day: its beginning in the person's own time zone. */
    public static final ChannelDefinition DATE = new ChannelDefinition(ChannelGroup.ACTIVITY, "date", StateType.TIME);
    /** The last complete day: its beginning in the person's own time zone. */
    public static final ChannelDefinition LAST_DAY_DATE = new ChannelDefinition(ChannelGroup.LAST_DAY, "date",
            StateType.TIME);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private ActivityChannels() {
    }

    /**
     * The newest day is shown until a newer one comes, so that nothing vanishes between midnight and the first
     * synchronisation of the day; {@link #DATE} says which day it is. The last complete day is the newest one that is
     * over in its own zone, or over because the person has begun the next one elsewhere. The values of a day that is
     * over are true from its last second, those of a day that is not from the moment at which Withings changed them.
     * Which day it is is chosen by the day's end, so that is the time of that channel's update.
     *
     * @param records days of one person in any order, among them all records of each day
     * @param now the current time
     * @return an update of each channel, UNDEF where the day has no such number; none of a group without a day
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
     * Chooses one record of each day: one of a Withings device before one of a phone or another vendor's tracker, and
     * then the one modified last.
     *
     * @param records days of one person in any order
     * @return the record that counts by its day
     */
    public static NavigableMap<LocalDate, Activity> countedDays(Collection<Activity> records) {
        Comparator<Activity> better = Comparator.comparing((Activity day) -> !day.external())
                .thenComparing(day -> day.deviceId() != null)
                .thenComparing(day -> modifiedOr(day.modified(), Instant.MIN));
        return records.stream().collect(
                Collectors.toMap(Activity::date, Function.identity(), BinaryOperator.maxBy(better), TreeMap::new));
    }

    private static void add(List<ChannelUpdate> updates, ChannelDefinition date,
            Function<ActivityField, ChannelDefinition> channelOf, NavigableMap<Instant, Activity> days) {
        if (days.isEmpty()) {
            return;
        }
        Instant newestTime = days.lastKey();
        Activity newest = days.lastEntry().getValue();
        updates.add(new ChannelUpdate(date.channelId(),
                new TreeMap<>(Map.of(newest.start(), new DateTimeType(newest.start()))), false, newest.end()));
        for (ActivityField field : ActivityField.values()) {
            ChannelDefinition channel = channelOf.apply(field);
            NavigableMap<Instant, State> states = new TreeMap<>();
            days.forEach((time, day) -> {
                State state = channel.type().state(day.values().get(field.field()));
                if (state != UnDefType.UNDEF) {
                    states.put(time, state);
                }
            });
            states.putIfAbsent(newestTime, UnDefType.UNDEF);
            updates.add(new ChannelUpdate(channel.channelId(), states, true));
        }
    }

    private static Instant timeOf(Activity unfinished, Instant now) {
        Instant modified = modifiedOr(unfinished.modified(), now);
        return modified.isAfter(now) || modified.isBefore(unfinished.start()) ? now : modified;
    }

    private static Instant modifiedOr(@Nullable Instant modified, Instant otherwise) {
        return modified == null ? otherwise : modified;
    }
}
