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
package org.openhab.binding.withings.internal.setup;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.setup.Problem.ProblemException;
import org.openhab.core.thing.ThingUID;

/**
 * The OAuth authorization code flow: builds authorization requests, each with a <code>state</code> that is valid once,
 * for five minutes and in one browser, and accepts what Withings redirects back with, whether the browser brings it or
 * the user pastes it. May be used by any thread.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConsentFlow {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    /** Bounds the memory that can be filled from the local network. */
    private static final int MAX_PENDING = 1000;
    /** Exchanges of one browser within {@link #QUOTA_WINDOW}; the rate limiter has a quota for all browsers. */
    private static final int BROWSER_QUOTA = 4;
    private static final Duration QUOTA_WINDOW = Duration.ofMinutes(1);
    /** Withings' codes have 40 characters. */
    private static final int MAX_CODE_LENGTH = 512;
    private static final String CODE = "code";
    private static final String STATE = "state";
    private static final String ERROR = "error";

    private final AccountRegistry registry;
    private final Clock clock;
    /** By state, the oldest first. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** The exchanges of codes within {@link #QUOTA_WINDOW}; the rate limiter bounds their number. */
    private final List<Exchange> exchanges = new ArrayList<>();

    private record Exchange(String browser, Instant time) {}

    private record Pending(String browser, ThingUID account, URI redirectUrl, Instant expires) {}

    public ConsentFlow(AccountRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Begins a consent.
     *
     * @param browser the ID of the browser
     * @param demo whether to ask for the consent of Withings' demo user
     * @return the address at which Withings asks for the consent
     */
    public String begin(String browser, AccountSnapshot account, URI redirectUrl, boolean demo)
            throws ProblemException {
        if (account.configuration().flaw() != null) {
            throw new ProblemException(Problem.NOT_CONFIGURED);
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", CODE);
        query.put("client_id", account.configuration().clientId.strip());
        query.put(STATE, issueState(new Pending(browser, account.thing().uid(), redirectUrl,
                clock.instant().plus(LIFETIME))));
        query.put("scope", Scope.all());
        query.put("redirect_uri", redirectUrl.toString());
        if (demo) {
            query.put("mode", "demo");
        }
        String separator = account.authorizationUrl().getRawQuery() == null ? "?" : "&";
        return account.authorizationUrl() + separator + query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private synchronized String issueState(Pending consent) {
        if (pending.size() >= MAX_PENDING) {
            removeOldestOfFullestBrowser();
        }
        String state = BrowserSessions.secret();
        pending.put(state, consent);
        return state;
    }

    private void removeOldestOfFullestBrowser() {
        String fullest = pending.values().stream()
                .collect(Collectors.groupingBy(Pending::browser, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
        pending.entrySet().stream().filter(entry -> entry.getValue().browser().equals(fullest)).findFirst()
                .ifPresent(entry -> pending.remove(entry.getKey()));
    }

    /** Whether the query of an address comes from a redirect by Withings. */
    static boolean isAnswer(FormFields query) {
        return query.has(CODE) || query.has(STATE) || query.has(ERROR);
    }

    /** Accepts the address to which Withings redirected a browser, as pasted by the user. */
    public CompletableFuture<AccountSnapshot.Person> acceptPasted(@Nullable String text, String browser)
            throws ProblemException {
        try {
            URI address = new URI(text == null ? "" : text.strip());
            if (address.isAbsolute() && !address.isOpaque()) {
                return accept(FormFields.parse(address.getRawQuery()), browser, address);
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new ProblemException(Problem.PASTE_NO_ADDRESS);
    }

    /**
     * Accepts the answer to an authorization request and exchanges its code.
     *
     * @param pastedAddress the address that was pasted; null if the browser was redirected here
     */
    CompletableFuture<AccountSnapshot.Person> accept(FormFields query, String browser, @Nullable URI pastedAddress)
            throws ProblemException {
        if (query.has(ERROR)) {
            throw new ProblemException(
                    "access_denied".equals(query.value(ERROR)) ? Problem.DENIED : Problem.REFUSED);
        }
        String state = query.value(STATE);
        String code = query.value(CODE);
        if (state == null || code == null || code.length() > MAX_CODE_LENGTH) {
            throw new ProblemException(Problem.RETURN_INCOMPLETE);
        }
        Pending consent = pending(state, browser, pastedAddress);
        SetupAccount account = registry.account(consent.account());
        if (account == null) {
            throw new ProblemException(Problem.ACCOUNT_GONE);
        }
        reserveExchange(state, browser, account);
        return account.consent(code, consent.redirectUrl().toString());
    }

    /**
     * Room first, then the state, so that a flood of made-up codes does not use up honest consents.
     */
    private synchronized void reserveExchange(String state, String browser, SetupAccount account)
            throws ProblemException {
        Instant now = clock.instant();
        exchanges.removeIf(exchange -> exchange.time().isBefore(now.minus(QUOTA_WINDOW)));
        if (exchanges.stream().filter(exchange -> exchange.browser().equals(browser)).count() >= BROWSER_QUOTA
                || !account.reserveConsent()) {
            throw new ProblemException(Problem.TOO_MANY_CONSENTS);
        }
        if (pending.remove(state) == null) {
            throw new ProblemException(Problem.STATE_UNKNOWN);
        }
        exchanges.add(new Exchange(browser, now));
    }

    private synchronized Pending pending(String state, String browser, @Nullable URI pastedAddress)
            throws ProblemException {
        Instant now = clock.instant();
        pending.values().removeIf(consent -> !now.isBefore(consent.expires()));
        Pending consent = pending.get(state);
        if (consent == null) {
            throw new ProblemException(Problem.STATE_UNKNOWN);
        }
        if (!consent.browser().equals(browser)) {
            throw new ProblemException(Problem.FOREIGN_BROWSER);
        }
        if (pastedAddress != null && !isSamePage(pastedAddress, consent.redirectUrl())) {
            throw new ProblemException(Problem.PASTE_OTHER_ADDRESS);
        }
        return consent;
    }

    /** Whether both lead to the same page: same scheme, host, port and path, whatever the query. */
    static boolean isSamePage(URI one, URI other) {
        return page(one).equals(page(other));
    }

    private static String page(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String authority = String.valueOf(url.getRawAuthority()).toLowerCase(Locale.ROOT)
                .replaceFirst("https".equals(scheme) ? ":443$" : ":80$", "");
        return scheme + "://" + authority + url.getRawPath();
    }
}
