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
import org.openhab.binding.withings.internal.Texts;

/**
 * The families of what can go wrong on the way to Withings, distinguished by how to react to them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Failure {
    /** The access token is not accepted: renew it once, then the person has to consent again. */
    AUTHENTICATION,
    /** The consent has ended (revoked, expired, unusable refresh token): the person has to consent again. */
    CONSENT_ENDED,
    /** The application's client id or secret is wrong. */
    CLIENT_CREDENTIALS,
    /** The consent does not cover what was asked: say which scope is missing. */
    SCOPE,
    /** Withings does not like the request; the same request will fail again. */
    INVALID_REQUEST,
    /** Too many requests: wait as long as {@link WithingsException#retryAfter()} says. */
    TOO_MANY_REQUESTS,
    /** Withings is in trouble (timeouts, server errors): the same request may succeed later. */
    SERVICE_TROUBLE,
    /** The host name of Withings cannot be resolved, or there is no route to it: most likely no internet connection. */
    NO_INTERNET,
    /** The server cannot prove to be Withings: its certificate is not accepted, or it does not speak TLS. */
    INSECURE,
    /** No answer: connection refused, reset, broken off, timed out. */
    UNREACHABLE,
    /** The answer is not what the reference promises: not JSON, too large, broken off, wrong types. */
    MALFORMED_ANSWER,
    /** An error of this add-on, which Withings is not to blame for; the log has the details. */
    INTERNAL_ERROR;

    /**
     * @return whether the same request may succeed later without intervention
     */
    public boolean mayPass() {
        return isTrouble() || this == TOO_MANY_REQUESTS || this == MALFORMED_ANSWER || this == INTERNAL_ERROR;
    }

    /**
     * @return whether it is trouble on the way or at Withings, which has nothing to do with the request
     */
    public boolean isTrouble() {
        return switch (this) {
            case NO_INTERNET, INSECURE, UNREACHABLE, SERVICE_TROUBLE -> true;
            default -> false;
        };
    }

    /**
     * @return whether Withings could not be reached at all, so that no other request would get through either
     */
    public boolean isNoConnection() {
        return isTrouble() && this != SERVICE_TROUBLE;
    }

    public String textKey() {
        return Texts.key(this);
    }
}
