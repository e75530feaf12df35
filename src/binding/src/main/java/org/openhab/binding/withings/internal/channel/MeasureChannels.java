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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.record.Attribution;
import org.openhab.binding.withings.internal.record.Measure;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;

/**
 * From measure groups to the channels of body, heart and temperature.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureChannels {

    private static final int CATEGORY_OBJECTIVE = 2;

    private MeasureChannels() {
    }

    /**
     * Left out are objectives, segments of the body, values that cannot be true, and whatever Withings is not sure to
     * belong to this person: once somebody claims such a weigh-in, Withings tells it again as a certain one.
     *
     * @param groups measure groups of one person in any order; where two tell of the same moment, the one modified last
     *            counts
     * @return for each kind of measure found the values as a history, and the time of the last one
     */
    public static List<ChannelUpdate> updates(Collection<MeasureGroup> groups) {
        Map<MeasureType, NavigableMap<Instant, State>> values = new EnumMap<>(MeasureType.class);
        groups.stream().filter(MeasureChannels::isOfThisPerson)
                .sorted(Comparator.comparing(MeasureGroup::modified).thenComparing(MeasureGroup::id))
                .forEach(group -> wholeValues(group).forEach((type, measure) -> values
                        .computeIfAbsent(type, t -> new TreeMap<>())
                        .put(group.date(), type.channel().type().state(measure.value()))));

        List<ChannelUpdate> updates = new ArrayList<>();
        values.forEach((type, states) -> {
            updates.add(new ChannelUpdate(type.channel().channelId(), states, true));
            updates.add(ChannelUpdate.of(type.timeChannel().channelId(), states.lastKey(),
                    new DateTimeType(states.lastKey())));
        });
        return updates;
    }

    /**
     * @param groups measure groups of one person
     * @return Withings' numbers of the measures that have no channel here, for the log
     */
    public static SortedSet<Integer> unknownTypes(Collection<MeasureGroup> groups) {
        SortedSet<Integer> unknown = new TreeSet<>();
        for (MeasureGroup group : groups) {
            for (Measure measure : group.measures()) {
                if (MeasureType.of(measure.type()) == null) {
                    unknown.add(measure.type());
                }
            }
        }
        return unknown;
    }

    // Watches file some of their temperatures under categories of their own: only objectives are to be left out.
    private static boolean isOfThisPerson(MeasureGroup group) {
        return group.category() != CATEGORY_OBJECTIVE && group.attribution() != Attribution.AMBIGUOUS;
    }

    private static Map<MeasureType, Measure> wholeValues(MeasureGroup group) {
        Map<MeasureType, Measure> best = new EnumMap<>(MeasureType.class);
        for (Measure measure : group.measures()) {
            MeasureType type = MeasureType.of(measure.type());
            if (type != null && type.rank(measure) >= 0 && type.channel().type().accepts(measure.value())) {
                best.merge(type, measure, (one, other) -> type.rank(other) < type.rank(one) ? other : one);
            }
        }
        return best;
    }
}
