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
package org.openhab.binding.withings.internal.channel;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.QuantityType;

/**
 * How tall a person has been over time. Adults type their height in once in many years; children grow.
 *
 * @param byTime heights in metres by the time at which they were measured
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Heights(NavigableMap<Instant, BigDecimal> byTime) {

    /** Nothing is known. */
    public static final Heights NONE = new Heights(Collections.emptyNavigableMap());

    private static final String HEIGHT = MeasureType.HEIGHT.channels().get(0).channelId();

    public Heights {
        byTime = Collections.unmodifiableNavigableMap(new TreeMap<>(byTime));
    }

    /**
     * @param updates what measures have brought for the channels
     * @return the heights among it
     */
    public static Heights of(Collection<ChannelUpdate> updates) {
        NavigableMap<Instant, BigDecimal> found = new TreeMap<>();
        for (ChannelUpdate update : updates) {
            if (HEIGHT.equals(update.channelId())) {
                update.states().forEach((time, state) -> {
                    if (state instanceof QuantityType<?> metres) {
                        found.put(time, metres.toBigDecimal());
                    }
                });
            }
        }
        return found.isEmpty() ? NONE : new Heights(found);
    }

    /**
     * @return these heights and others of the same person
     */
    public Heights with(Heights others) {
        if (byTime.entrySet().containsAll(others.byTime.entrySet())) {
            return this;
        }
        NavigableMap<Instant, BigDecimal> all = new TreeMap<>(byTime);
        all.putAll(others.byTime);
        return new Heights(all);
    }

    /**
     * @return the newest height known at a time in metres; where none had been measured by then, the first one after;
     *         null when none is known at all
     */
    public @Nullable BigDecimal at(Instant time) {
        Map.Entry<Instant, BigDecimal> entry = byTime.floorEntry(time);
        if (entry == null) {
            entry = byTime.firstEntry();
        }
        return entry == null ? null : entry.getValue();
    }

    /**
     * @return the newest height of all in metres, null when none is known
     */
    public @Nullable BigDecimal newest() {
        return byTime.isEmpty() ? null : byTime.lastEntry().getValue();
    }
}
