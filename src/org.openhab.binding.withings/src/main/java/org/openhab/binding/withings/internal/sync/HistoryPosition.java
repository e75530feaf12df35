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
package org.openhab.binding.withings.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;

/**
 * The page that the import of the past reads next. Holds no health data. It is stored as JSON; null for what is missing
 * there is an error.
 *
 * @param step what is being read, the last step if the run is finished
 * @param window the beginning of the window that is being read
 * @param offset the page within the window, null for the first one
 * @param finished when the run was finished, null while it is not
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HistoryPosition(Run run, Step step, Instant window, @Nullable Long offset, @Nullable Instant finished) {

    /**
     * One run of the import, from its beginning to its end.
     *
     * @param beginning the earliest time to import
     * @param end when the run began; what comes later is no longer the past
     * @param first whether the rows of all services are read for channels and newest values, whatever is linked
     * @param links the links that get their past by this run
     */
    public record Run(Instant beginning, Instant end, boolean first, Set<Link> links) {
        public Run {
            Objects.requireNonNull(beginning);
            Objects.requireNonNull(end);
            links = Set.copyOf(links);
        }
    }

    /**
     * The rows of a service, or the courses of its nights or days. Rows come before all courses.
     */
    public record Step(Service service, boolean courses) implements Comparable<Step> {

        private static final Comparator<Step> ORDER = Comparator.comparing(Step::courses).thenComparing(Step::service);

        public Step {
            Objects.requireNonNull(service);
        }

        @Override
        public int compareTo(Step other) {
            return ORDER.compare(this, other);
        }
    }

    /** The year of Withings' first scale: only measures can have been entered for earlier times. */
    static final Instant FIRST_SCALE = Instant.parse("2009-01-01T00:00:00Z");
    private static final Duration ROWS_WINDOW = Duration.ofDays(365);
    /** Each night or day is a call, and a window is read again after a crash. */
    private static final Duration COURSES_WINDOW = Duration.ofDays(30);

    public HistoryPosition {
        Objects.requireNonNull(run);
        Objects.requireNonNull(step);
        Objects.requireNonNull(window);
    }

    static HistoryPosition beginning(Run run, Step step) {
        Instant first = step.service() == Service.MEASURES ? run.beginning : sinceFirstScale(run);
        return new HistoryPosition(run, step, first, null, null);
    }

    HistoryPosition at(Instant nextWindow, @Nullable Long nextOffset) {
        return new HistoryPosition(run, step, nextWindow, nextOffset, null);
    }

    HistoryPosition finished(Instant time) {
        return new HistoryPosition(run, step, window, null, time);
    }

    /**
     * @return the end of the window, exclusive; the long time before the first scale is one window
     */
    Instant endOfWindow() {
        Instant next = window.isBefore(FIRST_SCALE)
                ? FIRST_SCALE
                : window.plus(step.courses ? COURSES_WINDOW : ROWS_WINDOW);
        return next.isBefore(run.end) ? next : run.end;
    }

    /**
     * @return the share of the step that has been read, from 0 to 1
     */
    double shareOfStep() {
        Instant first = sinceFirstScale(run);
        double all = Math.max(1, Duration.between(first, run.end).toSeconds());
        return Math.min(1, Math.max(0, Duration.between(first, window).toSeconds() / all));
    }

    private static Instant sinceFirstScale(Run run) {
        return run.beginning.isAfter(FIRST_SCALE) ? run.beginning : FIRST_SCALE;
    }
}
