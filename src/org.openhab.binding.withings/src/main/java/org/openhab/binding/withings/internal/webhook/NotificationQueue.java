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
package org.openhab.binding.withings.internal.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;

/**
 * The notifications that wait for the account's executor: limited in number, events before hints, each only once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationQueue {
    static final int CAPACITY = 512;
    /** An event without a date that comes again within this time is a repetition by Withings. */
    private static final Duration REPETITION = Duration.ofMinutes(10);
    /** Far more than there are kinds and beds: whatever is posted, memory stays small. */
    private static final int UNDATED_LIMIT = 200;

    private final Services services;
    private final Consumer<Notification> consumer;
    private final Set<Notification> events = new LinkedHashSet<>();
    private final Set<Notification> hints = new LinkedHashSet<>();
    /** When events without a date arrived; used on the executor only. */
    private final Map<String, Instant> undatedEvents = new HashMap<>();

    /** @param consumer called on the account's executor with one notification at a time */
    NotificationQueue(Services services, Consumer<Notification> consumer) {
        this.services = services;
        this.consumer = consumer;
    }

    /** Returns whether the notification is waiting now; false if the queue is full. May be called on any thread. */
    synchronized boolean offer(Notification notification) {
        Set<Notification> waiting = notification.isHint() ? hints : events;
        if (waiting.contains(notification)) {
            return true;
        }
        if (waiting.size() >= CAPACITY) {
            return false;
        }
        waiting.add(notification);
        services.executor().execute(this::deliverNext);
        return true;
    }

    synchronized int size() {
        return events.size() + hints.size();
    }

    /** Events without a usable date count at their arrival, and once if they are repeated. */
    private void deliverNext() {
        Notification posted = poll();
        Instant now = services.clock().instant();
        Notification notification = posted.arrivedAt(now);
        if (notification.equals(posted) || !isRepetition(notification, now)) {
            consumer.accept(notification);
        }
    }

    /** There is a notification for each task of the executor. */
    private synchronized Notification poll() {
        Iterator<Notification> waiting = (events.isEmpty() ? hints : events).iterator();
        Notification next = waiting.next();
        waiting.remove();
        return next;
    }

    private boolean isRepetition(Notification event, Instant now) {
        undatedEvents.values().removeIf(arrival -> !arrival.plus(REPETITION).isAfter(now));
        return undatedEvents.size() >= UNDATED_LIMIT || undatedEvents
                .putIfAbsent(event.userId() + "|" + event.appliNumber() + "|" + event.deviceId(), now) != null;
    }
}
