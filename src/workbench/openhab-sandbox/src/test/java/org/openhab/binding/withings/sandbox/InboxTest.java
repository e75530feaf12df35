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
import static org.hamcrest.Matchers.is;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Discovery and the inbox.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class InboxTest extends SandboxTest {

    @Test
    void makesAThingUnderItsBridgeWhenApproved() throws Exception {
        scan();
        rest.done("POST", "/rest/inbox/sample:sensor:home:a1/approve", "In the Bathroom");
        rest.waitForStatus("sample:sensor:home:a1", "ONLINE NONE");
        JsonObject thing = rest.object("/rest/things/sample:sensor:home:a1");
        assertThat(thing.get("label").getAsString(), is("In the Bathroom"));
        assertThat(thing.get("bridgeUID").getAsString(), is(GATEWAY));
        assertThat(thing.getAsJsonObject("configuration").get("serial").getAsString(), is("a1"));
        assertThat(thing.getAsJsonObject("properties").get("modelId").getAsString(), is("S-a1"));
        assertThat(flag("sample:sensor:home:a1"), is("gone"));
        assertThat(flag("sample:sensor:home:b2"), is("NEW"));
    }

    @Test
    void doesNotOfferAThingThatWasAddedByHand() throws Exception {
        start();
        rest.createGateway();
        rest.createSensor("mine", "{serial: 'a1'}");
        rest.waitForStatus("sample:sensor:home:mine", "ONLINE NONE");
        rest.done("POST", "/rest/discovery/bindings/sample/scan", "");
        Rest.waitFor(() -> flag("sample:sensor:home:b2"), "NEW"::equals);
        assertThat(flag("sample:sensor:home:a1"), is("IGNORED"));
    }

    @Test
    void stopsToOfferAThingThatIsAddedByHand() throws Exception {
        scan();
        rest.createSensor("mine", "{serial: 'a1'}");
        Rest.waitFor(() -> flag("sample:sensor:home:a1"), "IGNORED"::equals);
        rest.done("DELETE", "/rest/things/sample:sensor:home:mine", "");
        Rest.waitFor(() -> flag("sample:sensor:home:a1"), "NEW"::equals);
    }

    @Test
    void forgetsWhatABridgeFoundWithTheBridge() throws Exception {
        scan();
        rest.done("DELETE", "/rest/things/" + GATEWAY, "");
        Rest.waitFor(() -> rest.array("/rest/inbox").size(), size -> size == 0);
    }

    @Test
    void hasNothingToScanWithWithoutABridge() throws Exception {
        start();
        assertThat(rest.send("POST", "/rest/discovery/bindings/sample/scan", "").statusCode(), is(400));
    }

    private void scan() throws Exception {
        start();
        rest.createGateway();
        rest.waitForStatus(GATEWAY, "ONLINE NONE");
        assertThat(rest.done("POST", "/rest/discovery/bindings/sample/scan", ""), is("5"));
        Rest.waitFor(() -> rest.array("/rest/inbox"), (JsonArray entries) -> entries.size() == 2);
    }

    private String flag(String thing) throws Exception {
        for (JsonElement entry : rest.array("/rest/inbox")) {
            if (entry.getAsJsonObject().get("thingUID").getAsString().equals(thing)) {
                return entry.getAsJsonObject().get("flag").getAsString();
            }
        }
        return "gone";
    }
}
