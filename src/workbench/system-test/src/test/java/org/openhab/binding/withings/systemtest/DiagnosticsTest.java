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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.systemtest.Browser.Page;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The diagnostics of a household with much data: they have the state, but no personal data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiagnosticsTest {

    /** Shorter numbers may be contained for other reasons. */
    private static final int DISTINCTIVE = 4;

    @Test
    void tellsHowItGoesAndNothingOfThePeople() {
        try (Home home = Home.tapped()) {
            // given: two people with all their data, notifications, and some failures
            Person mira = home.person("Mira");
            Person jonas = home.person("Jonas");
            home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
            home.connect(mira);
            home.connect(jonas);
            home.addPerson(mira);
            home.addPerson(jonas);
            home.soon("the devices are in the inbox", () -> home.openHab().inbox().size() >= 6);
            home.openHab().inbox().forEach(found -> home.openHab().approve(found.thingUID(), found.label()));
            home.awaitNotified(mira);
            home.withings().household().stepOnScale(mira, 67.89);
            home.withings().household().goToBed(mira);
            home.withings().faults().start(Fault.of(FaultKind.HTML_PAGE).on("/measure").times(1));
            home.withings().household().stepOnScale(jonas, 87.65);
            home.within(Duration.ofMinutes(12), "the trouble has been noticed",
                    () -> home.openHab().console("openhab:withings people").contains("(MALFORMED_ANSWER)"));

            // when
            Browser browser = home.browser();
            Page saved = browser.send(browser.open(Home.PAGE).form("/withings/diagnostics"));
            String printed = home.openHab().console("openhab:withings diagnostics");

            // then
            assertThat(saved.answer().headers().firstValue("Content-Disposition").orElse(""),
                    startsWith("attachment"));
            tellsHowItGoes(saved.html());
            for (String text : List.of(saved.html(), printed)) {
                for (String secret : secrets(home)) {
                    assertThat("a secret is in there", text.contains(secret), is(false));
                }
                Set<String> words = new HashSet<>(Arrays.asList(text.split("[^A-Za-z0-9.:+-]+")));
                Set<String> values = new TreeSet<>(values(home));
                assertThat("there are values", values.size(), is(greaterThan(500)));
                values.retainAll(words);
                assertThat("values are in there", values, is(empty()));
            }
        }
    }

    private static void tellsHowItGoes(String json) {
        JsonObject diagnostics = JsonParser.parseString(json).getAsJsonObject();
        assertThat(diagnostics.get("openHAB").getAsString(), is("5.2.1"));
        JsonObject account = diagnostics.getAsJsonArray("accounts").get(0).getAsJsonObject();
        assertThat(account.getAsJsonObject("thing").get("reason").getAsString(), startsWith("status.account."));
        assertThat(account.getAsJsonObject("configuration").getAsJsonObject("publicUrl").getAsJsonArray("flaws").size(),
                is(0));
        JsonArray people = account.getAsJsonArray("people");
        assertThat(people.size(), is(2));
        boolean failed = false;
        for (JsonElement element : people) {
            JsonObject person = element.getAsJsonObject();
            assertThat(person.getAsJsonArray("scopes").size(), is(4));
            assertThat(person.getAsJsonArray("subscriptions").size(), is(greaterThan(5)));
            assertThat(person.getAsJsonObject("thing").get("channels").toString(), containsString("body#weight"));
            JsonObject measures = person.getAsJsonObject("services").getAsJsonObject("MEASURES");
            assertThat(measures.has("answered"), is(true));
            failed |= measures.has("failure");
        }
        assertThat("the trouble is reported", failed, is(true));
        assertThat(account.getAsJsonArray("devices").size(), is(greaterThanOrEqualTo(6)));
    }

    private static Set<String> secrets(Home home) {
        Set<String> secrets = new HashSet<>(home.wiretap().tokens());
        assertThat("tokens were seen", secrets.size(), is(greaterThanOrEqualTo(4)));
        secrets.addAll(List.of(SimulatorOptions.DEFAULT_CLIENT_ID, SimulatorOptions.DEFAULT_CLIENT_SECRET, "Mira",
                "Jonas", Home.PUBLIC.getHost(), "127.0.0.1", "@"));
        for (Person person : home.withings().household().people()) {
            secrets.add(Long.toString(person.userId()));
            String webhook = home.webhook(person);
            secrets.add(webhook.substring(webhook.lastIndexOf('/') + 1));
        }
        for (Device device : home.withings().household().devices()) {
            secrets.add(device.deviceId());
            JsonElement mac = device.toJson(home.now()).get("mac_address");
            if (mac != null && !mac.isJsonNull()) {
                secrets.add(mac.getAsString());
            }
        }
        return secrets;
    }

    /**
     * @return every recorded number, as written by Withings and scaled
     */
    private static Set<String> values(Home home) {
        Set<String> values = new HashSet<>();
        for (Person person : home.withings().household().people()) {
            for (RecordKind kind : RecordKind.values()) {
                person.records().rows(kind).forEach(row -> gather(row, values));
            }
            gather(person.records().goals(), values);
        }
        values.removeIf(value -> value.length() < DISTINCTIVE);
        return values;
    }

    private static void gather(JsonElement element, Set<String> values) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(part -> gather(part, values));
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            object.asMap().values().forEach(part -> gather(part, values));
            if (object.has("value") && object.has("unit") && object.get("unit").isJsonPrimitive()) {
                values.add(new BigDecimal(object.get("value").getAsString())
                        .scaleByPowerOfTen(object.get("unit").getAsInt()).stripTrailingZeros().toPlainString());
            }
        } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
            values.add(element.getAsString());
        }
    }
}
