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
package org.openhab.binding.withings.internal.storage;

import java.time.DateTimeException;
import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.plan.Service;

/**
 * Where the import of the past stands: what comes next. Tells nothing of what has been measured.
 *
 * @param beginning the earliest time that is of interest
 * @param end when the import began; what comes later is no longer the past
 * @param service the service that is being read
 * @param details whether the values through its nights or days are being read, rather than the nights or days
 * @param window the beginning of the time that is being read
 * @param offset the page of it, null for the first one
 * @param finished when everything had been read, null while it has not
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HistoryPosition(Instant beginning, Instant end, Service service, boolean details, Instant window,
        @Nullable Long offset, @Nullable Instant finished) {

    private static final String NONE = "-";

    public HistoryPosition atPage(@Nullable Long next) {
        return new HistoryPosition(beginning, end, service, details, window, next, finished);
    }

    public HistoryPosition atWindow(Instant start) {
        return new HistoryPosition(beginning, end, service, details, start, null, finished);
    }

    public HistoryPosition at(Service next, boolean nextDetails) {
        return new HistoryPosition(beginning, end, next, nextDetails, beginning, null, finished);
    }

    public HistoryPosition finishedAt(Instant time) {
        return new HistoryPosition(beginning, end, service, details, window, offset, time);
    }

    String print() {
        return String.join(" ", beginning.toString(), end.toString(), service.name(), Boolean.toString(details),
                window.toString(), orNone(offset), orNone(finished));
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? NONE : value.toString();
    }

    /**
     * @return null if there is none, or one that cannot be read because an earlier version wrote it otherwise
     */
    static @Nullable HistoryPosition parse(@Nullable String stored) {
        String[] parts = stored == null ? new String[0] : stored.split(" ");
        if (parts.length != 7) {
            return null;
        }
        try {
            return new HistoryPosition(Instant.parse(parts[0]), Instant.parse(parts[1]), Service.valueOf(parts[2]),
                    Boolean.parseBoolean(parts[3]), Instant.parse(parts[4]),
                    NONE.equals(parts[5]) ? null : Long.valueOf(parts[5]),
                    NONE.equals(parts[6]) ? null : Instant.parse(parts[6]));
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }
}
