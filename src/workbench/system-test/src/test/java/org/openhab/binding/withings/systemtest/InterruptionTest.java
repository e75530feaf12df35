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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * Configuration changes while an answer of Withings is pending.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class InterruptionTest {
    /** The calls for all services and the subscriptions of a person. */
    private static final int REQUESTS_OF_A_START = 40;

    private final Home home = Home.tapped();
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final Person jonas = home.person("Jonas");
    private final String person = Home.uid(mira);
    private int pollingInterval = 10;
    private int historyDays = 1;

    @BeforeAll
    void livesForAWhile() {
        home.addAccount(configuration());
        home.connect(mira);
        home.connect(jonas);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", "kg", person + ":body#weight");
        home.item("Weight_Jonas", "Number:Mass", "kg", Home.uid(jonas) + ":body#weight");
    }

    @BeforeEach
    void isQuiet() {
        home.comeToRest(mira, "Weight");
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private Map<String, Object> configuration() {
        return Map.of("publicUrl", Home.PUBLIC.toString(), "historyDays", historyDays, "pollingInterval",
                pollingInterval);
    }

    @Test
    void theAccountIsDisabledAndEnabled() {
        // given
        ThreadCensus threads = ThreadCensus.now();
        home.wiretap().hold("getmeas");
        household.stepOnScale(mira, 65.1);
        awaitHeld();

        // when
        home.openHab().enable(Home.ACCOUNT, false);
        home.awaitStatus(Home.ACCOUNT, "UNINITIALIZED", "");
        home.awaitStatus(person, "UNINITIALIZED", "");
        home.wiretap().release();
        home.time().advance(Duration.ofMinutes(5));

        // then
        assertThat(home.status(person).detail(), is("BRIDGE_UNINITIALIZED"));
        assertThat(MeasuredWeights.shown(home, "Weight").lastEntry().getValue().intValue(), is(70));

        // when
        home.openHab().enable(Home.ACCOUNT, true);

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        home.awaitOnline(person);
        assertFewRequests();
        home.atOnce("no thread is left behind", () -> ThreadCensus.now().leakedSince(threads).isEmpty());
    }

    @Test
    void theAccountIsDisabledWhileItRenewsATokenAndEnabled() {
        // given
        home.withings().expireAccessTokens(mira);
        home.wiretap().hold("requesttoken");
        household.stepOnScale(mira, 65.2);
        awaitHeld();

        // when
        home.openHab().enable(Home.ACCOUNT, false);
        home.awaitStatus(Home.ACCOUNT, "UNINITIALIZED", "");
        home.openHab().enable(Home.ACCOUNT, true);
        home.wiretap().release();

        // then
        home.awaitQuantity("Weight", "65.2", "kg");
        home.awaitOnline(person);
        assertThat("the person need not consent again", home.requests("authorization_code", mira), is(0L));
        assertFewRequests();
    }

    @Test
    void theAccountIsConfiguredAnew() {
        // given
        home.wiretap().hold("getmeas");
        household.stepOnScale(mira, 65.3);
        awaitHeld();

        // when
        pollingInterval++;
        home.configureAccount(configuration());
        home.wiretap().release();

        // then
        home.awaitQuantity("Weight", "65.3", "kg");
        home.awaitOnline(person);
        home.awaitNotified(mira);
        assertFewRequests();
    }

    @Test
    void aPersonIsRemovedWhileThePastIsImported() throws IOException {
        // given
        home.withings().behaviour().pageSize(RecordKind.MEASURE_GROUP, 2);
        historyDays = 0;
        home.configureAccount(configuration());
        String removed = Home.uid(jonas);
        Map<String, Object> configuration = Map.of("userId", Long.toString(jonas.userId()));
        home.openHab().addThing(removed, "Jonas", Home.ACCOUNT, configuration);
        home.awaitOnline(removed);
        home.soon("the past is being imported",
                () -> !home.openHab().property(removed, "historyImport").isEmpty());
        home.awaitStored();
        home.wiretap().hold("getmeas");
        awaitHeld();

        // when
        home.openHab().removeThing(removed);
        home.soon("the thing is gone", () -> !home.openHab().things().contains(removed));
        home.wiretap().release();
        home.live(Duration.ofMinutes(1));
        home.awaitStored();

        // then
        assertThat("nothing of it comes back", stored(removed), is(empty()));
        home.soon("Withings does not notify any more", () -> home.withings().subscriptions().of(jonas).isEmpty());

        // when
        home.openHab().link("Weight_Jonas", removed + ":body#weight");
        home.openHab().addThing(removed, "Jonas", Home.ACCOUNT, configuration);

        // then
        home.within(Duration.ofMinutes(10), "the measures have been imported",
                () -> home.openHab().property(removed, "historyImport").startsWith("running: SLEEP")
                        || home.hasImported(removed));
        assertThat(MeasuredWeights.shown(home, "Weight_Jonas"), is(MeasuredWeights.of(jonas)));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
        home.openHab().removeThing(removed);
        home.soon("the thing is gone", () -> !home.openHab().things().contains(removed));
    }

    /** Waits until an answer is held, for which {@link Wiretap#hold} must have been called before. */
    private void awaitHeld() {
        home.soon("an answer is on its way", home.wiretap()::isHolding);
    }

    private void assertFewRequests() {
        assertThat(home.withings().requests().countsByAction().toString(), home.withings().requests().entries(),
                hasSize(lessThanOrEqualTo(REQUESTS_OF_A_START)));
    }

    /**
     * @return the files of the add-on that name a thing
     */
    private Set<String> stored(String thing) throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.list(home.userdata().resolve("jsondb"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().contains("binding.withings")
                        && Files.readString(file, StandardCharsets.UTF_8).contains(thing)) {
                    named.add(file.getFileName().toString());
                }
            }
        }
        return named;
    }
}
