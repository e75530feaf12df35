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

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.storage.SealedStorage;
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
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;

/**
 * What has to survive a restart of one thing: the newest state of each channel, the last change read of each service,
 * the links whose past has been delivered, and the position of the import. It is stored as one encrypted entry, so that
 * a mark can never be on the disk without the states it stands for. An entry that cannot be read counts as new. Used on
 * the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ThingDocument {

    /**
     * A state and the time from which it is true.
     *
     * @param shown when openHAB first showed it, which may be long after that
     */
    public record TimedState(Instant time, State state, Instant shown) {
        public TimedState {
            Objects.requireNonNull(time);
            Objects.requireNonNull(state);
            Objects.requireNonNull(shown);
        }

        public TimedState(Instant time, State state) {
            this(time, state, time);
        }

        /**
         * @return the time from which the state is true or when it was shown, whichever is later
         */
        public Instant since() {
            return shown.isAfter(time) ? shown : time;
        }
    }

    /**
     * A channel (group and ID joined by "#") and an item linked to it.
     */
    public record Link(String channelId, String item) {
        public Link {
            Objects.requireNonNull(channelId);
            Objects.requireNonNull(item);
        }
    }

    /**
     * The stored form. Gson gives null for what is missing, which makes the whole entry unreadable.
     */
    private record Content(Map<String, TimedState> states, Map<Service, Instant> marks, Set<Link> delivered,
            @Nullable HistoryPosition history) {
        private Content {
            states = Map.copyOf(states);
            marks = Map.copyOf(marks);
            delivered = Set.copyOf(delivered);
        }
    }

    private static final Map<String, Function<String, State>> STATE_TYPES = Map.of( //
            "QuantityType", QuantityType::new, //
            "DecimalType", DecimalType::new, //
            "DateTimeType", DateTimeType::new, //
            "OnOffType", OnOffType::from, //
            "StringType", StringType::new, //
            "UnDefType", UnDefType::valueOf);

    private static final Gson GSON = new GsonBuilder().registerTypeAdapter(Instant.class, new InstantAdapter())
            .registerTypeHierarchyAdapter(State.class, new StateAdapter()).create();

    private final Logger logger = LoggerFactory.getLogger(ThingDocument.class);
    private final SealedStorage storage;
    private final String key;
    private final Map<String, TimedState> states = new HashMap<>();
    private final Map<Service, Instant> marks = new EnumMap<>(Service.class);
    private final Set<Link> delivered = new HashSet<>();
    private @Nullable HistoryPosition history;
    private boolean changed;

    public ThingDocument(SealedStorage storage, ThingUID thing) {
        this.storage = storage;
        this.key = thing.toString();
        try {
            Content content = GSON.fromJson(storage.get(key), Content.class);
            if (content != null) {
                states.putAll(content.states());
                marks.putAll(content.marks());
                delivered.addAll(content.delivered());
                history = content.history();
            }
        } catch (RuntimeException e) {
            // whatever Gson and the types of states make of a damaged entry; the message may repeat parts of it
            logger.warn("The stored state of {} cannot be read and counts as new ({})", thing,
                    e.getClass().getSimpleName());
        }
    }

    /**
     * @return the newest state of each channel, by channel ID
     */
    public Map<String, TimedState> states() {
        return Collections.unmodifiableMap(states);
    }

    public @Nullable TimedState state(String channelId) {
        return states.get(channelId);
    }

    public void putState(String channelId, TimedState state) {
        states.put(channelId, state);
        changed = true;
    }

    /**
     * @return the latest change of a row that has been read completely, null if the service has never been read
     */
    public @Nullable Instant mark(Service service) {
        return marks.get(service);
    }

    public void putMark(Service service, Instant mark) {
        changed |= !mark.equals(marks.put(service, mark));
    }

    /**
     * @return the links whose past has been delivered
     */
    public Set<Link> delivered() {
        return Collections.unmodifiableSet(delivered);
    }

    public void addDelivered(Link link) {
        changed |= delivered.add(link);
    }

    public void removeDelivered(Link link) {
        changed |= delivered.remove(link);
    }

    /**
     * @return how far the import has come, null if it has not begun
     */
    public @Nullable HistoryPosition history() {
        return history;
    }

    public void setHistory(HistoryPosition position) {
        history = position;
        changed = true;
    }

    /**
     * Stores the document if it has changed.
     *
     * @throws IllegalStateException if openHAB's cipher does not work
     */
    public void save() {
        if (changed) {
            storage.put(key, GSON.toJson(new Content(states, marks, delivered, history)));
            changed = false;
        }
    }

    /**
     * Forgets everything, on disk too.
     */
    public void delete() {
        states.clear();
        marks.clear();
        delivered.clear();
        history = null;
        changed = false;
        storage.remove(key);
    }

    private static class InstantAdapter extends TypeAdapter<Instant> {
        @Override
        public void write(@NonNullByDefault({}) JsonWriter out, @Nullable Instant value) throws IOException {
            out.value(value == null ? null : value.toString());
        }

        @Override
        public Instant read(@NonNullByDefault({}) JsonReader in) throws IOException {
            return Instant.parse(in.nextString());
        }
    }

    /**
     * A state as "type value".
     */
    private static class StateAdapter extends TypeAdapter<State> {
        @Override
        public void write(@NonNullByDefault({}) JsonWriter out, @Nullable State value) throws IOException {
            out.value(value == null ? null : value.getClass().getSimpleName() + " " + value.toFullString());
        }

        @Override
        public State read(@NonNullByDefault({}) JsonReader in) throws IOException {
            String[] parts = in.nextString().split(" ", 2);
            Function<String, State> type = STATE_TYPES.get(parts[0]);
            if (type == null || parts.length < 2) {
                throw new JsonParseException("Unknown type of state");
            }
            return type.apply(parts[1]);
        }
    }
}
