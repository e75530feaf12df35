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
package org.openhab.core.types;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** States with their times, in the past or in the future. */
@NonNullByDefault
public class TimeSeries {
    private final Policy policy;
    private final List<Entry> entries = new ArrayList<>();
    private Instant begin = Instant.MAX;
    private Instant end = Instant.MIN;

    public TimeSeries(Policy policy) {
        this.policy = policy;
    }

    public Policy getPolicy() {
        return policy;
    }

    public Instant getBegin() {
        return begin;
    }

    public Instant getEnd() {
        return end;
    }

    public int size() {
        return entries.size();
    }

    /** Adds a state; the order of adding does not matter. */
    public void add(Instant timestamp, State state) {
        entries.add(new Entry(timestamp, state));
        if (timestamp.isBefore(begin)) {
            begin = timestamp;
        }
        if (timestamp.isAfter(end)) {
            end = timestamp;
        }
    }

    public Stream<Entry> getStates() {
        return List.copyOf(entries).stream().sorted(Comparator.comparing(Entry::timestamp));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof TimeSeries series && policy == series.policy
                && entries.equals(series.entries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(policy, entries);
    }

    /** The treatment of persisted states between the begin and end of a series. */
    public enum Policy {
        /** They are kept, except those with the same time. */
        ADD,
        /** They are removed. */
        REPLACE
    }

    /** A state and its time. */
    public record Entry(Instant timestamp, State state) {}
}
