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
package org.openhab.binding.withings.internal.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * What has been heard of outlasts a restart.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationMemoryTest {
    private static final String HOME = "withings:account:home";
    private static final String HEARD = "1a2b@1768046400";

    private final MemoryStorage storage = new MemoryStorage();

    private NotificationMemory memory(String account) {
        return new NotificationMemory(new SealedStorage(storage, new AesCipher(1)), account);
    }

    @Test
    void keepsWhatWasHeardOfApartByPersonAndAccount() {
        memory(HOME).put("1", HEARD);

        assertThat(memory(HOME).get("1"), is(HEARD));
        assertThat(memory(HOME).get("2"), is(nullValue()));
        assertThat(memory("withings:account:cottage").get("1"), is(nullValue()));
    }

    @Test
    void forgetsAPerson() {
        memory(HOME).put("1", HEARD);

        memory(HOME).remove("1");

        assertThat(memory(HOME).get("1"), is(nullValue()));
    }

    @Test
    void storesNothingWhereNothingWasHeardOf() {
        memory(HOME).put("1", "");

        assertThat(storage.getKeys(), is(empty()));
    }
}
