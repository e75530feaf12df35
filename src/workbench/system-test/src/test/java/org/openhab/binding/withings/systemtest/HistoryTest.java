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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * The import of two years.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryTest {
    private static final int DAYS = 730;
    private static final int PAGES_BEFORE_THE_RESTART = 20;
    private static final int NIGHTS = 20;

    private final Home home = Home.fresh(options -> options.historyDays(DAYS));
    private final Person jonas = home.person("Jonas");
    private final String person = Home.uid(jonas);

    @BeforeEach
    void begins() {
        home.withings().behaviour().pageSize(RecordKind.MEASURE_GROUP, 50);
        home.addAccount(Map.of("historyDays", 0));
        home.connect(jonas);
        home.item("Weight", "Number:Mass", "kg", person + ":body#weight");
        home.item("Score", "Number", person + ":sleep#sleep-score");
        home.item("State", "String", person + ":sleep#state");
        home.openHab().addThing(person, "Jonas", Home.ACCOUNT, Map.of("userId", Long.toString(jonas.userId())));
        home.awaitOnline(person);
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void everythingArrivesOnceAlthoughARestartInterruptsIt() {
        // given: the import is running
        goOnUntil(() -> pages("getmeas").size() >= PAGES_BEFORE_THE_RESTART);
        int before = pages("getmeas").size();

        // when
        home.restartOpenHab();
        awaitNights(NIGHTS);
        assertThat("it is not over", home.hasImported(person), is(false));

        // then: nothing is missing
        assertThat(MeasuredWeights.shown(home, "Weight"), is(MeasuredWeights.of(jonas)));
        Instant firstMonth = Home.START.minus(Duration.ofDays(DAYS - 30));
        assertThat(home.history("Score").headMap(firstMonth), is(not(anEmptyMap())));
        assertThat("the sleep phases of the first nights", home.history("State").headMap(firstMonth),
                is(not(anEmptyMap())));

        // and only the pages of the interrupted year are read twice
        List<String> pages = pages("getmeas");
        assertThat(pages, hasSize(greaterThan(before)));
        List<String> repeated = new ArrayList<>(pages);
        Set.copyOf(pages).forEach(repeated::remove);
        assertThat(repeated.stream().map(page -> page.replaceAll(".*(startdate=\\d+).*", "$1")).distinct().toList(),
                hasSize(lessThanOrEqualTo(1)));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
    }

    @Test
    void goesOnWhenTheAccountIsConfiguredAnew() {
        // given
        awaitNights(1);
        int before = nights();
        List<String> measures = pages("getmeas");

        // when
        home.configureAccount(Map.of("historyDays", 0, "pollingInterval", 60));

        // then
        awaitNights(before + 10);
        assertThat("it does not begin again", pages("getmeas"), is(measures));
    }

    @Test
    void whatIsNewDoesNotWaitForThePast() {
        // given
        awaitNights(1);

        // when
        home.withings().household().stepOnScale(jonas, 85.35);

        // then
        home.within(Duration.ofMinutes(11), "the new weight is shown",
                () -> home.state("Weight").startsWith("85.35"));
        assertThat("while the past is still being read", home.hasImported(person), is(false));
    }

    private void awaitNights(int count) {
        goOnUntil(() -> nights() >= count);
    }

    /**
     * @return the number of past nights read; those of the last weeks are current data
     */
    private int nights() {
        long recent = Home.START.minus(Duration.ofDays(30)).getEpochSecond();
        return home.withings().requests()
                .entries(entry -> entry.action().equals("get") && jonas.equals(entry.person())
                        && Long.parseLong(entry.parameters().get("startdate")) < recent)
                .size();
    }

    private void goOnUntil(BooleanSupplier condition) {
        home.goOnUntil("the import goes on", condition);
    }

    /**
     * @return the import calls of an action by their parameters, without those for some measure types only, which the
     *         body mass index needs
     */
    private List<String> pages(String action) {
        return home.withings().requests()
                .entries(entry -> action.equals(entry.action()) && jonas.equals(entry.person())
                        && entry.parameters().containsKey("startdate") && !entry.parameters().containsKey("meastypes"))
                .stream().map(entry -> new TreeMap<>(entry.parameters()).toString()).toList();
    }
}
