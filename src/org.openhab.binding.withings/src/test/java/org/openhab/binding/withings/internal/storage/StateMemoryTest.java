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

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * What a thing remembers over a restart.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StateMemoryTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final ThingUID BEN = new ThingUID("withings:person:home:ben");
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    private final MemoryStorage entries = new MemoryStorage();
    private final SealedStorage storage = new SealedStorage(entries, new AesCipher(1));

    static List<State> states() {
        return List.of(new QuantityType<>("70.55 kg"), new QuantityType<>("86 %"), new DecimalType("58"),
                new DateTimeType(NOON), OnOffType.ON, new StringType("a text with spaces | and bars"),
                new StringType(""), UnDefType.UNDEF);
    }

    @ParameterizedTest
    @MethodSource("states")
    void remembersEveryKindOfState(State state) {
        new StateMemory(storage, ANNA).put("body#weight", new TimedState(NOON, state));

        assertThat(new StateMemory(storage, ANNA).get("body#weight"), is(new TimedState(NOON, state)));
    }

    @Test
    void keepsOneThingFromAnother() {
        new StateMemory(storage, ANNA).put("body#weight", new TimedState(NOON, OnOffType.ON));

        assertThat(new StateMemory(storage, BEN).states(), is(anEmptyMap()));
    }

    @Test
    void forgetsOnlyItsOwn() {
        new StateMemory(storage, ANNA).put("body#weight", new TimedState(NOON, OnOffType.ON));
        new StateMemory(storage, BEN).put("body#weight", new TimedState(NOON, OnOffType.ON));

        new StateMemory(storage, ANNA).clear();

        assertThat(new StateMemory(storage, ANNA).states(), is(anEmptyMap()));
        assertThat(new StateMemory(storage, BEN).states(), is(aMapWithSize(1)));
    }

    @Test
    void leavesNothingReadableInTheStorage() {
        new StateMemory(storage, ANNA).put("body#weight", new TimedState(NOON, new QuantityType<>("70.55 kg")));

        assertThat(entries.getValues(), everyItem(not(containsString("70.55"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "nonsense", "2026-01-10T12:00:00Z", "2026-01-10T12:00:00Z Decimal 1",
            "yesterday 2026-01-10T12:00:00Z Decimal 1", "2026-01-10T12:00:00Z today Decimal 1",
            "2026-01-10T12:00:00Z 2026-01-10T12:00:00Z Decimal many",
            "2026-01-10T12:00:00Z 2026-01-10T12:00:00Z Colour red" })
    void doesNotKnowWhatItCannotRead(String stored) {
        storage.put(ANNA + "|body#weight", stored);

        assertThat(new StateMemory(storage, ANNA).states(), is(anEmptyMap()));
    }

    @Test
    void doesNotKnowWhatWasSealedWithAnotherKey() {
        entries.put(ANNA + "|body#weight", "!not sealed by us");

        assertThat(new StateMemory(storage, ANNA).states(), is(anEmptyMap()));
    }

    @Test
    void letsThePastComeAgainWhenSomethingOfItIsLost() {
        // given
        HistoryMemory history = new HistoryMemory(storage, ANNA);
        history.put(new HistoryPosition(Instant.EPOCH, NOON, Service.SLEEP, false, Instant.EPOCH, null, null));
        new StateMemory(storage, ANNA);
        assertThat("all is well", history.get(), is(notNullValue()));

        // when
        storage.put(ANNA + "|body#weight", "2026-01-10T12:00:00Z Decimal 1");
        new StateMemory(storage, ANNA);

        // then
        assertThat(history.get(), is(nullValue()));

        // and once is enough
        history.put(new HistoryPosition(Instant.EPOCH, NOON, Service.SLEEP, false, Instant.EPOCH, null, null));
        new StateMemory(storage, ANNA);
        assertThat(history.get(), is(notNullValue()));
    }
}
