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
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Reads the past states of one channel from its service, without showing or storing them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PastStates {

    /** Groups that are not listed have no past. */
    private static final Map<String, Service> SERVICES = Map.ofEntries( //
            Map.entry(ChannelGroup.BODY.id(), Service.MEASURES), //
            Map.entry(ChannelGroup.SEGMENTS.id(), Service.MEASURES), //
            Map.entry(ChannelGroup.HEART.id(), Service.MEASURES), //
            Map.entry(ChannelGroup.TEMPERATURE.id(), Service.MEASURES), //
            Map.entry(ChannelGroup.ECG.id(), Service.MEASURES), //
            Map.entry(ChannelGroup.SLEEP.id(), Service.SLEEP), //
            Map.entry(ChannelGroup.NAP.id(), Service.SLEEP), //
            Map.entry(ChannelGroup.ACTIVITY.id(), Service.ACTIVITY), //
            Map.entry(ChannelGroup.LAST_DAY.id(), Service.ACTIVITY), //
            Map.entry(ChannelGroup.INTRADAY.id(), Service.ACTIVITY), //
            Map.entry(ChannelGroup.WORKOUT.id(), Service.WORKOUTS));

    private final DataSource source;
    private final String channelId;
    private final Instant start;
    private final Instant end;
    private final NavigableMap<Instant, State> states = new TreeMap<>();
    private final CompletableFuture<NavigableMap<Instant, State>> answer = new CompletableFuture<>();

    private PastStates(DataSource source, String channelId, Instant start, Instant end) {
        this.source = source;
        this.channelId = channelId;
        this.start = start;
        this.end = end;
    }

    /**
     * @param channelId the ID of a channel within its thing, such as <code>body#weight</code>
     * @return the service that has the channel's past, null if there is none
     */
    public static @Nullable Service service(String channelId) {
        return HeartChannels.ALL.stream().anyMatch(channel -> channel.channelId().equals(channelId))
                ? Service.HEART
                : SERVICES.get(channelId.split(ChannelUID.CHANNEL_GROUP_SEPARATOR, 2)[0]);
    }

    /**
     * To be called on the account's executor.
     *
     * @param source the source of the channel's service
     * @param end exclusive
     * @return the states by their times; a {@link WithingsException} if Withings could not be asked. Once it is
     *         cancelled or has timed out, no further page is read
     */
    public static CompletableFuture<NavigableMap<Instant, State>> of(DataSource source, String channelId, Instant start,
            Instant end) {
        PastStates past = new PastStates(source, channelId, start, end);
        past.read(null);
        return past.answer;
    }

    private void read(@Nullable Long offset) {
        CompletableFuture<@Nullable Long> page = source.courseChannels().contains(channelId)
                ? source.courses(start, end, this::take).thenApply(done -> null)
                : source.history(start, end, offset, this::take);
        page.whenComplete((next, thrown) -> {
            if (answer.isDone()) {
                return;
            }
            if (thrown != null) {
                answer.completeExceptionally(WithingsException.of(thrown));
            } else if (next == null) {
                answer.complete(states);
            } else {
                read(next);
            }
        });
    }

    private void take(List<ChannelUpdate> updates) {
        if (answer.isDone()) {
            throw new CancellationException("The states are no longer needed");
        }
        updates.stream().filter(update -> update.history() && update.channelId().equals(channelId))
                .forEach(update -> states.putAll(update.states().subMap(start, end)));
        states.values().removeIf(state -> state == UnDefType.UNDEF);
    }
}
