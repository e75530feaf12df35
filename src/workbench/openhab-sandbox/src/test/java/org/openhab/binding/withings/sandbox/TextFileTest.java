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
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * Things and items from text files.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextFileTest extends SandboxTest {

    @Test
    void bringsUpThingsAndItemsFromTextFiles() throws Exception {
        write("things/home.things", "// the gateway", "Bridge sample:gateway:home \"Gateway\" @ \"Hall\" [",
                "  password=\"se\\\"cret\" ] {",
                "  Thing sensor s1 \"Scale\" @ \"Bathroom\" [ serial=\"a1\", interval=20 ]",
                "}", "Thing sample:sensor:home:s2 (sample:gateway:home) [ serial=\"b2\" ]");
        write("items/home.items", "/* people */ Group gBody \"Body\"",
                "Number:Mass Weight \"Weight [%.2f %unit%]\" <oh:scale> (gBody) [\"Measurement\"] {",
                "  channel=\"sample:sensor:home:s1:body#weight\", channel=\"sample:sensor:home:s2:body#weight\",",
                "  unit=\"g\" }");
        start();
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        rest.waitForStatus("sample:sensor:home:s2", "ONLINE NONE");
        assertThat(rest.object("/rest/things/" + SENSOR).get("location").getAsString(), is("Bathroom"));
        assertThat(
                rest.object("/rest/things/" + GATEWAY).getAsJsonObject("configuration").get("password").getAsString(),
                is("se\"cret"));
        assertThat(rest.property(SENSOR, "interval"), is("20"));
        rest.order("s1", "state body#weight 71.5 kg");
        rest.waitForState("Weight", "71500 g");
        assertThat(rest.object("/rest/items/Weight").get("displayState").getAsString(), is("71500.00 g"));
        rest.order("s2", "state body#weight 72 kg");
        rest.waitForState("Weight", "72000 g");
    }

    @Test
    void leavesThingsAndItemsFromTextFilesToTheTextFiles() throws Exception {
        write("things/home.things", "Bridge sample:gateway:home []");
        write("items/home.items", "Switch Light");
        start();
        assertThat(rest.object("/rest/things/" + GATEWAY).get("editable").getAsBoolean(), is(false));
        assertThat(rest.send("DELETE", "/rest/things/" + GATEWAY, "").statusCode(), is(400));
        assertThat(rest.send("PUT", "/rest/things/" + GATEWAY + "/config", "{password: 'x'}").statusCode(), is(400));
        assertThat(rest.send("PUT", "/rest/items/Light", "{type: 'Switch'}").statusCode(), is(405));
    }

    @Test
    void reportsEveryLinkOfAnItemsFileThatIsSaved() throws Exception {
        // given: a handler does not hear of links that are older than itself
        write("things/home.things", "Bridge sample:gateway:home { Thing sensor s1 [ serial=\"a1\" ] }");
        write("items/home.items", "Number:Mass Weight { channel=\"sample:sensor:home:s1:body#weight\" }",
                "Number Count { channel=\"sample:sensor:home:s1:body#count\" }");
        Sandbox sandbox = start();
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(rest.property(SENSOR, "links"), is(""));

        // when
        sandbox.readItems();

        // then
        Rest.waitFor(() -> rest.property(SENSOR, "links"), "body#weight body#count"::equals);
    }

    @Test
    void forgetsWhatASavedItemsFileNoLongerHas() throws Exception {
        // given
        write("things/home.things", "Bridge sample:gateway:home { Thing sensor s1 [ serial=\"a1\" ] }");
        write("items/home.items", "Number:Mass Weight { channel=\"sample:sensor:home:s1:body#weight\" }");
        Sandbox sandbox = start();
        rest.waitForStatus(SENSOR, "ONLINE NONE");

        // when
        write("items/home.items", "Number Count { channel=\"sample:sensor:home:s1:body#count\" }");
        sandbox.readItems();

        // then
        Rest.waitFor(() -> rest.property(SENSOR, "links"), "body#count"::equals);
        assertThat(rest.property(SENSOR, "unlinked"), is("body#weight"));
        assertThat(rest.array("/rest/links").size(), is(1));
        assertThat(rest.send("GET", "/rest/items/Weight", "").statusCode(), is(404));
    }

    @Test
    void saysWhereATextFileIsWrong() throws Exception {
        write("things/home.things", "Bridge sample:gateway:home {", "  Thing sensor s1 [ serial=a1 ]", "}");
        SandboxException refused = assertThrows(SandboxException.class, this::start);
        assertThat(refused.getMessage(), containsString("things/home.things:2: a value expected"));
    }

    @Test
    void saysWhereABackslashIsWrong() throws Exception {
        write("items/home.items", "Switch Light", "Switch Lamp \"a\\dark one\"");
        SandboxException refused = assertThrows(SandboxException.class, this::start);
        assertThat(refused.getMessage(), containsString("items/home.items:2: a backslash"));
    }

    @Test
    void saysWhichThingTypeDoesNotExist() throws Exception {
        write("things/home.things", "", "Thing sample:scale:one []");
        SandboxException refused = assertThrows(SandboxException.class, this::start);
        assertThat(refused.getMessage(), is("things/home.things:2: There is no thing type sample:scale"));
    }

    @Test
    void refusesAUnitThatIsNotOfTheItem() throws Exception {
        write("items/home.items", "Number:Mass Weight { unit=\"mmHg\" }");
        SandboxException refused = assertThrows(SandboxException.class, this::start);
        assertThat(refused.getMessage(), containsString("items/home.items:1: the unit \"mmHg\""));
    }

    @Test
    void refusesWhatItWouldHaveToIgnore() throws Exception {
        write("items/home.items", "Switch Light { channel=\"sample:a:b:c\" [profile=\"system:follow\"] }");
        SandboxException refused = assertThrows(SandboxException.class, this::start);
        assertThat(refused.getMessage(), containsString("profile system:follow is not supported"));
    }
}
