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
package org.openhab.binding.withings.internal.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.webhook.MadeUpWebhook.*;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;
import org.openhab.binding.withings.internal.webhook.WebhookServlet.NotificationQueue;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;

/**
 * The webhook of an account: URL, subscriptions, notifications and their reliability.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountWebhookTest {
    private static final String WEIGH_IN = "userid=363&startdate=1700000000&enddate=1700000001&appli=1";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final WithingsException TROUBLE = new WithingsException(Failure.SERVICE_TROUBLE, "made up");

    @Nested
    class Subscribing {

        @Test
        void subscribesThePublicUrlOrALeasedUrl() {
            MadeUpWebhook home = atPublicUrl().open();
            assertThat(home.subscribedTo("https://home.example.org/withings/webhook/" + home.secret()),
                    is(Set.of(1, 50)));
            assertThat(home.webhook.isLive(ANNA), is(true));
            assertThat(home.webhook.state().status(10).key(), is("status.account.notified.public-url"));

            MadeUpWebhook leased = atCloud().open();
            assertThat(leased.subscribedTo(leased.cloud.url()), is(Set.of(1, 50)));
            assertThat(leased.webhook.isLive(ANNA), is(true));
            assertThat(leased.webhook.state().host(), is("https://cloud.example.org"));

            leased.webhook.release();
            assertThat("the lease is given back", leased.cloud.removed,
                    is(List.of("/withings/webhook/" + leased.secret())));
        }

        @Test
        void waitsForTheCloudAndPollsWithoutIt() {
            MadeUpWebhook home = new MadeUpWebhook().open();
            assertThat(home.webhook.state().way(), is(Way.NONE));

            home.relays.offer(new CloudRelay(home.cloud));
            home.scheduler.advance(Duration.ofSeconds(10));
            assertThat(home.webhook.isLive(ANNA), is(true));

            home.relays.offer(null);
            assertThat(home.webhook.isLive(ANNA), is(false));
        }

        @Test
        void subscribesWantedNotificationsOnly() {
            MadeUpWebhook home = atCloud().open();

            home.wanted = Set.of(Appli.SLEEP);
            home.webhook.repair(ANNA);
            assertThat(home.webhook.isLive(ANNA), is(false));
            home.scheduler.advance(Duration.ofSeconds(10));
            assertThat(home.subscribedTo(home.cloud.url()), is(Set.of(44)));

            // nothing is wanted before the person's thing is initialized
            home.wanted = Set.of();
            home.webhook.repair(ANNA);
            assertThat(home.subscribedTo(home.cloud.url()), is(Set.of(44)));

            home.webhook.repairOrUnsubscribe(ANNA);
            assertThat(home.subscriptions, is(empty()));
        }

        @Test
        void triesAgainToEndWhatIsNoLongerWanted() {
            MadeUpWebhook home = atCloud().open();
            home.wanted = Set.of();
            home.refusals.put(0, TROUBLE);
            home.webhook.repairOrUnsubscribe(ANNA);
            assertThat(home.subscriptions, is(not(empty())));

            home.refusals.clear();
            home.webhook.repair(ANNA);
            home.scheduler.advance(Duration.ofSeconds(10));

            assertThat(home.subscriptions, is(empty()));
        }

        @Test
        void revokesSubscriptionsWhenItIsSwitchedOff() {
            AccountConfiguration off = new AccountConfiguration();
            off.webhook = AccountConfiguration.WEBHOOK_OFF;
            MadeUpWebhook home = atCloud().open();
            home.webhook.close();

            AccountWebhook restarted = home.start(off);
            restarted.open();

            assertThat(home.subscriptions, is(empty()));
            assertThat(restarted.state().status(10).key(), is("status.account.polling.off"));
        }

        @Test
        void keepsUrlAndSubscriptionsAcrossARestart() {
            MadeUpWebhook home = atPublicUrl().open();
            home.webhook.close();
            assertThat("nothing is taken any more", home.servlet.receiver(home.secret()), is(nullValue()));
            home.calls.clear();

            AccountWebhook restarted = home.start(configuration("https://home.example.org"));
            restarted.open();

            assertThat(home.calls, is(List.of("list")));
            assertThat(restarted.isLive(ANNA), is(true));
        }

        @Test
        void retriesAfterAFailure() {
            MadeUpWebhook home = atPublicUrl().open();
            home.refusals.put(0, TROUBLE);
            home.webhook.repair(ANNA);
            assertThat("a list that Withings cannot give says nothing", home.webhook.isLive(ANNA), is(true));

            home.refusals.clear();
            home.subscriptions.clear();
            home.scheduler.advance(Duration.ofMinutes(1));

            assertThat(home.subscriptions, hasSize(2));
        }

        @Test
        void refreshesOnceAnHourIfWithingsNeverListsSubscriptions() {
            MadeUpWebhook home = atPublicUrl();
            home.listsNothing = true;
            home.open();
            home.scheduler.advance(Duration.ofMinutes(57));
            assertThat(home.timesSubscribed, is(1));
            assertThat("one repair at the start, one after reading", home.calls,
                    is(List.of("list", "subscribe", "subscribe", "list", "subscribe", "subscribe")));

            home.scheduler.advance(FIVE_MINUTES);
            home.webhook.repair(ANNA);
            home.scheduler.advance(FIVE_MINUTES);

            assertThat(home.timesSubscribed, is(2));
            assertThat(home.calls, hasSize(12));
        }

        @Test
        void saysThatWithingsRefusesTheCallback() {
            MadeUpWebhook home = atPublicUrl();
            home.fromWithings = 404;
            home.open();

            assertThat(home.webhook.isLive(ANNA), is(false));
            assertThat(home.webhook.state().status(10).reference(), is(
                    "@text/status.account.callback-refused [\"10\", \"https://home.example.org\"]"));

            home.people = Set.of();
            assertThat("the consent has ended", home.webhook.state().status(10).key(), is("status.account.polling"));
        }
    }

    @Nested
    class Health {

        @Test
        void probesOnceAnHourAndReplacesAUrlThatWasDeletedInTheCloud() {
            MadeUpWebhook home = atCloud().open();
            home.probes.clear();
            home.scheduler.advance(Duration.ofHours(24));
            assertThat(home.probes, hasSize(24));

            home.cloud.delete();
            home.scheduler.advance(HOUR.plusMinutes(1));

            assertThat(home.subscribedTo(home.cloud.url()), is(Set.of(1, 50)));
            assertThat(home.webhook.isLive(ANNA), is(true));
        }

        @ParameterizedTest
        @CsvSource({ "0, cloud-remote-access-off", "502, cloud-offline", "500, cloud-offline", "-1, unreachable",
                "403, unreachable" })
        void findsWhyTheCloudDoesNotReachOpenHab(int status, String reason) {
            MadeUpWebhook home = atCloud().open();
            home.fromHere = status;

            home.scheduler.advance(HOUR);
            assertThat("one failure is none", home.webhook.isLive(ANNA), is(true));
            home.scheduler.advance(FIVE_MINUTES);

            assertThat(home.webhook.isLive(ANNA), is(false));
            assertThat(home.webhook.state().status(10).key(), is("status.account.unreliable." + reason));
        }

        @Test
        void findsMissingRemoteAccessWhenWithingsRefusesTheUrl() {
            MadeUpWebhook home = atCloud();
            home.fromHere = NO_ANSWER;
            home.fromWithings = NO_ANSWER;
            home.open();

            assertThat(home.webhook.state().status(10).key(), is("status.account.unreliable.cloud-remote-access-off"));
        }

        @ParameterizedTest
        @CsvSource({ "200, 2", "502, 0" })
        void recoversAfterASuccessfulProbeOrANotification(int fromHere, int repaired) {
            MadeUpWebhook home = atCloud().open();
            home.fromHere = 502;
            home.scheduler.advance(HOUR.plus(FIVE_MINUTES));
            home.subscriptions.clear();

            home.fromHere = fromHere;
            if (fromHere == ARRIVES) {
                home.scheduler.advance(FIVE_MINUTES.plusSeconds(10));
            } else {
                home.post(WEIGH_IN);
            }

            assertThat(home.webhook.isLive(ANNA), is(true));
            assertThat(home.subscriptions, hasSize(repaired));
        }
    }

    @ParameterizedTest
    @CsvSource({ "true, false", "false, true" })
    void failedProbesOfAPublicUrlCountOnlyAfterASuccessfulOne(boolean reachedBefore, boolean live) {
        MadeUpWebhook home = atPublicUrl();
        home.fromHere = reachedBefore ? ARRIVES : NO_CONNECTION;
        home.open();
        home.fromHere = NO_CONNECTION;

        home.scheduler.advance(HOUR.plus(FIVE_MINUTES));

        assertThat(home.webhook.isLive(ANNA), is(live));
        assertThat(home.webhook.state().unreliableReason(), is(live ? null : Outcome.NO_CONNECTION));
    }

    @Nested
    class Misses {
        private final MadeUpWebhook home = atCloud().open();

        private void found(Duration ago) {
            home.webhook.found(ANNA, List.of(home.now().minus(ago)));
        }

        @ParameterizedTest
        @ValueSource(ints = { 14, 120 })
        void doesNotExpectNotificationsOfWhatIsNewOrOlderThanTheSubscription(int minutesAgo) {
            home.scheduler.advance(HOUR);
            found(Duration.ofMinutes(minutesAgo));

            assertThat(home.webhook.isLive(ANNA), is(true));
        }

        @Test
        void isNotReliableAfterAMissedNotificationUntilTheNextOne() {
            home.scheduler.advance(HOUR);
            found(Duration.ofMinutes(15));
            assertThat(home.webhook.state().unreliableReason(), is(Outcome.NOTIFICATION_MISSED));

            home.scheduler.advance(Duration.ofHours(3));
            assertThat("successful probes", home.webhook.isLive(ANNA), is(false));

            home.post(WEIGH_IN);
            assertThat(home.webhook.isLive(ANNA), is(true));
            found(Duration.ofMinutes(20));
            assertThat("it was before the notification", home.webhook.isLive(ANNA), is(true));
        }
    }

    @Nested
    class Notifications {
        private final MadeUpWebhook home = atCloud().open();

        @Test
        void arriveInOrderWithBedEventsFirst() {
            home.hold();
            home.post(WEIGH_IN);
            home.post("userid=363&appli=51&date=1700000200");
            home.post("userid=363&appli=50&date=1700000100");
            home.post("userid=363&appli=44&startdate=1700000000&enddate=1700000001");
            home.releaseTasks();

            assertThat(home.notified.stream().map(Notification::appliNumber).toList(), is(List.of(51, 50, 1, 44)));
            assertThat(home.webhook.state().people().get(ANNA).lastNotification(), is(home.now()));
        }

        @Test
        void ofUnknownPeopleAreRefused() {
            assertThat(home.post("userid=364&appli=1"), is(404));
            assertThat(home.notified, is(empty()));

            home.people = Set.of(ANNA, "364");
            home.webhook.repair("364");
            assertThat(home.post("userid=364&appli=1"), is(200));
        }

        @Test
        void areQueuedOnceAndRefusedIfTheQueueIsFull() {
            home.hold();
            home.post(WEIGH_IN);
            home.post(WEIGH_IN);
            assertThat(home.webhook.queuedNotifications(), is(1));
            for (int second = 0; second < NotificationQueue.CAPACITY; second++) {
                assertThat(home.post("userid=363&appli=50&date=" + second), is(200));
            }
            assertThat(home.post("userid=363&appli=50&date=1700000000"), is(503));
            assertThat("hints have room of their own", home.post("userid=363&appli=44"), is(200));
        }

        @ParameterizedTest
        @ValueSource(ints = { 50, 51, 52, 55 })
        void ofEventsWithoutADateAreDatedAtArrivalAndNotRepeated(int appli) {
            String event = "userid=363&deviceid=a1&appli=" + appli;
            Instant first = home.now();
            home.post(event);
            home.scheduler.advance(Duration.ofMinutes(9));
            home.post(event);
            home.scheduler.advance(Duration.ofMinutes(1));
            home.post(event);

            assertThat(home.notified.stream().map(Notification::date).toList(),
                    is(List.of(first, first.plusSeconds(600))));
        }

        @Test
        void ofOtherBedsAndOtherEventsAreNotRepetitions() {
            home.post("userid=363&deviceid=a1&appli=50");
            home.post("userid=363&deviceid=a1&appli=51");
            home.post("userid=363&deviceid=b2&appli=50");

            assertThat(home.notified, hasSize(3));
        }
    }
}
