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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The maximum number of people of an application, and a hundred devices.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CrowdTest {
    private static final int PEOPLE = 10;
    private static final int DEVICES = 10;
    private static final int LIMIT = 120;
    /** openHAB's pool and its shared HTTP client start threads on demand. */
    private static final int MORE_THREADS = 20;

    private final Home home = Home.inItsOwnProcess(options -> options.historyDays(0));
    private final List<Person> people = new ArrayList<>();

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void aHundredThingsAreOnlineSoonAfterTheStart() {
        // given
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        int threads = threads().size();
        for (int number = 1; number <= PEOPLE; number++) {
            Person person = home.withings().household().moveIn("Person " + number, DEVICES);
            people.add(person);
            home.connect(person);
            // only a few consents per minute are accepted
            home.time().advance(Duration.ofSeconds(20));
        }
        home.approve(PEOPLE + PEOPLE * DEVICES);
        awaitEverythingOnline();
        home.within(Duration.ofMinutes(30), "Withings notifies of all people",
                () -> home.status(Home.ACCOUNT).description().contains("Receiving Withings notifications"));
        assertThat(home.openHab().things(), hasSize(1 + PEOPLE + PEOPLE * DEVICES));
        home.awaitStored();

        // when
        home.stopOpenHab();
        home.time().advance(Duration.ofMinutes(2));
        home.withings().requests().clear();
        Instant start = home.now();
        home.startOpenHab();

        // then
        awaitEverythingOnline();
        assertThat(Duration.between(start, home.now()), is(lessThanOrEqualTo(Duration.ofMinutes(3))));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(LIMIT)));
        assertThat("Withings has never had to say that it is too much",
                home.withings().requests().entries(entry -> entry.status() == 601), is(empty()));

        // and Withings notifies of the last person too
        Person last = people.get(PEOPLE - 1);
        home.item("Weight", "Number:Mass", Home.uid(last) + ":body#weight");
        home.withings().household().stepOnScale(last, 71.3);
        home.awaitQuantity("Weight", "71.3", "kg");

        // and there is no thread for each of them
        assertThat(threads().toString(), threads(), hasSize(lessThanOrEqualTo(threads + MORE_THREADS)));
    }

    private void awaitEverythingOnline() {
        home.within(Duration.ofMinutes(10), "everything is online",
                () -> home.openHab().things().stream().allMatch(thing -> home.status(thing).isOnline()));
    }

    /**
     * @return the names of the threads, without those of pools for calls and of the web server
     */
    private List<String> threads() {
        return home.process().threads().stream().filter(name -> !name.matches("(OH-safeCall|qtp).*")).toList();
    }
}
