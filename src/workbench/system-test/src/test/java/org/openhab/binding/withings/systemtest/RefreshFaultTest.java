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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.simulator.RequestLog.Entry;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * The access token has expired and its renewal fails. The consent must not be lost, because only the person can renew
 * it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class RefreshFaultTest {

    private static final String TOKENS = "/v2/oauth2";
    private static final String CONSENT_ENDED = "The consent has ended";
    /**
     * Each service is read again after 5, 10, 20 seconds and so on, and after each of two notifications; renewals are
     * at least ten seconds apart.
     */
    private static final int REFRESHES = 24;

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Faults faults = home.withings().faults();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);
    /** Whole kilograms, different each time. */
    private int weighIns = 50;
    private final Map<Instant, String> weights = new TreeMap<>();

    @BeforeAll
    void addPerson() {
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(5));
    }

    @AfterEach
    void everythingHasArrivedOnceAndIsRight() {
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        home.awaitOnline(person);
        assertThat(home.history("Weight").tailMap(weights.keySet().iterator().next()), is(weights));
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
        home.live(Duration.ofMinutes(1));
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private void weighIn() {
        household.stepOnScale(mira, ++weighIns);
        weights.put(home.now(), Integer.toString(weighIns));
    }

    private long refreshes() {
        return home.withings().requests().entries(this::isRefresh).size();
    }

    private boolean isRefresh(Entry entry) {
        return "refresh_token".equals(entry.parameters().get("grant_type"));
    }

    @ParameterizedTest
    @CsvSource({ "RESET, cannot be reached", "ANSWER_LOST, cannot be reached", "HALF_ANSWER, cannot be reached",
            "HTML_PAGE, are invalid", "GZIP_GARBAGE, are invalid", "HTTP_429, rate limit",
            "HTTP_500, reports errors", "HTTP_502, reports errors", "HTTP_503, reports errors",
            "TIMEOUT, reports errors",
            "BAD_STATE, reports errors", "TOO_MANY_REQUESTS, rate limit" })
    void keepsTheConsentWhileNoNewTokenIsToBeHad(FaultKind kind, String words) {
        // given
        home.withings().requests().clear();
        faults.start(Fault.of(kind).on(TOKENS));
        home.withings().expireAccessTokens(mira);

        // when
        weighIn();
        home.live(Duration.ofMinutes(5));

        // then
        assertThat(home.status(Home.ACCOUNT).toString(), containsString(words));
        assertThat(home.status(person).toString(), containsString(words));

        // when
        weighIn();
        home.live(Duration.ofMinutes(5));

        // then
        assertThat(home.status(Home.ACCOUNT).toString(), containsString(words));
        assertThat("no storm of requests", refreshes(), is(lessThanOrEqualTo((long) REFRESHES)));

        // when
        faults.clear();
        home.live(Duration.ofMinutes(11));
    }

    @Test
    void usesTheOldRefreshTokenForHoursWhenTheAnswerToItsRenewalGotLost() {
        // given: Withings has issued new tokens that openHAB did not receive
        faults.start(Fault.of(FaultKind.ANSWER_LOST).on(TOKENS).times(1));
        home.withings().expireAccessTokens(mira);
        weighIn();
        home.soon("the answer has been lost", () -> faults.active().isEmpty());

        // when: there is no internet
        faults.refuseConnections();
        home.live(Duration.ofMinutes(7 * 60 + 30));
        faults.acceptConnections();
        home.live(Duration.ofMinutes(11));

        // then: checked below
        assertThat(home.status(person).description(), not(containsString(CONSENT_ENDED)));
    }

    @Test
    void takesUpAConsentAgainThatWithingsRefusedByMistake() {
        // given
        faults.start(Fault.of(FaultKind.INVALID_PARAMS).on(TOKENS));
        home.withings().expireAccessTokens(mira);

        // when
        weighIn();
        home.live(Duration.ofMinutes(2));

        // then
        assertThat(home.status(person).description(), containsString(CONSENT_ENDED));

        // when
        weighIn();
        faults.clear();
        home.live(Duration.ofMinutes(5));
    }

    @Test
    void renewsTheTokenInTheMiddleOfTheWayThroughThePages() {
        // given: more than fits on a page, of which Withings has not notified
        home.withings().behaviour().pageSize(RecordKind.MEASURE_GROUP, 2);
        faults.start(FaultKind.NOTIFICATION_LOST);
        for (int i = 0; i < 5; i++) {
            weighIn();
            home.live(Duration.ofMinutes(2));
        }
        faults.clear();
        home.withings().requests().clear();

        // when
        faults.start(Fault.of(FaultKind.UNAUTHENTICATED_WHILE_PAGING).times(1));
        weighIn();
        home.live(Duration.ofMinutes(2));

        // then
        assertThat("Withings has refused the token once, in the middle",
                home.withings().requests().entries(entry -> entry.status() == 401).size(), is(1));
        assertThat(refreshes(), is(1L));
        assertThat(home.withings().requests().count("getmeas"), is(greaterThan(3L)));
        home.withings().behaviour().pageSize(RecordKind.MEASURE_GROUP, 100);
    }
}
