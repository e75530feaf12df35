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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.RecordKind;

/**
 * People who act by themselves.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DailyLifeTest extends SimulatorTest {

    @Override
    SimulatorOptions options() {
        return super.options().dailyLife(true);
    }

    @Test
    void livesByTheHoursOfThePersonsOwnZone() {
        int nights = mira().records().nights().size();
        int groups = mira().records().rows(RecordKind.MEASURE_GROUP).size();

        // noon in Berlin; 22:40 there is 10 hours and 40 minutes away
        time.advance(Duration.ofHours(11));
        waitUntil("bed time", () -> simulator().household().isInBed(mira()));
        assertThat("blood pressure and temperature", mira().records().rows(RecordKind.MEASURE_GROUP),
                hasSize(groups + 2));

        time.advance(Duration.ofHours(9));
        waitUntil("the night's upload", () -> mira().records().nights().size() == nights + 1);
        waitUntil("a weigh-in", () -> mira().records().rows(RecordKind.MEASURE_GROUP).size() == groups + 3);
        assertThat(simulator().household().isInBed(mira()), is(false));
    }
}
