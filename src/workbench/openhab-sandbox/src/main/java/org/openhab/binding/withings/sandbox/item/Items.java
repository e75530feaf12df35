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

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

import javax.measure.Unit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.sandbox.item.Item.ItemDefinition;
import org.openhab.binding.withings.sandbox.item.ItemTypes.SystemUnits;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.storage.Storage;
import org.openhab.core.types.State;
import org.openhab.core.types.TypeParser;
import org.openhab.core.types.UnDefType;
import org.openhab.core.types.util.UnitUtils;

/**
 * All items. States are converted for the item like in openHAB: to a quantity in the item's unit, or to a plain number
 * for an item without dimension; what cannot be converted is dropped with a complaint.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Items {
    private final Storage<ItemDefinition> storage;
    private final SystemUnits units;
    private final EventBus events;
    private final Complaints complaints;
    private final Clock clock;
    private final SortedMap<String, Item> items = new ConcurrentSkipListMap<>();

    public Items(Storage<ItemDefinition> storage, SystemUnits units, EventBus events, Complaints complaints,
            Clock clock) {
        this.storage = storage;
        this.units = units;
        this.events = events;
        this.complaints = complaints;
        this.clock = clock;
        for (ItemDefinition definition : storage.getValues()) {
            if (definition != null) {
                items.put(definition.name(), new Item(definition, true));
            }
        }
    }

    public Collection<Item> all() {
        return List.copyOf(items.values());
    }

    @Nullable
    public Item find(String name) {
        return items.get(name);
    }

    /** Adds or replaces an item; one from a text file is not editable. */
    public void put(ItemDefinition definition, boolean editable) {
        Item item = new Item(definition, editable);
        Item before = items.put(definition.name(), item);
        if (before != null) {
            item.continueFrom(before);
        }
        if (editable) {
            storage.put(definition.name(), definition);
        }
    }

    public void remove(String name) {
        Item removed = items.remove(name);
        if (removed != null) {
            storage.remove(name);
        }
    }

    /** The unit of an item's states; null for an item without dimension. */
    public @Nullable Unit<?> unitOf(Item item) {
        String unit = item.definition().unit();
        return unit == null ? units.unitOf(ItemTypes.dimension(item.type())) : UnitUtils.parseUnit(unit);
    }

    public void update(Item item, State given) {
        State state = converted(item, given);
        if (state == null) {
            complaints.add("The item " + item.name() + " of the type " + item.type() + " cannot have the state "
                    + given.toFullString() + " (" + given.getClass().getSimpleName() + ")");
            return;
        }
        State before;
        synchronized (item) {
            before = item.state();
            item.set(state, clock.instant());
        }
        String topic = "openhab/items/" + item.name();
        events.publish(topic + "/stateupdated", "ItemStateUpdatedEvent", payload("type", "value", state));
        if (!state.equals(before)) {
            Map<String, String> change = payload("type", "value", state);
            change.putAll(payload("oldType", "oldValue", before));
            events.publish(topic + "/statechanged", "ItemStateChangedEvent", change);
        }
    }

    private static Map<String, String> payload(String typeName, String valueName, State state) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put(typeName, typeOf(state));
        payload.put(valueName, state.toFullString());
        return payload;
    }

    /** The name of a state's type in events: the class name without {@code Type}. */
    private static String typeOf(State state) {
        String name = state instanceof UnDefType ? "UnDefType" : state.getClass().getSimpleName();
        return name.endsWith("Type") ? name.substring(0, name.length() - "Type".length()) : name;
    }

    /** Converts a state for an item; null if that is not possible. */
    public @Nullable State converted(Item item, State given) {
        if (given instanceof UnDefType) {
            return given;
        }
        Unit<?> unit = unitOf(item);
        if (unit != null) {
            if (given instanceof QuantityType<?> quantity) {
                return quantity.toUnit(unit);
            }
            return given instanceof DecimalType number ? new QuantityType<>(number.toBigDecimal(), unit) : null;
        }
        for (Class<? extends State> type : ItemTypes.states(item.type())) {
            if (type.isInstance(given)) {
                return given;
            }
        }
        for (Class<? extends State> type : ItemTypes.states(item.type())) {
            State converted = given.as(type);
            if (converted != null) {
                return converted;
            }
        }
        return null;
    }

    /** Whether a state can be converted for an item type. */
    public boolean canHave(String itemType, State state) {
        return converted(new Item(new ItemDefinition("any", itemType, null, null, List.of(), List.of(), null, null),
                false), state) != null;
    }

    /** Parses a state, e.g. {@code 71.5 kg}; null if it is invalid for the item. */
    public @Nullable State parse(Item item, String text) {
        if ("NULL".equals(text) || "UNDEF".equals(text)) {
            return UnDefType.valueOf(text);
        }
        try {
            State state = TypeParser.parseState(ItemTypes.states(item.type()), text);
            return state == null ? null : converted(item, state);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    Instant now() {
        return clock.instant();
    }
}
