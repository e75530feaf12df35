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
 * Withings' own status numbers, which come with HTTP 200 (Withings reference, Response status).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WithingsStatus {
    /** All is well. */
    public static final int SUCCESS = 0;
    /** There is no such subscription to revoke. */
    public static final int NO_SUCH_SUBSCRIPTION = 286;
    /** The authorization code or the refresh token is not, or no longer, valid. Not to be mixed up with HTTP 503. */
    public static final int INVALID_CODE_OR_REFRESH_TOKEN = 503;
    /** Too many requests, or the same one twice within ten seconds. */
    public static final int TOO_MANY_REQUESTS = 601;

    private WithingsStatus() {
    }

    /**
     * @param status Withings' number
     * @return what kind of failure it stands for, null for success. Numbers without a documented meaning are taken for
     *         trouble at Withings, as the reference says "an error occurred" for them
     */
    public static @Nullable Failure family(int status) {
        return switch (status) {
            case SUCCESS -> null;
            case 100, 101, 102, 200, 401 -> Failure.AUTHENTICATION;
            case 214, 277, 2553, 2555 -> Failure.SCOPE;
            case TOO_MANY_REQUESTS -> Failure.TOO_MANY_REQUESTS;
            // 2554: the action is not implemented, so asking again will not help
            case 2554 -> Failure.INVALID_REQUEST;
            default -> isInvalidParameters(status) ? Failure.INVALID_REQUEST : Failure.SERVICE_TROUBLE;
        };
    }

    private static boolean isInvalidParameters(int status) {
        return switch (status) {
            case 216, 217, 218, 220, 221, 223, 225, 238, 254, 271, 272, 275, 276, 290, 297, 321, 400, 523, 532 -> true;
            default -> isIn(status, 201, 213) || isIn(status, 227, 230) || isIn(status, 234, 236)
                    || isIn(status, 240, 252) || isIn(status, 260, 267) || isIn(status, 283, 288)
                    || isIn(status, 293, 295) || isIn(status, 300, 304) || isIn(status, 323, 353)
                    || isIn(status, 380, 382) || isIn(status, 501, 511) || isIn(status, 3017, 3019);
        };
    }

    private static boolean isIn(int status, int first, int last) {
        return status >= first && status <= last;
    }
}
