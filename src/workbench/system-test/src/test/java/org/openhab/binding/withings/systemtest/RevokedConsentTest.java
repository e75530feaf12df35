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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * A consent ends at Withings, or seems to.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RevokedConsentTest {

    private static final String LINK = "http(s)://<YOUROPENHAB>:<YOURPORT>/withings";

    private final Home home = Home.connected("Mira", "Jonas");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");
    private final String person = Home.uid(mira);

    @BeforeEach
    void addPeople() {
        home.addPerson(mira);
        home.addPerson(jonas);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("Weight_Jonas", "Number:Mass", Home.uid(jonas) + ":body#weight");
        home.awaitNotified(mira);
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void saysThatTheConsentHasEndedAndGoesOnWithANewOne() {
        // when
        household.withdrawConsent(mira);

        // then
        home.awaitStatus(person, "OFFLINE", "The consent has ended");
        assertThat(home.status(person).description(), containsString(LINK));
        assertThat(home.browser().open(Home.PAGE).text(), containsString("Consent ended"));

        // when
        home.connect(mira);

        // then
        home.awaitOnline(person);
        home.awaitNotified(mira);
        household.stepOnScale(mira, 64.9);
        home.awaitQuantity("Weight", "64.9", "kg");
    }

    @Test
    void leavesOtherPeopleAlone() {
        // when
        household.withdrawConsent(mira);
        home.awaitStatus(person, "OFFLINE", "The consent has ended");
        household.stepOnScale(jonas, 83.1);

        // then
        home.awaitQuantity("Weight_Jonas", "83.1", "kg");
        home.awaitOnline(Home.uid(jonas));
        assertThat(home.status(Home.ACCOUNT).isOnline(), is(true));
    }

    @Test
    void asksNothingMoreOnceTheConsentHasEnded() {
        // given
        household.withdrawConsent(mira);
        home.awaitStatus(person, "OFFLINE", "The consent has ended");
        home.awaitIdle();
        home.withings().requests().clear();

        // when
        home.time().advance(Duration.ofHours(13));
        household.stepOnScale(jonas, 83.1);
        home.awaitQuantity("Weight_Jonas", "83.1", "kg");

        // then
        assertThat(home.withings().requests().entries(entry -> mira.equals(entry.person())), is(empty()));
        assertThat(home.withings().requests().entries(entry -> entry.status() == 401), is(empty()));
    }

    @Test
    void renewsATokenThatWithingsDoesNotTakeAnyMore() {
        // given
        home.withings().expireAccessTokens(mira);

        // when
        household.stepOnScale(mira, 64.9);

        // then
        home.awaitQuantity("Weight", "64.9", "kg");
        home.awaitOnline(person);
    }

    @Test
    void keepsTheConsentWhenTheAnswerToARenewalGetsLost() {
        // given
        home.withings().faults().start(Fault.of(FaultKind.ANSWER_LOST).on("/v2/oauth2").times(1));
        home.withings().expireAccessTokens(mira);

        // when
        household.stepOnScale(mira, 64.9);

        // then
        home.awaitQuantity(Duration.ofMinutes(15), "Weight", "64.9", "kg");
        home.awaitOnline(person);
    }
}
