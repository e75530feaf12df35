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
package org.openhab.binding.withings.internal.record;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Values that were measured together (Withings reference, Measure - Getmeas, "measuregrps").
 *
 * @param id Withings' number of the group
 * @param attrib how the values came to the person by Withings' number
 * @param date when the values were measured
 * @param modified when Withings last changed the group; the time of creation, else of measurement, where Withings does
 *            not say
 * @param edited whether the group was changed some time after it had been stored
 * @param category 1 for real measures, 2 for objectives
 * @param deviceId the device that measured, null for values typed in by hand
 * @param model the name of the model, or one made of its number; null where the answer has neither
 * @param zone the time zone that the person was in, where the answer tells
 * @param measures the values in the order in which they came; a type may occur more than once
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record MeasureGroup(long id, int attrib, Instant date, Instant modified, boolean edited, int category,
        @Nullable String deviceId, @Nullable String model, @Nullable ZoneId zone, List<Measure> measures) {

    public MeasureGroup {
        measures = List.copyOf(measures);
    }

    /**
     * @return who the values belong to and how sure that is
     */
    public Attribution attribution() {
        return Attribution.of(attrib);
    }
}
