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
package org.openhab.binding.withings.internal.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * The notifications of one person that were heard of lately, so that those that come again are recognised: by what they
 * are about, the device and the time.
 * <p>
 * Withings tells of a correction in the very words in which it told of what is corrected now. So only what comes again
 * at once is taken for a repetition; what comes again later has to be looked at, but is not counted as another one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RecentNotifications {

    /**
     * What a notification is taken for.
     */
    public enum Hearing {
        NEW,
        /** The same once more, as when Withings does not hear our answer. */
        REPEATED,
        /** The same later: a late repetition, or a correction. */
        AGAIN
    }

    /** Withings tries twice at once and twice after ten seconds (Withings reference, Notifications - Retries). */
    private static final Duration REPETITION = Duration.ofSeconds(15);
    /** What names a day or nothing at all is never a mere repetition, and new after this time: days change. */
    private static final Duration SAME_STATE_OF_A_DAY = Duration.ofMinutes(1);
    /** Withings gives up after about ten hours. */
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final int MAXIMUM = 64;
    private static final Pattern STORED = Pattern.compile("([0-9a-f]{1,8})@(\\d{1,12})");

    /** When each was first heard of, in seconds, by what identifies it; the oldest first. */
    private final Map<Integer, Instant> heard = new LinkedHashMap<>();

    /**
     * @param stored what {@link #toString()} gave in an earlier life of the add-on, null if there was none; what cannot
     *            be understood is ignored
     */
    public RecentNotifications(@Nullable String stored) {
        Matcher entries = STORED.matcher(stored == null ? "" : stored);
        while (entries.find()) {
            heard.put(Integer.parseUnsignedInt(entries.group(1), 16),
                    Instant.ofEpochSecond(Long.parseLong(entries.group(2))));
        }
    }

    /**
     * @return what it is taken for; it is remembered
     */
    public synchronized Hearing hear(Notification notification, Instant now) {
        int identity = identity(notification);
        Instant first = heard.get(identity);
        if (first == null || first.isAfter(now) || !first.plus(lifetime(notification)).isAfter(now)) {
            heard.remove(identity);
            heard.put(identity, now);
            heard.values().removeIf(time -> !time.plus(MEMORY).isAfter(now));
            heard.keySet().stream().limit(Math.max(0, heard.size() - MAXIMUM)).toList().forEach(heard::remove);
            return Hearing.NEW;
        }
        return namesTime(notification) && first.plus(REPETITION).isAfter(now) ? Hearing.REPEATED : Hearing.AGAIN;
    }

    private static Duration lifetime(Notification notification) {
        return namesTime(notification) ? MEMORY : SAME_STATE_OF_A_DAY;
    }

    private static boolean namesTime(Notification notification) {
        TimeSpan span = notification.span();
        return notification.date() != null || span != null && span.length().compareTo(DAY) < 0;
    }

    /** Texts have the same hash in every life of the add-on. */
    private static int identity(Notification notification) {
        return (notification.appliNumber() + "|" + notification.deviceId() + "|" + notification.date() + "|"
                + notification.span() + "|" + notification.action()).hashCode();
    }

    /**
     * @return what is remembered, to be stored
     */
    @Override
    public synchronized String toString() {
        return heard.entrySet().stream()
                .map(entry -> Integer.toHexString(entry.getKey()) + "@" + entry.getValue().getEpochSecond())
                .collect(Collectors.joining(" "));
    }
}
