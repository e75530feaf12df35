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
package org.openhab.binding.withings.sandbox.thing;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.api.thing.ThingImpl.BridgeImpl;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.sandbox.item.History;
import org.openhab.binding.withings.sandbox.item.Items;
import org.openhab.binding.withings.sandbox.thing.ThingMaker.StoredThing;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.types.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All things and the lifecycle of their handlers. One thread manages all lifecycles, so that their steps never overlap;
 * handlers are called in others.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Things implements AutoCloseable {
    private static final long END_TIMEOUT_SECONDS = 15;

    private static class Entry {
        private final boolean editable;
        private volatile Thing thing;
        private volatile @Nullable ThingHandlerFactory factory;

        Entry(Thing thing, boolean editable) {
            this.thing = thing;
            this.editable = editable;
        }
    }

    private final Logger logger = LoggerFactory.getLogger(Things.class);
    private final ThingMaker maker;
    private final Links links;
    private final EventBus events;
    private final Complaints complaints;
    private final Storage<StoredThing> storage;
    private final Storage<String> disabled;
    private final SafeCalls calls;
    private final ThingHandlerCallback callback;
    private final List<ThingHandlerFactory> factories = new CopyOnWriteArrayList<>();
    private final List<Consumer<Thing>> addedListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Thing>> removedListeners = new CopyOnWriteArrayList<>();
    private final Map<ThingUID, Entry> entries = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor lifecycle = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "OH-thingManager");
                thread.setDaemon(true);
                return thread;
            });

    public Things(StorageService storages, ThingMaker maker, Links links, EventBus events,
            Complaints complaints, Items items,
            History history) {
        this.maker = maker;
        this.links = links;
        this.events = events;
        this.complaints = complaints;
        storage = storages.getStorage("org.openhab.core.thing.Thing");
        disabled = storages.getStorage("thing_status_storage");
        calls = new SafeCalls(complaints);
        callback = new HandlerCallback(this, maker, links, items, history, events, complaints);
        links.listen((channel, linked) -> later(() -> tellAboutLink(channel, linked)));
        for (StoredThing stored : storage.getValues()) {
            if (stored != null) {
                put(stored.toThing(), true);
            }
        }
    }

    /** The listeners are called in the lifecycle thread or in that of a handler. */
    public void listen(Consumer<Thing> added, Consumer<Thing> removed) {
        addedListeners.add(added);
        removedListeners.add(removed);
    }

    // access

    public Collection<Thing> all() {
        return entries.values().stream().map(entry -> entry.thing)
                .sorted(Comparator.comparing(thing -> thing.getUID().toString())).toList();
    }

    @Nullable
    public Thing find(ThingUID uid) {
        Entry entry = entries.get(uid);
        return entry == null ? null : entry.thing;
    }

    /** Whether it can be changed by REST, unlike things from text files. */
    public boolean isEditable(ThingUID uid) {
        Entry entry = entries.get(uid);
        return entry != null && entry.editable;
    }

    static boolean isInitialized(ThingStatus status) {
        return status == ThingStatus.ONLINE || status == ThingStatus.OFFLINE || status == ThingStatus.UNKNOWN;
    }

    // actions of users

    /** Adds a thing; one from a text file is not editable. */
    public void add(Thing thing, boolean editable) {
        ThingUID uid = thing.getUID();
        if (entries.containsKey(uid)) {
            throw new SandboxException("There is a thing " + uid + " already");
        }
        Entry entry = put(thing, editable);
        save(entry);
        addedListeners.forEach(listener -> listener.accept(thing));
        later(() -> start(entry));
    }

    private Entry put(Thing thing, boolean editable) {
        Entry entry = new Entry(thing, editable);
        entries.put(thing.getUID(), entry);
        for (Entry other : entries.values()) {
            connect(other.thing);
        }
        return entry;
    }

    /** Adds a thing to its bridge. */
    private void connect(Thing thing) {
        ThingUID bridge = thing.getBridgeUID();
        if (bridge != null && find(bridge)instanceof BridgeImpl above) {
            above.addThing(thing);
        }
    }

    /**
     * Changes the configuration, by the handler if there is one; must include required parameters like in openHAB.
     */
    public void configure(ThingUID uid, Map<String, Object> values) {
        Entry entry = editableEntry(uid);
        Thing thing = entry.thing;
        Map<String, Object> normalized = normalized(thing, values);
        refuse(maker.problems(thing, normalized));
        ThingHandler handler = thing.getHandler();
        if (handler != null) {
            handler.handleConfigurationUpdate(normalized);
        } else {
            normalized.forEach(thing.getConfiguration()::put);
            updated(thing);
            later(() -> start(entry));
        }
    }

    private Map<String, Object> normalized(Thing thing, Map<String, Object> values) {
        ThingType type = maker.thingType(thing.getThingTypeUID().toString());
        Map<String, Object> normalized = new LinkedHashMap<>(values);
        if (type != null) {
            type.parameters().forEach(parameter -> normalized.computeIfPresent(parameter.name(),
                    (name, value) -> parameter.normalized(value)));
        }
        return normalized;
    }

    static void refuse(Map<String, String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationRefused(problems);
        }
    }

    public void enable(ThingUID uid, boolean enabled) {
        Entry entry = entry(uid);
        if (enabled) {
            disabled.remove(uid.toString());
        } else {
            disabled.put(uid.toString(), "DISABLED");
        }
        later(() -> {
            if (enabled) {
                if (entry.thing.getStatusInfo().getStatusDetail() == ThingStatusDetail.DISABLED) {
                    start(entry);
                }
            } else {
                dispose(entry);
                setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.DISABLED, null);
            }
        });
    }

    public boolean isEnabled(ThingUID uid) {
        return !disabled.containsKey(uid.toString());
    }

    /** Removes a thing when its handler has handled the removal. */
    public void remove(ThingUID uid) {
        Entry entry = editableEntry(uid);
        later(() -> {
            ThingHandler handler = entry.thing.getHandler();
            if (handler == null) {
                forget(entry);
            } else {
                setStatus(entry, ThingStatus.REMOVING, ThingStatusDetail.NONE, null);
                calls.call("handleRemoval of " + uid, handler::handleRemoval);
            }
        });
    }

    /** Passes a command to the handler of a channel. */
    public void command(ChannelUID channel, Command command) {
        Thing thing = find(channel.getThingUID());
        ThingHandler handler = thing == null ? null : thing.getHandler();
        if (thing != null && handler != null && isInitialized(thing.getStatus())) {
            later(() -> calls.call("handleCommand of " + channel, () -> handler.handleCommand(channel, command)));
        }
    }

    private Entry entry(ThingUID uid) {
        Entry entry = entries.get(uid);
        if (entry == null) {
            throw new SandboxException("There is no thing " + uid);
        }
        return entry;
    }

    private Entry editableEntry(ThingUID uid) {
        Entry entry = entry(uid);
        if (!entry.editable) {
            throw new SandboxException("The thing " + uid + " comes from a text file and is changed there");
        }
        return entry;
    }

    // actions of add-ons

    /** Adds an add-on's factory and initializes its things. */
    public void add(ThingHandlerFactory factory) {
        factories.add(factory);
        later(() -> entries.values().forEach(this::start));
    }

    /** Removes an add-on's factory after disposing its handlers. */
    public void remove(ThingHandlerFactory factory) {
        factories.remove(factory);
        laterAndWait(() -> entries.values().stream().filter(entry -> entry.factory == factory).forEach(entry -> {
            dispose(entry);
            setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_MISSING_ERROR, null);
        }));
    }

    /** Updates a thing's status by its handler. */
    void statusUpdated(Thing thing, ThingStatusInfo info) {
        if (!isInitialized(info.getStatus()) && info.getStatus() != ThingStatus.REMOVED) {
            throw new IllegalArgumentException("Illegal status transition from " + thing.getStatus() + " to "
                    + info.getStatus() + ": a handler may set UNKNOWN, ONLINE, OFFLINE or REMOVED");
        }
        Entry entry = entries.get(thing.getUID());
        if (entry == null) {
            return;
        }
        ThingStatusInfo before;
        synchronized (entry) {
            before = entry.thing.getStatusInfo();
            if (before.getStatus() == ThingStatus.REMOVING && info.getStatus() != ThingStatus.REMOVED) {
                setStatus(entry, ThingStatus.REMOVING, info.getStatusDetail(), info.getDescription());
                return;
            }
            setStatus(entry, info.getStatus(), info.getStatusDetail(), info.getDescription());
        }
        later(() -> afterStatus(entry, before, info));
    }

    private void afterStatus(Entry entry, ThingStatusInfo before, ThingStatusInfo info) {
        Thing thing = entry.thing;
        ThingHandler handler = thing.getHandler();
        boolean began = before.getStatus() == ThingStatus.INITIALIZING && isInitialized(info.getStatus());
        if (thing instanceof Bridge) {
            if (began) {
                children(thing).forEach(this::start);
            } else if (!info.equals(before)) {
                children(thing).forEach(child -> tellAboutBridge(child, info));
            }
        }
        if (handler != null && began) {
            if (bridgeHandler(thing)instanceof BridgeHandler above) {
                calls.call("childHandlerInitialized of " + thing.getBridgeUID(),
                        () -> above.childHandlerInitialized(handler, thing));
            }
        }
        if (info.getStatus() == ThingStatus.REMOVED) {
            forget(entry);
        }
    }

    /** Replaces a thing that its handler has changed. */
    void updated(Thing thing) {
        Entry entry = entries.get(thing.getUID());
        if (entry != null) {
            replace(entry, thing);
        }
    }

    private void replace(Entry entry, Thing thing) {
        Thing before;
        synchronized (entry) {
            before = entry.thing;
            if (before != thing) {
                thing.setStatusInfo(before.getStatusInfo());
                thing.setHandler(before.getHandler());
                entry.thing = thing;
                if (before instanceof Bridge) {
                    children(thing).forEach(child -> connect(child.thing));
                }
                connect(thing);
            }
        }
        save(entry);
    }

    /** Initializes a handler with a new configuration after an invalid one. */
    void configurationUpdated(Thing thing) {
        Entry entry = entries.get(thing.getUID());
        if (entry != null) {
            later(() -> start(entry));
        }
    }

    // lifecycle of a handler

    private void start(Entry entry) {
        Thing thing = entry.thing;
        ThingUID uid = thing.getUID();
        if (!entries.containsKey(uid)) {
            return;
        }
        if (!isEnabled(uid)) {
            setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.DISABLED, null);
            return;
        }
        if (thing.getHandler() == null) {
            ThingHandlerFactory factory = factories.stream()
                    .filter(candidate -> candidate.supportsThingType(thing.getThingTypeUID())).findFirst().orElse(null);
            if (factory == null) {
                setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_MISSING_ERROR, null);
                return;
            }
            if (thing.getBridgeUID() != null && bridgeHandler(thing) == null) {
                setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.BRIDGE_UNINITIALIZED, null);
                return;
            }
            calls.call("registerHandler of " + uid, () -> register(entry, factory), e -> {
                complaints.add("No handler for " + uid, e);
                setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_REGISTERING_ERROR,
                        e.getMessage());
            });
        }
        initialize(entry);
    }

    private void register(Entry entry, ThingHandlerFactory factory) {
        ThingHandler handler = factory.registerHandler(entry.thing);
        handler.setCallback(callback);
        entry.factory = factory;
        entry.thing.setHandler(handler);
    }

    private void initialize(Entry entry) {
        Thing thing = entry.thing;
        ThingHandler handler = thing.getHandler();
        ThingStatus status = thing.getStatus();
        if (handler == null || isInitialized(status) || status == ThingStatus.INITIALIZING) {
            return;
        }
        maker.normalize(thing);
        Map<String, String> problems = maker.problems(thing, thing.getConfiguration().getProperties());
        if (!problems.isEmpty()) {
            setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_CONFIGURATION_PENDING,
                    problems.toString());
            return;
        }
        setStatus(entry, ThingStatus.INITIALIZING, ThingStatusDetail.NONE, null);
        calls.call("initialize of " + thing.getUID(), handler::initialize, e -> {
            complaints.add("Exception from initialize of " + thing.getUID(), e);
            setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.HANDLER_INITIALIZING_ERROR, e.getMessage());
        });
    }

    private void dispose(Entry entry) {
        Thing thing = entry.thing;
        ThingHandler handler = thing.getHandler();
        if (handler == null) {
            return;
        }
        for (Entry child : children(thing)) {
            dispose(child);
            setStatus(child, ThingStatus.UNINITIALIZED, ThingStatusDetail.BRIDGE_UNINITIALIZED, null);
        }
        boolean wasInitialized = isInitialized(thing.getStatus());
        setStatus(entry, ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE, null);
        calls.call("dispose of " + thing.getUID(), handler::dispose);
        if (wasInitialized && bridgeHandler(thing)instanceof BridgeHandler above) {
            calls.call("childHandlerDisposed of " + thing.getBridgeUID(),
                    () -> above.childHandlerDisposed(handler, thing));
        }
        ThingHandlerFactory factory = entry.factory;
        if (factory != null) {
            calls.call("unregisterHandler of " + thing.getUID(), () -> factory.unregisterHandler(entry.thing));
        }
        handler.setCallback(null);
        entry.thing.setHandler(null);
        entry.factory = null;
    }

    private void forget(Entry entry) {
        Thing thing = entry.thing;
        ThingUID uid = thing.getUID();
        ThingHandlerFactory factory = entry.factory;
        dispose(entry);
        if (entries.remove(uid) == null) {
            return;
        }
        if (factory != null) {
            calls.call("removeThing of " + uid, () -> factory.removeThing(uid));
        }
        ThingUID bridge = thing.getBridgeUID();
        if (bridge != null && find(bridge)instanceof BridgeImpl above) {
            above.removeThing(thing);
        }
        storage.remove(uid.toString());
        disabled.remove(uid.toString());
        links.all().stream().filter(link -> link.channelUID().startsWith(uid + ":")).filter(links::isEditable)
                .forEach(links::remove);
        removedListeners.forEach(listener -> listener.accept(thing));
    }

    private void tellAboutBridge(Entry child, ThingStatusInfo info) {
        ThingHandler handler = child.thing.getHandler();
        if (handler != null && isInitialized(child.thing.getStatus())) {
            calls.call("bridgeStatusChanged of " + child.thing.getUID(), () -> handler.bridgeStatusChanged(info));
        }
    }

    /** As in openHAB, a handler is not notified of links from before its initialization. */
    private void tellAboutLink(ChannelUID channel, boolean linked) {
        Thing thing = find(channel.getThingUID());
        ThingHandler handler = thing == null ? null : thing.getHandler();
        if (thing != null && handler != null && isInitialized(thing.getStatus())) {
            calls.call((linked ? "channelLinked of " : "channelUnlinked of ") + channel, () -> {
                if (linked) {
                    handler.channelLinked(channel);
                } else {
                    handler.channelUnlinked(channel);
                }
            });
        }
    }

    private List<Entry> children(Thing bridge) {
        return entries.values().stream().filter(entry -> bridge.getUID().equals(entry.thing.getBridgeUID())).toList();
    }

    /** The handler of a thing's bridge, if it is initialized. */
    private @Nullable ThingHandler bridgeHandler(Thing thing) {
        ThingUID uid = thing.getBridgeUID();
        Thing bridge = uid == null ? null : find(uid);
        return bridge == null || !isInitialized(bridge.getStatus()) ? null : bridge.getHandler();
    }

    private void setStatus(Entry entry, ThingStatus status, ThingStatusDetail detail, @Nullable String description) {
        ThingStatusInfo info = new ThingStatusInfo(status, detail, description);
        ThingStatusInfo before;
        synchronized (entry) {
            before = entry.thing.getStatusInfo();
            entry.thing.setStatusInfo(info);
        }
        String topic = "openhab/things/" + entry.thing.getUID() + "/status";
        if (!info.equals(before)) {
            events.publish(topic + "changed", "ThingStatusInfoChangedEvent", List.of(describe(info), describe(before)));
        }
    }

    private void save(Entry entry) {
        if (entry.editable) {
            storage.put(entry.thing.getUID().toString(), StoredThing.of(entry.thing));
        }
    }

    private static Map<String, Object> describe(ThingStatusInfo info) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("status", info.getStatus());
        description.put("statusDetail", info.getStatusDetail());
        String text = info.getDescription();
        if (text != null) {
            description.put("description", text);
        }
        return description;
    }

    private void later(Runnable step) {
        try {
            lifecycle.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    complaints.add("A step in the life of a thing failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            logger.debug("A step in the life of a thing came after the end");
        }
    }

    private void laterAndWait(Runnable step) {
        try {
            lifecycle.submit(step).get(END_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("A step in the life of a thing came after the end");
        } catch (ExecutionException | TimeoutException e) {
            complaints.add("A step in the life of a thing failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a step in the life of a thing is under way. */
    public boolean isBusy() {
        return !lifecycle.getQueue().isEmpty() || lifecycle.getActiveCount() > 0;
    }

    /** Stops without disposing handlers, as after a power failure. */
    public void abort() {
        lifecycle.shutdownNow();
        calls.close();
    }

    /** Disposes all handlers. */
    @Override
    public void close() {
        laterAndWait(() -> entries.values().forEach(this::dispose));
        abort();
    }

    /** An invalid configuration according to the add-on's description. */
    public static class ConfigurationRefused extends RuntimeException {
        private final transient Map<String, String> problems;

        ConfigurationRefused(Map<String, String> problems) {
            super(problems.toString());
            this.problems = problems;
        }

        /** The problems by parameter. */
        public Map<String, String> problems() {
            return problems;
        }
    }
}
