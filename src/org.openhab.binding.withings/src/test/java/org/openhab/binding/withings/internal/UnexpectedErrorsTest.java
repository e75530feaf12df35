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
package org.openhab.binding.withings.internal;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.slf4j.Logger;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UnexpectedErrorsTest {

    @Test
    void logsTheStackTracesOfAnExceptionAndItsCausesButNoMessageAboveTrace() {
        Logger logger = mock(Logger.class);
        RuntimeException error = new IllegalStateException("s3cr3t", new NumberFormatException("72.3 kg"));

        UnexpectedErrors.log(logger, "Reading", error);

        ArgumentCaptor<Throwable> trace = ArgumentCaptor.forClass(Throwable.class);
        verify(logger).warn(any(String.class), eq("Reading"), trace.capture());
        StringWriter warning = new StringWriter();
        trace.getValue().printStackTrace(new PrintWriter(warning));
        assertThat(warning.toString(), stringContainsInOrder("java.lang.IllegalStateException",
                "at " + getClass().getName(), "Caused by:", "java.lang.NumberFormatException"));
        assertThat(warning.toString(), not(anyOf(containsString("s3cr3t"), containsString("72.3"))));
        verify(logger).trace("{} failed", "Reading", error);
    }
}
