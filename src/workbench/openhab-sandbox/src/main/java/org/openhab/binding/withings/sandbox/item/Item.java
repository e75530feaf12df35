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
package org.openhab.binding.withings.sandbox.item;

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * An item and its state. {@link Items} alone changes it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Item {

    private final ItemDefinition definition;
    private final boolean editable;

    private volatile State state = UnDefType.NULL;
    private volatile @Nullable Instant lastUpdate;
    private volatile @Nullable Instant lastChange;

    Item(ItemDefinition definition, boolean editable) {
        this.definition = definition;
        this.editable = editable;
    }

    public ItemDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    public String type() {
        return definition.type();
    }

    /** Whether it can be changed through REST; items from text files cannot. */
    public boolean isEditable() {
        return editable;
    }

    public State state() {
        return state;
    }

    /** When the state was set last, on the clock of the sandbox; null when never. */
    @Nullable
    public Instant lastUpdate() {
        return lastUpdate;
    }

    /** When the state became another last; null when never. */
    @Nullable
    public Instant lastChange() {
        return lastChange;
    }

    void set(State newState, Instant now) {
        if (!state.equals(newState)) {
            lastChange = now;
        }
        lastUpdate = now;
        state = newState;
    }

    /** Takes the state over from the item that this one replaces. */
    void continueFrom(Item before) {
        if (before.type().equals(type())) {
            state = before.state;
            lastUpdate = before.lastUpdate;
            lastChange = before.lastChange;
        }
    }
}
