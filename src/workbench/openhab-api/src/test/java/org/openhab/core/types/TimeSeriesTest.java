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

import static org.junit.jupiter.api.Assertions.*;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.core.library.types.DecimalType;

/**
 * The order and the bounds of a series.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TimeSeriesTest {

    private static final Instant MONDAY = Instant.parse("2026-01-05T07:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T07:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-01-07T07:00:00Z");

    @Test
    void givesTheEarliestStateFirstHoweverTheyWereAdded() {
        TimeSeries series = new TimeSeries(TimeSeries.Policy.ADD);

        series.add(TUESDAY, new DecimalType(2));
        series.add(WEDNESDAY, new DecimalType(3));
        series.add(MONDAY, new DecimalType(1));

        assertEquals(
                List.of(new TimeSeries.Entry(MONDAY, new DecimalType(1)),
                        new TimeSeries.Entry(TUESDAY, new DecimalType(2)),
                        new TimeSeries.Entry(WEDNESDAY, new DecimalType(3))),
                series.getStates().toList());
    }

    @Test
    void knowsWhereItBeginsAndEnds() {
        TimeSeries series = new TimeSeries(TimeSeries.Policy.REPLACE);

        series.add(TUESDAY, UnDefType.UNDEF);
        series.add(MONDAY, UnDefType.UNDEF);

        assertEquals(MONDAY, series.getBegin());
        assertEquals(TUESDAY, series.getEnd());
        assertEquals(2, series.size());
        assertEquals(TimeSeries.Policy.REPLACE, series.getPolicy());
    }

    @Test
    void coversNoTimeWhenItIsEmpty() {
        TimeSeries series = new TimeSeries(TimeSeries.Policy.ADD);

        assertEquals(Instant.MAX, series.getBegin());
        assertEquals(Instant.MIN, series.getEnd());
        assertEquals(0, series.size());
    }
}
