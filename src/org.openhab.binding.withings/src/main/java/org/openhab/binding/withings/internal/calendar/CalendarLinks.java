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

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * The secret links to the calendars of an account's people, kept over restarts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class CalendarLinks {
    private static final int SECRET_BYTES = 32;

    private final Calendars calendars;
    private final SealedStorage storage;
    private final String prefix;
    /** The secrets of the calendars that are open, by person. */
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /**
     * @param account tells the links of one account from those of another in the same storage
     */
    public CalendarLinks(Calendars calendars, SealedStorage storage, String account) {
        this.calendars = calendars;
        this.storage = storage;
        this.prefix = account + "|calendar|";
    }

    /**
     * @return whether somebody has asked for a link to the person's calendar
     */
    public boolean exists(String userId) {
        return secrets.containsKey(userId);
    }

    /**
     * Lets the person's calendar be read if there is a link to it.
     */
    public synchronized void open(String userId, CalendarSource source) {
        String secret = storage.get(prefix + userId);
        if (secret != null) {
            secrets.put(userId, secret);
            calendars.open(secret, source);
        }
    }

    /**
     * Makes a link to the person's calendar. One that was made before does not lead there any more.
     *
     * @return the path of the calendar, which must not be shown to anybody but the one who asks for it
     */
    public synchronized String renew(String userId, CalendarSource source) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        remove(userId);
        storage.put(prefix + userId, secret);
        secrets.put(userId, secret);
        calendars.open(secret, source);
        return CalendarServlet.PATH + secret + CalendarServlet.SUFFIX;
    }

    /**
     * Ends the person's calendar for good.
     */
    public synchronized void remove(String userId) {
        storage.remove(prefix + userId);
        close(userId);
    }

    /**
     * Ends all calendars of the account for good.
     */
    public synchronized void removeAll() {
        close();
        storage.keys().stream().filter(key -> key.startsWith(prefix)).toList().forEach(storage::remove);
    }

    /**
     * Lets nothing be read until the account is there again.
     */
    public synchronized void close() {
        secrets.keySet().forEach(this::close);
    }

    private void close(String userId) {
        @Nullable
        String secret = secrets.remove(userId);
        if (secret != null) {
            calendars.close(secret);
        }
    }
}
