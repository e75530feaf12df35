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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingUID;

/**
 * Where the import of a person's past stands. It belongs to the thing, as does what has been imported: a thing that is
 * removed takes it along, together with its {@link StateMemory}, so a new one starts with nothing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HistoryMemory {
    private final SealedStorage storage;
    private final String key;

    public HistoryMemory(SealedStorage storage, ThingUID thing) {
        this.storage = storage;
        this.key = key(thing);
    }

    static String key(ThingUID thing) {
        return StateMemory.prefix(thing) + "history";
    }

    /**
     * @return null if no import has begun
     */
    public @Nullable HistoryPosition get() {
        return HistoryPosition.parse(storage.get(key));
    }

    public void put(HistoryPosition position) {
        storage.put(key, position.print());
    }
}
