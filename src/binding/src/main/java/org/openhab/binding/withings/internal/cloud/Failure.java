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
package org.openhab.binding.withings.internal.cloud;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The families of what can go wrong on the way to Withings, told apart by what has to be done about them.
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
    /** No answer: connection refused, reset, timed out, unknown host, TLS trouble. */
    UNREACHABLE,
    /** The answer is not what the reference promises: not JSON, too large, broken off, wrong types. */
    MALFORMED_ANSWER
}
