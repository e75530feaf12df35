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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.record.WorkoutCategory;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From workouts to the channels of the last one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WorkoutChannels {

    /** What was done. */
    public static final ChannelDefinition CATEGORY = new ChannelDefinition(ChannelGroup.WORKOUT, "category",
            StateType.WORKOUT_CATEGORY);
    /** When the workout began. */
    public static final ChannelDefinition START = new ChannelDefinition(ChannelGroup.WORKOUT, "start", StateType.TIME);
    /** When the workout ended. */
    public static final ChannelDefinition END = new ChannelDefinition(ChannelGroup.WORKOUT, "end", StateType.TIME);
    /** From the start to the end. */
    public static final ChannelDefinition DURATION = new ChannelDefinition(ChannelGroup.WORKOUT, "duration",
            StateType.SHORT_DURATION);
    /** The duration without the pauses. */
    public static final ChannelDefinition ACTIVE_DURATION = new ChannelDefinition(ChannelGroup.WORKOUT,
            "active-duration", StateType.SHORT_DURATION);
    /** Whether the temperature inside the body was as usual. */
    public static final ChannelDefinition CORE_BODY_TEMPERATURE_STATUS = new ChannelDefinition(ChannelGroup.WORKOUT,
            "core-body-temperature-status", StateType.CORE_BODY_TEMPERATURE_STATUS);
    /** Fires when a workout has arrived that ended later than all before; the event is the category. */
    public static final ChannelDefinition RECORDED = new ChannelDefinition(ChannelGroup.WORKOUT, "recorded",
            StateType.WORKOUT_EVENT);

    /** The order of workouts: the last one is the one that ended last. */
    public static final Comparator<Workout> BY_END = Comparator.comparing(Workout::end).thenComparing(Workout::start)
            .thenComparing(Workout::modified);

    private static final String UNKNOWN = "UNKNOWN";

    /** What each channel shows of a workout, in the order of the channels. */
    private static final Map<ChannelDefinition, Function<Workout, State>> STATES = states();

    private WorkoutChannels() {
    }

    private static Map<ChannelDefinition, Function<Workout, State>> states() {
        Map<ChannelDefinition, Function<Workout, State>> states = new LinkedHashMap<>();
        states.put(CATEGORY, workout -> new StringType(WorkoutCategory.nameOf(workout.category())));
        states.put(START, workout -> new DateTimeType(workout.start()));
        states.put(END, workout -> new DateTimeType(workout.end()));
        states.put(DURATION, workout -> duration(DURATION, length(workout)));
        states.put(ACTIVE_DURATION, workout -> duration(ACTIVE_DURATION, activeDuration(workout)));
        for (WorkoutField field : WorkoutField.values()) {
            states.put(field.channel(), workout -> field.channel().type().state(field.value(workout.values())));
        }
        states.put(CORE_BODY_TEMPERATURE_STATUS, workout -> status(workout.coreTemperatureStatus()));
        return states;
    }

    /**
     * Every channel gets its update: UNDEF where the last workout has no such number. The others become the history of
     * the values; each workout's values are true from its end.
     *
     * @param workouts workouts of one person in any order, each in its newest version, among them the last one
     * @return the updates, none without a workout
     */
    public static List<ChannelUpdate> updates(Collection<Workout> workouts) {
        List<Workout> inOrder = workouts.stream().sorted(BY_END).toList();
        if (inOrder.isEmpty()) {
            return List.of();
        }
        Workout last = inOrder.get(inOrder.size() - 1);
        List<ChannelUpdate> updates = new ArrayList<>();
        STATES.forEach((channel, stateOf) -> {
            NavigableMap<Instant, State> states = new TreeMap<>();
            for (Workout workout : inOrder) {
                State state = stateOf.apply(workout);
                if (state != UnDefType.UNDEF || workout == last) {
                    states.put(workout.end(), state);
                }
            }
            updates.add(new ChannelUpdate(channel.channelId(), states, hasHistory(channel)));
        });
        return updates;
    }

    /**
     * Takes back what was told of workouts that are gone, or ended at another time than it seemed.
     *
     * @param gone from the first to the last moment at which such a workout was said to have ended
     * @param within the workouts that did end in that time, the last one last
     * @param before the last workout that ended before, null if there is none
     * @return what is true of that time, and what to show if one of those workouts is shown
     */
    public static List<ChannelUpdate> corrections(TimeSpan gone, List<Workout> within, @Nullable Workout before) {
        Workout last = within.isEmpty() ? before : within.get(within.size() - 1);
        List<ChannelUpdate> updates = new ArrayList<>();
        STATES.forEach((channel, stateOf) -> {
            NavigableMap<Instant, State> states = new TreeMap<>();
            // a time series replaces what is stored between its first and its last point
            states.put(gone.start(), before == null ? UnDefType.UNDEF : stateOf.apply(before));
            within.forEach(workout -> states.put(workout.end(), stateOf.apply(workout)));
            states.put(gone.end(), last == null ? UnDefType.UNDEF : stateOf.apply(last));
            updates.add(new ChannelUpdate(channel.channelId(), states, hasHistory(channel),
                    last == null ? Instant.EPOCH : last.end(), gone));
        });
        return updates;
    }

    private static boolean hasHistory(ChannelDefinition channel) {
        return channel.type() != StateType.TIME;
    }

    /**
     * @param workout a workout that is new
     * @return the event that tells of it
     */
    public static ChannelUpdate recorded(Workout workout) {
        return ChannelUpdate.event(RECORDED.channelId(), workout.end(), WorkoutCategory.nameOf(workout.category()));
    }

    /**
     * @param workout a workout
     * @return how long it took without its pauses
     */
    public static Duration activeDuration(Workout workout) {
        BigDecimal pauses = WorkoutField.PAUSE_DURATION.value(workout.values());
        Duration active = pauses == null || pauses.signum() < 0
                ? length(workout)
                : length(workout).minusSeconds(pauses.longValue());
        return active.isNegative() ? Duration.ZERO : active;
    }

    private static Duration length(Workout workout) {
        return Duration.between(workout.start(), workout.end());
    }

    private static State duration(ChannelDefinition channel, Duration duration) {
        return channel.type().state(BigDecimal.valueOf(duration.toSeconds()));
    }

    private static State status(@Nullable String word) {
        String status = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
        return status.isEmpty() || UNKNOWN.equals(status) ? UnDefType.UNDEF : new StringType(status);
    }
}
