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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.notification.Courier.Delivery;

import com.google.gson.JsonObject;

/**
 * Subscriptions and notifications.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationTest extends SimulatorTest {
    private static final String CALLBACK = "https://home.example.org/withings/webhook/secret?a=1&b=2";
    private static final URI HOST = URI.create("https://home.example.org");

    /** Long enough for a busy machine. */
    private Duration patience = Duration.ofSeconds(30);
    private @Nullable Receiver openedReceiver;

    @Override
    SimulatorOptions options() {
        return super.options().publicHost(HOST, receiver().address()).callbackPatience(patience);
    }

    private Receiver receiver() {
        Receiver receiver = openedReceiver;
        if (receiver == null) {
            try {
                receiver = new Receiver();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            openedReceiver = receiver;
        }
        return receiver;
    }

    private String access = "";

    @BeforeEach
    void consentOfMira() throws IOException {
        access = access(mira());
    }

    @AfterEach
    void closeReceiver() {
        receiver().close();
    }

    private JsonObject subscribe(int appli) throws IOException {
        return subscribe(access, CALLBACK, appli);
    }

    private JsonObject subscribe(String token, String callback, int appli) throws IOException {
        return envelope("/notify", token, "action", "subscribe", "callbackurl", callback, "appli",
                Integer.toString(appli), "comment", "a test");
    }

    private void subscribeAll(int... applis) throws IOException {
        for (int appli : applis) {
            assertThat(status(subscribe(appli)), is(0));
        }
    }

    @Test
    void probesTheCallbackWithHeadBeforeItSubscribes() throws IOException {
        JsonObject answer = subscribe(1);

        assertThat(status(answer), is(0));
        assertThat(receiver().probes(), contains("/withings/webhook/secret?a=1&b=2"));
        JsonObject profile = rows(body("/notify", access, "action", "list"), "profiles").get(0);
        assertThat(profile.get("appli").getAsInt(), is(1));
        assertThat(profile.get("callbackurl").getAsString(), is(CALLBACK));
        assertThat(profile.get("expires").getAsLong(), is(2147483647L));
    }

    @Test
    void refusesCallbacksThatWithingsWouldRefuse() throws IOException {
        for (String callback : List.of("http://home.example.org/withings/webhook/x",
                "https://192.0.2.7/withings/webhook/x", "https://localhost/withings/webhook/x",
                "https://home.example.org:8443/withings/webhook/x", "https://home.example.org/elsewhere",
                "https://home.example.org/withingsevil", "https://other.example.org/withings/x", "no url",
                "https://home.example.org/withings/" + "x".repeat(255), REDIRECT)) {
            assertThat(callback, status(subscribe(access, callback, 1)), is(293));
        }
        assertThat(status(envelope("/notify", access, "action", "subscribe", "appli", "1")), is(293));
        assertThat(receiver().probes(), is(empty()));
    }

    @Test
    void refusesACallbackThatDoesNotAnswerWell() throws IOException {
        receiver().answerWith(404);
        assertThat(status(subscribe(1)), is(293));

        simulator().internet().route(HOST, Optional.empty());
        time.advance(Duration.ofSeconds(11));
        assertThat(status(subscribe(1)), is(293));
        assertThat(simulator().subscriptions().all(), is(empty()));
    }

    @Test
    void tellsHowLongToWaitWhenASubscriptionIsRepeatedAtOnce() throws IOException {
        subscribe(1);
        assertThat(status(subscribe(1)), is(601));

        time.advance(Duration.ofSeconds(10));
        assertThat(status(subscribe(1)), is(0));
        assertThat(simulator().subscriptions().of(mira()), hasSize(1));
    }

    @Test
    void refusesUnknownCategoriesAndLongComments() throws IOException {
        assertThat(status(subscribe(3)), is(503));
        assertThat(status(envelope("/notify", access, "action", "subscribe", "callbackurl", CALLBACK)), is(503));
        assertThat(status(envelope("/notify", access, "action", "subscribe", "callbackurl", CALLBACK, "appli", "1",
                "comment", "c".repeat(256))), is(304));
    }

    @Test
    void revokesASubscriptionWhoseAddressIsWrittenDifferently() throws IOException {
        subscribeAll(1, 2);
        String sameOtherwise = "https://home.example.org/withings/webhook/secret/?b=2&a=1";

        body("/notify", access, "action", "revoke", "callbackurl", sameOtherwise, "appli", "1");
        body("/notify", access, "action", "revoke", "callbackurl", CALLBACK);
        assertThat(simulator().subscriptions().all(), is(empty()));
        assertThat(status(envelope("/notify", access, "action", "revoke", "callbackurl", CALLBACK)), is(294));
    }

    @Test
    void tellsOfEachActInItsCategory() throws Exception {
        subscribeAll(1, 2, 4, 16, 44, 46, 50, 51, 52, 54, 55, 58);
        Household household = simulator().household();
        String now = Long.toString(NOW.getEpochSecond());

        household.stepOnScale(mira(), 66);
        assertThat(receiver().next(), allOf(hasEntry("appli", "1"), hasEntry("startdate", now),
                hasEntry("userid", Long.toString(mira().userId())), hasEntry("foo", "bar"), hasKey("enddate")));
        household.takeTemperature(mira(), 37.2);
        assertThat(receiver().next(), hasEntry("appli", "2"));
        household.measureBloodPressure(mira(), 120, 80, 60);
        assertThat(receiver().next(), hasEntry("appli", "4"));
        household.measureOxygen(mira(), 97);
        assertThat(receiver().next(), hasEntry("appli", "4"));
        household.walk(mira(), 500);
        assertThat(receiver().next(), allOf(hasEntry("appli", "16"), hasEntry("date", "2026-05-20")));
        household.workOut(mira(), 2, Duration.ofMinutes(30));
        assertThat(receiver().next(), hasEntry("appli", "16"));
        household.goToBed(mira());
        assertThat(receiver().next(), allOf(hasEntry("appli", "50"), hasEntry("date", now),
                hasEntry("deviceid", household.mat(mira()).deviceId())));
        household.inflate(household.mat(mira()));
        assertThat(receiver().next(), hasEntry("appli", "52"));
        household.recordElectrocardiogram(mira(), 0);
        assertThat(receiver().next(), hasEntry("appli", "54"));
        household.failElectrocardiogram(mira());
        assertThat(receiver().next(), hasEntry("appli", "55"));
        household.enterGlucose(mira(), 90);
        assertThat(receiver().next(), hasEntry("appli", "58"));
    }

    @Test
    void uploadsTheNightWhenSomebodyGetsUp() throws Exception {
        subscribeAll(44, 51);
        simulator().household().goToBed(mira());
        assertThat(simulator().household().isInBed(mira()), is(true));
        time.advance(Duration.ofHours(7));

        simulator().household().getUp(mira());

        Map<String, String> one = receiver().next();
        Map<String, String> other = receiver().next();
        assertThat(List.of(String.valueOf(one.get("appli")), String.valueOf(other.get("appli"))),
                containsInAnyOrder("44", "51"));
        JsonObject night = rows(body("/v2/sleep", access(mira()), "action", "getsummary", "lastupdate",
                Long.toString(time.instant().getEpochSecond() - 1)), "series").get(0);
        assertThat(night.get("startdate").getAsLong(), is(NOW.getEpochSecond()));
        assertThat(night.getAsJsonObject("data").get("total_timeinbed").getAsInt(), is(7 * 3600));
        assertThat(simulator().household().isInBed(mira()), is(false));
    }

    @Test
    void triesTenTimesOverHoursWhenNobodyTakesIt() throws Exception {
        subscribeAll(1);
        receiver().answerWith(500);

        simulator().household().stepOnScale(mira(), 66);

        List<Duration> waits = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(10),
                Duration.ofHours(1), Duration.ofHours(4));
        for (int step = 0; step < waits.size(); step++) {
            time.advance(waits.get(step));
            int attempts = (step + 1) * 2;
            waitUntil("attempt " + attempts, () -> simulator().deliveries().size() == attempts);
        }
        time.advance(Duration.ofDays(3));
        assertThat(simulator().deliveries(), hasSize(10));
        assertThat(simulator().deliveries().stream().map(Delivery::attempt).toList(),
                contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        assertThat(simulator().subscriptions().of(mira()), hasSize(1));
    }

    @Test
    void stopsTryingOnceItIsTaken() throws Exception {
        subscribeAll(1);
        receiver().answerWith(500);
        simulator().household().stepOnScale(mira(), 66);
        waitUntil("two attempts", () -> simulator().deliveries().size() == 2);

        receiver().answerWith(302);
        time.advance(Duration.ofSeconds(10));
        waitUntil("a third attempt", () -> simulator().deliveries().size() == 3);

        assertThat(simulator().deliveries().get(2).succeeded(), is(true));
        time.advance(Duration.ofDays(1));
        assertThat(simulator().deliveries(), hasSize(3));
    }

    @Test
    void losesDoublesAndDelaysNotifications() throws Exception {
        subscribeAll(1);
        Household household = simulator().household();

        simulator().faults().start(Fault.of(FaultKind.NOTIFICATION_LOST).times(1));
        household.stepOnScale(mira(), 66);
        assertThat(simulator().deliveries().get(0).outcome(), is(-1));

        simulator().faults().start(Fault.of(FaultKind.NOTIFICATION_DUPLICATED).times(1));
        household.stepOnScale(mira(), 66);
        assertThat(receiver().next(), is(receiver().next()));

        simulator().faults().start(Fault.of(FaultKind.NOTIFICATION_DELAYED).appli(1).forPerson(mira()).times(1));
        household.stepOnScale(mira(), 66);
        assertThat(receiver().waiting(), is(0));
        time.advance(Duration.ofMinutes(10));
        String late = Long.toString(NOW.getEpochSecond());
        assertThat(receiver().next(), hasEntry("startdate", late));
    }

    @Test
    void tellsOfAWithdrawnConsentAndKillsItsTokens() throws Exception {
        subscribeAll(1, 46);

        simulator().household().withdrawConsent(mira());

        assertThat(receiver().next(), allOf(hasEntry("appli", "46"), hasEntry("action", "unlink")));
        assertThat(status(envelope("/measure", access, "action", "getmeas")), is(401));
        assertThat(simulator().subscriptions().all(), is(empty()));
    }
}
