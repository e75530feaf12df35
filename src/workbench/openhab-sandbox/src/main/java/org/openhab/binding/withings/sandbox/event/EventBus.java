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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.Gson;

/**
 * Hands events to listeners at once, in the thread of the publisher, and remembers the last ones.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class EventBus {

    /**
     * Something that happened, in the words of openHAB.
     *
     * @param time when, on the clock of the sandbox
     * @param topic e.g. {@code openhab/items/Weight/statechanged}
     * @param type e.g. {@code ItemStateChangedEvent}
     * @param payload JSON
     */
    public record Event(Instant time, String topic, String type, String payload) {}

    private static final int REMEMBERED = 200;

    private final Gson gson = new Gson();
    private final Clock clock;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Event> recent = new ArrayDeque<>();

    public EventBus(Clock clock) {
        this.clock = clock;
    }

    /** @param payload is sent as JSON */
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

    /** @param listener must return soon and throw nothing */
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
}
