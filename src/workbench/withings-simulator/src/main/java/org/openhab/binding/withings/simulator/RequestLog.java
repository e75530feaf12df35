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
package org.openhab.binding.withings.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;

/**
 * The log of the last 200 000 API requests. Tokens, codes, secrets and callback URLs are never logged, only harmless
 * parameters.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class RequestLog {
    private static final int REMEMBERED = 200_000;
    private static final Set<String> HARMLESS = Set.of("action", "grant_type", "meastype", "meastypes", "category",
            "startdate", "enddate", "startdateymd", "enddateymd", "lastupdate", "offset", "data_fields", "appli",
            "new_appli", "signalid", "userid");

    private final Clock clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** One request; HTTP status 0 and envelope status -1 if there was none. */
    public record Entry(Instant moment, String method, String path, String action, @Nullable Person person,
            Map<String, String> parameters, int httpStatus, int status) {
        public Entry {
            parameters = Map.copyOf(parameters);
        }
    }

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    void add(ApiRequest request, @Nullable Person person, Answer answer) {
        Map<String, String> parameters = new TreeMap<>();
        request.parameters().asMap().forEach((name, values) -> {
            if (HARMLESS.contains(name) && !values.isEmpty()) {
                parameters.put(name, values.get(0));
            }
        });
        Entry entry = new Entry(clock.instant(), request.method(), request.path(), request.action(), person,
                parameters, answer.httpStatus(), answer.status());
        synchronized (entries) {
            if (entries.size() == REMEMBERED) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
    }

    public List<Entry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    public List<Entry> entries(Predicate<Entry> chosen) {
        return entries().stream().filter(chosen).toList();
    }

    public long count(String action) {
        return entries().stream().filter(entry -> entry.action().equals(action)).count();
    }

    public long count(String action, Person person) {
        return entries().stream().filter(entry -> entry.action().equals(action) && person.equals(entry.person()))
                .count();
    }

    /** The number of requests by path and action. */
    public Map<String, Long> countsByAction() {
        return entries().stream().collect(Collectors.groupingBy(entry -> entry.path() + " " + entry.action(),
                TreeMap::new, Collectors.counting()));
    }

    /** The largest number of requests within any 60 seconds. */
    public int largestBurst() {
        Deque<Instant> window = new ArrayDeque<>();
        int largest = 0;
        for (Entry entry : entries()) {
            window.addLast(entry.moment());
            while (Duration.between(window.getFirst(), entry.moment()).compareTo(Duration.ofMinutes(1)) >= 0) {
                window.removeFirst();
            }
            largest = Math.max(largest, window.size());
        }
        return largest;
    }

    /** Clears the log, for instance after a test's preparation. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }
}
