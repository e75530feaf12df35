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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.record.Goals;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class GoalChannelsTest {

    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");

    @Test
    void showsEveryGoalInItsUnit() {
        Goals goals = new Goals(9000, Duration.ofMinutes(450),
                new BigDecimal("68.500"));

        Updates updates = new Updates(GoalChannels.updates(goals, NOW));

        assertEquals(new DecimalType(9000), updates.state("goals#steps"));
        assertEquals(new QuantityType<>("27000 s"), updates.state("goals#sleep"));
        assertEquals(new QuantityType<>("68.5 kg"), updates.state("goals#weight"));
    }

    @Test
    void showsNothingForGoalsThatAreNotSet() {
        Updates updates = new Updates(GoalChannels.updates(new Goals(null, null, null), NOW));

        assertEquals(UnDefType.UNDEF, updates.state("goals#steps"));
        assertEquals(UnDefType.UNDEF, updates.state("goals#sleep"));
        assertEquals(UnDefType.UNDEF, updates.state("goals#weight"));
    }
}
