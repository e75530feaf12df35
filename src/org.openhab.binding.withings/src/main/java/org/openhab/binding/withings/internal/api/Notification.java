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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Service.Scope;

/**
 * A notification posted by Withings (Withings reference, Data - Notifications): a form with fields in any order, some
 * of them undocumented. It is not signed, so it only triggers reading the data; bed events and failed
 * electrocardiograms, which no service returns, are used as they are.
 *
 * @param appliNumber see {@link Appli}, may be undocumented
 * @param date when an event happened; null for other kinds and for events without a date
 * @param span when data were measured, edited or deleted; null if absent or invalid, and for events
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Notification(String userId, int appliNumber, @Nullable Instant date, @Nullable TimeSpan span,
        @Nullable String deviceId) {
    /** An event of a sleep mat: getting into bed, out of bed, or the end of its inflation. */
    public record BedEvent(Kind kind, Instant time, @Nullable String deviceId) {
        /** The names are the events of the trigger channel. */
        public enum Kind {
            IN, OUT, INFLATED
        }
    }

    /** A request is not a valid notification. The message names the field, never its value. */
    public static final class MalformedNotificationException extends Exception {
        private static final long serialVersionUID = 1L;

        public MalformedNotificationException(String message) {
            super(message);
        }
    }

    /** A period of time. Both ends are inclusive and may be equal. */
    public record TimeSpan(Instant start, Instant end) {

        private static final Duration CLOSE = Duration.ofHours(1);
        private static final Duration MOMENT = Duration.ofSeconds(1);

        public TimeSpan {
            if (end.isBefore(start)) {
                throw new IllegalArgumentException("A time cannot end before it begins");
            }
        }

        public boolean contains(Instant time) {
            return !time.isBefore(start) && !time.isAfter(end);
        }

        public Duration length() {
            return Duration.between(start, end);
        }

        /** Returns whether it is at most a second long, the resolution of Withings' times. */
        public boolean isMomentary() {
            return length().compareTo(MOMENT) <= 0;
        }

        /** Returns the spans sorted by start; those that overlap or are at most an hour apart are merged. */
        public static List<TimeSpan> joined(Collection<TimeSpan> spans) {
            List<TimeSpan> joined = new ArrayList<>();
            for (TimeSpan span : spans.stream().sorted(Comparator.comparing(TimeSpan::start)).toList()) {
                TimeSpan last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
                if (last == null || last.end().plus(CLOSE).isBefore(span.start())) {
                    joined.add(span);
                } else if (span.end().isAfter(last.end())) {
                    joined.set(joined.size() - 1, new TimeSpan(last.start(), span.end()));
                }
            }
            return joined;
        }
    }

    /** Kinds of notifications (Withings reference, Notification categories, "appli"). */
    public enum Appli {
        WEIGHT(1, Scope.METRICS, Service.MEASURES),
        TEMPERATURE(2, Scope.METRICS, Service.MEASURES),
        /** Blood pressure, heart pulse and SpO2. */
        PRESSURE(4, Scope.METRICS, Service.MEASURES),
        ACTIVITY(16, Scope.ACTIVITY, Service.ACTIVITY, Service.WORKOUTS),
        SLEEP(44, Scope.ACTIVITY, Service.SLEEP),
        /** Also sent when the person has withdrawn the consent; the next request then fails. */
        PROFILE(46, Scope.INFO, Service.DEVICES, Service.GOALS),
        BED_IN(50, Scope.SLEEP_EVENTS),
        BED_OUT(51, Scope.SLEEP_EVENTS),
        INFLATED(52, Scope.SLEEP_EVENTS),
        ECG(54, Scope.METRICS, Service.HEART, Service.MEASURES),
        ECG_FAILED(55, Scope.METRICS),
        GLUCOSE(58, Scope.METRICS, Service.MEASURES);

        private final int number;
        private final Scope scope;
        private final Set<Service> services;

        Appli(int number, Scope scope, Service... services) {
            this.number = number;
            this.scope = scope;
            this.services = services.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(services));
        }

        public int number() {
            return number;
        }

        /** Returns the services to read; none for events, which are complete in themselves. */
        public Set<Service> services() {
            return services;
        }

        public static Optional<Appli> of(int number) {
            return Arrays.stream(values()).filter(appli -> appli.number == number).findFirst();
        }

        /** Returns the kinds covered by the scopes: Withings accepts other subscriptions, but never notifies. */
        public static Set<Appli> within(Set<String> scopes) {
            return Arrays.stream(values()).filter(appli -> scopes.contains(appli.scope.id()))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Appli.class)));
        }
    }

    /** The tolerated difference between clocks; a date further ahead is in the future or wrong. */
    public static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);
    private static final String START = "startdate";
    private static final String END = "enddate";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");
    private static final Instant LATEST_DATE = Instant.parse("9999-12-31T00:00:00Z");

    public static Notification parse(String body) throws MalformedNotificationException {
        Map<String, String> form = form(body);
        int appli = (int) number(form, "appli", Integer.MAX_VALUE);
        String userId = Long.toString(number(form, "userid", Long.MAX_VALUE));
        Instant date = time(form, appli);
        String deviceId = form.getOrDefault("deviceid", "");
        if (!DEVICE_ID.matcher(deviceId).matches()) {
            throw new MalformedNotificationException("deviceid is not an identifier");
        }
        return new Notification(userId, appli, date, isEvent(appli) ? null : span(form, appli),
                deviceId.isEmpty() ? null : deviceId);
    }

    public @Nullable Appli appli() {
        return Appli.of(appliNumber).orElse(null);
    }

    /** Returns the services that may have new data: all of them for an undocumented kind. */
    public Set<Service> services() {
        Appli known = appli();
        return known == null ? EnumSet.allOf(Service.class) : known.services();
    }

    /** Returns the bed event; null for other kinds and for one without a date, see {@link #arrivedAt}. */
    public @Nullable BedEvent bedEvent() {
        Appli known = appli();
        Instant time = date;
        if (known == null || time == null) {
            return null;
        }
        return switch (known) {
            case BED_IN -> new BedEvent(BedEvent.Kind.IN, time, deviceId);
            case BED_OUT -> new BedEvent(BedEvent.Kind.OUT, time, deviceId);
            case INFLATED -> new BedEvent(BedEvent.Kind.INFLATED, time, deviceId);
            default -> null;
        };
    }

    /** Returns whether it only announces new data, which is read later anyway if the notification is lost. */
    public boolean isHint() {
        return !isEvent(appliNumber);
    }

    public boolean isFailedEcg() {
        return appli() == Appli.ECG_FAILED;
    }

    /** Returns the notification, with the time of arrival as date of an event that has none or a future one. */
    public Notification arrivedAt(Instant arrival) {
        Instant dated = date;
        return isHint() || dated != null && !dated.isAfter(arrival.plus(CLOCK_DIFFERENCE))
                ? this
                : new Notification(userId, appliNumber, arrival, null, deviceId);
    }

    private static boolean isEvent(int appli) {
        return Appli.of(appli).filter(known -> known.services().isEmpty()).isPresent();
    }

    /** Events have a date, in older samples a start or end instead, or no time at all. */
    private static @Nullable Instant time(Map<String, String> form, int appli) throws MalformedNotificationException {
        if (!isEvent(appli)) {
            return null;
        }
        boolean begins = appli == Appli.BED_IN.number();
        for (String field : List.of("date", begins ? START : END, begins ? END : START)) {
            if (!form.getOrDefault(field, "").isEmpty()) {
                return Instant.ofEpochSecond(number(form, field, LATEST_DATE.getEpochSecond()));
            }
        }
        return null;
    }

    /** An invalid span counts as none: the notification still announces new data. */
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

    /** In an unknown time zone a day begins up to 14 hours before the day in UTC and ends up to 12 hours after it. */
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
        if (value == null || !NUMBER.matcher(value).matches() || Long.parseLong(value) > maximum) {
            throw new MalformedNotificationException(field + " is not a number in range");
        }
        return Long.parseLong(value);
    }

    private static Map<String, String> form(String body) throws MalformedNotificationException {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
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
