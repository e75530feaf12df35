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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device.Battery;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

/**
 * The simulator's own page.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ControlPageTest extends SimulatorTest {
    private void press(String path, String... fields) throws IOException {
        HttpResponse<String> answer = post(path, null, fields);
        assertThat(answer.body(), answer.statusCode(), is(302));
        assertThat(answer.headers().firstValue("Location").orElse(""), is("/"));
    }

    private void act(Person person, String act, String... fields) throws IOException {
        String[] all = Stream
                .concat(List.of("person", Long.toString(person.userId()), "act", act).stream(),
                        List.of(fields).stream())
                .toArray(String[]::new);
        press("/act", all);
    }

    private int groups(Person person) {
        return person.records().rows(RecordKind.MEASURE_GROUP).size();
    }

    @Test
    void showsPeopleDevicesAndRequestsWithoutAScript() throws IOException {
        body("/measure", access(mira()), "action", "getmeas");

        String page = get("/").body();

        assertThat(page, allOf(containsString("This is a simulator, not Withings"), containsString("Mira"),
                containsString("Jonas"), containsString("Body Scan"), containsString("/measure getmeas"),
                containsString("user.metrics"), containsString("width=device-width")));
        assertThat(page, not(containsString("<script")));
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""),
                startsWith("default-src 'none'"));
    }

    @Test
    void hasAButtonForEachAct() throws IOException {
        Person mira = mira();
        int before = groups(mira);
        act(mira, "weigh", "kilograms", "66.4");
        act(mira, "weigh-unrecognised", "kilograms", "66.4");
        act(mira, "move-measure", "kilograms", "66.4");
        act(mira, "delete-measure", "kilograms", "66.4");
        act(mira, "blood-pressure", "systolic", "124", "diastolic", "79", "pulse", "66");
        act(mira, "temperature", "celsius", "36.9");
        act(mira, "oxygen", "percent", "97");
        act(mira, "glucose", "glucose", "95");
        act(mira, "ecg");
        act(mira, "ecg-afib");
        act(mira, "ecg-failed");
        assertThat(groups(mira) - before, is(7));
        act(mira, "bed");
        assertThat(get("/").body(), containsString("in bed"));
        int nights = mira.records().nights().size();
        act(mira, "up");
        act(mira, "nap");
        assertThat(mira.records().nights(), hasSize(nights + 2));
        act(mira, "walk", "steps", "1500");
        int workouts = mira.records().rows(RecordKind.WORKOUT).size();
        act(mira, "workout", "category", "7", "minutes", "30");
        assertThat(mira.records().rows(RecordKind.WORKOUT), hasSize(workouts + 1));
        act(mira, "delete-workout", "category", "2", "minutes", "30");
        assertThat(mira.records().rows(RecordKind.WORKOUT), hasSize(workouts));
        String access = access(mira);
        act(mira, "expire");
        assertThat(status(envelope("/measure", access, "action", "getmeas")), is(401));
        act(mira, "lapse");
        act(mira, "withdraw");
        assertThat(simulator().consents(), is(empty()));
    }

    @Test
    void hasButtonsForDevicesAndTime() throws IOException {
        String watch = simulator().household().device(mira(), DeviceKind.WATCH).deviceId();
        press("/act", "device", watch, "act", "drain");
        assertThat(simulator().household().device(mira(), DeviceKind.WATCH).battery(time.instant()), is(Battery.LOW));
        press("/act", "device", watch, "act", "remove");
        assertThat(simulator().household().devices(mira()), hasSize(4));
        press("/act", "device", watch, "act", "link");
        assertThat(simulator().household().devices(mira()), hasSize(5));
        press("/act", "device", simulator().household().mat(mira()).deviceId(), "act", "inflate");

        press("/time", "minutes", "480");
        assertThat(time.instant(), is(NOW.plus(Duration.ofHours(8))));
    }

    @Test
    void switchesFaultsOnAndOff() throws IOException {
        press("/fault", "do", "start", "kind", "HTTP_502", "path", "/measure", "person",
                Long.toString(jonas().userId()), "times", "3");
        assertThat(simulator().faults().active().get(0).fault().kind(), is(FaultKind.HTTP_502));
        assertThat(simulator().faults().active().get(0).fault().times(), is(3));
        assertThat(get("/").body(), containsString("On: http 502 at /measure"));
        assertThat(post("/measure", access(mira()), "action", "getmeas").statusCode(), is(200));
        assertThat(post("/measure", access(jonas()), "action", "getmeas").statusCode(), is(502));

        press("/fault", "do", "clear");
        assertThat(simulator().faults().active(), is(empty()));
    }

    @Test
    void saysWhatIsWrongWithWhatWasTyped() throws IOException {
        String mira = Long.toString(mira().userId());
        String[][] wrong = { { "/act", "act", "weigh", "person", mira, "kilograms", "much" },
                { "/act", "act", "weigh", "person", mira, "kilograms", "NaN" },
                { "/act", "act", "weigh", "person", "1", "kilograms", "66" },
                { "/act", "act", "<script>", "person", mira }, { "/act", "person", mira },
                { "/time", "minutes", "-5" }, { "/fault", "do", "start", "kind", "nothing" } };
        for (String[] fields : wrong) {
            HttpResponse<String> answer = post(fields[0], null, List.of(fields).subList(1, fields.length)
                    .toArray(String[]::new));

            assertThat(String.join(" ", fields), answer.statusCode(), is(400));
            assertThat(answer.body(), allOf(containsString("Back"), not(containsString("<script>"))));
        }
    }
}
