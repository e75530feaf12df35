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
import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * An item and its state, which only {@link Items} changes.
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

    /** Whether it can be changed by REST, unlike items from text files. */
    public boolean isEditable() {
        return editable;
    }

    public State state() {
        return state;
    }

    /** When the state was last updated, by the sandbox's clock; null if never. */
    @Nullable
    public Instant lastUpdate() {
        return lastUpdate;
    }

    /** When the state last changed; null if never. */
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

    /** Copies the state of the item that this one replaces. */
    void continueFrom(Item before) {
        if (before.type().equals(type())) {
            state = before.state;
            lastUpdate = before.lastUpdate;
            lastChange = before.lastChange;
        }
    }

    /** The definition of an item; without unit or pattern it has those of its dimension and channel. */
    public record ItemDefinition(String name, String type, @Nullable String label, @Nullable String category,
            List<String> groupNames, List<String> tags, @Nullable String unit, @Nullable String pattern) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        public ItemDefinition {
            if (!NAME.matcher(name).matches()) {
                throw new SandboxException("'" + name + "' is no name of an item (letters, digits and _)");
            }
            if (!type.equals("Group") && !type.startsWith("Group:") && !ItemTypes.isKnown(type)) {
                throw new SandboxException("'" + type + "' is no type of an item");
            }
            String problem = unit == null ? null : ItemTypes.problemOfUnit(type, unit);
            if (problem != null) {
                throw new SandboxException(problem);
            }
        }
    }
}
