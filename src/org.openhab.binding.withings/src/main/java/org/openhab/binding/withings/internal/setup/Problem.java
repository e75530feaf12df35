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

import java.util.Arrays;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Failure;

/**
 * Why a request for a page cannot be fulfilled. Each has a text that says what to do.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Problem {
    DENIED(403),
    /** For instance because Withings does not know the redirect URL. */
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
    WITHDRAWAL_FAILED(502),
    UNEXPECTED(500),
    PASTE_NO_ADDRESS(400),
    PASTE_OTHER_ADDRESS(400),
    FORM_NOT_OURS(403),
    /** Query or body cannot be read, or the body is too long or too slow. */
    FORM_REFUSED(400),
    PAGE_UNKNOWN(404),
    METHOD_NOT_ALLOWED(405);

    private final int status;

    /** Ends the handling of a request. */
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

    /** @param refused what it means if Withings refuses the request */
    static Problem of(Failure failure, Problem refused) {
        return switch (failure) {
            case AUTHENTICATION, CONSENT_ENDED, SCOPE, INVALID_REQUEST -> refused;
            case INTERNAL_ERROR -> UNEXPECTED;
            default -> valueOf(failure.name());
        };
    }
}
