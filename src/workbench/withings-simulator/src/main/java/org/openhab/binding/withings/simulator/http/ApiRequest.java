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
package org.openhab.binding.withings.simulator.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;

/**
 * One request; query holds the parameters of the URL, parameters those of URL and form, headers have lower-case names.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ApiRequest(String method, String path, Parameters query, Parameters parameters,
        @Nullable String bearer, Map<String, String> headers) {

    /** The verb of the request, empty if it is missing. */
    public String action() {
        String action = parameters.text("action");
        return action == null ? "" : action;
    }

    @Override
    public String toString() {
        return method + " " + path + " " + action();
    }

    /** Parameters as Withings reads them: empty counts as missing, a wrong value is an "Invalid Params" error. */
    public static final class Parameters {
        private final Map<String, List<String>> values;

        public Parameters(Map<String, List<String>> values) {
            this.values = new TreeMap<>(values);
        }

        public boolean has(String name) {
            return text(name) != null;
        }

        /** The first value of that name, null if missing or empty. */
        public @Nullable String text(String name) {
            List<String> found = values.get(name);
            return found == null || found.isEmpty() || found.get(0).isEmpty() ? null : found.get(0);
        }

        public String required(String name) {
            String value = text(name);
            if (value == null) {
                throw Rejection.invalidParams("missing " + name);
            }
            return value;
        }

        /** All values of that name, none if it is missing. */
        public List<String> all(String name) {
            return List.copyOf(values.getOrDefault(name, List.of()));
        }

        /** The whole number of that name, null if missing. */
        public @Nullable Long number(String name) {
            String value = text(name);
            if (value == null) {
                return null;
            }
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw Rejection.invalidParams(name + " is no number");
            }
        }

        /** The moment of that name, sent in seconds since the epoch; null if missing. */
        public @Nullable Instant moment(String name) {
            Long seconds = number(name);
            if (seconds == null) {
                return null;
            }
            if (seconds < 0 || seconds > Integer.MAX_VALUE) {
                throw Rejection.invalidParams(name + " is out of range");
            }
            return Instant.ofEpochSecond(seconds);
        }

        /** The day of that name, sent as YYYY-MM-DD; null if missing. */
        public @Nullable LocalDate day(String name) {
            String value = text(name);
            if (value == null) {
                return null;
            }
            try {
                return LocalDate.parse(value);
            } catch (DateTimeParseException e) {
                throw Rejection.invalidParams(name + " is no date like 2026-01-31");
            }
        }

        /** The members of the comma separated list of that name, none if it is missing. */
        public Set<String> list(String name) {
            String value = text(name);
            return value == null ? Set.of() : new LinkedHashSet<>(List.of(value.split(",")));
        }

        /** The members of the comma separated list of whole numbers of that name, none if it is missing. */
        public Set<Integer> numbers(String name) {
            Set<Integer> numbers = new LinkedHashSet<>();
            for (String member : list(name)) {
                try {
                    numbers.add(Integer.valueOf(member.trim()));
                } catch (NumberFormatException e) {
                    throw Rejection.invalidParams(name + " is no list of numbers");
                }
            }
            return numbers;
        }

        public Map<String, List<String>> asMap() {
            return new TreeMap<>(values);
        }
    }
}
