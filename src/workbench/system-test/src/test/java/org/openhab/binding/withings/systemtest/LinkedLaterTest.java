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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Users approve a thing first and link items later: the history of a channel is imported when an item is linked.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LinkedLaterTest {

    private static final int DAYS = 730;
    private static final String ITEMS = """
            Number:Mass Weight { channel="%1$s:body#weight", unit="kg" }
            Number Score { channel="%1$s:sleep#sleep-score" }
            String State { channel="%1$s:sleep#state" }
            """;

    private final Home home = Home.fresh(options -> options.historyDays(DAYS));
    private final Person jonas = home.person("Jonas");
    private final String person = Home.uid(jonas);
    private final Instant firstMonth = Home.START.minus(Duration.ofDays(DAYS - 30));

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void anItemGetsThePastOfItsChannelWhenItIsLinked() {
        // given: the thing is approved and the import is complete, with nothing linked
        home.addAccount(Map.of("webhook", "OFF", "historyDays", 0, "pollingInterval", 60 * 24));
        home.connect(jonas);
        home.soon("Jonas is in the inbox",
                () -> home.openHab().inbox().stream().anyMatch(found -> found.thingUID().equals(person)));
        home.openHab().approve(person, "Jonas");
        awaitImport();

        // when
        home.item("Weight", "Number:Mass", "kg", person + ":body#weight");
        awaitPast("Weight");

        // then
        assertThat(MeasuredWeights.shown(home, "Weight"), is(MeasuredWeights.of(jonas)));

        // when
        home.item("Score", "Number", person + ":sleep#sleep-score");
        awaitPast("Score");

        // then
        assertThat("calls for intraday data of the past", intradayCallsOfThePast(), is(0L));

        // when
        home.item("State", "String", person + ":sleep#state");
        awaitPast("State");

        // then
        awaitImport();
        assertThat(intradayCallsOfThePast(), is(greaterThan(DAYS / 2L)));

        // when: the same links are reported again
        home.live(Duration.ofMinutes(3), Duration.ofSeconds(10));
        home.withings().requests().clear();
        home.saveItems(ITEMS.formatted(person));
        home.live(Duration.ofMinutes(10), Duration.ofSeconds(10));

        // then
        assertThat(callsForThePast(), is(0L));

        // when
        home.restartOpenHab();
        home.awaitOnline(person);
        home.live(Duration.ofMinutes(10), Duration.ofSeconds(10));

        // then
        assertThat(callsForThePast(), is(0L));
    }

    private void awaitImport() {
        home.goOnUntil("the import is complete", () -> home.hasImported(person));
    }

    private void awaitPast(String item) {
        home.goOnUntil(item + " has its past", () -> !home.openHab().history(item).headMap(firstMonth).isEmpty());
        home.goOnUntil("the import is complete", () -> home.hasImported(person));
    }

    private long intradayCallsOfThePast() {
        long recent = Home.START.minus(Duration.ofDays(30)).getEpochSecond();
        return home.withings().requests().entries(entry -> entry.action().equals("get")
                && Long.parseLong(entry.parameters().get("startdate")) < recent).size();
    }

    /**
     * @return calls for rows by time, not by modification, which only the import makes
     */
    private long callsForThePast() {
        long recent = Home.START.minus(Duration.ofDays(60)).getEpochSecond();
        return home.withings().requests().entries(entry -> jonas.equals(entry.person())
                && entry.parameters().containsKey("startdate") && !entry.parameters().containsKey("meastypes")
                && Long.parseLong(entry.parameters().get("startdate")) < recent).size();
    }
}
