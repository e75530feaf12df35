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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Invalid input ends in an error answer, a clear status or an ignored value, and everything continues afterwards.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Home home = Home.connected("Mira");
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private int weighIns;

    @BeforeAll
    void addPerson() {
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":heart#systolic-pressure");
        home.item("Pulse", "Number", person + ":heart#heart-pulse");
        home.item("Sleep_Pulse", "Number", person + ":sleep#heart-rate-average");
        home.item("Sleep_Deep", "Number:Time", person + ":sleep#deep-sleep-duration");
        home.item("Snoring", "Number:Time", person + ":sleep#snoring-duration");
        home.item("Steps", "Number", person + ":activity#steps");
        home.awaitNotified(mira);
    }

    /**
     * Checks that the next weigh-in arrives.
     */
    @AfterEach
    void goesOn() {
        home.withings().faults().clear();
        String kilograms = "66." + ++weighIns % 10;
        household.stepOnScale(mira, Double.parseDouble(kilograms));
        home.awaitQuantity(Duration.ofMinutes(20), "Weight", kilograms, "kg");
        home.awaitOnline(Home.ACCOUNT);
        home.awaitOnline(Home.uid(mira));
        home.time().advance(Duration.ofMinutes(2));
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    // notifications

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = { //
            "                                                        | 400", //
            "nonsense                                                | 400", //
            "userid=USER                                             | 400", //
            "appli=1                                                 | 400", //
            "userid=USER&appli=one                                   | 400", //
            "userid=USER&appli=99999999999                           | 400", //
            "userid=%00&appli=1                                      | 400", //
            "userid=USER&appli=50&date=tomorrow                      | 400", //
            "userid=USER&appli=50&date=1&deviceid=<script>           | 400", //
            "userid=USER&appli=50&date=-1                            | 400", //
            "userid=999999999&appli=1&startdate=1&enddate=2          | 404" })
    void answersAMalformedNotificationWithAnError(String body, int status) {
        HttpResponse<String> answer = home.openHab().post(home.webhook(mira), FORM,
                body == null ? "" : body.replace("USER", Long.toString(mira.userId())));

        assertThat(answer.statusCode(), is(status));
        assertThat("nothing is echoed", answer.body(), is(""));
    }

    @Test
    void answersAnOversizedNotificationWithAnError() {
        HttpResponse<String> answer = home.openHab().post(home.webhook(mira), FORM,
                "userid=" + mira.userId() + "&appli=1&foo=" + "x".repeat(100_000));

        assertThat(answer.statusCode(), is(413));
        assertThat(answer.body(), is(""));
    }

    @Test
    void answersANotificationOfAnotherTypeWithAnError() {
        HttpResponse<String> answer = home.openHab().post(home.webhook(mira), "application/json",
                "{\"userid\":" + mira.userId() + ",\"appli\":1}");

        assertThat(answer.statusCode(), is(415));
        assertThat(answer.body(), is(""));
    }

    @Test
    void takesNotificationsAtTheSecretAddressOnly() {
        String body = "userid=" + mira.userId() + "&appli=50&date=" + home.now().getEpochSecond();

        for (String path : List.of("/withings/webhook/guessed", "/withings/webhook/", "/withings/webhook")) {
            assertThat(path, home.openHab().post(path, FORM, body).statusCode(), is(404));
        }
    }

    @Test
    void answersProbesWithoutDoingAnything() {
        String bedIn = "?userid=" + mira.userId() + "&appli=50&date=" + home.now().getEpochSecond();
        try (EventStream events = home.events()) {
            // when
            assertThat(home.openHab().method("HEAD", home.webhook(mira) + bedIn).statusCode(), is(200));
            assertThat(home.openHab().method("GET", home.webhook(mira) + bedIn).statusCode(), is(200));
            assertThat(home.openHab().method("HEAD", "/withings").statusCode(), is(200));

            // then: the next event is the first one
            String trigger = Home.uid(mira) + ":bed#event";
            household.inflate(household.mat(mira));
            home.soon("the mat has inflated", () -> events.triggers(trigger).contains("INFLATED"));
            assertThat(events.triggers(trigger), is(List.of("INFLATED")));
        }
    }

    @Test
    void asksForEverythingWhenNobodyKnowsWhatANotificationIsAbout() {
        // given
        home.withings().faults().start(Fault.of(FaultKind.NOTIFICATION_UNKNOWN_APPLI).times(1));

        // when
        household.stepOnScale(mira, 65.05);

        // then
        home.awaitQuantity("Weight", "65.05", "kg");
    }

    @Test
    void aBedEventOfTheFarFutureCountsAtItsArrival() {
        long future = home.now().plus(Duration.ofDays(400)).getEpochSecond();

        String trigger = Home.uid(mira) + ":bed#event";
        try (EventStream events = home.events()) {
            int status = home.openHab().post(home.webhook(mira), FORM,
                    "userid=" + mira.userId() + "&appli=50&date=" + future).statusCode();

            assertThat(status, is(200));
            household.inflate(household.mat(mira));
            home.soon("the mat has inflated", () -> events.triggers(trigger).contains("INFLATED"));
            assertThat(events.triggers(trigger), is(List.of("IN", "INFLATED")));
        }
    }

    // answers

    @ParameterizedTest
    @EnumSource(value = FaultKind.class, names = { "EMPTY_ARRAY_BODY", "NO_BODY", "NULL_VALUES", "NEGATIVE_VALUES",
            "UNKNOWN_TYPES" })
    void showsNoValueThatIsNotTrue(FaultKind kind) {
        // given: valid states
        household.measureBloodPressure(mira, 119, 77, 62);
        household.uploadSleep(mira, Duration.ofHours(7));
        household.walk(mira, 900);
        home.awaitQuantity("Systolic", "119", "mmHg");
        home.soon("everything has arrived", () -> !home.state("Sleep_Deep").equals("NULL")
                && !home.state("Steps").equals("NULL"));
        home.time().advance(Duration.ofMinutes(3));

        try (EventStream events = home.events()) {
            // when
            List.of("/measure", "/v2/measure", "/v2/sleep", "/v2/user")
                    .forEach(path -> home.withings().faults().start(Fault.of(kind).on(path)));
            home.withings().requests().clear();
            household.measureBloodPressure(mira, 181, 112, 99);
            household.uploadSleep(mira, Duration.ofHours(6));
            household.walk(mira, 100);
            home.soon("everything has been asked for", () -> home.requests("getmeas", mira) > 0
                    && home.requests("getsummary", mira) > 0 && home.requests("getactivity", mira) > 0);
            home.time().advance(Duration.ofMinutes(3));

            // then
            for (String item : List.of("Weight", "Systolic", "Pulse", "Sleep_Pulse", "Sleep_Deep", "Snoring",
                    "Steps")) {
                assertThat(item, events.states(item), everyItem(not(startsWith("-"))));
                assertThat(item, events.states(item), everyItem(not(startsWith("0.0"))));
            }
            home.awaitOnline(Home.uid(mira));
        }
    }

    @ParameterizedTest
    @CsvSource({ "HTML_PAGE, are invalid", "GZIP_GARBAGE, are invalid", "DEEP_NESTING, are invalid",
            "OVERSIZED, are invalid", "GZIP_BOMB, are invalid", "MILLION_ROWS, are invalid",
            "HTTP_503, reports errors", "TIMEOUT, reports errors", "RESET, cannot be reached" })
    void saysWhatIsWrongWithWithings(FaultKind kind, String words) {
        // given
        home.withings().faults().start(kind);

        // when
        household.stepOnScale(mira, 65.01);

        // then
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", words);
        assertThat(home.status(Home.ACCOUNT).detail(), is("COMMUNICATION_ERROR"));
        home.awaitStatus(Home.uid(mira), "OFFLINE", "");
        assertThat(home.status(Home.uid(mira)).detail(), is("BRIDGE_OFFLINE"));

        // when
        home.withings().faults().clear();

        // then
        home.awaitQuantity(Duration.ofMinutes(15), "Weight", "65.01", "kg");
        home.awaitOnline(Home.ACCOUNT);
    }

    @Test
    void waitsAsLongAsWithingsAsksFor() {
        // given
        home.withings().faults().start(Fault.of(FaultKind.TOO_MANY_REQUESTS).action("getmeas").times(2));
        home.withings().requests().clear();

        // when
        household.stepOnScale(mira, 65.02);

        // then
        home.awaitQuantity("Weight", "65.02", "kg");
        var moments = home.withings().requests().entries().stream()
                .filter(entry -> "getmeas".equals(entry.parameters().get("action"))).map(entry -> entry.moment())
                .toList();
        assertThat("two refusals, and an answer at last", moments, hasSize(greaterThanOrEqualTo(3)));
        assertThat(Duration.between(moments.get(0), moments.get(1)), is(greaterThanOrEqualTo(Duration.ofSeconds(5))));
        assertThat(Duration.between(moments.get(1), moments.get(2)), is(greaterThanOrEqualTo(Duration.ofSeconds(10))));
    }

    @Test
    void doesNotGiveUpTheAccountForOneRefusedCall() {
        // given
        home.withings().faults().start(Fault.of(FaultKind.INVALID_PARAMS).action("getsummary").times(3));

        // when
        household.uploadSleep(mira, Duration.ofHours(6));
        household.stepOnScale(mira, 65.03);

        // then
        home.awaitQuantity("Weight", "65.03", "kg");
        assertThat(home.status(Home.ACCOUNT).isOnline(), is(true));
    }
}
