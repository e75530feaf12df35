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
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.http.Status;

/**
 * Nonces, and the signatures made with them: HMAC-SHA256 by the client secret over the values of the signed parameters,
 * sorted by name and joined by commas, as hexadecimal digits. A nonce is valid for 30 minutes and one use.
 * Source: Withings developer guide, Sign your requests.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration NONCE_LIFE = Duration.ofMinutes(30);

    private final Clock clock;
    private final Applications applications;
    private final Map<String, Nonce> nonces = new HashMap<>();

    private record Nonce(ClientApplication application, Instant dies) {}

    /**
     * @param clock the time that nonces live by
     * @param applications the registered applications
     */
    public Signatures(Clock clock, Applications applications) {
        this.clock = clock;
        this.applications = applications;
    }

    /**
     * Answers getnonce, which signs action, client_id and timestamp.
     *
     * @return a nonce
     * @throws Rejection if a parameter is missing or the signature is not the application's
     */
    public String issueNonce(Parameters parameters) {
        parameters.required("timestamp");
        parameters.number("timestamp");
        ClientApplication application = check(parameters, List.of("action", "client_id", "timestamp"));
        String nonce = UUID.randomUUID().toString();
        synchronized (nonces) {
            Instant now = clock.instant();
            nonces.values().removeIf(old -> !now.isBefore(old.dies()));
            nonces.put(nonce, new Nonce(application, now.plus(NONCE_LIFE)));
        }
        return nonce;
    }

    /**
     * Checks a call that signs action, client_id and nonce; the nonce is used up.
     *
     * @return who signed
     * @throws Rejection if a parameter is missing or the signature is not the application's or the nonce is dead
     */
    public ClientApplication checkSigned(Parameters parameters) {
        String value = parameters.required("nonce");
        ClientApplication application = check(parameters, List.of("action", "client_id", "nonce"));
        synchronized (nonces) {
            Nonce nonce = nonces.remove(value);
            if (nonce == null || !nonce.application().equals(application) || !clock.instant().isBefore(nonce.dies())) {
                throw invalid("the nonce is unknown, used or too old");
            }
        }
        return application;
    }

    private ClientApplication check(Parameters parameters, List<String> signed) {
        String signature = parameters.required("signature");
        ClientApplication application = applications.find(parameters.required("client_id"))
                .orElseThrow(() -> invalid("unknown client"));
        TreeMap<String, String> values = new TreeMap<>();
        signed.forEach(name -> values.put(name, parameters.required(name)));
        String expected = sign(application.clientSecret(), values);
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8))) {
            throw invalid("the signature does not fit");
        }
        return application;
    }

    private static String sign(String secret, TreeMap<String, String> valuesByName) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            String joined = valuesByName.values().stream().collect(Collectors.joining(","));
            return HexFormat.of().formatHex(mac.doFinal(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    private static Rejection invalid(String detail) {
        return new Rejection(Status.SIGNATURE, "Signature invalid: " + detail);
    }
}
