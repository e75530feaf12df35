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
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * What to take back of the measures of a time, where some have been deleted or moved to another time. Withings names
 * the time and nothing else, so that has to be told from what is there now and from what is shown.
 * <p>
 * openHAB lets a time series replace what is stored between its first and its last point, and takes no series with an
 * UNDEF in it. To remove a point, the value from before is therefore repeated at the edges of the time: as the state of
 * an item lasts until the next one, that is what the item shows then.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureCorrections {

    private final TimeSpan span;
    private final UnknownIds unknownIds;
    private final Function<String, @Nullable Instant> shownAt;
    private final List<MeasureGroup> within;
    private final Map<String, ChannelUpdate> present;

    /**
     * @param span a time of which Withings has notified
     * @param groups all measure groups of the person that were measured in that time
     * @param unknownIds notes what Withings has added since this was written
     * @param shownAt tells for a channel when the value shown was measured, null if there is none
     */
    public MeasureCorrections(TimeSpan span, Collection<MeasureGroup> groups, Heights heights,
            UnknownIds unknownIds, Function<String, @Nullable Instant> shownAt) {
        this.span = span;
        this.unknownIds = unknownIds;
        this.shownAt = shownAt;
        this.within = groups.stream().filter(MeasureChannels::isOfThisPerson)
                .filter(group -> span.contains(group.date())).toList();
        this.present = byChannel(MeasureChannels.updates(within, heights, unknownIds));
    }

    /**
     * In doubt are the kinds of measures whose value shown was measured in that time and is no longer there. Of values
     * from before the one shown nobody knows: they are in doubt if nothing else explains the notification, or if a
     * group was edited that may have been moved from anywhere in that time.
     *
     * @param since up to which time changes have been seen
     * @return the kinds of measures that have to be corrected
     */
    public Set<MeasureType> inDoubt(Instant since) {
        boolean explained = within.stream().anyMatch(group -> group.modified().isAfter(since));
        Set<MeasureType> edited = within.stream().filter(group -> group.edited() && group.modified().isAfter(since))
                .flatMap(group -> group.measures().stream()).map(measure -> MeasureType.of(measure.type()))
                .collect(Collectors.toSet());
        Set<MeasureType> inDoubt = new LinkedHashSet<>();
        for (MeasureType type : MeasureType.values()) {
            for (ChannelDefinition channel : type.channels()) {
                Instant shown = shownAt.apply(channel.channelId());
                if (shown != null && !shown.isBefore(span.start()) && (isGone(channel, shown) || within.isEmpty()
                        || !span.isMomentary() && (!explained || edited.contains(type)))) {
                    inDoubt.add(type);
                }
            }
        }
        return inDoubt;
    }

    private boolean isGone(ChannelDefinition channel, Instant shown) {
        ChannelUpdate update = present.get(channel.channelId());
        return span.contains(shown) && (update == null || !update.states().containsKey(shown));
    }

    /**
     * @param types kinds of measures
     * @param before measure groups from before that time, with the last ones of those kinds
     * @return the kinds of which there is no value from before
     */
    public Set<MeasureType> without(Collection<MeasureGroup> before, Set<MeasureType> types) {
        Set<String> found = byChannel(MeasureChannels.updates(before, Heights.NONE, unknownIds)).keySet();
        return types.stream().filter(type -> type.channels().stream().map(ChannelDefinition::channelId)
                .noneMatch(found::contains)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * @param types the kinds of measures to correct
     * @param before measure groups from before that time, with the last ones of those kinds
     * @return what is true of that time, and what to show where a value shown is no longer there
     */
    public List<ChannelUpdate> updates(Set<MeasureType> types, Collection<MeasureGroup> before, Heights heights) {
        Map<String, ChannelUpdate> earlier = byChannel(MeasureChannels.updates(before, heights, unknownIds));
        Set<ChannelDefinition> channels = new LinkedHashSet<>();
        for (MeasureType type : types) {
            channels.addAll(type.channels());
            if (type == MeasureType.WEIGHT) {
                channels.add(MeasureChannels.BODY_MASS_INDEX);
            }
            channels.add(type.timeChannel());
            if (!isMeasuredLater(type.group())) {
                channels.add(MeasureChannels.sourceChannel(type.group()));
            }
        }
        List<ChannelUpdate> updates = new ArrayList<>();
        for (ChannelDefinition channel : channels) {
            updates.add(correction(channel.channelId(), present.get(channel.channelId()),
                    earlier.get(channel.channelId())));
        }
        return updates;
    }

    private boolean isMeasuredLater(ChannelGroup group) {
        return Arrays.stream(MeasureType.values()).filter(type -> type.group() == group)
                .map(type -> shownAt.apply(type.timeChannel().channelId())).filter(Objects::nonNull)
                .anyMatch(shown -> shown.isAfter(span.end()));
    }

    private ChannelUpdate correction(String channelId, @Nullable ChannelUpdate now, @Nullable ChannelUpdate earlier) {
        ChannelUpdate newest = now != null ? now : earlier;
        if (newest == null) {
            return new ChannelUpdate(channelId, new TreeMap<>(Map.of(span.start(), UnDefType.UNDEF)), false,
                    Instant.EPOCH, span);
        }
        NavigableMap<Instant, State> states = new TreeMap<>();
        if (earlier != null) {
            states.put(span.start(), earlier.state());
        }
        if (now != null) {
            states.putAll(now.states());
        }
        states.putIfAbsent(span.end(), newest.state());
        return new ChannelUpdate(channelId, states, newest.history(), newest.time(), span);
    }

    private static Map<String, ChannelUpdate> byChannel(List<ChannelUpdate> updates) {
        return updates.stream().collect(Collectors.toMap(ChannelUpdate::channelId, update -> update));
    }
}
