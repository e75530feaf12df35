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

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsExceptionTest {

    @Test
    void isFoundInWhatAFutureEndedWith() {
        WithingsException failure = new WithingsException(Failure.SCOPE, "no");

        assertThat(WithingsException.of(new CompletionException(new CompletionException(failure))),
                is(sameInstance(failure)));
    }

    @Test
    void blamesTheAddOnForWhatWasNotForeseen() {
        RuntimeException error = new IllegalStateException("oops");

        WithingsException failure = WithingsException.of(new CompletionException(error));

        assertThat(failure.failure(), is(Failure.INTERNAL_ERROR));
        assertThat(failure.getCause(), is(sameInstance(error)));
        assertThat(failure.failure().mayPass(), is(true));
        assertThat(failure.failure().isTrouble(), is(false));
    }
}
