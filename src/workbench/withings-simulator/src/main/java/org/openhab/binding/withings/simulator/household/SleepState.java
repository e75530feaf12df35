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
package org.openhab.binding.withings.simulator.household;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * States of the sleep series that the mat tells. Source: Withings reference, Sleep - Get.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
enum SleepState {
    AWAKE(0, 9),
    LIGHT(1, 2),
    DEEP(2, -3),
    REM(3, 4);

    private final int code;
    private final int pulseAboveRest;

    SleepState(int code, int pulseAboveRest) {
        this.code = code;
        this.pulseAboveRest = pulseAboveRest;
    }

    int code() {
        return code;
    }

    int pulseAboveRest() {
        return pulseAboveRest;
    }
}
