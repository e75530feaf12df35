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
 * A fault of matching requests or notifications (null and 0 match all), after a number of successful ones.
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
        HTTP_403,
        HTTP_429,
        HTTP_500,
        HTTP_502,
        HTTP_503,
        /** A page with HTTP 200 where JSON should be. */
        HTML_PAGE,
        /** An answer with Content-Encoding gzip that is not gzip. */
        GZIP_GARBAGE,
        /** The answer, enlarged to 32 MiB. */
        OVERSIZED,
        /** 128 MiB in a small gzip. */
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
        /** Status 401 to requests with an offset only, that is, during paging. */
        UNAUTHENTICATED_WHILE_PAGING,
        /** Status 503: "Invalid Params", which a refresh returns for an invalid refresh token. */
        INVALID_PARAMS,
        TIMEOUT,
        BAD_STATE,
        /** Notifications get lost, but count as delivered. */
        NOTIFICATION_LOST,
        NOTIFICATION_DUPLICATED,
        /** Notifications arrive ten minutes late. */
        NOTIFICATION_DELAYED,
        /** Notifications have an undocumented category. */
        NOTIFICATION_UNKNOWN_APPLI;

        /** Whether the fault is one of notifications, not of requests. */
        public boolean isOfNotifications() {
            return name().startsWith("NOTIFICATION_");
        }
    }
}
