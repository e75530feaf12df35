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
package org.openhab.binding.withings.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.openhab.binding.withings.benchmark.Connection.Latencies;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.core.thing.ThingStatus;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * openHAB with the built add-on and a simulated Withings, with the same time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Home implements AutoCloseable {
    /** 20:00 in Berlin: the simulated nights and naps have ended long before. */
    static final Instant EVENING = Instant.parse("2026-05-20T18:00:00Z");
    private static final String ACCOUNT = "withings:account:home";
    private static final URI PUBLIC = URI.create("https://home.example.org");
    private static final String EMPTY = "/benchmark/empty";
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long BETWEEN_LOOKS = 30_000;
    /** Covers answers between the HTTP client's thread and the scheduler's, which are not visible. */
    private static final int LOOKS = 3;

    private final Gson gson = new Gson();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final VirtualTime time;
    private final WithingsSimulator withings;
    private final Path folder = Files.createTempDirectory("home");
    private final Latencies webhook = new Latencies(400_000);
    private final Map<String, List<String>> triggers = new ConcurrentHashMap<>();
    private final Semaphore updates = new Semaphore(0);
    private Sandbox openHab;
    private volatile String watchedItem = "";
    private volatile long updated;
    private volatile @Nullable Server server;

    /** Starts at {@link #EVENING} with a speed of time. */
    Home(double speed, UnaryOperator<SimulatorOptions> options) throws IOException {
        time = new VirtualTime(EVENING, speed);
        withings = WithingsSimulator.start(options.apply(SimulatorOptions.defaults().time(time)));
        openHab = start();
    }

    private Sandbox start() {
        Path addon = Path.of(Optional.ofNullable(System.getProperty("withings.addon")).orElseThrow());
        Sandbox started = Sandbox.start(SandboxOptions.defaults().userdata(folder.resolve("userdata")).bundle(addon)
                .time(time).timeZone(ZoneId.of("Europe/Berlin")).exchanges(new Exchanges())
                .withings(withings.address(), withings.authorizationAddress()));
        started.events().subscribe(event -> happened(event.topic(), event.type(), event.payload()));
        withings.internet().route(PUBLIC, Optional.of(started.address()));
        return started;
    }

    /** Restarts openHAB with its stored data; returns the ms until all things are online. */
    long restart() {
        openHab.close();
        long start = System.nanoTime();
        openHab = start();
        while (!openHab.things().all().stream().allMatch(thing -> thing.getStatus() == ThingStatus.ONLINE)) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    WithingsSimulator withings() {
        return withings;
    }

    URI address() {
        return openHab.address();
    }

    VirtualTime time() {
        return time;
    }

    List<String> complaints() {
        return openHab.complaints();
    }

    /** The durations of notifications on the server, from their headers to the answer. */
    Latencies webhookTimes() {
        return webhook;
    }

    private void happened(String topic, String type, String payload) {
        if (topic.endsWith("/triggered")) {
            triggers.computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>())
                    .add(JsonParser.parseString(payload).getAsJsonObject().get("event").getAsString());
        } else if ("ItemStateUpdatedEvent".equals(type) && topic.contains(watchedItem)) {
            updated = System.nanoTime();
            updates.release();
        }
    }

    /** The events of a bed's trigger channel in order. */
    List<String> bedTriggers(Person person) {
        return triggers.entrySet().stream().filter(entry -> entry.getKey().contains(uid(person) + ":bed#event"))
                .findFirst().map(Map.Entry::getValue).orElse(List.of());
    }

    /** Adds an empty servlet to openHAB's server. */
    void addEmptyServlet() {
        Server running = Optional.ofNullable(server).orElseThrow();
        running.getChildHandlerByClass(ServletContextHandler.class).addServlet(new ServletHolder(new HttpServlet() {
            @Override
            protected void doPost(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response) {
                // answers with HTTP 200
            }
        }), EMPTY);
    }

    /** Posts to the empty servlet and bed events in turns, each after a pause in which openHAB is idle. */
    BedLatencies beds(Person person, String item, Instant first, int count, Duration pause) throws Exception {
        watchedItem = "/" + item + "/";
        String path = webhook(person);
        BedLatencies latencies = new BedLatencies(new Latencies(count), new Latencies(count));
        try (Connection connection = new Connection(address())) {
            for (int i = 0; i < count; i++) {
                String form = "userid=" + person.userId() + "&appli=" + (50 + i % 2) + "&date="
                        + first.plusSeconds(i).getEpochSecond();
                latencies.empty().add(post(connection, pause, EMPTY, form, System::nanoTime));
                latencies.bed().add(post(connection, pause, path, form, () -> {
                    if (!updates.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IllegalStateException("No state after a bed event");
                    }
                    return updated;
                }));
            }
        }
        return latencies;
    }

    private long post(Connection connection, Duration pause, String path, String form, Callable<Long> end)
            throws Exception {
        byte[] request = Connection.post(path, Connection.FORM, form);
        pass(Duration.ZERO);
        LockSupport.parkNanos(pause.toNanos());
        updates.drainPermits();
        long start = System.nanoTime();
        if (connection.send(request) != 200) {
            throw new IOException("A request was not answered with HTTP 200");
        }
        return end.call() - start;
    }

    /** Durations until the responses of the empty servlet, and from bed events until the states. */
    record BedLatencies(Latencies empty, Latencies bed) {}

    private final class Exchanges implements HttpChannel.Listener {
        private static final String BEGIN = "benchmark.begin";

        @Override
        public void onRequestBegin(@Nullable Request request) {
            if (request != null) {
                server = request.getHttpChannel().getServer();
                request.setAttribute(BEGIN, System.nanoTime());
            }
        }

        @Override
        public void onComplete(@Nullable Request request) {
            if (request != null && request.getAttribute(BEGIN)instanceof Long begin
                    && request.getRequestURI().startsWith("/withings/webhook/")) {
                webhook.add(System.nanoTime() - begin);
            }
        }
    }

    /** Advances time and waits until all due tasks are done. */
    void pass(Duration duration) {
        time.advance(duration);
        for (int idle = 0; idle < LOOKS; idle = openHab.isBusy() || time.isBusy() || withings.internet().isBusy()
                ? 0
                : idle + 1) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    /** Advances time in steps of a second until a condition is met. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " not within " + PATIENCE);
            }
            pass(STEP);
        }
    }

    /** Adds the account with a public URL for notifications. */
    void addAccount(int historyDays) {
        addThing(ACCOUNT, null,
                Map.of("clientId", SimulatorOptions.DEFAULT_CLIENT_ID, "clientSecret",
                        SimulatorOptions.DEFAULT_CLIENT_SECRET, "redirectUrl", PUBLIC.resolve("/withings").toString(),
                        "publicUrl", PUBLIC.toString(), "historyDays", historyDays));
        await("the account knows its credentials",
                () -> get("/rest/things/" + ACCOUNT).getAsJsonObject("statusInfo").toString().contains("OFFLINE"));
    }

    /** Connects a person, adds the thing and waits for the subscriptions; the import continues. */
    void connect(Person person) {
        String[] printed = console("withings authorise " + ACCOUNT).join().strip().split("\\s+");
        URI back = withings.accept(URI.create(printed[printed.length - 1]), person);
        console("withings authorise " + ACCOUNT + " " + back).join();
        addThing(uid(person), ACCOUNT, Map.of("userId", Long.toString(person.userId())));
        await("the subscriptions of " + person, () -> withings.subscriptions().of(person).size() > 8);
    }

    void awaitImport(Person person) {
        await("the import of " + person, () -> hasImported(person));
    }

    boolean hasImported(Person person) {
        return get("/rest/things/" + uid(person)).getAsJsonObject("properties").toString().contains("finished");
    }

    static String uid(Person person) {
        return "withings:person:home:" + person.userId();
    }

    private void addThing(String uid, @Nullable String bridge, Map<String, Object> configuration) {
        JsonObject thing = new JsonObject();
        thing.addProperty("UID", uid);
        thing.addProperty("thingTypeUID", uid.substring(0, uid.indexOf(':', uid.indexOf(':') + 1)));
        thing.addProperty("label", uid);
        if (bridge != null) {
            thing.addProperty("bridgeUID", bridge);
        }
        thing.add("configuration", gson.toJsonTree(configuration));
        send("POST", "/rest/things", thing.toString());
    }

    /** Adds an item that is linked to a channel of a person. */
    void item(String name, String type, Person person, String channel) {
        send("PUT", "/rest/items/" + name, gson.toJson(Map.of("type", type, "name", name)));
        String channelUID = uid(person) + ":" + channel;
        send("PUT", "/rest/links/" + name + "/" + channelUID.replace("#", "%23"),
                gson.toJson(Map.of("itemName", name, "channelUID", channelUID)));
    }

    String state(String item) {
        return get("/rest/items/" + item).get("state").getAsString();
    }

    /** The path of the webhook. */
    String webhook(Person person) {
        return URI.create(withings.subscriptions().of(person).get(0).callbackUrl()).getPath();
    }

    private CompletableFuture<String> console(String line) {
        return http.sendAsync(HttpRequest.newBuilder(address().resolve("/console")).POST(BodyPublishers.ofString(line))
                .build(), BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private JsonObject get(String path) {
        return JsonParser.parseString(send("GET", path, "")).getAsJsonObject();
    }

    private String send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address().resolve(path))
                    .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        openHab.close();
        withings.close();
        time.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
