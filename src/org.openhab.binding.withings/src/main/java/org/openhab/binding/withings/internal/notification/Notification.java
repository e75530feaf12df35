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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * A notification as Withings posts it (Withings reference, Data - Notifications): a form whose fields come in any order
 * and may be joined by others that nobody has documented. It is not signed, so it is never more than a hint; only the
 * bed events, which no service tells, are taken at their word.
 *
 * @param userId whom it is about
 * @param appliNumber what it is about by Withings' number, which may be one that is not documented
 * @param date when it happened, where the notification tells: bed events do, failed electrocardiograms may
 * @param span within which time something was measured, edited or deleted, where the notification tells
 * @param deviceId the device it is about, where the notification tells
 * @param action what happened to a profile: "delete", "unlink" or "update"
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Notification(String userId, int appliNumber, @Nullable Instant date, @Nullable TimeSpan span,
        @Nullable String deviceId, @Nullable String action) {

    private static final int FIELDS_MAXIMUM = 32;
    private static final String START = "startdate";
    private static final String END = "enddate";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Instant LATEST_DATE = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * @param body the form as it was posted
     * @return the notification
     * @throws MalformedNotificationException if a field is missing or cannot be what it should be
     */
    public static Notification parse(String body) throws MalformedNotificationException {
        Map<String, String> form = form(body);
        int appli = (int) number(form, "appli", Integer.MAX_VALUE);
        String userId = Long.toString(number(form, "userid", Long.MAX_VALUE));
        Instant date = time(form, appli);
        String deviceId = form.get("deviceid");
        if (deviceId != null && !deviceId.isEmpty() && !DEVICE_ID.matcher(deviceId).matches()) {
            throw new MalformedNotificationException("deviceid is not an identifier");
        }
        return new Notification(userId, appli, date, date == null ? span(form, appli) : null,
                deviceId == null || deviceId.isEmpty() ? null : deviceId, form.get("action"));
    }

    /**
     * @return what the notification is about, null for a number that is not documented
     */
    public @Nullable Appli appli() {
        return Appli.of(appliNumber).orElse(null);
    }

    /**
     * @return the services to ask: all of them when nobody knows what the notification means
     */
    public Set<Service> services() {
        Appli known = appli();
        return known == null ? EnumSet.allOf(Service.class) : known.services();
    }

    /**
     * @return the bed event it carries, null if it is about something else
     */
    public @Nullable BedEvent bedEvent() {
        BedEvent.Kind kind = kindOf(appliNumber);
        Instant time = date;
        return kind == null || time == null ? null : new BedEvent(kind, time, deviceId);
    }

    /**
     * @return whether all that it means is that a service should be asked, which would tell the same whenever asked
     */
    public boolean isHint() {
        return bedEvent() == null && !tellsOfFailedEcg();
    }

    /**
     * @return whether an electrocardiogram has failed
     */
    public boolean tellsOfFailedEcg() {
        return appli() == Appli.ECG_FAILED;
    }

    private static BedEvent.@Nullable Kind kindOf(int appliNumber) {
        if (appliNumber == Appli.BED_IN.number()) {
            return BedEvent.Kind.IN;
        }
        if (appliNumber == Appli.BED_OUT.number()) {
            return BedEvent.Kind.OUT;
        }
        return appliNumber == Appli.INFLATED.number() ? BedEvent.Kind.INFLATED : null;
    }

    /**
     * Bed events have been seen with a date and, in older samples, with the dates of a span: a span that has only just
     * begun or ended. What a failed electrocardiogram comes with is not documented.
     */
    private static @Nullable Instant time(Map<String, String> form, int appli) throws MalformedNotificationException {
        boolean failedEcg = appli == Appli.ECG_FAILED.number();
        if (kindOf(appli) == null && !failedEcg) {
            return null;
        }
        String first = appli == Appli.BED_IN.number() ? START : END;
        String second = appli == Appli.BED_IN.number() ? END : START;
        for (String field : new String[]{ "date", first, second }) {
            if (form.containsKey(field)) {
                return Instant.ofEpochSecond(number(form, field, LATEST_DATE.getEpochSecond()));
            }
        }
        if (failedEcg) {
            return null;
        }
        throw new MalformedNotificationException("date is missing");
    }

    /**
     * A span that makes no sense is as good as none: the notification is a hint all the same.
     */
    private static @Nullable TimeSpan span(Map<String, String> form, int appli) {
        if (appli == Appli.ACTIVITY.number()) {
            return day(form.get("date"));
        }
        try {
            Instant start = Instant.ofEpochSecond(number(form, START, LATEST_DATE.getEpochSecond()));
            Instant end = Instant.ofEpochSecond(number(form, END, LATEST_DATE.getEpochSecond()));
            return end.isBefore(start) ? null : new TimeSpan(start, end);
        } catch (MalformedNotificationException e) {
            return null;
        }
    }

    /**
     * Activity comes with a day. Which time zone it is of is not told: there are days that begin 14 hours before that
     * of Greenwich and others that end 12 hours after it.
     */
    private static @Nullable TimeSpan day(@Nullable String date) {
        try {
            Instant start = LocalDate.parse(date == null ? "" : date).atStartOfDay(ZoneOffset.UTC).toInstant();
            return new TimeSpan(start.minus(Duration.ofHours(14)), start.plus(Duration.ofHours(24 + 12)));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long number(Map<String, String> form, String field, long maximum)
            throws MalformedNotificationException {
        String value = form.get(field);
        if (value == null) {
            throw new MalformedNotificationException(field + " is missing");
        }
        if (!NUMBER.matcher(value).matches() || Long.parseLong(value) > maximum) {
            throw new MalformedNotificationException(field + " is not a number in range");
        }
        return Long.parseLong(value);
    }

    private static Map<String, String> form(String body) throws MalformedNotificationException {
        Map<String, String> form = new HashMap<>();
        String[] pairs = body.split("&", FIELDS_MAXIMUM + 1);
        if (pairs.length > FIELDS_MAXIMUM) {
            throw new MalformedNotificationException("too many fields");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0 && form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                throw new MalformedNotificationException("a field occurs twice");
            }
        }
        return form;
    }

    private static String decode(String encoded) throws MalformedNotificationException {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedNotificationException("a field is not encoded as a form's should be");
        }
    }
}
