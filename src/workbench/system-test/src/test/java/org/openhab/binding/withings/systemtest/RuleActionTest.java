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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The rule actions, called like by openHAB.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RuleActionTest {

    private final Home home = Home.connected(Map.of(), "Mira");
    private final Person mira = home.person("Mira");
    private final String uid = home.addPerson(mira);

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private JsonObject measurements(String channel, Instant from) {
        return home.openHab().call(uid, "measurements",
                Map.of("channel", channel, "from", from.toString(), "to", home.now().plusSeconds(1).toString()));
    }

    private static List<String> states(JsonObject outputs) {
        List<String> states = new ArrayList<>();
        for (JsonElement value : outputs.getAsJsonArray("values")) {
            states.add(value.getAsJsonObject().get("state").getAsString());
        }
        return states;
    }

    @Test
    void tellsWhatActionsThereAre() {
        assertThat(home.openHab().actions(uid).keySet(),
                is(Set.of("refresh", "importHistory", "measurements", "ecgSignal", "summary")));
        assertThat(home.openHab().actions(uid).values(), everyItem(not(startsWith("@text"))));
    }

    @Test
    void looksUpWhatWasMeasured() {
        // given
        home.item("Weight", "Number:Mass", uid + ":body#weight");
        home.soon("there is a weight", () -> home.state("Weight").endsWith("kg"));
        Instant before = home.now();
        home.time().advance(Duration.ofSeconds(1));
        home.withings().household().stepOnScale(mira, 67.89);
        home.time().advance(Duration.ofSeconds(10));
        home.withings().household().stepOnScale(mira, 66.12);

        // when
        JsonObject outputs = measurements("weight", before);

        // then
        assertThat(outputs.get("result").getAsBoolean(), is(true));
        assertThat(states(outputs), contains("67.89 kg", "66.12 kg"));
        JsonObject first = outputs.getAsJsonArray("values").get(0).getAsJsonObject();
        assertThat(first.get("time").getAsString(), endsWith("+02:00"));
        assertThat(first.get("value").getAsDouble(), is(67.89));
        assertThat(first.get("unit").getAsString(), is("kg"));
        assertThat(states(measurements("sleep#sleep-score", before.minus(Duration.ofDays(7)))).size(),
                is(greaterThanOrEqualTo(6)));
        assertThat(states(measurements("activity#steps", before.minus(Duration.ofDays(7)))).size(),
                is(greaterThanOrEqualTo(6)));
    }

    @Test
    void looksUpTheCurveOfAnElectrocardiogram() {
        // given
        home.withings().household().recordElectrocardiogram(mira, 0);
        home.time().advance(Duration.ofMinutes(1));

        // when
        JsonObject outputs = home.openHab().call(uid, "ecgSignal", Map.of());

        // then
        assertThat(outputs.get("message").getAsString(), startsWith("Number of values: "));
        int frequency = outputs.get("frequency").getAsInt();
        assertThat(outputs.getAsJsonArray("values").size(), is(greaterThanOrEqualTo(20 * frequency)));
        assertThat(outputs.get("time").getAsString(), startsWith("2026-05-20T20:"));
    }

    @Test
    void asksForWhatIsNewAndTellsIt() {
        // given
        home.item("Weight", "Number:Mass", uid + ":body#weight");
        home.withings().household().stepOnScale(mira, 67.89);

        // when
        JsonObject outputs = home.openHab().call(uid, "refresh", Map.of());

        // then: long before the next poll
        assertThat(outputs.get("result").getAsBoolean(), is(true));
        home.awaitQuantity("Weight", "67.89", "kg");
        home.soon("the summary tells the weight", () -> home.openHab().call(uid, "summary", Map.of()).get("result")
                .getAsString().startsWith("Summary for Mira: Weight 67.9 kg, today at 8:0"));
    }

    @Test
    void saysInWordsThatAPersonIsNotConnected() {
        home.withings().household().withdrawConsent(mira);
        home.openHab().call(uid, "refresh", Map.of());
        home.awaitStatus(uid, "OFFLINE", "");

        for (String action : List.of("refresh", "importHistory")) {
            JsonObject outputs = home.openHab().call(uid, action, Map.of());
            assertThat(outputs.get("result").getAsBoolean(), is(false));
            assertThat(outputs.get("message").getAsString(), is("Mira is not connected to Withings."));
        }
        assertThat(measurements("weight", home.now().minusSeconds(60)).get("message").getAsString(),
                is("Mira is not connected to Withings."));
    }
}
