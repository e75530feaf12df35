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
package org.openhab.binding.withings.internal.api;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The kinds of failed calls to Withings, distinguished by how to react to them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Failure {
    /** The access token is not accepted: renew it once, then the person has to consent again. */
    AUTHENTICATION,
    /** The consent has ended (revoked, expired, unusable refresh token): the person has to consent again. */
    CONSENT_ENDED,
    /** The application's client ID or secret is wrong. */
    CLIENT_CREDENTIALS,
    /** The consent does not cover the request. */
    SCOPE,
    /** Withings refuses the request; the same request will fail again. */
    INVALID_REQUEST,
    /** Too many requests: wait as long as {@link WithingsException#retryAfter()} says. */
    TOO_MANY_REQUESTS,
    /** Timeouts and errors at Withings: the same request may succeed later. */
    SERVICE_TROUBLE,
    /** The host name cannot be resolved, or there is no route to it. */
    NO_INTERNET,
    /** The TLS handshake failed, for example because the certificate is not trusted. */
    INSECURE,
    /** No answer: connection refused, reset, closed early or timed out. */
    UNREACHABLE,
    /** The answer does not match the API reference: not JSON, too large, truncated, wrong types. */
    MALFORMED_ANSWER,
    /** An error of this add-on; the log has the details. */
    INTERNAL_ERROR;

    /**
     * Returns the failure for the "status" of an answer with HTTP 200 (Withings reference, Response status); null for
     * success. Undocumented numbers count as errors at Withings: the reference says "an error occurred" for them.
     */
    static @Nullable Failure ofStatus(int status) {
        return switch (status) {
            case 0 -> null;
            case 100, 101, 102, 200, 401 -> AUTHENTICATION;
            case 214, 277, 2553, 2555 -> SCOPE;
            // also for an identical request within ten seconds
            case 601 -> TOO_MANY_REQUESTS;
            // the families "invalid parameters" and "not implemented" (2554)
            case 216, 217, 218, 220, 221, 223, 225, 238, 254, 271, 272, 275, 276, 290, 297, 321, 400, 523, 532, 2554 -> INVALID_REQUEST;
            default -> isIn(status, 201, 213) || isIn(status, 227, 230) || isIn(status, 234, 236)
                    || isIn(status, 240, 252) || isIn(status, 260, 267) || isIn(status, 283, 288)
                    || isIn(status, 293, 295) || isIn(status, 300, 304) || isIn(status, 323, 353)
                    || isIn(status, 380, 382) || isIn(status, 501, 511) || isIn(status, 3017, 3019)
                            ? INVALID_REQUEST
                            : SERVICE_TROUBLE;
        };
    }

    private static boolean isIn(int status, int first, int last) {
        return status >= first && status <= last;
    }

    /** Returns whether the same request may succeed later without intervention. */
    public boolean isTemporary() {
        return isTrouble() || this == TOO_MANY_REQUESTS || this == MALFORMED_ANSWER || this == INTERNAL_ERROR;
    }

    /** Returns whether the cause is the network or Withings itself, not the request. */
    boolean isTrouble() {
        return this == SERVICE_TROUBLE || isNoConnection();
    }

    /** Returns whether Withings cannot be reached at all, so that other requests would fail as well. */
    public boolean isNoConnection() {
        return this == NO_INTERNET || this == INSECURE || this == UNREACHABLE;
    }
}
