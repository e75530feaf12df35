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
import java.util.List;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.State;

/**
 * How far a person has come on the way to the goals. Steps and sleep are told as the part of the goal that has been
 * reached, which may be more than all of it. A weight has a way to go from where it once was: from the weight at the
 * time when openHAB first knew of the goal, because Withings does not tell when and at what weight it was set.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class GoalProgress {

    /** Today's steps of those to walk in a day. */
    public static final ChannelDefinition STEPS = new ChannelDefinition(ChannelGroup.GOALS, "steps-progress",
            StateType.PROGRESS);
    /** Last night's sleep of that to sleep in a night. */
    public static final ChannelDefinition SLEEP = new ChannelDefinition(ChannelGroup.GOALS, "sleep-progress",
            StateType.PROGRESS);
    /** How much of the way to the weight has been covered, negative when it went the other way. */
    public static final ChannelDefinition WEIGHT = new ChannelDefinition(ChannelGroup.GOALS, "weight-progress",
            StateType.PROGRESS);
    /** How much heavier the person is than the goal, negative when lighter. */
    public static final ChannelDefinition WEIGHT_DIFFERENCE = new ChannelDefinition(ChannelGroup.GOALS,
            "weight-difference", StateType.WEIGHT_DIFFERENCE);
    /** The weight when the goal became known. */
    public static final ChannelDefinition WEIGHT_START = new ChannelDefinition(ChannelGroup.GOALS, "weight-start",
            StateType.ADVANCED_MASS);

    private static final int DECIMALS = 1;

    /**
     * What is known at present, each UNDEF where there is nothing or it has been too long ago.
     *
     * @param stepGoal {@link GoalChannels#STEPS}
     * @param todaysSteps the steps of a day that still goes on where the person is
     * @param sleepGoal {@link GoalChannels#SLEEP}
     * @param lastNightsSleep the total sleep of the last night
     * @param weightGoal {@link GoalChannels#WEIGHT}
     * @param weight the newest weight
     * @param weightStart {@link #WEIGHT_START}, if it is that of the present goal
     */
    public record Present(State stepGoal, State todaysSteps, State sleepGoal, State lastNightsSleep, State weightGoal,
            State weight, State weightStart) {}

    private GoalProgress() {
    }

    /**
     * @param present what is known at present
     * @param now the current time
     * @return an update of each channel, UNDEF where one side is missing; of the weight at the start only when it has
     *         just been found
     */
    public static List<ChannelUpdate> updates(Present present, Instant now) {
        BigDecimal goal = number(present.weightGoal(), StateType.WEIGHT_GOAL);
        BigDecimal weight = number(present.weight(), StateType.MASS);
        BigDecimal start = number(present.weightStart(), StateType.ADVANCED_MASS);
        List<ChannelUpdate> updates = new ArrayList<>();
        if (goal != null && weight != null && start == null) {
            start = weight;
            updates.add(update(WEIGHT_START, now, start));
        }
        boolean hasWay = goal != null && weight != null && start != null;
        updates.add(update(STEPS, now, percentage(number(present.todaysSteps(), StateType.COUNT),
                number(present.stepGoal(), StateType.STEP_GOAL))));
        updates.add(update(SLEEP, now, percentage(number(present.lastNightsSleep(), StateType.DURATION),
                number(present.sleepGoal(), StateType.SLEEP_GOAL))));
        updates.add(update(WEIGHT, now,
                hasWay ? percentage(start.subtract(weight), start.subtract(goal)) : null));
        updates.add(update(WEIGHT_DIFFERENCE, now, hasWay ? weight.subtract(goal) : null));
        return updates;
    }

    private static ChannelUpdate update(ChannelDefinition channel, Instant now, @Nullable BigDecimal value) {
        return ChannelUpdate.of(channel.channelId(), now, channel.type().state(value));
    }

    private static @Nullable BigDecimal percentage(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? null
                : part.movePointRight(2).divide(whole, DECIMALS, RoundingMode.HALF_UP);
    }

    /**
     * @return the number in the unit of the type, null where there is none
     */
    private static @Nullable BigDecimal number(State state, StateType type) {
        Unit<?> unit = type.unit();
        if (unit != null && state instanceof QuantityType<?> quantity) {
            QuantityType<?> converted = quantity.toUnit(unit);
            return converted == null ? null : converted.toBigDecimal();
        }
        return state instanceof DecimalType decimal ? decimal.toBigDecimal() : null;
    }
}
