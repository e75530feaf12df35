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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.storage.Storage;
import org.openhab.core.storage.StorageService;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/**
 * The time series that were sent to items, as a persistence service of openHAB with the strategy {@code forecast} keeps
 * them: {@code REPLACE} deletes what lies between the begin and the end of the new series, {@code ADD} does not. States
 * of the future reach the item at their time; the newest one of the past reaches it if it is later than the item's last
 * update.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class History {

    private final StorageService storages;
    private final Items items;
    private final ScheduledExecutorService scheduler;
    private final Map<String, NavigableMap<Instant, State>> series = new ConcurrentHashMap<>();
    private final Map<String, List<ScheduledFuture<?>>> upcoming = new ConcurrentHashMap<>();

    /** @param scheduler on whose time states of the future become present */
    public History(StorageService storages, Items items, ScheduledExecutorService scheduler) {
        this.storages = storages;
        this.items = items;
        this.scheduler = scheduler;
    }

    /** Takes a series for an item. States that the item cannot have are left out. */
    public void add(Item item, TimeSeries timeSeries) {
        NavigableMap<Instant, State> stored = of(item);
        List<Map<String, Object>> announced = new ArrayList<>();
        synchronized (stored) {
            Storage<String> storage = storage(item);
            if (timeSeries.size() > 0 && timeSeries.getPolicy() == TimeSeries.Policy.REPLACE) {
                NavigableMap<Instant, State> replaced = stored.subMap(timeSeries.getBegin(), true, timeSeries.getEnd(),
                        true);
                List.copyOf(replaced.keySet()).forEach(time -> storage.remove(time.toString()));
                replaced.clear();
            }
            timeSeries.getStates().forEach(entry -> {
                State state = items.converted(item, entry.state());
                if (state != null) {
                    stored.put(entry.timestamp(), state);
                    storage.put(entry.timestamp().toString(), state.toFullString());
                    announced.add(Map.of("timestamp", entry.timestamp().toString(), "state",
                            Map.of("type", Items.typeOf(state), "value", state.toFullString())));
                }
            });
        }
        items.announceSeries(item, timeSeries.getPolicy().name(), announced);
        if (!announced.isEmpty()) {
            updateItem(item, stored);
        }
    }

    private void updateItem(Item item, NavigableMap<Instant, State> stored) {
        Instant now = items.now();
        Map.Entry<Instant, State> newest;
        synchronized (stored) {
            newest = stored.floorEntry(now);
            schedule(item, stored.tailMap(now, false));
        }
        Instant lastUpdate = item.lastUpdate();
        if (newest != null && (lastUpdate == null || newest.getKey().isAfter(lastUpdate))) {
            items.update(item, newest.getValue());
        }
    }

    private void schedule(Item item, Map<Instant, State> future) {
        List<ScheduledFuture<?>> tasks = new ArrayList<>();
        Instant now = items.now();
        future.forEach((time, state) -> tasks.add(scheduler.schedule(() -> items.update(item, state),
                Duration.between(now, time).toMillis(), TimeUnit.MILLISECONDS)));
        List<ScheduledFuture<?>> before = upcoming.put(item.name(), tasks);
        if (before != null) {
            before.forEach(task -> task.cancel(false));
        }
    }

    /**
     * What is stored for an item.
     *
     * @param begin inclusive; null for the first
     * @param end inclusive; null for the last
     */
    public NavigableMap<Instant, State> between(Item item, @Nullable Instant begin, @Nullable Instant end) {
        NavigableMap<Instant, State> stored = of(item);
        synchronized (stored) {
            NavigableMap<Instant, State> part = stored;
            part = begin == null ? part : part.tailMap(begin, true);
            part = end == null ? part : part.headMap(end, true);
            return new TreeMap<>(part);
        }
    }

    private Storage<String> storage(Item item) {
        return storages.getStorage("sandbox.history." + item.name());
    }

    private NavigableMap<Instant, State> of(Item item) {
        return series.computeIfAbsent(item.name(), name -> {
            NavigableMap<Instant, State> stored = new TreeMap<>();
            Storage<String> storage = storage(item);
            for (String time : storage.getKeys()) {
                String text = storage.get(time);
                State state = text == null ? null : items.parse(item, text);
                if (state != null) {
                    stored.put(Instant.parse(time), state);
                }
            }
            return stored;
        });
    }
}
