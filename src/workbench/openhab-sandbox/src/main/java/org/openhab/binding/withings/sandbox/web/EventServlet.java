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
package org.openhab.binding.withings.sandbox.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.event.EventBus.Event;

import com.google.gson.Gson;

/**
 * Events as they happen, as openHAB's {@code /rest/events} sends them. A client that does not keep up loses events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class EventServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int WAITING_EVENTS = 10_000;
    private static final long ALIVE_SECONDS = 10;

    private final transient Gson gson = new Gson();
    private final transient EventBus events;

    public EventServlet(EventBus events) {
        this.events = events;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(WAITING_EVENTS);
        try (AutoCloseable subscription = events.subscribe(waiting::offer)) {
            PrintWriter writer = response.getWriter();
            // says that the subscription stands
            writer.print("event: alive\ndata: {\"type\":\"ALIVE\",\"interval\":" + ALIVE_SECONDS + "}\n\n");
            while (!writer.checkError()) {
                response.flushBuffer();
                Event event = waiting.poll(ALIVE_SECONDS, TimeUnit.SECONDS);
                writer.print(event == null
                        ? "event: alive\ndata: {\"type\":\"ALIVE\"}\n\n"
                        : "event: message\ndata: " + gson.toJson(describe(event)) + "\n\n");
            }
        } catch (InterruptedException e) {
            // the server ends
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> describe(Event event) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("topic", event.topic());
        json.put("payload", event.payload());
        json.put("type", event.type());
        return json;
    }
}
