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
package org.openhab.binding.withings.simulator.http;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Status codes of Withings' envelope that the simulator answers with. They come with HTTP 200.
 * Source: Withings reference, Response status, with the codes other clients met in practice.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Status {

    /** All went well. */
    public static final int OK = 0;
    /** "Authentication failed": no access token, or one that is unknown, expired or revoked. */
    public static final int UNAUTHENTICATED = 401;
    /** The access token lacks the scope; comes with HTTP 403, other than the rest. */
    public static final int INSUFFICIENT_SCOPE = 403;
    /**
     * "Invalid Params", also the answer to codes, refresh tokens and redirect URLs that are not right. Not HTTP 503.
     */
    public static final int INVALID_PARAMS = 503;
    /** There is no such subscription. */
    public static final int NO_SUCH_SUBSCRIPTION = 286;
    /** The callback URL is invalid, unreachable or not covered by a registered URL. */
    public static final int CALLBACK_URL = 293;
    /** The subscription could not be deleted. */
    public static final int NOT_DELETED = 294;
    /** The comment is longer than 255 characters. */
    public static final int COMMENT = 304;
    /** The user has too many subscriptions. */
    public static final int TOO_MANY_SUBSCRIPTIONS = 305;
    /** Signature or client not valid. */
    public static final int SIGNATURE = 342;
    /** Too many requests; the body says how many seconds to wait. */
    public static final int TOO_MANY_REQUESTS = 601;
    /** There is no such action. */
    public static final int UNKNOWN_ACTION = 2554;

    private Status() {
    }
}
