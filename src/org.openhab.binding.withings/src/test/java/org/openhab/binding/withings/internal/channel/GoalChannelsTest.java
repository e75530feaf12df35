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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.PersonApi.Goals;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class GoalChannelsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T03:00:00Z");

    @Test
    void showsEveryGoalInItsUnit() {
        Updates updates = new Updates(
                GoalChannels.updates(new Goals(9000, Duration.ofMinutes(450), new BigDecimal("68.500")), NOW));
        Updates none = new Updates(GoalChannels.updates(new Goals(null, null, null), NOW));

        assertEquals(new DecimalType(9000), updates.state("goals#steps"));
        assertEquals(new QuantityType<>("27000 s"), updates.state("goals#sleep"));
        assertEquals(new QuantityType<>("68.5 kg"), updates.state("goals#weight"));
        none.all().forEach(update -> assertEquals(UnDefType.UNDEF, update.state()));
    }

    @ParameterizedTest
    @CsvSource({ "9000, 4500, 50 %", "9000, 0, 0 %", "9000, 11700, 130 %", "3000, 1000, 33.3 %", "9000, UNDEF, UNDEF",
            "UNDEF, 4500, UNDEF", "0, 4500, UNDEF" })
    void showsStepsAsAPercentageOfTheGoal(String goal, String steps, String expected) {
        assertEquals(state(expected), updates(goal, steps, "UNDEF", "UNDEF").state("goals#steps-progress"));
    }

    @ParameterizedTest
    @CsvSource({ "28800 s, 25200 s, 87.5 %", "8 h, 480 min, 100 %", "28800 s, UNDEF, UNDEF", "UNDEF, 25200 s, UNDEF" })
    void showsSleepAsAPercentageOfTheGoal(String goal, String sleep, String expected) {
        assertEquals(state(expected), updates("UNDEF", "UNDEF", goal, sleep).state("goals#sleep-progress"));
    }

    @ParameterizedTest
    @CsvSource({ "70 kg, 75.5 kg, 80 kg, 45 %, 5.5 kg", "70 kg, 80 kg, 80 kg, 0 %, 10 kg",
            "70 kg, 70 kg, 80 kg, 100 %, 0 kg", "70 kg, 69 kg, 80 kg, 110 %, -1 kg",
            "70 kg, 81 kg, 80 kg, -10 %, 11 kg",
            "80 kg, 75 kg, 70 kg, 50 %, -5 kg", "70 kg, 75000 g, 80 kg, 50 %, 5 kg",
            "70 kg, UNDEF, 80 kg, UNDEF, UNDEF", "UNDEF, 75 kg, 80 kg, UNDEF, UNDEF",
            "70 kg, 71 kg, 70 kg, UNDEF, 1 kg" })
    void showsTheWeightBetweenStartAndGoal(String goal, String weight, String start, String progress, String left) {
        Updates updates = weight(goal, weight, start);

        assertEquals(state(progress), updates.state("goals#weight-progress"));
        assertEquals(state(left), updates.state("goals#weight-difference"));
    }

    @Test
    void startsFromTheFirstWeightAfterTheGoalWasRead() {
        Updates updates = weight("70 kg", "75.5 kg", "UNDEF");

        assertEquals(new QuantityType<>("75.5 kg"), updates.state("goals#weight-start"));
        assertEquals(new QuantityType<>("0 %"), updates.state("goals#weight-progress"));
    }

    @ParameterizedTest
    @CsvSource({ "70 kg, 75 kg, 80 kg", "70 kg, UNDEF, UNDEF", "UNDEF, 75 kg, UNDEF" })
    void keepsTheStartWeightOtherwise(String goal, String weight, String start) {
        assertThat(weight(goal, weight, start).have("goals#weight-start"), is(false));
    }

    private static Updates updates(String stepGoal, String steps, String sleepGoal, String sleep) {
        return new Updates(GoalChannels.progress(new GoalChannels.Present(state(stepGoal), state(steps),
                state(sleepGoal), state(sleep), UnDefType.UNDEF, UnDefType.UNDEF, UnDefType.UNDEF), NOW));
    }

    private static Updates weight(String goal, String weight, String start) {
        return new Updates(GoalChannels.progress(new GoalChannels.Present(UnDefType.UNDEF, UnDefType.UNDEF,
                UnDefType.UNDEF, UnDefType.UNDEF, state(goal), state(weight), state(start)), NOW));
    }

    private static State state(String text) {
        if (text.equals("UNDEF")) {
            return UnDefType.UNDEF;
        }
        return text.contains(" ") ? new QuantityType<>(text) : new DecimalType(text);
    }
}
