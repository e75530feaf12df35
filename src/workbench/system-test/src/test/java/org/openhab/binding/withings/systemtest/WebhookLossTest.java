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
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

/**
 * Values also arrive without webhooks, and the account's status shows how.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookLossTest {

    private @Nullable Home running;

    private Home home(Map<String, Object> configuration) {
        Home home = Home.connected(configuration, "Mira");
        running = home;
        Person mira = home.person("Mira");
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        return home;
    }

    @AfterEach
    void closeWithoutComplaint() {
        Home home = running;
        if (home != null) {
            home.closeWithoutComplaint();
        }
    }

    @Test
    void pollsWhileNotificationsGetLostAndStepsBackWhenTheyReturn() {
        // given
        Home home = home(Map.of("publicUrl", Home.PUBLIC.toString()));
        Person mira = home.person("Mira");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(1));

        // when: the notification of a measurement is lost
        home.withings().faults().start(FaultKind.NOTIFICATION_LOST);
        home.withings().household().stepOnScale(mira, 65.1);
        home.time().advance(Duration.ofHours(8));

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Withings did not notify openHAB of new data. Polling every 10 min");

        // when
        home.withings().household().stepOnScale(mira, 65.2);
        home.awaitQuantity(Duration.ofMinutes(12), "Weight", "65.2", "kg");

        // when
        home.withings().faults().clear();
        home.withings().household().stepOnScale(mira, 65.3);

        // then
        home.awaitQuantity("Weight", "65.3", "kg");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        home.live(Duration.ofMinutes(2));
        home.withings().requests().clear();
        home.time().advance(Duration.ofHours(1));
        home.withings().household().goToBed(mira);
        home.soon("the add-on goes on", () -> home.openHab().channels(Home.uid(mira)).contains("bed#in-bed"));
        assertThat("only the hourly reading is left", home.requests("getmeas", mira), is(lessThanOrEqualTo(1L)));
    }

    @Test
    void subscribesAgainToWhatHasLapsed() {
        // given
        Home home = home(Map.of("publicUrl", Home.PUBLIC.toString()));
        Person mira = home.person("Mira");
        home.awaitNotified(mira);
        home.withings().subscriptions().lapse(mira, Appli.BODY_COMPOSITION);
        home.withings().subscriptions().lapse(mira, Appli.BED_IN);
        home.withings().household().stepOnScale(mira, 65.1);
        home.withings().requests().clear();

        // when
        home.time().advance(Duration.ofHours(12));

        // then
        home.soon("everything is subscribed to again",
                () -> home.withings().subscriptions().of(mira).size() == Appli.values().length);
        assertThat("only what was missing", home.requests("subscribe", mira), is(2L));
        home.awaitQuantity("Weight", "65.1", "kg");
        home.withings().household().stepOnScale(mira, 65.2);
        home.awaitQuantity("Weight", "65.2", "kg");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
    }

    @Test
    void pollsWhenWithingsCannotReachTheHomeAndSubscribesWhenItCan() {
        // given: there is no reverse proxy yet
        Home home = Home.fresh();
        running = home;
        Person mira = home.person("Mira");
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.withings().internet().route(Home.PUBLIC, Optional.empty());
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Withings does not accept the webhook URL.");
        home.withings().household().stepOnScale(mira, 65.1);
        home.awaitQuantity(Duration.ofMinutes(12), "Weight", "65.1", "kg");

        // when
        home.withings().internet().route(Home.PUBLIC, Optional.of(home.address()));

        // then
        home.within(Duration.ofMinutes(40), "Withings notifies",
                () -> home.status(Home.ACCOUNT).description().contains("Receiving Withings notifications"));
    }

    @Test
    void pollsWhenTheWayToTheHomeBreaksOffThoughNobodyHasMissedANotificationYet() {
        // given
        Home home = home(Map.of("publicUrl", Home.PUBLIC.toString()));
        Person mira = home.person("Mira");
        home.awaitNotified(mira);
        home.live(Duration.ofMinutes(5));

        // when
        home.withings().internet().route(Home.PUBLIC, Optional.empty());

        // then
        home.within(Duration.ofMinutes(80), "the account says so", () -> home.status(Home.ACCOUNT).description()
                .contains("openHAB can no longer be reached at its public URL."));
        home.withings().household().stepOnScale(mira, 65.1);
        home.awaitQuantity(Duration.ofMinutes(12), "Weight", "65.1", "kg");

        // when
        home.withings().internet().route(Home.PUBLIC, Optional.of(home.address()));

        // then
        home.within(Duration.ofMinutes(20), "Withings notifies",
                () -> home.status(Home.ACCOUNT).description().contains("Receiving Withings notifications"));
    }

    @Test
    void reliesOnNotificationsThoughTheHomeNeverReachesItself() {
        // given
        Home home = Home.fresh();
        running = home;
        home.reachesItself(false);
        Person mira = home.person("Mira");
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.addPerson(mira);
        home.awaitNotified(mira);

        // when
        home.live(Duration.ofHours(3), Duration.ofMinutes(10));

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
    }

    @Test
    void pollsAtTheIntervalWithoutAWebhook() {
        // given
        Home home = home(Map.of("pollingInterval", 20));
        Person mira = home.person("Mira");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Polling every 20 min.");
        // the import, and what it still has to do for an item that was linked meanwhile
        home.live(Duration.ofMinutes(3));
        home.withings().requests().clear();
        Instant start = home.now();
        home.withings().household().stepOnScale(mira, 65.1);

        // when
        home.within(Duration.ofMinutes(70), "it has been asked three times",
                () -> home.requests("getmeas", mira) == 3);

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        assertThat(Duration.between(start, home.now()).toMinutes(),
                is(both(greaterThanOrEqualTo(55L)).and(lessThanOrEqualTo(65L))));
        assertThat(home.withings().requests().entries().size(), is(lessThanOrEqualTo(3 * 7 + 2)));
        assertThat("nothing was subscribed to", home.withings().subscriptions().all(), is(empty()));
    }

    @Test
    void pollsWithAWebhookSwitchedOff() {
        Home home = home(Map.of("publicUrl", Home.PUBLIC.toString(), "webhook", "OFF"));

        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Polling every 10 min.");
        home.time().advance(Duration.ofMinutes(15));
        home.soon("it asks", () -> home.requests("getmeas", home.person("Mira")) > 1);
        assertThat(home.withings().subscriptions().all(), is(empty()));
    }

    @Test
    void saysWhatIsWrongWithAPublicUrl() {
        Home home = home(Map.of());
        Map<String, String> words = Map.of("http://home.example.org", "must begin with https", "https://192.0.2.7",
                "must have a public domain name", "https://home.example.org:8443", "must use port 443", "nonsense",
                "is not a valid URL");

        words.forEach((url, said) -> {
            home.configureAccount(Map.of("publicUrl", url));
            home.awaitStatus(Home.ACCOUNT, "ONLINE", said);
        });
        assertThat(home.withings().requests().count("subscribe"), is(0L));
    }

    @Test
    void staysWithinTheBudgetWhateverThereIsToRead() {
        // given: two years of data, many pages
        Home home = Home.fresh(options -> options.historyDays(730));
        running = home;
        home.withings().behaviour().pageSize(
                org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind.MEASURE_GROUP, 10);
        Person mira = home.person("Mira");
        Person jonas = home.person("Jonas");
        home.addAccount(Map.of("historyDays", 0));
        home.connect(mira);
        home.connect(jonas);

        // when
        home.openHab().addThing(Home.uid(mira), "Mira", Home.ACCOUNT, Map.of("userId", mira.userId() + ""));
        home.openHab().addThing(Home.uid(jonas), "Jonas", Home.ACCOUNT, Map.of("userId", jonas.userId() + ""));

        // then
        home.within(Duration.ofMinutes(10), "all that is new and many pages of the past are read",
                () -> home.requests("getgoals", mira) > 0 && home.requests("getgoals", jonas) > 0
                        && home.requests("getmeas", mira) > 50 && home.requests("getmeas", jonas) > 50);
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
        assertThat(home.withings().requests().entries(entry -> entry.status() == 601), is(empty()));
        assertThat(home.status(Home.ACCOUNT).isOnline(), is(true));
    }
}
