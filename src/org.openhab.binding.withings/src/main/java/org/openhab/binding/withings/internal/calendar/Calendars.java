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
package org.openhab.binding.withings.internal.calendar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The calendars that can be read at the moment. Each has a secret of its own as the last part of its path, the only
 * thing by which a reader can prove to be allowed to.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Calendars.class)
public class Calendars {
    private final Map<String, CalendarSource> sources = new ConcurrentHashMap<>();

    void open(String secret, CalendarSource source) {
        sources.put(secret, source);
    }

    void close(String secret) {
        sources.remove(secret);
    }

    /**
     * The secrets are compared in a time that does not depend on how much of one was guessed right.
     *
     * @return what can be read with the secret, null if there is no such calendar
     */
    @Nullable
    CalendarSource source(String presented) {
        byte[] presentedBytes = presented.getBytes(StandardCharsets.UTF_8);
        CalendarSource found = null;
        for (Map.Entry<String, CalendarSource> calendar : sources.entrySet()) {
            if (MessageDigest.isEqual(calendar.getKey().getBytes(StandardCharsets.UTF_8), presentedBytes)) {
                found = calendar.getValue();
            }
        }
        return found;
    }
}
