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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The newest state of each channel of a thing, with the time from which it is true. Withings is asked only for what has
 * changed, so after a restart nobody else knows what the channels had shown. If something of it cannot be read, because
 * it is damaged or another version wrote it otherwise, the past of the thing counts as not imported.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class StateMemory {

    /**
     * A state and the time from which it is true.
     *
     * @param shown when openHAB first showed it, which may be long after that
     */
    public record TimedState(Instant time, State state, Instant shown) {

        /**
         * A state that has been shown at once.
         */
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

    private static final String KEY_SEPARATOR = "|";
    private static final Map<String, Function<String, State>> TYPES = Map.of( //
            "Quantity", QuantityType::new, //
            "Decimal", DecimalType::new, //
            "DateTime", DateTimeType::new, //
            "OnOff", OnOffType::from, //
            "String", StringType::new, //
            "UnDef", UnDefType::valueOf);

    private final SealedStorage storage;
    private final String prefix;
    private final Map<String, TimedState> states = new ConcurrentHashMap<>();

    public StateMemory(SealedStorage storage, ThingUID thing) {
        this.storage = storage;
        this.prefix = prefix(thing);
        List<String> unreadable = new ArrayList<>();
        for (String key : storage.keys()) {
            if (key.startsWith(prefix) && !key.equals(HistoryMemory.key(thing))) {
                parse(storage.get(key)).ifPresentOrElse(state -> states.put(key.substring(prefix.length()), state),
                        () -> unreadable.add(key));
            }
        }
        if (!unreadable.isEmpty()) {
            // the marks promise more than there is, so the past has to come again
            unreadable.forEach(storage::remove);
            storage.remove(HistoryMemory.key(thing));
        }
    }

    /**
     * @return what the keys of everything begin with that is kept for a thing
     */
    static String prefix(ThingUID thing) {
        return thing + KEY_SEPARATOR;
    }

    /**
     * @return what is remembered, by channel
     */
    public Map<String, TimedState> states() {
        return Map.copyOf(states);
    }

    public @Nullable TimedState get(String channelId) {
        return states.get(channelId);
    }

    public void put(String channelId, TimedState state) {
        states.put(channelId, state);
        storage.put(prefix + channelId, print(state));
    }

    /**
     * Forgets everything, on disk too.
     */
    public void clear() {
        states.clear();
        storage.keys().stream().filter(key -> key.startsWith(prefix)).toList().forEach(storage::remove);
    }

    private static String print(TimedState timed) {
        State state = timed.state();
        String type = state.getClass().getSimpleName();
        return String.join(" ", timed.time().toString(), timed.shown().toString(),
                type.substring(0, type.length() - "Type".length()), state.toFullString());
    }

    /**
     * A state that cannot be read is as good as none.
     */
    private static Optional<TimedState> parse(@Nullable String stored) {
        String[] parts = stored == null ? new String[0] : stored.split(" ", 4);
        Function<String, State> type = parts.length == 4 ? TYPES.get(parts[2]) : null;
        if (type == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TimedState(Instant.parse(parts[0]), type.apply(parts[3]), Instant.parse(parts[1])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
