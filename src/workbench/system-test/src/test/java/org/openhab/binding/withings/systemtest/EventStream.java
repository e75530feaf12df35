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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * openHAB's server-sent events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class EventStream implements AutoCloseable {

    private static final String DATA = "data:";

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> open = new CompletableFuture<>();
    private final CompletableFuture<Stream<String>> lines = new CompletableFuture<>();

    /**
     * @param payload JSON
     */
    record Event(String topic, String type, String payload) {

        String payloadText(String name) {
            JsonElement parsed = JsonParser.parseString(payload);
            JsonObject object = parsed.isJsonArray()
                    ? parsed.getAsJsonArray().get(0).getAsJsonObject()
                    : parsed.getAsJsonObject();
            return object.has(name) ? object.get(name).getAsString() : "";
        }
    }

    EventStream(HttpClient http, URI openHab) {
        http.sendAsync(HttpRequest.newBuilder(openHab.resolve("/rest/events")).build(), BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> {
                    lines.complete(answer.body());
                    answer.body().forEach(this::line);
                }, EventStream::startThread);
    }

    /** A separate thread, because reading continues until the stream is closed. */
    private static void startThread(Runnable reading) {
        Thread thread = new Thread(reading, "event-stream");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @return completes when the stream is open
     */
    CompletableFuture<Boolean> open() {
        return open;
    }

    private void line(String line) {
        if (!line.startsWith(DATA)) {
            return;
        }
        JsonObject event = JsonParser.parseString(line.substring(DATA.length())).getAsJsonObject();
        if (event.has("topic")) {
            events.add(new Event(event.get("topic").getAsString(), event.get("type").getAsString(),
                    event.get("payload").getAsString()));
        } else {
            open.complete(true);
        }
    }

    /**
     * @return the events of a topic so far, the oldest first
     */
    List<Event> of(String topic) {
        return events.stream().filter(event -> event.topic().equals(topic)).toList();
    }

    /**
     * @return the events of a trigger channel so far, the oldest first
     */
    List<String> triggers(String channelUID) {
        return of("openhab/channels/" + channelUID + "/triggered").stream().map(event -> event.payloadText("event"))
                .toList();
    }

    /**
     * @return the state updates of an item so far, the oldest first
     */
    List<String> states(String item) {
        return of("openhab/items/" + item + "/stateupdated").stream().map(event -> event.payloadText("value")).toList();
    }

    /**
     * @return the state changes of an item so far, the oldest first
     */
    List<String> changes(String item) {
        return of("openhab/items/" + item + "/statechanged").stream().map(event -> event.payloadText("value")).toList();
    }

    @Override
    public void close() {
        lines.thenAccept(Stream::close);
    }
}
