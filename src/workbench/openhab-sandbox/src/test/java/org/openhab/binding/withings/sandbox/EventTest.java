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
package org.openhab.binding.withings.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

/**
 * Events as a client of openHAB sees them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class EventTest extends SandboxTest {

    private final List<JsonObject> events = new CopyOnWriteArrayList<>();

    @Test
    void tellsStatesStatusesAndTriggers() throws Exception {
        startWithWeight();
        listen();
        rest.order("s1", "state body#weight 70 kg");
        rest.order("s1", "trigger device#event STEPPED_ON");
        rest.order("s1", "asleep");
        JsonObject status = waitForEvent("openhab/things/" + SENSOR + "/statuschanged", "\"OFFLINE\"");
        assertThat(status.get("type").getAsString(), is("ThingStatusInfoChangedEvent"));
        JsonObject change = waitForEvent("openhab/items/Weight/statechanged", "70 kg");
        assertThat(payload(change).get("value").getAsString(), is("70 kg"));
        assertThat(payload(change).get("type").getAsString(), is("Quantity"));
        assertThat(payload(change).get("oldType").getAsString(), is("UnDef"));
        JsonObject trigger = waitForEvent("openhab/channels/" + SENSOR + ":device#event/triggered", "");
        assertThat(trigger.get("type").getAsString(), is("ChannelTriggeredEvent"));
        assertThat(payload(trigger).get("event").getAsString(), is("STEPPED_ON"));
        assertThat(payload(trigger).get("channel").getAsString(), is(SENSOR + ":device#event"));
    }

    @Test
    void complainsAboutAnEventThatIsNotDeclared() throws Exception {
        Sandbox sandbox = startWithSensor();
        rest.order("s1", "trigger device#event JUMPED");
        Rest.waitFor(sandbox::complaints, complaints -> !complaints.isEmpty());
        assertThat(sandbox.complaints(), hasItem(containsString("JUMPED")));
    }

    private static JsonObject payload(JsonObject event) {
        return new Gson().fromJson(event.get("payload").getAsString(), JsonObject.class);
    }

    private JsonObject waitForEvent(String topic, String part) throws Exception {
        Predicate<JsonObject> awaited = event -> event.get("topic").getAsString().equals(topic)
                && event.get("payload").getAsString().contains(part);
        Rest.waitFor(() -> events, found -> found.stream().anyMatch(awaited));
        return events.stream().filter(awaited).findFirst().orElseThrow();
    }

    /** Returns when the subscription stands. */
    private void listen() throws Exception {
        Sandbox running = Objects.requireNonNull(sandbox);
        InputStream stream = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(running.address().resolve("/rest/events")).build(),
                        BodyHandlers.ofInputStream())
                .body();
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                    if (line.startsWith("data: {\"topic\"")) {
                        events.add(new Gson().fromJson(line.substring("data: ".length()), JsonObject.class));
                    }
                }
            } catch (IOException e) {
                lines.add("ended");
            }
        }, "events-of-test");
        reader.setDaemon(true);
        reader.start();
        Rest.waitFor(() -> lines, found -> found.contains("event: alive"));
    }
}
