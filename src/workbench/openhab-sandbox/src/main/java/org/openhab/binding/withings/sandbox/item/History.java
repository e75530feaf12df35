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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/**
 * Persists time series like openHAB: {@code REPLACE} deletes states between begin and end of the new series, an empty
 * series is ignored, and the newest past state of a series updates the item if it is later than the item's last update.
 * As in openHAB, several threads apply them in no particular order.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class History implements AutoCloseable {
    private static final String REMOVED = "-";
    private static final int THREADS = 4;
    private static final long END_TIMEOUT_SECONDS = 15;

    private final Path folder;
    private final Items items;
    private final Complaints complaints;
    private final ScheduledExecutorService threads;
    private final List<Runnable> waiting = new ArrayList<>();
    private final Random order = new Random(1);
    private final Map<String, NavigableMap<Instant, State>> series = new ConcurrentHashMap<>();

    public History(Path folder, Items items, Complaints complaints, VirtualTime time) {
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SandboxException("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        this.items = items;
        this.complaints = complaints;
        threads = time.scheduler("sandbox-items", THREADS);
    }

    /** Adds a series of an item, to be applied soon. States that are invalid for the item are skipped. */
    public void add(Item item, TimeSeries timeSeries) {
        if (timeSeries.size() > 0) {
            synchronized (waiting) {
                waiting.add(() -> apply(item, timeSeries));
            }
            threads.execute(this::applyAnyOne);
        }
    }

    private void applyAnyOne() {
        Runnable series;
        synchronized (waiting) {
            series = waiting.remove(order.nextInt(waiting.size()));
        }
        try {
            series.run();
        } catch (RuntimeException e) {
            complaints.add("A time series could not be applied", e);
        }
    }

    private void apply(Item item, TimeSeries timeSeries) {
        NavigableMap<Instant, State> stored = of(item);
        NavigableMap<Instant, State> taken = new TreeMap<>();
        synchronized (stored) {
            StringBuilder lines = new StringBuilder();
            if (timeSeries.getPolicy() == TimeSeries.Policy.REPLACE) {
                NavigableMap<Instant, State> replaced = stored.subMap(timeSeries.getBegin(), true, timeSeries.getEnd(),
                        true);
                replaced.keySet().forEach(time -> lines.append(time).append(' ').append(REMOVED).append('\n'));
                replaced.clear();
            }
            timeSeries.getStates().forEach(entry -> {
                State state = items.converted(item, entry.state());
                if (state != null) {
                    stored.put(entry.timestamp(), state);
                    lines.append(entry.timestamp()).append(' ').append(state.toFullString()).append('\n');
                    taken.put(entry.timestamp(), state);
                }
            });
            write(item, lines);
        }
        updateItem(item, taken.floorEntry(items.now()));
    }

    private void updateItem(Item item, Map.@Nullable Entry<Instant, State> newest) {
        Instant lastUpdate = item.lastUpdate();
        if (newest != null && (lastUpdate == null || newest.getKey().isAfter(lastUpdate))) {
            items.update(item, newest.getValue());
        }
    }

    /** The persisted states of an item. */
    public NavigableMap<Instant, State> all(Item item) {
        NavigableMap<Instant, State> stored = of(item);
        synchronized (stored) {
            return new TreeMap<>(stored);
        }
    }

    private Path fileOf(Item item) {
        return folder.resolve(item.name() + ".txt");
    }

    private void write(Item item, CharSequence lines) {
        try {
            Files.writeString(fileOf(item), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NavigableMap<Instant, State> of(Item item) {
        return series.computeIfAbsent(item.name(), name -> {
            NavigableMap<Instant, State> stored = new TreeMap<>();
            wholeLines(fileOf(item)).lines().forEach(line -> take(item, line.split(" ", 2), stored));
            return stored;
        });
    }

    /** The last line may have been truncated when the process ended. */
    private static String wholeLines(Path file) {
        try {
            String content = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
            String whole = content.substring(0, content.lastIndexOf('\n') + 1);
            if (whole.length() < content.length()) {
                Files.writeString(file, whole);
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Item item, String[] timeAndState, NavigableMap<Instant, State> stored) {
        Instant time = Instant.parse(timeAndState[0]);
        State state = REMOVED.equals(timeAndState[1]) ? null : items.parse(item, timeAndState[1]);
        if (state == null) {
            stored.remove(time);
        } else {
            stored.put(time, state);
        }
    }

    /** Stops without applying waiting series. */
    public void abort() {
        threads.shutdownNow();
    }

    /** Stops after applying all series. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                complaints.add("Time series were not applied in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
