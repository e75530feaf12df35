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
package org.openhab.binding.withings.simulator.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.Answer.Status;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.oauth.Tokens;
import org.openhab.binding.withings.simulator.oauth.Tokens.Grant;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonElement;

/**
 * Dispatches requests to actions, and rejects those that Withings would reject.
 * Source: Withings reference, all services.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Api {
    private static final Set<String> SECRETS = Set.of("client_secret", "code", "refresh_token", "access_token",
            "signature", "nonce");

    private final Map<String, Map<String, Route>> routes = new HashMap<>();
    private final String clientId;
    private final Tokens tokens;
    private final CallLimits limits;

    /** An action of a service: returns the body of the answer or throws a {@link Rejection}. */
    @FunctionalInterface
    public interface Action {
        JsonElement answer(Call call);
    }

    /** A request to an existing action, with the consent of its access token, null if none is needed. */
    public record Call(ApiRequest request, @Nullable Grant consent) {
        public Parameters parameters() {
            return request.parameters();
        }

        public Grant grant() {
            return Optional.ofNullable(consent).orElseThrow();
        }

        public Person person() {
            return grant().person();
        }
    }

    private record Route(boolean needsToken, @Nullable Scope scope, Action action) {}

    public Api(String clientId, Tokens tokens, CallLimits limits) {
        this.clientId = clientId;
        this.tokens = tokens;
        this.limits = limits;
    }

    public void open(String path, String name, Action action) {
        add(path, name, new Route(false, null, action));
    }

    /** Adds an action that needs an access token with a scope, or with any consent if the scope is null. */
    public void guarded(String path, String name, @Nullable Scope scope, Action action) {
        add(path, name, new Route(true, scope, action));
    }

    private void add(String path, String name, Route route) {
        routes.computeIfAbsent(path, any -> new HashMap<>()).put(name, route);
    }

    public boolean has(String path) {
        return routes.containsKey(path);
    }

    /** The consent of a request's tokens, without using them. */
    public Optional<Grant> consentBehind(ApiRequest request) {
        return tokens.peek(request.bearer()).or(() -> tokens.peek(request.parameters().text("refresh_token")))
                .or(() -> tokens.peek(request.parameters().text("code")));
    }

    public Answer answer(ApiRequest request) {
        try {
            return Answer.ok(body(request));
        } catch (Rejection e) {
            return e.answer();
        }
    }

    private JsonElement body(ApiRequest request) {
        if (!List.of("POST", "GET").contains(request.method())) {
            throw new Rejection(Answer.html(405, "<!DOCTYPE html><title>405 Method Not Allowed</title>"));
        }
        if (SECRETS.stream().anyMatch(request.query()::has)) {
            throw Rejection.invalidParams("secrets belong into the form, not into the URL");
        }
        Route route = routes.getOrDefault(request.path(), Map.of()).get(request.action());
        if (route == null) {
            throw new Rejection(Status.UNKNOWN_ACTION, "Not implemented: unknown or missing action");
        }
        if (consentBehind(request).isPresent() || clientId.equals(request.parameters().text("client_id"))) {
            limits.count();
        }
        if (!route.needsToken()) {
            return route.action().answer(new Call(request, null));
        }
        Grant grant = Optional.ofNullable(request.bearer()).flatMap(tokens::use)
                .orElseThrow(() -> new Rejection(Status.UNAUTHENTICATED,
                        "XRequestID: Not provided invalid_token: The access token provided is invalid"));
        Scope scope = route.scope();
        if (scope != null && !grant.scopes().contains(scope)) {
            throw missing(scope);
        }
        return route.action().answer(new Call(request, grant));
    }

    /** The error for a missing scope. */
    public static Rejection missing(Scope scope) {
        return new Rejection(Status.INSUFFICIENT_SCOPE, "Insufficient_scope: " + scope.text() + " is needed");
    }

    /**
     * Refuses calls beyond 120 a minute, and token and subscription calls repeated within 10 seconds (seen at
     * Withings).
     */
    public static final class CallLimits {
        private static final int CALLS_PER_MINUTE = 120;
        private static final Duration MINUTE = Duration.ofMinutes(1);
        private static final Duration REPETITION = Duration.ofSeconds(10);

        private final Clock clock;
        private final Deque<Instant> calls = new ArrayDeque<>();
        private final Map<Object, Instant> repeatable = new HashMap<>();

        private record Arguments(String path, String bearer, Object parameters) {}

        public CallLimits(Clock clock) {
            this.clock = clock;
        }

        /** Counts a call, or rejects it with the seconds to wait; a rejected call does not count. */
        synchronized void count() {
            Instant now = clock.instant();
            while (!calls.isEmpty() && !calls.getFirst().plus(MINUTE).isAfter(now)) {
                calls.removeFirst();
            }
            if (calls.size() >= CALLS_PER_MINUTE) {
                Duration wait = Duration.between(now, calls.getFirst().plus(MINUTE));
                throw new Rejection(Answer.tooManyRequests(wait.toSeconds() + 1, "Too many requests"));
            }
            calls.addLast(now);
        }

        /** Rejects a call with the seconds to wait if there was an identical one before. */
        public synchronized void refuseRepetition(ApiRequest request) {
            Instant now = clock.instant();
            repeatable.values().removeIf(before -> !before.plus(REPETITION).isAfter(now));
            String bearer = request.bearer();
            Arguments arguments = new Arguments(request.path(), bearer == null ? "" : bearer,
                    request.parameters().asMap());
            Instant before = repeatable.get(arguments);
            if (before != null) {
                long wait = Duration.between(now, before.plus(REPETITION)).plusMillis(999).toSeconds();
                throw new Rejection(
                        Answer.tooManyRequests(Math.max(1, wait), "Same arguments in less than 10 seconds"));
            }
            repeatable.put(arguments, now);
        }
    }
}
