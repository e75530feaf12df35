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

import java.util.Arrays;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WorkoutCategoryTest {

    @Test
    void knowsAllCategoriesOfTheReference() {
        assertThat(WorkoutCategory.values(), arrayWithSize(130));
        assertThat(Arrays.stream(WorkoutCategory.values()).map(WorkoutCategory::number).distinct().count(), is(130L));
    }

    @ParameterizedTest
    @CsvSource({ "1, WALK", "2, RUN", "7, SWIMMING", "36, OTHER", "128, NO_ACTIVITY", "187, ROWING", "272, MULTI_SPORT",
            "308, INDOOR_CYCLING", "457, GAMING", "490, BEACH_VOLLEYBALL", "506, PETANQUE",
            "515, WHEELCHAIR_RUNNING_PACE", "532, RACQUETBALL", "534, HIP_HOP", "568, COOKING" })
    void namesACategoryThatTheReferenceNames(int number, String name) {
        assertThat(WorkoutCategory.nameOf(number), is(name));
    }

    @ParameterizedTest
    @CsvSource({ "0, CATEGORY_0", "46, CATEGORY_46", "533, CATEGORY_533", "999, CATEGORY_999" })
    void namesAnyOtherCategoryByItsNumber(int number, String name) {
        assertThat(WorkoutCategory.nameOf(number), is(name));
    }
}
