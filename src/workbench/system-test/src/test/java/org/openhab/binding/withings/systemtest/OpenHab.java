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

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * openHAB's REST API, as used by its user interface.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpenHab {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int NOT_FOUND = 404;

    private final Gson gson = new Gson();
    private final HttpClient http;
    private final URI address;

    /**
     * A thing's status.
     *
     * @param description the description for the user; empty if there is none
     */
    record Status(String status, String detail, String description) {

        boolean isOnline() {
            return "ONLINE".equals(status);
        }

        @Override
        public String toString() {
            return status + " (" + detail + "): " + description;
        }
    }

    /**
     * An entry of the inbox.
     *
     * @param flag NEW or IGNORED
     */
    record Discovered(String thingUID, String type, String label, String flag) {}

    OpenHab(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    // things

    void addThing(String uid, String label, @Nullable String bridge, Map<String, Object> configuration) {
        JsonObject thing = new JsonObject();
        thing.addProperty("UID", uid);
        thing.addProperty("thingTypeUID", String.join(":", List.of(uid.split(":")).subList(0, 2)));
        thing.addProperty("label", label);
        if (bridge != null) {
            thing.addProperty("bridgeUID", bridge);
        }
        thing.add("configuration", gson.toJsonTree(configuration));
        expect(201, send("POST", "/rest/things", thing.toString()));
    }

    void configure(String uid, Map<String, Object> configuration) {
        expect(200, send("PUT", "/rest/things/" + encode(uid) + "/config", gson.toJson(configuration)));
    }

    void enable(String uid, boolean enabled) {
        expect(200, send("PUT", "/rest/things/" + encode(uid) + "/enable", Boolean.toString(enabled)));
    }

    void removeThing(String uid) {
        expect(202, send("DELETE", "/rest/things/" + encode(uid), ""));
    }

    Optional<JsonObject> thing(String uid) {
        HttpResponse<String> answer = send("GET", "/rest/things/" + encode(uid), "");
        return answer.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(JsonParser.parseString(expect(200, answer).body()).getAsJsonObject());
    }

    Set<String> things() {
        Set<String> uids = new TreeSet<>();
        list("/rest/things").forEach(thing -> uids.add(text(thing, "UID")));
        return uids;
    }

    Status status(String uid) {
        return thing(uid).map(thing -> thing.getAsJsonObject("statusInfo"))
                .map(info -> new Status(text(info, "status"), text(info, "statusDetail"), text(info, "description")))
                .orElseGet(() -> new Status("MISSING", "", ""));
    }

    /**
     * @return all data of the things except their configuration, which only administrators can read
     */
    String shownOfThings() {
        StringBuilder shown = new StringBuilder();
        for (JsonObject thing : list("/rest/things")) {
            thing.remove("configuration");
            shown.append(thing);
        }
        list("/rest/inbox").forEach(shown::append);
        return shown.toString();
    }

    /**
     * @return a property of the thing; empty if there is none
     */
    String property(String uid, String name) {
        return thing(uid).map(thing -> text(thing.getAsJsonObject("properties"), name)).orElse("");
    }

    /**
     * @return the ids of the thing's channels, such as {@code body#weight}
     */
    Set<String> channels(String uid) {
        Set<String> ids = new TreeSet<>();
        thing(uid).ifPresent(thing -> thing.getAsJsonArray("channels")
                .forEach(channel -> ids.add(text(channel.getAsJsonObject(), "id"))));
        return ids;
    }

    // inbox

    void scan() {
        expect(200, send("POST", "/rest/discovery/bindings/withings/scan", ""));
    }

    List<Discovered> inbox() {
        List<Discovered> found = new ArrayList<>();
        list("/rest/inbox").forEach(entry -> found.add(new Discovered(text(entry, "thingUID"),
                text(entry, "thingTypeUID"), text(entry, "label"), text(entry, "flag"))));
        return found;
    }

    void approve(String thingUID, String label) {
        expect(200, send("POST", "/rest/inbox/" + encode(thingUID) + "/approve", label));
    }

    // items

    /**
     * @param unit the unit of the item's states; empty for openHAB's default
     */
    void addItem(String name, String type, String unit) {
        JsonObject item = new JsonObject();
        item.addProperty("type", type);
        item.addProperty("name", name);
        if (!unit.isEmpty()) {
            item.add("metadata", gson.toJsonTree(Map.of("unit", Map.of("value", unit))));
        }
        expect(201, send("PUT", "/rest/items/" + name, item.toString()));
    }

    void link(String item, String channelUID) {
        JsonObject link = new JsonObject();
        link.addProperty("itemName", item);
        link.addProperty("channelUID", channelUID);
        expect(200, send("PUT", "/rest/links/" + item + "/" + encode(channelUID), link.toString()));
    }

    JsonObject item(String name) {
        return JsonParser.parseString(expect(200, send("GET", "/rest/items/" + name, "")).body()).getAsJsonObject();
    }

    /**
     * @return the item's state as text, with the unit where it has one
     */
    String state(String name) {
        return text(item(name), "state");
    }

    /**
     * @return the persisted states of the item without units
     */
    NavigableMap<Instant, String> history(String name) {
        NavigableMap<Instant, String> states = new TreeMap<>();
        JsonObject stored = JsonParser
                .parseString(expect(200, send("GET", "/rest/persistence/items/" + name, "")).body()).getAsJsonObject();
        stored.getAsJsonArray("data").forEach(point -> states.put(
                Instant.ofEpochMilli(point.getAsJsonObject().get("time").getAsLong()),
                text(point.getAsJsonObject(), "state")));
        return states;
    }

    /**
     * @return the instant of a date and time state
     */
    static Instant instant(String state) {
        return java.time.OffsetDateTime.parse(state.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2")).toInstant();
    }

    // rule actions

    /**
     * @return the names of the thing's actions with their labels
     */
    Map<String, String> actions(String uid) {
        Map<String, String> labels = new TreeMap<>();
        list("/rest/actions/" + encode(uid))
                .forEach(action -> labels.put(name(action), text(action, "label")));
        return labels;
    }

    /**
     * Calls an action like rules and openHAB's user interface.
     *
     * @param inputs the inputs by their names
     * @return the outputs by their names
     */
    JsonObject call(String uid, String name, Map<String, Object> inputs) {
        for (JsonObject action : list("/rest/actions/" + encode(uid))) {
            if (name(action).equals(name)) {
                String path = "/rest/actions/" + encode(uid) + "/" + encode(text(action, "actionUid"));
                return JsonParser.parseString(expect(200, send("POST", path, gson.toJson(inputs))).body())
                        .getAsJsonObject();
            }
        }
        throw new AssertionError(uid + " has no action " + name);
    }

    private static String name(JsonObject action) {
        return text(action, "actionUid").replaceAll("^withings\\.|#.*$", "");
    }

    // console

    /**
     * @return the output of the console for a line
     */
    String console(String line) {
        return expect(200, send("POST", "/console", line)).body();
    }

    /**
     * @return the completions of the last word of the line
     */
    List<String> complete(String line) {
        return expect(200, send("GET", "/console?complete=" + encode(line), "")).body().lines().toList();
    }

    // other paths

    /**
     * Posts a form, like Withings for notifications.
     */
    HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> method(String method, String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).method(method, BodyPublishers.noBody()));
    }

    private Iterable<JsonObject> list(String path) {
        JsonArray array = JsonParser.parseString(expect(200, send("GET", path, "")).body()).getAsJsonArray();
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        String type = body.startsWith("{") ? "application/json" : "text/plain";
        return send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", type).method(method,
                BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("openHAB does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + " is answered with HTTP "
                    + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull() ? object.get(name).getAsString() : "";
    }
}
