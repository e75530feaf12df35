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
package org.openhab.binding.withings.internal.consent;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.consent.ConsentRequests.ConsentRequest;
import org.openhab.binding.withings.internal.token.Scope;

/**
 * Where to send somebody for the consent, and what to accept of what comes back, whoever carries it to and fro.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentFlow {

    /** Withings' codes have 40 characters. */
    private static final int LONGEST_CODE = 512;

    private static final String CODE = "code";
    private static final String STATE = "state";
    private static final String ERROR = "error";

    private final AccountRegistry registry;
    private final ConsentRequests requests;

    /**
     * A code that Withings issued upon a consent that was asked for here. It lives 30 s.
     */
    record Answer(ConsentingAccount account, String code, URI redirectUrl) {

        CompletableFuture<ConsentedPerson> exchange() {
            return account.consent(code, redirectUrl.toString());
        }
    }

    ConsentFlow(AccountRegistry registry, Clock clock, SecureRandom random) {
        this.registry = registry;
        requests = new ConsentRequests(clock, random);
    }

    /** The consents that were asked for and not answered. */
    ConsentRequests requests() {
        return requests;
    }

    /**
     * @param asker what tells the one who asks from others
     * @param redirectUrl where Withings is to send the browser back to
     * @param demo whether the demo user of Withings is to consent
     * @return the address at which Withings asks for the consent
     * @throws ProblemException if the account is not configured or too many consents are under way
     */
    String begin(String asker, ConsentingAccount account, URI redirectUrl, boolean demo) throws ProblemException {
        String clientId = account.clientId();
        if (clientId == null) {
            throw new ProblemException(Problem.NOT_CONFIGURED);
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", CODE);
        query.put("client_id", clientId);
        query.put(STATE, requests.open(asker, account.uid(), redirectUrl));
        query.put("scope", Scope.all());
        query.put("redirect_uri", redirectUrl.toString());
        if (demo) {
            query.put("mode", "demo");
        }
        String encoded = query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String separator = account.authorizationUrl().getRawQuery() == null ? "?" : "&";
        return account.authorizationUrl() + separator + encoded;
    }

    /** Whether that is the query of an address to which Withings has sent the browser back. */
    static boolean comesFromWithings(FormFields query) {
        return query.has(CODE) || query.has(STATE) || query.has(ERROR);
    }

    /** The address that somebody pasted. */
    static URI pasted(@Nullable String text) throws ProblemException {
        try {
            URI address = text == null ? null : new URI(text.strip());
            if (address != null && address.isAbsolute() && !address.isOpaque()) {
                return address;
            }
        } catch (URISyntaxException e) {
            // the same as none
        }
        throw new ProblemException(Problem.PASTE_NO_ADDRESS);
    }

    /**
     * @param asker as at the beginning
     * @param pastedAddress the address that was pasted; null if the browser came back by itself
     * @throws ProblemException if nobody asked for that here, or there is no consent in it
     */
    Answer accept(FormFields query, @Nullable String asker, @Nullable URI pastedAddress) throws ProblemException {
        String state = query.value(STATE);
        String code = query.value(CODE);
        if (state == null || code == null && !query.has(ERROR)) {
            throw new ProblemException(query.has(ERROR) ? problemOf(query) : Problem.RETURN_INCOMPLETE);
        }
        ConsentRequest request = requests.take(state, asker, pastedAddress);
        if (query.has(ERROR)) {
            throw new ProblemException(problemOf(query));
        }
        if (code == null || code.length() > LONGEST_CODE) {
            throw new ProblemException(Problem.RETURN_INCOMPLETE);
        }
        ConsentingAccount account = registry.account(request.account());
        if (account == null) {
            throw new ProblemException(Problem.ACCOUNT_GONE);
        }
        return new Answer(account, code, request.redirectUrl());
    }

    private static Problem problemOf(FormFields query) {
        return "access_denied".equals(query.value(ERROR)) ? Problem.DENIED : Problem.REFUSED;
    }
}
