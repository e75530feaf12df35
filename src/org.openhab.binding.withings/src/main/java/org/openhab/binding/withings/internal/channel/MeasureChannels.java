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
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.HeartRecording.AfibResult;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Attribution;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.TimeSpan;
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
    /** Time of the SpO2 measurement, which is seldom that of the blood pressure. */
    private static final ChannelDefinition SPO2_TIME = ChannelGroup.HEART.channel("spo2-time",
            StateType.ADVANCED_TIME);
    /** Blood glucose in mmol/L; openHAB cannot convert mg/dL to it. */
    private static final ChannelDefinition GLUCOSE_MOLAR = ChannelGroup.HEART.channel("glucose-molar",
            StateType.GLUCOSE_MOLAR);

    /**
     * The groups with a time and a source, and the types that both follow: the first one that the person has, without
     * any of them the newest measurement of the group.
     */
    static final Map<ChannelGroup, List<MeasureType>> LEADING = new EnumMap<>(Map.of( //
            ChannelGroup.BODY, List.of(MeasureType.WEIGHT), //
            ChannelGroup.SEGMENTS, List.of(), //
            ChannelGroup.HEART, List.of(MeasureType.SYSTOLIC_PRESSURE), //
            ChannelGroup.TEMPERATURE,
            List.of(MeasureType.BODY_TEMPERATURE, MeasureType.TEMPERATURE, MeasureType.SKIN_TEMPERATURE)));

    private static final int CATEGORY_OBJECTIVE = 2;
    /** Withings reference, Measure - Getmeas, "position": from the right wrist to what the hands hold. */
    private static final int LAST_POSITION = 31;
    private static final BigDecimal MG_PER_DL_PER_MMOL_PER_L = new BigDecimal("18.016");
    private static final Comparator<MeasureGroup> BY_TIME_BETTER_LAST = Comparator.comparing(MeasureGroup::date)
            .thenComparing(MeasureGroup::modified).thenComparing(MeasureGroup::id);

    private MeasureChannels() {
    }

    /**
     * @return the channel with the time of the leading measurement of a group
     */
    static ChannelDefinition timeChannel(ChannelGroup group) {
        return group.channel("time", StateType.TIME);
    }

    /**
     * @return the channel with the device of the leading measurement of a group
     */
    static ChannelDefinition sourceChannel(ChannelGroup group) {
        return group.channel("source", StateType.SOURCE);
    }

    /**
     * @return the channels derived from those of a type
     */
    static List<ChannelDefinition> derivedChannels(MeasureType type) {
        return switch (type) {
            case WEIGHT -> List.of(BODY_MASS_INDEX);
            case SPO2 -> List.of(SPO2_TIME);
            case GLUCOSE -> List.of(GLUCOSE_MOLAR);
            default -> List.of();
        };
    }

    /**
     * Maps measures to states. Objectives, values out of range and ambiguous measurements are left out; once the user
     * claims an ambiguous one, Withings sends it again as certain.
     *
     * @param groups measure groups of one person in any order; of two of the same second, the one modified last counts
     * @param heights heights of the person that may not be among the groups
     * @param shownAt the time of the value that a channel shows, null if it shows none; decides what leads a group
     * @return a history for each channel with values; times and sources of the channel groups
     */
    public static List<ChannelUpdate> updates(Collection<MeasureGroup> groups, Heights heights,
            Function<String, @Nullable Instant> shownAt, UnknownIds unknownIds) {
        Map<ChannelDefinition, NavigableMap<Instant, State>> histories = new LinkedHashMap<>();
        Map<MeasureType, MeasureGroup> newest = new EnumMap<>(MeasureType.class);
        for (MeasureGroup group : groups.stream().sorted(BY_TIME_BETTER_LAST).toList()) {
            noteUnknown(group, unknownIds);
            if (isOfThisPerson(group)) {
                best(group).forEach((channel, measure) -> {
                    histories.computeIfAbsent(channel, added -> new TreeMap<>()).put(group.date(),
                            channel.type().state(measure.value()));
                    newest.put(Objects.requireNonNull(MeasureType.of(measure.type())), group);
                });
            }
        }

        List<ChannelUpdate> updates = new ArrayList<>();
        histories.forEach((channel, states) -> updates.add(new ChannelUpdate(channel.channelId(), states, true)));
        Heights allHeights = heights.with(Heights.of(updates));
        addDerived(updates, BODY_MASS_INDEX, histories.get(MeasureType.WEIGHT.channel()),
                (time, kilograms) -> bodyMassIndex(kilograms, allHeights.at(time)));
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

    /**
     * @return the preferred valid measure of each channel
     */
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
                        .max(BY_TIME_BETTER_LAST).orElse(null);
        if (measured != null) {
            Instant time = measured.date();
            // the first value of a leading type counts even if another type has been measured later
            TimeSpan corrected = leader == null || isShown.test(leader) ? null : new TimeSpan(time, Instant.MAX);
            updates.add(ChannelUpdate.of(timeChannel(group), time, new DateTimeType(time))
                    .correcting(corrected));
            updates.add(ChannelUpdate.of(sourceChannel(group), time, source(measured))
                    .correcting(corrected));
        }
    }

    /**
     * @return the body mass index in kg/m², UNDEF without a height
     */
    public static State bodyMassIndex(BigDecimal kilograms, @Nullable BigDecimal metres) {
        // a plain number: openHAB's default unit for kg/m² items is the Dobson unit of ozone layers
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
            Integer position = measure.position();
            if (type == null) {
                unknownIds.seen(Kind.MEASURE_TYPE, measure.type());
            } else if (type.channel().type() == StateType.AFIB_RESULT
                    && !AfibResult.isKnown(measure.value())) {
                unknownIds.seen(Kind.AFIB_RESULT, measure.value().toPlainString());
            }
            if (position != null && (position < 0 || position > LAST_POSITION)) {
                unknownIds.seen(Kind.POSITION, position);
            }
        }
    }

    /**
     * Watches send some temperatures under undocumented categories, so only objectives are left out.
     */
    private static boolean isOfThisPerson(MeasureGroup group) {
        return group.category() != CATEGORY_OBJECTIVE && group.attribution() != Attribution.AMBIGUOUS;
    }

    private static State source(MeasureGroup group) {
        if (group.attribution() == Attribution.MANUAL) {
            return new StringType("manual");
        }
        String model = group.model();
        return model == null || model.isBlank() ? UnDefType.UNDEF : new StringType(model);
    }

    /**
     * The heights of a person over time: adults enter theirs once, children grow.
     *
     * @param byTime heights in metres by the time at which they were measured
     */
    public record Heights(NavigableMap<Instant, BigDecimal> byTime) {

        /** No height known. */
        public static final Heights NONE = new Heights(Collections.emptyNavigableMap());

        /**
         * @return the heights among updates of measures
         */
        public static Heights of(Collection<ChannelUpdate> updates) {
            String channelId = MeasureType.HEIGHT.channel().channelId();
            NavigableMap<Instant, BigDecimal> found = new TreeMap<>();
            updates.stream().filter(update -> channelId.equals(update.channelId()))
                    .forEach(update -> update.states().forEach((time, state) -> {
                        if (state instanceof QuantityType<?> metres) {
                            found.put(time, metres.toBigDecimal());
                        }
                    }));
            return new Heights(found);
        }

        /**
         * @return these heights and others of the same person
         */
        public Heights with(Heights others) {
            NavigableMap<Instant, BigDecimal> all = new TreeMap<>(byTime);
            all.putAll(others.byTime);
            return new Heights(all);
        }

        /**
         * @return the height in metres at a time: the last one measured before, or else the first one after; null if
         *         none is known
         */
        @Nullable
        BigDecimal at(Instant time) {
            Map.Entry<Instant, BigDecimal> before = byTime.floorEntry(time);
            return before != null ? before.getValue() : byTime.isEmpty() ? null : byTime.firstEntry().getValue();
        }
    }
}
