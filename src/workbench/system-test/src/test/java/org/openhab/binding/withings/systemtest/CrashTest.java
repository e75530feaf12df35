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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults.ActiveFault;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * openHAB's process is killed at critical moments and started again. Time is stopped then, so that the tests are
 * reproducible.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class CrashTest {
    private static final Duration LIFE_OF_A_TOKEN = Duration.ofHours(3);
    private static final int PAGE = 1;
    private static final int PAGES_BEFORE_THE_CRASH = 3;
    /** The number of import calls in a minute, which openHAB may not have stored yet. */
    private static final int PAGES_OF_A_MINUTE = 60;
    private static final String LAST = "65.4";

    private final Home home = Home.inItsOwnProcess(options -> options.historyDays(100));
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");

    @BeforeAll
    void livesForAWhile() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.connect(jonas);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");
        home.item("Weight_Jonas", "Number:Mass", "kg", Home.uid(jonas) + ":body#weight");
        home.awaitNotified(mira);
        household.stepOnScale(mira, Double.parseDouble(LAST));
        home.awaitQuantity("Weight", LAST, "kg");
        home.awaitStored();
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void keepsTheConsentWhenItDiesBetweenReceivingATokenAndStoringIt() {
        // given
        home.awaitStored();
        long consents = tokens("authorization_code");
        long renewals = tokens("refresh_token");

        // when: the next call renews the token
        home.process().dieBeforeStoring(".tokens", Long.toString(mira.userId()));
        home.time().advance(LIFE_OF_A_TOKEN);
        household.stepOnScale(mira, 65.5);
        awaitDeath();
        home.atOnce("Withings has given a token", () -> tokens("refresh_token") > renewals);
        startAgain();

        // then
        worksWith(mira, "Weight", "65.5");
        assertThat(tokens("authorization_code"), is(consents));
        assertThat("twice for each of the two", tokens("refresh_token"),
                is(lessThanOrEqualTo(renewals + 4)));
    }

    @Test
    void findsWhatANotificationWasAboutThatWasStillQueued() {
        // given: the notification has been answered, so Withings does not repeat it
        long delivered = home.delivered();
        household.stepOnScale(mira, 65.7);
        home.atOnce("the notification has been taken", () -> home.delivered() > delivered);

        // when
        home.powerFails();
        startAgain();

        // then
        worksWith(mira, "Weight", "65.7");
    }

    @Test
    void goesOnWithTheImportAtThePageWhereItWas() {
        // given: recent data has been read, and the history is being imported
        home.withings().behaviour().pageSize(RecordKind.MEASURE_GROUP, PAGE);
        String person = Home.uid(jonas);
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString(), "historyDays", 0));
        home.openHab().addThing(person, "Jonas", Home.ACCOUNT, Map.of("userId", Long.toString(jonas.userId())));
        home.soon("the import has begun",
                () -> home.openHab().property(person, "historyImport").startsWith("running: MEASURES"));
        ActiveFault hanging = home.withings().faults().start(
                Fault.of(FaultKind.HANG).action("getmeas").forPerson(jonas).after(PAGES_BEFORE_THE_CRASH).times(1));
        home.soon("a page is waited for", () -> hanging.count() > 0);
        home.awaitStored();
        assertThat(home.openHab().property(person, "historyImport"), startsWith("running: MEASURES"));

        // when
        home.powerFails();
        startAgain();
        int before = pages().size();
        home.soon("the import goes on", () -> pages().size() > before);

        // then: no page is read again
        assertThat(repeated(), is(empty()));

        // when: it is killed after showing a page, but before storing the position
        home.process().dieBeforeStoring(".states", person);
        awaitDeath();
        startAgain();

        // then
        home.within(Duration.ofMinutes(10), "the measures have been imported",
                () -> home.openHab().property(person, "historyImport").startsWith("running: SLEEP")
                        || home.hasImported(person));
        assertThat(MeasuredWeights.shown(home, "Weight_Jonas"), is(MeasuredWeights.of(jonas)));
        assertThat(repeated(), hasSize(lessThanOrEqualTo(PAGES_OF_A_MINUTE)));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
    }

    /**
     * @return the answered import calls
     */
    private List<String> pages() {
        return home.withings().requests()
                .entries(entry -> entry.status() == 0 && "getmeas".equals(entry.action())
                        && jonas.equals(entry.person())
                        && entry.parameters().containsKey("startdate") && !entry.parameters().containsKey("meastypes"))
                .stream().map(entry -> new TreeMap<>(entry.parameters()).toString()).toList();
    }

    private List<String> repeated() {
        List<String> repeated = new ArrayList<>(pages());
        Set.copyOf(repeated).forEach(repeated::remove);
        return repeated;
    }

    private void awaitDeath() {
        OpenHabProcess process = home.process();
        home.within(Duration.ofMinutes(10), "openHAB dies", () -> !process.isAlive());
        home.powerFails();
    }

    /**
     * Restarts openHAB after a minute.
     */
    private void startAgain() {
        home.time().advance(Duration.ofMinutes(1));
        home.startOpenHab();
        home.awaitOnline(Home.ACCOUNT);
        home.awaitOnline(Home.uid(mira));
    }

    private void worksWith(Person person, String item, String kilograms) {
        home.awaitQuantity(item, kilograms, "kg");
        household.stepOnScale(person, 70);
        home.awaitQuantity(item, "70", "kg");
        home.awaitStored();
    }

    private long tokens(String grant) {
        return home.withings().requests().entries(entry -> grant.equals(entry.parameters().get("grant_type"))).size();
    }
}
