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
package org.openhab.binding.withings.simulator.fault;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The ways in which things go wrong.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum FaultKind {
    /** The connection is reset without an answer; the request has no effect. */
    RESET("connection reset"),
    /** There is never an answer; the request has no effect. */
    HANG("no answer for ever"),
    /** The request has its effect, but the connection is reset instead of the answer. */
    ANSWER_LOST("answer lost on its way"),
    /** The connection is closed after half of the answer. */
    HALF_ANSWER("half an answer"),
    /** HTTP 429, without the envelope. */
    HTTP_429("HTTP 429"),
    /** HTTP 500, as a page. */
    HTTP_500("HTTP 500"),
    /** HTTP 502, as a page. */
    HTTP_502("HTTP 502"),
    /** HTTP 503, as a page. */
    HTTP_503("HTTP 503"),
    /** A page with HTTP 200 where JSON should be. */
    HTML_PAGE("a web page instead of JSON"),
    /** Something that says it is gzip and is not. */
    GZIP_GARBAGE("broken gzip"),
    /** The answer, blown up to 32 MiB. */
    OVERSIZED("32 MiB answer"),
    /** 128 MiB that come as a small gzip. */
    GZIP_BOMB("128 MiB in a small gzip"),
    /** A million rows. */
    MILLION_ROWS("a million rows"),
    /** JSON nested 100 000 levels deep. */
    DEEP_NESTING("deeply nested JSON"),
    /** Status 0 and {@code "body": []}. */
    EMPTY_ARRAY_BODY("body is []"),
    /** Status 0 and no body at all. */
    NO_BODY("no body"),
    /** All values are null. */
    NULL_VALUES("null values"),
    /** All values are -1. */
    NEGATIVE_VALUES("values of -1"),
    /** Every other row has a type, attrib, category, state or model that nobody knows. */
    UNKNOWN_TYPES("unknown types"),
    /** Status 601, with seconds to wait that double each time. */
    TOO_MANY_REQUESTS("status 601 (wait)"),
    /** Status 401: the access token is not valid. */
    UNAUTHENTICATED("status 401 (access token)"),
    /** Status 401 to requests with an offset only, so in the middle of paging. */
    UNAUTHENTICATED_WHILE_PAGING("status 401 while paging"),
    /** Status 503: "Invalid Params", to a refresh as much as the refresh token being dead. */
    INVALID_PARAMS("status 503 (invalid params)"),
    /** Status 522: timeout. */
    TIMEOUT("status 522 (timeout)"),
    /** Status 524: bad state. */
    BAD_STATE("status 524 (bad state)"),
    /** Notifications never arrive, and Withings believes they did. */
    NOTIFICATION_LOST("notifications lost"),
    /** Notifications arrive twice. */
    NOTIFICATION_DUPLICATED("notifications twice"),
    /** Notifications arrive ten minutes late. */
    NOTIFICATION_DELAYED("notifications 10 minutes late"),
    /** Every other notification is overtaken by the one after it. */
    NOTIFICATION_REORDERED("notifications out of order"),
    /** Notifications come with a category that nobody knows. */
    NOTIFICATION_UNKNOWN_APPLI("notifications of unknown appli"),
    /** Notifications come for somebody that nobody knows. */
    NOTIFICATION_UNKNOWN_USER("notifications of unknown user");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    /**
     * @return what happens, in a few words
     */
    public String words() {
        return words;
    }

    /**
     * @return whether notifications are concerned rather than requests
     */
    public boolean isOfNotifications() {
        return name().startsWith("NOTIFICATION_");
    }
}
