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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.types.State;

/**
 * Maps goals to their channels and calculates the progress towards them. Steps and sleep are percentages of the goal
 * and may exceed 100 %. Weight progress starts from the weight when the goal was first read, because Withings does not
 * send when it was set.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class GoalChannels {
    public static final ChannelDefinition STEPS = ChannelGroup.GOALS.channel("steps", StateType.STEP_GOAL);
    public static final ChannelDefinition SLEEP = ChannelGroup.GOALS.channel("sleep", StateType.SLEEP_GOAL);
    public static final ChannelDefinition WEIGHT = ChannelGroup.GOALS.channel("weight", StateType.WEIGHT_GOAL);
    static final ChannelDefinition STEPS_PROGRESS = ChannelGroup.GOALS.channel("steps-progress", StateType.PROGRESS);
    static final ChannelDefinition SLEEP_PROGRESS = ChannelGroup.GOALS.channel("sleep-progress", StateType.PROGRESS);
    /** Weight change since the start as a percentage of the planned change, negative in the wrong direction. */
    static final ChannelDefinition WEIGHT_PROGRESS = ChannelGroup.GOALS.channel("weight-progress", StateType.PROGRESS);
    static final ChannelDefinition WEIGHT_DIFFERENCE = ChannelGroup.GOALS.channel("weight-difference",
            StateType.WEIGHT_DIFFERENCE);
    /** Weight when the goal was first read. */
    public static final ChannelDefinition WEIGHT_START = ChannelGroup.GOALS.channel("weight-start",
            StateType.ADVANCED_MASS);

    /** The current states to calculate the progress from, UNDEF if unknown or stale. */
    public record Present(State stepGoal, State todaysSteps, State sleepGoal, State lastNightsSleep, State weightGoal,
            State weight, State weightStart) {}

    private GoalChannels() {
    }

    /** Returns an update of each goal, UNDEF if it is not set. */
    public static List<ChannelUpdate> updates(Goals goals, Instant now) {
        Integer steps = goals.steps();
        Duration sleep = goals.sleep();
        return List.of(
                update(STEPS, now, steps == null ? null : BigDecimal.valueOf(steps)),
                update(SLEEP, now, sleep == null ? null : BigDecimal.valueOf(sleep.toSeconds())),
                update(WEIGHT, now, goals.weight()));
    }

    /** Returns an update of each progress channel, UNDEF if a value is missing, and of the start weight if new. */
    public static List<ChannelUpdate> progress(Present present, Instant now) {
        BigDecimal goal = StateType.WEIGHT_GOAL.number(present.weightGoal());
        BigDecimal weight = StateType.MASS.number(present.weight());
        BigDecimal start = StateType.MASS.number(present.weightStart());
        List<ChannelUpdate> updates = new ArrayList<>();
        if (goal != null && weight != null && start == null) {
            start = weight;
            updates.add(update(WEIGHT_START, now, start));
        }
        boolean complete = goal != null && weight != null && start != null;
        updates.add(update(STEPS_PROGRESS, now, percentage(StateType.STEPS.number(present.todaysSteps()),
                StateType.STEP_GOAL.number(present.stepGoal()))));
        updates.add(update(SLEEP_PROGRESS, now, percentage(StateType.DURATION.number(present.lastNightsSleep()),
                StateType.SLEEP_GOAL.number(present.sleepGoal()))));
        updates.add(update(WEIGHT_PROGRESS, now,
                complete ? percentage(start.subtract(weight), start.subtract(goal)) : null));
        updates.add(update(WEIGHT_DIFFERENCE, now, complete ? weight.subtract(goal) : null));
        return updates;
    }

    private static ChannelUpdate update(ChannelDefinition channel, Instant now, @Nullable BigDecimal value) {
        return ChannelUpdate.of(channel, now, channel.type().state(value));
    }

    private static @Nullable BigDecimal percentage(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? null
                : part.movePointRight(2).divide(whole, 1, RoundingMode.HALF_UP);
    }
}
