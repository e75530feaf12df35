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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.Hostile.HostileInput;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.PlainCipher;
import org.openhab.binding.withings.internal.sync.DataSource.FutureRows;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportPosition;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportRun;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportStep;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.UnDefType;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * The persistent data of a thing, and damaged entries.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingDocumentTest {
    private static final ThingUID PERSON = new ThingUID("withings:person:home:anna");
    private static final Instant TIME = Instant.parse("2026-01-10T12:00:00Z");
    private static final FutureRows FUTURE = new FutureRows(TIME.plusSeconds(9), TIME);
    private static final Link LINK = new Link("body#weight", "Weight");
    private final MemoryStorage entries = new MemoryStorage();
    private final SealedStorage storage = new SealedStorage(entries, new PlainCipher());

    private static ImportPosition position() {
        return new ImportPosition(new ImportRun(Instant.EPOCH, TIME, true, Set.of(LINK)),
                new ImportStep(Service.SLEEP, true),
                Instant.parse("2012-01-01T00:00:00Z"), Instant.parse("2012-01-31T00:00:00Z"), null);
    }

    private void save() {
        ThingDocument document = new ThingDocument(storage, PERSON);
        document.putState("body#weight", new TimedState(TIME, new QuantityType<>("70.55 kg"), TIME.plusSeconds(1)));
        document.putState("body#time", new TimedState(TIME, new DateTimeType(TIME)));
        document.putState("body#bmi", new TimedState(TIME, UnDefType.UNDEF));
        document.putMark(Service.MEASURES, TIME);
        document.addFutureRows(Service.SLEEP, FUTURE);
        document.addRow(Service.SLEEP, TIME);
        document.addDelivered(LINK);
        document.setHistory(position());
        document.save();
    }

    @Test
    void survivesARestart() {
        save();

        ThingDocument document = new ThingDocument(storage, PERSON);

        assertThat(document.states(), is(Map.of(
                "body#weight", new TimedState(TIME, new QuantityType<>("70.55 kg"), TIME.plusSeconds(1)),
                "body#time", new TimedState(TIME, new DateTimeType(TIME)),
                "body#bmi", new TimedState(TIME, UnDefType.UNDEF))));
        assertThat(document.mark(Service.MEASURES), is(TIME));
        assertThat(document.dueRows(Service.SLEEP, FUTURE.time()), is(FUTURE));
        assertThat(document.earliestRow(Service.SLEEP), is(TIME));
        assertThat(document.delivered(), contains(LINK));
        assertThat(document.history(), is(position()));
    }

    @Test
    void isDeletedWithItsThing() {
        save();

        new ThingDocument(storage, PERSON).delete();

        assertThat(entries.getKeys(), is(empty()));
    }

    @Provide
    Arbitrary<String> documents() {
        save();
        return Hostile.json(String.valueOf(storage.get(PERSON.toString())));
    }

    @HostileInput
    void aDamagedEntryIsReadOrCountsAsNew(@ForAll("documents") String stored) {
        storage.put(PERSON.toString(), stored);

        ThingDocument document = new ThingDocument(storage, PERSON);

        document.states().values().forEach(state -> state.since().isAfter(TIME));
        document.delivered().forEach(link -> link.channelId().length());
        ImportPosition position = document.history();
        if (position != null) {
            position.run().links().forEach(link -> link.channelId().length());
            position.endOfWindow();
            position.shareOfStep();
        }
        document.putMark(Service.SLEEP, TIME);
        document.save();
    }
}
