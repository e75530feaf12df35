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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.http.Status;
import org.openhab.binding.withings.simulator.oauth.Applications;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;
import org.openhab.binding.withings.simulator.oauth.Grant;
import org.openhab.binding.withings.simulator.oauth.Scope;
import org.openhab.binding.withings.simulator.oauth.Tokens;

import com.google.gson.JsonElement;

/**
 * Finds the action of a request and lets only those calls through that Withings would let through.
 * Source: Withings reference, all services.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Api {

    private static final Set<String> SECRETS = Set.of("client_secret", "code", "refresh_token", "access_token",
            "signature", "nonce");

    private final Map<String, Map<String, Route>> routes = new HashMap<>();
    private final Applications applications;
    private final Tokens tokens;
    private final RateLimit rateLimit;

    private record Route(boolean needsToken, @Nullable Scope scope, Action action) {}

    /**
     * @param applications the registered applications
     * @param tokens the tokens that live
     * @param rateLimit the limit of calls per application
     */
    public Api(Applications applications, Tokens tokens, RateLimit rateLimit) {
        this.applications = applications;
        this.tokens = tokens;
        this.rateLimit = rateLimit;
    }

    /**
     * Adds an action that needs no access token.
     */
    public void open(String path, String name, Action action) {
        add(path, name, new Route(false, null, action));
    }

    /**
     * Adds an action that needs an access token.
     *
     * @param scope the scope it needs, null if any consent will do
     */
    public void guarded(String path, String name, @Nullable Scope scope, Action action) {
        add(path, name, new Route(true, scope, action));
    }

    private void add(String path, String name, Route route) {
        routes.computeIfAbsent(path, any -> new HashMap<>()).put(name, route);
    }

    /**
     * @return whether a service lives at the path
     */
    public boolean has(String path) {
        return routes.containsKey(path);
    }

    /**
     * @return whose request this is, as far as its tokens tell; nothing is used up by asking
     */
    public Optional<Grant> consentBehind(ApiRequest request) {
        return tokens.peek(request.bearer()).or(() -> tokens.peek(request.parameters().text("refresh_token")))
                .or(() -> tokens.peek(request.parameters().text("code")));
    }

    /**
     * @return what Withings would answer
     */
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
        Map<String, Route> actions = routes.getOrDefault(request.path(), Map.of());
        Route route = actions.get(request.action());
        if (route == null) {
            throw new Rejection(Status.UNKNOWN_ACTION, "Not implemented: unknown or missing action");
        }
        callingApplication(request).ifPresent(rateLimit::count);
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

    /**
     * @return the error for a scope that was not consented to
     */
    public static Rejection missing(Scope scope) {
        return new Rejection(Status.INSUFFICIENT_SCOPE, "Insufficient_scope: " + scope.text() + " is needed");
    }

    private Optional<ClientApplication> callingApplication(ApiRequest request) {
        String clientId = request.parameters().text("client_id");
        return consentBehind(request).map(Grant::application)
                .or(() -> clientId == null ? Optional.empty() : applications.find(clientId));
    }
}
