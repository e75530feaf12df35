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
package org.openhab.binding.withings.sandbox.event;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.event.EventBus.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;

/**
 * Delivers events to listeners in the thread of the publisher, and keeps the last ones.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class EventBus {
    /** An event with the topics, types and JSON payloads of openHAB. */
    public record Event(Instant time, String topic, String type, String payload) {}

    private static final int REMEMBERED = 200;

    private final Gson gson = new Gson();
    private final Clock clock;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Event> recent = new ArrayDeque<>();

    public EventBus(Clock clock) {
        this.clock = clock;
    }

    public void publish(String topic, String type, Object payload) {
        Event event = new Event(clock.instant(), topic, type, gson.toJson(payload));
        synchronized (recent) {
            recent.addFirst(event);
            if (recent.size() > REMEMBERED) {
                recent.removeLast();
            }
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    public AutoCloseable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The last events, the newest first. */
    public List<Event> recent() {
        synchronized (recent) {
            return List.copyOf(recent);
        }
    }

    /**
     * Server-sent events, as from openHAB's {@code /rest/events}. Slow clients lose events.
     */
    public static class EventServlet extends HttpServlet {
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
                // confirms the subscription
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

    /**
     * What openHAB would warn about or silently drop: a handler that blocks, an invalid state of an item, an update of
     * a missing channel. Tests can check that there were none.
     */
    public static class Complaints {
        private final Logger logger = LoggerFactory.getLogger(Complaints.class);
        private final List<String> all = new CopyOnWriteArrayList<>();

        public void add(String complaint) {
            logger.warn("{}", complaint);
            all.add(complaint);
        }

        public void add(String complaint, Throwable cause) {
            logger.warn("{}", complaint, cause);
            all.add(complaint + ": " + cause);
        }

        public List<String> all() {
            return List.copyOf(all);
        }
    }
}
