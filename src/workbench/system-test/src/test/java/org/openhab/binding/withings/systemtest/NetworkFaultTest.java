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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import org.openhab.binding.withings.systemtest.Internet.Leads;

/**
 * The network between openHAB and Withings fails for ten minutes, while people continue to weigh themselves.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class NetworkFaultTest {

    /**
     * Three measurements are notified and read. A failed call is repeated after 30 seconds and after one, two and four
     * minutes, at most four times in ten minutes, and again after each notification.
     */
    private static final int ASKED_AGAIN = 3 * (1 + 4);
    /** After a possibly short failure, each call is tried three times within 17 seconds. */
    private static final int TRIED_AGAIN = 3 * ASKED_AGAIN;

    private final Internet internet = new Internet();
    private final Home home = Home.across(internet);
    private final Household household = home.withings().household();
    private final Faults faults = home.withings().faults();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);
    /** Whole kilograms, different each time. */
    private int weighIns = 50;

    /**
     * The fault, the status shown meanwhile, and the maximum number of requests in the ten minutes.
     */
    private enum Breakage {
        CONNECTION_REFUSED("cannot be reached", TRIED_AGAIN),
        CONNECTION_RESET("cannot be reached", TRIED_AGAIN),
        NO_NAME_SERVER("cannot be resolved", TRIED_AGAIN),
        FOREIGN_CERTIFICATE("certificate is not accepted", TRIED_AGAIN),
        NO_TLS("certificate is not accepted", TRIED_AGAIN),
        HANG("does not respond", TRIED_AGAIN),
        ANSWER_LOST("cannot be reached", TRIED_AGAIN),
        HALF_ANSWER("cannot be reached", TRIED_AGAIN),
        HTML_PAGE("are invalid", ASKED_AGAIN),
        GZIP_GARBAGE("are invalid", ASKED_AGAIN),
        HTTP_500("reports errors", TRIED_AGAIN),
        HTTP_502("reports errors", TRIED_AGAIN),
        HTTP_503("reports errors", TRIED_AGAIN),
        /** Withings' own status 522. */
        TIMEOUT("reports errors", TRIED_AGAIN),
        HTTP_429("rate limit", ASKED_AGAIN),
        /** Withings' own status 601, with longer waits every time. */
        TOO_MANY_REQUESTS("rate limit", ASKED_AGAIN);

        private final String words;
        private final int requests;

        Breakage(String words, int requests) {
            this.words = words;
            this.requests = requests;
        }
    }

    private void breakIt(Breakage what) {
        switch (what) {
            case CONNECTION_REFUSED -> faults.refuseConnections();
            case CONNECTION_RESET -> faults.start(FaultKind.RESET);
            case NO_NAME_SERVER -> lead(Leads.NOWHERE);
            case FOREIGN_CERTIFICATE -> lead(Leads.TO_AN_IMPOSTOR);
            case NO_TLS -> lead(Leads.TO_A_PORTAL);
            case HANG -> {
                internet.hasten(100);
                faults.start(FaultKind.HANG);
            }
            default -> faults.start(FaultKind.valueOf(what.name()));
        }
    }

    /** A connected client does not resolve the host again. */
    private void lead(Leads where) {
        internet.lead(where);
        faults.refuseConnections();
        faults.acceptConnections();
    }

    private void mend() {
        faults.clear();
        lead(Leads.TO_WITHINGS);
        internet.hasten(1);
    }

    @BeforeAll
    void addPerson() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("Steps", "Number", person + ":activity#steps");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":heart#systolic-pressure");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(5));
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
        internet.close();
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAndSaysWhatIsWrong(Breakage what) {
        ThreadCensus threads = ThreadCensus.now();
        int requests = internet.requests();
        try (EventStream events = home.events()) {
            Instant start = home.now();

            // when
            breakIt(what);
            household.stepOnScale(mira, ++weighIns);
            home.live(Duration.ofMinutes(2));

            // then
            awaitWords(what.words);

            // when
            Instant between = home.now();
            household.measureBloodPressure(mira, 120 + weighIns, 77, 60);
            home.live(Duration.ofMinutes(3));
            Instant later = home.now();
            household.stepOnScale(mira, ++weighIns);
            home.live(Duration.ofMinutes(5));

            // then
            awaitWords(what.words);
            assertThat("nothing is shown that is not true", events.states("Weight"), is(empty()));
            assertThat("no storm of requests", internet.requests() - requests, is(lessThanOrEqualTo(what.requests)));

            // when
            mend();
            home.live(Duration.ofMinutes(11));

            // then
            home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
            home.awaitOnline(person);
            assertThat(changes("Weight", start),
                    is(Map.of(start, Integer.toString(weighIns - 1), later, Integer.toString(weighIns))));
            assertThat(changes("Systolic", start), is(Map.of(between, Integer.toString(120 + weighIns - 1))));
            assertThat(events.changes("Weight"), is(List.of(weighIns + " kg")));
            assertThat(events.changes("Systolic"), is(List.of(120 + weighIns - 1 + " mmHg")));
        }
        assertThat(internet.busyConnections(), is(0));
        home.atOnce("no thread is left behind: " + ThreadCensus.now().leakedSince(threads),
                () -> ThreadCensus.now().leakedSince(threads).isEmpty());
    }

    @Test
    void goesOnWithEverythingElseWhenOneServiceFails() {
        // given
        faults.start(Fault.of(FaultKind.HTTP_500).on("/measure"));
        Instant start = home.now();
        String steps = home.state("Steps");
        household.stepOnScale(mira, ++weighIns);
        home.live(Duration.ofMinutes(2));

        // when
        household.walk(mira, 4_321);
        home.live(Duration.ofMinutes(10));

        // then: also after the measurements were requested again without success
        assertThat(home.state("Steps"), is(not(steps)));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        home.awaitStatus(person, "ONLINE", "Withings cannot provide some data at the moment (measurements)");

        // when
        mend();
        home.live(Duration.ofMinutes(11));

        // then
        assertThat(home.history("Weight").tailMap(start),
                is(Map.of(start, Integer.toString(weighIns))));
        assertThat(home.status(person).description(), is(""));
    }

    @Test
    void catchesUpWithinMinutesAfterAnOutageOfHours() {
        // given
        breakIt(Breakage.NO_NAME_SERVER);
        household.stepOnScale(mira, ++weighIns);
        home.live(Duration.ofHours(2));

        // when
        mend();
        home.live(Duration.ofMinutes(6));

        // then
        assertThat(home.state("Weight"), is(weighIns + " kg"));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "");
    }

    @Test
    void readsAServiceAgainThatAProxyHadRefused() {
        // given
        faults.start(Fault.of(FaultKind.HTTP_403).on("/measure"));
        household.stepOnScale(mira, ++weighIns);
        home.awaitStatus(person, "ONLINE", "Permission not granted");

        // when
        faults.clear();
        home.live(Duration.ofMinutes(62));

        // then
        home.awaitQuantity("Weight", Integer.toString(weighIns), "kg");
        home.awaitStatus(person, "ONLINE", "");
        assertThat(home.status(person).description(), is(""));
    }

    /**
     * @return the history without repeated values, which corrections of a notified span add at its edges
     */
    private Map<Instant, String> changes(String item, Instant start) {
        Map<Instant, String> changes = new TreeMap<>();
        String last = "";
        for (Map.Entry<Instant, String> entry : home.history(item).tailMap(start).entrySet()) {
            if (!entry.getValue().equals(last)) {
                changes.put(entry.getKey(), entry.getValue());
            }
            last = entry.getValue();
        }
        return changes;
    }

    private void awaitWords(String words) {
        home.atOnce("the account says \"" + words + "\"", () -> isSaid(Home.ACCOUNT, "COMMUNICATION_ERROR", words));
        home.atOnce("the person says \"" + words + "\"", () -> isSaid(person, "BRIDGE_OFFLINE", words));
    }

    private boolean isSaid(String thing, String detail, String words) {
        String status = home.status(thing).toString();
        return status.startsWith("OFFLINE (" + detail + ")") && status.contains(words);
    }
}
