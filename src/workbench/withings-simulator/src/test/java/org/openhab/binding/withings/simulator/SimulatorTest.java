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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.oauth.ConsentPage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The base class of tests: a simulator with a stopped time, and an HTTP client.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
abstract class SimulatorTest {
    static final Instant NOW = Instant.parse("2026-05-20T10:00:00Z");
    static final String REDIRECT = "http://localhost:8080/withings";
    static final String ALL_SCOPES = "user.info,user.metrics,user.activity,user.sleepevents";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final VirtualTime time = new VirtualTime(NOW, 0);
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private @Nullable WithingsSimulator running;

    /** Tokens as a client knows them. */
    record TokenPair(String access, String refresh) {}

    SimulatorOptions options() {
        return SimulatorOptions.defaults().time(time).historyDays(60);
    }

    @BeforeEach
    void startSimulator() {
        running = WithingsSimulator.start(options());
    }

    @AfterEach
    void stopSimulator() {
        stopSimulatorOnly();
        time.close();
    }

    void stopSimulatorOnly() {
        simulator().close();
    }

    WithingsSimulator simulator() {
        WithingsSimulator started = running;
        if (started == null) {
            throw new IllegalStateException("The simulator is not started");
        }
        return started;
    }

    Person mira() {
        return simulator().household().person("Mira");
    }

    Person jonas() {
        return simulator().household().person("Jonas");
    }

    static String form(String... namesAndValues) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", fields);
    }

    HttpResponse<String> post(String path, @Nullable String access, String... namesAndValues) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator().address().resolve(path)).timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(namesAndValues)));
        if (access != null) {
            request.header("Authorization", "Bearer " + access);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException {
        return send(HttpRequest.newBuilder(simulator().address().resolve(pathAndQuery)).timeout(PATIENCE).build());
    }

    JsonObject envelope(String path, @Nullable String access, String... namesAndValues) throws IOException {
        return JsonParser.parseString(post(path, access, namesAndValues).body()).getAsJsonObject();
    }

    JsonObject body(String path, @Nullable String access, String... namesAndValues) throws IOException {
        JsonObject envelope = envelope(path, access, namesAndValues);
        assertThat(envelope.toString(), status(envelope), is(0));
        return envelope.getAsJsonObject("body");
    }

    static int status(JsonObject envelope) {
        return envelope.get("status").getAsInt();
    }

    static List<JsonObject> rows(JsonObject body, String name) {
        return body.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    HttpResponse<String> decide(Person person, String decision, String scopes, String redirectUri)
            throws IOException {
        List<String> fields = new ArrayList<>(List.of("response_type", "code", "client_id",
                SimulatorOptions.DEFAULT_CLIENT_ID, "state", "s-1", "scope", scopes, "redirect_uri", redirectUri,
                "person", Long.toString(person.userId()), "decision", decision));
        for (String scope : scopes.split(",")) {
            fields.addAll(List.of("granted", scope));
        }
        return post(ConsentPage.PATH, null, fields.toArray(String[]::new));
    }

    String code(Person person, String scopes) throws IOException {
        return code(person, scopes, REDIRECT);
    }

    String code(Person person, String scopes, String redirectUri) throws IOException {
        HttpResponse<String> answer = decide(person, "accept", scopes, redirectUri);
        assertThat(answer.body(), answer.statusCode(), is(302));
        return query(URI.create(answer.headers().firstValue("Location").orElseThrow())).getOrDefault("code", "");
    }

    static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&")).map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8), (one, other) -> one,
                        LinkedHashMap::new));
    }

    JsonObject exchange(String code) throws IOException {
        return envelope("/v2/oauth2", null, "action", "requesttoken", "grant_type", "authorization_code", "client_id",
                SimulatorOptions.DEFAULT_CLIENT_ID, "client_secret", SimulatorOptions.DEFAULT_CLIENT_SECRET, "code",
                code, "redirect_uri", REDIRECT);
    }

    JsonObject refresh(String refreshToken) throws IOException {
        return envelope("/v2/oauth2", null, "action", "requesttoken", "grant_type", "refresh_token", "client_id",
                SimulatorOptions.DEFAULT_CLIENT_ID, "client_secret", SimulatorOptions.DEFAULT_CLIENT_SECRET,
                "refresh_token", refreshToken);
    }

    static TokenPair pair(JsonObject envelope) {
        assertThat(envelope.toString(), status(envelope), is(0));
        JsonObject body = envelope.getAsJsonObject("body");
        return new TokenPair(body.get("access_token").getAsString(), body.get("refresh_token").getAsString());
    }

    TokenPair consent(Person person, String scopes) throws IOException {
        return pair(exchange(code(person, scopes)));
    }

    String access(Person person) throws IOException {
        return consent(person, ALL_SCOPES).access();
    }

    static void waitUntil(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not in time: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
