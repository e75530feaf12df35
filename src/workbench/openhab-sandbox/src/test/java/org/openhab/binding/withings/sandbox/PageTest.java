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
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.sandbox.web.Lamp;

/**
 * The page to look at, used as a browser without scripts would.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PageTest extends SandboxTest {

    @Test
    void saysThatItIsNotOpenhab() throws Exception {
        start();
        assertThat(rest.done("GET", "/", ""), containsString("This is not openHAB"));
    }

    @Test
    void loadsNothingFromElsewhere() throws Exception {
        start();
        assertThat(rest.done("GET", "/", ""), allOf(containsString("/?file=page.css"), not(containsString("//"))));
        assertThat(rest.done("GET", "/?file=page.css", ""), containsString("prefers-color-scheme: dark"));
        assertThat(rest.done("GET", "/?file=page.js", ""), containsString("fetch"));
    }

    @Test
    void switchesTheLampByHandAndByTheRule() throws Exception {
        new Lamp(startWithSensor());
        submit("switch-off", "Bedroom_Lamp");
        assertThat(rest.done("GET", "/", ""), containsString("The lamp is <b>off</b>."));
        submit("switch-on", "Bedroom_Lamp");
        assertThat(rest.done("GET", "/", ""), containsString("The lamp is <b>on</b>."));

        rest.order("s1", "trigger device#event IN");
        Rest.waitFor(() -> rest.done("GET", "/", ""), page -> page.contains("The lamp is <b>off</b>."));
    }

    @Test
    void takesAPersonFromNothingToValues() throws Exception {
        start();
        submit("add", "sample:gateway", "id", "home", "label", "My Gateway", "parameter-password", "secret");
        rest.waitForStatus(GATEWAY, "ONLINE NONE");
        submit("scan", "sample");
        Rest.waitFor(() -> rest.done("GET", "/", ""), page -> page.contains("Sensor a1"));
        submit("approve", "sample:sensor:home:a1");
        rest.waitForStatus("sample:sensor:home:a1", "ONLINE NONE");
        submit("items", "sample:sensor:home:a1");
        rest.done("POST", "/rest/items/Sensor_A1_Device_Order", "state body#weight 71.5 kg");
        Rest.waitFor(() -> rest.done("GET", "/?tab=items", ""), page -> page.contains(">71.5 kg</td>"));
    }

    @Test
    void changesAConfigurationAndKeepsAPassword() throws Exception {
        startWithSensor();
        rest.done("PUT", "/rest/things/" + GATEWAY + "/config", "{password: 'secret'}");
        rest.waitForStatus(GATEWAY, "ONLINE NONE");
        String form = rest.done("GET", "/?edit=" + GATEWAY, "");
        assertThat(form, containsString("type=\"password\""));
        assertThat(form, not(containsString("secret")));
        submit("configure", GATEWAY, "parameter-password", "");
        assertThat(
                rest.object("/rest/things/" + GATEWAY).getAsJsonObject("configuration").get("password").getAsString(),
                is("secret"));
        submit("configure", SENSOR, "parameter-interval", "30");
        Rest.waitFor(() -> rest.property(SENSOR, "interval"), "30"::equals);
    }

    @Test
    void saysWhichParameterIsWrong() throws Exception {
        startWithSensor();
        HttpResponse<String> refused = post("configure", SENSOR, "parameter-interval", "99");
        assertThat(refused.statusCode(), is(400));
        assertThat(refused.body(), containsString("interval: The value must not be greater than 60."));
    }

    @Test
    void escapesWhatComesFromOutside() throws Exception {
        start();
        submit("add", "sample:gateway", "id", "home", "label", "<script>alert(1)</script>");
        assertThat(rest.done("GET", "/", ""), not(containsString("<script>")));
    }

    @Test
    void disablesEnablesAndRemoves() throws Exception {
        startWithSensor();
        submit("disable", SENSOR);
        rest.waitForStatus(SENSOR, "UNINITIALIZED DISABLED");
        submit("enable", SENSOR);
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        submit("remove", SENSOR);
        Rest.waitFor(() -> rest.send("GET", "/rest/things/" + SENSOR, "").statusCode(), status -> status == 404);
    }

    private void submit(String action, String uid, String... fields) throws Exception {
        HttpResponse<String> response = post(action, uid, fields);
        assertThat(response.body(), response.statusCode(), is(303));
    }

    private HttpResponse<String> post(String action, String uid, String... fields) throws Exception {
        StringBuilder body = new StringBuilder("action=" + action + "&uid=" + encode(uid));
        for (int i = 0; i < fields.length; i += 2) {
            body.append('&').append(fields[i]).append('=').append(encode(fields[i + 1]));
        }
        return Http.send("POST", Objects.requireNonNull(sandbox).address().resolve("/"), body.toString(),
                "application/x-www-form-urlencoded");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
