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
package org.openhab.binding.withings.sandbox.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.sandbox.thing.ThingMaker;
import org.openhab.binding.withings.sandbox.thing.Things;
import org.openhab.core.config.discovery.DiscoveryListener;
import org.openhab.core.config.discovery.DiscoveryResult;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/**
 * The inbox. A result is not added if its thing exists, and marked as ignored if a thing of the same type has the same
 * representation property, for example one from a text file.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Inbox implements DiscoveryListener {
    /**
     * A discovered thing, with the components of openHAB's REST answer; found is in ms since 1970 on the real clock.
     */
    public record InboxEntry(String thingUID, String thingTypeUID, @Nullable String bridgeUID, String label,
            Map<String, Object> properties, @Nullable String representationProperty, String flag, long found,
            String source) {

        static final String NEW = "NEW";
        static final String IGNORED = "IGNORED";

        static InboxEntry of(DiscoveryResult result, String flag, String source) {
            ThingUID bridge = result.getBridgeUID();
            return new InboxEntry(result.getThingUID().toString(), result.getThingTypeUID().toString(),
                    bridge == null ? null : bridge.toString(), result.getLabel(), new TreeMap<>(result.getProperties()),
                    result.getRepresentationProperty(), flag, result.getCreationTime().toEpochMilli(), source);
        }

        InboxEntry withFlag(String newFlag) {
            return new InboxEntry(thingUID, thingTypeUID, bridgeUID, label, properties, representationProperty, newFlag,
                    found, source);
        }
    }

    private final Storage<InboxEntry> storage;
    private final Things things;
    private final ThingMaker maker;
    private final Complaints complaints;
    private final List<DiscoveryService> services = new CopyOnWriteArrayList<>();
    private final Map<String, InboxEntry> entries = new ConcurrentSkipListMap<>();

    public Inbox(Storage<InboxEntry> storage, Things things, ThingMaker maker, Complaints complaints) {
        this.storage = storage;
        this.things = things;
        this.maker = maker;
        this.complaints = complaints;
        for (InboxEntry entry : storage.getValues()) {
            if (entry != null) {
                entries.put(entry.thingUID(), entry);
            }
        }
        things.listen(this::thingAdded, this::thingRemoved);
    }

    public Collection<InboxEntry> all() {
        return List.copyOf(entries.values());
    }

    public void add(DiscoveryService service) {
        services.add(service);
        service.addDiscoveryListener(this);
    }

    public void remove(DiscoveryService service) {
        services.remove(service);
        service.removeDiscoveryListener(this);
    }

    /** Starts the scans of all discovery services of a binding; returns the longest timeout in seconds. */
    public int scan(String bindingId) {
        List<DiscoveryService> found = services.stream().filter(service -> service.getSupportedThingTypes().stream()
                .anyMatch(type -> type.getBindingId().equals(bindingId))).toList();
        if (found.isEmpty()) {
            throw new SandboxException("The binding " + bindingId + " has nothing to discover things with");
        }
        found.forEach(service -> service.startScan(null));
        return found.stream().mapToInt(DiscoveryService::getScanTimeout).max().orElse(0);
    }

    /** Creates the thing of an entry, with its label unless another is given. */
    public void approve(String thingUID, @Nullable String label) {
        InboxEntry entry = entries.get(thingUID);
        if (entry == null) {
            throw new SandboxException("There is no " + thingUID + " in the inbox");
        }
        ThingType type = maker.thingType(entry.thingTypeUID());
        Set<String> parameters = type == null
                ? Set.of()
                : type.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        Map<String, Object> configuration = new HashMap<>();
        Map<String, String> properties = new HashMap<>();
        entry.properties().forEach((name, value) -> {
            if (parameters.contains(name)) {
                configuration.put(name, value);
            } else {
                properties.put(name, String.valueOf(value));
            }
        });
        Thing thing = maker.make(entry.thingTypeUID(), thingUID, entry.bridgeUID(),
                label == null ? entry.label() : label,
                null, configuration);
        properties.forEach(thing::setProperty);
        things.add(thing, true);
    }

    public boolean remove(String thingUID) {
        InboxEntry entry = entries.remove(thingUID);
        if (entry == null) {
            return false;
        }
        storage.remove(thingUID);
        return true;
    }

    @Override
    public void thingDiscovered(DiscoveryService source, DiscoveryResult result) {
        if (maker.thingType(result.getThingTypeUID().toString()) == null) {
            complaints.add("The discovered thing " + result.getThingUID() + " is of an unknown type");
            return;
        }
        String representation = result.getRepresentationProperty();
        if (representation != null && !result.getProperties().containsKey(representation)) {
            complaints.add("The discovered thing " + result.getThingUID() + " lacks its representation property "
                    + representation);
        }
        if (things.find(result.getThingUID()) == null) {
            InboxEntry entry = InboxEntry.of(result, InboxEntry.NEW, source.getClass().getName());
            put(isRepresented(entry) ? entry.withFlag(InboxEntry.IGNORED) : entry);
        }
    }

    private void put(InboxEntry entry) {
        entries.put(entry.thingUID(), entry);
        storage.put(entry.thingUID(), entry);
    }

    private boolean isRepresented(InboxEntry entry) {
        return things.all().stream().anyMatch(thing -> isSame(entry, thing));
    }

    private static boolean isSame(InboxEntry entry, Thing thing) {
        String name = entry.representationProperty();
        Object value = name == null ? null : entry.properties().get(name);
        if (name == null || value == null || !thing.getThingTypeUID().toString().equals(entry.thingTypeUID())) {
            return false;
        }
        String text = value.toString();
        Object parameter = thing.getConfiguration().get(name);
        return text.equals(thing.getProperties().get(name)) || parameter != null && text.equals(parameter.toString());
    }

    private void thingAdded(Thing thing) {
        remove(thing.getUID().toString());
        entries.values().stream().filter(entry -> isSame(entry, thing) && !InboxEntry.IGNORED.equals(entry.flag()))
                .forEach(entry -> put(entry.withFlag(InboxEntry.IGNORED)));
    }

    private void thingRemoved(Thing thing) {
        String uid = thing.getUID().toString();
        for (InboxEntry entry : all()) {
            if (uid.equals(entry.bridgeUID())) {
                remove(entry.thingUID());
            } else if (isSame(entry, thing) && !isRepresented(entry)) {
                put(entry.withFlag(InboxEntry.NEW));
            }
        }
    }

    @Override
    public void thingRemoved(DiscoveryService source, ThingUID thingUID) {
        remove(thingUID.toString());
    }

    @Override
    public @Nullable Collection<ThingUID> removeOlderResults(DiscoveryService source, Instant timestamp,
            @Nullable Collection<ThingTypeUID> thingTypeUIDs, @Nullable ThingUID bridgeUID) {
        Set<String> types = thingTypeUIDs == null
                ? Set.of()
                : thingTypeUIDs.stream().map(ThingTypeUID::toString).collect(Collectors.toSet());
        List<InboxEntry> old = entries.values().stream()
                .filter(entry -> entry.source().equals(source.getClass().getName())
                        && entry.found() < timestamp.toEpochMilli() && types.contains(entry.thingTypeUID())
                        && (bridgeUID == null || bridgeUID.toString().equals(entry.bridgeUID())))
                .toList();
        old.forEach(entry -> remove(entry.thingUID()));
        return old.stream().map(entry -> new ThingUID(entry.thingUID())).toList();
    }
}
