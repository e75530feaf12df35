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

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.sync.DataSource.FutureRows;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/**
 * The persistent data of one thing: the newest state of each channel, the last modification read of each service (the
 * mark) and its future rows, the links whose history has been imported, and the position of the import with the states
 * not shown yet. It is stored as
 * one encrypted entry, so that a mark is never stored without its states. An entry that cannot be read or is incomplete
 * (null from Gson) counts as new. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ThingDocument {
    /** A state, the time from which it is valid, and when it was first shown, which may be much later. */
    public record TimedState(Instant time, State state, Instant shown) {
        public TimedState {
            Objects.requireNonNull(time);
            Objects.requireNonNull(state);
            Objects.requireNonNull(shown);
        }

        public TimedState(Instant time, State state) {
            this(time, state, time);
        }

        /** Returns when the state became valid or was shown, whichever is later. */
        public Instant since() {
            return shown.isAfter(time) ? shown : time;
        }
    }

    /** A channel ID, such as "body#weight", and an item linked to it. */
    public record Link(String channelId, String item) {
        public Link {
            Objects.requireNonNull(channelId);
            Objects.requireNonNull(item);
        }
    }

    /**
     * One run of the history import.
     *
     * @param end when the run began; later data is read by {@link PersonSync}
     * @param first whether the rows of all services are read, also for channels that are not linked
     * @param links the links whose history is imported
     */
    public record ImportRun(Instant beginning, Instant end, boolean first, Set<Link> links) {
        public ImportRun {
            Objects.requireNonNull(beginning);
            Objects.requireNonNull(end);
            links = Set.copyOf(links);
        }
    }

    /** The rows of a service, or the intraday data of its nights or days, which is read after all rows. */
    public record ImportStep(Service service, boolean intraday) implements Comparable<ImportStep> {

        private static final Comparator<ImportStep> ORDER = Comparator.comparing(ImportStep::intraday)
                .thenComparing(ImportStep::service);

        public ImportStep {
            Objects.requireNonNull(service);
        }

        @Override
        public int compareTo(ImportStep other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The window that the import reads next.
     *
     * @param step the current step, the last one if the run has finished
     * @param first the beginning of the first window of the step
     * @param window the beginning of the window
     * @param finished when the run finished, null before
     */
    public record ImportPosition(ImportRun run, ImportStep step, Instant first, Instant window,
            @Nullable Instant finished) {

        /** The year of Withings' first scale; earlier data can only be measures entered manually. */
        static final Instant FIRST_SCALE = Instant.parse("2009-01-01T00:00:00Z");
        private static final Duration ROWS_WINDOW = Duration.ofDays(365);
        /** Short, because each night or day takes a call, and a window is read again after a crash. */
        private static final Duration INTRADAY_WINDOW = Duration.ofDays(30);

        public ImportPosition {
            Objects.requireNonNull(run);
            Objects.requireNonNull(step);
            Objects.requireNonNull(first);
            Objects.requireNonNull(window);
        }

        /** @param earliest a time before which the service has no rows, null if unknown */
        static ImportPosition beginning(ImportRun run, ImportStep step, @Nullable Instant earliest) {
            Instant first = step.service() == Service.MEASURES ? run.beginning() : later(run.beginning(), FIRST_SCALE);
            Instant begin = step.intraday() && earliest != null ? later(first, earliest) : first;
            return new ImportPosition(run, step, begin, begin, null);
        }

        ImportPosition at(Instant nextWindow) {
            return new ImportPosition(run, step, first, nextWindow, null);
        }

        ImportPosition finished(Instant time) {
            return new ImportPosition(run, step, first, window, time);
        }

        /** Returns the end of the window, exclusive; the time before the first scale is one window. */
        Instant endOfWindow() {
            Instant next = window.isBefore(FIRST_SCALE)
                    ? FIRST_SCALE
                    : window.plus(step.intraday() ? INTRADAY_WINDOW : ROWS_WINDOW);
            return next.isBefore(run.end()) ? next : run.end();
        }

        /** Returns the share of the step that has been read, from 0 to 1. */
        double shareOfStep() {
            Instant begin = later(first, FIRST_SCALE);
            double all = Math.max(1, Duration.between(begin, run.end()).toSeconds());
            return Math.min(1, Math.max(0, Duration.between(begin, window).toSeconds() / all));
        }

        private static Instant later(Instant time, Instant other) {
            return time.isAfter(other) ? time : other;
        }
    }

    /** The stored form. */
    private record Content(Map<String, TimedState> states, Map<Service, Instant> marks,
            Map<Service, FutureRows> futureRows, Map<Service, Instant> earliestRows, Set<Link> delivered,
            Set<String> unshown, @Nullable ImportPosition history) {
        private Content {
            states = new HashMap<>(Map.copyOf(states));
            marks = new HashMap<>(Map.copyOf(marks));
            futureRows = new HashMap<>(Map.copyOf(futureRows));
            earliestRows = new HashMap<>(Map.copyOf(earliestRows));
            delivered = new HashSet<>(Set.copyOf(delivered));
            unshown = new HashSet<>(Set.copyOf(unshown));
        }
    }

    private static final Map<String, Function<String, State>> STATE_TYPES = Map.of( //
            "QuantityType", QuantityType::new, //
            "DecimalType", DecimalType::new, //
            "DateTimeType", DateTimeType::new, //
            "OnOffType", OnOffType::from, //
            "StringType", StringType::new, //
            "UnDefType", UnDefType::valueOf);

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class,
                    (JsonSerializer<Instant>) (time, type, context) -> new JsonPrimitive(time.toString()))
            .registerTypeAdapter(Instant.class,
                    (JsonDeserializer<Instant>) (stored, type, context) -> Instant.parse(stored.getAsString()))
            .registerTypeHierarchyAdapter(State.class,
                    (JsonSerializer<State>) (state, type, context) -> new JsonPrimitive(
                            state.getClass().getSimpleName() + " " + state.toFullString()))
            .registerTypeHierarchyAdapter(State.class,
                    (JsonDeserializer<State>) (stored, type, context) -> state(stored))
            .create();

    private final Logger logger = LoggerFactory.getLogger(ThingDocument.class);
    private final SealedStorage storage;
    private final String key;
    private Content content = new Content(Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), null);
    private boolean changed;
    private volatile boolean closed;

    public ThingDocument(SealedStorage storage, ThingUID thing) {
        this.storage = storage;
        this.key = thing.toString();
        try {
            Content stored = GSON.fromJson(storage.get(key), Content.class);
            content = stored == null ? content : stored;
        } catch (RuntimeException e) {
            // any exception, because the entry may be damaged; the message may repeat parts of it
            logger.warn("Cannot read the stored state of {}, starting anew: {}", thing,
                    e.getClass().getSimpleName());
        }
    }

    /** Returns the newest state of each channel, by channel ID. */
    public Map<String, TimedState> states() {
        return Collections.unmodifiableMap(content.states());
    }

    public @Nullable TimedState state(String channelId) {
        return content.states().get(channelId);
    }

    public void putState(String channelId, TimedState state) {
        content.states().put(channelId, state);
        changed = true;
    }

    /** Returns the IDs of channels with a newest state from the import that is shown at the end of the step only. */
    public Set<String> unshown() {
        return Collections.unmodifiableSet(content.unshown());
    }

    public void setShown(String channelId, boolean shown) {
        changed |= shown ? content.unshown().remove(channelId) : content.unshown().add(channelId);
    }

    /** Returns the latest modification that has been read, null if the service has never been read. */
    public @Nullable Instant mark(Service service) {
        return content.marks().get(service);
    }

    public void putMark(Service service, Instant mark) {
        changed |= !mark.equals(content.marks().put(service, mark));
    }

    /** Returns future rows whose time has come, null if there are none. */
    @Nullable
    FutureRows dueRows(Service service, Instant now) {
        FutureRows rows = content.futureRows().get(service);
        return rows == null || rows.time().isAfter(now) ? null : rows;
    }

    void addFutureRows(Service service, @Nullable FutureRows rows) {
        if (rows != null) {
            FutureRows before = content.futureRows().get(service);
            changed |= !content.futureRows().merge(service, rows, FutureRows::and).equals(before);
        }
    }

    void removeFutureRows(Service service, FutureRows rows) {
        changed |= content.futureRows().remove(service, rows);
    }

    /** Returns the time of the earliest row that an import has read, null if none has. */
    @Nullable
    Instant earliestRow(Service service) {
        return content.earliestRows().get(service);
    }

    void addRow(Service service, Instant time) {
        content.earliestRows().merge(service, time, (one, other) -> one.isBefore(other) ? one : other);
        changed = true;
    }

    /** Returns the links whose history has been imported. */
    public Set<Link> delivered() {
        return Collections.unmodifiableSet(content.delivered());
    }

    public void addDelivered(Link link) {
        changed |= content.delivered().add(link);
    }

    public void removeDelivered(Link link) {
        changed |= content.delivered().remove(link);
    }

    /** Returns the position of the import, null if it has not begun. */
    public @Nullable ImportPosition history() {
        return content.history();
    }

    void setHistory(ImportPosition position) {
        content = new Content(content.states(), content.marks(), content.futureRows(), content.earliestRows(),
                content.delivered(), content.unshown(), position);
        changed = true;
    }

    /** Stores the document if it has changed; throws an {@link IllegalStateException} if it cannot be encrypted. */
    public void save() {
        if (changed && !closed) {
            storage.put(key, GSON.toJson(content));
            changed = false;
        }
    }

    /** Stores nothing from now on, so that what openHAB no longer takes is read again; any thread may call it. */
    public void close() {
        closed = true;
    }

    /** Removes the stored entry; the document must not be used any more. */
    public void delete() {
        storage.remove(key);
    }

    /** A state is stored as "type value". */
    private static State state(JsonElement stored) {
        String[] parts = stored.getAsString().split(" ", 2);
        Function<String, State> type = STATE_TYPES.get(parts[0]);
        if (type == null || parts.length < 2) {
            throw new JsonParseException("Unknown type of state");
        }
        return type.apply(parts[1]);
    }
}
