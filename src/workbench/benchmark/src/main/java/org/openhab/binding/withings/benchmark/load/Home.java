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
package org.openhab.binding.withings.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Person;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A home whose people have consented: openHAB in a process of its own, and Withings' cloud in this one, in lock-step.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Home implements AutoCloseable {
    private static final String ACCOUNT = "withings:account:home";
    private static final URI PUBLIC = URI.create("https://home.example.org");
    private static final Duration STEP = Duration.ofSeconds(1);
    /** A code of Withings lives for 30 seconds: a slow computer must be able to redeem it. */
    private static final Duration SHORT_STEP = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = 30_000;

    private final Gson gson = new Gson();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final VirtualTime time;
    private final WithingsSimulator withings;
    private final Path folder = Files.createTempDirectory("home");
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final URI address;

    /**
     * @param speed how fast time passes by itself
     * @param heap how much openHAB has, in MB
     */
    Home(Instant present, double speed, int heap, UnaryOperator<SimulatorOptions> options) throws IOException {
        time = new VirtualTime(present, speed);
        withings = WithingsSimulator.start(options.apply(SimulatorOptions.defaults().time(time)));
        String addon = Optional.ofNullable(System.getProperty("withings.addon")).orElseThrow();
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-classpath", System.getProperty("java.class.path"), HomeProcess.class.getName(),
                folder.resolve("userdata").toString(), addon, withings.address().toString(),
                withings.authorizationAddress().toString(), present.toString(), Double.toString(speed))
                        .redirectError(log().toFile()).start();
        commands = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = URI.create(answer());
        withings.internet().route(PUBLIC, Optional.of(address));
    }

    private Path log() {
        return folder.resolve("openhab.log");
    }

    WithingsSimulator withings() {
        return withings;
    }

    URI address() {
        return address;
    }

    VirtualTime time() {
        return time;
    }

    // the process

    String command(String... words) {
        commands.println(String.join(" ", words));
        return answer();
    }

    private String answer() {
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("openHAB has ended: " + Files.readString(log()));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return bytes in use after a collection
     */
    long heap() {
        return Long.parseLong(command(HomeProcess.HEAP));
    }

    int threads() {
        return Integer.parseInt(command(HomeProcess.THREADS));
    }

    Duration cpuTime() {
        return Duration.ofMillis(Long.parseLong(command(HomeProcess.CPU)));
    }

    /**
     * @return the texts that an event of the topic carried, by the name of a field of its payload
     */
    List<String> told(String topic, String field) {
        return Stream.of(command(HomeProcess.TOLD, topic).split("\t")).filter(payload -> !payload.isEmpty())
                .map(payload -> JsonParser.parseString(payload).getAsJsonObject().get(field).getAsString()).toList();
    }

    long logLines() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // time

    /**
     * Lets time pass at both ends, and waits until everything has been done that was due.
     */
    void pass(Duration duration) {
        command(HomeProcess.PASS, duration.toString());
        time.advance(duration);
        boolean wasBusy = isWithingsBusy();
        while (isWithingsBusy()) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        if (wasBusy) {
            command(HomeProcess.PASS, Duration.ZERO.toString());
        }
    }

    private boolean isWithingsBusy() {
        return time.isBusy() || withings.internet().isBusy();
    }

    /**
     * Lets time pass in steps of a second until something is the case.
     */
    void await(String what, BooleanSupplier condition) {
        await(what, STEP, condition);
    }

    private void await(String what, Duration step, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " within " + PATIENCE);
            }
            pass(step);
        }
    }

    // openHAB

    /**
     * Connects people, adds their things and waits until Withings notifies.
     */
    void move(List<Person> people) {
        addThing(ACCOUNT, null,
                Map.of("clientId", SimulatorOptions.DEFAULT_CLIENT_ID, "clientSecret",
                        SimulatorOptions.DEFAULT_CLIENT_SECRET, "redirectUrl", PUBLIC.resolve("/withings").toString(),
                        "publicUrl", PUBLIC.toString(), "historyDays", 1));
        await("the account knows its credentials", () -> status(ACCOUNT).contains("OFFLINE"));
        for (Person person : people) {
            String[] told = console("withings authorise " + ACCOUNT).join().strip().split("\\s+");
            URI back = withings.accept(URI.create(told[told.length - 1]), person);
            CompletableFuture<String> consent = console("withings authorise " + ACCOUNT + " " + back);
            await("the consent of " + person, SHORT_STEP, consent::isDone);
            addThing(uid(person), ACCOUNT, Map.of("userId", Long.toString(person.userId())));
        }
        await("Withings notifies of everything", () -> status(ACCOUNT).contains("notifies of everything"));
        await("the past has been imported", () -> people.stream().allMatch(person -> get("/rest/things/" + uid(person))
                .getAsJsonObject("properties").toString().contains("finished")));
    }

    static String uid(Person person) {
        return "withings:person:home:" + person.userId();
    }

    private void addThing(String uid, @org.eclipse.jdt.annotation.Nullable String bridge,
            Map<String, Object> configuration) {
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

    void item(String name, String type, String channelUID) {
        send("PUT", "/rest/items/" + name, gson.toJson(Map.of("type", type, "name", name)));
        send("PUT", "/rest/links/" + name + "/" + channelUID.replace("#", "%23"),
                gson.toJson(Map.of("itemName", name, "channelUID", channelUID)));
    }

    String state(String item) {
        return get("/rest/items/" + item).get("state").getAsString();
    }

    /**
     * @return status, detail and description
     */
    String status(String thing) {
        return get("/rest/things/" + thing).getAsJsonObject("statusInfo").toString();
    }

    String accountStatus() {
        return status(ACCOUNT);
    }

    private CompletableFuture<String> console(String line) {
        return http.sendAsync(HttpRequest.newBuilder(address.resolve("/console")).POST(BodyPublishers.ofString(line))
                .build(), BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private JsonObject get(String path) {
        return JsonParser.parseString(send("GET", path, "")).getAsJsonObject();
    }

    private String send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address.resolve(path))
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

    /**
     * @return the path of the webhook
     */
    String webhook(Person person) {
        return URI.create(withings.subscriptions().of(person).get(0).callbackUrl()).getPath();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
        withings.close();
        time.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
