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
package org.openhab.binding.withings.internal.feed;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Asks a source for the states that one channel would have had in a time. Nothing is shown or remembered.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PastStates {
    /** The other groups have no past, or it is that of another group. */
    private static final Map<ChannelGroup, Service> SERVICES = new EnumMap<>(Map.of( //
            ChannelGroup.BODY, Service.MEASURES, //
            ChannelGroup.SEGMENTS, Service.MEASURES, //
            ChannelGroup.HEART, Service.MEASURES, //
            ChannelGroup.TEMPERATURE, Service.MEASURES, //
            ChannelGroup.ECG, Service.MEASURES, //
            ChannelGroup.SLEEP, Service.SLEEP, //
            ChannelGroup.NAP, Service.SLEEP, //
            ChannelGroup.ACTIVITY, Service.ACTIVITY, //
            ChannelGroup.INTRADAY, Service.ACTIVITY, //
            ChannelGroup.WORKOUT, Service.WORKOUTS));

    private final String channelId;
    private final Instant start;
    private final Instant end;
    private final NavigableMap<Instant, State> states = new TreeMap<>();
    private final CompletableFuture<NavigableMap<Instant, State>> answer = new CompletableFuture<>();

    private PastStates(String channelId, Instant start, Instant end) {
        this.channelId = channelId;
        this.start = start;
        this.end = end;
    }

    /**
     * @param channelId the id of a channel within its thing, such as <code>body#weight</code>
     * @return the service that knows the channel's past, null if none does
     */
    public static @Nullable Service service(String channelId) {
        if (HeartChannels.ALL.stream().anyMatch(channel -> channel.channelId().equals(channelId))) {
            return Service.HEART;
        }
        String group = channelId.split(ChannelUID.CHANNEL_GROUP_SEPARATOR, 2)[0];
        return SERVICES.entrySet().stream().filter(entry -> entry.getKey().id().equals(group)).map(Map.Entry::getValue)
                .findFirst().orElse(null);
    }

    /**
     * @param source that of the channel's service
     * @param start the beginning
     * @param end the end, exclusive
     * @return the states by their times; a {@link WithingsException} if Withings could not be asked. Once it is
     *         cancelled or has timed out, no further page is asked for
     */
    public static CompletableFuture<NavigableMap<Instant, State>> of(DataSource source, String channelId, Instant start,
            Instant end) {
        PastStates past = new PastStates(channelId, start, end);
        past.follow(offset -> source.history(start, end, offset), null, () -> {
            if (past.states.isEmpty() && source.hasDetails()) {
                past.follow(offset -> source.details(start, end, offset), null,
                        () -> past.answer.complete(past.states));
            } else {
                past.answer.complete(past.states);
            }
        });
        return past.answer;
    }

    private void follow(Function<@Nullable Long, CompletableFuture<HistoryPage>> pages, @Nullable Long offset,
            Runnable whenDone) {
        pages.apply(offset).thenAccept(page -> {
            page.updates().forEach(this::take);
            Long next = page.next();
            if (next == null) {
                whenDone.run();
            } else if (!answer.isDone()) {
                follow(pages, next, whenDone);
            }
        }).exceptionally(trouble -> {
            answer.completeExceptionally(WithingsException.of(trouble));
            return null;
        });
    }

    private void take(ChannelUpdate update) {
        if (update.history() && update.channelId().equals(channelId)) {
            update.states().subMap(start, true, end, false).forEach((time, state) -> {
                if (state != UnDefType.UNDEF) {
                    states.put(time, state);
                }
            });
        }
    }
}
