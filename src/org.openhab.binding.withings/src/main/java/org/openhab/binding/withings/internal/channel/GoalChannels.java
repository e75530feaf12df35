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
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Goals;

/**
 * From what a person wants to reach to the channels of goals.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class GoalChannels {

    /** Steps a day. */
    public static final ChannelDefinition STEPS = new ChannelDefinition(ChannelGroup.GOALS, "steps",
            StateType.STEP_GOAL);
    /** Sleep a night. */
    public static final ChannelDefinition SLEEP = new ChannelDefinition(ChannelGroup.GOALS, "sleep",
            StateType.SLEEP_GOAL);
    /** The weight to reach. */
    public static final ChannelDefinition WEIGHT = new ChannelDefinition(ChannelGroup.GOALS, "weight",
            StateType.WEIGHT_GOAL);

    private GoalChannels() {
    }

    /**
     * @param goals the goals of one person
     * @param now the current time: Withings does not tell since when a goal holds
     * @return an update of each channel, UNDEF for a goal that is not set
     */
    public static List<ChannelUpdate> updates(Goals goals, Instant now) {
        Integer steps = goals.steps();
        Duration sleep = goals.sleep();
        return List.of(
                update(STEPS, now, steps == null ? null : BigDecimal.valueOf(steps)),
                update(SLEEP, now, sleep == null ? null : BigDecimal.valueOf(sleep.toSeconds())),
                update(WEIGHT, now, goals.weight()));
    }

    private static ChannelUpdate update(ChannelDefinition channel, Instant now, @Nullable BigDecimal value) {
        return ChannelUpdate.of(channel.channelId(), now, channel.type().state(value));
    }
}
