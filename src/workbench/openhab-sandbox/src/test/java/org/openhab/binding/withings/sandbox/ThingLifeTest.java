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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/**
 * How things live: with their bridge, their configuration and their handler.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingLifeTest extends SandboxTest {

    @NonNullByDefault({})
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = start();
    }

    @Test
    void becomesOnlineUnderItsBridge() throws Exception {
        createSensorOnline();
        Rest.waitFor(() -> rest.property(GATEWAY, "childs1"), "initialized"::equals);
        assertThat(rest.property(SENSOR, "vendor"), is("Sample"));
        assertThat(rest.property(SENSOR, "interval"), is("10"));
        assertThat(sandbox.complaints(), is(empty()));
    }

    @Test
    void waitsForItsBridge() throws Exception {
        rest.createSensor("s1", "{serial: 'a1'}");
        rest.waitForStatus(SENSOR, "UNINITIALIZED BRIDGE_UNINITIALIZED");
        rest.createGateway();
        rest.waitForStatus(SENSOR, "ONLINE NONE");
    }

    @Test
    void waitsForARequiredParameter() throws Exception {
        rest.createGateway();
        rest.createSensor("s1", "{}");
        rest.waitForStatus(SENSOR, "UNINITIALIZED HANDLER_CONFIGURATION_PENDING");
        rest.done("PUT", "/rest/things/" + SENSOR + "/config", "{serial: 'a1'}");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
    }

    @Test
    void startsAgainWithANewConfiguration() throws Exception {
        createSensorOnline();
        rest.done("PUT", "/rest/things/" + SENSOR + "/config", "{serial: 'a1', interval: 30}");
        Rest.waitFor(() -> rest.property(SENSOR, "interval"), "30"::equals);
        assertThat(rest.property(SENSOR, "starts"), is("2"));
    }

    @Test
    void refusesAForbiddenValue() throws Exception {
        createSensorOnline();
        var refused = rest.send("PUT", "/rest/things/" + SENSOR + "/config",
                "{serial: 'a1', interval: 99, mode: 'OTHER'}");
        assertThat(refused.statusCode(), is(400));
        assertThat(refused.body(), containsString("interval"));
        assertThat(refused.body(), containsString("mode"));
    }

    @Test
    void followsTheStatusOfItsBridge() throws Exception {
        createSensorOnline();
        rest.link("Gateway", "String", GATEWAY + ":order");
        rest.done("POST", "/rest/items/Gateway", "offline");
        rest.waitForStatus(SENSOR, "OFFLINE BRIDGE_OFFLINE");
        rest.done("POST", "/rest/items/Gateway", "online");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(rest.property(SENSOR, "bridge"), is("ONLINE"));
    }

    @Test
    void endsAndBeginsWithADisabledBridge() throws Exception {
        createSensorOnline();
        rest.done("PUT", "/rest/things/" + GATEWAY + "/enable", "false");
        rest.waitForStatus(GATEWAY, "UNINITIALIZED DISABLED");
        assertThat(rest.status(SENSOR), is("UNINITIALIZED BRIDGE_UNINITIALIZED"));
        assertThat(rest.property(GATEWAY, "childs1"), is("disposed"));
        rest.done("PUT", "/rest/things/" + GATEWAY + "/enable", "true");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
    }

    @Test
    void goesWhenItsHandlerAgrees() throws Exception {
        createSensorOnline();
        rest.link("Weight", "Number:Mass", SENSOR + ":body#weight");
        rest.done("DELETE", "/rest/things/" + SENSOR, "");
        Rest.waitFor(() -> rest.send("GET", "/rest/things/" + SENSOR, "").statusCode(), status -> status == 404);
        Rest.waitFor(() -> rest.array("/rest/links").size(), links -> links == 0);
    }

    @Test
    void saysWhyAHandlerDoesNotStart() throws Exception {
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1', mode: 'BROKEN'}");
        rest.waitForStatus(SENSOR, "UNINITIALIZED HANDLER_INITIALIZING_ERROR");
        assertThat(rest.object("/rest/things/" + SENSOR).getAsJsonObject("statusInfo").get("description").getAsString(),
                is("broken on purpose"));
    }

    @Test
    void complainsAboutAHandlerThatBlocks() throws Exception {
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1', mode: 'SLOW'}");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(sandbox.complaints(), hasItem(containsString("initialize of " + SENSOR + " takes more than")));
    }

    @Test
    void tellsTheStatusInWords() throws Exception {
        createSensorOnline();
        rest.order("s1", "asleep");
        rest.waitForStatus(SENSOR, "OFFLINE COMMUNICATION_ERROR");
        assertThat(rest.object("/rest/things/" + SENSOR).getAsJsonObject("statusInfo").get("description").getAsString(),
                is(
                        "The sensor \"s1\" is asleep. Wake it at http(s)://<YOUROPENHAB>:<YOURPORT>/sample/wake"));
        assertThat(rest.done("GET", "/", ""), containsString("<a href=\"/sample/wake\">/sample/wake</a>"));
    }

    @Test
    void getsAChannelFromItsHandler() throws Exception {
        createSensorOnline();
        rest.order("s1", "grow body#second-weight");
        JsonObject channel = Rest.waitFor(() -> channel("body#second-weight"), found -> found.has("label"));
        assertThat(channel.get("label").getAsString(), is("Grown"));
        assertThat(channel.get("itemType").getAsString(), is("Number:Mass"));
        rest.link("Second", "Number:Mass", SENSOR + ":body#second-weight");
        rest.order("s1", "state body#second-weight 70 kg");
        rest.waitForState("Second", "70 kg");
    }

    @Test
    void takesTheLabelsOfTypesAndOfTheThingsOwnChannels() throws Exception {
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1'}");
        assertThat(channel("body#fat").get("label").getAsString(), is("Fat"));
        assertThat(channel("body#weight").get("label").getAsString(), is("Weight"));
        assertThat(channel("device#battery-level").get("channelTypeUID").getAsString(), is("system:battery-level"));
        assertThat(channel("device#event").get("kind").getAsString(), is("TRIGGER"));
    }

    private JsonObject channel(String id) throws Exception {
        for (var channel : rest.object("/rest/things/" + SENSOR).getAsJsonArray("channels")) {
            if (channel.getAsJsonObject().get("id").getAsString().equals(id)) {
                return channel.getAsJsonObject();
            }
        }
        return new JsonObject();
    }
}
