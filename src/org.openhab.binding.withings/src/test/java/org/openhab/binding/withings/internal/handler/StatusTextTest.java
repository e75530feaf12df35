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
package org.openhab.binding.withings.internal.handler;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * A status refers to its text in openHAB's form.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StatusTextTest {

    @Test
    void namesTheKeyAlone() {
        assertThat(new StatusText("status.account.notified").reference(), is("@text/status.account.notified"));
    }

    @Test
    void namesTheArgumentsInQuotes() {
        assertThat(new StatusText("status.some", "10", "last night").reference(),
                is("@text/status.some [\"10\", \"last night\"]"));
    }
}
