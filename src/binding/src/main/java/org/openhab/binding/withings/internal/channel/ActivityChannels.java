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
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Activity;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From days to the channels of activity.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActivityChannels {

    /** The day that the other channels tell of: its beginning in the person's own time zone. */
    public static final ChannelDefinition DATE = new ChannelDefinition(ChannelGroup.ACTIVITY, "date", StateType.TIME);

    private ActivityChannels() {
    }

    /**
     * The newest day is shown until a newer one comes, so that nothing vanishes between midnight and the first
     * synchronisation of the day; {@link #DATE} says which day it is. The values of a day that is over are true from
     * its last second, those of today from the moment at which Withings changed them.
     *
     * @param days days of one person in any order; of several records of a day the one of a Withings device counts,
     *            else the one modified last
     * @param now the current time
     * @return an update of each channel, UNDEF where the newest day has no such number; none without a day
     */
    public static List<ChannelUpdate> updates(Collection<Activity> days, Instant now) {
        NavigableMap<LocalDate, Activity> byDate = days.stream()
                .filter(day -> !day.date().isAfter(LocalDate.ofInstant(now, day.zone())))
                .collect(Collectors.toMap(Activity::date, day -> day, BinaryOperator.maxBy(betterLast()),
                        TreeMap::new));
        if (byDate.isEmpty()) {
            return List.of();
        }
        Activity newest = byDate.lastEntry().getValue();
        Instant newestTime = timeOf(newest, now);
        List<ChannelUpdate> updates = new ArrayList<>();
        updates.add(ChannelUpdate.of(DATE.channelId(), newestTime, new DateTimeType(startOf(newest))));
        for (ActivityField field : ActivityField.values()) {
            NavigableMap<Instant, State> states = new TreeMap<>();
            for (Activity day : byDate.values()) {
                State state = field.channel().type().state(day.values().get(field.field()));
                if (state != UnDefType.UNDEF) {
                    states.put(timeOf(day, now), state);
                }
            }
            states.putIfAbsent(newestTime, UnDefType.UNDEF);
            updates.add(new ChannelUpdate(field.channel().channelId(), states, true));
        }
        return updates;
    }

    private static Comparator<Activity> betterLast() {
        return Comparator.comparing((Activity day) -> day.deviceId() != null)
                .thenComparing(day -> modifiedOr(day.modified(), Instant.MIN));
    }

    private static Instant startOf(Activity day) {
        return day.date().atStartOfDay(day.zone()).toInstant();
    }

    private static Instant timeOf(Activity day, Instant now) {
        Instant lastSecond = day.date().plusDays(1).atStartOfDay(day.zone()).toInstant().minus(Duration.ofSeconds(1));
        if (!now.isBefore(lastSecond)) {
            return lastSecond;
        }
        Instant modified = modifiedOr(day.modified(), now);
        return modified.isAfter(now) || modified.isBefore(startOf(day)) ? now : modified;
    }

    private static Instant modifiedOr(@Nullable Instant modified, Instant otherwise) {
        return modified == null ? otherwise : modified;
    }
}
