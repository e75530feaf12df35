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
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.MeasureChannels.Heights;

/**
 * Finds measures that have been deleted or moved within a notified span, and the updates that remove them. Withings
 * reports no deletions, so the rows of the span are compared with the values shown.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureCorrections {

    private final TimeSpan span;
    /** Of a group that was edited, the time may have been changed from any time in the span. */
    private final Set<MeasureType> edited;
    private final List<MeasureGroup> within;
    private final Function<String, @Nullable Instant> shownAt;
    private final UnknownIds unknownIds;
    private final Map<String, ChannelUpdate> present;

    /**
     * @param span a span that Withings has notified
     * @param groups all measure groups of the person measured in the span
     * @param shownAt the time of the value that a channel shows, null if it shows none
     */
    public MeasureCorrections(TimeSpan span, Collection<MeasureGroup> groups, Heights heights,
            Function<String, @Nullable Instant> shownAt, UnknownIds unknownIds) {
        this.span = span;
        this.within = groups.stream().filter(group -> span.contains(group.date())).toList();
        this.edited = span.isMomentary()
                ? Set.of()
                : within.stream().filter(MeasureGroup::edited).flatMap(group -> group.measures().stream())
                        .map(measure -> MeasureType.of(measure.type())).filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        this.shownAt = shownAt;
        this.unknownIds = unknownIds;
        this.present = byChannel(within, heights);
    }

    /**
     * @return the types with a channel whose value shown lies in the span and is in no row; if the span is empty or a
     *         row of the type was edited, also those whose value shown is later
     */
    public Set<MeasureType> gone() {
        return types(List.of(MeasureType.values()),
                type -> type.channels().stream().anyMatch(channel -> isGone(type, channel)));
    }

    private boolean isGone(MeasureType type, ChannelDefinition channel) {
        Instant shown = shownAt.apply(channel.channelId());
        if (shown == null || shown.isBefore(span.start())) {
            return false;
        }
        ChannelUpdate update = present.get(channel.channelId());
        // a group that may belong to another person is no measure of this one, but it explains the notification
        return within.isEmpty() || edited.contains(type)
                || span.contains(shown) && (update == null || !update.states().containsKey(shown));
    }

    /**
     * @param before measure groups from before the span
     * @return the types without a valid measure among the groups
     */
    public Set<MeasureType> missing(Set<MeasureType> types, Collection<MeasureGroup> before) {
        Set<String> found = byChannel(before, Heights.NONE).keySet();
        return types(types, type -> type.channels().stream().map(ChannelDefinition::channelId)
                .noneMatch(found::contains));
    }

    private static Set<MeasureType> types(Collection<MeasureType> types, Predicate<MeasureType> wanted) {
        return types.stream().filter(wanted)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MeasureType.class)));
    }

    /**
     * @param types the types to correct
     * @param before measure groups from before the span, among them the newest ones of the types
     * @param heights heights of the person, without those that are gone
     * @return for each channel of the types the states of the span, and what to show if the value shown is gone
     */
    public List<ChannelUpdate> updates(Set<MeasureType> types, Collection<MeasureGroup> before, Heights heights) {
        Stream<ChannelDefinition> values = types.stream().flatMap(
                type -> Stream.concat(type.channels().stream(), MeasureChannels.derivedChannels(type).stream()));
        Stream<ChannelDefinition> timesAndSources = types.stream().map(MeasureType::group).distinct()
                .filter(MeasureChannels.LEADING::containsKey).filter(group -> {
                    Instant shown = shownAt.apply(MeasureChannels.timeChannel(group).channelId());
                    return shown != null && span.contains(shown);
                })
                .flatMap(group -> Stream.of(MeasureChannels.timeChannel(group), MeasureChannels.sourceChannel(group)));
        return ChannelUpdate.corrections(span,
                Stream.concat(values, timesAndSources).map(ChannelDefinition::channelId),
                byChannel(Stream.concat(before.stream(), within.stream()).toList(), heights).values());
    }

    private Map<String, ChannelUpdate> byChannel(Collection<MeasureGroup> groups, Heights heights) {
        return MeasureChannels.updates(groups, heights, channelId -> null, unknownIds).stream()
                .collect(Collectors.toMap(ChannelUpdate::channelId, update -> update));
    }
}
