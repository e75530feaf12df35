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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Reads the rows of one Withings service for one person and maps them to channel updates. Rows dated in the future, by
 * a wrong clock or a typing error, are held back until that time. Intraday data is the time series of one night or day,
 * read by a call of its own. Used on the account's executor only; every failure is a {@link WithingsException}.
 *
 * @param <R> the rows
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class DataSource<R> {
    /** The latest modification seen, at least the one passed in, and the modification times of newer rows. */
    record Changes(Instant mark, Set<Instant> modified) {
        /** Returns the changes after a time. */
        Changes after(Instant since) {
            return new Changes(mark.isAfter(since) ? mark : since,
                    modified.stream().filter(since::isBefore).collect(Collectors.toSet()));
        }
    }

    /**
     * Rows dated in the future.
     *
     * @param time the earliest time of such a row
     * @param since from which modification time to read then, because the mark of the service may be later
     */
    record FutureRows(Instant time, Instant since) {
        FutureRows {
            Objects.requireNonNull(time);
            Objects.requireNonNull(since);
        }

        FutureRows and(FutureRows other) {
            return new FutureRows(time.isBefore(other.time) ? time : other.time,
                    since.isBefore(other.since) ? since : other.since);
        }
    }

    protected record ChangedRows<R> (List<R> rows, Changes changes) {}

    /** The channel groups for which a service has past values. */
    private static final Map<Service, Set<ChannelGroup>> GROUPS = Map.of( //
            Service.MEASURES,
            Set.of(ChannelGroup.BODY, ChannelGroup.SEGMENTS, ChannelGroup.HEART, ChannelGroup.TEMPERATURE,
                    ChannelGroup.ECG), //
            Service.SLEEP, Set.of(ChannelGroup.SLEEP, ChannelGroup.NAP), //
            Service.ACTIVITY, Set.of(ChannelGroup.ACTIVITY, ChannelGroup.LAST_DAY, ChannelGroup.INTRADAY), //
            Service.WORKOUTS, Set.of(ChannelGroup.WORKOUT));
    /** How far queries by date reach into the future, to find rows dated there. */
    protected static final Duration AHEAD = Duration.ofDays(4_000);

    protected final PersonApi api;
    protected final Clock clock;
    private final Service service;
    private final Function<R, Instant> time;
    private final Function<R, @Nullable Instant> modified;
    private @Nullable FutureRows future;

    /** Takes functions for a row's time (the end of a night or workout, the start of a day) and modification. */
    protected DataSource(Service service, PersonApi api, Clock clock, Function<R, Instant> time,
            Function<R, @Nullable Instant> modified) {
        this.service = service;
        this.api = api;
        this.clock = clock;
        this.time = time;
        this.modified = modified;
    }

    public final Service service() {
        return service;
    }

    /** Reads all rows modified since a time, and the intraday data of new nights and changed days. */
    public abstract CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink);

    /** Reads a notified span for deleted and moved rows, which Withings does not report, after {@link #changes}. */
    public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /** Returns whether it must be read again even without changes, for example because a day has ended. */
    public boolean isOutdated(Instant now) {
        return false;
    }

    /** Returns the future rows that were held back since the last call, null if there were none. */
    @Nullable
    FutureRows takeFutureRows() {
        FutureRows taken = future;
        future = null;
        return taken;
    }

    /** Reads the rows from start to end; services that are queried by day may add a day at both ends. */
    public abstract CompletableFuture<@Nullable Void> history(Instant start, Instant end,
            Consumer<List<ChannelUpdate>> sink);

    /** Returns the IDs of the channels whose past values are read by {@link #intraday}. */
    public Set<String> intradayChannels() {
        return Set.of();
    }

    /** Reads the intraday data of nights or days that begin from start to end; an exception of the sink ends it. */
    public CompletableFuture<@Nullable Void> intraday(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /** Reads the past states of a channel by time; after a cancellation, no further night or day is read. */
    public CompletableFuture<NavigableMap<Instant, State>> states(String channelId, Instant start, Instant end) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        CompletableFuture<NavigableMap<Instant, State>> answer = new CompletableFuture<>();
        Consumer<List<ChannelUpdate>> sink = updates -> {
            if (answer.isDone()) {
                throw new CancellationException("The states are no longer needed");
            }
            updates.stream().filter(update -> update.history() && update.channelId().equals(channelId))
                    .forEach(update -> states.putAll(update.states().subMap(start, end)));
            states.values().removeIf(state -> state == UnDefType.UNDEF);
        };
        (intradayChannels().contains(channelId) ? intraday(start, end, sink) : history(start, end, sink))
                .whenComplete((done, thrown) -> WithingsException.complete(answer, states, thrown));
        return answer;
    }

    /** Returns the service that has past values of a channel, null if there is none. */
    public static @Nullable Service serviceOf(String channelId) {
        if (HeartChannels.ALL.stream().anyMatch(channel -> channel.channelId().equals(channelId))) {
            return Service.HEART;
        }
        return ChannelGroup.of(channelId).flatMap(group -> GROUPS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(group)).map(Map.Entry::getKey).findFirst()).orElse(null);
    }

    /** Collects the rows of all pages of a call. */
    protected CompletableFuture<List<R>> rows(Function<Consumer<List<R>>, CompletableFuture<?>> call) {
        List<R> rows = new ArrayList<>();
        return call.apply(rows::addAll).thenApply(done -> present(rows));
    }

    /** Collects the rows of all pages of a call for changes, which returns the latest modification. */
    protected CompletableFuture<ChangedRows<R>> changedRows(Instant since,
            BiFunction<Instant, Consumer<List<R>>, CompletableFuture<Instant>> call) {
        List<R> rows = new ArrayList<>();
        return call.apply(since, rows::addAll).thenApply(mark -> {
            List<R> present = present(rows);
            return new ChangedRows<>(present, new Changes(mark, present.stream().map(modified)
                    .filter(change -> change != null && change.isAfter(since)).collect(Collectors.toSet())));
        });
    }

    /** Returns the rows except future ones, which are held back. */
    protected List<R> present(List<R> rows) {
        Instant latest = clock.instant().plus(Notification.CLOCK_DIFFERENCE);
        List<R> present = new ArrayList<>();
        for (R row : rows) {
            Instant rowTime = time.apply(row);
            if (rowTime.isAfter(latest)) {
                FutureRows found = new FutureRows(rowTime, Objects.requireNonNullElse(modified.apply(row), rowTime));
                FutureRows others = future;
                future = others == null ? found : found.and(others);
            } else {
                present.add(row);
            }
        }
        return present;
    }

    /** Returns the day of a time in UTC, for queries by days. */
    protected static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** Reads items one after the other until one fails. */
    static <T> CompletableFuture<@Nullable Void> oneByOne(Collection<T> items, Function<T, CompletableFuture<?>> read) {
        CompletableFuture<@Nullable Void> done = CompletableFuture.completedFuture(null);
        for (T item : items) {
            done = done.thenCompose(before -> read.apply(item)).thenApply(answer -> null);
        }
        return done;
    }

    /** Returns no rows if Withings refuses an optional request, which it would refuse again. */
    protected static <T> CompletableFuture<List<T>> unlessRefused(CompletableFuture<List<T>> rows) {
        return rows.exceptionallyCompose(thrown -> WithingsException.of(thrown).failure() == Failure.INVALID_REQUEST
                ? CompletableFuture.completedFuture(List.of())
                : CompletableFuture.failedFuture(thrown));
    }
}
