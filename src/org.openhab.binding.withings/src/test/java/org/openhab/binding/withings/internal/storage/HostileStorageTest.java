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

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.core.thing.ThingUID;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * A file in openHAB's storage may be damaged or of another version: whatever stands there, the add-on starts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileStorageTest {
    private static final ThingUID PERSON = new ThingUID("withings:person:home:anna");

    private final MemoryStorage entries = new MemoryStorage();
    private final SealedStorage storage = new SealedStorage(entries, new PlainCipher());

    @Provide
    Arbitrary<String> states() {
        return Hostile.text("2026-01-10T12:00:00Z 2026-01-10T12:00:01Z Quantity 70.55 kg",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z Quantity 86 %",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z Decimal 58",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z DateTime 2026-01-10T12:00:00.000+0100",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z OnOff ON",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z String a text",
                "2026-01-10T12:00:00Z 2026-01-10T12:00:01Z UnDef UNDEF");
    }

    @HostileInput
    void aStateIsReadOrForgotten(@ForAll("states") String stored) {
        entries.put(StateMemory.prefix(PERSON) + "body#weight", stored);

        new StateMemory(storage, PERSON).states();
    }

    @Provide
    Arbitrary<String> positions() {
        return Hostile.text("2009-01-01T00:00:00Z 2026-01-10T12:00:00Z MEASURES false 2012-01-01T00:00:00Z 300 -",
                "1970-01-01T00:00:00Z 2026-01-10T12:00:00Z SLEEP true 2012-01-01T00:00:00Z - 2026-01-11T00:00:00Z");
    }

    @HostileInput
    void thePositionOfAnImportIsReadOrForgotten(@ForAll("positions") String stored) {
        entries.put(StateMemory.prefix(PERSON) + "history", stored);

        new HistoryMemory(storage, PERSON).get();
    }

    @Provide
    Arbitrary<String> marks() {
        return Hostile.text("1772366400");
    }

    @HostileInput
    void theMarkOfAServiceIsReadOrForgotten(@ForAll("marks") String stored) {
        LastUpdates marks = new LastUpdates(storage, "withings:account:home");
        marks.put("4711", Service.MEASURES, Instant.EPOCH);
        entries.getKeys().forEach(key -> entries.put(key, stored));

        marks.get("4711", Service.MEASURES);
        marks.isEmpty("4711");
    }

    @HostileInput
    void whatCannotBeOpenedIsForgotten(@ForAll String sealed) {
        entries.put("key", sealed);

        assertThat(new SealedStorage(entries, new AesCipher(1)).get("key") == null, is(true));
    }
}
