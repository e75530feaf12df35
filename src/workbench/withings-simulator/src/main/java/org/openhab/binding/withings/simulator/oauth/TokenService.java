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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.SimulatorOptions.ClientApplication;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.api.Api.CallLimits;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.Answer.Status;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * {@code /v2/oauth2} and {@code /v2/signature}. Source: Withings reference, OAuth 2.0 and Signature; developer guide,
 * Sign your requests.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TokenService {
    private static final String PATH = "/v2/oauth2";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration NONCE_LIFE = Duration.ofMinutes(30);

    private final Clock clock;
    private final Tokens tokens;
    private final ClientApplication application;
    private final CallLimits limits;
    private final Consumer<Person> whenRevoked;
    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, Instant> nonces = new HashMap<>();

    public TokenService(Clock clock, Tokens tokens, ClientApplication application, CallLimits limits,
            Consumer<Person> whenRevoked) {
        this.clock = clock;
        this.tokens = tokens;
        this.application = application;
        this.limits = limits;
        this.whenRevoked = whenRevoked;
    }

    public void addTo(Api api) {
        api.open("/v2/signature", "getnonce", this::nonce);
        api.open(PATH, "requesttoken", this::requestToken);
        api.open(PATH, "revoke", this::revoke);
    }

    private JsonElement nonce(Call call) {
        call.parameters().required("timestamp");
        call.parameters().number("timestamp");
        checkSignature(call.parameters(), List.of("action", "client_id", "timestamp"));
        String nonce = UUID.randomUUID().toString();
        synchronized (nonces) {
            nonces.values().removeIf(dies -> !clock.instant().isBefore(dies));
            nonces.put(nonce, clock.instant().plus(NONCE_LIFE));
        }
        return Json.object("nonce", nonce);
    }

    /** Checks a call with a signature of action, client_id and nonce, which is consumed. */
    private void checkSigned(Parameters parameters) {
        String nonce = parameters.required("nonce");
        checkSignature(parameters, List.of("action", "client_id", "nonce"));
        synchronized (nonces) {
            Instant dies = nonces.remove(nonce);
            if (dies == null || !clock.instant().isBefore(dies)) {
                throw invalid("the nonce is unknown, used or too old");
            }
        }
    }

    private void checkSignature(Parameters parameters, List<String> signed) {
        String signature = parameters.required("signature");
        if (!parameters.required("client_id").equals(application.clientId())) {
            throw invalid("unknown client");
        }
        Map<String, String> values = new TreeMap<>();
        signed.forEach(name -> values.put(name, parameters.required(name)));
        if (!MessageDigest.isEqual(sign(String.join(",", values.values())).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8))) {
            throw invalid("the signature does not fit");
        }
    }

    private String sign(String values) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(application.clientSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(values.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static Rejection invalid(String detail) {
        return new Rejection(Status.SIGNATURE, "Signature invalid: " + detail);
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
        limits.refuseRepetition(call.request());
        authenticate(parameters);
        Optional<Tokens.Pair> pair = byCode ? tokens.exchange(secret, redirectUri) : tokens.refresh(secret);
        return write(pair.orElseThrow(() -> new Rejection(Status.INVALID_PARAMS,
                "Invalid Params: invalid " + (byCode ? "code or redirect_uri" : "refresh_token"))), byCode);
    }

    private void authenticate(Parameters parameters) {
        if (parameters.has("signature")) {
            checkSigned(parameters);
        } else if (!parameters.required("client_secret").equals(application.clientSecret())
                || !parameters.required("client_id").equals(application.clientId())) {
            throw Rejection.invalidParams("invalid client_id or client_secret");
        }
    }

    private JsonElement revoke(Call call) {
        checkSigned(call.parameters());
        String userId = call.parameters().required("userid");
        List<Tokens.Grant> ended = tokens
                .withdraw(grant -> Long.toString(grant.person().userId()).equals(userId));
        if (ended.isEmpty()) {
            throw Rejection.invalidParams("no such user of this application");
        }
        ended.forEach(grant -> whenRevoked.accept(grant.person()));
        return new JsonObject();
    }

    /** The user ID is an integer in the reference, but text in its samples, so it alternates. */
    private JsonObject write(Tokens.Pair pair, boolean byCode) {
        long userId = pair.grant().person().userId();
        JsonObject body = Json.object("userid",
                answers.getAndIncrement() % 2 == 0 ? Long.toString(userId) : (Object) userId, "access_token",
                pair.accessToken(), "refresh_token", pair.refreshToken(), "expires_in", Tokens.ACCESS_LIFE.toSeconds(),
                "scope", Scope.list(pair.grant().scopes()), "token_type", "Bearer");
        if (byCode) {
            body.addProperty("csrf_token", UUID.randomUUID().toString().replace("-", ""));
        }
        return body;
    }
}
