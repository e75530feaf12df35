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

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;

/**
 * One service of Withings for one person: reads rows and turns them into channel updates. Used on the account's
 * executor only; methods return at once and every failure is a {@link WithingsException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface DataSource {

    /**
     * The result of reading changes.
     *
     * @param mark the latest change seen, to be read from the next time; never before the one that was asked for
     * @param modified the times of change of the new rows
     */
    record Changes(Instant mark, Set<Instant> modified) {

        static <R> Changes of(Instant mark, Collection<R> newRows, Function<R, @Nullable Instant> modified) {
            return new Changes(mark,
                    newRows.stream().map(modified).filter(Objects::nonNull).collect(Collectors.toSet()));
        }
    }

    Service service();

    /**
     * Reads everything that was created or changed after a time, together with the courses of new nights and of changed
     * days.
     *
     * @param since the mark of the reading before
     * @param sink takes the updates as they come
     */
    CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink);

    /**
     * Reads a notified span again to find what was deleted or moved: Withings reports neither. Called right after
     * {@link #changes}.
     *
     * @param sink takes the corrections
     */
    default CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * @return whether the passing of time makes another reading necessary, as the end of a day does
     */
    default boolean isOutdated(Instant now) {
        return false;
    }

    /**
     * Reads a page of what was measured in a time, whenever it was changed.
     *
     * @param end exclusive; more may come where Withings counts in whole days
     * @param offset the beginning of the page in the source's own counting, null for the first one
     * @param sink takes the updates as they come
     * @return the beginning of the next page, which is always greater; null after the last one
     */
    CompletableFuture<@Nullable Long> history(Instant start, Instant end, @Nullable Long offset,
            Consumer<List<ChannelUpdate>> sink);

    /**
     * @return the IDs of the channels whose past takes a call per night or day, see {@link #courses}
     */
    default Set<String> courseChannels() {
        return Set.of();
    }

    /**
     * Reads the courses of the nights or days that begin in a time, one after the other. An exception of the sink ends
     * the reading.
     *
     * @param end exclusive
     */
    default CompletableFuture<@Nullable Void> courses(Instant start, Instant end,
            Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * @return the day of a time in UTC, for queries by days
     */
    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /**
     * Reads items one after the other until one fails.
     */
    static <T> CompletableFuture<@Nullable Void> oneByOne(Collection<T> items, Function<T, CompletableFuture<?>> read) {
        CompletableFuture<@Nullable Void> done = CompletableFuture.completedFuture(null);
        for (T item : items) {
            done = done.thenCompose(before -> read.apply(item)).thenApply(answer -> null);
        }
        return done;
    }

    /**
     * For rows that the others do not need: a request that was refused would be refused again.
     *
     * @return no rows if Withings refuses the request
     */
    static <R> CompletableFuture<List<R>> unlessRefused(CompletableFuture<List<R>> rows) {
        return rows.exceptionallyCompose(thrown -> WithingsException.of(thrown).failure() == Failure.INVALID_REQUEST
                ? CompletableFuture.completedFuture(List.of())
                : CompletableFuture.failedFuture(thrown));
    }
}
