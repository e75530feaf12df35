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
package org.openhab.binding.withings.simulator.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings notifications to those who subscribed, and tries again when they are not taken: a form, all of it text, its
 * fields in changing order and with one that means nothing, without any signature.
 * Source: Withings developer guide, Notification content and retries.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Courier {

    private static final int REMEMBERED = 2000;
    private static final int OLD_GUIDE_FAILURES = 4;
    private static final int LOST = -1;

    private final Logger logger = LoggerFactory.getLogger(Courier.class);
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Subscriptions subscriptions;
    private final PublicInternet internet;
    private final Behaviour behaviour;
    private final NotificationFaults faults;
    private final AtomicLong numbers = new AtomicLong();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();

    /** A notification on its way to one subscriber. */
    private record Parcel(long number, Subscription subscription, Map<String, String> form) {}

    /**
     * @param scheduler waits in virtual time
     */
    public Courier(Clock clock, ScheduledExecutorService scheduler, Subscriptions subscriptions,
            PublicInternet internet, Behaviour behaviour, NotificationFaults faults) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.subscriptions = subscriptions;
        this.internet = internet;
        this.behaviour = behaviour;
        this.faults = faults;
    }

    /**
     * Sends a notification to whoever subscribed; returns at once.
     */
    public void send(Notification notification) {
        for (Subscription subscription : subscriptions.all()) {
            if (subscription.hears(notification)) {
                Map<String, String> form = shuffled(faults.changed(notification, fields(notification)), numbers.get());
                Parcel parcel = new Parcel(numbers.getAndIncrement(), subscription, form);
                NotificationFaults.Route route = faults.route(notification);
                if (route.lost()) {
                    remember(parcel, 1, LOST);
                }
                for (Duration delay : route.deliveries()) {
                    schedule(parcel, 1, delay);
                }
            }
        }
    }

    private Map<String, String> fields(Notification notification) {
        Map<String, String> form = new LinkedHashMap<>(notification.toForm());
        String moment = form.get("date");
        if (behaviour.bedEventsWithWindow() && form.containsKey("deviceid") && moment != null) {
            form.remove("deviceid");
            form.remove("date");
            form.put("startdate", moment);
            form.put("enddate", moment);
        }
        form.put("foo", "bar");
        return form;
    }

    private static Map<String, String> shuffled(Map<String, String> fields, long number) {
        List<String> names = new ArrayList<>(fields.keySet());
        Collections.shuffle(names, new Random(number));
        Map<String, String> form = new LinkedHashMap<>();
        names.forEach(name -> form.put(name, String.valueOf(fields.get(name))));
        return form;
    }

    private void schedule(Parcel parcel, int attempt, Duration delay) {
        try {
            scheduler.schedule(() -> deliver(parcel, attempt), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("No more deliveries, the simulator ends");
        }
    }

    private void deliver(Parcel parcel, int attempt) {
        if (attempt > 1 && !subscriptions.exists(parcel.subscription())) {
            return;
        }
        internet.post(parcel.subscription().callback().uri(), parcel.form()).handle((status, failure) -> {
            int outcome = failure == null ? status : 0;
            // whoever sees this attempt may move the time: the next one has to be waiting by then
            synchronized (deliveries) {
                remember(parcel, attempt, outcome);
                if (outcome > 0 && outcome < 400) {
                    parcel.subscription().succeeded();
                } else {
                    retry(parcel, attempt);
                }
            }
            return outcome;
        });
    }

    private void retry(Parcel parcel, int attempt) {
        int failures = parcel.subscription().failed();
        if (behaviour.fourFailuresEndSubscription() && failures >= OLD_GUIDE_FAILURES) {
            subscriptions.remove(subscription -> subscription == parcel.subscription());
            return;
        }
        Optional<Duration> wait = RetrySchedule.waitAfter(attempt, parcel.number());
        wait.ifPresent(delay -> schedule(parcel, attempt + 1, delay));
    }

    private void remember(Parcel parcel, int attempt, int outcome) {
        synchronized (deliveries) {
            if (deliveries.size() == REMEMBERED) {
                deliveries.removeFirst();
            }
            deliveries.addLast(new Delivery(clock.instant(), parcel.subscription().person(),
                    parcel.subscription().appli().number(), attempt, parcel.form(), outcome));
        }
    }

    /**
     * @return the last attempts, oldest first
     */
    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }
}
