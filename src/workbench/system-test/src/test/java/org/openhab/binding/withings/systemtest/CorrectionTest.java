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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * A person deletes or moves a measure in Withings' app: items and their history are corrected.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CorrectionTest {

    /** Of 65.4 kg with Mira's height of 1.684 m. */
    private static final String BODY_MASS_INDEX = "23.06";

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");

    @BeforeEach
    void addPerson() {
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("Weight_Time", "DateTime", person + ":body#time");
        home.item("BMI", "Number", person + ":body#bmi");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(30), Duration.ofMinutes(5));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void fallsBackToTheWeightOfBeforeWhenTheNewestOneIsDeleted() {
        // given: another person on the scale, attributed to Mira
        Instant measured = weigh(65.4);
        home.soon("the body mass index follows the weight", () -> BODY_MASS_INDEX.equals(home.state("BMI")));
        long wrong = household.stepOnScale(mira, 95);
        Instant deleted = home.now();
        home.awaitQuantity("Weight", "95", "kg");
        home.time().advance(Duration.ofMinutes(30));

        // when
        household.deleteMeasures(mira, wrong);

        // then
        home.awaitQuantity("Weight", "65.4", "kg");
        home.awaitTime("Weight_Time", measured);
        home.soon("the body mass index is that of before", () -> BODY_MASS_INDEX.equals(home.state("BMI")));
        assertThat(home.history("Weight").values(), everyItem(not(startsWith("95"))));
        assertThat("what the item shows from then on", home.history("Weight").get(deleted),
                startsWith("65.4"));
    }

    @Test
    void takesAWeightOfThePastOutOfTheHistory() {
        // given
        long wrong = household.stepOnScale(mira, 95);
        home.awaitQuantity("Weight", "95", "kg");
        home.time().advance(Duration.ofMinutes(30));
        Instant measured = weigh(65.4);

        // when
        household.deleteMeasures(mira, wrong);

        // then
        home.soon("the history has lost the weight",
                () -> home.openHab().history("Weight").values().stream()
                        .noneMatch(weight -> weight.startsWith("95")));
        assertThat(home.history("Weight").get(measured), startsWith("65.4"));
        home.awaitQuantity("Weight", "65.4", "kg");
    }

    @Test
    void movesAWeightToTheTimeAtWhichItWasMeasured() {
        // given
        long group = household.stepOnScale(mira, 65.4);
        Instant reported = home.now();
        home.awaitQuantity("Weight", "65.4", "kg");
        home.time().advance(Duration.ofMinutes(30));

        // when
        Instant measured = reported.minus(Duration.ofMinutes(20));
        household.moveMeasures(mira, group, measured);

        // then
        home.soon("the point has moved", () -> !home.openHab().history("Weight").containsKey(reported));
        home.awaitTime("Weight_Time", measured);
        home.atOnce("it is where it belongs",
                () -> home.openHab().history("Weight").getOrDefault(measured, "").startsWith("65.4"));
        home.awaitQuantity("Weight", "65.4", "kg");
    }

    private Instant weigh(double kilograms) {
        household.stepOnScale(mira, kilograms);
        Instant measured = home.now();
        home.awaitQuantity("Weight", Double.toString(kilograms), "kg");
        home.time().advance(Duration.ofMinutes(30));
        return measured;
    }
}
