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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UnknownIdsTest {

    private final UnknownIds unknown = new UnknownIds();

    @Test
    void listsEachIdOnceUnderItsKind() {
        var before = unknown.all();
        unknown.seen(Kind.MEASURE_TYPE, 240);
        unknown.seen(Kind.MEASURE_TYPE, 240);
        unknown.seen(Kind.DEVICE_MODEL, "Body Ultra");

        assertThat(unknown.all().keySet(), contains(Kind.MEASURE_TYPE, Kind.DEVICE_MODEL));
        assertThat(unknown.all().get(Kind.MEASURE_TYPE), contains("240"));
        assertThat(unknown.all().get(Kind.DEVICE_MODEL), contains("Body Ultra"));
        assertThat("it was handed out", before, is(anEmptyMap()));
    }

    @Test
    void limitsTheNumberOfIds() {
        for (int type = 0; type < 10_000; type++) {
            unknown.seen(Kind.MEASURE_TYPE, type);
        }
        unknown.seen(Kind.DEVICE_MODEL, "?".repeat(1_000_000));

        assertThat(unknown.all().get(Kind.MEASURE_TYPE).size(), is(lessThan(1_000)));
        assertThat(unknown.all().get(Kind.DEVICE_MODEL).first().length(), is(lessThan(100)));
    }
}
