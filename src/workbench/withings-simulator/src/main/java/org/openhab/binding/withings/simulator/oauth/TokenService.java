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
package org.openhab.binding.withings.simulator.oauth;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.api.IdenticalCalls;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.http.Status;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * {@code /v2/oauth2} and {@code /v2/signature}. Source: Withings reference, OAuth 2.0 and Signature.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TokenService {

    private static final String PATH = "/v2/oauth2";

    private final Tokens tokens;
    private final Applications applications;
    private final Signatures signatures;
    private final IdenticalCalls identicalCalls;
    private final Supplier<Person> demoPerson;
    private final Supplier<UserIdStyle> userIdStyle;
    private final Consumer<Grant> whenRevoked;
    private final AtomicInteger answers = new AtomicInteger();

    /**
     * @param demoPerson the owner of the demo account
     * @param userIdStyle how the user id is written at the moment
     * @param whenRevoked told of each consent that an application revokes, after its tokens died
     */
    public TokenService(Tokens tokens, Applications applications, Signatures signatures,
            IdenticalCalls identicalCalls, Supplier<Person> demoPerson, Supplier<UserIdStyle> userIdStyle,
            Consumer<Grant> whenRevoked) {
        this.tokens = tokens;
        this.applications = applications;
        this.signatures = signatures;
        this.identicalCalls = identicalCalls;
        this.demoPerson = demoPerson;
        this.userIdStyle = userIdStyle;
        this.whenRevoked = whenRevoked;
    }

    /**
     * Adds the actions of this service.
     */
    public void addTo(Api api) {
        api.open("/v2/signature", "getnonce", this::nonce);
        api.open(PATH, "requesttoken", this::requestToken);
        api.open(PATH, "revoke", this::revoke);
        api.open(PATH, "getdemoaccess", this::demoAccess);
    }

    private JsonElement nonce(Call call) {
        JsonObject body = new JsonObject();
        body.addProperty("nonce", signatures.issueNonce(call.parameters()));
        return body;
    }

    private JsonElement requestToken(Call call) {
        if (!"POST".equals(call.request().method())) {
            throw Rejection.invalidParams("tokens are asked for with POST");
        }
        Parameters parameters = call.parameters();
        String grantType = parameters.required("grant_type");
        parameters.required("client_id");
        boolean byCode = "authorization_code".equals(grantType);
        if (!byCode && !"refresh_token".equals(grantType)) {
            throw Rejection.invalidParams("unknown grant_type");
        }
        String secret = parameters.required(byCode ? "code" : "refresh_token");
        String redirectUri = byCode ? parameters.required("redirect_uri") : "";
        identicalCalls.refuseRepetition(call.request());
        ClientApplication application = authenticate(parameters);
        Optional<Tokens.Pair> pair = byCode
                ? tokens.exchange(application, secret, redirectUri)
                : tokens.refresh(application, secret);
        return write(pair.orElseThrow(() -> new Rejection(Status.INVALID_PARAMS,
                "Invalid Params: invalid " + (byCode ? "code or redirect_uri" : "refresh_token"))), byCode);
    }

    private ClientApplication authenticate(Parameters parameters) {
        if (parameters.has("signature")) {
            return signatures.checkSigned(parameters);
        }
        String secret = parameters.required("client_secret");
        return applications.find(parameters.required("client_id"))
                .filter(application -> application.clientSecret().equals(secret))
                .orElseThrow(() -> Rejection.invalidParams("invalid client_id or client_secret"));
    }

    private JsonElement revoke(Call call) {
        ClientApplication application = signatures.checkSigned(call.parameters());
        String userId = call.parameters().required("userid");
        List<Grant> ended = tokens.withdraw(grant -> grant.application().equals(application)
                && Long.toString(grant.person().userId()).equals(userId));
        if (ended.isEmpty()) {
            throw Rejection.invalidParams("no such user of this application");
        }
        ended.forEach(whenRevoked);
        return new JsonObject();
    }

    private JsonElement demoAccess(Call call) {
        ClientApplication application = signatures.checkSigned(call.parameters());
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        call.parameters().required("scope_oauth2");
        for (String name : call.parameters().list("scope_oauth2")) {
            scopes.add(Scope.of(name).orElseThrow(() -> Rejection.invalidParams("unknown scope")));
        }
        return write(tokens.issueDirectly(demoPerson.get(), application, scopes), false);
    }

    private JsonObject write(Tokens.Pair pair, boolean byCode) {
        Grant grant = pair.grant();
        JsonObject body = new JsonObject();
        long userId = grant.person().userId();
        boolean asText = switch (userIdStyle.get()) {
            case NUMBER -> false;
            case TEXT -> true;
            case ALTERNATING -> answers.getAndIncrement() % 2 == 0;
        };
        if (asText) {
            body.addProperty("userid", Long.toString(userId));
        } else {
            body.addProperty("userid", userId);
        }
        body.addProperty("access_token", pair.accessToken());
        body.addProperty("refresh_token", pair.refreshToken());
        body.addProperty("expires_in", Tokens.ACCESS_LIFE.toSeconds());
        body.addProperty("scope", Scope.list(grant.scopes()));
        if (byCode) {
            body.addProperty("csrf_token", UUID.randomUUID().toString().replace("-", ""));
        }
        body.addProperty("token_type", "Bearer");
        return body;
    }
}
