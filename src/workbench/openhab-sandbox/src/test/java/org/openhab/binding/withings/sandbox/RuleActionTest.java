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
import static org.hamcrest.Matchers.*;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The rule actions of things through REST, and what becomes of what they return.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RuleActionTest extends SandboxTest {

    @NonNullByDefault({})
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() throws Exception {
        sandbox = startWithSensor();
    }

    private JsonObject action(String name) throws Exception {
        for (JsonElement action : rest.array("/rest/actions/" + SENSOR)) {
            if (action.getAsJsonObject().get("actionUid").getAsString().startsWith("sample." + name + "#")) {
                return action.getAsJsonObject();
            }
        }
        throw new AssertionError("no action " + name);
    }

    private String call(String name, String inputs) throws Exception {
        String uid = action(name).get("actionUid").getAsString();
        return rest.done("POST",
                "/rest/actions/" + SENSOR + "/" + URLEncoder.encode(uid, StandardCharsets.UTF_8), inputs);
    }

    @Test
    void tellsWhatActionsAThingHas() throws Exception {
        JsonObject greet = action("greet");
        assertThat(greet.get("label").getAsString(), is("Greet Somebody"));
    }

    @Test
    void answersNothingForAThingWithoutActions() throws Exception {
        assertThat(rest.send("GET", "/rest/actions/" + GATEWAY, "").statusCode(), is(204));
    }

    @Test
    void callsAnActionWithItsInputs() throws Exception {
        assertThat(call("greet", "{name: 'Anna', times: 2}"), is("{\"result\":\"Hello Anna!!\"}"));
    }

    @Test
    void readsTimesAndReturnsSeveralOutputs() throws Exception {
        String outputs = call("between", "{from: '2026-03-02T08:00:00', to: '2026-03-02T07:00:30Z'}");
        assertThat(outputs, containsString("\"seconds\":30"));
        assertThat(outputs, containsString("\"text\":\"PT30S\""));
        assertThat(sandbox.complaints(), is(empty()));
    }

    @Test
    void ignoresAnInputThatMakesNoSenseAndDropsAnOutputThatIsNotDeclared() throws Exception {
        assertThat(call("between", "{from: 'yesterday'}"), is("{\"text\":\"nothing\"}"));
        assertThat(sandbox.complaints(), hasItem(containsString("yesterday")));
        assertThat(sandbox.complaints(), hasItem(containsString("secret")));
    }

    @Test
    void complainsAboutAnActionThatThrows() throws Exception {
        assertThat(call("fail", "{}"), is("{}"));
        assertThat(sandbox.complaints(), hasItem(containsString("failed on purpose")));
    }

    @Test
    void knowsNoOtherActions() throws Exception {
        assertThat(rest.send("POST", "/rest/actions/" + SENSOR + "/sample.dance", "{}").statusCode(), is(404));
    }

    @Test
    void hasNoActionsOfAThingThatIsGone() throws Exception {
        rest.done("DELETE", "/rest/things/" + SENSOR, "");
        Rest.waitFor(() -> rest.send("GET", "/rest/actions/" + SENSOR, "").statusCode(), status -> status == 204);
    }
}
