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

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.Servlets;
import org.openhab.binding.withings.internal.Servlets.FormBody;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of all accounts. The last part of a webhook's path is a secret, the only proof that a notification comes
 * from Withings. Responses have no body, because the server's error pages would contain the path.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = { Servlet.class, WebhookServlet.class })
@HttpWhiteboardServletName("org.openhab.binding.withings.webhook")
@HttpWhiteboardServletPattern(WebhookServlet.PATH + "*")
public class WebhookServlet extends HttpServlet {
    static final String PATH = "/withings/webhook/";
    private static final long serialVersionUID = 1L;

    private final transient Logger logger = LoggerFactory.getLogger(WebhookServlet.class);
    private final transient Map<String, ToIntFunction<Notification>> receivers = new ConcurrentHashMap<>();
    /** The expected probes, by their field in the query. */
    private final transient Map<String, CompletableFuture<@Nullable Void>> arrivals = new ConcurrentHashMap<>();
    private final transient FormBody bodies;

    /**
     * A callback URL with a random value in its query, to recognise a request to it. An answer without an arrival
     * comes from another server.
     *
     * @param arrival completes on the servlet's thread; to be cancelled when it is no longer waited for
     */
    record Nonce(URI url, CompletableFuture<@Nullable Void> arrival) {}

    @Activate
    public WebhookServlet() {
        this(FormBody.DEADLINE);
    }

    WebhookServlet(Duration bodyDeadline) {
        this.bodies = new FormBody(bodyDeadline);
    }

    /** @param receiver queues a notification and returns the HTTP status; must not block the servlet's thread */
    void open(String secret, ToIntFunction<Notification> receiver) {
        receivers.put(secret, receiver);
    }

    void close(String secret) {
        receivers.remove(secret);
    }

    /** Finds a webhook by its secret, in constant time. */
    @Nullable
    ToIntFunction<Notification> receiver(String presented) {
        return receivers.entrySet().stream().filter(webhook -> Secrets.equal(webhook.getKey(), presented)).findFirst()
                .map(Map.Entry::getValue).orElse(null);
    }

    Nonce nonce(URI callback) {
        String field = "probe=" + Secrets.hex();
        CompletableFuture<@Nullable Void> arrival = new CompletableFuture<>();
        arrivals.put(field, arrival);
        arrival.whenComplete((none, cancelled) -> arrivals.remove(field));
        return new Nonce(URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + field), arrival);
    }

    /** Does not decode the query, because the server would log an invalid one with the secret path. */
    void probed(@Nullable String query) {
        for (String field : query == null ? new String[0] : query.split("&")) {
            CompletableFuture<@Nullable Void> arrival = arrivals.get(field);
            if (arrival != null) {
                arrival.complete(null);
            }
        }
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) throws IOException {
        Servlets.protect(response);
        String path = request.getPathInfo();
        ToIntFunction<Notification> receiver = path == null || path.isEmpty() ? null : receiver(path.substring(1));
        String method = request.getMethod();
        int status;
        if (receiver == null) {
            status = HttpServletResponse.SC_NOT_FOUND;
        } else if ("GET".equals(method) || "HEAD".equals(method)) {
            // Withings probes a URL before it accepts a subscription (Withings reference, Notify - Subscribe)
            probed(request.getQueryString());
            status = HttpServletResponse.SC_OK;
        } else if ("POST".equals(method)) {
            status = post(request, response, receiver);
        } else {
            response.setHeader("Allow", "GET, HEAD, POST");
            status = HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        Servlets.answer(response, status);
    }

    private int post(HttpServletRequest request, HttpServletResponse response, ToIntFunction<Notification> receiver)
            throws IOException {
        try {
            return receiver.applyAsInt(Notification.parse(bodies.read(request)));
        } catch (Servlets.RefusedException e) {
            response.setHeader("Connection", "close");
            return e.status();
        } catch (MalformedNotificationException e) {
            logger.debug("A request to the webhook is not a notification: {}", e.getMessage());
            return HttpServletResponse.SC_BAD_REQUEST;
        } catch (RuntimeException e) {
            UnexpectedErrors.log(logger, "Receiving a notification", e);
            return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }

    /** A bounded queue of notifications for an account's executor: events before hints, without duplicates. */
    static class NotificationQueue {
        static final int CAPACITY = 512;
        /** An event without a date that arrives again within this time is a retry by Withings. */
        private static final Duration REPETITION = Duration.ofMinutes(10);
        /** Limits memory; far more than there are kinds and beds. */
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

        /** Adds a notification; returns false if the queue is full. May be called on any thread. */
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

        /** Events without a usable date are dated at their arrival; retries of them are ignored. */
        private void deliverNext() {
            Notification posted = poll();
            Instant now = services.clock().instant();
            Notification notification = posted.arrivedAt(now);
            if (notification.equals(posted) || !isRepetition(notification, now)) {
                consumer.accept(notification);
            }
        }

        /** Each task of the executor has added one notification, so the queue is not empty. */
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
}
