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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

/**
 * Withings answers all calls except those for subscriptions.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class NotifyFaultTest {

    private static final String NOTIFY = "/notify";
    private static final Map<String, Object> WITH_WEBHOOK = Map.of("publicUrl", Home.PUBLIC.toString(), "webhook",
            "AUTOMATIC");
    private static final Map<String, Object> WITHOUT_WEBHOOK = Map.of("publicUrl", Home.PUBLIC.toString(), "webhook",
            "OFF");
    /**
     * In an hour, subscriptions are repaired at its beginning, middle and end, with four attempts each.
     */
    private static final int TRIES = 3 * 4;

    private final Internet internet = new Internet();
    private final Home home = Home.across(internet);
    private final Household household = home.withings().household();
    private final Faults faults = home.withings().faults();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);
    /** Whole kilograms, different each time. */
    private int weighIns = 50;

    @BeforeAll
    void addPerson() {
        home.addAccount(WITH_WEBHOOK);
        home.connect(mira);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.awaitNotified(mira);
    }

    @BeforeEach
    void letWithingsNotNotify() {
        home.configureAccount(WITHOUT_WEBHOOK);
        home.soon("nothing is subscribed to", () -> home.withings().subscriptions().of(mira).isEmpty());
        home.live(Duration.ofMinutes(2));
        home.withings().requests().clear();
    }

    @AfterEach
    void isNotifiedAgainByItself() {
        // when
        faults.clear();
        internet.hasten(1);
        home.live(Duration.ofMinutes(32));

        // then
        home.awaitNotified(mira);
        household.stepOnScale(mira, ++weighIns);
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
        internet.close();
    }

    private int notifyCalls() {
        return home.withings().requests().entries(entry -> entry.path().equals(NOTIFY)).size();
    }

    private void assertAsksInstead() {
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Polling every 10 min.");
        home.awaitOnline(person);
    }

    @ParameterizedTest
    @EnumSource(names = { "HTTP_503", "HALF_ANSWER", "HANG" })
    void asksAsLongAsNotificationsCannotBeArrangedFor(FaultKind kind) {
        // given
        internet.hasten(kind == FaultKind.HANG ? 100 : 1);
        faults.start(Fault.of(kind).on(NOTIFY));

        // when
        home.configureAccount(WITH_WEBHOOK);
        home.live(Duration.ofMinutes(5));

        // then
        assertAsksInstead();

        // when
        household.stepOnScale(mira, ++weighIns);
        home.live(Duration.ofMinutes(12));

        // then
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
        assertAsksInstead();

        // when
        home.live(Duration.ofMinutes(45));

        // then
        assertAsksInstead();
        assertThat("no storm of requests", notifyCalls(), is(lessThanOrEqualTo(TRIES)));
        assertThat(home.withings().subscriptions().of(mira), is(empty()));
    }

    @Test
    void asksAsLongAsWithingsListsButDoesNotSubscribe() {
        // given
        faults.start(Fault.of(FaultKind.HTTP_503).on(NOTIFY).action("subscribe").after(2));

        // when
        home.configureAccount(WITH_WEBHOOK);
        household.stepOnScale(mira, ++weighIns);
        home.live(Duration.ofMinutes(12));

        // then: some notifications are subscribed, but not all
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
        assertAsksInstead();
        assertThat(home.withings().subscriptions().of(mira).size(), is(2));
    }

    @Test
    void goesOnBeingNotifiedWhenWithingsJustCannotTellOfWhat() {
        // given
        home.configureAccount(WITH_WEBHOOK);
        home.awaitNotified(mira);

        // when
        faults.start(Fault.of(FaultKind.HTTP_503).on(NOTIFY));
        home.withings().requests().clear();
        home.live(Duration.ofHours(13));
        household.stepOnScale(mira, ++weighIns);

        // then
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        assertThat("it has been tried", notifyCalls(), is(greaterThan(0)));
        assertThat("no storm of requests", notifyCalls(), is(lessThanOrEqualTo(13 * 4)));
        assertThat(home.withings().subscriptions().of(mira).size(), is(Appli.values().length));
    }

    @Test
    void takesUpAgainWhatItCouldNotEnd() {
        // given
        home.configureAccount(WITH_WEBHOOK);
        home.awaitNotified(mira);

        // when
        faults.start(Fault.of(FaultKind.HTTP_503).on(NOTIFY).action("revoke"));
        home.withings().requests().clear();
        home.configureAccount(WITHOUT_WEBHOOK);
        home.live(Duration.ofMinutes(5));

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "The webhook is switched off");
        assertThat("no storm of requests: each attempt lists and revokes", notifyCalls(),
                is(lessThanOrEqualTo(2 * TRIES)));

        // when
        home.configureAccount(WITH_WEBHOOK);

        // then
        home.awaitNotified(mira);
        assertThat(home.requests("subscribe", mira), is(0L));
    }
}
