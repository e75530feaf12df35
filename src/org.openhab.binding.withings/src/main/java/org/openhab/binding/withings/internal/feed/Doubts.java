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
package org.openhab.binding.withings.internal.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * The times that notifications have named, as long as nothing is known that explains the notification: something may
 * have been deleted there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Doubts {
    /** Nobody edits more of the past than this at once; of more, the last ones told are looked at. */
    private static final int MAXIMUM = 50;
    /** What another service has explained may have hidden that something was deleted; that is no hurry. */
    private static final Duration EXPLAINED_ELSEWHERE = Duration.ofHours(12);

    private final Map<Service, Map<TimeSpan, Doubt>> open = new EnumMap<>(Service.class);
    /** What the answer under way can explain: it may have left Withings before anything else was named. */
    private final Map<Service, Set<TimeSpan>> asking = new EnumMap<>(Service.class);

    /**
     * A time that a service should be asked about.
     *
     * @param told when Withings first named it
     * @param since the time after which changes were asked for when they did not explain it, null before that
     * @param due when to look
     */
    private record Doubt(TimeSpan span, Instant told, @Nullable Instant since, Instant due) {

        boolean isDue(Instant now) {
            return since != null && !due.isAfter(now);
        }
    }

    /**
     * Times close to each other that a service should be asked about.
     *
     * @param since the time after which changes were asked for that did not explain them
     * @param told when Withings first named one of them
     */
    record Question(List<TimeSpan> spans, Instant since, Instant told) {}

    /**
     * Withings names a time.
     */
    void raise(Set<Service> services, TimeSpan span, Instant now) {
        services.forEach(service -> {
            Doubt before = of(service).remove(span);
            asking.getOrDefault(service, new HashSet<>()).remove(span);
            put(service, new Doubt(span, before == null ? now : before.told, null, now));
        });
    }

    /**
     * A service is being asked for its changes.
     */
    void begin(Service service) {
        asking.put(service, new HashSet<>(of(service).keySet()));
    }

    /**
     * A service has told its changes.
     *
     * @param since after which time
     * @param corrects whether the service could tell of a deletion
     * @param explains whether a change explains that a time was named
     */
    void asked(Service service, Instant since, boolean corrects, Predicate<TimeSpan> explains) {
        Set<TimeSpan> asked = asking.getOrDefault(service, Set.of());
        List<Doubt> before = of(service).values().stream().filter(doubt -> asked.contains(doubt.span)).toList();
        of(service).keySet().removeAll(asked);
        for (Doubt doubt : before) {
            Instant first = doubt.since;
            if (explains.test(doubt.span)) {
                open.values().forEach(others -> others.computeIfPresent(doubt.span, (span, other) -> new Doubt(span,
                        other.told, other.since, other.told.plus(EXPLAINED_ELSEWHERE))));
            } else if (corrects) {
                put(service, new Doubt(doubt.span, doubt.told, first == null ? since : first, doubt.due));
            }
        }
    }

    /**
     * @return what a service should be asked about now, empty if there is nothing
     */
    Optional<Question> next(Service service, Instant now) {
        List<Doubt> due = of(service).values().stream().filter(doubt -> doubt.isDue(now)).toList();
        return TimeSpan.joined(due.stream().map(Doubt::span).toList()).stream().findFirst().map(joined -> {
            List<Doubt> together = due.stream().filter(doubt -> joined.contains(doubt.span.start())).toList();
            return new Question(together.stream().map(Doubt::span).toList(),
                    together.stream().map(Doubt::since).map(Optional::ofNullable).flatMap(Optional::stream)
                            .min(Instant::compareTo).orElse(now),
                    together.stream().map(Doubt::told).min(Instant::compareTo).orElse(now));
        });
    }

    /**
     * A service is being asked.
     */
    void remove(Service service, Question question) {
        of(service).keySet().removeAll(question.spans);
    }

    /**
     * The answer to a question has not come.
     */
    void restore(Service service, Question question) {
        question.spans.forEach(span -> put(service, new Doubt(span, question.told, question.since, question.told)));
    }

    void clear(Service service) {
        of(service).clear();
    }

    private Map<TimeSpan, Doubt> of(Service service) {
        return open.computeIfAbsent(service, other -> new LinkedHashMap<>());
    }

    private void put(Service service, Doubt doubt) {
        Map<TimeSpan, Doubt> doubts = of(service);
        doubts.put(doubt.span, doubt);
        new ArrayList<>(doubts.keySet()).subList(0, Math.max(0, doubts.size() - MAXIMUM)).forEach(doubts::remove);
    }
}
