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
package org.openhab.binding.withings.internal.calendar;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Workout;

/**
 * What a calendar is made of. May be called by any thread and answers at once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface CalendarSource {

    /**
     * @return what the household calls the person
     */
    String person();

    /**
     * @return the person's workouts, null while Withings has not told of them yet
     */
    @Nullable
    List<Workout> workouts();
}
