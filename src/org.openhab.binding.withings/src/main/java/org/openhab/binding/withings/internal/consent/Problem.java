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

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionException;

import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.WithingsException;

/**
 * What can go wrong on the pages, told apart by what the person in front of them can do about it. Each has a text that
 * says so in plain words.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum Problem {
    /** The person said no at Withings. */
    DENIED(HttpServletResponse.SC_FORBIDDEN),
    /** Withings did not ask the person at all, for instance because it does not know the redirect URL. */
    REFUSED(HttpServletResponse.SC_BAD_REQUEST),
    /** The browser came back without what Withings should have sent along. */
    RETURN_INCOMPLETE(HttpServletResponse.SC_BAD_REQUEST),
    /** Nobody asked for this consent here, or the answer was used already. */
    STATE_UNKNOWN(HttpServletResponse.SC_FORBIDDEN),
    STATE_EXPIRED(HttpServletResponse.SC_FORBIDDEN),
    FOREIGN_BROWSER(HttpServletResponse.SC_FORBIDDEN),
    ACCOUNT_GONE(HttpServletResponse.SC_NOT_FOUND),
    PERSON_GONE(HttpServletResponse.SC_NOT_FOUND),
    /** The link served already, is too old or was made for another browser. */
    DIAGNOSTICS_LINK_OVER(HttpServletResponse.SC_FORBIDDEN),
    NO_HISTORY(HttpServletResponse.SC_CONFLICT),
    NOT_CONFIGURED(HttpServletResponse.SC_CONFLICT),
    TOO_MANY_PENDING(HttpServletResponse.SC_SERVICE_UNAVAILABLE),
    CODE_NOT_ACCEPTED(HttpServletResponse.SC_BAD_REQUEST),
    CLIENT_CREDENTIALS(HttpServletResponse.SC_BAD_GATEWAY),
    TOO_MANY_REQUESTS(HttpServletResponse.SC_SERVICE_UNAVAILABLE),
    SERVICE_TROUBLE(HttpServletResponse.SC_BAD_GATEWAY),
    NO_INTERNET(HttpServletResponse.SC_BAD_GATEWAY),
    INSECURE(HttpServletResponse.SC_BAD_GATEWAY),
    UNREACHABLE(HttpServletResponse.SC_BAD_GATEWAY),
    MALFORMED_ANSWER(HttpServletResponse.SC_BAD_GATEWAY),
    NO_ANSWER(HttpServletResponse.SC_GATEWAY_TIMEOUT),
    WITHDRAWAL_FAILED(HttpServletResponse.SC_BAD_GATEWAY),
    UNEXPECTED(HttpServletResponse.SC_INTERNAL_SERVER_ERROR),
    PASTE_NO_ADDRESS(HttpServletResponse.SC_BAD_REQUEST),
    PASTE_OTHER_ADDRESS(HttpServletResponse.SC_BAD_REQUEST),
    /** The form lacks the proof that it was sent from our own page in this browser. */
    FORM_NOT_OURS(HttpServletResponse.SC_FORBIDDEN),
    FORM_MALFORMED(HttpServletResponse.SC_BAD_REQUEST),
    FORM_TOO_LARGE(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE),
    FORM_TOO_SLOW(HttpServletResponse.SC_REQUEST_TIMEOUT),
    FORM_OTHER_TYPE(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE),
    PAGE_UNKNOWN(HttpServletResponse.SC_NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpServletResponse.SC_METHOD_NOT_ALLOWED),
    HOST_MALFORMED(HttpServletResponse.SC_BAD_REQUEST);

    private final int status;

    Problem(int status) {
        this.status = status;
    }

    /** The HTTP status of a page that is about nothing but this problem. */
    int status() {
        return status;
    }

    /** The problem's name in addresses and in the keys of texts. */
    String textKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Problem named(@Nullable String textKey) {
        return Arrays.stream(values()).filter(problem -> problem.textKey().equals(textKey)).findAny().orElse(null);
    }

    /** What the person has to know when a code could not be exchanged for that reason. */
    static Problem ofExchange(Throwable reason) {
        return cause(reason)instanceof WithingsException failure ? switch (failure.failure()) {
            case AUTHENTICATION, CONSENT_ENDED, SCOPE, INVALID_REQUEST -> CODE_NOT_ACCEPTED;
            case CLIENT_CREDENTIALS -> CLIENT_CREDENTIALS;
            case TOO_MANY_REQUESTS -> TOO_MANY_REQUESTS;
            case SERVICE_TROUBLE -> SERVICE_TROUBLE;
            case NO_INTERNET -> NO_INTERNET;
            case INSECURE -> INSECURE;
            case UNREACHABLE -> UNREACHABLE;
            case MALFORMED_ANSWER -> MALFORMED_ANSWER;
        } : UNEXPECTED;
    }

    /** What the person has to know when a consent could not be withdrawn for that reason. */
    static Problem ofWithdrawal(Throwable reason) {
        Problem problem = ofExchange(reason);
        return problem == CODE_NOT_ACCEPTED ? WITHDRAWAL_FAILED : problem;
    }

    private static @Nullable Throwable cause(Throwable reason) {
        return reason instanceof CompletionException ? reason.getCause() : reason;
    }
}
