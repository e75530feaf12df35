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
package org.openhab.core.thing;

import static org.junit.jupiter.api.Assertions.*;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.core.thing.binding.builder.ThingStatusInfoBuilder;

/**
 * The status of a thing as text and value.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingStatusInfoTest {

    @Test
    void tellsDetailAndDescription() {
        assertEquals("OFFLINE (COMMUNICATION_ERROR): no answer", ThingStatusInfoBuilder.create(ThingStatus.OFFLINE)
                .withStatusDetail(ThingStatusDetail.COMMUNICATION_ERROR).withDescription("no answer").build()
                .toString());
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertEquals("ONLINE", ThingStatusInfoBuilder.create(ThingStatus.ONLINE).build().toString());
    }

    @Test
    void equalsTheSameStatus() {
        ThingStatusInfo info = new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.GONE, "x");

        assertEquals(info, new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.GONE, "x"));
        assertNotEquals(info, new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.GONE, null));
        assertNotEquals(info, new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.NONE, "x"));
    }
}
