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
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.core.thing.ThingUID;

/**
 * The OAuth authorization code flow: builds authorization requests, each with a <code>state</code> that is valid once,
 * for five minutes and in one browser, and accepts the response, from a redirect or as a URL pasted by the user.
 * Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConsentFlow {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    /** Limits the memory that clients in the local network can use. */
    private static final int MAX_PENDING = 1000;
    /** Exchanges of one browser within {@link #QUOTA_WINDOW}; the rate limiter has a quota for all browsers. */
    private static final int BROWSER_QUOTA = 4;
    private static final Duration QUOTA_WINDOW = Duration.ofMinutes(1);
    private static final int MAX_NAME_LENGTH = 50;
    /** Much longer than Withings' codes, which have 40 characters. */
    private static final int MAX_CODE_LENGTH = 512;
    private static final String CODE = "code";
    private static final String STATE = "state";
    private static final String ERROR = "error";

    private final AccountRegistry registry;
    private final Clock clock;
    /** By state, the oldest first. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    /** Within {@link #QUOTA_WINDOW}; the rate limiter limits their number. */
    private final List<Exchange> exchanges = new ArrayList<>();

    /** Why a request to a page failed, with its HTTP status; each has a text with a remedy. */
    public enum Problem {
        DENIED(403),
        /** Withings refused the request, for instance because the redirect URL is not registered. */
        REFUSED(400),
        RETURN_INCOMPLETE(400),
        /** The state was not issued here, has been used or has expired. */
        STATE_UNKNOWN(403),
        FOREIGN_BROWSER(403),
        ACCOUNT_GONE(404),
        PERSON_GONE(404),
        NO_HISTORY(409),
        NOT_CONFIGURED(409),
        TOO_MANY_CONSENTS(503),
        CODE_NOT_ACCEPTED(400),
        CLIENT_CREDENTIALS(502),
        TOO_MANY_REQUESTS(503),
        SERVICE_TROUBLE(502),
        NO_INTERNET(502),
        INSECURE(502),
        UNREACHABLE(502),
        MALFORMED_ANSWER(502),
        NO_ANSWER(504),
        UNEXPECTED(500),
        PASTE_NO_ADDRESS(400),
        PASTE_OTHER_ADDRESS(400),
        FORM_NOT_OURS(403),
        /** Query or body cannot be read, or the body is too long or too slow. */
        FORM_REFUSED(400),
        PAGE_UNKNOWN(404),
        METHOD_NOT_ALLOWED(405);

        private final int status;

        Problem(int status) {
            this.status = status;
        }

        public String textKey() {
            return "page.problem." + id();
        }

        String id() {
            return Texts.key(this);
        }

        static @Nullable Problem of(@Nullable String id) {
            return Arrays.stream(values()).filter(problem -> problem.id().equals(id)).findAny().orElse(null);
        }

        /** @param refused the problem if Withings refuses the request */
        static Problem of(Failure failure, Problem refused) {
            return switch (failure) {
                case AUTHENTICATION, CONSENT_ENDED, SCOPE, INVALID_REQUEST -> refused;
                case INTERNAL_ERROR -> UNEXPECTED;
                default -> valueOf(failure.name());
            };
        }
    }

    /** Ends the handling of a request with a problem. */
    public static final class ProblemException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Problem problem;
        private final int status;

        ProblemException(Problem problem) {
            this(problem, problem.status);
        }

        ProblemException(Problem problem, int status) {
            super(problem.name());
            this.problem = problem;
            this.status = status;
        }

        public Problem problem() {
            return problem;
        }

        int status() {
            return status;
        }
    }

    /** The fields of a form or of a query, <code>application/x-www-form-urlencoded</code> in UTF-8. */
    record FormFields(Map<String, List<String>> fields) {
        /** @throws ProblemException if the percent-encoding is broken */
        static FormFields parse(@Nullable String encoded) throws ProblemException {
            Map<String, List<String>> fields = new HashMap<>();
            try {
                for (String field : encoded == null ? new String[0] : encoded.split("&")) {
                    String[] parts = field.split("=", 2);
                    fields.computeIfAbsent(decode(parts[0]), absent -> new ArrayList<>())
                            .add(parts.length == 1 ? "" : decode(parts[1]));
                }
                return new FormFields(fields);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.FORM_REFUSED);
            }
        }

        private static String decode(String encoded) {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        }

        /** Returns whether the field is present, once or more often. */
        boolean has(String name) {
            return fields.containsKey(name);
        }

        /** Returns the field's value; null if the field is missing, empty, or present more than once. */
        @Nullable
        String value(String name) {
            List<String> values = fields.getOrDefault(name, List.of());
            return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
        }
    }

    private record Exchange(String browser, Instant time) {}

    private record Pending(String browser, ThingUID account, URI redirectUrl, @Nullable String name,
            Instant expires) {}

    public ConsentFlow(AccountRegistry registry) {
        this.registry = registry;
        this.clock = registry.clock();
    }

    /** Returns the URL of the authorization request; a null name keeps the person's name. */
    public String begin(String browser, AccountSnapshot account, URI redirectUrl, @Nullable String name, boolean demo)
            throws ProblemException {
        if (account.configuration().flaw() != null) {
            throw new ProblemException(Problem.NOT_CONFIGURED);
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", CODE);
        query.put("client_id", account.configuration().clientId.strip());
        query.put(STATE, issueState(new Pending(browser, account.thing().uid(), redirectUrl, printable(name),
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

    private static @Nullable String printable(@Nullable String name) {
        String printable = Texts.printable(name == null ? "" : name);
        return printable.isEmpty() ? null : printable.substring(0, Math.min(MAX_NAME_LENGTH, printable.length()));
    }

    /** If there are too many, removes the oldest state of the browser that has the most. */
    private synchronized String issueState(Pending consent) {
        if (pending.size() >= MAX_PENDING) {
            pending.entrySet().stream().collect(Collectors.groupingBy(entry -> entry.getValue().browser())).values()
                    .stream().max(Comparator.comparing(List::size))
                    .ifPresent(most -> pending.remove(most.get(0).getKey()));
        }
        String state = BrowserSessions.secret();
        pending.put(state, consent);
        return state;
    }

    static boolean isAnswer(FormFields query) {
        return query.has(CODE) || query.has(STATE) || query.has(ERROR);
    }

    /** Accepts the URL to which Withings redirected a browser, as pasted by the user. */
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

    /** @param pastedAddress null if the browser itself was redirected to openHAB */
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
        return account.consent(code, consent.redirectUrl().toString(), consent.name());
    }

    /** Consumes the state only if the quotas allow the exchange, so that a flood of codes does not use up states. */
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

    /** Returns whether both have the same scheme, host, port and path; the query is ignored. */
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
