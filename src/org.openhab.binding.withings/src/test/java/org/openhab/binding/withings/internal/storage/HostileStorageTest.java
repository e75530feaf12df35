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
import static org.hamcrest.Matchers.is;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.Hostile.HostileInput;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;

import net.jqwik.api.ForAll;

/**
 * The add-on starts even if its entries in openHAB's storage are damaged or of another version.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileStorageTest {
    private final MemoryStorage entries = new MemoryStorage();
    private final SealedStorage storage = new SealedStorage(entries, new PlainCipher());

    @HostileInput
    void ignoresAnEntryThatCannotBeDecrypted(@ForAll String sealed) {
        entries.put("key", sealed);

        assertThat(new SealedStorage(entries, new AesCipher(1)).get("key") == null, is(true));
    }

    @Test
    void removesAnEntryOfAnotherClass() {
        entries.putObject("withings:account:home/363", 4711);

        assertThat(storage.get("withings:account:home/363") == null, is(true));
        assertThat(storage.keys().isEmpty(), is(true));
    }
}
