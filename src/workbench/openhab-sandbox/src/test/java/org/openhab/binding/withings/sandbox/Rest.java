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
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Drives a sandbox through its REST paths, as the user interface of openHAB or a script would.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Gson gson = new Gson();
    private final URI address;

    Rest(Sandbox sandbox) {
        address = sandbox.address();
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return Http.send(method, address.resolve(path), body,
                body.startsWith("{") ? "application/json" : "text/plain");
    }

    /** As {@link #send}, and the request has to succeed. */
    String done(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        assertThat(path + ": " + response.body(), response.statusCode(), lessThan(300));
        return response.body();
    }

    JsonObject object(String path) throws IOException, InterruptedException {
        return gson.fromJson(done("GET", path, ""), JsonObject.class);
    }

    JsonArray array(String path) throws IOException, InterruptedException {
        return gson.fromJson(done("GET", path, ""), JsonArray.class);
    }

    void createGateway() throws IOException, InterruptedException {
        done("POST", "/rest/things", "{thingTypeUID: 'sample:gateway', UID: 'sample:gateway:home'}");
    }

    void createSensor(String id, String configuration) throws IOException, InterruptedException {
        done("POST", "/rest/things", "{thingTypeUID: 'sample:sensor', UID: 'sample:sensor:home:" + id
                + "', bridgeUID: 'sample:gateway:home', label: 'My Sensor', configuration: " + configuration + "}");
    }

    /** Makes an item and links it. */
    void link(String item, String type, String channel) throws IOException, InterruptedException {
        done("PUT", "/rest/items/" + item, "{type: '" + type + "', name: '" + item + "'}");
        done("PUT", "/rest/links/" + item + "/" + URLEncoder.encode(channel, StandardCharsets.UTF_8),
                "{itemName: '" + item + "', channelUID: '" + channel + "'}");
    }

    /** Writes an order to the channel that a sensor takes orders from. */
    void order(String sensor, String order) throws IOException, InterruptedException {
        String item = "Order_" + sensor;
        if (send("GET", "/rest/items/" + item, "").statusCode() == 404) {
            link(item, "String", "sample:sensor:home:" + sensor + ":device#order");
        }
        done("POST", "/rest/items/" + item, order);
    }

    String status(String thing) throws IOException, InterruptedException {
        JsonObject info = object("/rest/things/" + thing).getAsJsonObject("statusInfo");
        return info.get("status").getAsString() + " " + info.get("statusDetail").getAsString();
    }

    String property(String thing, String name) throws IOException, InterruptedException {
        JsonElement value = object("/rest/things/" + thing).getAsJsonObject("properties").get(name);
        return value == null ? "" : value.getAsString();
    }

    void waitForStatus(String thing, String status) throws Exception {
        waitFor(() -> status(thing), status::equals);
    }

    String state(String item) throws IOException, InterruptedException {
        return object("/rest/items/" + item).get("state").getAsString();
    }

    void waitForState(String item, String state) throws Exception {
        waitFor(() -> state(item), state::equals);
    }

    /** Looks again and again until something is as expected. */
    static <T> T waitFor(Callable<T> look, Predicate<T> expected) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.call();
        while (!expected.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After " + PATIENCE.toSeconds() + " s it is still " + seen);
            }
            TimeUnit.MILLISECONDS.sleep(20);
            seen = look.call();
        }
        return seen;
    }
}
