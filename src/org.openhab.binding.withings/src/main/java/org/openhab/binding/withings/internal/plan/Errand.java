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
package org.openhab.binding.withings.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.plan.Service.Pace;

/**
 * Something to ask Withings for, which takes a call or few.
 *
 * @param service whom to ask
 * @param kind what to ask
 * @param since since when it is wanted
 * @param unlimited whether it may cost what it costs
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Errand(Service service, Kind kind, Instant since, boolean unlimited) {

    /**
     * What can be asked of a service.
     */
    public enum Kind {
        /** What has changed, as Withings has told. */
        NEWS,
        /** What has changed, as Withings may have failed to tell. */
        CHANGES,
        /** What has changed, where nothing hints at a change. */
        UNLIKELY_CHANGES,
        /** The course of a night or day that has changed. */
        FOLLOW_UP,
        /** Whether something has been deleted. */
        CORRECTIONS
    }

    /** What has waited for so long is not put off any more for what is asked to be on the safe side. */
    private static final Duration PATIENCE = Duration.ofHours(2);
    /** Nothing waits longer than this, if there is a call left at all. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    /** In the order of their importance. */
    private enum Rank {
        UNLIMITED,
        /** What somebody has just done and looks for. Its notification has paid for it. */
        NEWS,
        /** What belongs to that: the course of a night, and a workout. */
        REST_OF_NEWS,
        OVERDUE,
        CORRECTIONS,
        /** The course of a day that has changed some time ago. */
        COURSE,
        /** What may have changed. */
        CHANGES,
        /** What is of use still later; the last call is kept for something more important. */
        LATER
    }

    /**
     * @return the errand whose turn it is, empty if all have to wait until they may be made
     */
    public static Optional<Errand> next(Collection<Errand> errands, DailyAllowance allowance, Instant now) {
        return errands.stream()
                .min(Comparator.<Errand, Rank>comparing(errand -> errand.rank(now))
                        .thenComparing(errand -> errand.unlimited ? Instant.EPOCH : errand.since)
                        .thenComparing(Errand::service).thenComparing(Errand::kind))
                .filter(errand -> errand.isAllowed(allowance, now));
    }

    private boolean isAllowed(DailyAllowance allowance, Instant now) {
        return switch (rank(now)) {
            case UNLIMITED, NEWS -> true;
            case REST_OF_NEWS, OVERDUE, CORRECTIONS, COURSE, CHANGES -> allowance.covers(1, now);
            case LATER -> allowance.covers(2, now);
        };
    }

    private Rank rank(Instant now) {
        if (unlimited) {
            return Rank.UNLIMITED;
        }
        if (kind == Kind.NEWS && service.pace() == Pace.DATA) {
            return service == Service.WORKOUTS ? Rank.REST_OF_NEWS : Rank.NEWS;
        }
        if (kind == Kind.FOLLOW_UP && service == Service.SLEEP) {
            return Rank.REST_OF_NEWS;
        }
        if (!since.plus(LONGEST_WAIT).isAfter(now)) {
            return Rank.OVERDUE;
        }
        boolean patient = since.plus(PATIENCE).isAfter(now);
        return switch (kind) {
            case NEWS, CHANGES -> Rank.CHANGES;
            case UNLIKELY_CHANGES -> patient ? Rank.LATER : Rank.CHANGES;
            case FOLLOW_UP -> patient ? Rank.LATER : Rank.COURSE;
            case CORRECTIONS -> Rank.CORRECTIONS;
        };
    }
}
