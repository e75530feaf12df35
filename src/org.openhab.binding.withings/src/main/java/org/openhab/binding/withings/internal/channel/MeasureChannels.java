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
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.AfibResult;
import org.openhab.binding.withings.internal.record.Attribution;
import org.openhab.binding.withings.internal.record.Measure;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries.Entry;
import org.openhab.core.types.UnDefType;

/**
 * From measure groups to the channels of body, segments, heart, ECG and temperature.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureChannels {

    /** The weight in relation to the height, which Withings does not tell. */
    public static final ChannelDefinition BODY_MASS_INDEX = new ChannelDefinition(ChannelGroup.BODY, "bmi",
            StateType.BODY_MASS_INDEX);
    /** What the source channels show for values that were typed in by hand. */
    public static final String MANUAL = "manual";

    private static final int CATEGORY_OBJECTIVE = 2;
    /** Withings reference, Measure - Getmeas, "position": from the right wrist to what the hands hold. */
    private static final int LAST_POSITION = 31;
    private static final Comparator<MeasureGroup> BY_TIME_BETTER_LAST = Comparator.comparing(MeasureGroup::date)
            .thenComparing(MeasureGroup::modified).thenComparing(MeasureGroup::id);

    private MeasureChannels() {
    }

    /**
     * @param group a channel group that shows measures
     * @return the channel that tells which device the newest measurement of the group comes from
     */
    public static ChannelDefinition sourceChannel(ChannelGroup group) {
        return new ChannelDefinition(group, "source", StateType.SOURCE);
    }

    /**
     * Left out are objectives, values that cannot be true, and whatever Withings is not sure to belong to this person:
     * once somebody claims such a weigh-in, Withings tells it again as a certain one.
     *
     * @param groups measure groups of one person in any order; where two tell of the same moment, the one modified last
     *            counts
     * @param heights how tall the person has been, as far as the groups do not tell
     * @param unknownIds notes what Withings has added since this was written, also in groups that are left out
     * @return for each channel with values those values as a history, the time of the last one, and its source
     */
    public static List<ChannelUpdate> updates(Collection<MeasureGroup> groups, Heights heights, UnknownIds unknownIds) {
        Map<ChannelDefinition, Course> courses = new LinkedHashMap<>();
        Map<ChannelGroup, MeasureGroup> sources = new EnumMap<>(ChannelGroup.class);
        // everything is done in a single walk: the measures of a page are too many for the caches of a small processor
        groups.stream().sorted(BY_TIME_BETTER_LAST).forEach(group -> {
            boolean ofThisPerson = isOfThisPerson(group);
            if (!Attribution.isKnown(group.attrib())) {
                unknownIds.seen(Kind.ATTRIB, group.attrib());
            }
            for (Measure measure : group.measures()) {
                MeasureType type = MeasureType.of(measure.type());
                noteUnknown(type, measure, unknownIds);
                ChannelDefinition channel = type == null || !ofThisPerson ? null : type.channel(measure);
                if (type != null && channel != null && channel.type().accepts(measure.value())) {
                    courses.computeIfAbsent(channel, added -> new Course(added, groups.size())).add(group, type,
                            measure);
                    sources.put(channel.group(), group);
                }
            }
        });

        List<ChannelUpdate> updates = new ArrayList<>();
        courses.values().forEach(course -> updates.add(history(course.channel, course.points)));
        Course weights = courses.get(MeasureType.WEIGHT.channels().get(0));
        if (weights != null) {
            List<Entry> indices = bodyMassIndices(weights, heights.with(Heights.of(updates)));
            if (!indices.isEmpty()) {
                updates.add(history(BODY_MASS_INDEX, indices));
            }
        }
        for (MeasureType type : MeasureType.values()) {
            type.channels().stream().map(courses::get).filter(Objects::nonNull).map(Course::end)
                    .max(Comparator.naturalOrder()).ifPresent(newest -> updates.add(ChannelUpdate
                            .of(type.timeChannel().channelId(), newest, new DateTimeType(newest))));
        }
        sources.forEach((group, newest) -> updates
                .add(ChannelUpdate.of(sourceChannel(group).channelId(), newest.date(), source(newest))));
        return updates;
    }

    private static ChannelUpdate history(ChannelDefinition channel, List<Entry> points) {
        return new ChannelUpdate(channel.channelId(), points, true, points.get(points.size() - 1).timestamp(), null,
                false);
    }

    private static List<Entry> bodyMassIndices(Course weights, Heights heights) {
        List<Entry> indices = new ArrayList<>();
        for (Entry weight : weights.points) {
            if (weight.state()instanceof QuantityType<?> kilograms) {
                State index = bodyMassIndex(kilograms.toBigDecimal(), heights.at(weight.timestamp()));
                if (index != UnDefType.UNDEF) {
                    indices.add(new Entry(weight.timestamp(), index));
                }
            }
        }
        return indices;
    }

    /**
     * The states of a channel, which come in the order of their times: a search tree for them would take a large part
     * of the time of a long import.
     */
    private static final class Course {
        private final ChannelDefinition channel;
        private final List<Entry> points;
        private @Nullable MeasureGroup lastGroup;
        /** How well the measure of the last point stands for the channel. */
        private int lastRank;

        Course(ChannelDefinition channel, int longest) {
            this.channel = channel;
            this.points = new ArrayList<>(longest);
        }

        /**
         * A group of the same time takes the place of one that was modified earlier; within a group the measure counts
         * that stands best for its channel.
         */
        void add(MeasureGroup group, MeasureType type, Measure measure) {
            int rank = type.rank(measure);
            if (group == lastGroup && lastRank <= rank) {
                return;
            }
            Entry point = new Entry(group.date(), channel.type().state(measure.value()));
            if (!points.isEmpty() && end().equals(group.date())) {
                points.set(points.size() - 1, point);
            } else {
                points.add(point);
            }
            lastGroup = group;
            lastRank = rank;
        }

        Instant end() {
            return points.get(points.size() - 1).timestamp();
        }
    }

    /**
     * @param kilograms the weight
     * @param metres the height, null when it is not known
     * @return the body mass index in kg/m², UNDEF without a height
     */
    public static State bodyMassIndex(BigDecimal kilograms, @Nullable BigDecimal metres) {
        // openHAB has a unit for it, but its items would rather have the incompatible one of ozone layers
        return StateType.BODY_MASS_INDEX.state(metres == null || metres.signum() <= 0
                ? null
                : kilograms.divide(metres.multiply(metres), 2, RoundingMode.HALF_UP));
    }

    private static void noteUnknown(@Nullable MeasureType type, Measure measure, UnknownIds unknownIds) {
        Integer position = measure.position();
        if (type == null) {
            unknownIds.seen(Kind.MEASURE_TYPE, measure.type());
        } else if (type.channels().get(0).type() == StateType.AFIB_RESULT && !AfibResult.isKnown(measure.value())) {
            unknownIds.seen(Kind.AFIB_RESULT, measure.value().toPlainString());
        }
        if (position != null && (position < 0 || position > LAST_POSITION)) {
            unknownIds.seen(Kind.POSITION, position);
        }
    }

    // Watches file some of their temperatures under categories of their own: only objectives are to be left out.
    static boolean isOfThisPerson(MeasureGroup group) {
        return group.category() != CATEGORY_OBJECTIVE && group.attribution() != Attribution.AMBIGUOUS;
    }

    private static State source(MeasureGroup group) {
        if (group.attribution() == Attribution.MANUAL) {
            return new StringType(MANUAL);
        }
        String model = group.model();
        return model == null || model.isBlank() ? UnDefType.UNDEF : new StringType(model);
    }
}
