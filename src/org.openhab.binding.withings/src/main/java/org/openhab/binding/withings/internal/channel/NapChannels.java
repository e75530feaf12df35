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
package org.openhab.binding.withings.internal.channel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From naps to their channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NapChannels {

    /** When the last nap began. */
    public static final ChannelDefinition START = nap("start", StateType.TIME);
    /** When the last nap ended. */
    public static final ChannelDefinition END = nap("end", StateType.TIME);
    /** How long the last nap was, from its start to its end. */
    public static final ChannelDefinition DURATION = nap("duration", StateType.DURATION);
    /** How many naps the newest day has. */
    public static final ChannelDefinition COUNT = nap("count", StateType.COUNT);
    /** How long the naps of the newest day were together. */
    public static final ChannelDefinition TOTAL_DURATION = nap("total-duration", StateType.DURATION);

    /** The numbers of a night that say something about a nap too. */
    private static final List<SleepField> FIELDS = List.of(SleepField.SLEEP_SCORE, SleepField.TOTAL_SLEEP_TIME,
            SleepField.DEEP_SLEEP_DURATION, SleepField.LIGHT_SLEEP_DURATION, SleepField.REM_SLEEP_DURATION,
            SleepField.WAKEUP_DURATION, SleepField.SLEEP_EFFICIENCY, SleepField.SLEEP_LATENCY,
            SleepField.HEART_RATE_AVERAGE, SleepField.HEART_RATE_MINIMUM, SleepField.HEART_RATE_MAXIMUM,
            SleepField.RESPIRATION_RATE_AVERAGE, SleepField.RESPIRATION_RATE_MINIMUM,
            SleepField.RESPIRATION_RATE_MAXIMUM, SleepField.SNORING_DURATION);

    private NapChannels() {
    }

    /**
     * @return all channels of a nap, in the order to show them
     */
    public static List<ChannelDefinition> all() {
        return Stream.of(Stream.of(START, END, DURATION), FIELDS.stream().map(NapChannels::channel),
                Stream.of(COUNT, TOTAL_DURATION)).flatMap(channels -> channels).toList();
    }

    private static ChannelDefinition channel(SleepField field) {
        return nap(field.channel().id(), field.channel().type());
    }

    private static ChannelDefinition nap(String id, StateType type) {
        return new ChannelDefinition(ChannelGroup.NAP, id, type);
    }

    /**
     * The last nap stays until the next one, and all naps become the history of the values; each nap's values are true
     * from its end.
     *
     * @param sleep nights and naps of some days
     * @return the updates, none without a nap
     */
    public static List<ChannelUpdate> lastNap(NightsAndNaps sleep) {
        List<SleepSummary> naps = sleep.naps();
        if (naps.isEmpty()) {
            return List.of();
        }
        SleepSummary last = naps.get(naps.size() - 1);
        Instant told = told(sleep);
        List<ChannelUpdate> updates = new ArrayList<>();
        updates.add(ChannelUpdate.of(START.channelId(), told, new DateTimeType(last.start())));
        updates.add(ChannelUpdate.of(END.channelId(), told, new DateTimeType(last.end())));
        add(updates, DURATION, naps, told, nap -> DURATION.type().state(seconds(NightsAndNaps.length(nap))));
        for (SleepField field : FIELDS) {
            add(updates, channel(field), naps, told, nap -> field.state(nap.values()));
        }
        updates.addAll(count(sleep));
        return updates;
    }

    /**
     * Counts the naps of each day, for somebody who naps now and then. On a day without a nap there are none to count.
     *
     * @param sleep nights and naps of some days
     * @return the updates, none without any sleep
     */
    public static List<ChannelUpdate> count(NightsAndNaps sleep) {
        if (sleep.nights().isEmpty() && sleep.naps().isEmpty()) {
            return List.of();
        }
        return List.of(
                new ChannelUpdate(COUNT.channelId(),
                        throughTheDays(sleep, ended -> COUNT.type().state(BigDecimal.valueOf(ended.size()))), true,
                        told(sleep)),
                new ChannelUpdate(TOTAL_DURATION.channelId(),
                        throughTheDays(sleep, ended -> TOTAL_DURATION.type().state(seconds(
                                ended.stream().map(NightsAndNaps::length).reduce(Duration.ZERO, Duration::plus)))),
                        true, told(sleep)));
    }

    /**
     * Takes back a nap that turned out to be none, for example because it was the beginning of a night.
     *
     * @param told what {@link #told} gives for what is known now
     */
    public static List<ChannelUpdate> noNap(Instant told) {
        return all().stream().filter(channel -> !channel.equals(COUNT) && !channel.equals(TOTAL_DURATION))
                .map(channel -> ChannelUpdate.of(channel.channelId(), told, UnDefType.UNDEF)).toList();
    }

    /**
     * The nap to show is the last one of all that is known by now: a nap may turn out to be none, and then an earlier
     * one is the last.
     *
     * @return the time that updates of naps are chosen by, {@link Instant#EPOCH} without any sleep
     */
    public static Instant told(NightsAndNaps sleep) {
        return Stream.concat(sleep.nights().stream(), sleep.naps().stream()).map(NightsAndNaps::endOfDay)
                .max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static void add(List<ChannelUpdate> updates, ChannelDefinition channel, List<SleepSummary> naps,
            Instant told, Function<SleepSummary, State> state) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        naps.forEach(nap -> states.put(nap.end(), state.apply(nap)));
        updates.add(ChannelUpdate.past(channel.channelId(), states));
        updates.add(new ChannelUpdate(channel.channelId(), states.tailMap(states.lastKey(), true), false, told));
    }

    /**
     * @return what is to be said of the naps of a day by the end of its night and of each nap
     */
    private static NavigableMap<Instant, State> throughTheDays(NightsAndNaps sleep,
            Function<List<SleepSummary>, State> stateOfNaps) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        Stream.concat(sleep.nights().stream(), sleep.naps().stream()).forEach(now -> {
            List<SleepSummary> ended = sleep.naps().stream()
                    .filter(nap -> nap.date().equals(now.date()) && !nap.end().isAfter(now.end())).toList();
            states.put(now.end(), stateOfNaps.apply(ended));
        });
        return states;
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds());
    }
}
