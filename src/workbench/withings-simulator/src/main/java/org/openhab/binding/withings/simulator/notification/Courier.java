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

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator.Behaviour;
import org.openhab.binding.withings.simulator.fault.Faults;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notifications as unsigned forms, with retries. Source: Withings
 * developer guide, Notification content and retries.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Courier {
    private static final int REMEMBERED = 2000;
    private static final int LOST = -1;
    /** Two attempts at each step. Source: Withings developer guide, Notification retries. */
    private static final List<Duration> STEPS = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofHours(1), Duration.ofHours(4));

    private final Logger logger = LoggerFactory.getLogger(Courier.class);
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Subscriptions subscriptions;
    private final PublicInternet internet;
    private final Behaviour behaviour;
    private final Faults faults;
    private final AtomicLong numbers = new AtomicLong();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();

    /** A notification on its way to one subscriber. */
    private record Parcel(long number, Subscription subscription, Map<String, String> form) {}

    public Courier(Clock clock, ScheduledExecutorService scheduler, Subscriptions subscriptions,
            PublicInternet internet, Behaviour behaviour, Faults faults) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.subscriptions = subscriptions;
        this.internet = internet;
        this.behaviour = behaviour;
        this.faults = faults;
    }

    /** Sends a notification to the clients that subscribed; returns at once. */
    public void send(Notification notification) {
        for (Subscription subscription : subscriptions.all()) {
            if (subscription.receives(notification)) {
                Map<String, String> form = shuffled(faults.changed(notification, fields(notification)), numbers.get());
                Parcel parcel = new Parcel(numbers.getAndIncrement(), subscription, form);
                List<Duration> delays = faults.delays(notification);
                if (delays.isEmpty()) {
                    remember(parcel, 1, LOST);
                }
                delays.forEach(delay -> schedule(parcel, 1, delay));
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
        if (attempt > 1 && !subscriptions.all().contains(parcel.subscription())) {
            return;
        }
        internet.post(URI.create(parcel.subscription().callbackUrl()), parcel.form()).handle((status, failure) -> {
            int outcome = failure == null ? status : 0;
            // before the attempt is visible, because a test may then advance the time
            synchronized (deliveries) {
                remember(parcel, attempt, outcome);
                if (outcome <= 0 || outcome >= 400) {
                    retry(parcel, attempt);
                }
            }
            return outcome;
        });
    }

    private void retry(Parcel parcel, int attempt) {
        Optional<Duration> wait = waitAfter(attempt, parcel.number());
        wait.ifPresent(delay -> schedule(parcel, attempt + 1, delay));
    }

    /** The delay after a failed attempt, counted from 1; the number of the notification spreads the third step. */
    private static Optional<Duration> waitAfter(int attempt, long number) {
        int step = attempt / 2;
        if (step >= STEPS.size()) {
            return Optional.empty();
        }
        return Optional.of(attempt % 2 != 0
                ? Duration.ZERO
                : STEPS.get(step).plusMinutes(step == 2 ? Math.floorMod(number * 7, 10) : 0));
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

    public List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    /** The outcome of an attempt is the HTTP status, 0 without an answer, -1 if lost by a fault. */
    public record Delivery(Instant moment, Person person, int appli, int attempt, Map<String, String> fields,
            int outcome) {
        public boolean succeeded() {
            return outcome > 0 && outcome < 400;
        }
    }

    /** An event that is notified to subscribers. Source: Withings developer guide, Notification content. */
    public record Notification(Person person, Appli appli, Map<String, String> fields) {
        public Notification {
            fields = Map.copyOf(fields);
        }

        public static Notification window(Person person, Appli appli, Instant start, Instant end) {
            return new Notification(person, appli, Map.of("startdate", seconds(start), "enddate", seconds(end)));
        }

        public static Notification day(Person person, Appli appli, LocalDate day) {
            return new Notification(person, appli, Map.of("date", day.toString()));
        }

        public static Notification bed(Person person, Appli appli, Instant moment, Device mat) {
            return new Notification(person, appli, Map.of("date", seconds(moment), "deviceid", mat.deviceId()));
        }

        public static Notification profile(Person person, String action) {
            return new Notification(person, Appli.PROFILE, Map.of("action", action));
        }

        private static String seconds(Instant moment) {
            return Long.toString(moment.getEpochSecond());
        }

        /** All fields in the order of the developer guide. */
        public Map<String, String> toForm() {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("userid", Long.toString(person.userId()));
            form.put("appli", Integer.toString(appli.number()));
            form.putAll(new TreeMap<>(fields).descendingMap());
            return form;
        }
    }

    /** The categories of notifications. Source: Withings developer guide, Notification categories. */
    public enum Appli {
        BODY_COMPOSITION(1, Scope.USER_METRICS),
        TEMPERATURE(2, Scope.USER_METRICS),
        BLOOD_PRESSURE(4, Scope.USER_METRICS),
        ACTIVITY(16, Scope.USER_ACTIVITY),
        SLEEP(44, Scope.USER_ACTIVITY),
        /** The profile was changed, unlinked or deleted. */
        PROFILE(46, Scope.USER_INFO),
        BED_IN(50, Scope.USER_SLEEPEVENTS),
        BED_OUT(51, Scope.USER_SLEEPEVENTS),
        INFLATED(52, Scope.USER_SLEEPEVENTS),
        ECG(54, Scope.USER_METRICS),
        ECG_FAILED(55, Scope.USER_METRICS),
        GLUCOSE(58, Scope.USER_METRICS);

        private final int number;
        private final Scope scope;

        Appli(int number, Scope scope) {
            this.number = number;
            this.scope = scope;
        }

        /** The category of a number, empty if there is none. */
        public static Optional<Appli> of(long number) {
            return Arrays.stream(values()).filter(appli -> appli.number == number).findFirst();
        }

        /** The category of notifications about a measure type. */
        public static Appli ofMeasure(int type) {
            return switch (type) {
                case 9, 10, 11, 54 -> BLOOD_PRESSURE;
                case 12, 71, 73 -> TEMPERATURE;
                case 119 -> GLUCOSE;
                case 130, 135, 136, 137, 138 -> ECG;
                default -> BODY_COMPOSITION;
            };
        }

        public int number() {
            return number;
        }

        public Scope scope() {
            return scope;
        }
    }

    /**
     * The internet between Withings and the callback URLs: maps public hosts to local servers, like DNS and reverse
     * proxies. No other hosts can be reached.
     */
    public static final class PublicInternet {
        private static final int MULTIPLE_CHOICES = 300;

        private final Map<String, URI> hosts = new LinkedHashMap<>();
        private final Duration patience;
        private final HttpClient client;
        private final AtomicInteger underWay = new AtomicInteger();

        public PublicInternet(Map<URI, URI> publicHosts, Duration patience) {
            this.patience = patience;
            this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience)
                    .followRedirects(HttpClient.Redirect.NEVER).build();
            publicHosts.forEach((host, local) -> hosts.put(origin(host), local));
        }

        /** Maps a public host to another local server, or to none. */
        public void route(URI host, Optional<URI> local) {
            synchronized (hosts) {
                local.ifPresentOrElse(server -> hosts.put(origin(host), server), () -> hosts.remove(origin(host)));
            }
        }

        private static String origin(URI uri) {
            int port = uri.getPort();
            boolean usual = port == -1 || "https".equals(uri.getScheme()) && port == 443
                    || "http".equals(uri.getScheme()) && port == 80;
            return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + port);
        }

        /** The local URL, empty if the host cannot be reached. */
        public Optional<URI> local(URI address) {
            URI local;
            synchronized (hosts) {
                local = hosts.get(origin(address));
            }
            if (local == null) {
                return Optional.empty();
            }
            String base = local.toString();
            String query = address.getRawQuery();
            return Optional.of(URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                    + address.getRawPath() + (query == null ? "" : "?" + query)));
        }

        private Optional<HttpRequest.Builder> request(URI callback) {
            return local(callback).map(target -> HttpRequest.newBuilder(target).timeout(patience)
                    .header("X-Forwarded-Proto", callback.getScheme())
                    .header("X-Forwarded-Host", callback.getAuthority())
                    .header("User-Agent", "Withings simulator"));
        }

        /** Probes a callback URL with HEAD, like Withings before a subscription. */
        public boolean probe(URI callback) {
            Optional<HttpRequest.Builder> request = request(callback);
            if (request.isEmpty()) {
                return false;
            }
            try {
                int status = client.send(request.get().method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.discarding()).statusCode();
                return status < MULTIPLE_CHOICES;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        public CompletableFuture<Integer> post(URI callback, Map<String, String> form) {
            Optional<HttpRequest.Builder> request = request(callback);
            if (request.isEmpty()) {
                return CompletableFuture.failedFuture(new IOException("The host cannot be reached"));
            }
            String encoded = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            underWay.incrementAndGet();
            return client.sendAsync(request.get().header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(encoded)).build(), HttpResponse.BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode)
                    .whenComplete((status, failure) -> underWay.decrementAndGet());
        }

        /** Whether a notification has not been answered yet. */
        public boolean isBusy() {
            return underWay.get() > 0;
        }
    }
}
