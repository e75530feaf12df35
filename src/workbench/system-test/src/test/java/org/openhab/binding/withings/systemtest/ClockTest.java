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
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The clock of openHAB's computer jumps, as on small computers that get the time late.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class ClockTest {
    /** The calls after a jump: all services of a person, and a renewal of the tokens. */
    private static final int REQUESTS_OF_A_JUMP = 40;
    private static final int MINUTES_BETWEEN_POLLS = 10;

    private final WallClock clock = new WallClock();
    private final Home home = Home.at(Home.START, clock::showing);
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");
    private final String person = Home.uid(mira);

    @BeforeAll
    void livesForAWhile() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString(), "pollingInterval", MINUTES_BETWEEN_POLLS));
        home.connect(mira);
        home.addPerson(mira);
        home.soon("the bed has channels", () -> home.openHab().channels(person).contains("bed#in-bed"));
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("In_Bed", "Switch", person + ":bed#in-bed");
    }

    @BeforeEach
    void isRight() {
        clock.goAhead(Duration.ZERO);
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString(), "webhook", "AUTOMATIC", "pollingInterval",
                MINUTES_BETWEEN_POLLS));
        home.comeToRest(mira, "Weight");
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @ParameterizedTest
    @ValueSource(ints = { -5, 5, 72, -72 })
    void doesNotMatterToWhatWithingsNotifiesOf(int hours) {
        // when
        clock.goAhead(Duration.ofHours(hours));
        household.stepOnScale(mira, 65.1);

        // then
        awaitWeight("65.1", hours);
        if (hours < 24 && hours > -24) {
            household.goToBed(mira);
            home.awaitState("In_Bed", "ON");
            home.time().advance(Duration.ofHours(1));
            household.getUp(mira);
            home.awaitState("In_Bed", "OFF");
        }
        home.awaitOnline(person);
        home.awaitOnline(Home.ACCOUNT);

        // when
        clock.goAhead(Duration.ZERO);
        home.awaitQuantity("Weight", "65.1", "kg");
        household.stepOnScale(mira, 65.2);

        // then
        home.awaitQuantity("Weight", "65.2", "kg");
        home.awaitOnline(person);
        assertThat(home.withings().requests().countsByAction().toString(), home.withings().requests().entries(),
                hasSize(lessThanOrEqualTo(2 * REQUESTS_OF_A_JUMP)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 5, -5 })
    void doesNotStopPolling(int hours) {
        // given: Withings does not notify
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString(), "webhook", "OFF", "pollingInterval",
                MINUTES_BETWEEN_POLLS));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Polling every 10 min.");
        home.withings().requests().clear();

        // when
        clock.goAhead(Duration.ofHours(hours));
        household.stepOnScale(mira, 65.3);

        // then
        awaitWeight("65.3", hours);

        // when
        clock.goAhead(Duration.ZERO);
        home.awaitQuantity("Weight", "65.3", "kg");
        household.stepOnScale(mira, 65.4);

        // then
        home.awaitQuantity(Duration.ofMinutes(MINUTES_BETWEEN_POLLS + 2), "Weight", "65.4", "kg");
        assertThat(home.withings().requests().countsByAction().toString(), home.withings().requests().entries(),
                hasSize(lessThanOrEqualTo(2 * REQUESTS_OF_A_JUMP)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 5, -5 })
    void doesNotMatterToTokens(int hours) {
        // given
        long consents = grants("authorization_code");
        clock.goAhead(Duration.ofHours(hours));

        // when: the token has expired at Withings, whatever openHAB's clock shows
        home.time().advance(Duration.ofHours(3));
        household.stepOnScale(mira, 65.5);

        // then
        awaitWeight("65.5", hours);
        clock.goAhead(Duration.ZERO);
        home.awaitQuantity("Weight", "65.5", "kg");
        home.time().advance(Duration.ofHours(3));
        household.stepOnScale(mira, 65.6);
        home.awaitQuantity("Weight", "65.6", "kg");
        assertThat(grants("authorization_code"), is(consents));
        assertThat(grants("refresh_token"), is(lessThanOrEqualTo(6L)));
        home.awaitOnline(person);
    }

    @Test
    void showsAgainWhatAWrongClockTookForOld() {
        // when
        clock.goAhead(Duration.ofDays(20));

        // then
        home.awaitState("Weight", "UNDEF");

        // when
        clock.goAhead(Duration.ZERO);

        // then
        home.awaitQuantity("Weight", "70", "kg");
    }

    @Test
    void isWrongWhenSomebodyNewConsents() {
        // given: the computer does not have the time yet
        clock.goAhead(Duration.ofHours(-9));

        // when
        home.connect(jonas);
        home.item("Weight_Jonas", "Number:Mass", "kg", Home.uid(jonas) + ":body#weight");
        home.addPerson(jonas);
        clock.goAhead(Duration.ZERO);
        household.stepOnScale(jonas, 83.1);

        // then
        home.awaitQuantity(Duration.ofMinutes(MINUTES_BETWEEN_POLLS + 2), "Weight_Jonas", "83.1", "kg");
        Instant begin = Home.START.minus(Duration.ofDays(10));
        assertThat("nothing of what is recent is missing",
                MeasuredWeights.shown(home, "Weight_Jonas").tailMap(begin),
                is(MeasuredWeights.of(jonas).tailMap(begin)));
    }

    /** Data later than openHAB's clock is used when its time has come. */
    private void awaitWeight(String kilograms, int hoursAhead) {
        if (hoursAhead > 0) {
            home.awaitQuantity(Duration.ofMinutes(MINUTES_BETWEEN_POLLS + 2), "Weight", kilograms, "kg");
        } else {
            home.time().advance(Duration.ofMinutes(MINUTES_BETWEEN_POLLS + 2));
        }
    }

    private long grants(String type) {
        return home.withings().requests().entries(entry -> type.equals(entry.parameters().get("grant_type"))).size();
    }
}
