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
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Something to go wrong with matching requests or notifications (null and 0 match all), after some are let through.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Fault(FaultKind kind, @Nullable String path, @Nullable String action, @Nullable Person person, int appli,
        int spared, int times) {

    public static Fault of(FaultKind kind) {
        return new Fault(kind, null, null, null, 0, 0, Integer.MAX_VALUE);
    }

    public Fault on(String path) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public Fault action(String action) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public Fault forPerson(Person person) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public Fault appli(int appli) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public Fault after(int spared) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public Fault times(int times) {
        return new Fault(kind, path, action, person, appli, spared, times);
    }

    public enum FaultKind {
        /** The connection is reset without an answer; the request has no effect. */
        RESET,
        /** There is never an answer; the request has no effect. */
        HANG,
        /** The request has its effect, but the connection is reset instead of the answer. */
        ANSWER_LOST,
        /** The connection is closed after half of the answer. */
        HALF_ANSWER,
        HTTP_429,
        HTTP_500,
        HTTP_502,
        HTTP_503,
        /** A page with HTTP 200 where JSON should be. */
        HTML_PAGE,
        /** Something that says it is gzip and is not. */
        GZIP_GARBAGE,
        /** The answer, blown up to 32 MiB. */
        OVERSIZED,
        /** 128 MiB that come as a small gzip. */
        GZIP_BOMB,
        MILLION_ROWS,
        /** JSON nested 100 000 levels deep. */
        DEEP_NESTING,
        /** Status 0 and {@code "body": []}. */
        EMPTY_ARRAY_BODY,
        /** Status 0 and no body at all. */
        NO_BODY,
        NULL_VALUES,
        NEGATIVE_VALUES,
        /** Every other row has a type, attrib, category, state or model that is not documented. */
        UNKNOWN_TYPES,
        /** Status 601, with seconds to wait that double each time. */
        TOO_MANY_REQUESTS,
        UNAUTHENTICATED,
        /** Status 401 to requests with an offset only, so in the middle of paging. */
        UNAUTHENTICATED_WHILE_PAGING,
        /** Status 503: "Invalid Params", to a refresh as much as the refresh token being dead. */
        INVALID_PARAMS,
        TIMEOUT,
        BAD_STATE,
        /** Notifications never arrive, and Withings believes they did. */
        NOTIFICATION_LOST,
        NOTIFICATION_DUPLICATED,
        /** Notifications arrive ten minutes late. */
        NOTIFICATION_DELAYED,
        /** Notifications come with a category that is not documented. */
        NOTIFICATION_UNKNOWN_APPLI;

        /** Whether notifications are concerned rather than requests. */
        public boolean isOfNotifications() {
            return name().startsWith("NOTIFICATION_");
        }
    }
}
