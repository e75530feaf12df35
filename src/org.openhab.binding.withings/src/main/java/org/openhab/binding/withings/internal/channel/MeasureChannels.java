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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.HeartRecording.AfibResult;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Attribution;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Maps measure groups to the channels of body, segments, heart, ECG and temperature.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MeasureChannels {
    /** Derived from weight and height, because Withings does not send it. */
    public static final ChannelDefinition BODY_MASS_INDEX = ChannelGroup.BODY.channel("bmi",
            StateType.BODY_MASS_INDEX);
    /** Time of the last SpO2 measurement, which usually differs from that of the blood pressure. */
    private static final ChannelDefinition SPO2_TIME = ChannelGroup.HEART.channel("spo2-time",
            StateType.ADVANCED_TIME);
    /** Blood glucose in mmol/L, because openHAB cannot convert mg/dL. */
    private static final ChannelDefinition GLUCOSE_MOLAR = ChannelGroup.HEART.channel("glucose-molar",
            StateType.GLUCOSE_MOLAR);

    /**
     * The groups with a time and a source channel, and the types whose last measurement these show: the first type that
     * the person has; without any of them, the newest measurement of the group.
     */
    private static final Map<ChannelGroup, List<MeasureType>> LEADING = new EnumMap<>(Map.of( //
            ChannelGroup.BODY, List.of(MeasureType.WEIGHT), //
            ChannelGroup.SEGMENTS, List.of(), //
            ChannelGroup.HEART, List.of(MeasureType.SYSTOLIC_PRESSURE), //
            ChannelGroup.TEMPERATURE,
            List.of(MeasureType.BODY_TEMPERATURE, MeasureType.TEMPERATURE, MeasureType.SKIN_TEMPERATURE)));

    private static final int CATEGORY_OBJECTIVE = 2;
    private static final BigDecimal MG_PER_DL_PER_MMOL_PER_L = new BigDecimal("18.016");
    private static final Comparator<MeasureGroup> BY_TIME = Comparator.comparing(MeasureGroup::date)
            .thenComparing(MeasureGroup::modified).thenComparing(MeasureGroup::id);

    private MeasureChannels() {
    }

    /** Returns the channel with the time of the leading measurement of a group. */
    static ChannelDefinition timeChannel(ChannelGroup group) {
        return group.channel("time", group == ChannelGroup.SEGMENTS ? StateType.ADVANCED_TIME : StateType.TIME);
    }

    /** Returns the channel with the device of the leading measurement of a group. */
    static ChannelDefinition sourceChannel(ChannelGroup group) {
        return group.channel("source", StateType.SOURCE);
    }

    /** Returns the channels of a type and those derived from it. */
    static Stream<ChannelDefinition> channels(MeasureType type) {
        return Stream.concat(type.channels().stream(), switch (type) {
            case WEIGHT -> Stream.of(BODY_MASS_INDEX);
            case SPO2 -> Stream.of(SPO2_TIME);
            case GLUCOSE -> Stream.of(GLUCOSE_MOLAR);
            default -> Stream.empty();
        });
    }

    /**
     * Returns a history for each channel with values, and times and sources of the channel groups. Objectives, values
     * out of range and ambiguous measurements are ignored; when the person confirms an ambiguous one, Withings sends it
     * again.
     *
     * @param groups measure groups of one person in any order; of two at the same time, the one modified last is used
     * @param heights heights of the person in metres by time; those of the groups are added to it
     * @param shownAt returns the time of the value that a channel ID shows, null if none; see {@link #LEADING}
     */
    public static List<ChannelUpdate> updates(Collection<MeasureGroup> groups,
            NavigableMap<Instant, BigDecimal> heights, Function<String, @Nullable Instant> shownAt,
            UnknownIds unknownIds) {
        Map<ChannelDefinition, NavigableMap<Instant, State>> histories = new LinkedHashMap<>();
        Map<MeasureType, MeasureGroup> newest = new EnumMap<>(MeasureType.class);
        for (MeasureGroup group : groups.stream().sorted(BY_TIME).toList()) {
            noteUnknown(group, unknownIds);
            // not only category 1, because watches send some temperatures in undocumented categories
            if (group.category() != CATEGORY_OBJECTIVE && group.attribution() != Attribution.AMBIGUOUS) {
                best(group).forEach((channel, measure) -> {
                    histories.computeIfAbsent(channel, added -> new TreeMap<>()).put(group.date(),
                            channel.type().state(measure.value()));
                    newest.put(Objects.requireNonNull(MeasureType.of(measure.type())), group);
                    if (channel.equals(MeasureType.HEIGHT.channel())) {
                        heights.put(group.date(), measure.value());
                    }
                });
            }
        }

        List<ChannelUpdate> updates = new ArrayList<>();
        histories.forEach((channel, states) -> updates.add(new ChannelUpdate(channel.channelId(), states, true)));
        addDerived(updates, BODY_MASS_INDEX, histories.get(MeasureType.WEIGHT.channel()),
                (time, kilograms) -> bodyMassIndex(kilograms, heightAt(time, heights)));
        addDerived(updates, GLUCOSE_MOLAR, histories.get(MeasureType.GLUCOSE.channel()),
                (time, glucose) -> StateType.GLUCOSE_MOLAR
                        .state(glucose.divide(MG_PER_DL_PER_MMOL_PER_L, 1, RoundingMode.HALF_UP)));
        MeasureGroup spo2 = newest.get(MeasureType.SPO2);
        if (spo2 != null) {
            updates.add(ChannelUpdate.of(SPO2_TIME, spo2.date(), new DateTimeType(spo2.date())));
        }
        LEADING.forEach((group, leading) -> addTimeAndSource(updates, group, leading, newest, shownAt));
        return updates;
    }

    /** Returns the preferred valid measure of each channel. */
    private static Map<ChannelDefinition, Measure> best(MeasureGroup group) {
        Map<ChannelDefinition, Measure> best = new LinkedHashMap<>();
        for (Measure measure : group.measures()) {
            MeasureType type = MeasureType.of(measure.type());
            ChannelDefinition channel = type == null ? null : type.channel(measure);
            if (type != null && channel != null && channel.type().accepts(measure.value())) {
                best.merge(channel, measure, (one, other) -> type.rank(other) < type.rank(one) ? other : one);
            }
        }
        return best;
    }

    private static void addDerived(List<ChannelUpdate> updates, ChannelDefinition channel,
            @Nullable NavigableMap<Instant, State> history, BiFunction<Instant, BigDecimal, State> derive) {
        NavigableMap<Instant, State> derived = new TreeMap<>();
        Objects.requireNonNullElse(history, derived).forEach((time, state) -> {
            if (state instanceof QuantityType<?> quantity) {
                derived.put(time, derive.apply(time, quantity.toBigDecimal()));
            }
        });
        derived.values().removeIf(UnDefType.UNDEF::equals);
        if (!derived.isEmpty()) {
            updates.add(new ChannelUpdate(channel.channelId(), derived, true));
        }
    }

    private static void addTimeAndSource(List<ChannelUpdate> updates, ChannelGroup group, List<MeasureType> leading,
            Map<MeasureType, MeasureGroup> newest, Function<String, @Nullable Instant> shownAt) {
        Predicate<MeasureType> isShown = type -> shownAt.apply(type.channel().channelId()) != null;
        MeasureType leader = leading.stream().filter(type -> newest.containsKey(type) || isShown.test(type)).findFirst()
                .orElse(null);
        MeasureGroup measured = leader != null
                ? newest.get(leader)
                : newest.entrySet().stream().filter(entry -> entry.getKey().group() == group).map(Map.Entry::getValue)
                        .max(BY_TIME).orElse(null);
        if (measured != null) {
            Instant time = measured.date();
            // the first value of the leading type replaces those shown so far, even if they are newer
            TimeSpan corrected = leader == null || isShown.test(leader) ? null : new TimeSpan(time, Instant.MAX);
            updates.add(ChannelUpdate.of(timeChannel(group), time, new DateTimeType(time)).correcting(corrected));
            updates.add(ChannelUpdate.of(sourceChannel(group), time, source(measured)).correcting(corrected));
        }
    }

    /** The last height before a time, because children grow; else the first one, because adults enter it once. */
    private static @Nullable BigDecimal heightAt(Instant time, NavigableMap<Instant, BigDecimal> heights) {
        Map.Entry<Instant, BigDecimal> height = heights.floorEntry(time);
        Map.Entry<Instant, BigDecimal> used = height == null ? heights.firstEntry() : height;
        return used == null ? null : used.getValue();
    }

    /** Returns the body mass index in kg/m², UNDEF without a height. */
    public static State bodyMassIndex(BigDecimal kilograms, @Nullable BigDecimal metres) {
        // without unit: openHAB's default unit for kg/m² is the Dobson unit of ozone layers
        return StateType.BODY_MASS_INDEX.state(metres == null || metres.signum() <= 0
                ? null
                : kilograms.divide(metres.multiply(metres), 2, RoundingMode.HALF_UP));
    }

    private static void noteUnknown(MeasureGroup group, UnknownIds unknownIds) {
        if (!Attribution.isKnown(group.attrib())) {
            unknownIds.seen(Kind.ATTRIB, group.attrib());
        }
        for (Measure measure : group.measures()) {
            MeasureType type = MeasureType.of(measure.type());
            if (type == null) {
                unknownIds.seen(Kind.MEASURE_TYPE, measure.type());
            } else if (type.channel().type() == StateType.AFIB_RESULT && AfibResult.of(measure.value()).isEmpty()) {
                unknownIds.seen(Kind.AFIB_RESULT, measure.value().toPlainString());
            }
        }
    }

    private static State source(MeasureGroup group) {
        String source = group.attribution() == Attribution.MANUAL ? "manual" : group.model();
        return source == null || source.isBlank() ? UnDefType.UNDEF : new StringType(source);
    }

    /** Finds measures that were deleted or moved within a notified span, which Withings does not report. */
    public static final class Corrections {
        private final TimeSpan span;
        /** The types in edited groups, which may have been moved from any time in the span. */
        private final Set<MeasureType> edited;
        private final List<MeasureGroup> within;
        private final Function<String, @Nullable Instant> shownAt;
        private final UnknownIds unknownIds;
        private final NavigableMap<Instant, BigDecimal> heights;
        private final Map<String, ChannelUpdate> present;

        /** @param groups all measure groups of the person in the span that Withings has notified */
        public Corrections(TimeSpan span, Collection<MeasureGroup> groups, NavigableMap<Instant, BigDecimal> heights,
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
            this.heights = heights;
            this.present = updates(within, heights).stream()
                    .collect(Collectors.toMap(ChannelUpdate::channelId, update -> update));
        }

        /**
         * Returns the types with a channel that shows a value of the span that no longer exists; if the span has no
         * groups or a group with the type was edited, also those that show a later value.
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
            // "within" also has ambiguous groups: they are not used, but they explain the notification
            return within.isEmpty() || edited.contains(type)
                    || span.contains(shown) && (update == null || !update.states().containsKey(shown));
        }

        /** Returns the types that have no valid measure in groups from before the span. */
        public Set<MeasureType> missing(Set<MeasureType> types, Collection<MeasureGroup> before) {
            Set<String> found = updates(before, new TreeMap<>()).stream().map(ChannelUpdate::channelId)
                    .collect(Collectors.toSet());
            return types(types,
                    type -> type.channels().stream().map(ChannelDefinition::channelId).noneMatch(found::contains));
        }

        private static Set<MeasureType> types(Collection<MeasureType> types, Predicate<MeasureType> wanted) {
            return types.stream().filter(wanted)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(MeasureType.class)));
        }

        /**
         * Returns the corrected states of the span for each channel of the types, including the state to show.
         *
         * @param before measure groups from before the span, including the newest one of each type
         */
        public List<ChannelUpdate> updates(Set<MeasureType> types, Collection<MeasureGroup> before) {
            Stream<ChannelDefinition> timesAndSources = types.stream().map(MeasureType::group).distinct()
                    .filter(LEADING::containsKey).filter(group -> {
                        Instant shown = shownAt.apply(timeChannel(group).channelId());
                        return shown != null && span.contains(shown);
                    }).flatMap(group -> Stream.of(timeChannel(group), sourceChannel(group)));
            return ChannelUpdate.corrections(span,
                    Stream.concat(types.stream().flatMap(MeasureChannels::channels), timesAndSources)
                            .map(ChannelDefinition::channelId),
                    updates(Stream.concat(before.stream(), within.stream()).toList(), heights));
        }

        private List<ChannelUpdate> updates(Collection<MeasureGroup> groups,
                NavigableMap<Instant, BigDecimal> knownHeights) {
            return MeasureChannels.updates(groups, knownHeights, channelId -> null, unknownIds);
        }
    }
}
