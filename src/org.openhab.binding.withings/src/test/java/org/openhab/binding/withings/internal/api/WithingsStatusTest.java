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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsStatusTest {

    @Test
    void takesZeroForSuccess() {
        assertThat(WithingsStatus.family(0), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 101, 102, 200, 401 })
    void knowsTokensThatAreNotAccepted(int status) {
        assertThat(WithingsStatus.family(status), is(Failure.AUTHENTICATION));
    }

    @ParameterizedTest
    @ValueSource(ints = { 214, 277, 2553, 2555 })
    void knowsConsentsThatDoNotReachFarEnough(int status) {
        assertThat(WithingsStatus.family(status), is(Failure.SCOPE));
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 213, 216, 247, 250, 286, 293, 294, 304, 328, 342, 353, 382, 400, 501, 503, 511, 532,
            2554,
            3019 })
    void knowsRequestsThatWillNeverSucceed(int status) {
        assertThat(WithingsStatus.family(status), is(Failure.INVALID_REQUEST));
    }

    @Test
    void knowsThatItHasToWait() {
        assertThat(WithingsStatus.family(601), is(Failure.TOO_MANY_REQUESTS));
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, 215, 219, 305, 354, 500, 522, 524, 600, 2556, 9999, 123_456 })
    void takesEverythingElseForTroubleAtWithings(int status) {
        assertThat(WithingsStatus.family(status), is(Failure.SERVICE_TROUBLE));
    }
}
