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

import java.util.concurrent.CompletionException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FailureTest {

    @ParameterizedTest
    @CsvSource({ "AUTHENTICATION, 100 101 102 200 401", "SCOPE, 214 277 2553 2555", "TOO_MANY_REQUESTS, 601",
            "INVALID_REQUEST, 201 213 216 247 250 286 293 304 328 342 353 382 400 501 503 511 532 2554 3019",
            "SERVICE_TROUBLE, -1 215 219 305 354 500 522 524 600 2556 9999 123456" })
    void isFoundByTheStatusOfWithings(Failure failure, String statuses) {
        for (String status : statuses.split(" ")) {
            assertThat(status, Failure.ofStatus(Integer.parseInt(status)), is(failure));
        }
        assertThat(Failure.ofStatus(0), is(nullValue()));
    }

    @Test
    void isFoundInWhatAFutureEndedWith() {
        WithingsException failure = new WithingsException(Failure.SCOPE, "no");

        assertThat(WithingsException.of(new CompletionException(new CompletionException(failure))),
                is(sameInstance(failure)));
    }

    @Test
    void isTheAddOnsIfItWasNotForeseen() {
        RuntimeException error = new IllegalStateException("oops");

        WithingsException failure = WithingsException.of(new CompletionException(error));

        assertThat(failure.failure(), is(Failure.INTERNAL_ERROR));
        assertThat(failure.getCause(), is(sameInstance(error)));
        assertThat(failure.failure().mayPass(), is(true));
        assertThat(failure.failure().isTrouble(), is(false));
    }
}
